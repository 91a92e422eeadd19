"""``casemgmt indicators`` and ``explain``: figures, and what stands behind them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from attrs import frozen
from cyclopts import Parameter

from casemgmt import Desk, Policy, Store
from casemgmt.cli.answer import (
    Common,
    desk_of,
    json_by_bits,
    say,
    say_at_the_end,
    say_json,
)
from casemgmt.cli.called import called
from casemgmt.cli.figure_places import Places
from casemgmt.cli.figure_table import FigureTable, Format
from casemgmt.cli.times import known_at_of
from casemgmt.errors import InvalidError
from casemgmt.indicators import SIDES, Figure, Side, Unit, parameters_read
from casemgmt.locale import sentence


@Parameter(name="*")
@frozen(kw_only=True)
class Asked:
    """What a figure is asked for.

    Attributes:
        from_: The first day of the period.
        to: The last day of the period.
        as_of: The last day that counts; the last of the period if it is not given.
        known_at: Only what was known at this instant.
        by: Dimensions, such as sex,district.

    """

    from_: Annotated[str, Parameter(name="--from")]
    to: Annotated[str, Parameter(name="--to")]
    as_of: Annotated[str | None, Parameter(name="--as-of")] = None
    known_at: Annotated[str | None, Parameter(name="--known-at")] = None
    by: str = ""

    def figures(
        self,
        desk: Desk,
        only: list[str],
        by: list[str],
        policy: Path | None,
        now: datetime | None = None,
    ) -> tuple[Figure, ...]:
        """Return the figures that are asked for, by a policy; as known *now* or asked."""
        return desk.figures(
            self.from_,
            self.to,
            as_of=self.as_of,
            known_at=known_at_of(self.known_at) or now,
            only=only,
            by=by,
            policy=policy,
        )


def indicators(
    store: str,
    *,
    asked: Asked,
    only: str = "",
    policy: Annotated[list[Path] | None, Parameter(negative=())] = None,
    form: Annotated[Format, Parameter(name="--format")] = "table",
    common: Common | None = None,
) -> None:
    """Figures for a period: one row for the whole, then one for each cell.

    Args:
        store: The store, such as insaf.db.
        only: Only these, such as I01,I20.
        policy: A file that replaces the policy, parameter by parameter. Given again, the
            figures stand side by side.
        form: A table to be read, or a sheet (csv) that opens in a spreadsheet.
        asked: What is asked for.
        common: How it is asked and answered.

    """
    how, by = common or Common(), _listed(asked.by)
    with Store.open(store, config=how.config) as opened:
        desk = opened.acting_as(how.person, role=how.role)
        first, *others = policy or (None,)
        found = [asked.figures(desk, _listed(only), by, first)]
        now = found[0][0].known_at
        found += [asked.figures(desk, _listed(only), by, one, now) for one in others]
        _refuse_alike(some[0].policy for some in found)
        if policy:
            given = (some[0].question.policy for some in found)
            _say_what_is_not_read(desk, given, how.lang)
        places = Places(desk.vocabulary, how.lang)
        _say_what_was_passed_over(desk, how.lang)
    if how.json:
        say_json([_row(figure) for of_one in found for figure in of_one])
    else:
        FigureTable(found, by, places).show(form)


def explain(
    store: str,
    indicator: str,
    *,
    asked: Asked,
    cell: str = "",
    policy: Path | None = None,
    common: Common | None = None,
) -> None:
    """Who and what stands behind a figure.

    Args:
        store: The store, such as insaf.db.
        indicator: Its id, such as I20.
        cell: One cell of the table, such as sex=female,district=mediouna; in codes, or as
            the table calls them.
        policy: A file that replaces the policy, parameter by parameter.
        asked: What is asked for.
        common: How it is asked and answered.

    """
    how = common or Common()
    wanted = _cell(cell)
    with Store.open(store, config=how.config) as opened:
        desk = desk_of(opened, how)
        by = list(wanted) or _listed(asked.by)
        with called("only", "INDICATOR"), called("by", "--cell" if wanted else "--by"):
            figures = asked.figures(desk, [indicator], by, policy)
        places = Places(desk.vocabulary, how.lang)
        figure = next((f for f in figures if places.is_called(f.by, wanted)), None)
        if figure is None:
            raise InvalidError("--cell", "no-such-cell")
        _say_what_was_passed_over(desk, how.lang)
        behind = desk.explain_each(figure)
        if how.json:
            _stream(indicator, behind)
        else:
            _say_behind(behind, how.lang)


def _refuse_alike(policies: Iterable[str]) -> None:
    """Refuse policies of one name and version: nobody could tell their figures apart."""
    named = list(policies)
    if len(set(named)) < len(named):
        raise InvalidError("--policy", "one-name")


def _say_what_is_not_read(desk: Desk, policies: Iterable[Policy], language: str) -> None:
    """Say which parameters change nothing: a name mistyped would look like an answer."""
    read = parameters_read() | desk.policy.thresholds.keys()
    for policy in policies:
        if unread := sorted(policy.thresholds.keys() - read):
            names = ", ".join(unread)
            say_at_the_end(
                sentence("figure.no-parameter", language, policy=policy, names=names)
            )


def _say_what_was_passed_over(desk: Desk, language: str) -> None:
    """Say at the end, beside the answer, what of the log no figure rests on."""
    passed = desk.passed_over()
    if passed.events:
        events, stories = passed.events, passed.stories
        line = sentence("figure.unread", language, events=events, stories=stories)
        say_at_the_end(line)
    if passed.parked:
        say_at_the_end(sentence("figure.parked", language, stories=passed.parked))


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _cell(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in _listed(text)]
    if any(not equals for _, equals, _ in pairs):
        raise InvalidError("--cell", "not-a-cell")
    return {key.strip(): value.strip() for key, _, value in pairs}


def _row(figure: Figure) -> dict[str, Any]:
    first, last = figure.period
    return {
        "indicator": figure.indicator,
        "version": figure.version,
        "unit": figure.unit,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
        "unknown": figure.unknown,
        "excluded": figure.excluded,
        "by": dict(figure.by),
        "period": [first, last],
        "as_of": figure.as_of,
        "known_at": figure.known_at,
        "policy": figure.policy,
    }


def _stream(indicator: str, behind: Iterable[tuple[Side, Unit | None]]) -> None:
    """Write one document bit by bit: however many are named, few are held."""
    told = iter(behind)
    following = next(told, None)
    withheld = 0
    with json_by_bits() as write:
        write.field("indicator", indicator)
        for side in SIDES:
            write.begin(side)
            while following is not None and following[0] == side:
                unit = following[1]
                if unit is None:
                    withheld += 1
                else:
                    write.item(_unit(unit))
                following = next(told, None)
            write.end()
        if withheld:
            write.field("withheld", withheld)


def _unit(unit: Unit) -> dict[str, Any]:
    said: dict[str, Any] = {"subject": str(unit.subject)}
    if unit.unit:
        said["unit"] = unit.unit
    return said | {
        "events": list(unit.events),
        "commands": list(unit.commands),
    }


def _say_behind(behind: Iterable[tuple[Side, Unit | None]], language: str) -> None:
    """Say who was counted, under each the commands it rests on, and at last how many.

    Each is said as it is found: however many they are, few are held.
    """
    told = iter(behind)
    following = next(told, None)
    withheld = 0
    for side, heading in _headings(language).items():
        number = 0
        while following is not None and following[0] == side:
            unit = following[1]
            withheld += unit is None
            if unit is not None:
                if not number:
                    say(heading)
                number += 1
                _say_unit(unit)
            following = next(told, None)
        say(f"{heading}: {number}")
    if withheld:
        say(sentence("access.withheld", language, count=withheld))


def _headings(language: str) -> dict[Side, str]:
    return {
        "numerator": sentence("figure.numerator", language),
        "denominator": sentence("figure.denominator", language),
        "unknown": sentence("figure.unknown", language),
        "excluded": sentence("figure.excluded", language),
    }


def _say_unit(unit: Unit) -> None:
    say(f"  {unit.subject}  {unit.unit}".rstrip())
    say(*(f"    {command}" for command in unit.commands))
