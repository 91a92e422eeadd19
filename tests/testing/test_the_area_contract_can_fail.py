"""An area that breaks a promise is caught by the test that bears its name."""

from typing import Any

import pytest
from attrs import define, evolve, field, frozen
from hypothesis import Phase, settings

from casemgmt.areas import (
    Area,
    Command,
    Personal,
    RuleBook,
    RuleBrokenError,
    Text,
    personal_text,
)
from casemgmt.testing import AreaContract, area_contract

FAILED = (Exception, pytest.fail.Exception)


class Book(RuleBook):
    ONCE = "insaf.once", Text(ar="مرة واحدة", fr="Une seule fois", en="Once only")
    ENGLISH = "insaf.english", "Only in English"


@frozen(kw_only=True)
class SongSung:
    """The child sang a song."""

    song: Personal[Text] = field(converter=personal_text)
    verses: int = 1


@frozen
class Songs:
    """How many verses were sung, and on which days."""

    verses: int = 0
    days: frozenset[object] = frozenset()


def evolve_songs(state, event, told):
    return Songs(state.verses + event.verses, state.days | {told.on})


class SingSong(SongSung, Command):
    """Tell that the child sang."""


class AskForSong(SongSung, Command):
    """Ask that the child may sing, once."""

    def decide(self, journey, told, policy):
        if journey[SONGS].verses:
            raise RuleBrokenError(Book.ONCE)
        return (SongSung(song=self.song, verses=self.verses),)


SONGS = Area(
    "insaf.songs",
    subject="child",
    initial=Songs(),
    evolve=evolve_songs,
    events={"insaf.song-sung.1": SongSung},
    commands={"insaf.sing-song": SingSong, "insaf.ask-for-song": AskForSong},
)


@frozen(kw_only=True)
class Clear:
    """The child sang, and everybody may read what."""

    song: Text
    verses: int = 1


@define(kw_only=True)
class Changing:
    """The child sang, and it may be said otherwise later."""

    verses: int = 1


@frozen(kw_only=True)
class Silent:
    song: Personal[Text] = field(converter=personal_text)
    verses: int = 1


@frozen(kw_only=True)
class Unkept:
    """The child sang; how loudly is not written."""

    verses: Any = field(factory=object, eq=lambda value: value)


def refusing(state, event, told):
    if event.verses > 7:
        raise ValueError
    return evolve_songs(state, event, told)


TIMES = iter(range(10**9))


def moody(state, event, told):
    return evolve(evolve_songs(state, event, told), verses=next(TIMES))


def latest(state, event, told):
    """What was learnt last stands, whenever it happened."""
    known = max((at for at, _ in state.days), default=None)
    if known is not None and told.at < known:
        return state
    return Songs(event.verses, frozenset({(told.at, told.on)}))


class Asking(SongSung, Command):
    """Ask for a song."""


class BringsAnother(Asking):
    """Ask, and something of another area comes about."""

    def decide(self, journey, told, policy):
        return (Clear(song=Text()),)


class SaysNo(Asking):
    """Ask, and be refused without a rule."""

    def decide(self, journey, told, policy):
        raise PermissionError


class SpeaksEnglish(Asking):
    """Ask, and be refused in one language."""

    def decide(self, journey, told, policy):
        raise RuleBrokenError(Book.ENGLISH)


class ChangesItsMind(Asking):
    """Ask twice, and be answered otherwise."""

    def decide(self, journey, told, policy):
        return () if next(TIMES) % 2 else self.happened()


class Refuses(SongSung, Command):
    """Tell that the child sang, and be told that it is too loud."""

    def happened(self):
        raise RuleBrokenError(Book.ONCE)


def telling(event):
    return evolve(SONGS, events={"insaf.song-sung.1": event}, commands={})


def asking(command):
    return evolve(SONGS, commands={"insaf.ask-for-song": command})


BROKEN = {
    "stored_names_are_versioned": evolve(SONGS, events={"insaf.song-sung": SongSung}),
    "names_carry_the_prefix_of_the_area": evolve(SONGS, events={"song-sung.1": SongSung}),
    "what_happened_cannot_be_changed": telling(Changing),
    "every_event_and_command_says_what_it_is": telling(Silent),
    "every_text_on_a_person_is_personal": telling(Clear),
    "every_event_reads_back_as_it_was_told": telling(Unkept),
    "evolve_never_refuses_a_story": evolve(SONGS, evolve=refusing),
    "one_story_adds_up_to_one_state": evolve(SONGS, evolve=moody),
    "what_was_taken_back_was_never_told": evolve(SONGS, evolve=moody),
    "corrected_words_stand_in_the_place_of_those_first_told": evolve(SONGS, evolve=latest),
    "what_is_learnt_first_does_not_matter": evolve(SONGS, evolve=latest),
    "where_it_is_not_installed_the_case_stays_open_to_others": evolve(
        SONGS, events={"song-sung.1": SongSung}
    ),
    "what_is_asked_brings_about_an_event_or_nothing_or_breaks_a_rule": asking(
        BringsAnother
    ),
    "every_rule_has_a_sentence_in_three_languages": asking(SpeaksEnglish),
    "asking_changes_nothing": asking(ChangesItsMind),
    "facts_are_never_refused": asking(Refuses),
}
"""An area that breaks each promise."""


class TestSongs(AreaContract):
    area = SONGS


def keeps(promise, area):
    kind = type("Contract", (AreaContract,), {"area": area, "examples": 60})
    getattr(kind(), f"test_{promise}")()


@pytest.fixture(autouse=True)
def _content_with_the_first_example(monkeypatch):
    found = settings(area_contract.patient, phases=[Phase.generate])
    monkeypatch.setattr(area_contract, "patient", found)


@pytest.mark.parametrize(("promise", "area"), BROKEN.items(), ids=BROKEN.keys())
def test_a_broken_promise_is_caught(promise, area):
    with pytest.raises(FAILED):
        keeps(promise, area)


def test_a_refusal_without_a_rule_is_caught():
    with pytest.raises(PermissionError):
        keeps(
            "what_is_asked_brings_about_an_event_or_nothing_or_breaks_a_rule",
            asking(SaysNo),
        )


def test_every_promise_can_be_broken():
    promises = {name for name in dir(AreaContract) if name.startswith("test_")}

    assert promises == {f"test_{promise}" for promise in BROKEN}
