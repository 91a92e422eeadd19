"""What a published report took from records is held against now, too, and what moved it."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from uuid import UUID

import pytest
from tests.facts.journal_source import lines_of
from tests.many import many

from casemgmt.commands import (
    Correct,
    IssueGoods,
    OpenCentre,
    ReceiveGoods,
    ReportSeasonFigures,
    Retract,
)
from casemgmt.domain.vocabulary import Quantity
from casemgmt.reports import Number, values_of
from casemgmt.testing import memory_store

SEASON = ("2024-09-01", "2025-08-31")
AS_OF = "2025-12-31"
AUTUMN = ("2025-09-01", "2025-12-31")
KINDS = ("kindergarten", "citizen-house")


def told(kind="kindergarten", beneficiaries=900, **more):
    said = {"season": "2024-2025", "kind": kind, "structures": 30}
    return ReportSeasonFigures(**said | {"beneficiaries": beneficiaries} | more)


@pytest.fixture
def desk():
    return memory_store(on="2026-06-05").acting_as("amina")


@pytest.fixture
def reported(desk):
    """What a body told of two kinds of structures, before the table went out."""
    on = {"on": "2025-09-10"}
    sent = desk.record("centre:body", told(), **on)
    desk.record("centre:body", told("citizen-house", 70), **on)
    desk.publish("season", *SEASON, ref="season", as_of=AS_OF)
    return sent


def moved(desk, ref="season"):
    """What moved: the number then, now, and why, by what it is of."""
    return {
        (one.any.indicator, *one.any.by.values()): (
            one.published and one.published.numerator,
            one.now and one.now.numerator,
            [cause.why for cause in one.because],
        )
        for one in desk.restate(ref)
    }


def test_a_count_that_a_body_put_right_is_named(desk, reported):
    fixed = {"season": "2024-2025", "kind": "kindergarten", "structures": 30}
    correction = Correct(
        command_id=reported.command_id, data=fixed | {"beneficiaries": 500}, reason="typo"
    )
    desk.record("centre:body", correction, on="2025-10-01")

    (kind, whole) = desk.restate("season")

    assert kind.any.by == {"season": "2024-2025", "centre-kind": "kindergarten"}
    assert whole.any.by == {"season": "2024-2025"}
    assert [(one.published.numerator, one.now.numerator) for one in (kind, whole)] == [
        (900, 500),
        (970, 570),
    ]
    (corrected,) = [e for e in desk.history("centre:body") if e.corrects]
    for one in (kind, whole):
        assert [(c.why, c.event) for c in one.because] == [("corrected", corrected.id)]


def test_what_a_body_took_back_is_named(desk, reported):
    back = Retract(command_id=reported.command_id, reason="another body")
    desk.record("centre:body", back, on="2025-10-01")

    found = moved(desk)

    gone = "reported-beneficiaries", "2024-2025", "kindergarten"
    assert found[gone] == (900, None, ["retracted"])
    assert ("reported-beneficiaries", "2024-2025", "citizen-house") not in found


def test_another_body_told_late_and_put_right_is_named_twice(desk, reported):
    late = desk.record("centre:other", told(beneficiaries=100), on="2025-10-02")
    fix = {"season": "2024-2025", "kind": "kindergarten", "structures": 30}
    data = fix | {"beneficiaries": 120}
    desk.record(
        "centre:other",
        Correct(command_id=late.command_id, data=data, reason="a digit"),
        on="2025-10-03",
    )

    found = moved(desk)

    one = "reported-beneficiaries", "2024-2025", "kindergarten"
    assert found[one] == (900, 1020, ["late", "corrected"])
    structures = "reported-structures", "2024-2025", "kindergarten"
    assert found[structures] == (30, 60, ["late"])


def test_a_count_that_became_an_estimate_is_another_number(desk, reported):
    about = Quantity(Decimal(900), about=True)
    desk.record("centre:body", told(beneficiaries=about), on="2025-10-01")

    (kind, _) = desk.restate("season")

    assert kind.published.quantity.value == kind.now.quantity.value == Decimal(900)
    assert (kind.published.quantity.about, kind.now.quantity.about) == (False, True)


def test_of_a_body_that_is_placed_the_region_is_told_then_and_now(desk, reported):
    opened = OpenCentre(name="B", kind="other", region="casa")
    desk.record("centre:body", opened, on="2024-09-01")

    found = moved(desk)

    here = "reported-beneficiaries", "2024-2025", "casa"
    assert found[here] == (None, 970, ["late"])
    assert found["S01",][2] == ["late"]  # a figure, frozen: the centre was open, too


def test_what_was_told_since_of_other_days_moves_nothing(desk, reported):
    other = told().season.replace("2024-2025", "2025-2026")
    desk.record("centre:body", told(season=other), on="2026-02-10")
    desk.record("centre:body", told(female=400), on="2026-01-01")  # after the last day seen

    assert desk.restate("season") == ()


@pytest.fixture
def kits():
    """The desk of the twelve children, whose report of the autumn went out."""
    store = memory_store(on="2026-11-01")
    store.acting_as("amina").record_file(
        [json.dumps(line) for line in lines_of("journal.jsonl")], times_given=True
    )
    desk = store.acting_as("amina")
    desk.publish("partner", *AUTUMN, ref="autumn")
    return desk


def test_goods_told_late_are_named_in_every_number_that_is_made_of_them(kits):
    bags = {"item": "school-bag-full", "quantity": 4}
    received = ReceiveGoods(agreement="school-bags-2025", **bags)
    kits.record("centre:mediouna", received, on="2025-10-20")

    found = moved(kits, "autumn")

    assert {name for name, *_ in found} == {
        "goods-received",
        "to-come-school-bag-full",
        "came",
        "equipment-received",
    }
    assert found["goods-received", "school-bag-full"] == (10, 14, ["late"])


def test_a_figure_that_moved_is_why_what_is_reckoned_from_it_moved(kits):
    delivered = [e for e in kits.history("child:C01") if e.name.startswith("kit-delivered")]
    back = Retract(command_id=delivered[0].command_id, reason="another child")
    kits.record("child:C01", back, on="2026-10-01")
    issue = IssueGoods(item="school-bag-full", quantity=1)
    kits.record("centre:mediouna", issue, on="2025-10-20")

    found = moved(kits, "autumn")

    assert found["I37-issued",][2] == ["retracted"]
    assert found["kits-to-come",][2] == ["retracted"]
    assert found["goods-issued", "school-bag-full"][2] == ["late"]
    assert sorted(found["kits-on-the-way",][2]) == ["late", "retracted"]


def some_journal(chance, length=30):
    """Bodies that report, report again, correct and take back, at random moments."""
    lines, at = [], datetime(2025, 9, 1, tzinfo=UTC)
    for _ in range(length):
        at += timedelta(hours=chance.randint(1, 80))
        subject, line = f"centre:b{chance.randint(1, 3)}", {}
        earlier = [one for one in lines if one["subject"] == subject]
        said = {
            "season": "2024-2025",
            "kind": chance.choice(KINDS),
            "structures": chance.choice([1, 2, {"unknown": True}]),
            "beneficiaries": chance.choice([10, 20, {"value": 20, "about": True}]),
        }
        match chance.choice(["report", "report", "correct", "retract"]) if earlier else "":
            case "correct":
                which = chance.choice(earlier)
                if which["command"] == "report-season-figures":
                    line = fixed(which, said)
            case "retract":
                which = chance.choice(earlier)
                if which["command"] != "retract":
                    line = {"command": "retract", "data": because(which)}
        named = line or {"command": "report-season-figures", "data": said}
        day = (at - timedelta(days=chance.randint(0, 30))).date().isoformat()
        about = {"id": str(UUID(int=chance.getrandbits(128), version=4)), "by": "amina"}
        lines.append(named | about | {"subject": subject, "on": day, "at": at.isoformat()})
    return lines


def because(which):
    return {"command_id": which["id"], "reason": "wrong"}


def fixed(which, said):
    return {"command": "correct", "data": because(which) | {"data": said}}


def numbers(lines):
    """The table of a store that was told these lines alone."""
    store = memory_store(on="2027-01-01")
    report = store.acting_as("amina").record_file(map(json.dumps, lines), times_given=True)
    assert report.recorded == len(lines), report
    made = store.acting_as("amina").report("season", *SEASON, as_of="2026-08-31")
    return {
        value.source: (value.amount, value.bound) if isinstance(value, Number) else None
        for value in values_of(made)
    }


@pytest.mark.parametrize("seed", many(range(6), every_day=2, gate=3))
def test_without_what_is_named_nothing_would_have_moved(seed):
    lines = some_journal(Random(seed))
    half = datetime.fromisoformat(lines[len(lines) // 2]["at"])
    store = memory_store(on="2027-01-01")
    desk = store.acting_as("amina")
    desk.record_file(map(json.dumps, lines), times_given=True)
    desk.publish("season", *SEASON, ref="then", as_of="2026-08-31", known_at=half)

    found = desk.restate("then")

    commands = {event.id: str(event.command_id) for event in store.events()}
    early = numbers([x for x in lines if datetime.fromisoformat(x["at"]) <= half])
    late = numbers(lines)
    differing = {s for s in {**early, **late} if early.get(s) != late.get(s)}
    assert {(s.name, s.cell) for s in differing if s.kind == "record"} == {
        (one.any.indicator, ",".join(f"{k}={v}" for k, v in one.any.by.items()))
        for one in found
    }
    without = cache(lambda left_out: numbers([x for x in lines if stays(x, left_out)]))
    for one in found:
        named = frozenset(commands[cause.event] for cause in one.because)
        cell = one.any.indicator, tuple(one.any.by.items())
        assert named, one
        assert cells(without(named)).get(cell) == cells(early).get(cell), one


def cells(found):
    return {(source.name, source.by): number for source, number in found.items()}


def stays(line, left_out):
    """Whether a line is sent: nobody could amend one that is left out."""
    return not left_out & {line["id"], line["data"].get("command_id")}
