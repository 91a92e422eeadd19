"""Lines of a journal, and what they made of a store, for the tests beside."""

import json
from itertools import count
from uuid import UUID

from attrs import evolve

from casemgmt import Store

IDS = (UUID(int=0x5D0C << 112 | 4 << 76 | 8 << 60 | n) for n in count(1))
OPEN = {"centre": "mediouna", "caseworker": "amina", "programmes": ["education"]}
CONSENT = {"purposes": ["services", "reporting"], "given_by": "guardian"}
SALMA = {
    "given_name": {"ar": "سلمى", "fr": "Salma"},
    "family_name": "Idrissi",
    "sex": "female",
    "born": "2013-03-14",
    "district": "mediouna",
}
BAG = {"kit": "school-bag-full", "school_year": "2025-2026"}
VISIT = {"kind": "home-visit", "seen_child": True}


def line(command, data, *, subject="child:C01", on="2025-09-03", **beside):
    """One line as a dict; its id is new unless one is given."""
    said = {"id": str(next(IDS)), "command": command, "subject": subject, "on": on}
    return said | {"by": "amina", "data": data} | beside


def written(lines):
    """The lines as a journal writes them."""
    return [one if isinstance(one, str) else json.dumps(one) for one in lines]


def with_a_case(subject="child:C01", **beside):
    """A child who is registered, with consent and an open case."""
    told = (("register-child", SALMA), ("give-consent", CONSENT), ("open-case", OPEN))
    return [line(command, data, subject=subject, **beside) for command, data in told]


def read(path, lines, **how):
    """Read *lines* into the store at *path*, made where it is not there."""
    with Store.open(path, create=True) as store:
        return store.acting_as("amina").record_file(written(lines), **how)


def stories(path, *, clocks=True):
    """Everything a store tells of its children, by reference."""
    with Store.open(path) as store:
        desk = store.acting_as("amina")
        return {
            str(subject): [
                evolve(e, position=0, at=e.at if clocks else None)
                for e in desk.history(subject)
            ]
            for kind in ("child", "household", "centre", "agreement")
            for subject in desk.subjects(kind)
        }


def log_of(store):
    """The log of an open store."""
    return store._parts.shelf.log


def stored(store):
    """How many events a store holds; its positions may have gaps."""
    return sum(1 for _ in store.events())
