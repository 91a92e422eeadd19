"""Documents: papers and pictures kept with a story; what is in them is not in the log."""

from __future__ import annotations

from typing import assert_never

from attrs import field, frozen
from attrs.converters import optional

from .area import Area, Command
from .dates import Day
from .personal import Personal, personal_text
from .told import Told
from .vocabulary import Reference, Text


@frozen(kw_only=True)
class DocumentAttached:
    """A document was put with the story; its content lies apart, sealed.

    Attributes:
        kind: What it is, such as ``birth-act``, ``school-certificate`` or ``photo``.
        content: A hash of what is in it, keyed with the subject's own key: who knows the
            document cannot find by it whose story it is with.
        digest: The SHA-256 of the sealed file, by which a changed one is noticed.
        format: What its first bytes look like, such as ``pdf``; nobody relies on it.

    """

    kind: Reference
    content: Reference
    digest: Reference
    format: Reference
    title: Personal[Text] | None = field(default=None, converter=optional(personal_text))


@frozen
class Document:
    """A document that was attached: the day, what it is, and by what it is known."""

    on: Day
    kind: str
    content: str


@frozen
class Documents:
    """The documents of a story, in order; the same one may have been attached twice."""

    attached: tuple[Document, ...] = ()

    def of_kind(self, kind: str) -> tuple[Document, ...]:
        """Return the documents of *kind*, such as ``birth-act``."""
        return tuple(one for one in self.attached if one.kind == kind)


def evolve(state: Documents, event: DocumentAttached, told: Told) -> Documents:
    """Return the documents after *event*."""
    match event:
        case DocumentAttached(kind=kind, content=content):
            return Documents((*state.attached, Document(told.on, kind, content)))
        case _:
            assert_never(event)


class AttachDocument(DocumentAttached, Command):
    """Tell that a document was put with the story."""


AREA = Area(
    name="documents",
    subject="any",
    initial=Documents(),
    evolve=evolve,
    events={"document-attached.1": DocumentAttached},
    commands={"attach-document": AttachDocument},
)
