"""Whether a log has its keys: they lie in the vault, and in no copy of the log."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from casemgmt.locale import sentence


@frozen
class Keys:
    """How many subjects of a log have a key.

    Attributes:
        vault: Where the vault is, or is to be; empty where no configuration names one.
        subjects: How many subjects the log tells of.
        lacking: How many of them have no key; None when no vault is there to be asked.

    """

    vault: str
    subjects: int
    lacking: int | None

    def document(self) -> dict[str, Any]:
        """Return it as a program reads it."""
        there = self.lacking is not None
        said = {"address": self.vault, "there": there, "in_the_copy": False}
        return said | {"subjects": self.subjects, "without_a_key": self.lacking}

    def sentence(self, language: str) -> str:
        """Return it in words."""
        words = {"vault": self.vault, "subjects": str(self.subjects)}
        if not self.vault:
            return sentence("care.vault-not-named", language, subjects=words["subjects"])
        if self.lacking is None:
            return sentence("care.vault-not-there", language, **words)
        if self.lacking:
            count = str(self.lacking)
            return sentence("care.some-forgotten", language, lacking=count, **words)
        return sentence("care.all-keys", language, **words)
