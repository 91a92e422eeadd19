"""A line that is wrong is set aside alone, with its field and a code, and hurts nobody."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.recording.telling import SALMA, VISIT, line, with_a_case, written

from casemgmt import Store
from casemgmt.recording.registry import Registry
from casemgmt.testing import memory_store

NESTED = '{"id":' + "[" * 70 + "]" * 70 + "}"
BOMB = "[" * 100_000
REGISTER = with_a_case()[0]


DOMAINS = ("educational", "psychological", "social")


def with_data(**data):
    return json.dumps(line("register-child", SALMA | data))


def visited(**beside):
    return json.dumps(line("record-follow-up", VISIT) | beside)


def of(command, data, **beside):
    return json.dumps(line(command, data, **beside))


def without(key):
    return json.dumps(
        {k: v for k, v in line("record-follow-up", VISIT).items() if k != key}
    )


HOSTILE = {
    # the line itself
    "no JSON": ("once upon a time", None, "not-json"),
    "half a line": (json.dumps(REGISTER)[:-9], None, "not-json"),
    "broken UTF-8": (b'{"id": "\xff\xfe"}', None, "not-utf-8"),
    "Latin-1": ('{"id": "Fès"}'.encode("latin-1"), None, "not-utf-8"),
    "two MB": (with_data(address="x" * 2_000_000), None, "line-too-long"),
    "nested too deep": (NESTED, None, "too-deep"),
    "nested far too deep": (BOMB, None, "too-deep"),
    "nested and closed": ("[" * 2000 + "]" * 2000, None, "too-deep"),
    "a list": ("[1]", None, "not-an-object"),
    "a number": ("7", None, "not-an-object"),
    "null": ("null", None, "not-an-object"),
    "NaN": ('{"id": NaN}', None, "not-json"),
    "a lone surrogate": (with_data(given_name="\ud800"), None, "not-json"),
    "a lone surrogate in bytes": ('{"id": "\ud800"}', None, "not-utf-8"),
    "a zero byte": ('{"id": "a\0"}', None, "not-json"),
    # the envelope
    "an unknown key": (visited(colour="red"), "colour", "unknown-field"),
    "no id": (without("id"), "id", "missing-field"),
    "no day": (without("on"), "on", "missing-field"),
    "nobody": (without("by"), "by", "missing-field"),
    "no data": (without("data"), "data", "missing-field"),
    "an id that is none": (visited(id="seven"), "id", "not-an-id"),
    "a number as id": (visited(id=7), "id", "wrong-type"),
    "an unknown command": (visited(command="adopt-child"), "command", "unknown-command"),
    "a list as command": (visited(command=["x"]), "command", "unknown-command"),
    "an event as command": (
        visited(command="kit-delivered.1"),
        "command",
        "unknown-command",
    ),
    "no kind of subject": (visited(subject="C01"), "subject", "not-a-subject"),
    "a strange kind": (visited(subject="cat:C01"), "subject", "not-a-subject"),
    "the store's own": (visited(subject="system:store"), "subject", "not-a-subject"),
    "no key": (visited(subject="child:"), "subject", "not-a-subject"),
    "a key of 65": (visited(subject="child:" + "x" * 65), "subject", "not-a-subject"),
    "a key with a line end": (visited(subject="child:a\nb"), "subject", "not-a-subject"),
    "a null subject": (visited(subject=None), "subject", "not-a-subject"),
    "another's command": (visited(subject="centre:X"), "subject", "wrong-subject"),
    "the future": (visited(on="2030-01-01"), "on", "in-the-future"),
    "29 February": (visited(on="2025-02-29"), "on", "no-such-day"),
    "month 13": (visited(on="2025-13"), "on", "no-such-day"),
    "year 0": (visited(on="0000-01-01"), "on", "no-such-day"),
    "three years": (visited(on="2025-2027"), "on", "no-such-day"),
    "words as a day": (visited(on="yesterday"), "on", "not-a-day"),
    "Arabic digits": (visited(on="٢٠٢٥-٠٩-٠٣"), "on", "not-a-day"),
    "a number as day": (visited(on=20250903), "on", "wrong-type"),
    "an instant as day": (visited(on="2025-09-03T10:00:00Z"), "on", "not-a-day"),
    "nobody's name": (visited(by=""), "by", "empty"),
    "65 letters of name": (visited(by="x" * 65), "by", "too-long"),
    "a list of people": (visited(by=["amina"]), "by", "wrong-type"),
    "a role of no kind": (visited(role=7), "role", "wrong-type"),
    "no offset": (visited(at="2025-09-03T10:00:00"), "at", "no-offset"),
    "no instant": (visited(at="noon"), "at", "not-an-instant"),
    "a number as instant": (visited(at=5), "at", "wrong-type"),
    "before time began": (visited(at="0001-01-01T00:00:00+14:00"), "at", "not-an-instant"),
    # the data
    "data of no shape": (visited(data=[]), "data", "wrong-type"),
    "an unknown field": (with_data(favourite="blue"), "data.favourite", "unknown-field"),
    "a missing field": (of("register-child", {}), "data.given_name", "missing-field"),
    "a sentence for a number": (
        of("attend-session", {"session": "tutoring", "hours": "two hours"}),
        "data.hours",
        "wrong-type",
    ),
    "true for a number": (
        of("attend-session", {"session": "tutoring", "hours": True}),
        "data.hours",
        "wrong-type",
    ),
    "three decimals": (
        of("attend-session", {"session": "tutoring", "hours": 1.125}),
        "data.hours",
        "too-many-decimals",
    ),
    "less than nothing": (
        of("attend-session", {"session": "tutoring", "hours": -1}),
        "data.hours",
        "negative",
    ),
    "no end of hours": (
        of("attend-session", {"session": "tutoring", "hours": 1e300}),
        "data.hours",
        "too-large",
    ),
    "a word for true": (
        of("record-follow-up", VISIT | {"seen_child": "yes"}),
        "data.seen_child",
        "wrong-type",
    ),
    "a code of no list": (with_data(district="atlantis"), "data.district", "unknown-code"),
    "a code of no form": (
        of("assess-risk", {"level": "low", "factors": ["Très Grave"]}),
        "data.factors[0]",
        "not-a-code",
    ),
    "a text in Klingon": (
        with_data(mother={"tlh": "x"}),
        "data.mother.tlh",
        "unknown-field",
    ),
    "a number as text": (with_data(mother=7), "data.mother", "wrong-type"),
    "what was never erased": (
        with_data(mother={"forgotten": True}),
        "data.mother.forgotten",
        "unknown-field",
    ),
    "what nobody withheld": (
        with_data(mother={"withheld": True}),
        "data.mother.withheld",
        "unknown-field",
    ),
    "a seal of one's own": (
        with_data(mother={"~": "AAAA"}),
        "data.mother.?",
        "unknown-field",
    ),
    "a birth date of no calendar": (
        with_data(born="2013-02-30"),
        "data.born",
        "no-such-day",
    ),
    "a key with a name in it": (
        of(
            "complete-assessment",
            {"domains": {d: {} for d in (*DOMAINS, "Salma Idrissi")}},
        ),
        "data.domains.?",
        "not-a-code",
    ),
    "deep in a list": (
        of(
            "propose-plan",
            {
                "plan": "p1",
                "goals": [
                    {"goal": "g", "area": "education", "measure": "m", "due": "2026-02-30"}
                ],
            },
        ),
        "data.goals[0].due",
        "no-such-day",
    ),
    "a correction yet to come": (
        of(
            "correct",
            {"command_id": REGISTER["id"], "data": {}, "on": "2030-01-01", "reason": "x"},
        ),
        "data.on",
        "in-the-future",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_line_is_invalid_alone(name, tmp_path):
    hostile, field, code = HOSTILE[name]
    rejects = tmp_path / "rejects.jsonl"
    lines = [*written([REGISTER]), hostile, *written(with_a_case("child:C02"))]

    desk = memory_store(on="2026-01-05").acting_as("amina")
    summary = desk.record_file(lines, rejects=rejects)

    assert (summary.recorded, summary.invalid) == (4, 1)
    (kept,) = rejects.read_text().splitlines()
    error = json.loads(kept)["error"]
    assert (error["field"], error["code"], error["line"]) == (field, code, 2)
    assert error["message"] not in ("", error["code"])


def test_all_hostile_lines_in_one_file_leave_the_good_ones(tmp_path):
    file = tmp_path / "season.jsonl"
    good = [one.encode() for one in written(with_a_case())]
    bad = [_raw(hostile) for hostile, _, _ in HOSTILE.values()]
    file.write_bytes(b"\n".join([good[0], *bad, good[1], *bad, good[2]]))

    with Store.open(tmp_path / "a.db", create=True) as store:
        summary = store.acting_as("amina").record_file(file)

    assert (summary.recorded, summary.invalid) == (3, 2 * len(bad))


def _raw(text):
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def test_a_correction_with_wrong_data_is_invalid_in_its_field(tmp_path):
    rejects = tmp_path / "rejects.jsonl"
    wrong = {"command_id": REGISTER["id"], "data": SALMA | {"sex": 1}, "reason": "x"}

    memory_store(on="2026-01-05").acting_as("amina").record_file(
        written([REGISTER, line("correct", wrong)]), rejects=rejects
    )

    error = json.loads(rejects.read_text())["error"]
    assert (error["field"], error["code"]) == ("data.data.sex", "unknown-code")


def test_no_rejected_line_of_another_language_lacks_its_message():
    from casemgmt.locale import LANGUAGES, catalogue

    for language in LANGUAGES:
        known = catalogue(language)
        for _, _, code in HOSTILE.values():
            assert f"invalid.{code}" in known


WORDS = st.sampled_from(
    ["high", "tutoring", "education", "child:C01", "2025-09", "p1", "x"]
)
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | WORDS
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | WORDS, inner, max_size=3)
    ),
    max_leaves=8,
)
COMMANDS = Registry.of().commands
FIELDS = {
    name: [f.name.rstrip("_") for f in kind.__attrs_attrs__]
    for name, kind in COMMANDS.items()
}


@st.composite
def fuzzed(draw):
    """A line that is nearly right: a command's own fields, with anything in them."""
    command = draw(st.sampled_from(sorted(COMMANDS)))
    data = {f: draw(VALUES) for f in FIELDS[command] if draw(st.integers(0, 9))}
    said = line(command, data, subject=draw(st.sampled_from(["child:C01", "centre:x"])))
    if not draw(st.integers(0, 9)):
        said[draw(st.sampled_from([*said, "role", "at", "device"]))] = draw(VALUES)
    return said


@pytest.mark.long
@settings(
    max_examples=3_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(said=fuzzed())
def test_whatever_a_line_says_it_is_recorded_or_rejected_and_reads_back_equal(said):
    store = _fuzzed_store()
    desk = store.acting_as("amina")
    before = len(list(store.events()))

    try:
        written_line = json.dumps(said)
    except ValueError:
        return
    summary = desk.record_file([written_line])

    assert summary.recorded + summary.already + summary.refused + summary.invalid == 1
    codec = store._parts.shelf.codec
    for stored in store._parts.shelf.log.scan(before, 10):
        event = codec.entry(stored).event
        assert codec.registry.names[type(event)] == stored.name
        assert codec.payloads.event(stored.name, codec.payloads.plain(event)) == event


FUZZED = []


def _fuzzed_store():
    if not FUZZED or FUZZED[0]._parts.shelf.log.head() > 200:
        FUZZED[:] = [memory_store(on="2026-01-05")]
        FUZZED[0].acting_as("amina").record_file(written(with_a_case()))
    return FUZZED[0]
