"""What is appended when an engine is tested; everything is invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from casemgmt.recording.port import Append, EventLog, StoredEvent
from casemgmt.recording.recorder import new_id

NAME = "kit-delivered.1"
PAGE = 7


def told(
    stream: UUID | None = None,
    version: int = 1,
    *,
    state: bytes = b"{}",
    name: str = NAME,
    command_id: UUID | None = None,
    claims: Sequence[bytes] = (),
) -> Append:
    """Return one append, of a story and by a command of its own unless they are given."""
    event = StoredEvent(stream or new_id(), version, name, state)
    return Append(event, command_id or new_id(), claims=tuple(claims))


def leading(append: Append) -> UUID:
    """Return the command of an append that has one."""
    assert append.command_id is not None
    return append.command_id


def story(stream: UUID, length: int, *, after: int = 0) -> list[Append]:
    """Return *length* appends to one story, beyond version *after*."""
    versions = range(after + 1, after + length + 1)
    return [told(stream, version, state=b'{"n":%d}' % version) for version in versions]


def everything(log: EventLog, after: int = 0, page: int = PAGE) -> Iterator[StoredEvent]:
    """Yield every event beyond position *after*, page by page."""
    while events := log.scan(after, page):
        yield from events
        after = events[-1].position
