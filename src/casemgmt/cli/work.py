"""``casemgmt work``: both answers for every week in which a child's work was looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

from attrs import asdict
from cyclopts import Parameter

from casemgmt import Store
from casemgmt.cli.answer import Common, desk_of, say, say_json
from casemgmt.cli.times import known_at_of
from casemgmt.desk.working import Cited, WeekOfWork
from casemgmt.domain.protection.withdrawal import Withdrawal
from casemgmt.locale import sentence


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
        desk = desk_of(opened, how)
        weeks = desk.weeks(subject, **asked)
        withdrawal = desk.withdrawal(subject, **asked)
    if how.json:
        say_json({"weeks": list(map(_row, weeks)), "withdrawal": asdict(withdrawal)})
    else:
        _say(weeks, withdrawal, subject, how.lang)


def _say(
    weeks: tuple[WeekOfWork, ...], withdrawal: Withdrawal, subject: str, language: str
) -> None:
    for week in weeks:
        say(*_lines(week, language))
    standing = sentence(f"standing.{withdrawal.standing}", language)
    say(f"{subject}: {standing}")


def _row(week: WeekOfWork) -> dict[str, Any]:
    return asdict(week) | {"on": str(week.on)}


def _lines(week: WeekOfWork, language: str) -> Iterator[str]:
    """Yield what was seen and both answers; what protects the child where it differs."""

    def line(key: str, **words: Any) -> str:
        return sentence(f"work.{key}", language, **words)

    seen = {"hours": week.economic_hours, "chores": week.chores_hours}
    yield line("week", day=week.on, age=_ages(week), **seen)
    classes = _coded("work-class", week.classes, language)
    yield line("statistics", said=_said("reading", week.reading, classes, language))
    why = [*_cited(week.grounds, language), *_coded("missing", week.missing, language)]
    yield line("law", said=_said("legality", week.legality, why, language))
    if week.protective is not week.legality:
        why = _cited(week.protective_grounds, language)
        yield line("protective", said=_said("legality", week.protective, why, language))


def _ages(week: WeekOfWork) -> str:
    return "?" if week.ages is None else "-".join(map(str, dict.fromkeys(week.ages)))


def _cited(grounds: Iterable[Cited], language: str) -> list[str]:
    return [f"{sentence(f'ground.{c.ground}', language)} ({c.source})" for c in grounds]


def _coded(group: str, codes: Iterable[str], language: str) -> list[str]:
    return [sentence(f"{group}.{code}", language) for code in codes]


def _said(group: str, answer: str, why: list[str], language: str) -> str:
    said = sentence(f"{group}.{answer}", language)
    return f"{said}: {', '.join(why)}" if why else said
