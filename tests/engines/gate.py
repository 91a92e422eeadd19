"""A gate between two servers: bytes pass, or they lie there and nobody is told."""

from __future__ import annotations

import socket
from contextlib import contextmanager, suppress
from threading import Event, Thread


class Gate:
    """Passes bytes on to a port; shut, it keeps them back as a pulled cable does."""

    def __init__(self, port):
        self._server = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._is_open, self._closed = Event(), False
        self._is_open.set()
        self._sides, self._threads = [], []
        self._letting_in = Thread(target=self._let_in, daemon=True)
        self._letting_in.start()

    @classmethod
    @contextmanager
    def before(cls, port):
        """A gate before *port*, until the end."""
        gate = cls(port)
        try:
            yield gate
        finally:
            gate.close()

    def shut(self):
        """Let nothing through, in neither direction."""
        self._is_open.clear()

    def open(self):
        """Let everything through, also what was kept back."""
        self._is_open.set()

    def close(self):
        """Let go of every connection."""
        self._closed = True
        self._is_open.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for side in self._sides:
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
        for thread in [self._letting_in, *self._threads]:
            thread.join(1)
        for side in self._sides:
            side.close()

    def _let_in(self):
        while not self._closed:
            try:
                asking, _ = self._listening.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._server))
            except OSError:
                asking.close()
                continue
            self._sides += [asking, server]
            for source, target in ((asking, server), (server, asking)):
                passing = Thread(target=self._pass, args=(source, target), daemon=True)
                passing.start()
                self._threads.append(passing)

    def _pass(self, source, target):
        with suppress(OSError):
            while data := source.recv(1 << 16):
                self._is_open.wait()
                target.sendall(data)
        for side in (source, target):
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
