"""Every field of every command: what is wrong with it is said of that very field."""

from copy import deepcopy
from typing import Annotated, Any, Literal, get_args, get_origin
from zoneinfo import ZoneInfo

import pytest
from tests.samples import EVERY_PLACE, REGISTRY, SECRET, Place, good_line

from casemgmt.domain.vocabulary import Listed, Text
from casemgmt.errors import InvalidError
from casemgmt.locale import LANGUAGES
from casemgmt.recording.door import Door
from casemgmt.vocabularies import default

DOOR = Door(REGISTRY, default().lists, ZoneInfo("Africa/Casablanca"))
LISTED = [p for p in EVERY_PLACE if get_origin(p.kind) is Annotated]
LISTED = [p for p in LISTED if isinstance(get_args(p.kind)[1], Listed)]
CHOSEN = [p for p in EVERY_PLACE if get_origin(p.kind) is Literal]
WORDS = [p for p in CHOSEN if isinstance(get_args(p.kind)[0], str)]


def refusal_of(line) -> InvalidError:
    with pytest.raises(InvalidError) as refusal:
        DOOR.attempt(line)
    return refusal.value


def assert_nothing_is_echoed(error: InvalidError):
    said = [str(error), repr(error), *map(error.sentence, LANGUAGES)]
    assert not [words for words in said if SECRET in words]
    assert error.__cause__ is None


@pytest.mark.parametrize("command", REGISTRY.commands)
def test_a_line_in_which_everything_is_said_is_taken(command):
    assert DOOR.attempt(good_line(command)).by == "amina"


@pytest.mark.parametrize("place", EVERY_PLACE, ids=str)
def test_a_value_of_the_wrong_kind_is_said_of_its_field(place: Place):
    wrong: Any = [[SECRET]]  # nothing is a list of a list

    error = refusal_of(place.put(deepcopy(good_line(place.command)), wrong))

    assert error.field.startswith(place.field)
    assert error.code in {"wrong-type", "unknown-code"}
    assert len({error.sentence(language) for language in LANGUAGES}) == 3
    assert_nothing_is_echoed(error)


@pytest.mark.parametrize("place", [p for p in EVERY_PLACE if p.required], ids=str)
def test_a_required_field_that_is_missing_is_named(place: Place):
    line = deepcopy(good_line(place.command))
    del place.holder(line)[place.path[-1]]

    error = refusal_of(line)

    assert (error.field, error.code) == (place.field, "missing-field")
    assert len({error.sentence(language) for language in LANGUAGES}) == 3


@pytest.mark.parametrize("place", EVERY_PLACE, ids=str)
def test_a_field_that_is_not_there_is_named_with_the_nearest(place: Place):
    line = deepcopy(good_line(place.command))
    name = str(place.path[-1])
    place.holder(line)[f"{name}x"] = SECRET

    error = refusal_of(line)

    assert error.field == f"{place.field}x"
    assert (error.code, error.nearest) == ("unknown-field", name)
    assert_nothing_is_echoed(error)


@pytest.mark.parametrize("place", [*LISTED, *CHOSEN], ids=str)
def test_a_code_that_is_not_in_the_list_is_said_of_its_field(place: Place):
    error = refusal_of(place.put(deepcopy(good_line(place.command)), SECRET))

    assert (error.field, error.code) == (place.field, "unknown-code")
    assert_nothing_is_echoed(error)


@pytest.mark.parametrize("place", WORDS, ids=str)
def test_a_slip_of_the_hand_is_answered_with_the_word_that_was_meant(place: Place):
    meant = max(get_args(place.kind), key=len)
    slip = meant[:-2] + meant[-1] if len(meant) > 5 else meant + "e"

    error = refusal_of(place.put(deepcopy(good_line(place.command)), slip))

    assert error.nearest == meant
    assert all(meant in error.sentence(language) for language in LANGUAGES)


@pytest.mark.parametrize(
    "place", [p for p in EVERY_PLACE if p.kind is Text and p.personal], ids=str
)
def test_words_in_a_language_that_is_not_known_are_not_repeated(place: Place):
    error = refusal_of(
        place.put(deepcopy(good_line(place.command)), {"fr": 3, "en": SECRET})
    )

    assert (error.field, error.code) == (place.field, "wrong-type")
    assert_nothing_is_echoed(error)


def test_codes_of_a_list_are_named_by_their_place_and_their_nearest():
    line = good_line("give-consent")
    line["data"]["purposes"] = ["reporting", "sevices"]

    error = refusal_of(line)

    assert (error.field, error.nearest) == ("data.purposes[1]", "services")
    assert error.sentence("en") == ("this code is not in the list; did you mean services?")


def test_a_command_that_is_not_known_is_answered_with_the_nearest():
    error = refusal_of(good_line("give-consent") | {"command": "give-consnet"})

    assert (error.field, error.nearest) == ("command", "give-consent")


@pytest.mark.parametrize("far", ["dance", "x" * 100_000, "", "نعم", "\ud800"])
def test_what_is_like_nothing_known_has_no_nearest(far):
    line = good_line("give-consent")
    line["data"]["purposes"] = [far]

    assert refusal_of(line).nearest is None


@pytest.mark.parametrize("year", ["2025-2027", "2025-2025", "2026-2025", "2025", "2025-26"])
def test_two_years_that_do_not_follow_each_other_are_no_school_year(year):
    line = deepcopy(good_line("entitle-kit"))
    line["data"]["school_year"] = year

    error = refusal_of(line)

    assert (error.field, error.code) == ("data.school_year", "not-a-school-year")
