"""Every promise of an adapter, and what this one is for."""

from casemgmt.commands import (
    GiveConsent,
    OpenCase,
    RegisterChild,
    SignContract,
    SuspendContract,
)
from casemgmt.testing import AdapterContract, memory_store
from insaf_apprentices import Apprentices

YOUSSEF = RegisterChild(
    given_name="Youssef",
    family_name="Amrani",
    sex="male",
    born="2009-02-11",
    district="mediouna",
)
CONSENT = GiveConsent(purposes=["services"], given_by="guardian")
CASE = OpenCase(centre="mediouna", caseworker="amina", programmes=["vocational"])


def contract(name, trade):
    return SignContract(
        contract=name,
        enterprise="garage-atlas",
        trade=trade,
        starts="2025-10-01",
        ends="2026-09-30",
        hours_total=1000,
        hours_practice=800,
        hours_complement=120,
        guardian_signed=True,
    )


class TestApprentices(AdapterContract):
    adapter = Apprentices

    def shown(self, adapter):
        return adapter.running()


def test_it_counts_who_is_at_work_in_each_trade(tmp_path):
    store = memory_store(on="2025-12-01")
    amina = store.acting_as("amina")
    for child, trade in (
        ("C01", "plumbing"),
        ("C02", "plumbing"),
        ("C03", "car-mechanics"),
    ):
        amina.record(f"child:{child}", YOUSSEF, CONSENT, CASE, on="2025-09-03")
        amina.record(f"child:{child}", contract("K1", trade), on="2025-10-01")
    away = SuspendContract(contract="K1", reason="illness")
    amina.record("child:C02", away, on="2025-11-03")

    kept = Apprentices(str(tmp_path / "apprentices.db"))
    store.project(kept)

    assert kept.trades() == {"plumbing": 1, "car-mechanics": 1}
    assert len(kept.running()) == 3
    kept.close()
