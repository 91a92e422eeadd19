"""Opening a store: its engine, its vault, its configuration, put together once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from attrs import define, field

from casemgmt import telemetry
from casemgmt.addresses import (
    Locked,
    attachments_at,
    config_of,
    facts_at,
    is_folder,
    locked_at,
    path_of,
    vault_at,
    vault_file,
    without_secrets,
)
from casemgmt.care.attachments import Attachments
from casemgmt.care.lacking import Keys
from casemgmt.care.ledger import erase_again, erased_by_story
from casemgmt.care.vault_copy import Standing, standing
from casemgmt.config import Config
from casemgmt.domain.area import Area
from casemgmt.domain.journey import Fold
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import ConfigurationError, NoStoreError
from casemgmt.plug_ins import loaded
from casemgmt.privacy.access import Matrix
from casemgmt.privacy.sealing import Sealer
from casemgmt.privacy.vault import FileVault
from casemgmt.privacy.vault_port import KeyWrapper, Vault
from casemgmt.projections.reading import REFERENCE, Reading
from casemgmt.recording.codec import Codec
from casemgmt.recording.door import Door
from casemgmt.recording.envelope import kind_of
from casemgmt.recording.masking import Guards
from casemgmt.recording.measured import engine_of
from casemgmt.recording.port import EventLog, StoredEvent
from casemgmt.recording.recorder import Clock, Recorder, utc_now
from casemgmt.recording.registry import Registry
from casemgmt.recording.session import Desk
from casemgmt.recording.shelf import Shelf
from casemgmt.recording.values import nearest
from casemgmt.telemetry import LogLine

if TYPE_CHECKING:
    from casemgmt.indicators import Indicator
    from casemgmt.resembling import Resembling

STORES, VAULTS, LOCKS = "casemgmt.stores", "casemgmt.vaults", "casemgmt.locks"
LOOKED_AT = 1_000
PERSONS = frozenset({"child", "household"})


class Closes(Protocol):
    """Something that is let go of at the end."""

    def close(self) -> None:
        """Let go."""


@define(eq=False)
class Parts:
    """What a store is made of.

    Attributes:
        recorder: Decides and appends.
        config: What the organisation chose.
        facts_at: The folder of its facts; None when they are kept in memory.
        address: Where others open the same; None where nobody else can.
        config_at: The file of what was chosen, when one was named.
        path: The file of its log; None where another engine keeps it.
        vault_at: The file of its vault; None where it is no file.
        facts: The facts, once somebody asked for a figure.
        indicators: Figures beside the core and the installed ones, as tests bring them.
        attachments: The folder of what is attached; None where there is none.
        guards: Which field is of which class; None without an access matrix.
        resembling: Who each record is of, once somebody asked which are alike.

    """

    recorder: Recorder = field(repr=False)
    config: Config = field(repr=False)
    facts_at: Path | None
    address: str | None = field(default=None, repr=False)  # a password may stand in it
    config_at: Path | None = None
    path: Path | None = None
    vault_at: Path | None = None
    facts: Closes | None = field(default=None, repr=False)
    indicators: Sequence[Indicator] = field(default=(), repr=False)
    attachments: Attachments | None = None
    guards: Guards | None = field(default=None, repr=False)
    resembling: Resembling | None = field(default=None, repr=False)

    @property
    def shelf(self) -> Shelf:
        """The stories at hand, the log, the vault."""
        return self.recorder.desk.shelf

    def subject_of(self, stream: UUID, stored: StoredEvent | None = None) -> Subject:
        """Return how *stream* is known outside, or that it was erased."""
        known = self.shelf.vault.reference(stream)
        if known is not None:
            return known
        first = stored or self.shelf.log.read(stream)[0]
        return Subject(kind_of(first), f"erased-{stream.hex[:8]}")

    def shown_as(self, stream: UUID, stored: StoredEvent | None = None) -> Subject:
        """Return how *stream* is called where nobody said who reads.

        With an access matrix it is its random id, but for whom is nobody.
        """
        known = self.subject_of(stream, stored)
        named = self.guards is None or known.kind not in PERSONS
        return known if named else Subject(known.kind, str(stream))

    def close(self) -> None:
        """Let go of log, vault and facts."""
        if self.facts is not None:
            self.facts.close()
        self.shelf.log.close()
        self.shelf.vault.close()


def opened(
    address: str | Path, config: Path | None, clock: Clock, *, create: bool
) -> Parts:
    """Return the parts of the store at *address*.

    Raises:
        NoStoreError: there is none, its vault is not there or another's, or the address
            is of an engine that is not installed.
        ConfigurationError: a configuration file cannot be used.

    """
    path = path_of(address)
    if path is not None and is_folder(path):
        msg = f"{path}: this is a folder, not a store"
        raise NoStoreError(msg)
    chosen = config_of(address, config)
    registry = Registry.installed()
    engine = _engine(address, path, create=create)
    at = vault_at(chosen, address, path)
    log = engine()
    try:
        vault = _vault(at, create=create and log.head() == 0)
        _refuse_a_strange_vault(vault, log, at)
        facts = facts_at(path, config)
        parts = put_together(log, vault, chosen, clock, registry, facts)
        parts.attachments = _attachments(chosen, path)
        parts.path, parts.vault_at = path, vault_file(at)
        _erase_again(parts)
        telemetry.log(LogLine.OPENED, engine=engine_of(log), events=log.head())
    except BaseException:
        log.close()
        raise
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
        msg = f"{matrix.file}: {error}"
        raise ConfigurationError(msg) from None


def migrated(address: str | Path) -> int:
    """Make or upgrade the tables of the store at *address* and return their version.

    Only a server needs it: a file's tables are made with it, and told of.

    Raises:
        NoStoreError: there is none, or it holds something else.
        NewerStoreError: a newer casemgmt made the tables.
        BusyError: it cannot be reached.

    """
    path = path_of(address)
    if path is not None:
        from casemgmt.recording.engines.file import FORMAT
        from casemgmt.recording.engines.sqlite import SQLiteLog

        SQLiteLog(path).close()
        telemetry.log(LogLine.MIGRATED, version=FORMAT)
        return FORMAT
    engine = _installed(STORES, "store", str(address))
    if not hasattr(engine, "migrate"):
        msg = f"{without_secrets(str(address))}: a store of this kind has no tables to make"
        raise NoStoreError(msg)
    version: int = engine.migrate(str(address))
    telemetry.log(LogLine.MIGRATED, version=version)
    return version


def in_memory(
    areas: Sequence[Area[Any]], clock: Clock, config: Config | None = None
) -> Parts:
    """Return the parts of a store without files, with *areas* beside the built-in ones."""
    from casemgmt.recording.engines.memory import MemoryLog

    chosen = config or Config.default()
    return put_together(MemoryLog(), FileVault(None), chosen, clock, Registry.of(areas))


def log_at(address: str | Path, *, create: bool = False) -> EventLog:
    """Return the log at *address* alone: without its vault nothing personal is read.

    Raises:
        NoStoreError: there is none, or it is of an engine that is not installed.

    """
    return _engine(address, path_of(address), create=create)()


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


@contextmanager
def opened_apart(
    address: str, config: Path | None
) -> Iterator[tuple[EventLog, Codec, Vault, Config]]:
    """Give the log at *address*, its codec, its vault and what was chosen, to be read."""
    chosen = config_of(address, config)
    with ExitStack() as open_:
        log = open_.enter_context(closing(log_at(address)))
        vault = _vault(vault_at(chosen, address, path_of(address)), create=False)
        open_.enter_context(closing(vault))
        yield log, Codec(_installed_areas(), Sealer(vault), vault), vault, chosen


@cache
def _installed_areas() -> Registry:
    """Return the areas that are installed; a worker asks for every part it does."""
    return Registry.installed()


def target_at(address: str | Path) -> AbstractContextManager[EventLog]:
    """Give the log that a copy is to fill: a new file that appears when it is whole.

    A server's log is filled where it is; a copy that was cut short goes on there.

    Raises:
        NoStoreError: there is a file already, or no such server.

    """
    from casemgmt.care.new_file import new_store

    path = path_of(address)
    return new_store(path) if path is not None else closing(log_at(address))


def lacking_keys(address: str | Path, config: Path | None, log: EventLog) -> Keys:
    """Return which subjects of *log* have a key in the vault of the store at *address*."""
    subjects = {*log.changed(0)}
    chosen = config_of(address, config)
    if chosen.vault is None and path_of(address) is None:
        return Keys("", len(subjects), None)
    at = vault_at(chosen, address, path_of(address))
    try:
        vault = _vault(at, create=False)
    except NoStoreError:
        return Keys(without_secrets(at), len(subjects), None)
    with closing(vault):
        lacking = sum(vault.key(subject) is None for subject in subjects)
    return Keys(without_secrets(at), len(subjects), lacking)


def attachments_of(address: str | Path, config: Path | None) -> Attachments | None:
    """Return the folder of what is attached in the store at *address*, None without one."""
    return _attachments(config_of(address, config), path_of(address))


def _attachments(config: Config, path: Path | None) -> Attachments | None:
    folder = attachments_at(config, path)
    return None if folder is None else Attachments(folder)


def erased_of(address: str | Path, config: Path | None) -> frozenset[UUID]:
    """Return who was erased in the store at *address*; nobody where no vault says so."""
    chosen, path = config_of(address, config), path_of(address)
    if chosen.vault is None and path is None:
        return frozenset()
    try:
        vault = _vault(vault_at(chosen, address, path), create=False)
    except NoStoreError:
        return frozenset()
    with closing(vault):
        return vault.erased()


def vault_backup(
    address: str | Path, config: Path | None, now: datetime
) -> Standing | None:
    """Return how the backup of the vault stands, without opening it; None if not known."""
    chosen, path = config_of(address, config), path_of(address)
    if chosen.vault is None and path is None:
        return None
    file = vault_file(vault_at(chosen, address, path))
    return standing(file, now) if file is not None and file.exists() else None


def _engine(
    address: str | Path, path: Path | None, *, create: bool
) -> Callable[[], EventLog]:
    """Return what opens the log at *address*."""
    if path is None:
        return partial(_installed(STORES, "store", str(address)), str(address))
    from casemgmt.recording.engines.sqlite import SQLiteLog

    return partial(SQLiteLog, path, create=create)


def vault_of(
    address: str | Path, config: Path | None, *, locking: bool = False
) -> tuple[str, Vault]:
    """Return where the vault of the store at *address* is, and open it.

    Args:
        address: The store.
        config: What was chosen for it; None for the file beside it.
        locking: Whether one that is not locked yet is about to be.

    Raises:
        NoStoreError: it is not there.
        LockedVaultError: it does not open with what is at hand.

    """
    at = vault_at(config_of(address, config), address, path_of(address))
    return at, _vault(at, create=False, locking=locking)


def _vault(at: str, *, create: bool, locking: bool = False) -> Vault:
    if (locked := locked_at(at)) is not None:
        wrapper, file = lock_of(locked), vault_file(at)
        if file is not None:
            return FileVault(file, create=create, wrapper=wrapper, locking=locking)
        opened: Vault = _installed(VAULTS, "vault", locked.at)(locked.at, wrapper=wrapper)
        return opened
    if "://" in at:
        vault: Vault = _installed(VAULTS, "vault", at)(at)
        return vault
    return FileVault(Path(at), create=create)


def lock_of(locked: Locked) -> KeyWrapper:
    """Return what locks a vault.

    Raises:
        NoStoreError: a lock of this name is not installed.
        ConfigurationError: it is told something that it does not know.

    """
    wrapper: KeyWrapper = _installed(LOCKS, "lock", f"{locked.lock}://")(locked.told)
    return wrapper


def vault_created(address: str | Path, config: Path | None) -> str:
    """Make the vault on a server that the configuration names, and return where it is.

    Again does no harm: what is missing is made, what is older is upgraded.

    Raises:
        NoStoreError: the vault is a file, or nothing can be made where it is.
        ConfigurationError: a log lies in the same database.
        LockedVaultError: it is there, and does not open with what is at hand.

    """
    at = vault_at(config_of(address, config), address, path_of(address))
    locked = locked_at(at)
    if locked is None or vault_file(at) is not None:
        msg = f"{without_secrets(at)}: a vault of this kind is made with its store"
        raise NoStoreError(msg)
    kind = _installed(VAULTS, "vault", locked.at)
    kind.create(locked.at, wrapper=lock_of(locked)).close()
    return at


def _refuse_a_strange_vault(vault: Vault, log: EventLog, at: str) -> None:
    """Refuse a vault that knows nobody of *log*: what is told would be sealed apart."""
    for looked_at in (1, LOOKED_AT):  # the first is enough, unless it was damaged
        events = log.scan(0, looked_at)
        if not events or any(vault.knows(event.stream) for event in events):
            return
    vault.close()
    where = without_secrets(at)
    msg = f"{where}: this is the vault of another store: it knows nobody of this one"
    raise NoStoreError(msg)


def _refuse_unknown_fields(config: Config, codec: Codec) -> None:
    """Refuse a grant that grants nothing: a word that no personal field is called."""
    granted = {(one.name, name) for one in config.adapters for name in one.fields}
    if not granted:
        return
    known = codec.personal_fields() | {REFERENCE}
    for adapter, name in sorted(granted):
        if name not in known:
            near = nearest(name, known)
            meant = f"{near} is" if near else f"these are: {', '.join(sorted(known))}"
            msg = f"adapters.{adapter}: fields: {name} is no personal field: {meant}"
            raise ConfigurationError(msg)


def _installed(group: str, kind: str, address: str) -> Any:
    from importlib.metadata import entry_points  # only where an engine is looked for

    scheme = address.partition("://")[0]
    for found in entry_points(group=group):
        if found.name == scheme:
            return loaded(found)
    msg = f"{scheme}://: no {kind} of this kind is installed"
    raise NoStoreError(msg)
