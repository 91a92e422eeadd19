"""A store of twelve invented children, and every personal text that is told of them."""

import json
import shutil
from pathlib import Path

import attrs
import pytest
from attrs import frozen
from tests.samples import REGISTRY, held

from casemgmt import Store, Text
from casemgmt.recording.kinds import is_personal, written
from casemgmt.testing.needles import found, personal_texts

JOURNAL = Path(__file__).parents[1] / "data" / "f12" / "journal.jsonl"


@frozen
class Needles:
    """What may stand nowhere but where it is asked for."""

    texts: tuple

    def within(self, said):
        """Those that stand in what was *said*, plain or encoded."""
        return found(self.texts, said.encode() if isinstance(said, str) else said)


def personal_fields(command):
    """The fields of a command that hold a personal text."""
    kind = REGISTRY.commands[command]
    attrs.resolve_types(kind, include_extras=True)
    return [
        written(a.name)
        for a in attrs.fields(kind)
        if is_personal(a.type)
        and Text in getattr(held(a.type), "__args__", (held(a.type),))
    ]


def with_needles(line, number):
    """A line in which every personal text says something that stands nowhere else."""
    names = {
        field: {"fr": f"Jamila-{field}-{number}", "ar": f"جميلة عند البئر {number}"}
        for field in personal_fields(line["command"])
    }
    return line | {"data": line["data"] | names}


@pytest.fixture(scope="session")
def lines():
    """The journal of the twelve, with needles."""
    read = JOURNAL.read_text(encoding="utf-8").splitlines()
    return [with_needles(json.loads(line), n) for n, line in enumerate(read)]


@pytest.fixture(scope="session")
def told_once(tmp_path_factory, lines):
    """A folder with the store, made once."""
    folder = tmp_path_factory.mktemp("leaks")
    with Store.open(folder / "f12.db", create=True) as store:
        given = [json.dumps(line) for line in lines]
        desk = store.acting_as("amina")
        done = desk.record_file(given, times_given=True)
        whose = [s for kind in ("child", "household") for s in desk.subjects(kind)]
        texts = tuple(personal_texts(e for s in whose for e in desk.history(s)))
    assert (done.refused, done.invalid) == (0, 0)
    assert len(texts) > 100
    return folder, Needles(texts)


@pytest.fixture
def needles(told_once):
    return told_once[1]


@pytest.fixture
def folder(told_once, tmp_path):
    """A copy of the store for this test alone."""
    shutil.copytree(told_once[0], tmp_path / "told")
    return tmp_path / "told"


@pytest.fixture
def store(folder):
    with Store.open(folder / "f12.db") as opened:
        yield opened
