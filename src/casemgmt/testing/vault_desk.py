"""What the promises of a vault are asked of: one opened, who is in it, what it stores."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from uuid import UUID, uuid5

import pytest

from casemgmt.domain.vocabulary import Subject
from casemgmt.privacy.vault_port import Vault

from .needles import written

C01, C02 = Subject("child", "invented-one"), Subject("child", "invented-two")
CROWD = tuple(Subject("child", f"invented-{n}") for n in range(60))
DAY = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
NOBODY = uuid5(UUID(int=0), "nobody")
Opener = Callable[[], Vault]


class VaultDesk(ABC):
    """A vault to ask, opened as whoever inherits says."""

    @abstractmethod
    def opener(self) -> Opener:
        """Return what opens one fresh vault, again and again the same."""

    def bytes_of(self, opener: Opener) -> bytes | None:
        """Return everything that *opener*'s vault left in storage; None where unseen."""
        del opener
        return None

    def stored_of(self, opener: Opener, subject: UUID) -> list[bytes]:
        """Return the sealed key and reference of *subject*, as they are stored."""
        raise NotImplementedError

    @pytest.fixture
    def handles(self) -> Opener:
        """What opens the vault of this test."""
        return self.opener()

    @pytest.fixture
    def vault(self, handles: Opener) -> Iterator[Vault]:
        """Give a fresh vault, and close it."""
        with closing(handles()) as opened:
            yield opened

    def looked_into(self, opener: Opener) -> bytes:
        """Return what *opener*'s vault stores; skip where nobody can look into it."""
        within = self.bytes_of(opener)
        if within is None:
            pytest.skip("what this vault stores cannot be looked into")
        assert within
        return within


def stands(stored: bytes, within: bytes) -> bool:
    """Whether *stored* is in *within*, whichever way it was written."""
    return any(form in within for form in written(stored))
