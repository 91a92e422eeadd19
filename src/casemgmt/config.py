"""Configuration: ``casemgmt.toml`` beside the store; nothing is read elsewhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from attrs import field, frozen

from casemgmt.domain.policy import Policy, PolicyError
from casemgmt.errors import ConfigurationError
from casemgmt.locale.reasons import reason
from casemgmt.privacy.access import Matrix
from casemgmt.vocabularies import Vocabulary, with_files

DEFAULT_ZONE = "Africa/Casablanca"
KEYS = {
    "policy",
    "vocabularies",
    "timezone",
    "vault",
    "attachments",
    "access",
    "adapters",
}

LOCKED = "+file"
SERVERS = {"postgres", "postgresql"}
KEY_FILE = "vault.key"
SQLITE = "sqlite:///"
_IS_A_PLACE = re.compile(r"[^:=]*|[A-Za-z]:[\\/][^=]*")
"""A name of a file, and no address of a server or list of settings."""
MOST = 1_000_000
LIMITS: Mapping[str, tuple[type, ...]] = {"memory_mb": (int,), "seconds": (int, float)}


@frozen
class AdapterConfig:
    """One read model that is kept up to date.

    Attributes:
        name: What the organisation calls it.
        adapter: The installed adapter's name.
        to: Where it keeps its read model.
        fields: The personal fields it is granted; none by default.
        isolated: Whether it has a process of its own; None: where a stranger wrote it.
        memory_mb: How much memory that process may have; None for the usual.
        seconds: How long one call of it may take; None for the usual.

    """

    name: str
    adapter: str
    to: str = field(repr=False)  # a password may stand in an address
    fields: tuple[str, ...] = ()
    isolated: bool | None = None
    memory_mb: int | None = None
    seconds: float | None = None


@frozen
class Config:
    """What an organisation chose for a store.

    Attributes:
        policy: The default policy, with the organisation's own over it.
        vocabulary: The packaged codes, with the organisation's own.
        zone: Where a calendar day begins.
        vault: The address of the vault; None for the file beside the store.
        adapters: The read models that are kept up to date.
        attachments: The folder of what is attached; None for the one beside the store.
        access: Who sees what; None where whoever opens the store acts as its owner.

    """

    policy: Policy = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    zone: ZoneInfo
    vault: str | None = field(default=None, repr=False)
    adapters: tuple[AdapterConfig, ...] = ()
    attachments: Path | None = None
    access: Matrix | None = field(default=None, repr=False)

    def granted(self, name: str | None) -> frozenset[str]:
        """Return the personal fields the read model *name* is granted; none by default."""
        return frozenset(f for one in self.adapters if one.name == name for f in one.fields)

    @classmethod
    def default(cls) -> Config:
        """Return what holds where nothing was chosen."""
        return cls(default_policy(), with_files(()), ZoneInfo(DEFAULT_ZONE))

    @classmethod
    def read(cls, path: Path) -> Config:
        """Return the configuration in *path*; paths in it are beside the file.

        Raises:
            ConfigurationError: naming the file and what is wrong in it.

        """
        said = _toml(path)
        if strange := said.keys() - KEYS:
            raise ConfigurationError.because(
                "config.unknown-key", path=path, key=min(strange)
            )
        policy = default_policy()
        for file in _names(path, said, "policy"):
            policy = read_policy(path.parent / file, policy)
        own = [path.parent / file for file in _names(path, said, "vocabularies")]
        vault = _vault(path, said)
        zone, adapters = _zone(path, said), _adapters(path, said)
        folder, access = _folder(path, said), _access(path, said)
        return cls(policy, with_files(own), zone, vault, adapters, folder, access)


def default_policy() -> Policy:
    """Return the packaged policy."""
    from importlib.resources import files  # read once, when a store is opened

    text = (
        files("casemgmt.data").joinpath("policy-morocco.toml").read_text(encoding="utf-8")
    )
    return Policy.read(text)


def read_policy(path: Path, base: Policy) -> Policy:
    """Return the policy in *path*, over *base*, parameter by parameter.

    Raises:
        ConfigurationError: the file cannot be read or used.

    """
    try:
        return Policy.read(path.read_text(encoding="utf-8-sig"), base)
    except OSError as error:
        raise ConfigurationError.because(
            "config.policy-unread", path=path, why=reason(error)
        ) from None
    except (PolicyError, UnicodeDecodeError) as error:
        raise ConfigurationError.because(
            "config.policy-unusable", path=path, why=reason(error)
        ) from None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigurationError.because(
            "config.unread", path=path, why=reason(error)
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError.because(
            "config.no-toml", path=path, why=reason(error)
        ) from None


def _names(path: Path, said: Mapping[str, Any], key: str) -> list[str]:
    names = said.get(key, [])
    if isinstance(names, str):
        return [names]
    if not (isinstance(names, list) and all(isinstance(n, str) for n in names)):
        raise ConfigurationError.because("config.list", path=path, key=key)
    return names


def _vault(path: Path, said: Mapping[str, Any]) -> str | None:
    vault = said.get("vault")
    if vault is not None and (not isinstance(vault, str) or not vault):
        raise ConfigurationError.because("config.vault", path=path)
    return None if vault is None else vault_address(path, vault)


def vault_address(path: Path, vault: str) -> str:
    """Return the address of a vault as a configuration at *path* writes it.

    A file is beside the configuration; on a server it is always locked.

    Raises:
        ConfigurationError: something in it would be taken for something else.

    """
    scheme, apart, rest = vault.rpartition("://")
    if apart and not scheme.endswith(LOCKED):
        return _server_vault(path, scheme, rest)
    file, asked, query = rest.partition("?") if apart else (rest, "", "")
    options = [_option(path, one) for one in query.split("&")] if asked else []
    return f"{scheme}{apart}{path.parent / file}{asked}{'&'.join(options)}"


def _folder(path: Path, said: Mapping[str, Any]) -> Path | None:
    """Return the folder of attachments; it is beside the configuration."""
    folder = said.get("attachments")
    if folder is not None and (not isinstance(folder, str) or not folder):
        raise ConfigurationError.because("config.attachments", path=path)
    return None if folder is None else path.parent / folder


def _server_vault(path: Path, scheme: str, rest: str) -> str:
    """Return the address of a vault that is no file; on a server it is always locked."""
    where, apart, said = rest.partition("#")
    if "@" in said:
        raise ConfigurationError.because("config.vault-hash", path=path)
    if scheme in SERVERS:
        scheme, apart, said = f"key+{scheme}", "#", said or f"key-file={KEY_FILE}"
    options = [_option(path, one) for one in said.split("&")] if said else []
    return f"{scheme}://{where}{apart}{'&'.join(options)}"


def _option(path: Path, option: str) -> str:
    """Return an option of an address; a file that it names is beside the configuration."""
    name, _, value = option.partition("=")
    return f"{name}={path.parent / value}" if name.endswith("-file") else option


def _access(path: Path, said: Mapping[str, Any]) -> Matrix | None:
    """Return the access matrix; its file is beside the configuration."""
    if "access" not in said:
        return None
    name = said["access"]
    if not isinstance(name, str) or not name:
        raise ConfigurationError.because("config.access", path=path)
    from casemgmt.privacy.access_file import read_matrix  # most have none

    return read_matrix(path.parent / name)


def _zone(path: Path, said: Mapping[str, Any]) -> ZoneInfo:
    name = said.get("timezone", DEFAULT_ZONE)
    try:
        return ZoneInfo(str(name))
    except (OSError, ZoneInfoNotFoundError, ValueError):  # a folder of zones is none
        raise ConfigurationError.because("config.timezone", path=path) from None


def _adapters(path: Path, said: Mapping[str, Any]) -> tuple[AdapterConfig, ...]:
    named = said.get("adapters", {})
    if not isinstance(named, dict):
        raise ConfigurationError.because("config.adapters", path=path)
    return tuple(_adapter(path, name, one) for name, one in named.items())


def _adapter(path: Path, name: str, one: Any) -> AdapterConfig:
    where = f"{path}: adapters.{name}"
    if not isinstance(one, dict) or not {"adapter", "to"} <= one.keys():
        raise ConfigurationError.because("config.adapter-needs", where=where)
    if strange := one.keys() - {"adapter", "to", "fields", "isolated", *LIMITS}:
        raise ConfigurationError.because("config.unknown-key", path=where, key=min(strange))
    if not all(isinstance(one[key], str) for key in ("adapter", "to")):
        raise ConfigurationError.because("config.adapter-words", where=where)
    fields = tuple(_names(path, one, "fields"))
    to = in_folder(path.parent, one["to"])
    return AdapterConfig(name, one["adapter"], to, fields, **_apart(where, one))


def in_folder(folder: Path, address: str) -> str:
    """Return *address*, a file by its whole path: as seen from *folder*."""
    ahead = SQLITE if address.startswith(SQLITE) else ""
    place, mark, options = address.removeprefix(SQLITE).partition("?")
    if not place or not _IS_A_PLACE.fullmatch(place):
        return address
    return f"{ahead}{(folder / place).absolute()}{mark}{options}"


def _apart(where: str, one: Mapping[str, Any]) -> dict[str, Any]:
    """Return whether an adapter has a process of its own, and what that may use."""
    if not isinstance(one.get("isolated", False), bool):
        raise ConfigurationError.because("config.isolated", where=where)
    for name, kinds in LIMITS.items():
        limit: Any = one.get(name, 1)
        if type(limit) not in kinds or not 0 < limit <= MOST:
            raise ConfigurationError.because(
                "config.number", where=where, name=name, most=MOST
            )
    return {name: one.get(name) for name in ("isolated", *LIMITS)}
