"""Commands with anything in them: taken or rejected, and what is taken reads back equal.

Lines of files and commands made in Python, good ones among them so that there is a story
for the others to trouble. No error but ours, and verification finds nothing.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from copy import deepcopy
from functools import cache
from unittest.mock import patch
from uuid import UUID
from zoneinfo import ZoneInfo

import attrs
from tests.campaigns.rows import STRANGE
from tests.samples import EVERY_PLACE, REGISTRY, good_line

from casemgmt.care.verify import verify
from casemgmt.errors import CaseManagementError, InvalidError, RuleBrokenError
from casemgmt.recording.door import Door
from casemgmt.recording.payloads import Payloads
from casemgmt.testing import memory_store
from casemgmt.vocabularies import default

from .acts import in_several_transactions, new_id
from .campaign import Campaign

LINES = 2_000
IN_PYTHON = 200
TODAY = "2026-01-05"
COMMANDS = sorted(REGISTRY.commands)
DOOR = Door(REGISTRY, default().lists, ZoneInfo("Africa/Casablanca"))
HEAD = ("id", "command", "subject", "on", "at", "by", "role", "data", "colour")
WORDS = (
    "high", "tutoring", "education", "services", "child:K1", "2025-09", "2025-09-03", "p1",
    "2030-01-01", "9999-12-31", "0001-01-01", "2025-02-29", "٢٠٢٥-٠٩-٠٣", "mediouna", 1.125,
    -0.0, 1e16, 2**53 + 1, "\ud800", "a" * 65, "سلمى", "e\u0301", " x ", [["x"]],
)  # fmt: skip
CHANGES = ("nothing", "a field", "a deep field", "less", "the envelope", "its letters")


@cache
def places():
    """Every field of each command, of values inside it too."""
    return {c: [p for p in EVERY_PLACE if p.command == c] for c in COMMANDS}


@cache
def good(command):
    return good_line(command)


def round_(chance, reached) -> int:
    store = memory_store(on=TODAY)
    desk = store.acting_as("amina")
    lines = [line(chance, reached) for _ in range(LINES)]
    with no_error_but_ours(), in_several_transactions():
        summary = desk.record_file(lines)
    settled = summary.recorded + summary.already + summary.refused + summary.invalid
    assert settled == len(lines), "a line is answered with nothing"
    for ending in ("recorded", "already", "refused", "invalid"):
        reached[ending] += getattr(summary, ending)
    for _ in range(IN_PYTHON):
        with no_error_but_ours():
            reached[f"in Python: {in_python(desk, chance)}"] += 1
    assert_reads_back(store, lines)
    return LINES + IN_PYTHON


@contextmanager
def no_error_but_ours():
    try:
        yield
    except CaseManagementError:
        raise
    except Exception as error:
        raise AssertionError(f"an error of another type: {type(error).__name__}") from error


def line(chance, reached):
    """One line; often good, often with something wrong, sometimes no line at all."""
    said = deepcopy(good(chance.choice(COMMANDS)))
    said["id"] = str(new_id(chance))
    kind = said["subject"].partition(":")[0]
    said["subject"] = f"{kind}:K{chance.randrange(20)}"
    said["on"] = f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    change = chance.choice(CHANGES)
    reached[change] += 1
    for _ in range(chance.choice((1, 1, 2))):
        changed(said, change, chance)
    written = json.dumps(said, ensure_ascii=chance.random() < 0.5)
    return bent(written, chance) if change == "its letters" else written


def changed(said, change, chance):
    """Change one thing in *said*, to what is put nowhere else, nor into itself."""
    value = deepcopy(chance.choice(STRANGE + WORDS))
    match change:
        case "a field":
            data = said["data"] or {"x": 1}
            said["data"][chance.choice([*data, "colour"])] = value
        case "a deep field" if places()[said["command"]]:
            at = said["data"]
            for step in chance.choice(places()[said["command"]]).path[:-1]:
                at = at[step] if _leads_on(at, step) else at
            if isinstance(at, dict) and at:
                at[chance.choice(list(at))] = value
            elif isinstance(at, list):
                at.append(value)
        case "less" if said["data"]:
            del said["data"][chance.choice(list(said["data"]))]
        case "the envelope":
            field = chance.choice(HEAD)
            said[field] = value
            if not isinstance(said["data"], dict) or field == "command":
                said.update(deepcopy(good(chance.choice(COMMANDS))) | {field: value})


def _leads_on(at, step) -> bool:
    if isinstance(at, dict):
        return step in at
    return isinstance(at, list) and isinstance(step, int) and step < len(at)


def bent(written, chance) -> bytes:
    """Its bytes with some changed, cut or doubled."""
    raw = bytearray(written.encode("utf-8", "surrogatepass"))
    for _ in range(chance.randint(1, 4)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    end = chance.choice((len(raw), chance.randrange(len(raw))))
    return bytes(raw[:end]).replace(b"\n", b" ").strip() or b"x"  # not a blank line


def in_python(desk, chance) -> str:
    """A command made in Python with something strange in one of its fields."""
    line = good(chance.choice(COMMANDS))
    command = DOOR.attempt(line).command
    name = chance.choice([f.name for f in attrs.fields(type(command))] or [None])
    if name is not None and chance.random() < 0.8:
        try:
            command = attrs.evolve(command, **{name: chance.choice(STRANGE + WORDS)})
        except Exception:  # noqa: BLE001 - Python's own, before there is a command
            return "not made"
    subject = chance.choice((line["subject"], line["subject"], "centre:K1", "cat:K1"))
    try:
        desk.record(subject, command, on=chance.choice(("2025-09-03", *WORDS)))
    except (InvalidError, RuleBrokenError) as error:
        return "refused" if isinstance(error, RuleBrokenError) else "invalid"
    return "recorded"


def assert_reads_back(store, lines):
    """What was recorded says what was told, field by field, and the log is whole."""
    shelf, told = store._parts.shelf, said_in(lines)
    for stored in shelf.log.scan(0, 1_000_000):
        entry = shelf.codec.entry(stored)
        payloads = shelf.codec.payloads
        assert payloads.event(stored.name, payloads.plain(entry.event)) == entry.event
        if entry.command_id in told:
            said = [one for one in map(attempted, told[entry.command_id]) if one]
            assert entry.on in [one.on for one in said], "another day"
            command = REGISTRY.command_of(entry.event)
            commands = [one.command for one in said]
            assert command is None or command in commands, "it reads back otherwise"
    assert verify(shelf.log).ok, "verification finds faults"


def said_in(lines) -> dict[UUID, list]:
    """The lines that are JSON, by their ids."""
    said: dict[UUID, list] = {}
    for one in lines:
        with suppress(ValueError, TypeError, AttributeError, KeyError):
            parsed = json.loads(one)
            said.setdefault(UUID(parsed["id"]), []).append(parsed)
    return said


def attempted(said):
    try:
        return DOOR.attempt(said)
    except InvalidError:
        return None


@contextmanager
def a_check_left_out():
    """The door lets out whatever it meets while it reads the shape of a command."""

    def shaped(door, kind, data, path=("data",)):
        return door._shapes.structure(data, kind)

    with patch.object(Door, "shaped", shaped):
        yield


@contextmanager
def words_changed_on_the_way():
    """The payloads tidy the words that it stores."""
    plain = Payloads.plain

    def tidied(made, event):
        return {
            k: v.strip() if isinstance(v, str) else v for k, v in plain(made, event).items()
        }

    with (
        patch.object(Payloads, "plain", tidied),
        patch.object(Payloads, "checked", lambda made, event: made.plain(event)),
    ):
        yield


CAMPAIGN = Campaign(
    name="fuzz",
    promise="R5",
    small=100_000,
    full=1_000_000,
    kinds=(
        *CHANGES,
        "recorded",
        "already",
        "refused",
        "invalid",
        "in Python: invalid",
        "in Python: refused",
        "in Python: recorded",
    ),
    round=round_,
    planted={
        "a check left out": a_check_left_out,
        "words changed on the way": words_changed_on_the_way,
    },
    patience=20_000,
)
