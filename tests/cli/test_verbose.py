"""--verbose says what happens on standard error, and leaves standard output as it is."""

import logging

import pytest

from casemgmt.cli.app import run


@pytest.mark.parametrize("place", ["ahead", "behind"])
def test_it_shows_log_lines_beside_the_answer(casemgmt, place):
    visit = '{"id": "6f6c3a52-5f0e-4c3c-8a4c-0d8f0f4f2a11", "command": "record-follow-up",'
    visit += '"subject": "child:C01", "on": "2025-09-03", "by": "amina",'
    visit += '"data": {"kind": "call", "seen_child": true}}'
    casemgmt("record", "a.db", "-", given=visit.encode())
    asked = ["verify", "a.db", "--json"]

    quiet = casemgmt(*asked)
    said = casemgmt(*(["--verbose", *asked] if place == "ahead" else [*asked, "--verbose"]))

    assert said.document == quiet.document
    assert said.err.startswith(quiet.err)
    assert "casemgmt.store" not in quiet.err


def test_it_says_what_was_opened(casemgmt):
    said = casemgmt("record", "a.db", "-", "--verbose", given=b"")

    assert "casemgmt.store: a store was opened: engine sqlite, events: 0" in said.err
    assert "casemgmt.store" not in said.out


def test_who_calls_it_from_a_program_has_no_log_lines_afterwards(tmp_path, capsys):
    house = logging.getLogger("casemgmt")
    before = [*house.handlers], house.level

    run(["--verbose", "demo", "--children", "none", "--out", str(tmp_path)])

    assert ([*house.handlers], house.level) == before
    assert capsys.readouterr().err
