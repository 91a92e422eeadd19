"""One subject given again leaves the tables as they were, and nothing counted twice."""

from importlib.resources import files

import pytest

from casemgmt import Store
from casemgmt_sql import SqlReadModel

from .tables_read import shown

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


def test_whoever_is_given_again_leaves_the_tables_as_they_were(store, tmp_path):
    kept = SqlReadModel(str(tmp_path / "register.db"))
    store.project(kept)
    before, seen = shown(kept), kept.seen()
    subjects = {told.subject for told in store.events() if told.subject.kind != "system"}

    for subject in sorted(subjects, key=str):
        store.project(kept, subject=str(subject))

        assert shown(kept) == before, subject
        assert kept.seen() == seen, subject
    assert len(subjects) > 1
    kept.close()
