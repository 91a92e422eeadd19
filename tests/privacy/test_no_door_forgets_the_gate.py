"""Every question of a desk, every door of a store and every verb says what it shows."""

import inspect

import pytest

from casemgmt import Desk, Store
from casemgmt.cli.app import VERBS
from casemgmt.desk.asking import SHOWS, Gated, asks, judges, shows_nobody, tells
from casemgmt.privacy.access import Verb

DOORS = {  # of a store itself, where nobody says who reads
    "acting_as": "a desk, which is gated",
    "close": "nothing",
    "destinations": "addresses of read models",
    "erase": "a certificate, which two persons ordered",
    "erasures": "who was erased, by random ids",
    "exchange": "counts, and references to who may export everything",
    "exchanges": "counts, which stores, and who asked",
    "events": "subjects by random ids, what is public",
    "has_access_matrix": "yes or no",
    "migrate": "a version",
    "open": "a store",
    "outcome": "what became of a command",
    "project": "how far a read model is",
    "projections": "read models; what waits, by random ids",
    "retention": "who is due to go, to the two who carry it out",
    "tidy_attachments": "how many files went",
}
VERBS_SHOW = {
    # through a desk, of whom the gate lets see
    **dict.fromkeys(
        [
            "access", "accesses", "attach", "attachments", "caseloads", "cases",
            "contradictions", "due", "duplicates", "explain", "history", "record",
            "report", "retention", "search", "tell", "work",
        ],
        "a desk",
    ),
    # figures and counts
    **dict.fromkeys(["centres", "indicators", "publish", "restate"], "no person"),
    # files, keys and read models: for who has the files of the store in any case
    **dict.fromkeys(
        [
            "adapters", "backup", "checkpoint", "demo", "erase", "migrate", "move",
            "parked", "project", "projections", "restore", "schema", "sync", "vault",
            "verify",
        ],
        "the store itself",
    ),
}  # fmt: skip


def public(kind: type) -> set[str]:
    return {name for name, _ in inspect.getmembers(kind) if not name.startswith("_")}


def test_every_question_of_a_desk_says_what_it_shows():
    for name in public(Desk):
        made = inspect.getattr_static(Desk, name)
        asked = made.fget if isinstance(made, property) else made
        assert getattr(asked, SHOWS, None) in {*Verb, "nobody", "judges"}, name


def test_every_door_of_a_store_is_looked_at():
    assert public(Store) == DOORS.keys()


def test_every_verb_is_looked_at():
    assert VERBS.keys() == VERBS_SHOW.keys()


def test_a_question_that_says_nothing_cannot_be_defined():
    with pytest.raises(TypeError, match=r"Careless\.names does not say what it shows"):

        class Careless(Desk):
            def names(self):
                return ["Salma"]

    with pytest.raises(TypeError, match="names"):

        class AlsoCareless(Gated):
            @property
            def names(self):
                return ["Salma"]


def test_one_that_says_it_can():
    class Careful(Gated):
        @shows_nobody
        def figures(self):
            return 3

        @asks(Verb.LIST, lambda _, answer: answer)
        def list(self):
            return []

        @tells
        def tell(self, subject):
            return subject

        @judges
        def open(self):
            return None

    assert Careful.list.shows is Verb.LIST
