"""Facts made in shares are those of one process, whoever makes them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve
from tests.facts.saying import said
from tests.oracle.journals import journal

from casemgmt import Store
from casemgmt.errors import RetryableError
from casemgmt.facts import Facts, Hands, LogSource, shares
from casemgmt.facts.stories import ByStory, begun, stories_of, whole
from casemgmt.read_models.figuring import brought_up, log_source
from casemgmt.read_models.log_apart import read_apart
from casemgmt.recording.port import Bucket, StoredEvent
from casemgmt.sharing.hands import Processes
from casemgmt.testing import memory_store


@pytest.fixture(autouse=True)
def small_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "EVENTS_A_SHARE", 40)


def told(seed: int) -> list[str]:
    return [json.dumps(line) for line in journal(seed, children=6)]


class OneByOne:
    """The same log, subject by subject, every story the long way."""

    def __init__(self, source: LogSource) -> None:
        self.epoch, self.head, self.changed = source.epoch, source.head, source.changed
        self.kind, self.code, self.story = source.kind, source.code, source.story
        self.linked_ever, self.let_go = source.linked_ever, source.let_go
        self.unread = source.unread

    def plain(self, subject: UUID, until: int) -> None:
        return None


class EventByEvent:
    """The same log, which gives no whole story."""

    def __init__(self, log: Any) -> None:
        self._log = log

    def __getattr__(self, name: str) -> Any:
        if name in {"begun", "stories", "linked"}:
            raise AttributeError(name)
        return getattr(self._log, name)


def folded(source: Any, hands: Hands | None = None) -> dict[str, Any]:
    @contextmanager
    def engaged() -> Iterator[Hands | None]:
        yield hands

    with Facts() as facts:
        facts.refresh(source, hands=engaged)
        return said(facts)


@pytest.mark.parametrize("seed", [3, 8])
def test_the_rows_of_shares_are_those_of_a_fold_subject_by_subject(seed: int) -> None:
    with memory_store() as store:
        store.acting_as("amina").record_file(told(seed), times_given=True)
        source = log_source(store._parts)
        divided = shares.divided(source, source.head())

        assert len(divided) > 5
        assert any(share.elsewhere for share in divided)
        assert folded(source) == folded(OneByOne(source))


@pytest.fixture(scope="module")
def store_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "a.db"
    with Store.open(path, create=True) as store:
        store.acting_as("amina").record_file(told(3), times_given=True)
    return path


def test_stories_read_one_by_one_are_those_of_the_log(store_at: Path) -> None:
    with Store.open(store_at) as store:
        log, source = store._parts.shelf.log, log_source(store._parts)
        until = log.head() - 10
        found: dict[UUID, list[StoredEvent]] = {}
        (everything,) = Bucket.divided(1)
        for stored in log.bucket(everything, until):
            found.setdefault(stored.stream, []).append(stored)

        assert isinstance(log, ByStory)
        nobody = UUID(int=1)
        told = list(stories_of(log, [nobody, *found], until))

        assert told == [(stream, whole(found[stream])) for stream in found]
        assert all(story is not None for _, story in told)
        assert folded(source) == folded(OneByOne(source))
        assert folded(source) == folded(evolve(source, log=EventByEvent(log)))


def test_stories_are_read_in_the_order_in_which_they_begin(store_at: Path) -> None:
    with Store.open(store_at) as store:
        log = store._parts.shelf.log
        (everything,) = Bucket.divided(1)
        source = log_source(store._parts)
        by_events = evolve(source, log=EventByEvent(log))
        lengths = Counter(one.stream.bytes for one in log.bucket(everything, log.head()))

        assert isinstance(log, ByStory)
        assert list(begun(log, log.head())) == list(lengths.items())
        assert {*log.linked()} == {*by_events.links(log.head())}


def test_each_story_is_in_one_share_and_a_cluster_in_that_of_its_first(
    store_at: Path,
) -> None:
    with Store.open(store_at) as store:
        source = log_source(store._parts)
        divided = shares.divided(source, source.head())
        placed = [share.whose for share in divided]
        ids = [one[at : at + 16] for one in placed for at in range(0, len(one), 16)]
        together = [each for share in divided for each in share.united.items()]

        assert len(divided) > 5
        assert together
        for first, members in together:
            assert [one for one in members if one.bytes in ids] == [first]
        apart = {one.bytes for first, members in together for one in members} - {*ids}
        assert len(ids) == len({*ids})
        assert {*ids} | apart == {one.bytes for one in source.changed(0)}


def hands(executor: Executor, path: Path) -> Hands:
    def opens() -> Any:
        return read_apart(str(path), None)

    return Hands(executor, opens)


def test_threads_that_each_open_the_store_fold_the_same_rows(store_at: Path) -> None:
    with Store.open(store_at) as store, ThreadPoolExecutor(2) as threads:
        source = log_source(store._parts)

        assert folded(source, hands(threads, store_at)) == folded(source)


@pytest.mark.slow
def test_processes_fold_the_same_rows(store_at: Path) -> None:
    with Store.open(store_at) as store, Processes(2) as processes:
        source = log_source(store._parts)
        alone = folded(source)

        with brought_up(store._parts, processes).cursor() as cursor:
            rows = cursor.execute("SELECT count(*) FROM command").fetchone()
        assert rows == (len(alone["command"]),)
        assert said(brought_up(store._parts)) == alone


def test_a_day_of_birth_leaves_a_worker_sealed_only(store_at: Path) -> None:
    with read_apart(str(store_at), None) as source:
        divided = shares.divided(source, source.head())
        share = next(each for each in divided if each.done(source).births)

        sent = share.done_apart(lambda: read_apart(str(store_at), None))

        assert sent.part.births == ()
        assert source.vault.open(sent.births) not in sent.births


class Lost(Executor):
    """Loses what it is given after the first."""

    def __init__(self) -> None:
        self.given = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given += 1
        if self.given > 1:
            future.set_exception(BrokenExecutor())
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_what_stood_stays_when_a_worker_is_lost(tmp_path: Path, store_at: Path) -> None:
    with (
        Store.open(store_at) as store,
        Facts(tmp_path, sealer=store._parts.shelf.vault) as facts,
    ):
        source = log_source(store._parts)

        @contextmanager
        def engaged() -> Iterator[Hands | None]:
            yield hands(Lost(), store_at)

        with pytest.raises(RetryableError):
            facts.refresh(source, hands=engaged)

        assert [*tmp_path.glob("*.duckdb")] == []
        facts.refresh(source)
        assert said(facts)["command"]


def test_records_linked_in_chains_are_one_cluster_of_the_least_id() -> None:
    one, two, three, four = (UUID(int=n) for n in range(4))

    found = shares.united([(two, three), (one, two), (four, four)])

    assert found[one] == (one, two, three)
    assert set(found) == {one, four}
