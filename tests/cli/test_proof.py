"""``verify`` and ``checkpoint``: what they say, and how they end."""

import sqlite3
import stat
from contextlib import closing

import pytest

PERIOD = ("--from", "2025-09-01", "--to", "2025-12-31")


def edit(path, position=20):
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(
            "UPDATE events SET state = replace(state, 'amina', 'karim')"
            " WHERE position >= ? AND instr(state, 'amina')",
            [position],
        )


def test_a_store_that_was_recorded_is_whole(recorded):
    ended = recorded("verify", "f12.db", "--json")

    assert ended.code == 0
    assert ended.document.keys() == {"events", "root", "ok"}
    assert ended.document["ok"] is True
    assert len(ended.document["root"]) == 64


def test_what_was_edited_ends_with_four_and_its_place(recorded, tmp_path):
    edit(tmp_path / "f12.db")

    told, ended = recorded("verify", "f12.db"), recorded("verify", "f12.db", "--json")

    assert told.code == ended.code == 4
    assert ended.document["ok"] is False
    assert ended.document["first_bad"] >= 20
    assert f"position {ended.document['first_bad']}:" in told.out


def test_a_checkpoint_is_signed_with_a_key_made_where_it_says(recorded, tmp_path):
    asked = ("checkpoint", "f12.db", "--out", "a.json", "--key", "keys/own.key")
    first, again = recorded(*asked), recorded(*asked, "--json")

    assert first.code == again.code == 0
    assert "keys/own.key" in first.out.splitlines()[0]
    assert again.document["key_made"] is False
    for name in ("a.json", "keys/own.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    ended = recorded("verify", "f12.db", "--against", "a.json", "--json")
    assert ended.code == 0
    assert ended.document["checkpoint"]["key"] == again.document["key"]
    assert again.document["key"] in recorded("verify", "f12.db", "--against", "a.json").out


def test_nothing_is_signed_over_a_log_that_is_not_whole(recorded, tmp_path):
    edit(tmp_path / "f12.db")

    ended = recorded("checkpoint", "f12.db", "--out", "a.json", "--key", "own.key")

    assert ended.code == 4
    assert not (tmp_path / "a.json").exists()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_report_says_of_which_log_it_was_made(recorded, tmp_path, language):
    written = ("report", "f12.db", "partner", *PERIOD, "--out", "a.html")
    assert recorded(*written, "--lang", language).code == 0

    ended = recorded("verify", "f12.db", "--report", "a.html", "--json")

    assert ended.code == 0
    assert ended.document["report"]["root"] == ended.document["root"]
    page = (tmp_path / "a.html").read_text()
    assert ended.document["root"] in page


@pytest.mark.slow
def test_a_report_of_another_log_is_found(recorded, tmp_path):
    recorded("report", "f12.db", "partner", *PERIOD, "--out", "a.html")
    page = (tmp_path / "a.html").read_text()
    root = recorded("verify", "f12.db", "--json").document["root"]
    (tmp_path / "a.html").write_text(page.replace(root, "0" * 64))

    ended = recorded("verify", "f12.db", "--report", "a.html", "--json")

    assert ended.code == 4
    assert ended.document["faults"][0]["what"] == "unlike-report"


def test_a_page_without_a_foot_is_one_plain_error(recorded, tmp_path):
    (tmp_path / "a.html").write_text("<html><p>bonjour")

    ended = recorded("verify", "f12.db", "--report", "a.html")

    assert ended.code == 2
    assert "no size and root of a log" in ended.err


def test_a_store_too_damaged_to_be_opened_is_not_whole(recorded, tmp_path):
    path = tmp_path / "f12.db"
    path.write_bytes(path.read_bytes()[: 4096 * 3])

    ended = recorded("verify", "f12.db", "--json")

    assert (ended.code, ended.document["ok"]) == (4, False)


@pytest.mark.slow
def test_a_published_report_is_compared_figure_by_figure(recorded, tmp_path):
    assert recorded("publish", "f12.db", "partner", *PERIOD, "--as", "out-1").code == 0
    assert recorded("report", "f12.db", "--published", "out-1", "--out", "a.html").code == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    (tmp_path / "b.html").write_text(page.replace(">out-1<", ">out-2<"), encoding="utf-8")

    same = recorded("verify", "f12.db", "--report", "a.html", "--json")
    forged = recorded("verify", "f12.db", "--report", "b.html", "--json")
    said = recorded("verify", "f12.db", "--report", "b.html", "--lang", "fr")

    assert (same.code, same.document["report"]["unlike"]) == (0, [])
    assert (forged.code, forged.document["ok"]) == (4, False)
    assert forged.document["report"]["unlike"] == ["publication"]
    assert "autrement que publié : publication" in said.out
