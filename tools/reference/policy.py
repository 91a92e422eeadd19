"""The policy: every parameter with its value, unit, source, and who reads it."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import casemgmt
from casemgmt.config import default_policy
from casemgmt.domain.areas import AREAS
from casemgmt.domain.policy import Threshold
from casemgmt.indicators import CORE, FURTHER
from casemgmt.vocabularies import default

from . import fields
from .commands import place_of
from .markdown import LANGUAGES, anchor, code, languages, link, page, table

DEFAULTS = "casemgmt.indicators.core.parameters"


def policy_page() -> str:
    """Return the page of the packaged policy."""
    policy = default_policy()
    return page(
        "# Policy parameters",
        f"The packaged policy, {code(policy)}. A file of one's own replaces it parameter by"
        " parameter: for a store through `policy` in `casemgmt.toml`, for one question"
        " through `--policy`. Where two stretches of time are named, the value holds on"
        " their days, first and last included.",
        *(_parameter(name, told) for name, told in sorted(policy.thresholds.items())),
    )


def _parameter(name: str, told: tuple[Threshold, ...]) -> str:
    rows = [(_value(t), t.unit, _days(t), t.source) for t in told]
    parts = f"### {name}", table(("value", "unit", "holds", "source"), rows), _read_by(name)
    return "\n\n".join(parts)


def _read_by(parameter: str) -> str:
    figures = [
        one.id for one in (*CORE.values(), *FURTHER.values()) if parameter in one.parameters
    ]
    readers = [link(i, f"indicators.md#{anchor(i)}") for i in figures]
    readers = readers or [code(module) for module in _naming(parameter)]
    return f"Read by {' · '.join(readers)}." if readers else "Nothing reads it yet."


def _naming(parameter: str) -> list[str]:
    """Return the modules that name *parameter*; the table of defaults only lists it."""
    package = Path(casemgmt.__file__).parent
    modules = sorted(package.glob("**/*.py"))
    naming = [m for m in modules if f'"{parameter}"' in m.read_text(encoding="utf-8")]
    names = [".".join(m.relative_to(package.parent).with_suffix("").parts) for m in naming]
    return [name for name in names if name != DEFAULTS]


def _value(threshold: Threshold) -> str:
    if threshold.operator == "off":
        return "off"
    return code(f"{threshold.operator or ''} {_written(threshold.value)}".strip())


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ", ".join(map(_written, value)) or "none"
    return str(value)


def _days(threshold: Threshold) -> str:
    if threshold.valid_from is None and threshold.valid_to is None:
        return "always"
    return f"{threshold.valid_from or ''} to {threshold.valid_to or ''}".strip()


def codes_page() -> str:
    """Return the page of the packaged codes."""
    text = files("casemgmt.data").joinpath("vocabularies.toml").read_text(encoding="utf-8")
    lists = [name for name, held in tomllib.loads(text).items() if isinstance(held, list)]
    return page(
        "# Codes",
        "The packaged lists. A code is permanent; a label may change. An organisation adds"
        " codes of its own in a file named by `vocabularies` in `casemgmt.toml`.",
        *(_list(name) for name in lists),
    )


def _list(name: str) -> str:
    labels = default().labels
    rows = [(code(c), *languages(labels[name, c])) for at, c in labels if at == name]
    kinds = {n: kind for area in AREAS for n, kind in area.commands.items()}
    using = [n for n, kind in kinds.items() if name in fields.lists(kind)]
    by = " · ".join(link(code(n), place_of(n)) for n in using)
    used = f"Used by {by}." if using else "Labels of values that a command fixes itself."
    return f"## {name}\n\n{used}\n\n{table(('code', *LANGUAGES), rows)}"
