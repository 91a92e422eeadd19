"""An event field by field, as it is noted; of what others' stories say, what is theirs not.

Who reported a child is kept back: a family that learns it may turn against them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any, Final

import attrs
from attrs import frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.family_support.household import Member
from casemgmt.domain.personal import Forgotten, Known, Withheld
from casemgmt.domain.vocabulary import Quantity, Subject, Text
from casemgmt.reports.child_file.sentences import CENTRES, LISTS
from casemgmt.reports.people import People, dated, listed, personal
from casemgmt.reports.words import filled, joined
from casemgmt.vocabularies import Vocabulary

from .words import WORDS

TECHNICAL: Final = frozenset({"content", "digest"})
"""How a sealed file is found: it says nothing of anybody."""
PROTECTED: Final = frozenset({"reporter"})
_WHOLE: Final = (Text, Day, Quantity)
_BETWEEN = Text(ar="؛ ", fr=" ; ", en="; ")
_LABELLED = Text(ar="{name}: {value}", fr="{name} : {value}", en="{name}: {value}")


@frozen
class Details:
    """Tells what stands in the fields of an event, with what codes are called.

    Attributes:
        about: The records of the person: of another's story, only what names them.

    """

    vocabulary: Vocabulary
    people: People
    about: frozenset[Subject]

    def of(self, event: Any, *, theirs: bool = True) -> Text:
        """Return every field of *event* that says something, each with its name.

        Of another's story - not *theirs* - personal words and other persons are left out.
        """
        event = event if theirs else self._named_here(event)
        said = [filled(_LABELLED, name=n, value=v) for n, v in self._fields(event)]
        return joined(said, _BETWEEN, _BETWEEN)

    def _fields(self, event: Any) -> Iterator[tuple[Text, Text]]:
        for one in attrs.fields(type(event)):
            name, value = one.name.rstrip("_"), getattr(event, one.name)
            if name in TECHNICAL or value in (None, (), {}):
                continue
            if name in PROTECTED:
                yield label(name), WORDS("said.protected")
            else:
                yield label(name), self._said(name, value)

    def _named_here(self, value: Any) -> Any:
        """Return *value* without what is personal and without other persons."""
        match value:
            case Known() | Withheld() | Forgotten():
                return None
            case Subject():
                return value if value in self.about else None
            case tuple():
                return tuple(v for one in value if (v := self._named_here(one)) is not None)
            case Member():
                return value if value.person in self.about else None
            case _ if attrs.has(type(value)) and not isinstance(value, _WHOLE):
                names = [one.name for one in attrs.fields(type(value))]
                kept = {name: self._named_here(getattr(value, name)) for name in names}
                bare = copy(value)
                for name, inner in kept.items():
                    object.__setattr__(bare, name, inner)
                return bare
            case _:
                return value

    def _said(self, name: str, value: Any) -> Text:  # noqa: C901, PLR0911 - a case for each kind
        match value:
            case Known(value=inner):
                return self._said(name, inner)
            case Withheld() | Forgotten():
                return personal(value)
            case Text():
                return value
            case Day():
                return dated(value)
            case bool():
                return WORDS("said.yes" if value else "said.no")
            case Subject():
                return Text(plain=value.key)
            case Quantity() if value.value is not None:
                return Text(plain=str(value.value))
            case str():
                return self._code(name, value)
            case tuple():
                return listed(self._said(name, one) for one in value)
            case Mapping():
                return listed(self._of_key(*item) for item in value.items())
            case _ if attrs.has(type(value)):
                return filled(Text(plain="({of})"), of=self.of(value))
            case _:
                return Text(plain=str(value))

    def _of_key(self, key: str, value: Any) -> Text:
        return filled(_LABELLED, name=self._code("", key), value=self._said(key, value))

    def _code(self, name: str, said: str) -> Text:
        if name in CENTRES:
            return self.people.centre(said)
        lists = (*LISTS.get(name, ()), *_FURTHER.get(name, ()))
        for known in lists:
            if said in self.vocabulary.codes(known):
                return self.vocabulary.label(known, said)
        return code(said)


_FURTHER: Final[Mapping[str, tuple[str, ...]]] = {
    "activity": ("work_activities",),
    "area": ("goal_areas",),
    "district": ("districts",),
    "services": ("services",),
    "sex": ("sexes",),
    "worst_form": ("worst_forms",),
}


def code(said: str) -> Text:
    """Return what a code without a list is called; the code itself where nobody said."""
    key = f"code.{said}"
    return WORDS(key) if key in WORDS else Text(plain=said)


def label(name: str) -> Text:
    """Return what a field is called; of an area of one's own, its name in words."""
    key = f"field.{name}"
    return WORDS(key) if key in WORDS else Text(plain=name.replace("_", " "))
