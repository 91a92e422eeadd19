"""What is said on a line and what comes back; or why nothing did."""

from __future__ import annotations

from attrs import field, frozen


class LineError(Exception):
    """Nothing was heard; the message says why, in words."""


class UnansweredError(LineError):
    """It was sent, or part of it, and no answer came."""


class NobodyThereError(LineError):
    """Nobody listens to what was asked: no server leads what it is about."""


class UnreachableError(LineError):
    """No server can be reached."""


class ClosedError(LineError):
    """It was closed."""


class DroppedError(UnreachableError):
    """A server hung up before all was greeted.

    Attributes:
        is_asked_for_a_certificate: Whether it wanted to see one of ours.

    """

    def __init__(self, said: str, is_asked_for_a_certificate: bool) -> None:  # noqa: FBT001 - as the server says it
        super().__init__(said)
        self.is_asked_for_a_certificate = is_asked_for_a_certificate


class NotLetInError(LineError):
    """The servers do not let us in."""


class NotTrustedError(LineError):
    """A server is not one that the address trusts."""


class NotAllowedError(LineError):
    """Who came in may not do this."""


@frozen
class Reply:
    """What came back.

    Attributes:
        headers: Its headers; ``Status`` among them where the server only says how it is.
        body: Its bytes.

    """

    headers: dict[str, str]
    body: bytes = field(repr=False)

    @property
    def status(self) -> str:
        """What the server only says of how it is, empty where it sent something."""
        return self.headers.get("Status", "")


@frozen
class Message:
    """What is published, and on what condition."""

    subject: str
    body: bytes = field(default=b"", repr=False)
    headers: dict[str, str] = field(factory=dict, repr=False)
