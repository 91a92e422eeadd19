"""A proxy before a server that cuts a connection at a chosen byte, or lets nobody in."""

from __future__ import annotations

import socket
from contextlib import contextmanager, suppress
from threading import Lock, Thread

COMMITTED = b"COMMIT\x00"  # in the reply only: the server says that it has committed


class Proxy:
    """Passes bytes on, and closes both sides where it was told to."""

    def __init__(self, port, committed=COMMITTED):
        self._server, self._committed = port, committed
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._lock = Lock()
        self._asked_left = self._replied_left = None
        self._cut_reply = False
        self.closed = False
        """Whether the next cut takes everybody with it, and nobody is let in any more."""
        self.cuts = 0
        self._open = []
        self._threads = [Thread(target=self._let_in, daemon=True)]
        self._threads[0].start()

    def cut_the_reply_to_commit(self):
        """Cut once, when the server has committed and before anybody hears of it."""
        self._cut_reply = True

    def cut_the_request_after(self, count):
        """Cut once, when *count* more bytes were asked."""
        self._asked_left = count

    def cut_the_reply_after(self, count):
        """Cut once, when *count* more bytes were answered."""
        self._replied_left = count

    def cut_no_more(self):
        """Forget every cut that has not come yet."""
        self._cut_reply, self._asked_left, self._replied_left = False, None, None

    def _let_in(self):
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            if self.closed:
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self._server))
            self._open.append((client, server))
            for source, target, cut in (
                (client, server, self._of_request),
                (server, client, self._of_reply),
            ):
                passing = Thread(
                    target=self._pass_on, args=(source, target, cut), daemon=True
                )
                passing.start()
                self._threads.append(passing)

    def _pass_on(self, source, target, what_is_left):
        with suppress(OSError):
            while data := source.recv(1 << 16):
                with self._lock:
                    kept = what_is_left(data)
                target.sendall(data[:kept])
                if kept < len(data):
                    self.cuts += 1
                    break
        self._let_go((source, target), *(self._open if self.closed else ()))

    @staticmethod
    def _let_go(*pairs):
        for pair in pairs:
            for side in pair:
                with suppress(OSError):
                    side.shutdown(socket.SHUT_RDWR)

    def _of_request(self, data):
        kept, self._asked_left = counted(self._asked_left, len(data))
        return kept

    def _of_reply(self, data):
        if self._cut_reply and self._committed in data:
            self._cut_reply = False
            return 0
        kept, self._replied_left = counted(self._replied_left, len(data))
        return kept

    def close(self):
        self._listening.close()
        self._let_go(*self._open)
        for thread in self._threads[1:]:
            thread.join(10)
        for pair in self._open:
            for side in pair:
                side.close()


def counted(left, count):
    """How many of *count* bytes pass, and how many may pass after them."""
    if left is None:
        return count, None
    return (left, None) if left < count else (count, left - count)


@contextmanager
def proxy_before(port, committed=COMMITTED):
    """A proxy before the server at *port*, until the end."""
    proxy = Proxy(port, committed)
    try:
        yield proxy
    finally:
        proxy.close()
