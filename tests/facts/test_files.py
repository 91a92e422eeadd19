"""Facts in files: generations, one writer, and no day of birth in the clear."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from threading import Thread

import pytest
from tests.facts.journal_source import JournalSource, lines_of

from casemgmt.errors import BusyError
from casemgmt.facts import Facts, tail
from casemgmt.facts import generations as files


class Turned:
    """Seals by turning every bit; enough to see what was sealed."""

    def seal(self, clear: bytes) -> bytes:
        return bytes(255 - byte for byte in clear)

    open = seal


@pytest.fixture(autouse=True, params=["copied", "with a tail"])
def kept(request, monkeypatch) -> None:
    if request.param == "with a tail":
        monkeypatch.setattr(tail, "WORTH_A_TAIL", 0)


def _count(facts: Facts, table: str) -> int:
    with facts.cursor() as cursor:
        return cursor.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_a_reader_sees_the_newest_generation_and_keeps_what_it_reads(
    tmp_path: Path,
) -> None:
    source = JournalSource(lines_of("journal.jsonl"))
    source.shown = 100
    with (
        Facts(tmp_path / "f", sealer=Turned()) as one,
        Facts(tmp_path / "f", sealer=Turned()) as other,
    ):
        one.refresh(source)
        held = one.cursor()
        source.shown = 200
        position = other.refresh(source)

        assert position.number == 200
        assert held.execute("SELECT position FROM state").fetchone() == (100,)
        one.refresh(source)
        assert _count(one, "command") == _count(other, "command")


def test_a_second_process_finds_the_facts_made(tmp_path: Path) -> None:
    source = JournalSource(lines_of("journal.jsonl"))
    with Facts(tmp_path / "f", sealer=Turned()) as facts:
        facts.refresh(source)
        made = _count(facts, "opened.born")

    before = sorted(path.name for path in (tmp_path / "f").iterdir())
    with Facts(tmp_path / "f", sealer=Turned()) as facts:
        facts.refresh(source)

        assert _count(facts, "opened.born") == made > 0
    assert sorted(path.name for path in (tmp_path / "f").iterdir()) == before


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_the_folder_is_the_owners_alone(tmp_path: Path) -> None:
    with Facts(tmp_path / "f", sealer=Turned()) as facts:
        facts.refresh(JournalSource(lines_of("journal.jsonl")))

    assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == 0o700
    for path in (tmp_path / "f").glob("*.duckdb"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_interrupted_build_leaves_nothing_that_counts(tmp_path: Path) -> None:
    source = JournalSource(lines_of("journal.jsonl"))

    class Broken(JournalSource):
        def story(self, subject, until):
            raise KeyboardInterrupt

    with Facts(tmp_path / "f", sealer=Turned()) as facts:
        with pytest.raises(KeyboardInterrupt):
            facts.refresh(Broken(lines_of("journal.jsonl")))
        facts.refresh(source)

        assert len(list((tmp_path / "f").glob("*.duckdb"))) == 1


def test_a_failed_update_leaves_what_stood() -> None:
    class Breaking(JournalSource):
        broken = False

        def story(self, subject, until):
            if self.broken:
                raise RuntimeError
            return super().story(subject, until)

    source = Breaking(lines_of("journal.jsonl"))
    source.shown = 100
    with Facts() as facts:
        facts.refresh(source)
        before = _count(facts, "command")
        source.shown, source.broken = 200, True
        with pytest.raises(RuntimeError):
            facts.refresh(source)

        assert _count(facts, "command") == before
        source.broken = False
        facts.refresh(source)
        assert _count(facts, "command") > before


def test_one_process_builds_at_a_time(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(files, "WAIT_SECONDS", 0.1)
    folder = files.Generations(tmp_path / "f")
    refused = []

    def other() -> None:
        try:
            with files.Generations(tmp_path / "f").building():
                pass
        except BusyError as error:
            refused.append(error)

    with folder.building():
        waiting = Thread(target=other)
        waiting.start()
        waiting.join()

    assert refused


def test_facts_in_a_file_need_a_sealer(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sealer"):
        Facts(tmp_path / "f")


def test_no_day_of_birth_lies_in_the_file(tmp_path: Path) -> None:
    class Empty(Turned):
        def seal(self, clear: bytes) -> bytes:
            return b"sealed"

        def open(self, sealed: bytes) -> bytes:
            return b""

    lines = lines_of("journal.jsonl")
    with Facts(tmp_path / "a", sealer=Empty()) as facts:
        facts.refresh(JournalSource(lines))
    for line in lines:
        if line["command"] == "register-child":
            line["data"]["born"] = "2011-11-11"
    with Facts(tmp_path / "b", sealer=Empty()) as facts:
        facts.refresh(JournalSource(lines))

    def told(folder: str) -> list[list[tuple]]:
        with Facts(tmp_path / folder, sealer=Empty()) as facts, facts.cursor() as cursor:
            tables = cursor.execute(
                "SELECT table_name FROM duckdb_tables()"
                " WHERE database_name = 'told' ORDER BY ALL"
            ).fetchall()
            return [
                cursor.execute(f"SELECT * FROM told.{t} ORDER BY ALL").fetchall()
                for (t,) in tables
            ]

    assert len(told("a")) > 40
    assert told("a") == told("b")
