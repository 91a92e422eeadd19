"""The log in memory keeps every promise of an engine that ends with its process."""

from casemgmt.recording.engines.memory import MemoryLog
from casemgmt.testing import StoreContract


class TestMemory(StoreContract):
    def fresh(self):
        return MemoryLog()
