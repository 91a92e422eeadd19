from tests.domain.given import journey, told

from casemgmt.domain.enrolment.admission import AdmitChild, DischargeChild


def test_a_centre_has_the_child_until_it_discharges_them():
    admitted = told("2025-09-03", AdmitChild(centre="mediouna"))
    discharged = told("2025-11-03", DischargeChild(centre="mediouna"))

    before = journey(admitted, discharged, as_of="2025-11-02")
    after = journey(admitted, discharged)

    assert before.admission.centres == {"mediouna"}
    assert after.admission.centres == frozenset()
