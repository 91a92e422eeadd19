"""What is written for a person, where no person looks on."""

import pytest

from casemgmt.cli.answer import say_table

CODE = "insaf-derb-ghallef"


@pytest.mark.parametrize("columns", ["20", "80"])
def test_a_table_that_no_terminal_shows_is_as_wide_as_it_is(capsys, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)

    say_table(["centre", "in words"], [[CODE, "mot " * 60 + "fin"], ["autre", "court"]])

    heading, row, other = capsys.readouterr().out.splitlines()
    assert heading.split() == ["centre", "in", "words"]
    assert row.split() == [CODE, *["mot"] * 60, "fin"]
    assert other.split() == ["autre", "court"]


def test_a_table_without_rows_is_its_heading(capsys):
    say_table(["centre"], [])

    assert capsys.readouterr().out.split() == ["centre"]


@pytest.mark.parametrize(
    "said", ["install casemgmt[figures]", "[/red] she said", "[red]", ":key:", "[link=x]y"]
)
def test_what_somebody_wrote_stands_in_a_table_as_they_wrote_it(capsys, said):
    say_table(["words"], [[said]])

    assert capsys.readouterr().out.splitlines()[1].rstrip() == said
