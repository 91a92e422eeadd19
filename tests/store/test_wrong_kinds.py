"""What is of the wrong kind is refused by the name of its argument, as everything else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from casemgmt import Store
from casemgmt.errors import InvalidError, JournalFileError
from casemgmt.testing import memory_store

MIDNIGHT = datetime(2025, 9, 1, tzinfo=UTC)
NO_DAYS = [
    (None, "wrong-type"),
    (20250901, "wrong-type"),
    (MIDNIGHT, "wrong-type"),
    ("20250901", "not-a-day"),
    ("2025-W36-1", "not-a-day"),
    ("2025-02-29", "no-such-day"),
]


@pytest.fixture(scope="module")
def desk():
    return memory_store("2025-12-31").acting_as("amina")


def refusal_of(ask, *given, **named):
    with pytest.raises(InvalidError) as refused:
        ask(*given, **named)
    return refused.value.field, refused.value.code


@pytest.mark.parametrize(("day", "code"), NO_DAYS)
def test_a_period_begins_with_a_day(desk, day, code):
    assert refusal_of(desk.figures, day, "2025-12-31") == ("first", code)
    assert refusal_of(desk.report, "partner", day, "2025-12-31") == ("first", code)


@pytest.mark.parametrize(("day", "code"), NO_DAYS[1:])
def test_what_counts_is_cut_by_a_day(desk, day, code):
    season = ("2025-09-01", "2025-12-31")

    assert refusal_of(desk.figures, *season, as_of=day) == ("as_of", code)
    assert refusal_of(desk.report, "partner", *season, as_of=day) == ("as_of", code)


def test_a_report_takes_a_month_from_its_first_day_to_its_last_as_figures_do(desk):
    (figure,) = desk.figures("2025-09", "2025-12", only=["I01"])
    report = desk.report("partner", "2025-09", "2025-12")

    assert (report.foot.period.first, report.foot.period.last) == figure.period


def test_a_policy_is_named_by_a_path(desk):
    asked = {"only": ["I01"], "policy": "policy.toml"}

    refused = refusal_of(desk.figures, "2025-09-01", "2025-12-31", **asked)

    assert refused == ("policy", "wrong-type")


def test_a_configuration_is_named_by_a_path(tmp_path):
    path = tmp_path / "insaf.db"

    refused = refusal_of(Store.open, path, create=True, config="casemgmt.toml")

    assert refused == ("config", "wrong-type")
    assert not path.exists()


@pytest.mark.parametrize("lines", ["x.jsonl", b"{}", [{"command": "open-case"}], [5]])
def test_a_journal_is_a_path_or_lines(desk, lines):
    assert refusal_of(desk.record_file, lines) == ("lines", "wrong-type")


def test_a_folder_is_no_journal_wherever_one_stands(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    for folder in (Path(), Path(".."), tmp_path):
        with pytest.raises(JournalFileError, match="a folder, not a journal file"):
            desk.record_file(folder)
