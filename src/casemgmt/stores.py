"""To bring an engine: the port of a log, the port of a vault, and what a log stores."""

from .privacy.vault import Vault
from .recording.port import Append, EventLog, Holder, StoredEvent

__all__ = ["Append", "EventLog", "Holder", "StoredEvent", "Vault"]
