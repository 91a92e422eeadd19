"""The key that signs checkpoints: a file of its owner's only, apart from every store."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from casemgmt.errors import ConfigurationError


def default_place() -> Path:
    """Return where the key of this account lies if nothing else is said."""
    return Path.home() / ".casemgmt" / "checkpoint.key"


def signing_key(path: Path) -> tuple[Ed25519PrivateKey, bool]:
    """Return the key in the file at *path*, and whether it was made just now.

    Raises:
        ConfigurationError: the file holds something else.
        OSError: it can be neither read nor made.

    """
    made = not path.exists()
    if made:
        _make(path)
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (TypeError, ValueError):
        raise _no_key(path) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    return key, made


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(written)
        file.flush()
        os.fsync(file.fileno())


def _no_key(path: Path) -> ConfigurationError:
    return ConfigurationError.because("checkpoint.no-key", path=path)
