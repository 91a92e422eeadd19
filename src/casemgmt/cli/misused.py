"""A call that cannot be used, said in the language of whoever made it.

Never in the parser's own words: it repeats what was given, and that may be a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args, get_origin

from cyclopts import (
    ArgumentOrderError,
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from casemgmt.locale import sentence
from casemgmt.recording.values import nearest

if TYPE_CHECKING:
    from cyclopts.argument import Argument

PLAIN = {
    MissingArgumentError: "missing",
    RepeatArgumentError: "twice",
    UnknownCommandError: "verb",
    UnusedCliTokensError: "too-many",
}
"""What needs no more than its sentence in the catalogue."""


def in_words(error: CycloptsError, language: str) -> str:
    """Return in *language* what is wrong with the call."""
    match error:
        case UnknownOptionError():
            return _no_such_option(error, language)
        case CoercionError():
            return _no_such_value(error, language)
        case ArgumentOrderError(argument=one) if one is not None:
            return sentence("misused.order", language, name=one.name)
        case _:
            said = next(
                (key for kind, key in PLAIN.items() if isinstance(error, kind)), "call"
            )
            verb = " ".join(error.command_chain or ())
            name = _given(error) or _typed(error) or _name(error.argument)
            return sentence(f"misused.{said}", language, name=name, verb=verb)


def _given(error: CycloptsError) -> str | None:
    """Return the option that was given, where it is one that is wrong."""
    return getattr(getattr(error, "token", None), "keyword", None)


def _typed(error: CycloptsError) -> str | None:
    """Return the option as it was typed, where it has no name of its own."""
    argument = error.argument
    if argument is None or not argument.parameter.name or "[" not in argument.name:
        return None
    typed: str | None = getattr(error, "keyword", None)
    return typed


def _no_such_option(error: UnknownOptionError, language: str) -> str:
    given = (error.token.keyword or error.token.value or "").partition("=")[0]
    known = [n for a in error.argument_collection if a.parse for n in a.names]
    said = sentence("misused.option", language, name=given)
    near = nearest(given, known)
    return (
        said if near is None else said + sentence("nearest.meant", language, nearest=near)
    )


def _no_such_value(error: CoercionError, language: str) -> str:
    name, kind = _name(error.argument), error.target_type
    if get_origin(kind) is Literal:
        choices = ", ".join(map(str, get_args(kind)))
        return sentence("misused.one-of", language, name=name, choices=choices)
    key = "misused.number" if kind in (int, float) else "misused.value"
    return sentence(key, language, name=name)


def _name(argument: Argument | None) -> str:
    """Return what a person calls *argument*: ``--on``, or ``SUBJECT`` by its place."""
    if argument is None:
        return "?"
    name = argument.name
    return name if argument.index is None else name.lstrip("-").upper()
