"""How much of a proof by chance is done when: a part every time, the rest now and then."""

from collections.abc import Iterable
from typing import Any

import pytest


def many(cases: Iterable[Any], *, gate: int, every_day: int = 0) -> list[Any]:
    """The cases of one proof, to parametrize a test with; always the same ones.

    Args:
        cases: All of them: ``make test-long`` does those that nobody else does.
        gate: So many of the first are asked of every change, by ``make test-slow``.
        every_day: So many of the very first belong to ``make test``.

    """
    marks = [()] * every_day + [pytest.mark.slow] * (gate - every_day)
    given = [case if isinstance(case, tuple) else (case,) for case in cases]
    marks += [pytest.mark.long] * (len(given) - len(marks))
    return [pytest.param(*one, marks=m) for one, m in zip(given, marks, strict=True)]
