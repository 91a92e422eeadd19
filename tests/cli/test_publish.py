"""``casemgmt publish`` and ``restate``: the twelve children, and what was learnt late."""

import json

import pytest

pytestmark = pytest.mark.slow

SEASON = ("--from", "2025-09-01", "--to", "2025-12-31")
EARLY = ("--known-at", "2026-01-10T00:00:00Z")


@pytest.fixture
def published(recorded, f12):
    """The command line on a store whose report went out before the late entries came."""
    out = recorded("publish", "f12.db", "partner", *SEASON, *EARLY, "--as", "kazyon-1")
    assert out.code == 0, out.err
    recorded("record", "f12.db", f12 / "journal-late.jsonl", "--times", "given")
    return recorded


def test_publishing_says_what_was_frozen(recorded):
    asked = ("publish", "f12.db", "partner", *SEASON, *EARLY, "--as", "kazyon-1", "--json")

    said = recorded(*asked).document

    assert (said["ref"], said["report"], said["policy"]) == (
        "kazyon-1",
        "partner",
        "morocco@1",
    )
    assert said["known_at"] == "2026-01-10T00:00:00Z"
    assert len(said["figures"]) > 20
    for row in said["figures"]:  # as restate says it: nothing has moved yet
        assert row["indicator"]
        assert (row["now"], row["because"]) == (row["published"], [])
    (children,) = [r for r in said["figures"] if (r["indicator"], r["by"]) == ("I01", {})]
    assert children["published"] == 11


def test_restating_says_what_would_move_and_because_of_what(published):
    said = published("restate", "f12.db", "kazyon-1", "--json").document
    history = published("history", "f12.db", "child:C06", "--json").document

    (chronic,) = [r for r in said["figures"] if (r["indicator"], r["by"]) == ("I32", {})]
    (correction,) = [e["id"] for e in history if e["event"].startswith("command-corrected")]
    assert said["ref"] == "kazyon-1"
    assert (chronic["published"], chronic["now"]) == (0.375, 0.25)
    assert (chronic["because"], chronic["why"]) == ([correction], ["corrected"])
    assert chronic["published_counts"]["numerator"] == 3


def test_restating_for_people_is_a_table(published):
    lines = published("restate", "f12.db", "kazyon-1", "--lang", "fr").out.splitlines()

    assert lines[0].split() == ["indicateur", "case", "publié", "aujourd’hui", "événements"]
    assert any(line.split()[:2] == ["I32", "3"] for line in lines)


def test_the_report_that_went_out_can_be_had_again(published, tmp_path):
    asked = ("report", "f12.db", "--published", "kazyon-1", "--out", "again.html")

    assert published(*asked).code == 0
    page = (tmp_path / "again.html").read_text(encoding="utf-8")
    assert "kazyon-1" in page
    assert published("verify", "f12.db", "--report", "again.html").code == 0


WRONG = {
    "published twice": ("publish", "f12.db", "partner", *SEASON, "--as", "kazyon-1"),
    "a reference of nothing": ("restate", "f12.db", "kazyon-2"),
    "no such report": ("publish", "f12.db", "novel", *SEASON, "--as", "other"),
    "neither a name nor a reference": ("report", "f12.db", "--out", "x.html"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_done_is_one_plain_line(published, wrong):
    ended = published(*wrong)

    *owner, said = ended.err.splitlines()
    assert ended.code == 2
    assert len(owner) <= 1
    assert said.startswith("casemgmt: ")


@pytest.mark.parametrize(
    ("asked", "typed"),
    [
        (("restate", "f12.db", "none"), "REF"),
        (("report", "f12.db", "--published", "none", "--out", "x.html"), "--published"),
    ],
)
def test_a_reference_nobody_published_under_is_named_as_typed(recorded, asked, typed):
    refused = recorded(*asked)

    assert refused.code == 2
    assert refused.err == f"casemgmt: {typed}: nothing was published under this reference\n"


def test_who_was_erased_since_is_named_where_the_figure_hung_on_the_birthday(recorded, f12):
    until_the_birthday = ("--from", "2025-09-01", "--to", "2025-11-01")  # on the day after
    recorded("publish", "f12.db", "partner", *until_the_birthday, *EARLY, "--as", "winter")
    recorded("record", "f12.db", f12 / "journal-late.jsonl", "--times", "given")
    order = ("--ground", "the family asks", "--by", "amina", "--second", "hind")
    for child in ("child:C01", "child:C02"):
        assert recorded("erase", "f12.db", child, *order).code == 0

    said = recorded("restate", "f12.db", "winter", "--json").document

    moved = {(r["indicator"], str(r["by"])): r for r in said["figures"]}
    younger = moved["I01", str({"age-band": "12-14"})]
    assert younger["published"] == younger["now"] + 1
    assert (len(younger["because"]), younger["why"]) == (1, ["erased"])
    assert all(len(row["because"]) == len(set(row["because"])) for row in moved.values())


def test_what_a_body_reported_is_restated_as_it_told_it(recorded, tmp_path):
    def tell(beneficiaries, at):
        count = {"season": "2024-2025", "kind": "kindergarten", "structures": 30}
        line = {
            "id": f"00000000-0000-4000-8000-{beneficiaries['value']:012}",
            "command": "report-season-figures",
            "subject": "centre:body",
            "on": "2025-09-10",
            "at": at,
            "by": "amina",
            "data": count | {"beneficiaries": beneficiaries},
        }
        (tmp_path / "told.jsonl").write_text(json.dumps(line), encoding="utf-8")
        told = recorded("record", "f12.db", tmp_path / "told.jsonl", "--times", "given")
        assert told.code == 0, told.err

    days = ("--from", "2024-09-01", "--to", "2025-08-31", "--as-of", "2025-12-31")
    tell({"value": 900}, "2025-09-10T08:00:00Z")
    recorded("publish", "f12.db", "season", *days, *EARLY, "--as", "season")
    assert "number stands" in recorded("restate", "f12.db", "season").out
    tell({"value": 500, "about": True}, "2026-01-20T08:00:00Z")

    rows = recorded("restate", "f12.db", "season").out.splitlines()
    (said,) = recorded("restate", "f12.db", "season", "--json").document["figures"]

    assert rows[1].split("  ")[0] == "reported-beneficiaries"
    assert "about 500" in rows[1]
    assert (said["published"], said["now"], said["why"]) == (900, 500, ["late"])
    assert said["by"] == {"season": "2024-2025", "centre-kind": "kindergarten"}
    assert (said["published_counts"]["about"], said["now_counts"]["about"]) == (False, True)
