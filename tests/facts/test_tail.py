"""What changed is written into a tail; whole and tail say what one file would say."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from tests.facts.saying import said
from tests.facts.test_additions import SALMA, WORK, whole
from tests.oracle.journals import journal

from casemgmt.commands import LinkPersons
from casemgmt.facts import Facts, refresh, tail
from casemgmt.facts.generations import Generations
from casemgmt.privacy.vault_port import Vault
from casemgmt.read_models.figuring import log_source
from casemgmt.testing import memory_store

Store = Any


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(tail, "WORTH_A_TAIL", 0)
    return monkeypatch


@pytest.fixture
def store() -> Any:
    with memory_store(on="2026-03-01") as store:
        for child in ("child:C01", "child:C02", "child:C03"):
            store.acting_as("amina").record(child, SALMA, on="2025-09-03")
        yield store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "facts"


def facts_of(store: Store, folder: Path) -> Facts:
    return Facts(folder, sealer=vault_of(store))


def vault_of(store: Store) -> Vault:
    return store._parts.shelf.vault


def files(folder: Path) -> tuple[list[Path], list[Path]]:
    """The whole files there, and the tails."""
    return sorted(folder.glob("facts-*")), sorted(folder.glob("tail-*"))


def test_what_is_told_goes_into_a_tail_and_the_whole_is_not_touched(
    store: Store, folder: Path
) -> None:
    with facts_of(store, folder) as facts:
        facts.refresh(log_source(store._parts))
        ((whole_file,), no_tail) = files(folder)
        before = whole_file.stat()
        for day in ("2025-10-01", "2025-10-02"):
            store.acting_as("amina").record("child:C01", WORK, on=day)
            facts.refresh(log_source(store._parts))

        assert no_tail == []
        ((same,), (_,)) = files(folder)
        assert (same, same.stat().st_mtime_ns) == (whole_file, before.st_mtime_ns)
        assert said(facts) == whole(store)


def test_whoever_opens_a_whole_and_its_tail_reads_both_as_one(
    store: Store, folder: Path
) -> None:
    desk = store.acting_as("amina")
    with facts_of(store, folder) as facts:
        facts.refresh(log_source(store._parts))
    desk.record("child:C02", LinkPersons(other="child:C01", evidence="same-mother"),
                on="2025-11-02")  # fmt: skip
    with facts_of(store, folder) as facts:
        facts.refresh(log_source(store._parts))
    with facts_of(store, folder) as facts:
        facts.refresh(log_source(store._parts))

        assert len(files(folder)[1]) == 1
        assert said(facts) == whole(store)


def test_a_tail_that_grew_long_is_merged(
    store: Store, folder: Path, always: pytest.MonkeyPatch
) -> None:
    with facts_of(store, folder) as facts:
        facts.refresh(log_source(store._parts))
        ((first,), _) = files(folder)
        store.acting_as("amina").record("child:C01", WORK, on="2025-10-01")
        facts.refresh(log_source(store._parts))
        always.setattr(tail, "LONGEST", 0)
        store.acting_as("amina").record("child:C02", WORK, on="2025-10-01")
        facts.refresh(log_source(store._parts))

        ((second,), tails) = files(folder)
        assert tails == []
        assert second.name > first.name
        assert said(facts) == whole(store)


def test_an_update_that_fails_leaves_whole_and_tail_as_they_were(
    store: Store, folder: Path, always: pytest.MonkeyPatch
) -> None:
    with facts_of(store, folder) as facts:
        facts.refresh(log_source(store._parts))
        store.acting_as("amina").record("child:C01", WORK, on="2025-10-01")
        facts.refresh(log_source(store._parts))
        before, stood = said(facts), files(folder)
        store.acting_as("amina").record("child:C02", WORK, on="2025-10-01")
        with always.context() as broken:
            broken.setattr(refresh.Refresh, "_park", _interrupted)
            with pytest.raises(KeyboardInterrupt):
                facts.refresh(log_source(store._parts))

        assert files(folder) == stood
        assert list(folder.glob("building-*")) == []
        assert said(facts) == before
        facts.refresh(log_source(store._parts))
        assert said(facts) == whole(store)


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_tail_is_never_read_with_another_whole(store: Store, folder: Path) -> None:
    with facts_of(store, folder) as facts:
        facts.refresh(log_source(store._parts))
        store.acting_as("amina").record("child:C01", WORK, on="2025-10-01")
        facts.refresh(log_source(store._parts))
        (_, (left,)) = files(folder)
        kept = left.read_bytes()
        facts.refresh(log_source(store._parts), again=[])
        facts.forget(log_source(store._parts), [])
        left.write_bytes(kept)  # a crash may leave it

        newest = Generations(folder).newest()
        assert newest is not None
        assert newest.tail is None
        assert said(facts) == whole(store)


def test_a_whole_that_a_crash_left_goes_with_the_next_tail(
    store: Store, folder: Path
) -> None:
    with facts_of(store, folder) as facts:
        facts.refresh(log_source(store._parts))
        ((older,), _) = files(folder)
        left = older.read_bytes()
        facts.forget(log_source(store._parts), ())
        ((newer,), _) = files(folder)
    older.write_bytes(left)
    tail_left = (
        folder / f"tail-{older.stem.removeprefix('facts-')}-{0:020d}-00000000.duckdb"
    )
    tail_left.write_bytes(left)

    store.acting_as("amina").record("child:C01", WORK, on="2025-10-01")
    with facts_of(store, folder) as facts:
        facts.refresh(log_source(store._parts))

        ((whole_file,), (tail_file,)) = files(folder)
        assert (whole_file, tail_file != tail_left) == (newer, True)
        assert said(facts) == whole(store)


def test_who_is_forgotten_stands_in_one_file_written_row_by_row(
    store: Store, folder: Path
) -> None:
    stream = vault_of(store).find(store.acting_as("amina").journey("child:C01").subject)
    with facts_of(store, folder) as facts:
        facts.refresh(log_source(store._parts))
        store.acting_as("amina").record("child:C01", WORK, on="2025-10-01")
        facts.refresh(log_source(store._parts))
        older = [path for found in files(folder) for path in found]
        facts.forget(log_source(store._parts), [stream])

        ((_,), tails) = files(folder)
        assert tails == []
        assert not [path for path in older if path.exists()]
        assert said(facts) == whole(store)


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "longest"), [(5, 2**25), (6, 0), (7, 700_000)])
def test_a_log_followed_step_by_step_in_files_says_what_a_whole_fold_says(
    seed: int, longest: int, folder: Path, always: pytest.MonkeyPatch
) -> None:
    always.setattr(tail, "LONGEST", longest)
    lines = iter([json.dumps(line) for line in journal(seed, children=4)])
    with memory_store(on="2027-03-01") as store, facts_of(store, folder) as facts:
        while step := list(islice(lines, 40)):
            store.acting_as("amina").record_file(step, times_given=True)
            facts.refresh(log_source(store._parts))

        assert said(facts) == whole(store)
