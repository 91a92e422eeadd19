"""What a question may ask, and an organisation's own indicator."""

from __future__ import annotations

import pytest
from attrs import evolve
from tests.facts.journal_source import lines_of
from tests.indicators.asking import asked, facts_of

from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import LANGUAGES, Text
from casemgmt.errors import ConfigurationError, InvalidError
from casemgmt.facts import Facts
from casemgmt.indicators import CORE, Indicator, explain, figures

PERIOD = ("2025-09-01", "2025-12-31")
BAGS_BY_OCTOBER = Indicator(
    id="INSAF-01",
    version=1,
    level="output",
    unit="kit",
    source="INSAF, plan 2025",
    parameters=("insaf.bags_by",),
    title=Text(fr="Cartables remis avant octobre", en="Bags handed over by October"),
    units="""
        select e.person, e.school_year as unit,
               list(e.command) || list(d.command) as commands,
               case when min(d.day) <= $bags_by then 'yes' else 'no' end as answer
        from kits_entitled e left join kits_delivered d using (person, kit, school_year)
        group by all""",
)
BY_OCTOBER = '[[rule]]\nparameter = "insaf.bags_by"\nvalue = 2025-10-04\nsource = "plan"\n'


@pytest.fixture(scope="module")
def twelve() -> Facts:
    return facts_of(lines_of("journal.jsonl"))


def refused(**how: object) -> tuple[str, str]:
    with pytest.raises(InvalidError) as refusal, Facts() as facts:
        figures(facts, asked(*PERIOD, **how))
    return refusal.value.field, refusal.value.code


def test_refuses_what_is_not_there() -> None:
    assert refused(only=["I99"]) == ("only", "unknown-indicator")
    assert refused(by=["shoe-size"]) == ("by", "unknown-dimension")


def test_refuses_what_is_asked_twice() -> None:
    assert refused(only=["I01", "I01"]) == ("only", "given-twice")
    assert refused(by=["sex", "sex"]) == ("by", "given-twice")


def test_a_figure_without_a_dimension_gives_its_total_only(twelve: Facts) -> None:
    rows = figures(twelve, asked(*PERIOD, only=["I03", "I51"], by=["programme"]))

    assert [(row.indicator, dict(row.by)) for row in rows] == [("I03", {}), ("I51", {})]


def test_figures_come_in_the_order_asked(twelve: Facts) -> None:
    rows = figures(twelve, asked(*PERIOD, only=["I20", "I01"]))

    assert [row.indicator for row in rows] == ["I20", "I01"]


def test_every_core_figure_has_its_words() -> None:
    for indicator in CORE.values():
        for text in (indicator.title, indicator.meaning):
            assert isinstance(text, Text)
            assert all(getattr(text, language) for language in LANGUAGES)


def test_an_own_indicator_is_a_figure_like_any_other(twelve: Facts) -> None:
    own = [BAGS_BY_OCTOBER]

    rows = figures(twelve, asked_own(by=["sex"]), own)

    whole, *cells = rows
    assert whole.denominator == 8
    assert sum(cell.denominator for cell in cells) == 8
    assert whole.numerator == 8
    explanation = explain(twelve, whole, own)
    assert len(explanation.numerator) == whole.numerator
    assert all(len(unit.commands) >= 2 for unit in explanation.numerator)


def asked_own(by: list[str]) -> object:
    return asked(*PERIOD, only=["INSAF-01"], by=by, policy=BY_OCTOBER)


def test_an_own_indicator_may_write_its_parameter_in_full(twelve: Facts) -> None:
    full = evolve(
        BAGS_BY_OCTOBER, units=BAGS_BY_OCTOBER.units.replace("$bags_by", "$insaf.bags_by")
    )

    assert figures(twelve, asked_own([]), [full]) == figures(
        twelve, asked_own([]), [BAGS_BY_OCTOBER]
    )


def test_a_policy_of_another_kind_is_refused_in_one_line(twelve: Facts) -> None:
    for parameter, value in (
        ("age_bands", '"roman"'),
        ("plan.days", '"soon"'),
        ("absence.min_days", '"many"'),
    ):
        rule = f'[[rule]]\nparameter = "{parameter}"\nvalue = {value}\nsource = "x"\n'
        question = asked(*PERIOD, by=["age-band"])
        alone = evolve(question, policy=Policy.read(rule))  # not over the packaged one
        with pytest.raises(ConfigurationError, match=r"roman|plan\.days|many"):
            figures(twelve, alone)


@pytest.mark.parametrize("day", ["2025-13-01", "20250901", "soon"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(InvalidError):
        asked(day, "2025-12-31")


def test_a_month_is_taken_to_its_last_day() -> None:
    question = asked("2025-09", "2025-12")

    assert (str(question.first), str(question.as_of)) == ("2025-09-01", "2025-12-31")
