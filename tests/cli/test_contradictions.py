"""``casemgmt contradictions``: what cannot both be true, and decisions overtaken since."""

import json

import pytest

WEEK = {"economic_hours": 40, "chores_hours": 0, "hazardous": "no"}
MONTH = {"from": "2025-11-01", "to": "2025-11-30", "days_possible": 20, "days_absent": 0}
ATTENDED, WORKED, SAID, TAKEN = (f"5d0c0000-0000-4000-8000-{n:012}" for n in range(1, 5))


def line(command_id, command, on, data):
    said = {"id": command_id, "command": command, "subject": "child:C01", "on": on}
    return json.dumps(said | {"by": "amina", "data": data})


@pytest.fixture
def contradictory(casemgmt):
    lines = (
        line(ATTENDED, "report-attendance", "2025-11-30", MONTH | {"source": "register"}),
        line(WORKED, "observe-work", "2025-11-14", WEEK),
    )
    assert casemgmt("record", "a.db", "-", given="\n".join(lines).encode()).code == 0
    return casemgmt


def resolved(casemgmt, between, holds):
    data = {"between": between, "holds": holds, "reason": "asked"}
    said = line(SAID, "resolve-contradiction", "2025-12-01", data).encode()
    assert casemgmt("record", "a.db", "-", given=said).code == 0


def test_both_commands_are_named_as_they_were_sent(contradictory):
    shown = contradictory("contradictions", "a.db", "--json").document

    assert shown == [
        {
            "subject": "child:C01",
            "kind": "at-school-and-at-work",
            "severity": "medium",
            "day": "2025-11-30",
            "between": [WORKED, ATTENDED],
            "resolved": False,
        }
    ]


@pytest.mark.parametrize("between", [[WORKED, ATTENDED], [ATTENDED, WORKED]])
def test_what_somebody_said_of_the_two_is_shown_in_whichever_order(contradictory, between):
    resolved(contradictory, between, WORKED)

    (shown,) = contradictory("contradictions", "a.db", "--json").document
    left = contradictory("contradictions", "a.db", "--unresolved", "--json").document

    assert (shown["resolved"], shown["holds"]) == (True, WORKED)
    assert left == []


def test_what_is_said_of_another_pair_resolves_nothing(contradictory):
    resolved(contradictory, [WORKED, TAKEN], "neither")

    (shown,) = contradictory("contradictions", "a.db", "--json").document

    assert not shown["resolved"]


def test_a_person_reads_the_sentence_and_how_many_wait(contradictory):
    ended = contradictory("contradictions", "a.db", "--lang", "fr")

    assert ended.code == 0
    assert ended.out.endswith("restant à trancher : 1\n")
    assert WORKED in ended.out


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (("--subject", "child:C01"), 1),
        (("--subject", "child:C02"), 0),
        (("--kind", "at-school-and-at-work"), 1),
        (("--kind", "after-death"), 0),
        (("--known-at", "2025-01-01T00:00:00Z"), 0),
    ],
)
def test_it_is_asked_of_one_subject_one_kind_and_one_moment(contradictory, asked, count):
    shown = contradictory("contradictions", "a.db", "--json", *asked).document

    assert len(shown) == count


def test_a_kind_that_is_none_is_named(contradictory):
    ended = contradictory("contradictions", "a.db", "--kind", "impossible")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "casemgmt: --kind: this code is not in the list\n"


def test_the_twelve_children_contradict_nobody_before_what_was_learnt_late(recorded, f12):
    before = recorded("contradictions", "f12.db", "--json").document
    recorded("record", "f12.db", f12 / "journal-late.jsonl", "--times", "given")

    after = recorded("contradictions", "f12.db", "--json").document

    assert before == after == []
