"""Needles: whether a value stands in some bytes, whichever way it was written."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any
from uuid import UUID

from casemgmt.domain.personal import Known
from casemgmt.domain.vocabulary import Subject
from casemgmt.recorded import RecordedEvent

from .retelling import retold, texts_in

SHORTEST = 6
"""Characters of a text below which it may stand somewhere by chance."""
SHORTEST_CODED = 8
BEGINNING = 6
"""Bytes of a form looked for first: many forms begin alike, and most begin nowhere."""


def found(texts: Iterable[str], within: bytes) -> list[str]:
    """Return those of *texts* that stand in *within*, plain or encoded."""
    begins = cache(within.__contains__)
    return [
        text
        for text in texts
        if any(begins(form[:BEGINNING]) and form in within for form in forms(text))
    ]


def forms(text: str) -> Iterator[bytes]:
    """Yield the ways in which *text* may have been written; of an id, its bytes too."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp1256"):
        with suppress(UnicodeEncodeError):
            yield from written(text.encode(encoding))
    yield json.dumps(text)[1:-1].encode()
    with suppress(ValueError):
        own = UUID(text)
        yield from (*written(own.bytes), str(own).encode(), str(own).upper().encode())


def written(plain: bytes) -> Iterator[bytes]:
    """Yield the ways in which the bytes *plain* may have been written."""
    yield plain
    yield from (plain.hex().encode(), plain.hex().upper().encode())
    for lead in range(3):  # wherever it begins in the groups of three that are coded
        whole = b64encode(b"\0" * lead + plain)[4 if lead else 0 : -4]
        if len(whole) >= SHORTEST_CODED:
            yield whole


def personal_texts(
    events: Iterable[RecordedEvent], fields: Iterable[str] = ()
) -> list[str]:
    """Return every personal text in *events*; of these *fields* alone, if any are named."""
    only, texts = set(fields), list[str]()

    def note(value: Any, field: str) -> Any:
        if isinstance(value, Known) and (not only or field in only):
            texts.extend(text for text in texts_in(value.value) if len(text) >= SHORTEST)
        return value

    for event in events:
        retold(event.event, note)
    return list(dict.fromkeys(texts))


def named(subject: Subject, shown: object) -> bool:
    """Whether *subject* stands in what is *shown*, by its id."""
    said = repr(shown).lower()
    return any(form.decode() in said for form in _id_forms(subject))


def _id_forms(subject: Subject) -> Iterator[bytes]:
    yield subject.key.lower().encode()
    with suppress(ValueError):
        yield UUID(subject.key).hex.encode()
