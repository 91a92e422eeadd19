"""A passphrase that locks a vault: its master key is kept as an age file (scrypt).

How much work a passphrase costs is chosen by the machine that locks: about a second there.
The passphrase is asked for where somebody sits, or read from a file; never from the
environment, nor from the command line, where others could see it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from getpass import getpass
from pathlib import Path
from typing import Any

from casemgmt.errors import BusyError, ConfigurationError, MissingExtraError
from casemgmt.locale.reasons import reason

from .vault_port import LockedVaultError

FILE = "passphrase-file"
_OTHERS = 0o077
_TOO_MUCH = "Excessive work"
TRIES = 5
"""How often it is tried where the machine is too busy at that moment."""
_ASK = "Passphrase of the vault | Phrase secrète du coffre | عبارة مرور الخزنة: "
_NEW = "New passphrase of the vault | Nouvelle phrase secrète | عبارة مرور جديدة للخزنة: "
_AGAIN = "Once more | Encore une fois | مرة أخرى: "


class AgeLock:
    """A ``KeyWrapper``: what ``vault = "age+file://…"`` names.

    Args:
        options: ``passphrase-file``: where the passphrase is read; a file that its owner
            alone may read. Without one it is asked for, once while the process lives.

    Raises:
        ConfigurationError: another option is named.

    """

    def __init__(self, options: Mapping[str, str]) -> None:
        if strange := options.keys() - {FILE}:
            raise ConfigurationError.because(
                "lock.age-option", name=min(strange), file=FILE
            )
        self._file = options.get(FILE)
        self._passphrase: str | None = None

    def wrap(self, key: bytes) -> bytes:
        """Return *key* as an age file.

        Raises:
            LockedVaultError: there is no passphrase to be had.
            MissingExtraError: age is not installed.

        """
        if self._passphrase is None:
            self._passphrase = self._said(_NEW)
            if self._file is None and getpass(_AGAIN) != self._passphrase:
                self._passphrase = None
                raise LockedVaultError.because("lock.not-alike")
        wrapped: bytes = _age().passphrase.encrypt(key, self._passphrase)
        return wrapped

    def unwrap(self, wrapped: bytes) -> bytes:
        """Return what is in the age file.

        Raises:
            LockedVaultError: the passphrase is not the one it was locked with.
            BusyError: the machine is too slow or too busy for the work it costs.
            MissingExtraError: age is not installed.

        """
        age, said = _age(), self._passphrase or self._said()
        for _ in range(TRIES):
            try:
                key: bytes = age.passphrase.decrypt(wrapped, said)
            except age.DecryptError as error:
                if _TOO_MUCH in str(error):  # age measures the machine as it is now
                    continue
                raise LockedVaultError.because("lock.other-passphrase") from None
            self._passphrase = said
            return key
        raise BusyError.because("lock.slower-here")

    def _said(self, prompt: str = _ASK) -> str:
        said = _read(Path(self._file)) if self._file is not None else _asked(prompt)
        if not said:
            raise LockedVaultError.because("lock.empty-passphrase")
        return said


def _asked(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise LockedVaultError.because("lock.nobody-to-ask", file=FILE)
    return getpass(prompt)


def _read(path: Path) -> str:
    try:
        if path.stat().st_mode & _OTHERS:
            raise LockedVaultError.because("lock.passphrase-readable", path=path)
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        raise LockedVaultError.because(
            "lock.passphrase-unread", path=path, why=reason(error)
        ) from None
    except UnicodeDecodeError:
        raise LockedVaultError.because("lock.passphrase-not-utf-8", path=path) from None


def _age() -> Any:
    try:
        import pyrage  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtraError.because("extra.age") from None
    return pyrage
