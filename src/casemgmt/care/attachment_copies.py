"""Copies of attachments: sealed as they are, and only what a copy has not got yet."""

from __future__ import annotations

import shutil
from pathlib import Path

from .attachments import Attachments
from .files import whole


def beside(backup: Path) -> Attachments:
    """Return the attachments that belong to a *backup*: a folder beside the file."""
    return Attachments(backup.with_name(backup.name + ".attachments"))


def copied(source: Attachments, to: Attachments) -> int:
    """Copy to *to* what *source* has and it lacks, and return how many files that has.

    A sealed file never changes, so that a name that is there is not copied again.

    Raises:
        OSError: one cannot be read or written; what was copied stays.

    """
    here, there = source.files(), to.files()
    for subject, content in sorted(here - there):
        sealed, place = source.place(subject) / content, to.made(subject) / content
        with sealed.open("rb") as file, whole(place) as copy:
            shutil.copyfileobj(file, copy)
    return len(here)


def mirrored(source: Attachments, to: Attachments) -> int:
    """Copy as ``copied`` does, and remove from *to* what went from *source*."""
    for subject, content in to.files() - source.files():
        (to.place(subject) / content).unlink()
    for subject in {*to.subjects()} - {*source.subjects()}:
        to.purge(subject)
    return copied(source, to)
