"""Stores whose read model is granted everything, so that it can be compared with a desk."""

import json
from contextlib import contextmanager

from attrs import evolve

from casemgmt.adapters import Config
from casemgmt.config import AdapterConfig
from casemgmt.testing import memory_store
from casemgmt_sql import SqlReadModel

NAME = "register"


def granting(address="", fields=SqlReadModel.fields):
    """A configuration that grants *fields* to the read model."""
    granted = AdapterConfig(NAME, "sql", address, tuple(fields))
    return evolve(Config.default(), adapters=(granted,))


@contextmanager
def told(lines, on):
    """A store of what *lines* tell, as on a day."""
    with memory_store(on=on, config=granting()) as store:
        written = [x if isinstance(x, str) else json.dumps(x) for x in lines]
        store.acting_as("amina").record_file(written, times_given=True)
        yield store


def by_reference(adapter, name, key):
    """How senders call each subject that the tables name by its id."""
    from .tables_read import asked

    rows = map(dict, asked(adapter, f"SELECT {key}, reference FROM {name}"))
    return {row[key]: row["reference"] for row in rows}
