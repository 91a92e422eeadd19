"""Calling the command line in a process of its own, which starts with everything imported.

Where a system cannot fork, each call starts a Python of its own.
"""

import atexit
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from attrs import frozen

PROGRAM = "from casemgmt.cli import main; main()"
BLOCK = 512
IMPORTED = (
    "casemgmt.cli.record",
    "casemgmt.cli.history",
    "casemgmt.read_models.figuring",
    "duckdb",
    __name__,
)


@frozen
class Ended:
    """How a call of the command line ended."""

    code: int
    out: str
    err: str

    @property
    def document(self):
        return json.loads(self.out)


def called(arguments, folder, given=None, largest_file=None, variables=None):
    """Call the command line in *folder*, and return how it ended.

    Args:
        arguments: What stands behind ``casemgmt``.
        folder: Where it is called.
        given: What its standard input holds; nothing if None.
        largest_file: In blocks of 512 bytes: as good as a full disk.
        variables: Of the environment; then it is a Python that starts with them.

    """
    words = [*map(str, arguments)]
    if variables or "forkserver" not in multiprocessing.get_all_start_methods():
        return _started(words, folder, given, variables)
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload([*IMPORTED])
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        (place / "in").write_bytes(given or b"")
        limits = None if largest_file is None else largest_file * BLOCK
        process = forking.Process(target=_called, args=(words, folder, place, limits))
        process.start()
        process.join()
        said = ((place / name).read_text("utf-8") for name in ("out", "err"))
        ended = Ended(process.exitcode, *said)
        process.close()
    return ended


def _started(words, folder, given, variables):
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=folder,
        env=os.environ | (variables or {}),
        input=given,
        capture_output=True,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def _called(words, folder, place, largest_file):
    """Be the command line, in a process that was forked for it."""
    from casemgmt.cli import main

    os.chdir(folder)
    for fd, name in enumerate(("in", "out", "err")):
        opened = os.open(place / name, os.O_WRONLY | os.O_CREAT if fd else os.O_RDONLY)
        os.dup2(opened, fd)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - until the end
    sys.argv = ["casemgmt", *words]
    if largest_file is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    try:
        main()
    finally:
        atexit._run_exitfuncs()
