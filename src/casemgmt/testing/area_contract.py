"""The promises of an area: inherit them, and say which area it is.

One test is one promise; every value an event can hold is made up from its types::

    class TestFees(AreaContract):
        area = AREA
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

import attrs
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casemgmt.config import default_policy
from casemgmt.domain.amendments import CommandCorrected, CommandRetracted
from casemgmt.domain.area import Area
from casemgmt.domain.areas import AREAS
from casemgmt.domain.dates import Day
from casemgmt.domain.journey import Fold, Journey
from casemgmt.domain.personal import Known, Withheld
from casemgmt.domain.told import Entry, Told, as_told, speaks_of_the_record
from casemgmt.domain.vocabulary import LANGUAGES, Subject, Text
from casemgmt.errors import RuleBrokenError
from casemgmt.recording.envelope import Unreadable
from casemgmt.recording.payloads import Payloads
from casemgmt.recording.registry import Registry
from casemgmt.recording.requests import is_decided
from casemgmt.recording.story import heard

from .making_up import (
    ABOUT_OTHERS,
    DAYS,
    LEAVES,
    TOLD,
    added_up,
    entries,
    entry,
    stories,
    values,
)
from .making_up import without_moments as said

patient = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ON_A_PERSON = ("child", "household")
A_DAY, AFTER = Day.of("2025-09-03"), 1_000
VERSIONED = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[0-9]+\Z")


class AreaContract:
    """What every area promises, built-in or brought by somebody."""

    area: ClassVar[Area[Any]]
    """The area."""

    beside: ClassVar[Sequence[Area[Any]]] = ()
    """Other areas of one's own whose events its commands look at."""

    examples: ClassVar[int] = 25
    """How many stories are made up for each promise."""

    # Names and shapes

    def test_stored_names_are_versioned(self) -> None:
        assert [name for name in self.area.events if not VERSIONED.match(name)] == []

    def test_names_carry_the_prefix_of_the_area(self) -> None:
        if self._built_in():
            pytest.skip("a built-in area has no prefix")
        prefix, dot, _ = self.area.name.partition(".")
        names = [*self.area.events, *self.area.commands]

        assert dot, "the name of an area of one's own has a prefix"
        assert [name for name in names if not name.startswith(f"{prefix}.")] == []

    def test_what_happened_cannot_be_changed(self) -> None:
        for event in self.area.events.values():
            for field in attrs.fields(event):
                with pytest.raises(attrs.exceptions.FrozenInstanceError):
                    setattr(object.__new__(event), field.name, None)

    def test_every_event_and_command_says_what_it_is(self) -> None:
        for kind in (*self.area.events.values(), *self.area.commands.values()):
            assert vars(kind).get("__doc__"), kind.__name__
            assert not str(kind.__doc__).startswith(f"{kind.__name__}(")

    def test_every_text_on_a_person_is_personal(self) -> None:
        if self.area.subject not in ON_A_PERSON:
            pytest.skip("it is not about a person")
        for event in self.area.events.values():
            assert False not in set(texts_in(event)), event.__name__

    def test_every_event_reads_back_as_it_was_told(self) -> None:
        payloads = Payloads(Registry(self._areas()))
        for name, event in self.area.events.items():
            if event is not CommandCorrected:
                self._holds(
                    values(event), lambda told, n=name: reads_back(payloads, n, told)
                )

    # What it adds up to

    def test_evolve_never_refuses_a_story(self) -> None:
        self._holds(stories(self.area), lambda story: added_up(self.area, story))

    def test_one_story_adds_up_to_one_state(self) -> None:
        def hold(story: Any) -> None:
            once = added_up(self.area, story)
            assert added_up(self.area, story) == once
            assert added_up(self.area, ()) == self.area.initial

        self._holds(stories(self.area), hold)

    def test_what_was_taken_back_was_never_told(self) -> None:
        def hold(told: list[Entry]) -> None:
            rest = told[1:]
            assert self._state([*told, _taken_back(told[0])]) == self._state(rest)

        self._holds(self._own_entries(), hold)

    def test_corrected_words_stand_in_the_place_of_those_first_told(self) -> None:
        def hold(told: list[Entry]) -> None:
            first, *rest = told
            words = rest[-1].event if rest else first.event
            rightly = attrs.evolve(first, event=words)
            assert self._said([*told, _put_right(first, words)]) == self._said(
                [rightly, *rest]
            )

        self._holds(self._own_entries(), hold)

    def test_what_is_learnt_first_does_not_matter(self) -> None:
        story = st.lists(st.tuples(self._own_events(), DAYS), max_size=6, unique_by=_day)

        def hold(told: list[Any]) -> None:
            dated = [one for one in told if not speaks_of_the_record(one[0])]
            in_time = [entry(n, *one) for n, one in enumerate(dated)]
            late = [entry(n, *one, learnt=-n) for n, one in enumerate(dated)]
            assert self._said(late) == self._said(in_time)

        self._holds(story, hold)

    def test_where_it_is_not_installed_the_case_stays_open_to_others(self) -> None:
        if self._built_in():
            pytest.skip("a built-in area is always installed")
        here = Registry.of()
        for rank, name in enumerate(self.area.events):
            unknown = Unreadable(name, "not installed", here.is_foreign(name))
            told = entry(rank, unknown, A_DAY)
            journey = Fold(AREAS).journey(self._subject(), as_told(heard([told])))
            assert journey.readable, name

    # What is asked

    def test_what_is_asked_brings_about_an_event_or_nothing_or_breaks_a_rule(self) -> None:
        own = tuple(self.area.events.values())

        def hold(asked: tuple[Any, list[Entry], Told]) -> None:
            answer = self._answer(*asked)
            if isinstance(answer, RuleBrokenError):
                for language in LANGUAGES:
                    assert answer.sentence(language).strip()
            else:
                assert isinstance(answer, tuple)
                assert len(answer) <= 1
                assert all(isinstance(event, own) for event in answer)

        self._ask(hold)

    def test_every_rule_has_a_sentence_in_three_languages(self) -> None:
        def hold(asked: tuple[Any, list[Entry], Told]) -> None:
            answer = self._answer(*asked)
            if isinstance(answer, RuleBrokenError):
                sentences = {answer.sentence(language) for language in LANGUAGES}
                assert len(sentences) == len(LANGUAGES), answer.rule

        self._ask(hold)

    def test_asking_changes_nothing(self) -> None:
        def hold(asked: tuple[Any, list[Entry], Told]) -> None:
            command, told, now = asked
            before = self._journey(told)
            once = self._answer(command, told, now)
            assert _same(self._answer(command, told, now), once)
            assert self._journey(told) == before

        self._ask(hold)

    def test_facts_are_never_refused(self) -> None:
        def hold(asked: tuple[Any, list[Entry], Told]) -> None:
            answer = self._answer(*asked)
            assert isinstance(answer, tuple)
            assert len(answer) == 1

        self._ask(hold, facts=True)

    # What they are made of

    def _built_in(self) -> bool:
        return self.area in AREAS

    def _areas(self) -> tuple[Area[Any], ...]:
        own = () if self._built_in() else (self.area,)
        return (*AREAS, *self.beside, *own)

    def _subject(self) -> Subject:
        return Subject("child" if self.area.subject == "any" else self.area.subject, "K1")

    def _own_events(self) -> st.SearchStrategy[Any]:
        kinds = [e for e in self.area.events.values() if e not in ABOUT_OTHERS]
        return st.one_of([values(kind) for kind in kinds]) if kinds else st.nothing()

    def _own_entries(self) -> st.SearchStrategy[Any]:
        told = st.lists(st.tuples(self._own_events(), DAYS), min_size=1, max_size=5)
        return told.map(lambda several: [entry(n, *one) for n, one in enumerate(several)])

    def _journey(self, told: Sequence[Entry]) -> Journey:
        return Fold(self._areas()).journey(self._subject(), as_told(told))

    def _state(self, told: Sequence[Entry]) -> Any:
        return self._journey(told)[self.area]

    def _said(self, told: Sequence[Entry]) -> Any:
        return said(self._state(told))

    def _answer(self, command: Any, told: Sequence[Entry], now: Told) -> Any:
        try:
            return command.decide(self._journey(told), now, default_policy())
        except RuleBrokenError as refusal:
            return refusal

    def _ask(self, hold: Any, *, facts: bool = False) -> None:
        kinds = [c for c in self.area.commands.values() if hasattr(c, "decide")]
        wanted = [c for c in kinds if not (facts and is_decided(c))]
        if not wanted:
            pytest.skip("there is nothing of the kind to ask")
        own = (*self.beside, self.area)
        told = entries(self._subject().kind, own=own)
        asked = st.one_of([values(kind) for kind in wanted])
        self._holds(st.tuples(asked, told, TOLD), hold)

    def _holds(self, made_up: st.SearchStrategy[Any], hold: Any) -> None:
        if made_up.is_empty:
            pytest.skip("it tells nothing by itself")
        few = settings(patient, max_examples=self.examples)
        few(given(made_up)(lambda one: _held(hold, one)))()


def _held(hold: Callable[[Any], object], one: Any) -> None:
    hold(one)


def _day(told: tuple[Any, Day]) -> date:
    return told[1].last


def _put_right(first: Entry, words: Any) -> Entry:
    fix = CommandCorrected(corrected=words, reason=Withheld())
    told = entry(AFTER, fix, first.on)
    return attrs.evolve(told, corrects=first.command_id)


def _taken_back(first: Entry) -> Entry:
    gone = entry(AFTER, CommandRetracted(reason=Withheld()), first.on)
    return attrs.evolve(gone, retracts=first.command_id)


def _same(one: Any, other: Any) -> bool:
    """Whether two answers are one: the same events, or the same rule."""
    refusals = isinstance(one, RuleBrokenError), isinstance(other, RuleBrokenError)
    return one.rule == other.rule if all(refusals) else bool(one == other)


def texts_in(kind: Any, *, personal: bool = False) -> Iterator[bool]:
    """Yield of each text that is anywhere in a type whether it is personal."""
    if kind is Text:
        yield personal
    elif isinstance(kind, type) and attrs.has(kind) and kind not in LEAVES:
        for inner in get_type_hints(kind, include_extras=True).values():
            yield from texts_in(inner, personal=personal)
    else:
        inside = personal or get_origin(kind) is Known
        for inner in get_args(kind):
            yield from texts_in(inner, personal=inside)


def reads_back(payloads: Payloads, name: str, told: Any) -> None:
    """Check that *told* is read as it was written."""
    written = orjson.loads(orjson.dumps(payloads.plain(told)))
    assert payloads.event(name, written) == told
