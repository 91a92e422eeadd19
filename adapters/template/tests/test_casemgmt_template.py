"""Every promise of an adapter, and what this one is for."""

from casemgmt.commands import (
    ApproveClosure,
    GiveConsent,
    OpenCase,
    RegisterChild,
    RequestClosure,
)
from casemgmt.testing import AdapterContract, memory_store
from casemgmt_template import OpenCases

SALMA = RegisterChild(
    given_name="Salma",
    family_name="Idrissi",
    sex="female",
    born="2013-03-14",
    district="mediouna",
)
CONSENT = GiveConsent(purposes=["services"], given_by="guardian")


class TestOpenCases(AdapterContract):
    adapter = OpenCases

    def shown(self, adapter):
        return adapter.cases()


def test_it_counts_the_open_cases_of_each_centre(tmp_path):
    store = memory_store(on="2025-12-01")
    amina, nadia = store.acting_as("amina"), store.acting_as("nadia")
    for child, centre in (("C01", "mediouna"), ("C02", "mediouna"), ("C03", "imlil")):
        case = OpenCase(centre=centre, caseworker="amina", programmes=["education"])
        amina.record(f"child:{child}", SALMA, CONSENT, case, on="2025-09-03")
    amina.record("child:C02", RequestClosure(reason="moved-away"), on="2025-11-03")
    nadia.record("child:C02", ApproveClosure(), on="2025-11-04")

    cases = OpenCases(str(tmp_path / "cases.db"))
    store.project(cases)

    assert cases.centres() == {"mediouna": 1, "imlil": 1}
    cases.close()
