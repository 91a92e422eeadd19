"""Events are read by code made for each class, and exactly as the converter reads them.

The converter of ``shapes`` is the judge: what a decoder takes is what the converter makes
of it, and what it does not take is answered as the converter answers it.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import attrs
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.made_up import ABOUT_OTHERS, patient, values
from tests.recording.test_stored_shapes import SHAPES

from casemgmt import events as e
from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Known, Personal, Withheld
from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.errors import UnknownEventError
from casemgmt.privacy.sealing import Sealer
from casemgmt.privacy.vault import FileVault
from casemgmt.recording.closed import FORGOTTEN, WITHHELD
from casemgmt.recording.codec import Codec
from casemgmt.recording.decoders import decoder, read_by, unusual
from casemgmt.recording.envelope import DAMAGED, Envelope, Unreadable, as_id
from casemgmt.recording.payloads import Payloads
from casemgmt.recording.plan import plan_of
from casemgmt.recording.registry import Registry

REGISTRY = Registry.of()
KINDS = {n: k for n, k in REGISTRY.events.items() if k not in ABOUT_OTHERS[:1]}
CLEAR = [(name, data) for name, data, _ in SHAPES if name in KINDS]
OPEN = (lambda value, _: value), (lambda name: name)
C02 = Subject("child", "C02")
AT = datetime(2026, 1, 1, tzinfo=UTC)
ODD = [
    *(None, True, False, 0, 1, -1, 1.0, 2.5, 0.001, 10**12, 10**30, "", "x", "2025-02-30"),
    *(
        "2025-09-03",
        "child:C01",
        "no spaces",
        "\ud800",
        "e\u0301",
        "2025 ",
        [],
        ["x"],
        [[]],
        {},
    ),
    *({"fr": 1}, {"de": "x"}, {"~": "AAAA"}, {"forgotten": True}, {"forgotten": 1}),
    *({"withheld": True}, {"forgotten": True, "left": "2013-03"}, {"value": 3}, {"x": {}}),
]


class Slowly(Payloads):
    """Reads with the converter alone."""

    def decoder(self, name):
        return unusual


@pytest.fixture(scope="module")
def codecs():
    vault = FileVault(None)
    sealer = Sealer(vault)
    ours, judge = (Codec(REGISTRY, sealer, vault) for _ in range(2))
    judge.payloads = Slowly(REGISTRY)
    yield ours, judge
    vault.close()


def exactly(value):
    """What a value is, types and all, however deep; a decimal as it is written."""
    if attrs.has(type(value)):
        held = [getattr(value, a.name) for a in attrs.fields(type(value))]
        return type(value), *map(exactly, held)
    if isinstance(value, Mapping):
        return type(value), [(exactly(k), exactly(v)) for k, v in value.items()]
    if isinstance(value, tuple):
        return type(value), *map(exactly, value)
    return type(value), str(value)


def answer(codec, name, data):
    """What *codec* makes of clear data: the event, or why it is none."""
    try:
        return exactly(codec.payloads.event(name, data))
    except UnknownEventError as error:
        return str(error)


def stored(codec, name, event):
    """The event as a log holds it, sealed; subjects that it names have their ids."""
    child = Subject("child", "C09")
    named = {child, Subject("child", "C01"), Subject("child", "C02")}
    ids = codec._names.identify(named)
    stream = ids[child]
    entry = Entry(UUID(int=7), stream, name, event, Day.of("2025-09-03"), AT, "amina")
    return codec.stored(
        Envelope(entry, stream, "child", AT), codec.payloads.plain(event), ids
    )


@pytest.mark.parametrize(("name", "data"), CLEAR, ids=[name for name, _ in CLEAR])
def test_every_shape_ever_stored_is_read_without_the_converter(codecs, name, data):
    ours, judge = codecs

    read = read_by(decoder(KINDS[name]), data, *OPEN)

    assert exactly(read) == exactly(judge.payloads.event(name, data))
    assert exactly(ours.payloads.event(name, data)) == exactly(read)


@pytest.mark.parametrize("said", [FORGOTTEN, WITHHELD], ids=["forgotten", "withheld"])
@pytest.mark.parametrize(("name", "data"), CLEAR, ids=[name for name, _ in CLEAR])
def test_what_is_closed_is_read_without_the_converter_too(codecs, name, data, said):
    shut = plan_of(KINDS[name]).walk(data, lambda *_: said, OPEN[1])

    read = read_by(decoder(KINDS[name]), data, lambda *_: said, OPEN[1])

    assert exactly(read) == exactly(codecs[1].payloads.event(name, shut))


@attrs.frozen
class Inner:
    words: Personal[Text]
    about: Subject


@attrs.frozen
class Outer:
    words: Personal[Text]
    listed: tuple[Inner, ...]
    tabled: Mapping[str, Inner]
    one: Inner | None = None


def test_what_stands_inside_is_opened_in_its_own_place():
    inner = {"words": "closed", "about": "child:1"}
    data = {"words": "closed", "listed": [inner, inner], "tabled": {"a": inner}}
    places, decoded = [], []

    plan_of(Outer).walk(data, lambda _, at: places.append(at), OPEN[1])
    made = decoder(Outer)(
        data, lambda _, at: decoded.append(at) or at, lambda _: "child:C02", ""
    )

    assert sorted(decoded) == sorted(places)
    inner = [Inner(Known(Text(plain=f"listed.{i}.words")), C02) for i in range(2)]
    tabled = {"a": Inner(Known(Text(plain="tabled.a.words")), C02)}
    assert made == Outer(Known(Text(plain="words")), tuple(inner), tabled)


@pytest.mark.parametrize("name", KINDS)
@settings(patient, max_examples=8)
@given(chance=st.data())
def test_what_is_stored_reads_as_the_converter_reads_it(codecs, name, chance):
    ours, judge = codecs
    row = stored(ours, name, chance.draw(values(KINDS[name])))

    for how in ({}, {"opened": False}, {"by_id": True}):
        read, judged = ours.entry(row, **how), judge.entry(row, **how)
        assert exactly(read) == exactly(judged)
        assert read.order == judged.order


@pytest.mark.parametrize(("name", "data"), CLEAR, ids=[name for name, _ in CLEAR])
def test_hostile_data_is_answered_as_the_converter_answers_it(codecs, name, data):
    ours, judge = codecs

    for hostile in (*changed(data), *ODD):
        assert answer(ours, name, hostile) == answer(judge, name, hostile)


def changed(data):
    """*Data* with one thing wrong, or odd, at every place in it."""
    yield data | {"x": 1}
    yield data | {"x": None}
    for key, value in data.items():
        yield {k: v for k, v in data.items() if k != key}
        inner = changed(value) if type(value) is dict and value else ()
        first = changed(value[0]) if type(value) is list and type(value[0]) is dict else ()
        for odd in (*ODD, *inner, *([one] for one in first), [value], [value, value]):
            yield data | {key: odd}


@pytest.mark.parametrize("name", KINDS)
@settings(patient, max_examples=8)
@given(chance=st.data())
def test_a_damaged_row_is_answered_as_the_converter_answers_it(codecs, name, chance):
    ours, judge = codecs
    row = stored(ours, name, chance.draw(values(KINDS[name])))
    told = orjson.loads(row.state)
    key = chance.draw(st.sampled_from([*told, *told["d"], "x"]))
    holder = told["d"] if key in told["d"] else told
    holder[key] = chance.draw(st.sampled_from(ODD))
    damaged = attrs.evolve(row, state=json.dumps(told, sort_keys=True).encode())

    for how in ({}, {"opened": False}, {"by_id": True}):
        assert exactly(ours.entry(damaged, **how)) == exactly(judge.entry(damaged, **how))


@pytest.mark.parametrize("how", [{}, {"opened": False}, {"by_id": True}])
def test_a_personal_value_that_is_missing_is_not_taken_for_a_sealed_one(codecs, how):
    ours, judge = codecs
    both = (UUID(int=1), UUID(int=2))
    said = e.ContradictionResolved(between=both, holds="neither", reason=Withheld())
    row = stored(ours, "contradiction-resolved.1", said)
    told = orjson.loads(row.state)
    told["d"]["reason"] = None
    damaged = attrs.evolve(row, state=json.dumps(told, sort_keys=True).encode())

    assert isinstance(ours.entry(damaged, **how).event, Unreadable)
    assert exactly(ours.entry(damaged, **how)) == exactly(judge.entry(damaged, **how))


@pytest.mark.parametrize(("name", "data"), CLEAR, ids=[name for name, _ in CLEAR])
def test_what_was_read_is_as_closed_as_any_other_event(codecs, name, data):
    event = codecs[0].payloads.event(name, data)

    for a in attrs.fields(type(event)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(event, a.name, None)
    made = type(event)(
        **{a.alias: getattr(event, a.name) for a in attrs.fields(type(event))}
    )
    assert exactly(made) == exactly(event)


@given(
    st.text("0123456789abcdefABCDEF-_ {}xurnid:\u0663", min_size=30, max_size=36)
    | st.text("0123456789abcdef", min_size=32, max_size=32)
    | st.uuids().map(str)
    | st.sampled_from([None, 7, True, [], "", "0x" + "1" * 30, "\u0663" * 32])
)
def test_an_id_is_read_as_python_reads_it(said):
    try:
        known = UUID(said)
    except DAMAGED as error:
        with pytest.raises(type(error)):
            as_id(said)
    else:
        assert exactly_one(as_id(said)) == exactly_one(known)


def exactly_one(id_):
    return type(id_), id_, id_.is_safe, hash(id_)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_no_event_of_ours_does_more_when_it_is_made_than_keep_what_it_is_given(kind):
    for name in ("__attrs_pre_init__", "__attrs_post_init__"):
        assert not hasattr(kind, name)
    for a in attrs.fields(kind):
        assert a.init
        assert a.validator is None
        assert not isinstance(a.default, attrs.Factory)


def test_what_a_seal_gives_is_left_as_it_was():
    shut = {"withheld": True}
    child = {"born": "2014-05-06", "given_name": {"plain": "Salma"}}

    plan_of(KINDS["child-registered.1"]).walk(child, lambda *_: shut, lambda name: name)

    assert shut == {"withheld": True}
