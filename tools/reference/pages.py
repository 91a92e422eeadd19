"""Every page that is written, by its place in ``docs/reference/``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from .command_line import command_line_page
from .commands import STAGES, areas_of, events_page, stage_page
from .features import features_page
from .indicators import indicators_page, views_page
from .library import library_page
from .markdown import code, link, page, table
from .policy import codes_page, policy_page
from .rules import messages_page, rules_page
from .telemetry import telemetry_page
from .words import words_page

WRITTEN = "<!-- Written from the code by `make reference`: change the code instead. -->"


def index_page() -> str:
    """Return the first page, which says where everything is."""
    return page(
        "# Reference",
        "Everything the code can be told and asked. These pages are written from the code"
        " and held equal to it by a test; one, how figures are counted, by hand, and held"
        " against it.",
        "## Commands, by stage",
        table(("stage", "commands"), [_stage(stage) for stage in STAGES]),
        "## Everything else",
        "\n".join(f"- {link(said, name)}" for name, said in CONTENTS.items()),
    )


def _stage(stage: str) -> tuple[str, str]:
    names = [name for area in areas_of(stage) for name in area.commands]
    return link(STAGES[stage], f"commands/{stage}.md"), " · ".join(map(code, names))


CONTENTS = {
    "vocabulary.md": "One word for each thing, in three languages",
    "values.md": "What the fields hold, and how it is written",
    "events.md": "Events, by their stored names",
    "features.md": "The book of features: rules and examples, stage by stage",
    "rules.md": "Rules: code, sentence in three languages, and what they are asked of",
    "messages.md": "What is wrong with a line: the codes and their sentences",
    "indicators.md": "Indicators: what each says, in three languages",
    "counting.md": "How figures are counted, exactly",
    "views.md": "Views: what an indicator of one's own is written over",
    "policy.md": "Policy parameters, with value, unit and source",
    "codes.md": "Codes and their labels",
    "command_line.md": "The command line: verbs, options, exit codes",
    "library.md": "The library: doors, `Store` and `Desk`, errors",
    "telemetry.md": "What can be watched: spans, measures, loggers",
}

PAGES: Mapping[str, Callable[[], str]] = {
    "README.md": index_page,
    **{f"commands/{stage}.md": partial(stage_page, stage) for stage in STAGES},
    "vocabulary.md": words_page,
    "events.md": events_page,
    "features.md": features_page,
    "rules.md": rules_page,
    "messages.md": messages_page,
    "indicators.md": indicators_page,
    "views.md": views_page,
    "policy.md": policy_page,
    "codes.md": codes_page,
    "command_line.md": command_line_page,
    "library.md": library_page,
    "telemetry.md": telemetry_page,
}


def rendered(name: str) -> str:
    """Return the page *name* as it is to be committed."""
    return f"{WRITTEN}\n\n{PAGES[name]()}"
