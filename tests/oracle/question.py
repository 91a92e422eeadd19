"""The one door: what every core figure is, for a question asked of a journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from . import policy as policies
from .counting import Question
from .figures import FIGURES
from .people import persons_of
from .telling import Command, instant, standing


def answer(
    commands: Iterable[Command],
    first: str | date,
    last: str | date,
    *,
    as_of: str | date | None = None,
    known_at: str | datetime | None = None,
    by: Sequence[str] = (),
    policy: str | None = None,
    only: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """The rows of every core figure (or of those named in `only`).

    `policy` is the text of a TOML file, replacing the default parameter by parameter.
    Without `known_at` everything is known.
    """
    last_day = _date(last)
    cut = last_day if as_of is None else _date(as_of)
    told = standing(commands, None if known_at is None else instant(known_at))
    question = Question(
        first=_date(first),
        last=last_day,
        as_of=cut,
        policy=policies.policy(policy),
        told=told,
        persons=persons_of(told, cut),
    )
    rows: list[dict[str, Any]] = []
    for figure in FIGURES:
        if not only or figure.id in only:
            rows += figure.rows(question, tuple(by))
    return rows


def _date(value: str | date) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
