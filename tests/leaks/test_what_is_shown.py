"""No object shows a person by its ``repr``: what a door returns, and all that is in it.

The doors are looked through: a new one is called too, with a child where it is not known
what else it asks for; what it refuses then shows nobody either.
"""

import inspect
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from uuid import UUID

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casemgmt import Known, Store, Subject, Text
from casemgmt.commands import RecordFollowUp
from casemgmt.desk.desk import Desk
from casemgmt.domain.areas import AREAS
from casemgmt.errors import RefusedError
from casemgmt.testing.making_up import values
from casemgmt.testing.needles import found
from casemgmt.testing.retelling import retold, texts_in

C01 = "child:C01"
VISIT = RecordFollowUp(kind="home-visit", seen_child=True, findings="Une phrase de Jamila")
KNOWN = {
    "ahead": 400,
    "as_of": "2025-12-31",
    "first": "2025-09-01",
    "known_at": datetime(2026, 3, 1, tzinfo=UTC),
    "kind": "child",
    "last": "2025-12-31",
    "on": "2025-12-31",
    "person": "amina",
    "ref": "r-1",
    "subject": C01,
    "subjects": [Subject.of(C01)],
    "to": "maison-de-la-sante",
    "use": "referral",
}
"""What stands for an argument of this name."""
PERIOD = ("2025-09-01", "2025-12-31")
REPORTS = {
    "partner": {},
    "centre-month": {"centre": "mediouna"},
    "caseworker-week": {"caseworker": "khadija"},
    "child-file": {"subject": C01},
}
OTHERWISE = {
    "acting_as": "returns a desk",
    "attach": "tests/store/test_attaching.py looks at what it returns",
    "attachment": "gives the very bytes of a file",
    "close": "returns nothing",
    "erase": "tests/store/test_erasing.py",
    "exchange": "tells another store, which seals it as this one does",
    "project": "writes a read model, which shows what it was granted",
    "open_in_emergency": "tests/privacy: there is none without an access matrix",
    "restate": "asked below, after a publication",
    "review_emergency": "tests/privacy: there is none without an access matrix",
    "migrate": "returns a number",
    "open": "returns a store",
}
SLOW = {"editions", "explain", "explain_each", "publish", "published", "report"}
RAW = (str, bytes, Text, date, datetime, UUID)
"""What is a value and nothing else: who has it in hand asked for it."""


def reached(value, seen=None) -> Iterator:
    """Everything of ours that can be had from *value*."""
    seen = set() if seen is None else seen
    if id(value) in seen or isinstance(value, RAW):
        return
    seen.add(id(value))
    match value:
        case Mapping():
            inside = [*value.keys(), *value.values()]
        case tuple() | list() | set() | frozenset() | Iterator():
            inside = list(value)
        case _ if attrs.has(type(value)):
            yield value
            inside = [
                getattr(value, field.name, None) for field in attrs.fields(type(value))
            ]
        case _:
            if type(value).__module__.startswith("casemgmt"):
                yield value
            inside = []
    for one in inside:
        yield from reached(one, seen)


def doors(kind):
    """The methods of *kind* that anybody may call."""
    return {
        name: made
        for name, made in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }


def asked(desk, name, made, store):  # noqa: PLR0911 - one for each way of asking
    """What a door returns, asked with what its arguments are called."""
    match name:
        case "record" | "would_record":
            return getattr(desk, name)(C01, VISIT, on="2025-12-31")
        case "record_file":
            return desk.record_file(['{"Jamila": "Une phrase"}'], rejects=None)
        case "explain" | "count_behind":
            return [getattr(desk, name)(f) for f in desk.figures(*PERIOD)[:3]]
        case "explain_each":
            return [[*desk.explain_each(f)] for f in desk.figures(*PERIOD)[:3]]
        case "impact" | "outcome":
            return getattr(desk, name)(next(iter(store.events())).command_id)
        case "report":
            return [desk.report(one, *PERIOD, **about) for one, about in REPORTS.items()]
        case "editions":
            every = {"forms": ["html", "pdf"], **REPORTS["child-file"]}
            return [*desk.editions("child-file", *PERIOD, **every)]
        case "publish":
            return desk.publish("partner", *PERIOD, ref="r-1")
        case "published":
            asked(desk, "publish", made, store)
            return desk.published("r-1"), desk.restate("r-1")
    wanted = inspect.signature(made).parameters.values()
    needed = [p.name for p in wanted if p.default is p.empty and p.name != "self"]
    return getattr(desk, name)(**{p: KNOWN.get(p, C01) for p in needed})


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.slow] if name in SLOW else [])
        for name in sorted({*doors(Desk), *doors(Store)} - OTHERWISE.keys())
    ],
)
def test_nothing_that_a_door_returns_shows_a_person(store, needles, name):
    desk = store.acting_as("amina", role="caseworker")
    door = desk if name in doors(Desk) else store

    try:
        answer = asked(door, name, doors(type(door))[name], store)
    except RefusedError as refused:  # shows nobody either
        answer = refused

    objects = (
        [answer, *reached(answer)] if isinstance(answer, Exception) else reached(answer)
    )
    shown = "\n".join(f"{one!r}\n{one}" for one in objects)
    assert needles.within(shown) == []
    assert "Jamila" not in shown


def test_what_is_reached_is_what_holds_the_needles(store, needles):
    """The walk would notice: the stories it reaches do hold the names."""
    desk = store.acting_as("amina")

    objects = list(reached(desk.history(C01)))
    inside = [
        text
        for one in objects
        if isinstance(one, Known)
        for text in texts_in(one.value)
        if text in needles.texts
    ]

    assert inside


def test_neither_a_store_nor_what_it_is_made_of_shows_a_person(store, needles):
    desk = store.acting_as("amina")
    desk.history(C01)
    parts = store._parts
    around = [store, desk, parts, parts.recorder, parts.shelf, parts.shelf.codec]
    around += [parts.shelf.vault, parts.shelf.vault._rows, parts.shelf.log, parts.config]
    around += [parts.shelf.story(s) for s, _ in parts.shelf.vault.references("child")]

    assert needles.within("\n".join(f"{one!r}" for one in around)) == []


EVENTS = sorted(
    {event for area in AREAS for event in area.events.values()}, key=lambda e: e.__name__
)
NEEDLE = "Jamila-au-puits"


def with_needles(value, _):
    """A personal text in the place of each."""
    if not isinstance(value, Known):
        return value
    inner = value.value
    if isinstance(inner, Text):
        return Known(Text(fr=NEEDLE))
    return Known(NEEDLE) if isinstance(inner, str) else value


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: e.__name__)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_event_and_no_command_shows_what_is_personal(event, data):
    told = retold(data.draw(values(event)), with_needles)

    assert found([NEEDLE], f"{told!r}{told}".encode()) == []
