"""A store of a few children, made once and copied for each test."""

import shutil

import pytest
from tests.recording.telling import SALMA, VISIT, line, read, with_a_case

from casemgmt.care.verify import verify
from casemgmt.recording.engines.sqlite import SQLiteLog

CHILDREN = 8


def story(child):
    number = {"kind": "massar", "value": f"M{child}", "status": "verified"}
    register = line("register-child", SALMA, subject=child)
    fix = {"command_id": register["id"], "data": SALMA, "reason": "une erreur"}
    return [
        *with_a_case(child),
        line("add-identifier", number, subject=child),
        line("record-follow-up", VISIT | {"findings": "tout va bien"}, subject=child),
        register,
        line("correct", fix, subject=child),
    ]


@pytest.fixture(scope="session")
def recorded_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recorded")
    told = [one for n in range(CHILDREN) for one in story(f"child:K{n}")]
    moved = [one | {"at": "2025-09-10T08:00:00Z"} for one in with_a_case("child:M1")]
    read(folder / "a.db", told)
    read(folder / "a.db", moved, times_given=True)
    return folder


@pytest.fixture
def store_at(recorded_once, tmp_path):
    """The path of a store with nine children, one moved in, and its vault."""
    for file in recorded_once.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / "a.db"


@pytest.fixture
def looked_over():
    """Verify the log of the store at a path."""

    def look(path, *noted):
        log = SQLiteLog(path)
        try:
            return verify(log, *noted)
        finally:
            log.close()

    return look
