"""Every verb there is, asked as it is meant: what it says, and what it leaves beside.

A verb that nobody asks here fails: whoever adds one says what it may show.
"""

import io
from pathlib import Path

import pytest

from casemgmt.cli.app import VERBS
from casemgmt.cli.app import run as carried_out

STORE, C01 = "f12.db", "child:C01"
PERIOD = ("--from", "2025-09-01", "--to", "2025-12-31")
ORDER = ("--ground", "the family asks for it", "--by", "amina", "--second", "nadia")
TOLD = ("--on", "2026-01-02", "--by", "amina")
CALL = ("record-follow-up", "kind=call", "seen_child=true")
TYPED = "Jamila-au-puits"
"""What is typed where a verb asks for a text."""
WELL = {
    "access": [(STORE, C01, "--out", "held.html")],
    "accesses": [(STORE,), (STORE, "of", C01)],
    "adapters": [()],
    "attach": [(STORE, C01, "paper.pdf", "--kind", "birth-act", *TOLD)],
    "attachments": [(STORE, C01), (STORE, "--tidy")],
    "backup": [(STORE, "--out", "log.backup")],
    "caseloads": [(STORE,)],
    "cases": [(STORE, "--on", "2025-12-31")],
    "centres": [(STORE,)],
    "checkpoint": [(STORE, "--out", "signed.json")],
    "contradictions": [(STORE,)],
    "due": [(STORE, "--on", "2025-12-31")],
    "duplicates": [(STORE,)],
    "erase": [(STORE, C01, *ORDER), (STORE, "--due")],
    "explain": [(STORE, "I01", *PERIOD)],
    "history": [(STORE, C01), (STORE, C01, "--around", "--json")],
    "indicators": [(STORE, *PERIOD, "--by", "district")],
    "migrate": [(STORE,)],
    "move": [(STORE, "moved.db")],
    "parked": [(STORE, "list")],
    "project": [(STORE, "sql", "--to", "register.db"), (STORE, "lake", "--to", "lake")],
    "projections": [(STORE, "--audit")],
    "publish": [(STORE, "partner", *PERIOD, "--as", "r-1")],
    "record": [(STORE, "more.jsonl")],
    "report": [
        (STORE, "partner", *PERIOD, "--out", "partner.html"),
        (STORE, "partner", *PERIOD, "--internal", "--out", "inside.html"),
    ],
    "restate": [(STORE, "r-1")],
    "restore": [("log.backup", "--to", "restored.db")],
    "retention": [(STORE, "--on", "2040-01-01")],
    "schema": [(), ("events",)],
    "search": [(STORE,)],
    "sync": [(STORE, "other.db"), (STORE,)],
    "tell": [(STORE, C01, *CALL, *TOLD)],
    "vault": [
        (STORE, "check"),
        (STORE, "backup", "--out", "keys.backup"),
        (STORE, "rotate"),
        (STORE, "move", "--to", "elsewhere.vault"),
    ],
    "verify": [(STORE,), (STORE, "--report", "partner.html")],
    "work": [(STORE, C01)],
}
"""How each is asked; in several ways where it has several faces."""
FIRST = {
    "restate": ("publish", STORE, "partner", *PERIOD, "--as", "r-1"),
    "restore": ("backup", STORE, "--out", "log.backup"),
    "verify": ("report", STORE, "partner", *PERIOD, "--out", "partner.html"),
    "sync": ("record", "other.db", "other.jsonl"),
}
"""What has to be there before."""
QUIET = {"publish"}
"""What takes no ``--verbose``."""
MADE_WITHOUT_A_STORE = {"demo"}
SHOWS = {"history", "search"}
"""What shows a text on a person where it was asked for: on standard output."""
HOLDS = {"held.html", "inside.html", "more.jsonl", "more.jsonl.rejects.jsonl"}
"""Files that hold what was asked to stand in them, or stood there before."""
DONE, COULD_NOT, SOME_NOT = 0, 1, 3


@pytest.fixture
def at(folder, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "more.jsonl").write_text(f'{{"{TYPED}": "{TYPED}"}}\n')
    (folder / "other.jsonl").write_text("")
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7 a paper")
    return folder


@pytest.fixture
def asked(capfd, monkeypatch):
    def ask(*arguments):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{TYPED}\n" * 20))
        code = carried_out([*arguments])
        return code, *capfd.readouterr()

    return ask


def test_every_verb_is_asked():
    assert set(WELL) | MADE_WITHOUT_A_STORE == set(VERBS)


@pytest.mark.slow
@pytest.mark.parametrize("verb", WELL)
def test_a_verb_says_no_text_on_a_person_that_was_not_asked_for(at, asked, needles, verb):
    if verb in FIRST:
        assert asked(*FIRST[verb])[0] in {DONE, SOME_NOT}
    for way in WELL[verb]:
        loud = () if verb in QUIET else ("--verbose",)
        code, out, err = asked(verb, *way, *loud)

        assert code in {DONE, COULD_NOT, SOME_NOT}, (way, err)
        assert needles.within(err) == [], way
        assert TYPED not in err, way
        if verb not in SHOWS:
            assert needles.within(out) == [], way
            assert TYPED not in out, way
    assert [name for name in _with_a_needle(at, needles) if name not in HOLDS] == []


def _with_a_needle(folder: Path, needles):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(
        str(path.relative_to(folder))
        for path in files
        if needles.within(path.read_bytes()) or TYPED.encode() in path.read_bytes()
    )
