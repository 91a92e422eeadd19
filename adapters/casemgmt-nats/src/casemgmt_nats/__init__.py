"""The log of casemgmt on a NATS JetStream cluster, and a vault on one."""

from .log import NatsLog
from .vault import NatsVault

__all__ = ["NatsLog", "NatsVault"]
