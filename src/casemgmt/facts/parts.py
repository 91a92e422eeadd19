"""A part of the facts: some clusters folded, their rows packed, numbered for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import tzinfo
from uuid import UUID

from attrs import define, field, frozen

from casemgmt.recording.envelope import UNKNOWN

from .fold import Birth, Fold, Rows
from .packing import Columns, packed
from .source import Source, Word
from .spine import Spine
from .tellings import local_days

SUBJECT = (("rank", "INTEGER"), ("id", "UUID"), ("kind", "VARCHAR"), ("own", "BOOLEAN"))
KIND = (("rank", "SMALLINT"), ("name", "VARCHAR"))
KINDS = frozenset({"child", "household", "centre", "agreement"})
FOLDED = KINDS | {UNKNOWN}
"""Of one whose kind nobody can say, what cannot be read is counted."""
Cluster = tuple[str, Sequence[UUID]]
"""The kind of its subjects, and who they are."""


@frozen
class Part:
    """What was folded of some clusters.

    Attributes:
        subjects: Each subject's number in this part, its id and kind, and whether it was
            folded here; any other is only named.
        kinds: The number in this part of each kind of event.
        tables: The rows of each table, with the numbers of this part.
        births: Spans of days of birth, by the numbers of this part.
        parked: Who could not be folded, and the kind of error.
        unread: Of whom how many events could not be read.
        events: How many events they were folded from.

    """

    subjects: Columns
    kinds: Columns
    tables: Mapping[str, Columns]
    births: Sequence[Birth] = field(repr=False)
    parked: Sequence[tuple[UUID, str]]
    unread: Sequence[tuple[UUID, int]]
    events: int


@frozen
class Addition:
    """What comes at the end of a story, and changes nothing of what stands.

    Attributes:
        first: The rank of the first of its words among the commands of the subject.

    """

    subject: UUID
    kind: str
    words: Sequence[Word]
    first: int


def folded(
    source: Source,
    clusters: Iterable[Cluster],
    until: int,
    zone: tzinfo,
    additions: Iterable[Addition] = (),
) -> Part:
    """Return what *clusters* come to, by what was recorded up to position *until*."""
    numbers, kinds = _Numbers(), _Kinds()
    fold = Fold(numbers.of, source.code)
    rows = Rows(Spine(kinds.__getitem__, local_days(zone)))
    events, own = 0, set[UUID]()
    parked: list[tuple[UUID, str]] = []
    unread: list[tuple[UUID, int]] = []
    for kind, members in clusters:
        plain = source.plain(members[0], until) if len(members) == 1 else None
        if plain is not None and plain.tell(kind, fold, rows):
            events += len(plain)
            own.update(members)
            continue
        stories = {subject: source.story(subject, until) for subject in members}
        unread += ((one, n) for one in members if (n := source.unread(one)))
        if kind not in KINDS:
            continue
        with parking(rows, members, parked) as tried:
            fold.cluster(kind, stories, rows)
        if tried.failed:
            continue
        events += sum(map(len, stories.values()))
        own.update(members)
        for subject in members:
            numbers.of(subject, kind)
    for new in additions:
        with parking(rows, [new.subject], parked):
            fold.added(new.kind, new.subject, new.words, new.first, rows)
        events += len(new.words)
    source.let_go()
    subjects = [
        (n, one.bytes, kind, one in own) for one, (n, kind) in numbers.given.items()
    ]
    named = [(number, name) for name, number in kinds.items()]
    return Part(
        packed(SUBJECT, subjects),
        packed(KIND, named),
        rows.packed(),
        rows.births,
        parked,
        unread,
        events,
    )


def kind_of(source: Source, members: Iterable[UUID]) -> str:
    """Return the kind of *members*, by the first of whom anybody can say it."""
    kinds = map(source.kind, members)
    return next((kind for kind in kinds if kind != UNKNOWN), UNKNOWN)


@define
class Tried:
    """Whether something could be folded."""

    failed: bool = False


@contextmanager
def parking(
    rows: Rows, subjects: Iterable[UUID], parked: list[tuple[UUID, str]]
) -> Iterator[Tried]:
    """Park *subjects* where their fold fails: nothing of it is left in *rows*."""
    tried, back = Tried(), rows.marked()
    try:
        yield tried
    except Exception as error:  # noqa: BLE001 - whatever it is: everything else flows
        back()
        tried.failed = True
        name = type(error).__name__
        parked.extend((subject, name) for subject in subjects)


class _Numbers:
    """Numbers subjects as they are met."""

    def __init__(self) -> None:
        self.given: dict[UUID, tuple[int, str]] = {}

    def of(self, subject: UUID, kind: str) -> int:
        found = self.given.get(subject)
        if found is None:
            found = self.given[subject] = len(self.given), kind
        return found[0]


class _Kinds(dict[str, int]):
    """Numbers kinds of event as they are met."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number
