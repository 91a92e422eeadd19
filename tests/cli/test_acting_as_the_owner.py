"""Without an access matrix a person at a terminal is told that they act as the owner."""

import sys

from tests.privacy.office import config_in

from casemgmt.cli.answer import Common, desk_of
from casemgmt.testing import memory_store

WORDS = "casemgmt: no access matrix is configured: you act as the owner of this store\n"


def test_it_is_said_on_standard_error(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    assert desk_of(memory_store(), Common()).person == "owner"

    assert tuple(capsys.readouterr()) == ("", WORDS)


def test_with_a_matrix_it_is_not_said(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    desk_of(memory_store(config=config_in(tmp_path)), Common(person="amina"))

    assert tuple(capsys.readouterr()) == ("", "")


def test_a_program_is_not_told(capsys):
    desk_of(memory_store(), Common())

    assert tuple(capsys.readouterr()) == ("", "")
