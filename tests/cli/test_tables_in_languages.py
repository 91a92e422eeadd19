"""Tables are headed in the language of their readers; documents for programs are not."""

import json
import re

import pytest

from casemgmt import Store
from casemgmt.cli.app import run
from casemgmt.locale import LANGUAGES

LINE = {"subject": "child:C01", "on": "2025-09-04", "by": "amina"}
LINES = [
    {
        "id": "0b5e0c6a-0000-4000-8000-000000000001",
        "command": "register-child",
        "data": {
            "given_name": "Awa",
            "family_name": "Fall",
            "sex": "female",
            "born": "2012-05",
            "district": "mediouna",
        },
    },
    {
        "id": "0b5e0c6a-0000-4000-8000-000000000002",
        "command": "open-case",
        "data": {
            "centre": "mediouna",
            "caseworker": "amina",
            "programmes": ["education"],
            "override": {"ground": "vital-interest", "supervisor": "hind"},
        },
    },
]
LATIN = re.compile(r"[A-Za-z]{2}")
HEADINGS = {
    "cases": ["cases", "insaf.db", "--on", "2026-03-01"],
    "due": ["due", "insaf.db", "--on", "2026-03-01"],
    "history": ["history", "insaf.db", "child:C01"],
    "centres": ["centres", "insaf.db"],
    "caseloads": ["caseloads", "insaf.db"],
    "retention": ["retention", "insaf.db", "--on", "2050-01-01"],
}


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Return a store with one child, whose case is open."""
    monkeypatch.chdir(tmp_path)
    with Store.open("insaf.db", create=True) as store:
        desk = store.acting_as("amina")
        told = desk.record_file([json.dumps(LINE | line) for line in LINES])
    assert told.recorded == len(LINES)
    return "insaf.db"


@pytest.mark.parametrize("call", HEADINGS.values(), ids=HEADINGS.keys())
def test_an_arabic_table_is_headed_in_arabic(call, store, capsys):
    run([*call, "--lang", "ar"])

    heading = capsys.readouterr().out.splitlines()[0]
    assert not LATIN.search(heading)


@pytest.mark.parametrize("call", HEADINGS.values(), ids=HEADINGS.keys())
def test_no_two_languages_head_a_table_alike(call, store, capsys):
    headings = set()
    for language in LANGUAGES:
        run([*call, "--lang", language])
        headings.add(capsys.readouterr().out.splitlines()[0])

    assert len(headings) == len(LANGUAGES)


@pytest.mark.parametrize("call", HEADINGS.values(), ids=HEADINGS.keys())
def test_a_document_for_programs_is_the_same_in_every_language(call, store, capfdbinary):
    documents = set()
    for language in LANGUAGES:
        run([*call, "--json", "--lang", language])
        documents.add(capfdbinary.readouterr().out)

    assert len(documents) == 1
