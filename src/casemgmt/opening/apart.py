"""A log with what reads it, opened in any process by whoever does a part of the work.

Nothing that records is imported for it: a process begins sooner so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from pathlib import Path

from casemgmt.config import Config
from casemgmt.opening.addresses import config_of, path_of, vault_at
from casemgmt.opening.log_opening import log_at
from casemgmt.opening.vault_opening import vault_opened
from casemgmt.privacy.sealing import Sealer
from casemgmt.privacy.vault_port import Vault
from casemgmt.recording.codec import Codec
from casemgmt.recording.port import EventLog
from casemgmt.recording.registry import Registry


@contextmanager
def opened_apart(
    address: str, config: Path | None
) -> Iterator[tuple[EventLog, Codec, Vault, Config]]:
    """Give the log at *address*, its codec, its vault and what was chosen, to be read."""
    chosen = config_of(address, config)
    with ExitStack() as open_:
        log = open_.enter_context(closing(log_at(address)))
        vault = vault_opened(vault_at(chosen, address, path_of(address)), create=False)
        open_.enter_context(closing(vault))
        yield log, Codec(_installed_areas(), Sealer(vault), vault), vault, chosen


@cache
def _installed_areas() -> Registry:
    """Return the areas that are installed; a worker asks for every part it does."""
    return Registry.installed()
