"""A table of figures on a terminal that is too narrow for it."""

import sys

import pytest
from rich.cells import cell_len

from casemgmt.cli.figure_places import Places
from casemgmt.cli.figure_table import FigureTable
from casemgmt.testing import memory_store


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_too_wide_for_a_terminal_each_indicator_stands_by_itself(
    language, f12, monkeypatch, capsys
):
    by = ("sex", "district", "programme")
    with memory_store(on="2026-01-31") as store:
        desk = store.acting_as("amina")
        desk.record_file(f12 / "journal.jsonl", times_given=True)
        found = desk.figures("2025-09-01", "2025-12-31", only=["I01", "I07"], by=by)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")

    places = Places(desk.vocabulary, language)
    FigureTable([found], by, places).show("table")

    lines = capsys.readouterr().out.splitlines()
    assert all(cell_len(line) <= 80 for line in lines)
    assert [line.split()[0] for line in lines if line.startswith("I0")] == ["I01", "I07"]
    rows = [line for line in lines if places.name("sex", "male") in line.split()]
    assert len(rows) == len([row for row in found if row.by.get("sex") == "male"])
    assert len(lines) == len(found) + 2 * 3 or language == "fr"  # a long name is folded


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_however_narrow_no_number_is_cut_off(columns, f12, monkeypatch, capsys):
    by = ("sex", "district", "programme", "disability")
    with memory_store(on="2026-01-31") as store:
        desk = store.acting_as("amina")
        desk.record_file(f12 / "journal.jsonl", times_given=True)
        found = desk.figures("2025-09-01", "2025-12-31", only=["I07"], by=by)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")

    FigureTable([found], by, Places(desk.vocabulary, "fr")).show("table")

    lines = capsys.readouterr().out.splitlines()
    assert all(cell_len(line) <= columns for line in lines)
    told = [line for line in lines if line.endswith(" 0")]
    assert len(told) == len(found)  # the last number of each
    assert columns < 80 or told[0].split() == ["81,82", "%", "9", "11", "0", "0"]
