"""What a register is: fields, and the lines that one record's story makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from casemgmt import Day, Journey, RecordedEvent, Text
from casemgmt.adapters import Known, Personal, as_told, is_forgotten, journey_of
from casemgmt.events import ChildRegistered
from casemgmt_excel.columns import Kind

Said = str | Text | date | Day | int | Decimal | tuple[str, ...] | None
"""What stands in a field: words, a code, several codes, a day or a number."""


@frozen
class Field:
    """One field of a register: a column, where it is granted.

    Attributes:
        name: Its name in ``registers.toml``, which has its heading and its meaning.
        kind: What stands in it.
        codes: The list its codes are from.
        grant: The personal field it shows; without a grant there is no such column, but
            for what stays clear of it: the month of a birth.
        unless: The field that stands in its place where that is granted.

    """

    name: str
    kind: Kind = "text"
    codes: str | None = None
    grant: str | None = None
    unless: str | None = None


@frozen
class Row:
    """One line.

    Attributes:
        place: Where it stands among the others, whatever was told first.
        said: What stands in each field.

    """

    place: str
    said: tuple[Said, ...] = field(repr=False)


@frozen
class Record:
    """One subject's story as told, and where it stands.

    Attributes:
        id: The random id the store gave it.
        reference: How the sender calls it, where that is granted.
        forgotten: Whether the person was erased: then no register has a line.
        told: The story, corrections in place.
        journey: What the story adds up to.

    """

    id: str
    reference: str | None = field(repr=False)
    forgotten: bool
    told: tuple[RecordedEvent, ...] = field(repr=False)
    journey: Journey = field(repr=False)

    @classmethod
    def of(cls, events: Sequence[RecordedEvent]) -> Record:
        """Return the record whose story *events* tell, as an adapter is given them."""
        subject = events[0].subject
        references = (str(e.reference.key) for e in events if e.reference is not None)
        return cls(
            id=subject.key,
            reference=next(references, None),
            forgotten=is_forgotten(events),
            told=as_told(events),
            journey=journey_of(events),
        )

    @property
    def kind(self) -> str:
        """The kind of subject, such as ``child``."""
        return self.journey.subject.kind

    def names(self) -> tuple[Text | None, Text | None]:
        """Return the family name and the given name told last, where they are granted."""
        for told in reversed(self.told):
            if isinstance(told.event, ChildRegistered):
                return opened(told.event.family_name), opened(told.event.given_name)
        return None, None

    def who(self) -> tuple[Said, ...]:
        """Return what the fields ``WHO`` say."""
        return (self.id, self.reference, *self.names())

    def row(self, day: date, *said: Said, then: str = "") -> Row:
        """Return a line that stands at *day*, *then* by words and the record."""
        return Row(f"{day.isoformat()}|{then}|{self.id}", (*self.who(), *said))


@frozen
class Register:
    """One register.

    Attributes:
        name: Its name in ``registers.toml``, which has its title and what a line is.
        of: The kind of subject whose stories make its lines.
        fields: From the first to the last.
        rows: The lines that one record makes.

    """

    name: str
    of: str
    fields: tuple[Field, ...]
    rows: Callable[[Record], Iterator[Row]] = field(repr=False)


WHO = (
    Field("record", unless="reference"),
    Field("reference", grant="reference"),
    Field("family_name", grant="family_name"),
    Field("given_name", grant="given_name"),
)
"""Whose line it is."""


def opened(words: Personal[Text] | None) -> Text | None:
    """Return personal words where they may be read."""
    return words.value if isinstance(words, Known) else None
