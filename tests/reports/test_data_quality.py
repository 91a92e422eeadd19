"""Data quality: how late, what contradicts itself, which consents, what is not known."""

import pytest

from casemgmt.commands import (
    GiveConsent,
    OpenCase,
    RecordDeath,
    RecordFollowUp,
    RegisterChild,
    ResolveContradiction,
    WithdrawConsent,
)
from casemgmt.reports import Note

from .house import figures_of, figures_told, house, rows, section

AUTUMN = ("2025-09-01", "2025-12-31")


@pytest.fixture
def desk():
    return house()


def test_every_figure_is_that_of_the_indicators(desk):
    report = desk.report("data-quality", *AUTUMN)

    shown = figures_of(report)
    assert {"I17", "I18", "I19"} <= {source.name for source in shown}
    assert shown == pytest.approx(figures_told(desk, *AUTUMN, shown))


def test_delays_add_up_to_all_facts_and_begin_with_the_prompt_ones(desk):
    late = section(desk.report("data-quality", *AUTUMN), "late")
    rate, _, table = late.blocks
    prompt, whole, *_ = rows(rate)["Facts recorded promptly"]
    *stretches, total = [amount for (amount,) in rows(table).values()]

    assert stretches[0] == prompt > 0
    assert sum(stretches) == total == whole > prompt


def test_an_open_case_whose_consent_was_withdrawn_is_named(desk):
    desk.record("child:Y", WithdrawConsent(purposes=["services"]), on="2025-11-30")

    _, table = section(desk.report("data-quality", *AUTUMN), "consent").blocks

    assert rows(table) == {"Yassine Alami": ("Y", "Mediouna centre", "amina")}


def test_when_every_case_has_consent_nobody_is_named(desk):
    _, said = section(desk.report("data-quality", *AUTUMN), "consent").blocks

    assert isinstance(said, Note)


def test_contradictions_are_those_the_store_finds_and_move_when_resolved(desk):
    desk.record("child:A", RecordDeath(), on="2025-11-10")
    seen = RecordFollowUp(kind="call", seen_child=True)
    desk.record("child:A", seen, on="2025-11-20")
    before = section(desk.report("data-quality", *AUTUMN), "contradictions").blocks
    found = list(desk.contradictions())
    for one in found:
        held = str(one.between[0])
        said = ResolveContradiction(between=one.between, holds=held, reason="asked")
        desk.record(one.subject, said, on="2025-12-01")
    after = section(desk.report("data-quality", *AUTUMN), "contradictions").blocks

    assert sum(n for n, _ in rows(before[0]).values()) == len(found) == len(before[1].rows)
    assert {n for n, _ in rows(after[0]).values()} == {0}
    assert sum(n for _, n in rows(after[0]).values()) == len(found)


def test_what_is_not_known_is_counted_field_by_field(desk):
    unknown = RegisterChild(
        given_name="Amal", family_name="Bari", sex="unknown", born="2013",
        district="unknown",
    )  # fmt: skip
    consent = GiveConsent(purposes=["services"], given_by="guardian")
    case = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
    desk.record("child:U", unknown, consent, case, on="2025-11-30")

    table, *_ = section(desk.report("data-quality", *AUTUMN), "unknown").blocks

    assert rows(table)["Sex"] == (1, 4)
    assert rows(table)["District"] == (1, 4)
    assert rows(table)["Disability"] == (4, 4)
