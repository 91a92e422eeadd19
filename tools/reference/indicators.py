"""The indicators: what each says in three languages, what it reads; and the views."""

from __future__ import annotations

from datetime import date

from casemgmt.config import default_policy
from casemgmt.facts import Facts
from casemgmt.indicators import CORE, Indicator, Question
from casemgmt.indicators.answering import Answering
from casemgmt.indicators.core.case_work import CASE_WORK
from casemgmt.indicators.core.family_support import FAMILY_SUPPORT
from casemgmt.indicators.core.further import FURTHER_FIGURES
from casemgmt.indicators.core.protection import PROTECTION
from casemgmt.indicators.core.school_support import SCHOOL_SUPPORT
from casemgmt.indicators.core.vocational_training import VOCATIONAL_TRAINING
from casemgmt.indicators.definition import PLACES
from casemgmt.indicators.views import VIEWS
from casemgmt.opening.whole import in_memory
from casemgmt.read_models.figuring import log_source
from casemgmt.recording.recorder import utc_now

from .markdown import LANGUAGES, anchor, code, codes, languages, link, page, table

STAGES = {
    "Enrolment and case work": CASE_WORK,
    "Protection": PROTECTION,
    "School support": SCHOOL_SUPPORT,
    "Vocational training": VOCATIONAL_TRAINING,
    "Family support and partners": FAMILY_SUPPORT,
}
BY_NAME = "Asked for by name"


def indicators_page() -> str:
    """Return the page of the core indicators."""
    assert sum(map(len, STAGES.values())) == len(CORE)  # noqa: S101 - none is left out
    return page(
        "# Indicators",
        "Every figure, in plain words; [how each is counted](counting.md) says it"
        " exactly. A *rate* is a fraction of 1 and has no value where there is"
        " nothing to divide by; a *count* has no denominator; a *mean* is a sum over units;"
        " a *median* is the one in the middle, and has no numerator."
        " The parameters are read from [the policy](policy.md). Unless said otherwise a"
        f" figure can be split by {codes(PLACES)}.",
        *(_stage(title, told) for title, told in STAGES.items()),
        _stage(BY_NAME, FURTHER_FIGURES),
    )


def _stage(title: str, told: tuple[Indicator, ...]) -> str:
    return "\n\n".join([f"## {title}", *map(_indicator, told)])


def _indicator(one: Indicator) -> str:
    words = table(LANGUAGES, [languages(one.title), languages(one.meaning or one.title)])
    read = " · ".join(link(code(p), f"policy.md#{anchor(p)}") for p in one.parameters)
    told = [
        f"A {one.measure} · unit: {one.unit} · level: {one.level} · version {one.version}",
        f"Reads {read}" if read else "",
        _dimensions(one),
    ]
    lines = "\n".join(f"- {said}" for said in told if said)
    return f"### {one.id}\n\n{words}\n\n{lines}"


def _dimensions(one: Indicator) -> str:
    if one.dimensions == PLACES:
        return ""
    return f"Split by {codes(one.dimensions)}" if one.dimensions else "The whole only"


def views_page() -> str:
    """Return the page of the views an organisation's own indicators are written over."""
    return page(
        "# Views",
        "What the query of [an indicator of one's own](../how-to/declare_an_indicator.md)"
        " is written over. A view holds what is known at the moment and told by the day the"
        " question asks for. A row is one telling: `person` is the number of the person"
        " (records that are linked are one), `command` the id of what told it, `story` the"
        " order in which it counts. The query may name the days of the question as"
        " `$first`, `$last`, `$end` and `$as_of`.",
        table(("view", "columns"), _views()),
    )


def _views() -> list[tuple[str, str]]:
    parts = in_memory((), utc_now)
    day = date(2025, 9, 1)
    question = Question.of(day, day, policy=default_policy())
    with Facts() as facts:
        facts.refresh(log_source(parts))
        with Answering(facts, question) as answering:
            return [(code(name), _columns(answering, name)) for name in sorted(VIEWS)]


def _columns(answering: Answering, name: str) -> str:
    answering.make(VIEWS[name])
    told = "SELECT column_name, lower(column_type) FROM"
    rows = answering.rows(f"{told} (DESCRIBE {name})")
    return " · ".join(f"{code(column)} {kind}" for column, kind in rows)
