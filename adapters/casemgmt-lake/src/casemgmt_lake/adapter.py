"""A lake that follows a store: batches wait in a file each, and settle as a generation.

What is read changes once for all that was given: files cannot be added to, and a bucket is
written anew for the stories in it that changed. Position and rows move together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import orjson
from attrs import evolve, frozen

from casemgmt.adapters import Batch, Position, RecordedEvent, Subject

from . import buckets
from .buckets import BUCKETS, bucket_of
from .generations import PENDING, Generations, State, folder_of, made, write
from .stories import by_subject, closed, events_table, facts_tables, opened

Row = Mapping[str, Any]


@frozen
class Part:
    """What was made of some stories: files by their names, and how many events of each."""

    files: Mapping[str, bytes]
    seen: Mapping[str, int]


class Lake:
    """Events and facts as Parquet files in the folder at *address*."""

    api_version: ClassVar[int] = 1
    usual_place: ClassVar[str] = "lake"
    fields: ClassVar[frozenset[str]] = frozenset()
    """Nothing personal can be granted: a lake is copied, and read by many."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._generations = Generations(Path(address))

    def position(self) -> Position | None:
        """Return the position that is kept with the rows."""
        state = self._generations.state()
        return None if state is None else state.position

    def seen(self) -> Mapping[str, int]:
        """Return how many events of each stored name it was given."""
        state = self._generations.state()
        return {} if state is None else state.seen

    def project(self, batch: Batch) -> None:
        """Keep what a batch tells, and its position, in one step."""
        state = self._generations.state()
        if state is None or batch.afresh or state.epoch != batch.until.epoch:
            generation = state.generation if state else 0
            state = State(batch.until.epoch, 0, generation, afresh=True)
        given = [closed(told) for told in batch.events]
        held = self._held(state, given)
        rows = [row for row in given if held.get(row["position"]) != row["data"]]
        named = state.pending
        if rows:
            named = (*named, self._wait(rows))
        new = (row["name"] for row in rows if row["position"] not in held)
        counted = Counter(state.seen) + Counter(new)
        number = max(state.number, batch.until.number)
        kept = evolve(state, number=number, pending=named, seen=dict(counted))
        self._generations.keep(kept)

    def settle(self) -> None:
        """Make a generation of what was given since the last."""
        state = self._generations.state()
        if state is None or not (state.pending or state.afresh):
            return
        rows = self._waiting(state)
        old = folder_of(state, self._generations)
        with self._generations.drafted(state, sharing=old is not None) as draft:
            for bucket, new in _by_bucket(rows).items():
                _add(draft, bucket, new)
            self._publish(state)

    def forget(self, subject: Subject) -> None:
        """Remove every trace of *subject*, also where others name it."""
        self.settle()
        state = self._generations.state()
        if state is None:
            return
        with self._generations.drafted(state, sharing=True) as draft:
            own = str(subject)
            held = buckets.read(draft, buckets.EVENTS, bucket_of(own))
            gone = Counter(row["name"] for row in held if row["subject"] == own)
            buckets.replace_stories(draft, bucket_of(own), [own], {})
            for bucket in range(BUCKETS):
                _unname(draft, bucket, subject)
            self._publish(evolve(state, seen=dict(Counter(state.seen) - gone)))

    @staticmethod
    def part(events: Sequence[RecordedEvent]) -> Part:
        """Return the files of *events*, whole stories."""
        rows = [closed(told) for told in events]
        files = {
            buckets.place(table, bucket): buckets.parquet(told)
            for bucket, of in sorted(_by_bucket(rows).items())
            for table, told in sorted(_tables(of).items())
        }
        return Part(files, Counter(row["name"] for row in rows))

    def gather(self, parts: Iterable[Part], until: Position) -> None:
        """Keep *parts* and the position in place of all that was kept."""
        state = self._generations.state() or State(until.epoch, 0)
        seen = Counter[str]()
        with self._generations.drafted(state, sharing=False) as draft:
            for rank, part in enumerate(parts):
                for folder, told in part.files.items():
                    buckets.put(draft, f"{folder}/part-{rank}.parquet", told)
                seen.update(part.seen)
            found = State(until.epoch, until.number, state.generation, seen=dict(seen))
            self._publish(found)

    def _publish(self, state: State) -> None:
        published = evolve(state, generation=state.generation + 1, pending=(), afresh=False)
        self._generations.publish(published)

    def _held(self, state: State, rows: Sequence[Row]) -> Mapping[int, str]:
        """Return what is held of *rows* that were given before, by their positions.

        It may be other than what is given: whoever was forgotten is named by nobody.
        """
        late = [row for row in rows if row["position"] <= state.number]
        folder = folder_of(state, self._generations)
        found: dict[int, str] = {}
        for bucket in {bucket_of(row["subject"]) for row in late}:
            held = buckets.read(folder, buckets.EVENTS, bucket)
            found |= {row["position"]: row["data"] for row in held}
        waiting = self._waiting(state) if late else []
        return found | {row["position"]: row["data"] for row in waiting}

    def _wait(self, rows: Sequence[Row]) -> str:
        folder = self._generations.folder / PENDING
        made(folder)
        named = f"{rows[0]['position']:020d}-{rows[-1]['position']:020d}.json"
        write(folder / named, orjson.dumps(list(rows)))
        return named

    def _waiting(self, state: State) -> list[Row]:
        folder = self._generations.folder / PENDING
        return [
            row
            for named in dict.fromkeys(state.pending)
            for row in orjson.loads((folder / named).read_bytes())
        ]


def _by_bucket(rows: Iterable[Row]) -> Mapping[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[bucket_of(row["subject"])].append(row)
    return found


def _tables(rows: Iterable[Row]) -> dict[str, Any]:
    """Return the tables of whole stories: their events, and the facts they come to."""
    stories = by_subject(rows)
    told = ([opened(row) for row in story] for story in stories.values())
    every = (row for story in stories.values() for row in story)
    return {buckets.EVENTS: events_table(every), **facts_tables(told)}


def _add(draft: Path, bucket: int, new: Sequence[Row]) -> None:
    """Write the stories of a bucket anew of which something was told."""
    changed = {row["subject"] for row in new}
    held = buckets.read(draft, buckets.EVENTS, bucket)
    told = {row["position"]: row for row in (*held, *new) if row["subject"] in changed}
    buckets.replace_stories(draft, bucket, changed, _tables(told.values()))


def _unname(draft: Path, bucket: int, subject: Subject) -> None:
    """Let stories that name *subject* name one who was erased."""
    named = str(subject)
    erased = f"{subject.kind}:erased-{subject.key.replace('-', '')[:8]}"
    held = buckets.read(draft, buckets.EVENTS, bucket)
    changed = {row["subject"] for row in held if named in row["data"]}
    if changed:
        rows = [
            row | {"data": row["data"].replace(named, erased)}
            for row in held
            if row["subject"] in changed
        ]
        buckets.replace_stories(draft, bucket, changed, _tables(rows))
