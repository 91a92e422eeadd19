"""A key in a file that locks a vault: the file is kept apart from what it locks.

For a vault on a server it is what opens it: each machine that opens the vault has the file,
and no copy of the database has it. For a vault in a file it may be on a medium that is put
in when it is needed.
"""

from __future__ import annotations

import os
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

from casemgmt.errors import ConfigurationError
from casemgmt.locale.reasons import reason

from .sealing import KEY_BYTES, random_key
from .vault_port import LockedVaultError

FILE = "key-file"
_OTHERS = 0o077
_HEAD = "casemgmt key of a vault: "


class KeyLock:
    """A ``KeyWrapper``: what ``vault = "postgresql://…"`` or ``"key+file://…"`` names.

    Args:
        options: ``key-file``: where the key is; a file that its owner alone may read. It
            is made where a vault is made or locked anew, never where one is opened.

    Raises:
        ConfigurationError: it is not named, or another option is.

    """

    def __init__(self, options: Mapping[str, str]) -> None:
        if strange := options.keys() - {FILE}:
            raise ConfigurationError.because(
                "lock.key-option", name=min(strange), file=FILE
            )
        if FILE not in options:
            raise ConfigurationError.because("lock.key-needs", file=FILE)
        self._file = Path(options[FILE])

    def wrap(self, key: bytes) -> bytes:
        """Return *key* wrapped (RFC 3394); the file is made where it is not there.

        Raises:
            LockedVaultError: the file cannot be read or written, or is something else.

        """
        if not self._file.exists():
            _make(self._file)
        return aes_key_wrap(_read(self._file), key)

    def unwrap(self, wrapped: bytes) -> bytes:
        """Return what was wrapped.

        Raises:
            LockedVaultError: the file is not there, or is not the one that locked it.

        """
        try:
            return aes_key_unwrap(_read(self._file), wrapped)
        except (InvalidUnwrap, ValueError):
            raise LockedVaultError.because("lock.other-key", file=self._file) from None


def _make(path: Path) -> None:
    """Make the file, whole, and only where no other process was first."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(f"{_HEAD}{b64encode(random_key()).decode()}\n")
                file.flush()
                os.fsync(file.fileno())
            path.hardlink_to(beside)
        finally:
            beside.unlink()
    except FileExistsError:
        return
    except OSError as error:
        raise LockedVaultError.because(
            "lock.key-unwritten", path=path, why=reason(error)
        ) from None


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_mode & _OTHERS and os.name != "nt":
            raise LockedVaultError.because("lock.key-readable", path=path)
        said = path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise LockedVaultError.because("lock.key-not-there", path=path) from None
    except OSError as error:
        raise LockedVaultError.because(
            "lock.key-unread", path=path, why=reason(error)
        ) from None
    except UnicodeDecodeError:
        said = ""
    try:
        key = b64decode(said.removeprefix(_HEAD).strip(), validate=True)
    except ValueError:
        key = b""
    if not said.startswith(_HEAD) or len(key) != KEY_BYTES:
        raise LockedVaultError.because("lock.no-key", path=path)
    return key
