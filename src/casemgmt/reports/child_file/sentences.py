"""An event as a sentence in the words of a family: codes, days and amounts written out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs
from attrs import frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment.plan import Goal
from casemgmt.domain.personal import Forgotten, Known, Withheld
from casemgmt.domain.vocabulary import Text
from casemgmt.recorded import RecordedEvent
from casemgmt.reports.numbers import count, money
from casemgmt.reports.people import People, dated, listed, personal
from casemgmt.reports.reading import WORDS as HOUSE
from casemgmt.reports.words import filled, spoken
from casemgmt.vocabularies import Vocabulary

from .words import TOLD, WORDS

LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "concerns": ("concerns",),
    "grade": ("grades",),
    "kit": ("kits",),
    "level": ("risk_levels", "training_levels"),
    "pathway": ("pathways",),
    "programme": ("programmes",),
    "programmes": ("programmes",),
    "purposes": ("consent_purposes",),
    "reason": ("closure_reasons",),
    "service": ("services",),
    "session": ("sessions",),
    "situation": ("schooling_situations", "insertion_situations"),
    "source": ("identification_sources",),
    "trade": ("trades",),
}
CENTRES: Final = frozenset({"centre", "to_centre"})
VARIANTS: Final = ("seen_child", "caregiver_present", "given_by")
IN_WORDS: Final = ("findings", "decisions", "facts", "reason")
"""What somebody wrote; who is named elsewhere in an event is somebody else's to know."""


@frozen
class Sentences:
    """Tells events, with what codes and centres are called."""

    vocabulary: Vocabulary
    people: People

    def of(self, told: RecordedEvent) -> Text:
        """Return the sentence that tells an event; its name where nobody wrote one."""
        pattern = _pattern(told)
        if pattern is None:
            return Text(plain=told.name.rpartition(".")[0])
        sentence = filled(pattern, **dict(self._fields(told.event)))
        words = [*_in_words(told.event)]
        if not words:
            return sentence
        return filled(WORDS("stage.said"), sentence=sentence, words=listed(words))

    def _fields(self, event: Any) -> Iterator[tuple[str, Text]]:
        for name, value in _values(event):
            if (said := self._said(name, value)) is not None:
                yield name, said

    def _said(self, name: str, value: Any) -> Text | None:
        match value:
            case int() | Decimal():
                return _amount(name, value)
            case Day():
                return dated(value)
            case str():
                return self._code(name, value)
            case tuple():
                return listed([self._one(name, one) for one in value])
            case Withheld() | Forgotten():
                return personal(value)
            case _:
                return None

    def _one(self, name: str, value: Any) -> Text:
        if isinstance(value, Goal):
            return personal(value.measure)
        return self._code(name, str(value))

    def _code(self, name: str, code: str) -> Text:
        if f"value.{name}.{code}" in TOLD:
            return TOLD(f"value.{name}.{code}")
        if f"visit.{code}" in HOUSE:
            return HOUSE(f"visit.{code}")
        if name in CENTRES:
            return self.people.centre(code)
        if name == "month":
            return dated(Day.of(code))
        lists = LISTS.get(name, ())
        known = (list_ for list_ in lists if code in self.vocabulary.lists[list_])
        return self.vocabulary.label(next(known, ""), code)


def _amount(name: str, value: int | Decimal) -> Text | None:
    if isinstance(value, bool):
        return None
    if name.endswith("_centimes"):
        return spoken(lambda manner: money(value, "MAD", manner))
    exact = int(value) if value % 1 == 0 else value
    return spoken(lambda manner: count(exact, manner))


def _pattern(told: RecordedEvent) -> Text | None:
    name = told.name.rpartition(".")[0]
    held = (getattr(told.event, field, None) for field in VARIANTS)
    for key in (*(f"{name}.{str(value).lower()}" for value in held), f"{name}.said"):
        if key in TOLD:
            return TOLD(key)
    return None


def _in_words(event: Any) -> Iterator[Text]:
    for name, value in _values(event):
        if name in IN_WORDS and isinstance(value, Known | Withheld | Forgotten):
            yield personal(value)


def _values(event: Any) -> Iterator[tuple[str, Any]]:
    if attrs.has(type(event)):
        yield from ((f.name, getattr(event, f.name)) for f in attrs.fields(type(event)))
