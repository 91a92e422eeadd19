"""What every area declares, and what its ``evolve`` keeps, whatever happened before."""

import re

import attrs
import pytest

from casemgmt import commands as command_door
from casemgmt import events as event_door
from casemgmt.domain.amendments import Correct, Retract
from casemgmt.domain.area import Command, unchanged
from casemgmt.domain.areas import AREAS

CONTRACT = {
    "child": """
        identify-child register-child add-identifier correct-birth-date give-consent
        withdraw-consent open-case join-programme leave-programme assess-risk
        complete-assessment propose-plan approve-plan reject-plan meet-goal waive-goal
        record-service record-follow-up review-case reassign-case request-transfer
        accept-transfer reject-transfer revoke-transfer suspend-case resume-case
        request-closure approve-closure refuse-closure reopen-case plan-visit record-death
        make-referral accept-referral reject-referral confirm-referral revoke-referral
        link-persons unlink-persons admit-child discharge-child
        observe-work make-mandatory-report
        assess-schooling take-school-place report-attendance record-dropout
        return-to-school record-school-result orient-pathway entitle-kit deliver-kit
        grant-second-kit attend-session
        sign-contract log-hours suspend-contract resume-contract end-contract-early
        complete-contract award-certificate record-insertion
    """,
    "household": """
        form-household join-household leave-household visit-home assess-household
        grant-allowance pay-allowance withhold-allowance start-income-project
        observe-income-project attend-parenting-session
    """,
    "centre": """
        open-centre change-centre-kind set-capacity close-centre accept-over-capacity
        report-season-figures receive-goods issue-goods count-goods install-equipment
        lend-equipment return-equipment report-equipment
    """,
    "agreement": "sign-agreement amend-agreement end-agreement",
    "any": "attach-document correct retract resolve-contradiction place-hold release-hold",
}
"""Every command of the interchange, by the kind of subject it is told of."""

REQUESTS = frozenset(
    """
    open-case reopen-case join-programme leave-programme propose-plan approve-plan
    reject-plan meet-goal waive-goal reassign-case request-transfer accept-transfer
    reject-transfer revoke-transfer suspend-case resume-case request-closure
    approve-closure refuse-closure make-referral accept-referral reject-referral
    revoke-referral link-persons add-identifier entitle-kit grant-second-kit sign-contract
    suspend-contract resume-contract complete-contract award-certificate grant-allowance
    pay-allowance withhold-allowance correct retract release-hold
    """.split()
)
"""What may be refused; everything else is a fact."""

OUTSIDE_THE_STORIES = ("any", "system")
"""What is told about other commands, and what the store says of itself."""

IRREGULAR = frozenset(
    "begun given held left lent made met paid rebuilt set taken withdrawn withheld".split()
)

every_area = pytest.mark.parametrize("area", AREAS, ids=lambda area: area.name)
every_event = pytest.mark.parametrize(
    ("name", "event"),
    [pytest.param(*item, id=item[0]) for area in AREAS for item in area.events.items()],
)
every_command = pytest.mark.parametrize(
    ("name", "command"),
    [pytest.param(*item, id=item[0]) for area in AREAS for item in area.commands.items()],
)


@every_area
def test_every_area_has_a_state_of_its_own(area):
    assert area.evolve is not unchanged
    assert attrs.has(type(area.initial))
    assert type(area.initial).__doc__


@every_area
def test_an_area_is_named_after_its_file(area):
    told_in = [*area.events.values(), area.evolve]
    files = {each.__module__.rpartition(".")[2] for each in told_in}

    assert area.name in files


@pytest.mark.parametrize("kind", CONTRACT)
def test_every_command_of_the_interchange_is_there(kind):
    declared = {name for a in AREAS if a.subject == kind for name in a.commands}

    assert declared == set(CONTRACT[kind].split())


@pytest.mark.parametrize("what", ["name", "events", "commands"])
def test_nothing_has_the_name_of_another(what):
    names = [
        name
        for area in AREAS
        for name in ([area.name] if what == "name" else getattr(area, what))
    ]

    assert len(names) == len(set(names))


@every_event
def test_a_stored_name_is_versioned_and_says_what_its_class_says(name, event):
    words, _, version = name.rpartition(".")

    assert int(version) >= 1
    assert words == kebab(event.__name__)


@every_event
def test_a_stored_name_is_in_the_past(name, event):
    words = kebab(event.__name__).split("-")

    assert any(word.endswith("ed") or word in IRREGULAR for word in words)


@every_command
def test_a_command_is_named_after_its_class(name, command):
    assert name == kebab(command.__name__)


@every_command
def test_a_command_has_exactly_the_fields_of_its_event(name, command):
    if command in (Correct, Retract):  # what they bring about needs what was recorded
        return
    event = command.__bases__[0]

    assert event in events_of(name)
    assert resolved(command) == resolved(event)


@every_area
def test_every_event_is_brought_about_by_one_command(area):
    told_by = [command.__bases__[0] for command in area.commands.values()]
    told_by = [event for event in told_by if event is not object]

    assert len(told_by) == len(set(told_by))
    if area.subject not in OUTSIDE_THE_STORIES:
        assert set(told_by) == set(area.events.values())


@every_command
def test_only_a_request_decides_anything(name, command):
    decides = getattr(command, "decide", None) is not Command.decide

    assert not decides or name in REQUESTS


@pytest.mark.parametrize(
    ("door", "declared"),
    [
        (command_door, {c for a in AREAS for c in a.commands.values()}),
        (event_door, {e for a in AREAS for e in a.events.values()}),
    ],
    ids=["commands", "events"],
)
def test_the_public_door_holds_every_class(door, declared):
    offered = {getattr(door, name) for name in door.__all__}

    assert declared <= offered
    assert len(door.__all__) == len(set(door.__all__))


def kebab(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def resolved(kind):
    """The fields of a class with their types, whoever asked for them before."""
    return attrs.fields(attrs.resolve_types(kind))


def events_of(command):
    return next(set(a.events.values()) for a in AREAS if command in a.commands)
