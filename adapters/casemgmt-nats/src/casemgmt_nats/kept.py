"""What a stream keeps, read: a message, and the event, command or claim that it is."""

from __future__ import annotations

from base64 import b64decode
from typing import Any
from urllib.parse import quote, unquote
from uuid import UUID

import orjson
from attrs import field, frozen

from casemgmt.errors import DamagedStoreError
from casemgmt.stores import Append, Holder, StoredEvent, StoryLink

from .said import Message, Reply
from .subjects import Subjects

NAME, MENTIONS, LINK = "Name", "Mentions", "Link"


@frozen
class Kept:
    """A message of the stream.

    Attributes:
        subject: Where it stands.
        place: Its sequence in the stream.
        headers: What is said of it.
        body: Its bytes.

    """

    subject: str
    place: int
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @classmethod
    def of_direct(cls, reply: Reply) -> Kept:
        """Return what a replica sent."""
        headers = reply.headers
        place = int(headers["Nats-Sequence"])
        return cls(headers["Nats-Subject"], place, headers, reply.body)

    @classmethod
    def of_leader(cls, message: dict[str, Any]) -> Kept:
        """Return what the leader sent."""
        headers = _headers(b64decode(message.get("hdrs", "")))
        body = b64decode(message.get("data", ""))
        return cls(message["subject"], message["seq"], headers, body)


@frozen
class Done:
    """What a command brought about: where its event is, and what it claimed."""

    stream: UUID
    version: int
    claims: tuple[bytes, ...] = ()


def event_of(subjects: Subjects, kept: Kept) -> StoredEvent:
    """Return the event that a message is.

    Raises:
        DamagedStoreError: it is none; something else wrote it.

    """
    try:
        stream = UUID(hex=subjects.part(kept.subject, 1))
        version = int(subjects.part(kept.subject, 2))
    except (ValueError, IndexError):
        raise DamagedStoreError.because(
            "casemgmt_nats:cluster.no-event", place=kept.place
        ) from None
    name = unquote(kept.headers.get(NAME, ""))
    return StoredEvent(stream, version, name, kept.body, kept.place, link_of(kept))


def link_of(kept: Kept) -> StoryLink | None:
    """Return an event's link in the chain of its story; what fits nowhere, if damaged."""
    said = kept.headers.get(LINK)
    if said is None:
        return None
    try:
        return StoryLink(bytes.fromhex(said))
    except ValueError:
        return StoryLink()


def mentions_of(kept: Kept) -> list[tuple[UUID, str]]:
    """Return of whom an event speaks, and how."""
    said = kept.headers.get(MENTIONS, "")
    pairs = (one.split(":") for one in said.split(",") if one)
    return [(UUID(hex=who), kind) for kind, who in pairs]


def done_of(kept: Kept | None) -> Done | None:
    """Return what a command brought about; None where it is known not to be recorded."""
    if kept is None or not kept.body:
        return None
    said = orjson.loads(kept.body)
    claims = tuple(bytes.fromhex(one) for one in said.get("k", ()))
    return Done(UUID(hex=said["s"]), said["v"], claims)


def holder_of(kept: Kept | None) -> Holder | None:
    """Return who holds a claim; None where it was released."""
    if kept is None or not kept.body:
        return None
    said = orjson.loads(kept.body)
    return Holder(UUID(hex=said["s"]), UUID(hex=said["c"]))


def left_of(kept: Kept | None) -> list[bytes]:
    """Return the claims that were left to a command."""
    if kept is None or not kept.body:
        return []
    return [bytes.fromhex(one) for one in orjson.loads(kept.body)]


def as_event(subjects: Subjects, append: Append, link: StoryLink) -> Message:
    """Return the message of an event."""
    event, headers = append.event, {LINK: link.hex()}
    if event.name:
        headers[NAME] = quote(event.name, safe=".-")
    if append.mentions:
        told = dict.fromkeys(append.mentions)
        headers[MENTIONS] = ",".join(f"{kind}:{who.hex}" for who, kind in told)
    return Message(subjects.event(event.stream, event.version), event.state, headers)


def as_done(append: Append) -> bytes:
    """Return how it is written down what a command brought about."""
    said: dict[str, Any] = {"s": append.event.stream.hex, "v": append.event.version}
    if append.claims:
        said["k"] = [claim.hex() for claim in append.claims]
    return orjson.dumps(said)


def as_holder(holder: Holder | None) -> bytes:
    """Return how it is written down who holds a claim."""
    if holder is None:
        return b""
    return orjson.dumps({"s": holder.stream.hex, "c": holder.command_id.hex})


def as_left(claims: list[bytes]) -> bytes:
    """Return how it is written down what was left to a command."""
    return orjson.dumps([claim.hex() for claim in claims])


def _headers(block: bytes) -> dict[str, str]:
    lines = block.decode(errors="replace").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name: value.strip() for name, _, value in pairs}
