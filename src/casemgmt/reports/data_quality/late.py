"""How late facts are told: I19, asked again for each limit of days.

The same figure with a longer limit counts the same facts, so that what lies between two
limits is the difference of two figures, also of children whose stories are erased.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import Text
from casemgmt.reports.amounts import Number, Source
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Block, Point, Row, Section, Series, Table
from casemgmt.reports.rates import rate_table
from casemgmt.reports.reading import Question, Reading
from casemgmt.reports.words import filled

from .words import WORDS

ASKED = (Question(("I19",)),)
PARAMETER = "recording.prompt_days"
LIMITS = (7, 30, 90)
"""Days, beyond those the policy calls prompt."""


def section(desk: CaseDesk, reading: Reading) -> Section:
    """Return the section on what is told late."""
    rates = [(WORDS("late.I19"), "I19")]
    blocks: list[Block] = [rate_table(reading, WORDS("late.rate"), rates)]
    spread = tuple(_spread(desk, reading))
    if spread:
        blocks += [_chart(spread), _table(reading, spread)]
    return Section("late", WORDS("late.title"), tuple(blocks), lead=WORDS("late.lead"))


def _spread(desk: CaseDesk, reading: Reading) -> Iterator[tuple[Text, Number]]:
    """Yield how many facts were told within each stretch of days."""
    whole = reading.figures.get(("I19", ()))
    if whole is None or not whole.denominator:
        return
    prompt = int(reading.policy.value(PARAMETER, reading.period.until, 3))
    limits = [prompt, *(days for days in LIMITS if days > prompt)]
    counts = [_within(desk, reading, days) for days in limits]
    stretches = zip(pairwise([-1, *limits]), pairwise([0, *counts]), strict=True)
    for (before, last), (fewer, more) in stretches:
        yield _label(before + 1, last), _number(more - fewer, last)
    beyond = filled(WORDS("late.beyond"), first=Text(plain=str(limits[-1] + 1)))
    yield beyond, _number(int(whole.denominator) - counts[-1], None)


def _within(desk: CaseDesk, reading: Reading, days: int) -> int:
    period, policy = reading.period, _with_limit(reading.policy, days)
    (figure,) = desk.figures(
        period.first,
        period.last,
        as_of=period.as_of,
        known_at=period.known_at,
        only=["I19"],
        policy=policy,
    )
    return int(figure.numerator or 0)


def _with_limit(policy: Policy, days: int) -> Policy:
    others = [rule for rule in policy.rules() if rule["parameter"] != PARAMETER]
    limit = {"parameter": PARAMETER, "value": days}
    return Policy.of(policy.name, policy.version, [*others, limit])


def _label(first: int, last: int) -> Text:
    said = {"first": Text(plain=str(first)), "last": Text(plain=str(last))}
    return filled(WORDS("late.between" if first else "late.up-to"), **said)


def _number(amount: int, last: int | None) -> Number:
    stretch = "beyond" if last is None else str(last)
    return Number(amount, Source("told-within", by=(("days", stretch),), kind="record"))


def _chart(spread: Sequence[tuple[Text, Number]]) -> Series:
    points = tuple(Point(label, number) for label, number in spread)
    return Series(WORDS("late.chart"), "bar", points)


def _table(reading: Reading, spread: Sequence[tuple[Text, Number]]) -> Table:
    rows = [Row(label, (number,)) for label, number in spread]
    whole = Row(WORDS("late.all"), (reading.count("I19", "denominator"),), total=True)
    return Table(
        WORDS("late.table"),
        WORDS("late.delay"),
        (WORDS("late.facts"),),
        (*rows, whole),
        (WORDS("late.vague"),),
    )
