"""One subject given again leaves the lake as it was, and nothing counted twice."""

from importlib.resources import files
from pathlib import Path

import pytest

from casemgmt import Store
from casemgmt_lake import Lake

from .lake_read import rows_in, shown

LONGER = [
    pytest.param(journal, marks=pytest.mark.slow)
    for journal in ("every_command", "linked_children")
]


@pytest.fixture(params=["households", *LONGER])
def store(request, tmp_path):
    journal = files("casemgmt.testing").joinpath("journals", f"{request.param}.jsonl")
    with Store.open(tmp_path / "a.db", create=True) as store:
        store.acting_as("amina").record_file(journal.read_text("utf-8").splitlines())
        yield store


def test_whoever_is_given_again_leaves_the_lake_as_it_was(store, tmp_path):
    lake = Lake(str(tmp_path / "lake"))
    store.project(lake)
    facts, events, seen = shown(lake.address), told(lake), lake.seen()
    subjects = {told.subject for told in store.events() if told.subject.kind != "system"}

    for subject in sorted(subjects, key=str):
        store.project(lake, subject=str(subject))

        assert told(lake) == events, subject
        assert shown(lake.address) == facts, subject
        assert lake.seen() == seen, subject
    assert len(subjects) > 1


def told(lake):
    return rows_in(Path(lake.address) / "current" / "events")
