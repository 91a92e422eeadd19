"""``casemgmt work``: both answers for every week in which a child's work was looked at."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from attrs import asdict
from cyclopts import Parameter

from casemgmt import Store
from casemgmt.cli.answer import Common, say, say_json, say_table
from casemgmt.cli.times import known_at_of
from casemgmt.domain.protection.withdrawal import Withdrawal
from casemgmt.locale import sentence
from casemgmt.working import Cited, WeekOfWork


def work(
    store: str,
    subject: str,
    *,
    as_of: Annotated[str | None, Parameter(name="--as-of")] = None,
    known_at: Annotated[str | None, Parameter(name="--known-at")] = None,
    policy: Path | None = None,
    common: Common | None = None,
) -> None:
    """Show what each week of a child's work is, for the statistics and by the law.

    Args:
        store: The store, such as insaf.db.
        subject: The child, such as child:C01.
        as_of: The last day that counts; today if it is not given.
        known_at: Only what was known at this instant.
        policy: A file that replaces the policy, parameter by parameter.
        common: How it is asked and answered.

    """
    how = common or Common()
    asked: dict[str, Any] = {
        "as_of": as_of,
        "known_at": known_at_of(known_at),
        "policy": policy,
    }
    with Store.open(store, config=how.config) as opened:
        desk = opened.acting_as(how.person, role=how.role)
        weeks = desk.weeks(subject, **asked)
        withdrawal = desk.withdrawal(subject, **asked)
    if how.json:
        say_json({"weeks": list(map(_row, weeks)), "withdrawal": asdict(withdrawal)})
    else:
        _say(weeks, withdrawal, subject, how.lang)


def _say(
    weeks: tuple[WeekOfWork, ...], withdrawal: Withdrawal, subject: str, language: str
) -> None:
    if weeks:
        headings = ("day", "age", "hours", "chores", "statistics", "law")
        titles = [sentence(f"work.{heading}", language) for heading in headings]
        say_table(titles, [_line(week, language) for week in weeks])
    standing = sentence(f"standing.{withdrawal.standing}", language)
    say(f"{subject}: {standing}")


def _row(week: WeekOfWork) -> dict[str, Any]:
    row = asdict(week, recurse=True, filter=lambda field, _: field.name != "on")
    return {"on": str(week.on), **row}


def _line(week: WeekOfWork, language: str) -> tuple[str, ...]:
    return (
        str(week.on),
        _ages(week),
        str(week.economic_hours),
        str(week.chores_hours),
        _said(
            "reading", week.reading, _coded("work-class", week.classes, language), language
        ),
        _by_law(week, language),
    )


def _ages(week: WeekOfWork) -> str:
    if week.ages is None:
        return "?"
    return "-".join(map(str, dict.fromkeys(week.ages)))


def _by_law(week: WeekOfWork, language: str) -> str:
    """Return what the law says, and why, or what is missing to say it."""
    why = [*_grounds(week.grounds, language), *_coded("missing", week.missing, language)]
    said = _said("legality", week.legality, why, language)
    if week.protective is week.legality:
        return said
    protected = _grounds(week.protective_grounds, language)
    return "; ".join((said, _said("protective", week.protective, protected, language)))


def _grounds(cited: Iterable[Cited], language: str) -> list[str]:
    return [f"{sentence(f'ground.{c.ground}', language)} ({c.source})" for c in cited]


def _coded(group: str, codes: Iterable[str], language: str) -> list[str]:
    return [sentence(f"{group}.{code}", language) for code in codes]


def _said(group: str, code: str, why: list[str], language: str) -> str:
    said = sentence(f"{group}.{code}", language)
    return f"{said}: {', '.join(why)}" if why else said
