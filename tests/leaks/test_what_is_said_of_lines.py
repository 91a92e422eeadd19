"""A line that is wrong in any way is told of without a word of what stands in it."""

import json
import logging
import traceback
from copy import deepcopy

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from tests.samples import REGISTRY, good_line

from casemgmt.config import Config
from casemgmt.errors import CaseManagementError
from casemgmt.recording.door import Door
from casemgmt.recording.wrong_field import as_field
from casemgmt.testing.needles import found

NEEDLE = "Jamila-au-puits"
COMMANDS = sorted(REGISTRY.commands)
CHOSEN = Config.default()
DOOR = Door(REGISTRY, CHOSEN.vocabulary.lists, CHOSEN.zone)
STRANGE = [
    NEEDLE,
    {"fr": NEEDLE},
    {"fr": NEEDLE, "xx": NEEDLE},
    {NEEDLE: NEEDLE},
    [NEEDLE],
    [[NEEDLE]],
    f"{NEEDLE}\x00",
    f"child:{NEEDLE} {NEEDLE}",
    f"2025-13-{NEEDLE}",
    {"value": NEEDLE},
    None,
    -1,
    1e400,
]


def paths(value, at=()):
    """Every place in a line."""
    yield at
    if isinstance(value, dict):
        for key in value:
            yield from paths(value[key], (*at, key))
    if isinstance(value, list):
        for n, one in enumerate(value):
            yield from paths(one, (*at, n))


def put(line, path, value):
    """The line with *value* in a place of it."""
    made = deepcopy(line)
    inside = made
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return made


@st.composite
def wrong_lines(draw):
    """A good line of any command, with something strange in one or two places."""
    line = good_line(draw(st.sampled_from(COMMANDS)))
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from([p for p in paths(line) if p]))
        line = put(line, path, draw(st.sampled_from(STRANGE)))
    if draw(st.booleans()):
        line["data"] = line["data"] if isinstance(line["data"], dict) else {}
    return line


def everything_said(error):
    """What anybody can come to see of an error: words, traces, what it carries."""
    said = [str(error), repr(error), repr(error.args), repr(vars(error))]
    said += traceback.format_exception(error)
    said += [
        error.sentence(lang) for lang in ("ar", "fr", "en") if hasattr(error, "sentence")
    ]
    return "\n".join(said)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(line=wrong_lines())
def test_no_error_of_the_door_repeats_what_was_told(line):
    said = refused(line)

    assert found([NEEDLE, "Zineb-Unique"], said.encode()) == []


def test_a_field_that_is_not_known_is_named_where_it_looks_like_one():
    line = good_line("record-follow-up")

    assert "data.mood: unknown-field" in refused(put(line, ("data", "mood"), "glad"))
    assert "data.?: unknown-field" in refused(put(line, ("data", "Jamila"), "glad"))
    assert "data.?: unknown-field" in refused(put(line, ("data", "جميلة"), "glad"))


def test_every_field_there_is_looks_like_one():
    names = {name for kind in COMMANDS for name in good_line(kind)["data"]}

    assert [name for name in names if as_field(name) != name] == []


def refused(line):
    """Everything that is said of a line that is refused."""
    try:
        DOOR.attempt(line)
    except CaseManagementError as error:
        return everything_said(error)
    return assume(False)  # something strange that is a value all the same


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    lines=st.lists(
        st.one_of(
            wrong_lines().map(lambda line: json.dumps(line, default=str)),
            st.builds(
                lambda line, at: json.dumps(line, ensure_ascii=False)[:at],
                wrong_lines(),
                st.integers(1, 400),
            ),
        ),
        min_size=1,
        max_size=5,
    )
)
@example(lines=[NEEDLE, f'{{"{NEEDLE}": 1', f'"{NEEDLE}"', "[" * 90 + NEEDLE])
def test_a_rejected_line_is_kept_whole_and_what_is_said_of_it_says_nothing(
    told_once, tmp_path_factory, caplog, lines
):
    folder = tmp_path_factory.mktemp("rejects")
    rejects = folder / "rejects.jsonl"
    with caplog.at_level(logging.DEBUG), memory() as store:
        summary = store.acting_as("amina").record_file(lines, rejects=rejects)

    said = f"{summary!r}{summary}{caplog.text}"
    if rejects.exists():
        assert rejects.stat().st_mode & 0o777 == 0o600
        for line in rejects.read_text(encoding="utf-8").splitlines():
            said += json.dumps(json.loads(line)["error"])
    assert found([NEEDLE, "Zineb-Unique"], said.encode()) == []


def memory():
    from casemgmt.testing import memory_store

    return memory_store(on="2026-03-01")
