"""Which field is wrong, from whatever a converter said, and how people read its path."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs
from cattrs import ForbiddenExtraKeysError

from .kinds import written
from .values import AtError, ShapeError, near_to

_FIELD = re.compile(r"\[\d+\]|[a-z][a-z0-9_-]{0,59}")


def where(error: BaseException) -> AtError:
    """Return the path and the code of what is wrong, from any error of a converter."""
    if isinstance(error, BaseExceptionGroup):
        first = error.exceptions[0]
        wrong = where(first)
        names = [getattr(n, "name", None) for n in getattr(first, "__notes__", ())]
        own = tuple(written(str(n)) for n in names if n is not None)[:1]
        return AtError((*own, *wrong.path), wrong.code, wrong.near)
    if isinstance(error, AtError):
        return error
    if isinstance(error, ShapeError):
        return AtError((), error.code, error.near)
    if isinstance(error, ForbiddenExtraKeysError):
        return _extra(error)
    return AtError((), "missing-field" if isinstance(error, KeyError) else "wrong-type")


def _extra(error: ForbiddenExtraKeysError) -> AtError:
    strange = min(error.extra_fields, key=str)
    known = [written(a.name) for a in attrs.fields(error.cl)]
    return AtError((str(strange),), "unknown-field", near_to(strange, known))


def path_in_words(path: Iterable[str]) -> str:
    """Return the way to a field as people write it: ``data.goals[0].due``."""
    return ".".join(map(as_field, path)).replace(".[", "[")


def as_field(word: str) -> str:
    """Return *word* if it is written as fields are; a name where a field should be is not.

    What an unknown field is called is said, so that it can be put right. Whoever mixed up
    the columns of a table has people's names there.
    """
    return word if _FIELD.fullmatch(word) else "?"
