"""A server that says of itself what a test wants, and can nothing."""

import json
import socket
from contextlib import contextmanager, suppress
from threading import Thread

FIT = {
    "server_id": "N",
    "version": "2.14.0",
    "headers": True,
    "jetstream": True,
    "max_payload": 8 * 1024 * 1024,
    "proto": 1,
}


@contextmanager
def server_that_says(**told):
    """The port of a server that greets as one whose settings are these."""
    greeting = f"INFO {json.dumps(FIT | told)}\r\n".encode()
    listening = socket.create_server(("127.0.0.1", 0))
    sides = []

    def let_in():
        with suppress(OSError):
            while True:
                side, _ = listening.accept()
                sides.append(side)
                Thread(target=greet, args=(side,), daemon=True).start()

    def greet(side):
        with suppress(OSError):
            side.sendall(greeting)
            while said := side.recv(1 << 16):
                if b"PING" in said:
                    side.sendall(b"PONG\r\n")

    greeter = Thread(target=let_in, daemon=True)
    greeter.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        greeter.join(10)
        for side in sides:
            side.close()
