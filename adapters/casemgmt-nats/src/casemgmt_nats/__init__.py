"""The log of casemgmt on a NATS JetStream cluster, and what it needs beside it."""

from .log import NatsLog

__all__ = ["NatsLog"]
