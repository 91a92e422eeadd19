"""To bring an engine: the port of a log, the port of a vault, and what a log stores."""

from .privacy.vault_port import (
    DamagedVaultError,
    Erasure,
    KeyWrapper,
    LockedVaultError,
    Vault,
)
from .recording.port import (
    Append,
    Bucket,
    ClaimTakenError,
    CommandTakenError,
    EventLog,
    Held,
    Holder,
    StoredEvent,
    VersionTakenError,
)

__all__ = [
    "Append",
    "Bucket",
    "ClaimTakenError",
    "CommandTakenError",
    "DamagedVaultError",
    "Erasure",
    "EventLog",
    "Held",
    "Holder",
    "KeyWrapper",
    "LockedVaultError",
    "StoredEvent",
    "Vault",
    "VersionTakenError",
]
