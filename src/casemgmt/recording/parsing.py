"""What one line of a journal says, as JSON reads it; or what is wrong with it."""

from __future__ import annotations

from typing import Any

import orjson

from .blocks import LONGEST

SHALLOW = 64
"""Opening brackets: so few cannot be nested too deep."""
PRUNED = 66
"""How deep what is too deep is kept: deep enough to be found so."""
TOO_LONG, TOO_DEEP, NOT_UTF_8, NOT_JSON = (
    "line-too-long",
    "too-deep",
    "not-utf-8",
    "not-json",
)
WRONG = (TOO_LONG, TOO_DEEP, NOT_UTF_8, NOT_JSON)


class WrongLineError(Exception):
    """A line cannot be read; its argument is one of ``WRONG``."""


def parsed(raw: bytes) -> Any:
    """Return what *raw* says, as JSON reads it.

    Raises:
        WrongLineError: it is no UTF-8, no JSON, too deep or too long.

    """
    if len(raw) > LONGEST:
        raise WrongLineError(TOO_LONG)
    return understood(raw)


def understood(raw: bytes) -> Any:
    """Return what *raw* says, however long it is.

    Raises:
        WrongLineError: it is no UTF-8, no JSON, or too deep to be read at all.

    """
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise WrongLineError(_what_is_wrong(raw, str(error))) from None


def is_shallow(raw: bytes) -> bool:
    """Whether so little is opened in *raw* that it cannot be too deep."""
    return raw.count(b"{") + raw.count(b"[") <= SHALLOW


def without_the_deepest(said: Any) -> Any:
    """Return *said*; where it is nested too deep, cut off where that can be seen."""
    return _pruned(said, PRUNED)


def _pruned(said: Any, levels: int) -> Any:
    if type(said) is dict:
        return {k: _pruned(v, levels - 1) for k, v in said.items()} if levels else {}
    if type(said) is list:
        return [_pruned(v, levels - 1) for v in said] if levels else []
    return said


def _what_is_wrong(raw: bytes, said: str) -> str:
    if "depth" in said.lower():  # orjson stops at a depth of its own
        return TOO_DEEP
    try:
        raw.decode()
    except UnicodeDecodeError:
        return NOT_UTF_8
    return NOT_JSON
