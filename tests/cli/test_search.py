"""``casemgmt search``: a name is asked for, and who is called so is listed."""

import json

import pytest

LINE = {
    "id": "5d0c0000-0000-4000-8000-000000000001",
    "command": "register-child",
    "subject": "child:C01",
    "on": "2025-09-03",
    "by": "amina",
    "data": {
        "given_name": {"ar": "سلمى", "fr": "Salma"},
        "family_name": "El Idrissi",
        "sex": "unknown",
        "born": "2013",
        "district": "mediouna",
    },
}


@pytest.fixture
def asked(casemgmt):
    assert casemgmt("record", "a.db", "-", given=json.dumps(LINE).encode()).code == 0
    return lambda name, *how: casemgmt("search", "a.db", *how, given=name.encode() + b"\n")


def test_a_name_that_is_answered_finds_the_child(asked):
    ended = asked("الإدريسي", "--json")

    assert ended.code == 0
    assert ended.document == [
        {
            "subject": "child:C01",
            "given_name": {"ar": "سلمى", "fr": "Salma"},
            "family_name": "El Idrissi",
            "alike": "same",
        }
    ]


@pytest.mark.parametrize(
    ("language", "name", "alike"),
    [("ar", "سلمى", "النطق نفسه"), ("fr", "Salma", "même son"), ("en", "Salma", "same")],
)
def test_a_line_is_in_the_language_of_who_asks(asked, language, name, alike):
    ended = asked("idrissi", "--lang", language)

    assert ended.code == 0
    assert name in ended.out
    assert alike in ended.out


def test_nobody_and_nothing_are_said_plainly_and_the_name_is_not_repeated(asked):
    nobody, nothing = asked("Benjelloun"), asked("12")

    assert (nobody.code, nobody.out) == (0, "Nobody is called so.\n")
    assert nothing.code == 2
    assert "Benjelloun" not in nobody.err
    assert "12" not in nothing.err
