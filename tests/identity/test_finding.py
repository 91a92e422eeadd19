"""A child is found by name, whichever alphabet it was written in and is looked for in."""

import pytest

from casemgmt import Text
from casemgmt.commands import Correct, RegisterChild
from casemgmt.errors import InvalidError
from casemgmt.testing import memory_store

ON = "2025-09-03"
NAMES = {
    "C01": (Text(ar="فاطمة الزهراء"), Text(ar="بنعبد الله")),
    "C02": ("Salma", "El Idrissi"),
    "C03": (Text(ar="سلمى", fr="Salma"), Text(ar="العلوي", fr="Alaoui")),
    "C04": ("Hassan", "Tazi"),
    "C05": (Text(ar="حسين"), Text(ar="التازي")),
    "C06": ("Youssef", "Benjelloun"),
}


def registered(given, family):
    return RegisterChild(
        given_name=given,
        family_name=family,
        sex="unknown",
        born="2013",
        district="mediouna",
    )


@pytest.fixture
def store():
    made = memory_store(on="2025-10-01")
    for child, (given, family) in NAMES.items():
        made.acting_as("amina").record(f"child:{child}", registered(given, family), on=ON)
    return made


@pytest.fixture
def desk(store):
    return store.acting_as("amina")


def keys(found):
    return [one.subject.key for one in found]


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("Fatima Zahra Benabdellah", ["C01"]),
        ("فاطمة الزهراء", ["C01"]),
        ("benabdallah", ["C01"]),
        ("سلمى الإدريسي", ["C02"]),
        ("Idrissi, Salma", ["C02"]),
        ("Salma", ["C02", "C03"]),
        ("سلمى", ["C02", "C03"]),
        ("salma alaoui", ["C03"]),
        ("العلوي سلمى", ["C03"]),
        ("Yousef Benjeloun", ["C06"]),
        ("يوسف", ["C06"]),
        ("Othmane", []),
        ("Salma Tazi", []),
    ],
)
def test_a_name_is_found_in_either_alphabet_by_some_of_its_words(desk, written, who):
    assert sorted(keys(desk.search(written))) == who


def test_the_likest_come_first_and_say_how_alike_they_are(desk):
    found = desk.search("Hassan Tazi")

    assert [(one.subject.key, one.alike) for one in found] == [
        ("C04", "same"),
        ("C05", "another"),
    ]
    assert found[0].given_name.value == Text.of("Hassan")


def test_what_was_recorded_and_corrected_since_is_found(store, desk):
    told = desk.record("child:C07", registered("Karim", "Lahlou"), on=ON)
    assert keys(desk.search("lahlou")) == ["C07"]
    right = {"given_name": "Karim", "family_name": "Bennani", "sex": "unknown"}
    more = {"born": "2013", "district": "mediouna"}
    correct = Correct(command_id=told.command_id, data=right | more, reason="misheard")
    desk.record("child:C07", correct, on=ON)

    assert keys(desk.search("lahlou")) == []
    assert keys(desk.search("بناني")) == ["C07"]


def test_who_was_erased_is_not_found(store, desk):
    assert desk.search("Benjelloun")
    store.erase("child:C06", ground="asked for", by="amina", second="nadia")

    assert desk.search("Benjelloun") == ()


@pytest.mark.parametrize("written", ["", "  ", "0612", "?"])
def test_what_is_no_word_is_refused(desk, written):
    with pytest.raises(InvalidError) as refused:
        desk.search(written)

    assert refused.value.field == "name"


@pytest.mark.parametrize("written", ["ou", "el", "'a", "日本"])
def test_a_word_that_says_nothing_finds_nobody(desk, written):
    assert desk.search(written) == ()


def test_a_result_shows_no_name_by_itself(desk):
    (found,) = desk.search("Benjelloun")

    assert "Benjelloun" not in repr(found)
    assert "Youssef" not in repr(found)
