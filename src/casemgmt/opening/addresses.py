"""Addresses: where a store, its vault, its facts and its configuration are."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import parse_qsl

from attrs import evolve, field, frozen

from casemgmt.config import LOCKED, SQLITE, Config
from casemgmt.errors import BusyError, ConfigurationError, InvalidError, NoStoreError
from casemgmt.locale.reasons import reason
from casemgmt.medium import only_read

_SECRETS = re.compile(r"(?<=://)[^\s]*@|\b(?:ssl)?password=[^&\s]*")


def path_of(address: str | Path) -> Path | None:
    """Return the file of a SQLite store's *address*, None for another engine's.

    It is the file itself, where a link leads: what belongs to it lies beside it.
    """
    if isinstance(address, str):
        if "://" in address.removeprefix(SQLITE):
            return None
        address = Path(address.removeprefix(SQLITE))
    linked = os.path.islink(address)  # noqa: PTH114 - a name that no file has is no link
    return Path(os.path.realpath(address)) if linked else address


def config_of(address: str | Path, config: Path | None = None) -> Config:
    """Return what was chosen for the store at *address*, without opening it.

    Raises:
        ConfigurationError: a configuration file cannot be used.
        InvalidError: it is not named by a path.

    """
    if config is not None and not isinstance(config, Path):
        raise InvalidError("config", "wrong-type")
    if config is not None:
        return Config.read(config)
    path = path_of(address)
    beside = path.parent / "casemgmt.toml" if path is not None else None
    return (
        Config.read(beside) if beside is not None and beside.exists() else Config.default()
    )


def vault_at(config: Config, address: str | Path, path: Path | None) -> str:
    """Return where the vault is: as was chosen, or beside the file of the store."""
    if config.vault is not None:
        return config.vault
    if path is not None:
        return _vault_beside(path)
    where = without_secrets(str(address))
    raise ConfigurationError.because("store.needs-vault", path=where)


def _vault_beside(path: Path) -> str:
    refuse_no_store(path)
    vault = path.with_suffix(".vault")
    if vault == path:
        raise NoStoreError.because("store.called-as-vault", path=path)
    return str(vault)


@frozen
class Locked:
    """A vault, and what locks it.

    Attributes:
        lock: The name of the lock.
        at: The vault itself: a file, or the address of a server.
        options: What the lock is told.

    """

    lock: str
    at: str = field(repr=False)  # a password may stand in an address
    options: str = field(repr=False)

    @property
    def told(self) -> dict[str, str]:
        """What the lock is told, each by its name."""
        return dict(parse_qsl(self.options))

    @property
    def address(self) -> str:
        """How both are written in a configuration."""
        apart, kind = ("#", "+") if "://" in self.at else ("?", f"{LOCKED}://")
        return f"{self.lock}{kind}{self.at}{apart if self.options else ''}{self.options}"


def locked_at(at: str) -> Locked | None:
    """Return the vault *at* and what locks it; None where nothing does.

    ``age+file://insaf.vault?passphrase-file=…`` is a file, and
    ``age+postgresql://db/keys#passphrase-file=…`` on a server: what stands behind ``?`` is
    the server's.
    """
    scheme, _, rest = at.partition("://")
    lock, plus, kind = scheme.partition("+")
    if not plus:
        return None
    if scheme.endswith(LOCKED):
        file, _, options = rest.partition("?")
        return Locked(scheme.removesuffix(LOCKED), file, options)
    where, _, options = rest.partition("#")
    return Locked(lock, f"{kind}://{where}", options)


def locked_by(at: str, lock: str) -> Locked:
    """Return the vault *at* as it is with another *lock*: ``age?passphrase-file=…``.

    A file that the lock is told of is meant from where we are, and named by its whole path.
    """
    before = locked_at(at)
    name, _, options = lock.partition("?")
    told = "&".join(map(_from_here, options.split("&"))) if options else ""
    return Locked(name, before.at if before is not None else at, told)


def _from_here(option: str) -> str:
    name, _, value = option.partition("=")
    return f"{name}={Path(value).absolute()}" if name.endswith("-file") else option


def from_here(at: str) -> str:
    """Return the vault *at*, its file and those its lock is told of by whole paths."""
    locked = locked_at(at)
    if locked is None:
        return at if "://" in at else str(Path(at).absolute())
    where = locked.at if "://" in locked.at else str(Path(locked.at).absolute())
    return locked_by(evolve(locked, at=where).address, _lock(locked)).address


def _lock(locked: Locked) -> str:
    return f"{locked.lock}?{locked.options}" if locked.options else locked.lock


def vault_file(at: str) -> Path | None:
    """Return the file of the vault *at*, locked or not; None where it is no file."""
    locked = locked_at(at)
    where = locked.at if locked is not None else at
    return None if "://" in where else Path(where)


def facts_at(path: Path | None, config: Path | None) -> Path | None:
    """Return the folder of facts: beside the file, or beside a server's configuration.

    None, which is in memory, where nothing can be written beside the file.
    """
    if path is not None:
        return None if only_read(path) else path.with_name(path.name + ".facts")
    return config.with_suffix(".facts") if config is not None else None


def sums_at(path: Path | None) -> Path | None:
    """Return the file of what long stories add up to, beside the file of the log.

    None, where every story is read whole, if there is none or nothing can be written there.
    """
    return None if path is None or only_read(path) else path.with_name(path.name + ".sums")


def attachments_at(config: Config, path: Path | None) -> Path | None:
    """Return the folder of attachments: as was chosen, or beside the file of the store.

    None for a server's store whose configuration names none.
    """
    if config.attachments is not None or path is None:
        return config.attachments
    return path.with_name(path.name + ".attachments")


def refuse_no_store(path: Path) -> None:
    """Refuse *path* where no store can be, whatever is done.

    Raises:
        NoStoreError: a folder is there, or its name is no words.
        BusyError: nobody can say what is there.

    """
    try:
        str(path).encode()  # what stands beside it is called after it, in UTF-8
        if not path.is_dir():
            return
        raise NoStoreError.because("store.folder", path=path)
    except UnicodeEncodeError:
        raise NoStoreError.because("store.strange-name", path=path) from None
    except OSError as error:
        raise BusyError.because("store.not-opened", path=path, why=reason(error)) from None


def without_secrets(text: str) -> str:
    """Return *text* without who comes in, and by what password, in the addresses in it."""
    return _SECRETS.sub("", text)
