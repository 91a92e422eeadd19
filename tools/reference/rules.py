"""The rules, in three languages, and the codes of what is invalid."""

from __future__ import annotations

from casemgmt import RuleBrokenError
from casemgmt.domain.areas import AREAS
from casemgmt.domain.consent_in_use import HandingRule
from casemgmt.domain.contradictions.kinds import Kind
from casemgmt.domain.erasures import ErasureRule
from casemgmt.domain.expectations import Expectation
from casemgmt.domain.rules import Rule, RuleBook
from casemgmt.domain.safekeeping import Safekeeping
from casemgmt.locale import catalogue

from . import asking
from .commands import place_of
from .markdown import LANGUAGES, arabic, code, link, page, table

COMMANDS = {name: kind for area in AREAS for name, kind in area.commands.items()}


def rules_page() -> str:
    """Return the page of the rules."""
    return page(
        "# Rules",
        "Every rule of casemgmt that can refuse a request, in the order they are asked; an"
        " area of one's own brings its own. The code is what other tools see"
        " (`refusal.rule`; `error.rule` in a rejected line);"
        ' the sentence is what people read (`refusal.sentence("ar")`), and'
        " the English one is the title of a rule in `features/`, word for word.",
        *map(_rule, Rule),
        *(_of_no_story(rule, "an erasure (`casemgmt erase`)") for rule in ErasureRule),
        *(_of_no_story(rule, "what is handed to others") for rule in HandingRule),
        "## What refuses nothing",
        "What the features say besides, of how stories are told, put right, read and"
        " counted.",
        table(
            ("code", "sentence"),
            [(code(e.value), e.sentence) for e in (*Expectation, *Safekeeping)],
        ),
        "## What cannot both be true",
        "What `casemgmt contradictions` shows, the gravest first; it refuses nothing.",
        table(("code", *LANGUAGES), [_kind(kind) for kind in Kind]),
    )


def _of_no_story(rule: RuleBook, what: str) -> str:
    asked = f"Asked of {what}, which is no command of a story."
    return page(f"## {rule.value}", _sentences(rule), asked)


def _kind(kind: Kind) -> tuple[str, ...]:
    said = f"contradiction.{kind.value}"
    french, arab = catalogue("fr")[said], arabic(catalogue("ar")[said])
    return code(kind.value), arab, french, kind.sentence


def _rule(rule: Rule) -> str:
    asked = [n for n, kind in COMMANDS.items() if rule in asking.rules_of(kind)]
    named = " · ".join(link(code(n), place_of(n)) for n in asked)
    return page(f"## {rule.value}", _sentences(rule), f"Asked of {named}.")


def _sentences(rule: RuleBook) -> str:
    said = RuleBrokenError(rule).sentence
    return "\n".join(f"- {one}" for one in (said("en"), said("fr"), arabic(said("ar"))))


def messages_page() -> str:
    """Return the page of the codes of what is invalid."""
    keys = [key for key in catalogue("en") if key.startswith("invalid.")]
    rows = [
        (
            code(key.removeprefix("invalid.")),
            arabic(catalogue("ar").get(key)),
            catalogue("fr").get(key, ""),
            catalogue("en")[key],
        )
        for key in keys
    ]
    return page(
        "# What is wrong with a line",
        "The codes of `InvalidError` (`error.code`, `error.field`; in a rejected line"
        " the same). The field is named by its path, such as `data.goals[0].due`; where a"
        " known code, field or command is near, it is said too (`nearest`). What stood in"
        " the field is never said.",
        table(("code", *LANGUAGES), rows),
    )
