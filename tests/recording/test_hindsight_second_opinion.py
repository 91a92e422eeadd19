"""Requests that would be refused today are those the second opinion names, on journals."""

import json
from collections import Counter
from datetime import datetime
from uuid import UUID

import pytest
from tests.many import many
from tests.oracle.decisions import Decisions
from tests.oracle.hindsight import overtaken
from tests.oracle.unruly import NOW, unruly

from casemgmt import Store
from casemgmt.testing import memory_store

pytestmark = pytest.mark.slow

OVERTAKEN = "decided-on-earlier-knowledge"


def told(lines):
    """A desk that was told *lines*, and what the second opinion recorded of them."""
    store, opinion = memory_store(), Decisions()
    store.clock.now = NOW
    said = [one if isinstance(one, str) else json.dumps(one) for one in lines]
    desk = store.acting_as("amina")
    desk.record_file(said, times_given=True)
    opinion.outcomes(lines, store.clock.now)
    return desk, opinion.recorded


def shown(contradictions):
    return {
        (str(one.subject), *map(str, one.between), one.rule.value)
        for one in contradictions
        if one.kind == OVERTAKEN
    }


@pytest.mark.parametrize("seed", many([51, 60, 52, 61], gate=2))
def test_what_was_overtaken_is_what_the_second_opinion_names(seed):
    desk, recorded = told(unruly(seed, children=3))

    named = set(overtaken(recorded))

    assert shown(desk.contradictions()) == named
    assert named


@pytest.mark.parametrize("seed", many([52, 61], gate=1))
def test_at_a_moment_it_is_what_was_overtaken_by_then(seed):
    desk, recorded = told(unruly(seed, children=3))
    whole = set(overtaken(recorded))
    changed = {change for _, _, change, _ in whole}
    moment = min(one.at for one in recorded.told if one.id in changed)

    for known_at in (moment, sorted(one.at for one in recorded.told)[-20]):
        then = type(recorded)(recorded.until(known_at), recorded.by)
        assert shown(desk.contradictions(known_at=known_at)) == set(overtaken(then))


@pytest.mark.parametrize("seed", many([52, 61], gate=1))
def test_each_command_is_said_to_have_changed_what_it_changed(seed):
    desk, recorded = told(unruly(seed, children=3))
    by_change = Counter(change for _, _, change, _ in overtaken(recorded))

    impact = {one.id: len(desk.impact(UUID(one.id))) for one in recorded.told}

    assert {changed: count for changed, count in impact.items() if count} == by_change


def test_a_command_nobody_recorded_changed_nothing():
    desk = memory_store().acting_as("amina")

    assert desk.impact(UUID(int=7)) == ()


def test_history_moved_in_later_is_what_changed_a_decision():
    """By its own time it is older than the request; it was known only afterwards."""
    desk = memory_store("2026-01-05").acting_as("amina")
    lines = [
        ("register-child", "2025-09-01", "2025-09-01", _SALMA),
        ("give-consent", "2025-09-01", "2025-09-01", _AGREED),
        ("open-case", "2025-10-01", "2025-10-01", _OPENED),
        ("withdraw-consent", "2025-09-15", "2025-09-16", {"purposes": ["services"]}),
    ]
    written = [json.dumps(_line(number, *one)) for number, one in enumerate(lines)]

    desk.record_file(written[:3], times_given=True)
    desk.record_file(written[3:], times_given=True)

    (found,) = desk.contradictions()
    assert (found.between, found.rule) == ((_id(2), _id(3)), "consent-to-services")


def test_another_policy_alone_overtakes_nothing(tmp_path):
    written = [json.dumps(_line(*one)) for one in _APPRENTICE]
    path = tmp_path / "a.db"
    with Store.open(path, create=True) as store:
        summary = store.acting_as("amina").record_file(written)
    stricter = '[[rule]]\nparameter = "apprenticeship.min_age"\nvalue = 17\n'
    (tmp_path / "policy.toml").write_text(stricter)
    (tmp_path / "casemgmt.toml").write_text('policy = ["policy.toml"]\n')

    with Store.open(path) as store:
        found = list(store.acting_as("amina").contradictions())

    assert (summary.recorded, found) == (5, [])


_SALMA = {
    "given_name": "Salma",
    "family_name": "Idrissi",
    "sex": "female",
    "born": "2010-03-14",
    "district": "mediouna",
}
_AGREED = {"purposes": ["services"], "given_by": "guardian"}
_OPENED = {"centre": "mediouna", "caseworker": "amina", "programmes": ["vocational"]}
_CONTRACT = {
    "contract": "c1",
    "enterprise": "atlas",
    "trade": "car-mechanics",
    "starts": "2025-10-01",
    "ends": "2026-09-30",
    "hours_total": 1600,
    "hours_practice": 1280,
    "hours_complement": 160,
    "guardian_signed": True,
}


def _id(number):
    return UUID(f"5d0c0000-0000-4000-8000-{number:012}")


def _line(number, command, on, at, data):
    moment = datetime.fromisoformat(f"{at}T09:00:00+00:00").isoformat()
    said = {"id": str(_id(number)), "command": command, "subject": "child:C01", "on": on}
    return said | {"at": moment, "by": "amina", "data": data}


_APPRENTICE = [
    (0, "register-child", "2025-09-01", "2025-09-01", _SALMA),
    (1, "give-consent", "2025-09-01", "2025-09-01", _AGREED),
    (2, "open-case", "2025-09-01", "2025-09-01", _OPENED),
    (3, "sign-contract", "2025-10-01", "2025-10-01", _CONTRACT),
    (4, "give-consent", "2025-09-20", "2025-10-02", _AGREED),  # learnt since, and in vain
]
