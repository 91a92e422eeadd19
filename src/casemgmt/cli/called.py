"""What the library calls an argument, told as what was typed for it in one verb."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from casemgmt.errors import InvalidError


@contextmanager
def called(field: str, here: str) -> Iterator[None]:
    """Let what is wrong in *field* be told of *here*: what was typed.

    Raises:
        InvalidError: naming *here* where it named *field*.

    """
    try:
        yield
    except InvalidError as error:
        if error.field != field:
            raise
        raise InvalidError(here, error.code, error.nearest) from None
