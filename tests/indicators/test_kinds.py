"""Which kinds of event each figure reads: as counting.md defines it."""

from __future__ import annotations

import pytest

from casemgmt.indicators import CORE, FURTHER
from casemgmt.indicators.definition import Units

CASE = "case-opened case-reopened closure-approved"
SCHOOL = "school-place-taken returned-to-school"
CONSENT = "consent-given consent-withdrawn"
HOUSEHOLD = "household-formed household-joined household-left"
CENTRE = "centre-opened centre-kind-changed centre-closed"
GOODS = (
    "goods-received equipment-installed equipment-lent equipment-returned"
    " equipment-reported"
)
READ = {
    "I01": CASE,
    "I02": "",  # registrations, which every figure may name
    "I03": f"{CASE} programme-joined programme-left",
    "I04": CASE,
    "I05": "season-figures-reported",
    "I07": f"{CASE} child-identified risk-assessed assessment-completed",
    "I08": f"{CASE} child-identified plan-approved",
    "I10": f"{CASE} case-reviewed",
    "I11": f"{CASE} case-reassigned case-suspended case-resumed",
    "I13": CASE,
    "I14": f"{CASE} closure-requested",
    "I15": CASE,
    "I16": "plan-proposed plan-approved goal-met goal-waived",
    "I17": f"{CASE} {CONSENT}",
    "I18": f"{CASE} {CONSENT}",
    "I19": "",  # every kind: the units are the commands
    "I49": "referral-made referral-revoked referral-confirmed",
    **dict.fromkeys(
        ("I20", "I21", "I23", "I24", "I25", "I26", "I27"), f"{CASE} work-observed"
    ),
    "I22": "work-observed",
    "I28": f"{CASE} schooling-assessed",
    "I29": f"{CASE} schooling-assessed {SCHOOL} pathway-oriented",
    "I30": f"{CASE} schooling-assessed {SCHOOL} pathway-oriented dropout-recorded",
    **dict.fromkeys(("I31", "I32", "I33"), f"{CASE} attendance-reported"),
    "I34": f"{CASE} closure-requested {SCHOOL} dropout-recorded",
    "I37": "kit-entitled kit-delivered",
    "I37-issued": "kit-delivered",
    "I37-repeat": "kit-delivered second-kit-granted",
    "I38": f"{CASE} {SCHOOL} dropout-recorded",
    "I39": "session-attended",
    "I40": "contract-signed contract-completed contract-ended-early hours-logged",
    "I41": "contract-signed contract-completed",
    "I42": "contract-signed contract-ended-early",
    "I43": "contract-signed contract-completed insertion-recorded",
    "I44": f"{CASE} {HOUSEHOLD} home-visited",
    "I45": CASE,  # and the grants and payments it names one by one
    "I51": "agreement-signed",
    "I51-partners": "agreement-signed agreement-ended",
    "I06": "centre-opened capacity-set centre-closed child-admitted child-discharged",
    "I12": f"{CASE} case-reassigned plan-approved",
    "I35": f"school-result-recorded {SCHOOL}",
    "I47": f"{CASE} income-project-started income-project-observed {HOUSEHOLD}",
    "I50": "referral-made referral-confirmed",
    "I52": GOODS,
    "I53": f"{GOODS} session-attended",
    "S01": CENTRE,
    "S02": f"{CASE} child-admitted child-discharged",
}
PLACED_BY = {
    "S02": f"{CENTRE} transfer-requested transfer-accepted transfer-rejected"
    " transfer-revoked",
}
"""What places a unit in a cell by what it is itself, and is named only there."""


def test_every_figure_stands_in_the_table() -> None:
    assert READ.keys() == {**CORE, **FURTHER}.keys()


@pytest.mark.parametrize("indicator", READ)
def test_a_figure_reads_the_kinds_of_its_definition_and_no_other(indicator: str) -> None:
    units = {**CORE, **FURTHER}[indicator].units

    assert isinstance(units, Units)
    assert set(units.reads) == set(READ[indicator].split())
    assert set(units.own_reads) == set(PLACED_BY.get(indicator, "").split())
