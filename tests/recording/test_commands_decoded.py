"""Commands are read by code made for each class, and exactly as the converter reads them.

The converter of the door is the judge here too: what is taken at once is what it makes of
it, and whatever else comes in is answered in its words, with its field.
"""

from zoneinfo import ZoneInfo

import attrs
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.made_up import patient, values
from tests.recording.test_decoders import ODD, OPEN, changed, exactly
from tests.recording.test_stored_shapes import SHAPES

from casemgmt.domain.area import Command
from casemgmt.domain.enrolment.follow_up import RecordFollowUp
from casemgmt.errors import InvalidError
from casemgmt.recording.closed import FORGOTTEN, WITHHELD
from casemgmt.recording.decoders import Decoders, read_by
from casemgmt.recording.door import Door
from casemgmt.recording.plain_facts import happened
from casemgmt.recording.registry import Registry
from casemgmt.vocabularies import default

REGISTRY = Registry.of()
LISTS = default().lists
DOOR = Door(REGISTRY, LISTS, ZoneInfo("Africa/Casablanca"))
DECODERS = Decoders(LISTS)
COMMANDS = REGISTRY.commands
AMENDMENTS = {
    "correct": {
        "command_id": "00000000-0000-4000-8000-000000000001",
        "data": {"kind": "call", "seen_child": False},
        "on": "2025-09-03",
        "reason": "Mauvaise ligne",
    },
    "retract": {
        "command_id": "00000000-0000-4000-8000-000000000001",
        "reason": {"fr": "Deux fois"},
    },
}
TOLD = {
    REGISTRY.command_names[kind]: data
    for name, data, _ in SHAPES
    if (kind := REGISTRY.told_by.get(REGISTRY.events[name])) is not None
}
DATA = sorted((TOLD | AMENDMENTS).items())
NAMES = [name for name, _ in DATA]


def answer(read, kind, data):
    """The command that *read* makes of *data*, or why it makes none."""
    try:
        return exactly(read(kind, data, ("data",)))
    except InvalidError as error:
        return error.field, error.code, error.nearest


def said(event):
    """What a journal says that tells *event*."""
    return orjson.loads(orjson.dumps(DOOR.data_of(event)))


def test_every_command_is_tried():
    assert set(NAMES) == set(COMMANDS)


@pytest.mark.parametrize(("name", "data"), DATA, ids=NAMES)
def test_a_command_as_journals_write_it_is_read_without_the_converter(name, data):
    kind = COMMANDS[name]

    read = read_by(DECODERS.of(kind), data, *OPEN)

    assert exactly(read) == exactly(DOOR._judged(kind, data, ("data",)))


@pytest.mark.parametrize("name", sorted(TOLD))
@settings(patient, max_examples=8)
@given(chance=st.data())
def test_what_is_made_up_is_answered_as_the_converter_answers_it(name, chance):
    kind = COMMANDS[name]
    data = said(chance.draw(values(kind.__bases__[0])))

    assert answer(DOOR.shaped, kind, data) == answer(DOOR._judged, kind, data)


@pytest.mark.parametrize(("name", "data"), DATA, ids=NAMES)
def test_hostile_data_is_answered_as_the_converter_answers_it(name, data):
    kind = COMMANDS[name]

    for hostile in (*changed(data), *ODD, *map(Mimic.of, (data, "x", 1))):
        assert answer(DOOR.shaped, kind, hostile) == answer(DOOR._judged, kind, hostile)


@pytest.mark.parametrize(("name", "data"), DATA, ids=NAMES)
def test_what_only_looks_like_json_is_left_to_the_converter(name, data):
    kind = COMMANDS[name]

    for key, value in data.items():
        odd = data | {key: Mimic.of(value)}
        assert answer(DOOR.shaped, kind, odd) == answer(DOOR._judged, kind, odd)


class Mimic:
    """What a caller's own classes may bring in: equal to a plain value, and none."""

    @staticmethod
    def of(value):
        kind = type(value)
        return value if kind is bool else type("Mimic", (kind,), {})(value)


@pytest.mark.parametrize("shut", [FORGOTTEN, WITHHELD], ids=["forgotten", "withheld"])
def test_nobody_sends_in_that_a_value_is_closed(shut):
    data = TOLD["record-follow-up"] | {"findings": shut}

    with pytest.raises(InvalidError) as refusal:
        DOOR.shaped(RecordFollowUp, data)

    assert refusal.value.field.startswith("data.findings.")


@pytest.mark.parametrize(("name", "data"), DATA, ids=NAMES)
def test_a_command_that_was_read_is_as_closed_as_any_other(name, data):
    read = DOOR.shaped(COMMANDS[name], data)

    for a in attrs.fields(type(read)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(read, a.name, None)


@pytest.mark.parametrize("name", sorted(TOLD))
@settings(patient, max_examples=8)
@given(chance=st.data())
def test_a_fact_tells_the_event_that_its_command_says(name, chance):
    kind = COMMANDS[name]
    command = REGISTRY.command_of(chance.draw(values(kind.__bases__[0])))

    assert exactly(happened(command)) == exactly(command.happened())


@attrs.frozen
class Counted:
    """An event of a plug-in, which does more than keep what it is given."""

    said: int

    def __attrs_post_init__(self):
        object.__setattr__(self, "said", abs(self.said))


class Count(Counted, Command):
    pass


def test_an_event_of_a_plug_in_is_made_by_its_own_class():
    command = Count(3)
    object.__setattr__(command, "said", -3)

    assert happened(command) == (Counted(3),)


@pytest.mark.parametrize("kind", COMMANDS.values(), ids=list(COMMANDS))
def test_no_command_of_ours_does_more_when_it_is_made_than_keep_what_it_is_given(kind):
    for name in ("__attrs_pre_init__", "__attrs_post_init__"):
        assert not hasattr(kind, name)
    for a in attrs.fields(kind):
        assert a.validator is None
        assert not isinstance(a.default, attrs.Factory)
