"""What reached others of what is held on a person: who saw it, to whom it went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import field, frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Text
from casemgmt.recorded import RecordedEvent
from casemgmt.reports.model import Block, Note, Row, Section
from casemgmt.reports.people import listed
from casemgmt.reports.words import filled

from .details import label
from .tables import DASH, section, table
from .words import WORDS


@frozen
class Looked:
    """That somebody saw something, as the store tells it."""

    day: Day
    by: str
    how: str
    what: tuple[str, ...] = ()


@frozen
class Went:
    """That something went to somebody: what for, and by what right."""

    day: Day
    to: str
    what: str
    ground: str | None = None


@frozen
class Copy:
    """Another system that is kept up to date, and which personal fields it is granted."""

    name: str
    address: str = field(repr=False)
    fields: tuple[str, ...] = ()


def seen(looked: Sequence[Looked] | None) -> Section:
    """Return the section on who saw what of them."""
    if not looked:
        word = "seen.unwatched" if looked is None else "seen.nobody"
        note = Note(WORDS(word))
        return Section("seen", WORDS("seen.title"), (note,), lead=WORDS("seen.lead"))
    rows = tuple(
        Row(
            Text(plain=one.by),
            (one.day, WORDS(f"seen.{one.how}"), listed(map(_field, one.what))),
        )
        for one in looked
    )
    names = ("seen.at", "seen.how", "seen.what")
    return section("seen", "seen.table", "from.who", names, rows)


def _field(name: str) -> Text:
    return label(name.rpartition(".")[2])


def went(
    told: Sequence[RecordedEvent],
    handed: Sequence[Went],
    kept: Sequence[Copy],
    published: int,
) -> Section:
    """Return the section on what went to whom, and which other systems have a copy."""
    names = ("went.day", "went.for", "went.right")
    out = sorted((*handed, *_in_story(told)), key=lambda one: one.day.last)
    rows = tuple(
        Row(
            Text(plain=one.to),
            (one.day, WORDS(f"went.{one.what}"), _ground(one.ground)),
        )
        for one in out
    )
    blocks: list[Block] = [table("went.out", "went.to", names, rows, "went.nobody")]
    copies = tuple(
        Row(Text(plain=f"{one.name} ({one.address})"), (_granted(one),)) for one in kept
    )
    blocks.append(
        table("went.copies", "went.system", ("went.fields",), copies, "went.no-copies")
    )
    if published:
        count = Text(plain=str(published))
        blocks.append(Note(filled(WORDS("went.counted"), n=count)))
    return Section("went", WORDS("went.title"), tuple(blocks), lead=WORDS("went.lead"))


def _in_story(told: Sequence[RecordedEvent]) -> Iterator[Went]:
    """Yield what the story itself says went out: a referral, a transfer, a report."""
    for one in told:
        match one.name.rpartition(".")[0]:
            case "referral-made":
                yield Went(one.on, one.event.to, "referral")
            case "transfer-requested":
                yield Went(one.on, one.event.to_centre, "transfer")
            case "mandatory-report-made":
                yield Went(one.on, one.event.authority, "report", "legal-duty")
            case _:
                pass


def _ground(ground: str | None) -> Text:
    return DASH if ground is None else WORDS(f"went.{ground}")


def _granted(copy: Copy) -> Text:
    return listed(map(label, copy.fields)) if copy.fields else WORDS("went.none")
