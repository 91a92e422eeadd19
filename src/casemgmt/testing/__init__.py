"""To test a tool that uses casemgmt: a store without files, and given, when, then."""

from .memory import MemoryStore, memory_store
from .telling import Given, given

__all__ = ["Given", "MemoryStore", "given", "memory_store"]
