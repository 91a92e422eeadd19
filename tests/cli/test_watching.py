"""``casemgmt centres`` and ``casemgmt caseloads``: what is watched, and never refused."""

import json

import pytest


def line(number, command, subject, on, **data):
    said = {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "command": command,
        "subject": subject,
        "on": on,
        "by": "amina",
        "data": data,
    }
    return json.dumps(said)


JOURNAL = "\n".join(
    [
        line(
            1,
            "open-centre",
            "centre:mediouna",
            "2025-01-10",
            name="Médiouna",
            kind="child-labour-centre",
            capacity=1,
        ),
        line(2, "admit-child", "child:C1", "2025-09-03", centre="mediouna"),
        line(3, "admit-child", "child:C2", "2025-09-03", centre="mediouna"),
        line(
            4,
            "receive-goods",
            "centre:mediouna",
            "2025-09-26",
            item="power-strip",
            quantity={"unknown": True, "raw": "عدد من المقابس"},
        ),
        line(
            5,
            "receive-goods",
            "centre:mediouna",
            "2025-09-26",
            item="school-bag-full",
            quantity={"value": 300, "about": True},
        ),
        line(
            6,
            "receive-goods",
            "centre:mediouna",
            "2025-09-26",
            item="router",
            quantity=1,
        ),
    ]
)


@pytest.fixture
def watched(casemgmt):
    assert casemgmt("record", "insaf.db", "-", given=JOURNAL.encode()).code == 0
    return casemgmt


def test_a_centre_is_shown_with_its_children_and_an_honest_stock(watched):
    shown = watched("centres", "insaf.db", "--on", "2025-09-30", "--json")

    assert shown.code == 0
    assert shown.document == [
        {
            "subject": "centre:mediouna",
            "is_open": True,
            "kind": "child-labour-centre",
            "places": 1,
            "children": 2,
            "over_capacity": True,
            "accepted": False,
            "stock": {
                "power-strip": {"value": 1, "at_least": True},
                "router": 1,
                "school-bag-full": {"value": 300, "about": True},
            },
        }
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("too many", "at least 1", "about 300")),
        ("fr", ("trop", "au moins 1", "environ 300")),
        ("ar", ("تجاوز الحد", "1 على الأقل", "حوالي 300")),
    ],
)
def test_a_person_reads_it_in_their_language(watched, language, words):
    shown = watched("centres", "insaf.db", "--on", "2025-09-30", "--lang", language)

    assert shown.code == 0
    assert all(said in shown.out for said in words)


def test_nothing_is_in_stock_before_it_came(watched):
    shown = watched("centres", "insaf.db", "--on", "2025-09-25", "--json")

    assert shown.document[0]["stock"] == {}


def test_caseloads_are_those_of_the_day(recorded):
    shown = recorded("caseloads", "f12.db", "--on", "2025-12-31", "--json")

    assert sum(load["cases"] for load in shown.document) == 9
    assert len(shown.document) == 3
    assert {load["limit"] for load in shown.document} == {25}
    assert not any(load["over"] for load in shown.document)


def test_caseloads_are_read_by_a_person(recorded):
    shown = recorded("caseloads", "f12.db", "--on", "2025-12-31")

    assert shown.code == 0
    assert shown.out.splitlines()[0].split() == ["caseworker", "cases", "limit", "over"]


@pytest.mark.parametrize("verb", ["centres", "caseloads"])
def test_a_day_that_is_none_is_said_in_one_line(recorded, verb):
    shown = recorded(verb, "f12.db", "--on", "2025-13-01")

    assert (shown.code, shown.out) == (2, "")
    assert len(shown.err.splitlines()) == 1
