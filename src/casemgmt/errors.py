"""Every error casemgmt raises, grouped by what the caller can do about it.

*Refused*: do not retry; tell the person, or change what is told.
*Retryable*: somebody was faster, or the answer was lost; try again, or ask about it.
*Repair needed*: the installation, the files or the stored events do not match.

No message holds a personal value: fields are named, their contents never.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from casemgmt.locale import sentence
from casemgmt.locale.reasons import reason
from casemgmt.locale.saying import SaidError, Saying

__all__ = [
    "BusyError",
    "CaseManagementError",
    "ConfigurationError",
    "ConflictError",
    "DamagedStoreError",
    "InvalidError",
    "JournalFileError",
    "MissingExtraError",
    "NewerStoreError",
    "NoStoreError",
    "NotPermittedError",
    "OutcomeUnknownError",
    "ProofError",
    "ReadingEndedError",
    "RefusedError",
    "RepairNeededError",
    "RetryableError",
    "RuleBrokenError",
    "SaidError",
    "Saying",
    "TableFileError",
    "UnknownEventError",
    "reason",
]


class CaseManagementError(SaidError):
    """Root of every error raised by casemgmt."""


class RefusedError(CaseManagementError):
    """Do not retry: nothing was recorded, and the command's id stays free."""


class RetryableError(CaseManagementError):
    """Try again: somebody else recorded first, or a store was busy."""


class RepairNeededError(CaseManagementError):
    """Stop: the installation, the files and the stored events do not match."""


class RuleBrokenError(RefusedError):
    """The request was understood, and a rule forbids it; nothing was recorded.

    Attributes:
        rule: The rule, whose value is its code and which has a sentence.

    """

    def __init__(self, rule: StrEnum) -> None:
        super().__init__(f"{rule.value}: {getattr(rule, 'sentence', rule.value)}")
        self.rule = rule

    def sentence(self, language: str = "en") -> str:
        """Return the rule as the field says it, in ``ar``, ``fr`` or ``en``.

        A rule of an organisation's own is said in the languages it was declared in.
        """
        said = getattr(self.rule, "said", None)
        own = said(language) if said else getattr(self.rule, "sentence", self.rule.value)
        return sentence(f"rule.{self.rule.value}", language, default=own)


class InvalidError(RefusedError):
    """What was told cannot be taken as it stands; nothing was recorded.

    Attributes:
        field: Its path, such as ``data.goals[0].due``; empty for the whole line.
        code: What is wrong, such as ``unknown-code``; the catalogue says it.
        nearest: The known code, field or command that was probably meant, None if none
            is near. Never a value that was sent.

    """

    def __init__(self, field: str, code: str, nearest: str | None = None) -> None:
        super().__init__(f"{field}: {code}" if field else code)
        self.field = field
        self.code = code
        self.nearest = nearest

    def sentence(self, language: str = "en") -> str:
        """Return what is wrong, in ``ar``, ``fr`` or ``en``; what was meant, perhaps."""
        said = sentence(f"invalid.{self.code}", language, default=self.code)
        if self.nearest is None:
            return said
        return f"{said}{sentence('nearest.meant', language, nearest=self.nearest)}"


class NotPermittedError(RefusedError):
    """The access matrix does not let this role do this; nothing was shown or recorded.

    Attributes:
        role: In which role it was asked.
        verb: What was asked for, such as ``history`` or ``export``.
        form: Of an export: the format.

    """

    def __init__(self, role: str, verb: str, form: str | None = None) -> None:
        self.role, self.verb, self.form = role, verb, form
        super().__init__(self.sentence())

    def sentence(self, language: str = "en") -> str:
        """Return what is not permitted, in ``ar``, ``fr`` or ``en``."""
        what = self.verb if self.form is None else f"{self.verb} ({self.form})"
        return sentence("access.not-permitted", language, role=self.role, verb=what)


class JournalFileError(RefusedError):
    """The file itself cannot be read; the message says which and why."""


class TableFileError(JournalFileError):
    """A table cannot be read: nothing of it was told.

    Attributes:
        file: Which.
        code: What is wrong, such as ``nested-archive``; the catalogue says it.
        words: Where, such as the sheet and the row; never what stands in a cell.

    """

    def __init__(self, file: str, code: str, words: Mapping[str, str]) -> None:
        self.file, self.code, self.words = file, code, words
        super().__init__(self.sentence())

    def sentence(self, language: str = "en") -> str:
        """Return what is wrong, in ``ar``, ``fr`` or ``en``."""
        said = sentence(f"table.{self.code}", language, default=self.code, **self.words)
        places = [
            sentence(f"table.at-{name}", language, **{name: self.words[name]})
            for name in ("sheet", "row", "column")
            if name in self.words
        ]
        return ": ".join((self.file, *places, said))


class ConflictError(RetryableError):
    """Three times somebody else recorded on this subject first; nothing was recorded."""


class BusyError(RetryableError):
    """The store, its vault or its facts are held by others, or the disk is full."""


class OutcomeUnknownError(RetryableError):
    """The reply was lost: ``store.outcome(command_id)`` says what became of the command."""

    def __init__(self, command_id: UUID) -> None:
        super().__init__(command_id)
        self.command_id = command_id
        self.said = Saying("store.outcome-unknown", {"command_id": str(command_id)})


class ReadingEndedError(RetryableError):
    """A process that read a part of a journal was ended; the journal may be read again."""


class NoStoreError(RepairNeededError):
    """There is no store at this address, or the file is something else."""


class DamagedStoreError(RepairNeededError):
    """The store's file is not as it was written; a backup is to be restored."""


class NewerStoreError(RepairNeededError):
    """The store was written by a newer casemgmt than this one."""


class ProofError(RepairNeededError):
    """A checkpoint, a report or a backup is not what it was when it was made."""


class ConfigurationError(RepairNeededError):
    """A configuration, policy or vocabulary file cannot be used; the message says where."""


class UnknownEventError(RepairNeededError):
    """A stored event that no installed area declares, or whose bytes cannot be read."""


class MissingExtraError(RepairNeededError):
    """A part of casemgmt that is installed apart is not there; the message names it."""
