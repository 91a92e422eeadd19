"""To bring an engine: the ports of a log and of a vault, and what each of them stores."""

from .privacy.kept_vault import KEPT, KeptVault
from .privacy.vault_keys import new_rows
from .privacy.vault_port import (
    DamagedVaultError,
    Erasure,
    KeyWrapper,
    LockedVaultError,
    Vault,
)
from .privacy.vault_rows import (
    Contents,
    Given,
    Made,
    Own,
    Rewrapped,
    Row,
    VaultRows,
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
    StoryLink,
    VersionTakenError,
)
from .recording.proof import chained, leaf

__all__ = [
    "KEPT",
    "Append",
    "Bucket",
    "ClaimTakenError",
    "CommandTakenError",
    "Contents",
    "DamagedVaultError",
    "Erasure",
    "EventLog",
    "Given",
    "Held",
    "Holder",
    "KeptVault",
    "KeyWrapper",
    "LockedVaultError",
    "Made",
    "Own",
    "Rewrapped",
    "Row",
    "StoredEvent",
    "StoryLink",
    "Vault",
    "VaultRows",
    "VersionTakenError",
    "chained",
    "leaf",
    "new_rows",
]
