"""The figures that are asked for by name, each on a small story counted by hand."""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import UUID

import pytest
from tests.indicators.asking import asked, facts_of

from casemgmt.errors import InvalidError
from casemgmt.facts import Facts
from casemgmt.indicators import CORE, FURTHER, Figure, explain, figures

AUTUMN = ("2025-10-01", "2025-10-31")


class Story:
    """Lines told one after the other, a minute apart."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []
        self._numbers = count(1)

    def tell(
        self, subject: str, command: str, on: str, by: str = "amina", **data: Any
    ) -> None:
        n = next(self._numbers)
        self.lines.append(
            {
                "id": str(UUID(int=n)),
                "command": command,
                "subject": subject,
                "on": on,
                "at": f"2026-06-01T{n // 60:02}:{n % 60:02}:00Z",
                "by": by,
                "data": data,
            }
        )

    def child(self, name: str, **case: Any) -> str:
        """A registered child, with an open case where one is described."""
        child = f"child:{name}"
        self.tell(
            child,
            "register-child",
            "2025-09-01",
            given_name=name,
            family_name="Idrissi",
            sex="female",
            born="2013-03-14",
            district="mediouna",
        )
        if case:
            opened = {"centre": "mediouna", "programmes": ["education"]} | case
            self.tell(child, "open-case", "2025-09-02", **opened)
        return child

    def facts(self) -> Facts:
        return facts_of(self.lines)


@pytest.fixture
def story() -> Story:
    return Story()


def answer(story: Story, indicator: str, *period: str, **how: Any) -> list[Figure]:
    with story.facts() as facts:
        return list(figures(facts, asked(*(period or AUTUMN), only=[indicator], **how)))


def counted(row: Figure) -> tuple[Any, ...]:
    return row.numerator, row.denominator, row.unknown, row.excluded


def whole(story: Story, indicator: str, *period: str, **how: Any) -> tuple[Any, ...]:
    """The figure; a journal of only the commands that explain it gives it again."""
    (row,) = answer(story, indicator, *period, **how)
    _assert_named_alone_give_it_again(story, row, *period, **how)
    return counted(row)


def cells(story: Story, indicator: str, *period: str, **how: Any) -> dict[Any, Any]:
    """The numerator of each cell; what is named of each gives it again."""
    rows = answer(story, indicator, *period, **how)
    for row in rows:
        _assert_named_alone_give_it_again(story, row, *period, **how)
    return {tuple(row.by.values()): row.numerator for row in rows}


def _assert_named_alone_give_it_again(
    story: Story, row: Figure, *period: str, **how: Any
) -> None:
    with story.facts() as facts:
        named = {str(command) for command in explain(facts, row).commands}
    told = Story()
    told.lines = [line for line in story.lines if line["id"] in named]
    (again,) = (
        one for one in answer(told, row.indicator, *period, **how) if one.by == row.by
    )
    assert counted(again)[:2] == counted(row)[:2], "not by what is named"


def test_they_are_answered_when_named_and_only_then(story: Story) -> None:
    with story.facts() as facts:
        usual = {row.indicator for row in figures(facts, asked(*AUTUMN))}
        named = figures(facts, asked(*AUTUMN, only=list(FURTHER)))

    assert usual == set(CORE)
    assert [row.indicator for row in named] == list(FURTHER)
    counts = {row.indicator for row in named if row.denominator is None}
    assert {row.indicator: row.value for row in named} == {
        name: 0 if name in counts else None for name in FURTHER
    }
    with story.facts() as facts, pytest.raises(InvalidError):
        figures(facts, asked(*AUTUMN, only=["I99"]))


# I06


def centre(story: Story, name: str, capacity: int | None) -> None:
    places = {} if capacity is None else {"capacity": capacity}
    story.tell(
        f"centre:{name}", "open-centre", "2025-09-01", name=name, kind="other", **places
    )


def test_the_day_of_admission_counts_and_the_day_of_discharge_does_not(
    story: Story,
) -> None:
    centre(story, "dar", 2)
    child = story.child("C1")
    story.tell(child, "admit-child", "2025-10-10", centre="dar")
    story.tell(child, "discharge-child", "2025-10-20", centre="dar")

    assert whole(story, "I06") == (10, 62, 0, 0)


def test_places_are_those_of_each_day_until_the_day_before_it_closes(story: Story) -> None:
    centre(story, "dar", 2)
    story.tell("centre:dar", "set-capacity", "2025-10-11", places=5)
    story.tell("centre:dar", "close-centre", "2025-10-21", reason="moved")
    story.tell(story.child("C1"), "admit-child", "2025-10-01", centre="dar")

    assert whole(story, "I06") == (20, 10 * 2 + 10 * 5, 0, 11)


def test_days_in_a_centre_whose_places_nobody_said_are_left_out(story: Story) -> None:
    centre(story, "dar", None)
    story.tell(story.child("C1"), "admit-child", "2025-10-30", centre="dar")
    story.tell(story.child("C2"), "admit-child", "2025-10-30", centre="elsewhere")

    assert whole(story, "I06") == (0, 0, 0, 4)


def test_one_person_on_two_records_takes_one_place(story: Story) -> None:
    centre(story, "dar", 1)
    for child in (one := story.child("C1"), story.child("C2")):
        story.tell(child, "admit-child", "2025-10-31", centre="dar")
    story.tell(one, "link-persons", "2025-11-01", other="child:C2", evidence="birth-act")

    assert whole(story, "I06", *AUTUMN, as_of="2025-10-31") == (1, 31, 0, 0)


def test_occupancy_is_split_by_the_centre_itself(story: Story) -> None:
    centre(story, "dar", 1)
    centre(story, "beit", 3)
    story.tell(story.child("C1"), "admit-child", "2025-10-30", centre="dar")

    rows = {tuple(r.by.values()): counted(r) for r in answer(story, "I06", by=["centre"])}

    assert rows == {
        (): (2, 31 + 93, 0, 0),
        ("beit",): (0, 93, 0, 0),
        ("dar",): (2, 31, 0, 0),
    }


def test_behind_a_taken_place_stand_the_admission_and_the_places(story: Story) -> None:
    centre(story, "dar", 1)
    story.tell(story.child("C1"), "admit-child", "2025-10-31", centre="dar")
    day = ("2025-10-31", "2025-10-31")

    with story.facts() as facts:
        (row,) = figures(facts, asked(*day, only=["I06"]))
        found = explain(facts, row)

    kept = {str(command) for command in found.commands}
    again = [line for line in story.lines if line["id"] in kept]
    assert {line["command"] for line in again} == {
        "register-child",
        "admit-child",
        "open-centre",
    }
    with facts_of(again) as facts:
        (same,) = figures(facts, asked(*day, only=["I06"]))
    assert counted(same) == counted(row) == (1, 1, 0, 0)


# I12


def test_caseworkers_of_open_cases_for_each_who_approved(story: Story) -> None:
    goal = {"goal": "g", "area": "school", "measure": "m", "due": "2026-01-01"}
    for child, worker, approver in (("C1", "amina", "hind"), ("C2", "youssef", "hind")):
        story.child(child, caseworker=worker)
        plan = f"child:{child}", "propose-plan"
        story.tell(*plan, "2025-10-02", by=worker, plan="p", goals=[goal])
        story.tell(f"child:{child}", "approve-plan", "2025-10-03", by=approver, plan="p")
    closed = story.child("C3", caseworker="zineb")
    story.tell(closed, "request-closure", "2025-10-05", reason="moved-away")
    story.tell(closed, "approve-closure", "2025-10-06", by="nadia")

    assert whole(story, "I12") == (2, 2, 0, 0)
    assert whole(story, "I12", "2025-11-01", "2025-11-30") == (2, 0, 0, 0)


# I35


@pytest.mark.parametrize(
    ("result", "placed", "as_of", "expected"),
    [
        ("promoted", None, "2026-09-30", (1, 1, 0, 0)),
        ("promoted", None, "2026-09-29", (0, 0, 0, 1)),
        ("promoted", "2026-09-30", "2026-09-30", (0, 1, 0, 0)),
        ("promoted", "2026-10-01", "2026-10-31", (1, 1, 0, 0)),
        ("repeat", None, "2026-10-31", (1, 1, 0, 0)),
        ("unknown", None, "2026-10-31", (1, 1, 0, 0)),
        ("completed", None, "2026-08-31", (0, 1, 0, 0)),
        ("failed-out", "2026-09-10", "2026-09-30", (1, 1, 0, 0)),
    ],
)
def test_left_between_two_school_years(
    story: Story, result: str, placed: str | None, as_of: str, expected: tuple[int, ...]
) -> None:
    child = story.child("C1")
    year = {"school_year": "2025-2026", "grade": "p4"}
    story.tell(child, "record-school-result", "2026-06-30", result=result, **year)
    if placed:
        place = {"school": "s", "school_year": "2026-2027", "grade": "p5"}
        story.tell(child, "take-school-place", placed, kind="continuing", **place)

    assert whole(story, "I35", "2025-09-01", "2026-08-31", as_of=as_of) == expected


# I47


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([], (0, 0, 1, 0)),
        ([("2025-09-16", "active")], (1, 1, 0, 0)),
        ([("2025-09-13", "active")], (0, 0, 1, 0)),
        ([("2025-11-14", "active")], (1, 1, 0, 0)),
        ([("2025-10-01", "active"), ("2025-10-20", "stopped")], (0, 1, 0, 0)),
    ],
)
def test_a_project_is_alive_when_it_was_last_found_so_a_year_on(
    story: Story, looks: list[tuple[str, str]], expected: tuple[int, ...]
) -> None:
    story.tell(
        "household:H1",
        "start-income-project",
        "2024-10-15",
        project="hens",
        status="active",
    )
    for day, status in looks:
        told = {"project": "hens", "status": status}
        story.tell("household:H1", "observe-income-project", day, **told)

    assert whole(story, "I47", *AUTUMN, as_of="2025-12-31") == expected
    assert whole(story, "I47", "2025-11-01", "2025-11-30") == (0, 0, 0, 0)


def test_a_household_s_project_stands_where_its_active_children_stand(story: Story) -> None:
    children = [story.child(c, caseworker="amina") for c in ("C1", "C2")]
    members = [{"person": child, "role": "child"} for child in children]
    home = {"members": members, "district": "mediouna"}
    story.tell("household:H1", "form-household", "2025-09-01", **home)
    story.tell("household:H1", "start-income-project", "2024-10-15", project="hens")

    rows = answer(story, "I47", by=["programme"])

    assert [(dict(r.by), counted(r)) for r in rows] == [
        ({}, (0, 0, 1, 0)),
        ({"programme": "education"}, (0, 0, 1, 0)),
    ]


# I50


def test_the_middle_number_of_days_to_the_provider_s_confirmation(story: Story) -> None:
    for n, days in enumerate((3, 10, 12, 17, None), start=1):
        child = story.child(f"C{n}")
        made = {"referral": "r", "to": "clinic", "service": "health"}
        story.tell(child, "make-referral", "2025-10-01", **made)
        if days:
            said = {"referral": "r", "confirmed_by": "provider"}
            story.tell(child, "confirm-referral", f"2025-10-{1 + days:02}", **said)

    (row,) = answer(story, "I50")

    assert (counted(row), row.value, row.unit) == ((None, 4, 1, 0), 11.0, "days")


# I52, I53


def test_pieces_with_a_serial_are_usable_unless_last_said_broken_or_lost(
    story: Story,
) -> None:
    here = "centre:dar"
    came = {"item": "computer", "quantity": 4, "serials": ["A 1", "A2", "A3", "A4"]}
    story.tell(here, "receive-goods", "2025-09-01", **came)
    story.tell(
        here, "receive-goods", "2025-09-01", item="tablet", quantity={"unknown": True}
    )
    for serial, *states in (
        ("a1", "broken", "working"),
        ("A2", "broken"),
        ("A3", "written-off"),
    ):
        for day, state in enumerate(states, start=10):
            told = {"item": "computer", "serial": serial, "state": state}
            story.tell(here, "report-equipment", f"2025-10-{day}", **told)
    for name in ("C1", "C2", "C3"):
        told = {"session": "digital-skills", "hours": 2}
        story.tell(story.child(name), "attend-session", "2025-10-05", **told)
    story.tell("child:C1", "attend-session", "2025-10-06", **told)

    assert whole(story, "I52") == (2, 3, 1, 0)
    assert whole(story, "I53") == (3, 2, 0, 0)
    assert whole(story, "I53", "2025-09-01", "2025-09-30") == (0, 4, 0, 0)


# S01, S02


def test_structures_are_counted_by_kind_and_region_while_they_are_open(
    story: Story,
) -> None:
    for name, kind, region in (("a", "kindergarten", "casa"), ("b", "other", None)):
        told = {"name": name, "kind": kind} | ({"region": region} if region else {})
        story.tell(f"centre:{name}", "open-centre", "2025-09-01", **told)
    story.tell("centre:a", "change-centre-kind", "2025-10-15", kind="education-training")
    story.tell("centre:b", "close-centre", "2025-10-01", reason="moved")

    assert cells(story, "S01", by=["centre-kind", "region"]) == {
        (): 1,
        ("kindergarten", "casa"): 1,
        ("education-training", "casa"): 1,
    }
    assert whole(story, "S01", "2025-09-01", "2025-09-30")[0] == 2


def test_a_child_in_two_kinds_of_centre_stands_in_both_and_is_one(
    story: Story,
) -> None:
    for name, kind in (("mediouna", "child-labour-centre"), ("dar", "social-protection")):
        story.tell(f"centre:{name}", "open-centre", "2025-09-01", name=name, kind=kind)
    child = story.child("C1", caseworker="amina")
    story.tell(child, "admit-child", "2025-10-10", centre="dar")
    story.child("C2", caseworker="amina", centre="unheard-of")

    assert cells(story, "S02", by=["centre-kind"]) == {
        (): 2,
        ("child-labour-centre",): 1,
        ("social-protection",): 1,
        ("unknown",): 1,
    }
    assert whole(story, "S02", "2025-09-01", "2025-09-30")[0] == 2


def test_who_comes_back_to_a_centre_that_closed_is_known_from_the_days_before(
    story: Story,
) -> None:
    for name, kind in (("mediouna", "child-labour-centre"), ("dar", "social-protection")):
        story.tell(f"centre:{name}", "open-centre", "2025-09-01", name=name, kind=kind)
    reopened, returned, admitted = (story.child(f"C{n}", caseworker="amina") for n in "123")
    story.tell(reopened, "request-closure", "2025-10-01", reason="moved-away")
    story.tell(reopened, "approve-closure", "2025-10-02", by="omar")
    story.tell(returned, "request-transfer", "2025-10-01", to_centre="dar")
    story.tell(returned, "accept-transfer", "2025-10-02", by="omar")
    story.tell("centre:mediouna", "close-centre", "2025-11-15", reason="moved")
    story.tell(reopened, "reopen-case", "2025-12-01", reason="returned")
    story.tell(returned, "request-transfer", "2025-12-01", to_centre="mediouna")
    story.tell(returned, "accept-transfer", "2025-12-02", by="omar")
    story.tell(admitted, "admit-child", "2025-12-01", centre="mediouna")

    def told(first: str) -> dict[Any, Any]:
        return cells(story, "S02", first, "2025-12-31", by=["centre-kind"])

    both = {("child-labour-centre",): 3, ("social-protection",): 1}
    assert told("2025-09-01") == {(): 3, **both}
    assert told("2025-12-01") == {(): 3, ("unknown",): 3, ("social-protection",): 1}
