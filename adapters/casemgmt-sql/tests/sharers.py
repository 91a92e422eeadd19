"""Processes that bring up one read model together; one of them may be told to die in it."""

import os
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Event

from casemgmt import Store
from casemgmt_sql import SqlReadModel, sharing

NAME, WITHIN, A_MOMENT = "register", 120, 0.02


def eventually(is_so, why="it never was so"):
    """Ask until it is so."""
    until = time.monotonic() + WITHIN
    while not is_so():
        assert time.monotonic() < until, why
        time.sleep(A_MOMENT)


@contextmanager
def sharers(many, store_at, config, address, notes):
    """Give processes that each follow a store; at the end none of them is left."""
    folder = Path(__file__).parent
    begun = f"import sys; sys.path.insert(0, {str(folder)!r}); import sharers"
    work = [sys.executable, "-c", f"{begun}; sharers.follow(*sys.argv[1:])"]
    where = [str(store_at), str(config), address, str(notes)]
    started = [subprocess.Popen([*work, *where, str(many)]) for _ in range(many)]
    try:
        yield started
    finally:
        for one in started:
            one.kill()
            one.wait(WITHIN)


def follow(store_at, config, address, notes, many):
    """Follow the store, once there are so many of us, until this process is ended."""
    folder, own = Path(notes), os.getpid()
    project, stand = sharing.SharedBucket.project, sharing.bucket_stand

    def once_all_are_here(bucket, batch):
        (folder / f"here-{own}").touch()
        eventually(lambda: len([*folder.glob("here-*")]) >= int(many))
        if batch.events:
            (folder / f"gave-{own}").touch()
        project(bucket, batch)

    def stands_or_dies(*told):
        stand(*told)
        if (folder / f"doomed-{own}").exists():
            (folder / "in-hand").touch()
            time.sleep(WITHIN)

    sharing.SharedBucket.project = once_all_are_here
    sharing.bucket_stand = stands_or_dies
    with (
        Store.open(store_at, config=Path(config)) as store,
        closing(SqlReadModel(address)) as model,
    ):
        of = store.projections.destination(model, NAME, address)
        store.projections.follow(partial(_itself, model), of, Event())


def _itself(model):
    return model
