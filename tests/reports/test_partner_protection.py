"""The partner report gives no small cell away, in seasons of every size."""

import json

import pytest

from casemgmt.demo import tell_season
from casemgmt.reports import Hidden, Number, Source, Sum, Table, values_of
from casemgmt.reports.partner import partner
from casemgmt.reports.protecting import ANY
from casemgmt.reports.relations import PARTS, cells_of, indicators_of, sums_of
from casemgmt.testing import memory_store

from . import desks
from .house import section
from .reader import determined

BELOW = 5


def printed(report):
    """What a reader knows: every count that is shown, also those behind a share."""
    shown = {}
    for value in values_of(report):
        if isinstance(value, Number) and value.source.kind == "figure":
            shown[value.source] = value.amount
    return shown


def known_counts(report, figures):
    shown = {s: n for s, n in printed(report).items() if s.part in PARTS}
    for source in printed(report):
        if source.part == "value":
            figure = figures[source.name, source.by]
            shown[Source(source.name, "numerator", source.by)] = figure.numerator
            shown[Source(source.name, "denominator", source.by)] = figure.denominator
    return shown


def hidden(report):
    return [v.source for v in values_of(report) if isinstance(v, Hidden)]


@pytest.mark.slow
@pytest.mark.parametrize("children", [12, 25, 60, 120, 325])
@pytest.mark.parametrize("seed", range(3))
def test_no_small_count_can_be_worked_out(children, seed):
    desk = desks.with_small_cells(children, seed)
    report = partner(desk, desks.SEASON)
    figures = indicators_of(desk.rows)
    shown = known_counts(report, figures)
    counts = {c.key: c for c in cells_of(figures, frozenset(shown), report.period)}
    amounts = {key: cell.count for key, cell in counts.items()}

    found = determined(list(amounts), [*_shown(shown), *_sums(sums_of(figures), amounts)])

    small = {
        key for key, cell in counts.items()
        if cell.small(BELOW) and (key in hidden(report) or not cell.printed)
        and _touches(key, shown, report)
    }  # fmt: skip
    assert not {k: n for k, n in found.items() if k in small}
    assert not {s for s in hidden(report) if s.part in PARTS} & set(found)


def _touches(key, shown, report):
    """Whether the report speaks of the figure at all."""
    spoken = {(s.name, s.by) for s in (*shown, *hidden(report))}
    return (key.name, key.by) in spoken


def _shown(shown):
    return [({source: 1}, amount) for source, amount in shown.items()]


def _sums(sums, amounts):
    for one in sums:
        match one:
            case Sum(whole=whole, parts=parts) if all(
                p in amounts for p in (whole, *parts)
            ):
                if amounts[whole] == sum(amounts[p] for p in parts):
                    yield {whole: 1} | dict.fromkeys(parts, -1), 0


@pytest.mark.parametrize("seed", range(4))
def test_no_small_count_of_people_is_shown(seed):
    report = partner(desks.with_small_cells(60, seed), desks.SEASON)

    small = [
        (source, amount)
        for source, amount in printed(report).items()
        if source.part != "value" and 0 < amount < BELOW
    ]

    assert small == []


@pytest.mark.parametrize("seed", range(4))
def test_a_share_is_hidden_with_either_of_its_counts(seed):
    report = partner(desks.with_small_cells(60, seed), desks.SEASON)
    concealed = set(hidden(report))

    for source in printed(report):
        if source.part == "value":
            for part in ("numerator", "denominator"):
                assert Source(source.name, part, source.by) not in concealed


def test_the_same_season_hides_the_same_cells():
    first, second = (partner(desks.with_small_cells(60, 3), desks.SEASON) for _ in range(2))

    assert first == second


def test_another_threshold_hides_more():
    desk = desks.with_small_cells(120, 1)
    few = len(hidden(partner(desk, desks.SEASON)))
    desk.policy = desks.packaged_policy().read(
        'name = "strict"\n[[rule]]\nparameter = "small_cells.below"\nvalue = 20\n'
        'source = "us"\n',
        base=desk.policy,
    )

    assert len(hidden(partner(desk, desks.SEASON))) > few


def test_of_very_few_children_no_line_tells_where_they_stand():
    desk = memory_store(on="2026-12-01").acting_as("demo")
    desk.record_file(map(json.dumps, tell_season(1, 1).lines), times_given=True)

    report = desk.report("partner", "2025-09-01", "2026-06-30")

    cuts = [
        block for block in section(report, "accompanied").blocks if isinstance(block, Table)
    ]
    assert len(cuts) == 4
    assert all(row.total for cut in cuts for row in cut.rows)
    assert {code for source in hidden(report) for _, code in source.by} == {ANY}
