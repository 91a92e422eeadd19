"""Opening a store: its engine, its vault, its configuration, put together once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from casemgmt import telemetry
from casemgmt.care.attachments import Attachments
from casemgmt.care.ledger import erase_again, erased_by_story
from casemgmt.config import Config
from casemgmt.domain.area import Area
from casemgmt.domain.journey import Fold
from casemgmt.errors import BusyError, ConfigurationError
from casemgmt.locale.reasons import reason
from casemgmt.opening.addresses import (
    attachments_at,
    config_of,
    facts_at,
    path_of,
    refuse_no_store,
    sums_at,
    vault_at,
    vault_file,
)
from casemgmt.opening.apart import opened_apart
from casemgmt.opening.log_opening import engine
from casemgmt.opening.parts import Parts
from casemgmt.opening.vault_opening import (
    refuse_a_lost_log,
    refuse_a_strange_vault,
    vault_opened,
)
from casemgmt.privacy.access import Matrix
from casemgmt.privacy.sealing import Sealer
from casemgmt.privacy.vault import FileVault
from casemgmt.privacy.vault_port import Vault
from casemgmt.projections.reading import REFERENCE, Reading
from casemgmt.recording.codec import Codec
from casemgmt.recording.desk import Desk
from casemgmt.recording.door import Door
from casemgmt.recording.masking import Guards
from casemgmt.recording.measured import engine_of
from casemgmt.recording.port import EventLog
from casemgmt.recording.recorder import Clock, Recorder, utc_now
from casemgmt.recording.registry import Registry
from casemgmt.recording.shelf import Shelf
from casemgmt.recording.sums.file import SumFile
from casemgmt.recording.sums.sums import KeptEvents, Sums
from casemgmt.recording.values import nearest
from casemgmt.telemetry import LogLine


def opened(
    address: str | Path, config: Path | None, clock: Clock, *, create: bool
) -> Parts:
    """Return the parts of the store at *address*.

    Raises:
        NoStoreError: there is none, its vault is not there or another's, the log of its
            vault is elsewhere, or the address is of an engine that is not installed.
        ConfigurationError: a configuration file cannot be used.

    """
    path = path_of(address)
    if path is not None:
        refuse_no_store(path)
    chosen = config_of(address, config)
    registry = Registry.installed()
    open_log = engine(address, path, create=create)
    at = vault_at(chosen, address, path)
    if path is not None and create:
        refuse_a_lost_log(path, at)
    with ExitStack() as failed:
        log = open_log()
        failed.callback(log.close)
        vault = vault_opened(at, create=create and log.head() == 0)
        failed.callback(vault.close)
        refuse_a_strange_vault(vault, log, at)
        facts = facts_at(path, config)
        parts = put_together(log, vault, chosen, clock, registry, facts)
        parts.shelf.sums = _sums(path, parts.shelf)
        parts.attachments = _attachments(chosen, path)
        parts.path, parts.vault_at = path, vault_file(at)
        _erase_again(parts)
        _expire_needles(parts)
        telemetry.log(LogLine.OPENED, engine=engine_of(log), events=log.head())
        failed.pop_all()
    if clock is utc_now:  # nobody else has another's clock
        parts.address = str(address if path is None else path.absolute())
        parts.config_at = config.absolute() if config is not None else None
    return parts


def _erase_again(parts: Parts) -> None:
    """Serve nothing of who was erased, also over a vault from before it."""
    log, vault = parts.shelf.log, parts.shelf.vault
    told = erased_by_story(log, vault)
    if told and not told <= {noted.subject for noted in vault.erasures()}:
        erase_again(log, vault, told, parts.recorder.clock())
        if parts.attachments is not None:
            parts.attachments.let_go(told)


def _expire_needles(parts: Parts) -> None:
    """Let go of what an erasure looks for, once it was kept long enough."""
    now = parts.recorder.clock()
    with suppress(BusyError, OSError):  # who may only read leaves it to others
        parts.needles.expire(parts.recorder.desk.door.today(now), now)


def put_together(
    log: EventLog,
    vault: Vault,
    config: Config,
    clock: Clock,
    registry: Registry | None = None,
    facts_at: Path | None = None,
) -> Parts:
    """Return the parts of a store on *log* and *vault*."""
    registry = registry or Registry.installed()
    codec = Codec(registry, Sealer(vault), vault)
    _refuse_unknown_fields(config, codec)
    shelf = Shelf(log, codec, vault, Fold(registry.areas))
    door = Door(registry, config.vocabulary.lists, config.zone)
    made = Parts(Recorder(Desk(shelf, door, config.policy), clock), config, facts_at)
    if config.access is not None:
        made.guards = _guards(registry, config.access)
    return made


def _guards(registry: Registry, matrix: Matrix) -> Guards:
    try:
        return Guards(registry, matrix.sights)
    except ConfigurationError as error:
        raise ConfigurationError.because(
            "reason.at", place=matrix.file, why=reason(error)
        ) from None


def in_memory(
    areas: Sequence[Area[Any]], clock: Clock, config: Config | None = None
) -> Parts:
    """Return the parts of a store without files, with *areas* beside the built-in ones."""
    from casemgmt.recording.engines.memory import MemoryLog

    chosen = config or Config.default()
    return put_together(MemoryLog(), FileVault(None), chosen, clock, Registry.of(areas))


@contextmanager
def read_apart(
    address: str,
    config: Path | None,
    granted: Collection[str] = (),
    names: Collection[str] | None = None,
) -> Iterator[tuple[EventLog, Reading]]:
    """Give the log at *address* to be read for one adapter, in any process."""
    with opened_apart(address, config) as (log, codec, vault, _):
        yield log, Reading(codec, vault, granted, names)


def attachments_of(address: str | Path, config: Path | None) -> Attachments | None:
    """Return the folder of what is attached in the store at *address*, None without one."""
    return _attachments(config_of(address, config), path_of(address))


def _sums(path: Path | None, shelf: Shelf) -> Sums | None:
    at, log = sums_at(path), shelf.log
    if at is None or not isinstance(log, KeptEvents):
        return None
    return Sums(SumFile(at), log, shelf.vault, shelf.codec, shelf.fold.areas)


def _attachments(config: Config, path: Path | None) -> Attachments | None:
    folder = attachments_at(config, path)
    return None if folder is None else Attachments(folder)


def _refuse_unknown_fields(config: Config, codec: Codec) -> None:
    """Refuse a grant that grants nothing: a word that no personal field is called."""
    granted = {(one.name, name) for one in config.adapters for name in one.fields}
    if not granted:
        return
    known = codec.personal_fields() | {REFERENCE}
    for adapter, name in sorted(granted):
        if name not in known:
            near = nearest(name, known)
            where = f"adapters.{adapter}: fields"
            if near is not None:
                code = "config.not-personal-near"
                raise ConfigurationError.because(code, place=where, name=name, near=near)
            raise ConfigurationError.because(
                "config.not-personal",
                place=where,
                name=name,
                known=", ".join(sorted(known)),
            )
