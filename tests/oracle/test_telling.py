"""The second opinion reads days, ages, corrections, links and cases as the page says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from .episodes import episodes_of
from .people import ages, birthday, persons_of
from .question import answer
from .telling import day, instant, plus_months, records_of_persons, standing


def line(command: str, on: str, at: str | None = None, **data: Any) -> dict[str, Any]:
    subject = data.pop("subject", "child:C01")
    name = data.pop("id", f"{command} {on}")
    recorded = at or f"{day(on).last}T12:00:00Z"
    return {"id": name, "command": command, "subject": subject, "on": on, "at": recorded,
            "by": "amina", "data": data}  # fmt: skip


OPENED = line(
    "open-case", "2025-01-10", centre="one", caseworker="amina", programmes=["education"]
)
CLOSED = [
    line("request-closure", "2025-03-01", reason="other"),
    line("approve-closure", "2025-03-05"),
]


@pytest.mark.parametrize(
    ("told", "last"),
    [("2025-09-03", "2025-09-03"), ("2025-09", "2025-09-30"), ("2025", "2025-12-31"),
     ("2025-2026", "2026-08-31")],
)  # fmt: skip
def test_a_span_counts_as_its_last_day(told: str, last: str) -> None:
    assert day(told).last == date.fromisoformat(last)


def test_six_months_after_the_end_of_august_is_the_end_of_february() -> None:
    assert plus_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert plus_months(date(2023, 8, 31), 6) == date(2024, 2, 29)


def test_born_on_29_february_the_birthday_is_1_march_in_common_years() -> None:
    born = day("2012-02-29")

    assert birthday(born.last, 13) == date(2025, 3, 1)
    assert ages(born, date(2025, 2, 28)) == {12}
    assert ages(born, date(2024, 2, 29)) == {12}


def test_a_birth_year_leaves_two_ages() -> None:
    assert ages(day("2013"), date(2025, 6, 1)) == {11, 12}
    assert ages(day("2013"), date(2025, 12, 31)) == {12}


def test_the_last_correction_holds_alone_unless_it_was_retracted() -> None:
    seen = line("observe-work", "2025-05-01", economic_hours=1)
    first = line("correct", "2025-05-02", command_id=seen["id"],
                 data={"economic_hours": 2})  # fmt: skip
    first["data"]["on"] = "2025-04-30"
    second = line("correct", "2025-05-03", command_id=seen["id"],
                  data={"economic_hours": 3})  # fmt: skip
    back = line("retract", "2025-05-04", command_id=second["id"])

    corrected = standing([seen, first, second])[0]
    brought_back = standing([seen, first, second, back])[0]

    assert (corrected.data, corrected.day) == ({"economic_hours": 3}, date(2025, 5, 1))
    assert brought_back.data == {"economic_hours": 2}
    assert brought_back.day == date(2025, 4, 30)
    assert brought_back.at == instant(seen["at"])


def test_recorded_exactly_at_a_moment_is_known_at_that_moment() -> None:
    seen = line("observe-work", "2025-05-01", at="2025-05-01T10:00:00+01:00")

    assert standing([seen], instant("2025-05-01T09:00:00Z"))
    assert not standing([seen], instant("2025-05-01T08:59:59Z"))


def test_links_chain_until_the_last_word_unlinks() -> None:
    links = [
        line("link-persons", "2025-01-01", other="child:C02"),
        line("link-persons", "2025-01-02", other="child:C02", subject="child:C03"),
    ]
    undone = line("unlink-persons", "2025-01-03", other="child:C01", subject="child:C02")

    together = records_of_persons(standing(links))
    apart = records_of_persons(standing([*links, undone]))

    assert together == [{"child:C01", "child:C02", "child:C03"}]
    assert apart == [{"child:C01"}, {"child:C02", "child:C03"}]


def test_an_accepted_transfer_changes_the_centre_on_that_day() -> None:
    story = [
        OPENED,
        line("request-transfer", "2025-02-01", to_centre="two"),
        line("accept-transfer", "2025-02-05"),
    ]

    case = episodes_of("child:C01", standing(story))[0]

    assert case.centre_on(date(2025, 2, 4)) == "one"
    assert case.centre_on(date(2025, 2, 5)) == "two"


def test_a_case_opened_again_keeps_the_programmes_held_at_its_closure() -> None:
    story = [OPENED, *CLOSED, line("reopen-case", "2025-03-05", reason="came-back",
                                   at="2025-03-05T13:00:00Z")]  # fmt: skip

    first, second = episodes_of("child:C01", standing(story))

    assert (first.end, first.reason) == (date(2025, 3, 5), "other")
    assert second.start == date(2025, 3, 5)
    assert second.programmes_on(date(2026, 1, 1)) == {"education"}


def test_a_suspension_ends_the_day_before_the_case_is_resumed() -> None:
    story = [
        OPENED,
        line("suspend-case", "2025-02-01", reason="travel", until="2025-02"),
        line("resume-case", "2025-02-10", reason="back"),
    ]

    case = episodes_of("child:C01", standing(story))[0]

    assert case.suspended_on(date(2025, 2, 9))
    assert not case.suspended_on(date(2025, 2, 10))


def test_the_birth_date_told_last_holds_whatever_the_cut() -> None:
    child = {"sex": "female", "district": "mediouna"}
    told = standing([
        line("register-child", "2025-01-01", born="2014", **child),
        line("correct-birth-date", "2025-06-01", born="2013-05-02"),
    ])  # fmt: skip

    person = persons_of(told, date(2025, 2, 1))[0]

    assert person.born() == day("2013-05-02")


def test_a_child_active_only_before_the_period_stands_where_it_last_was() -> None:
    child = {"sex": "female", "born": "2013-05-02", "district": "mediouna"}
    story = [
        line("register-child", "2025-01-09", **child),
        OPENED,
        *CLOSED,
        line("deliver-kit", "2025-09-03", kit="hygiene", school_year="2025-2026"),
    ]

    rows = answer(story, "2025-09-01", "2025-12-31", by=("centre", "season"),
                  only=["I37-issued"])  # fmt: skip

    assert rows[1]["by"] == {"centre": "one", "season": "2024-2025"}
