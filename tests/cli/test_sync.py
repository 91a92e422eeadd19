"""``casemgmt sync``: two stores tell each other what each lacks."""

import json

import pytest
from tests.recording.telling import SALMA, line, with_a_case


def record(casemgmt, store, *lines):
    given = "\n".join(map(json.dumps, lines)).encode()
    assert casemgmt("record", store, "-", given=given).code == 0


@pytest.fixture
def two(casemgmt):
    record(casemgmt, "office.db", *with_a_case("child:C01"))
    record(casemgmt, "laptop.db", line("register-child", SALMA, subject="child:C02"))
    return casemgmt


def test_what_each_lacked_is_counted(two):
    assert two("sync", "office.db", "laptop.db", "--json").document == {
        "sent": 3,
        "received": 1,
        "conflicts": [],
    }
    again = two("sync", "laptop.db", "office.db", "--json")
    assert (again.code, again.document["sent"], again.document["received"]) == (0, 0, 0)


def test_what_is_to_be_looked_at_ends_with_three(two):
    record(two, "laptop.db", line("register-child", SALMA, subject="child:C01"))

    done = two("sync", "office.db", "laptop.db", "--json")

    (conflict,) = done.document["conflicts"]
    assert done.code == 3
    assert (conflict["subject"], conflict["because"]) == ("child:C01", "two-persons")
    assert len(conflict["commands"]) == 2


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "neither"), ("fr", "chacun sans l'autre"), ("ar", "دون علم الآخر")],
)
def test_people_read_it_in_their_language_and_no_name(two, language, said):
    record(two, "laptop.db", line("register-child", SALMA, subject="child:C01"))

    done = two("sync", "office.db", "laptop.db", "--lang", language)

    assert said.replace("neither", "each without the other") in done.out
    assert "Salma" not in done.out
    assert "سلمى" not in done.out


def test_without_another_store_it_lists_the_exchanges_there_were(two):
    assert "never exchanged" in two("sync", "office.db").out
    two("sync", "office.db", "laptop.db", "--as", "khadija")

    (there,) = two("sync", "laptop.db", "--json").document
    in_words = two("sync", "office.db").out

    assert there.keys() == {
        *("at", "by", "other", "address", "sent", "received", "refused", "conflicts")
    }
    assert (there["by"], there["sent"], there["received"]) == ("khadija", 1, 3)
    assert there["address"].endswith("office.db")
    assert "laptop.db" in in_words
    assert "khadija" in in_words


def test_a_store_that_is_not_there_is_one_plain_line(two):
    done = two("sync", "office.db", "nowhere.db")

    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "nowhere.db" in done.err


def test_a_store_with_itself_is_one_plain_line(two):
    done = two("sync", "office.db", "office.db")

    assert done.code == 2
    assert done.err.count("\n") == 1
