"""An apprentice's contract keeps the law on apprenticeship, and there is one at a time."""

from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest
from attrs import evolve as with_

from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment.case import Case
from casemgmt.domain.enrolment.case_episodes import Episode
from casemgmt.domain.enrolment.registration import AREA as REGISTRATION
from casemgmt.domain.enrolment.registration import ChildRegistered
from casemgmt.domain.journey import Journey
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Subject
from casemgmt.domain.vocational_training.contract import (
    AREA,
    AwardCertificate,
    CertificateAwarded,
    CompleteContract,
    ContractCompleted,
    ContractEndedEarly,
    ContractResumed,
    ContractSigned,
    ContractSuspended,
    EndContractEarly,
    HoursLogged,
    ResumeContract,
    SignContract,
    SuspendContract,
)
from casemgmt.errors import RuleBrokenError

CHILD = Subject("child", "C01")
MOROCCO = Policy.read((files("casemgmt") / "data/policy-morocco.toml").read_text("utf-8"))
SIGNED_ON = "2025-10-06"
CASE = Case(episodes=(Episode(1, date(2025, 9, 1)),))
CLOSED = Case(episodes=(Episode(1, date(2025, 9, 1), date(2025, 9, 30)),))

SIGN = SignContract(
    contract="K7",
    enterprise="salon-yasmine",
    trade="hairdressing",
    starts="2025-10-06",
    ends="2026-09-30",
    hours_total=1000,
    hours_practice=800,
    hours_complement=100,
    guardian_signed=True,
)
SIGNED = ContractSigned(
    contract="K7",
    enterprise="salon-yasmine",
    trade="hairdressing",
    starts="2025-10-06",
    ends="2026-09-30",
    hours_total=1000,
    hours_practice=800,
    hours_complement=100,
    guardian_signed=True,
)
SUSPENDED = ContractSuspended(contract="K7", reason="illness")
RESUMED = ContractResumed(contract="K7", reason="recovered")
COMPLETED = ContractCompleted(contract="K7")
ENDED = ContractEndedEarly(
    contract="K7", by="mutual", reason="moved", last_day="2025-12-31"
)


def told(on=SIGNED_ON):
    return Told(Day.of(on), "youssef")


def salma(*contract_story, born="2009-03-14", case=CASE):
    """A child of sixteen with an open case, after what was told of contracts."""
    states = {"case": case}
    contracts = AREA.initial
    for event in contract_story:
        contracts = AREA.evolve(contracts, event, told())
    states[AREA.name] = contracts
    if born:
        registered = ChildRegistered(
            given_name="Salma",
            family_name="Idrissi",
            sex="female",
            born=born,
            district="mediouna",
        )
        states[REGISTRATION.name] = REGISTRATION.evolve(
            REGISTRATION.initial, registered, told("2025-09-01")
        )
    return Journey(CHILD, states)


def refusal(command, journey, on=SIGNED_ON, policy=MOROCCO):
    with pytest.raises(RuleBrokenError) as refused:
        command.decide(journey, told(on), policy)
    return refused.value.rule


def decided(command, journey, on=SIGNED_ON, policy=MOROCCO):
    return command.decide(journey, told(on), policy)


def test_signs_the_contract_of_an_apprentice_of_sixteen():
    assert decided(SIGN, salma()) == (SIGNED,)


def test_refuses_a_contract_without_an_open_case():
    assert refusal(SIGN, salma(case=CLOSED)) is Rule.CASE_OPEN
    assert refusal(SIGN, salma(case=Case())) is Rule.CASE_OPEN


def test_refuses_an_apprentice_on_the_day_before_the_fifteenth_birthday():
    assert refusal(SIGN, salma(born="2010-10-07")) is Rule.APPRENTICE_AGE


def test_takes_an_apprentice_on_the_fifteenth_birthday():
    assert decided(SIGN, salma(born="2010-10-06")) == (SIGNED,)


def test_born_on_29_february_an_apprentice_is_older_on_1_march():
    born = "2008-02-29"

    assert refusal(SIGN, salma(born=born), on="2023-02-28") is Rule.APPRENTICE_AGE
    assert decided(SIGN, salma(born=born), on="2023-03-01") == (SIGNED,)


def test_a_birth_month_counts_as_its_last_day():
    assert refusal(SIGN, salma(born="2010-10"), on="2025-10-30") is Rule.APPRENTICE_AGE
    assert decided(SIGN, salma(born="2010-10"), on="2025-10-31") == (SIGNED,)


def test_a_birth_year_counts_as_its_last_day():
    assert refusal(SIGN, salma(born="2010"), on="2025-12-30") is Rule.APPRENTICE_AGE
    assert decided(SIGN, salma(born="2010"), on="2025-12-31") == (SIGNED,)


def test_the_age_is_that_of_the_last_day_of_an_uncertain_day_of_signing():
    assert decided(SIGN, salma(born="2010-10-31"), on="2025-10") == (SIGNED,)


def test_refuses_an_apprentice_whose_birth_is_not_known():
    assert refusal(SIGN, salma(born=None)) is Rule.APPRENTICE_AGE


def test_before_the_law_on_apprenticeship_no_age_is_asked():
    assert decided(SIGN, salma(born="1988-01-01"), on="2000-05-31") == (SIGNED,)
    assert refusal(SIGN, salma(born="1988-01-01"), on="2000-06-01") is Rule.APPRENTICE_AGE


@pytest.mark.parametrize(
    ("hours", "rule"),
    [
        ((1000, 799, 200), Rule.PRACTICE_SHARE),
        ((0, 0, 0), Rule.PRACTICE_SHARE),
        ((3, 2, 1), Rule.PRACTICE_SHARE),
        ((1000, 900, 99), Rule.COMPLEMENT_SHARE),
        ((1000, 901, 100), Rule.HOURS_FIT),
        ((1000, 1000, 1000), Rule.HOURS_FIT),
    ],
)
def test_refuses_hours_that_do_not_fit(hours, rule):
    total, practice, complement = hours
    command = with_(
        SIGN, hours_total=total, hours_practice=practice, hours_complement=complement
    )

    assert refusal(command, salma()) is rule


@pytest.mark.parametrize(
    "hours", [(1000, 800, 100), (1000, 900, 100), (1000, 800, 200), (5, 4, 1)]
)
def test_takes_hours_at_the_very_edge(hours):
    total, practice, complement = hours
    command = with_(
        SIGN, hours_total=total, hours_practice=practice, hours_complement=complement
    )

    assert len(decided(command, salma())) == 1


def test_shares_are_exact_however_many_hours():
    total = 10**17
    short = with_(
        SIGN,
        hours_total=total,
        hours_practice=total // 100 * 80 - 1,
        hours_complement=total // 10,
    )
    enough = with_(short, hours_practice=total // 100 * 80)

    assert refusal(short, salma()) is Rule.PRACTICE_SHARE
    assert len(decided(enough, salma())) == 1


def test_a_guardian_signs_until_the_eve_of_the_eighteenth_birthday():
    alone = with_(SIGN, guardian_signed=False)

    assert refusal(alone, salma(born="2007-10-07")) is Rule.GUARDIAN_SIGNS_FOR_MINOR
    assert len(decided(alone, salma(born="2007-10-06"))) == 1


def test_who_may_still_be_a_minor_is_one():
    alone = with_(SIGN, guardian_signed=False)

    assert refusal(alone, salma(born="2007")) is Rule.GUARDIAN_SIGNS_FOR_MINOR
    assert refusal(alone, salma(born="2007-10")) is Rule.GUARDIAN_SIGNS_FOR_MINOR


def test_refuses_a_second_contract_while_one_runs():
    assert refusal(with_(SIGN, contract="K8"), salma(SIGNED)) is Rule.ONE_CONTRACT_AT_A_TIME


def test_a_suspended_contract_still_runs():
    journey = salma(SIGNED, SUSPENDED)

    assert refusal(with_(SIGN, contract="K8"), journey) is Rule.ONE_CONTRACT_AT_A_TIME


def test_a_contract_runs_beyond_its_planned_end():
    second = with_(SIGN, contract="K8")

    assert refusal(second, salma(SIGNED), on="2027-01-01") is Rule.ONE_CONTRACT_AT_A_TIME


@pytest.mark.parametrize("over", [COMPLETED, ENDED])
def test_signs_another_contract_when_the_first_is_over(over):
    assert len(decided(with_(SIGN, contract="K8"), salma(SIGNED, over))) == 1


def test_a_contract_is_no_other_than_itself():
    assert decided(SIGN, salma(SIGNED)) == (SIGNED,)


def test_of_two_broken_rules_the_first_is_named():
    wrong = with_(SIGN, hours_practice=0, hours_complement=0, guardian_signed=False)

    assert refusal(wrong, salma(SIGNED, case=CLOSED, born=None)) is Rule.CASE_OPEN
    assert refusal(wrong, salma(SIGNED, born=None)) is Rule.APPRENTICE_AGE
    assert refusal(wrong, salma(SIGNED)) is Rule.PRACTICE_SHARE
    assert refusal(with_(wrong, hours_practice=800), salma(SIGNED)) is Rule.COMPLEMENT_SHARE


def test_a_policy_of_ones_own_moves_the_age():
    own = Policy.read(
        '[[rule]]\nparameter = "apprenticeship.min_age"\nvalue = 17\nsource = "ours"',
        MOROCCO,
    )

    assert refusal(SIGN, salma(), policy=own) is Rule.APPRENTICE_AGE


def test_a_share_that_is_switched_off_is_not_asked():
    practice = 'parameter = "apprenticeship.practice_percent"'
    off = Policy.read(f'[[rule]]\n{practice}\noperator = "off"\nvalue = 0', MOROCCO)

    assert len(decided(with_(SIGN, hours_practice=0), salma(), policy=off)) == 1


def test_a_contract_that_is_suspended_is_suspended_already():
    command = SuspendContract(contract="K7", reason="holidays")

    assert len(decided(command, salma(SIGNED))) == 1
    assert decided(command, salma(SIGNED, SUSPENDED)) == ()
    assert len(decided(command, salma(SIGNED, SUSPENDED, RESUMED))) == 1


def test_a_contract_that_goes_on_is_resumed_already():
    command = ResumeContract(contract="K7", reason="recovered")

    assert decided(command, salma(SIGNED)) == ()
    assert len(decided(command, salma(SIGNED, SUSPENDED))) == 1
    assert decided(command, salma(SIGNED, SUSPENDED, RESUMED)) == ()


def test_one_contract_suspended_leaves_another_to_be_suspended():
    command = SuspendContract(contract="K8", reason="holidays")

    assert len(decided(command, salma(SIGNED, SUSPENDED))) == 1


@pytest.mark.parametrize(
    ("command", "event"),
    [
        (CompleteContract(contract="K7"), COMPLETED),
        (
            EndContractEarly(
                contract="K7", by="mutual", reason="moved", last_day="2025-12-31"
            ),
            ENDED,
        ),
        (
            AwardCertificate(level="qualification", trade="hairdressing"),
            CertificateAwarded(level="qualification", trade="hairdressing"),
        ),
    ],
)
def test_the_end_of_a_contract_is_never_refused(command, event):
    assert decided(command, salma(case=CLOSED)) == (event,)


def test_hours_and_certificates_leave_a_contract_as_it_was():
    hours = HoursLogged(contract="K7", practice=Decimal(8), centre=Decimal(2))
    award = CertificateAwarded(contract="K7", level="qualification", trade="hairdressing")

    assert salma(SIGNED, hours, award).contract == salma(SIGNED).contract


def test_a_suspended_contract_told_of_again_is_suspended_still():
    assert salma(SIGNED, SUSPENDED, SIGNED).contract.suspended == {"K7"}


def test_a_contract_that_is_over_is_not_suspended_and_ended_in_one_way():
    broken_off = salma(SIGNED, SUSPENDED, COMPLETED, ENDED).contract
    completed = salma(SIGNED, ENDED, COMPLETED).contract

    assert (broken_off.suspended, broken_off.completed) == (frozenset(), {})
    assert broken_off.broken_off == {"K7": date(2025, 12, 31)}
    assert completed.broken_off == {}
    assert completed.completed == {"K7": date(2025, 10, 6)}


def test_the_end_of_one_contract_is_not_the_end_of_another():
    other = ContractCompleted(contract="K8")

    assert salma(SIGNED, COMPLETED, other).contract.completed.keys() == {"K7", "K8"}
