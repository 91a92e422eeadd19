"""``casemgmt duplicates``: which records may be of one child."""

import json

import pytest

NAMES = {
    "C01": {"given_name": {"ar": "سلمى"}, "family_name": {"ar": "الإدريسي"}},
    "C02": {"given_name": "Salma", "family_name": "El Idrissi"},
    "C03": {"given_name": "Youssef", "family_name": "Alaoui"},
}
TOLD = {"sex": "unknown", "born": "2013-03-14", "district": "mediouna"}


def line(number, child, names):
    said = {
        "id": f"5d0c0000-0000-4000-8000-{number:012}",
        "command": "register-child",
        "subject": f"child:{child}",
        "on": "2025-09-03",
        "by": "amina",
        "data": names | TOLD,
    }
    return json.dumps(said)


@pytest.fixture
def twice(casemgmt):
    lines = [line(n, child, names) for n, (child, names) in enumerate(NAMES.items())]
    assert casemgmt("record", "a.db", "-", given="\n".join(lines).encode()).code == 0
    return casemgmt


def test_a_pair_is_told_with_its_band_its_score_and_why(twice):
    (pair,) = twice("duplicates", "a.db", "--json").document

    assert pair.keys() == {"a", "b", "band", "score", "because"}
    assert (pair["a"], pair["b"], pair["band"]) == ("child:C01", "child:C02", "likely")
    assert 0.99 < pair["score"] <= 1
    assert pair["because"][0] == "same-birth-day"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "born on the same day"),
        ("fr", "nés le même jour"),
        ("ar", "يوم الميلاد نفسه"),
    ],
)
def test_people_read_why_in_their_language_and_no_name(twice, language, said):
    shown = twice("duplicates", "a.db", "--subject", "child:C02", "--lang", language)

    assert shown.code == 0
    assert said in shown.out
    assert not [name for name in ("Salma", "سلمى", "Idrissi") if name in shown.out]


def test_where_nothing_looks_like_one_child_it_says_so(twice):
    shown = twice("duplicates", "a.db", "--subject", "child:C03")

    assert (shown.code, shown.out) == (0, "Nothing looks like one child twice.\n")


def test_who_is_no_child_is_one_plain_line(twice):
    shown = twice("duplicates", "a.db", "--subject", "household:H1")

    assert shown.code == 2
    assert shown.err.count("\n") == 1
