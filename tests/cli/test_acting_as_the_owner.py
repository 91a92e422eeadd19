"""Without an access matrix who is shown something of persons is told that they own it."""

from tests.privacy.office import config_in

WORDS = "casemgmt: no access matrix is configured: you act as the owner of this store\n"
LISTED = ("cases", "f12.db", "--on", "2025-12-31")


def test_it_is_said_once_on_standard_error(recorded):
    assert recorded(*LISTED).err == WORDS
    assert recorded(*LISTED, "--json").err == WORDS


def test_figures_without_persons_need_nobody(recorded):
    months = ("--from", "2025-09-01", "--to", "2025-12-31")

    assert recorded("indicators", "f12.db", *months, "--only", "I01").err == ""


def test_beside_an_error_it_is_not_said(recorded):
    assert WORDS not in recorded("history", "f12.db", "C01").err


def test_with_a_matrix_it_is_not_said(recorded, tmp_path):
    matrix = config_in(tmp_path)

    ended = recorded(*LISTED, "--config", matrix, "--as", "amina")

    assert (ended.code, ended.err) == (0, "")
