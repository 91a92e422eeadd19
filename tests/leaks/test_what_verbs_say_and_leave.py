"""Every verb, asked well and badly: what it says, what it leaves, and who may read that.

The verbs are looked up: a new one is asked too.
"""

import logging
import os
import signal
from pathlib import Path

import pytest
from tests.campaigns.children import child_doing

from casemgmt.cli.app import VERBS
from casemgmt.cli.app import run as carried_out

NEEDLE = "Jamila-au-puits"
SHOW_PERSONS = {"history", "report"}
"""What is asked for by name and shows it, on standard output."""
EVERY_DAY = {"history", "tell"}
WITHOUT_A_STORE = {"demo"}
PERIOD = ("--from", "2025-09-01", "--to", "2025-12-31")
GOOD = {
    "adapters": (),
    "backup": ("f12.db", "--out", "log.backup"),
    "caseloads": ("f12.db",),
    "cases": ("f12.db", "--on", "2025-12-31"),
    "centres": ("f12.db",),
    "contradictions": ("f12.db",),
    "due": ("f12.db", "--on", "2025-12-31"),
    "history": ("f12.db", "child:C01"),
    "indicators": ("f12.db", *PERIOD),
    "parked": ("f12.db",),
    "projections": ("f12.db",),
    "publish": ("f12.db", "partner", *PERIOD, "--as", "r-1"),
    "record": ("f12.db", "more.jsonl"),
    "schema": (),
    "vault": ("f12.db", "backup", "--out", "keys.backup"),
    "verify": ("f12.db",),
    "work": ("f12.db", "child:C01"),
}


def bad_ways(verb):
    """Ways of asking in which a person's name stands where it should not."""
    store = "f12.db"
    return [
        (),
        (NEEDLE,),
        (store, NEEDLE),
        (store, f"child:{NEEDLE}"),
        (store, "child:C01", NEEDLE),
        (store, "child:C01", "register-child", f"given_name={NEEDLE}"),
        (store, "child:C01", "register-child", f"{NEEDLE}=x", "--on", "2026-01-01"),
        (store, "child:C01", "register-child", "--by", NEEDLE, "--on", NEEDLE),
        (store, f"--colour={NEEDLE}"),
        (store, NEEDLE, NEEDLE, NEEDLE, NEEDLE, NEEDLE),
        (store, "--as", NEEDLE, "--role", NEEDLE),
    ]


@pytest.fixture
def at(folder, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "more.jsonl").write_text(f'{{"{NEEDLE}": "{NEEDLE}"}}\n')
    return folder


@pytest.fixture
def run(capfd):
    """Call the command line here; what it logs to is let go of at the end."""
    house = logging.getLogger("casemgmt")
    handlers, level = house.handlers[:], house.level

    def call(*arguments):
        code = carried_out([str(one) for one in arguments])
        return code, *capfd.readouterr()

    yield call
    house.handlers[:] = handlers
    house.setLevel(level)


@pytest.mark.parametrize(
    "verb",
    [
        pytest.param(verb, marks=[] if verb in EVERY_DAY else [pytest.mark.slow])
        for verb in VERBS
        if verb not in WITHOUT_A_STORE
    ],
)
def test_a_verb_asked_badly_repeats_no_name_and_tells_none(at, run, needles, verb):
    for way in bad_ways(verb):
        code, out, err = run(verb, *way, "--verbose")

        assert needles.within(err) == [], (verb, way)
        assert (
            len([line for line in err.splitlines() if line.startswith("casemgmt: ")]) <= 2
        )
        assert "Traceback" not in err
        if code:
            told = err.replace(str(at), "")
            assert NEEDLE not in _without_places(told, way), (verb, way, err)
        if verb not in SHOW_PERSONS:
            assert needles.within(out) == [], (verb, way)


def _without_places(said, way):
    """What is said, without the file that it was asked of: people name it themselves."""
    for place in way[:2]:
        said = said.replace(f"{place}: ", "") if NEEDLE in place else said
    return said


def modes_of(folder):
    """Who may do what with each file and folder below *folder*."""
    return {
        str(path.relative_to(folder)): path.lstat().st_mode & 0o777
        for path in folder.rglob("*")
        if path.name != "more.jsonl"
    }


@pytest.mark.slow
def test_every_file_is_its_owners_alone_whatever_verb_wrote_it(at, run):
    before = os.umask(0)
    try:
        said = {verb: run(verb, *way) for verb, way in GOOD.items()}
        said["report"] = run(
            "report", "f12.db", "partner", *PERIOD, "--out", "partner.html"
        )
        said["expire"] = run("vault", "f12.db", "expire", "--from", ".")
        said["new"] = run("record", "new.db", "more.jsonl")
    finally:
        os.umask(before)

    assert {verb: said[verb] for verb in said if said[verb][0] not in {0, 1, 3}} == {}
    found = modes_of(at)
    open_to_others = {name: oct(mode) for name, mode in found.items() if mode & 0o077}
    assert open_to_others == {}
    written = {"log.backup", "keys.backup", "more.jsonl.rejects.jsonl", "new.vault"}
    assert written <= found.keys()


@pytest.mark.slow
@pytest.mark.parametrize(
    "way",
    [
        ("record", "f12.db", "more.jsonl"),
        ("backup", "f12.db", "--out", "log.backup"),
        ("vault", "f12.db", "backup", "--out", "keys.backup"),
        ("report", "f12.db", "partner", *PERIOD, "--out", "partner.html"),
        ("indicators", "f12.db", *PERIOD),
    ],
    ids=lambda way: way[0],
)
def test_what_one_who_is_killed_leaves_is_its_owners_alone_and_sealed(at, needles, way):
    """It dies just before what it wrote gets its name; nothing is tidied up."""

    def dying(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    def work(_):
        os.umask(0)
        Path.replace = Path.rename = os.replace = os.rename = dying
        carried_out(list(way))

    with child_doing(work) as child:
        child.heard()

    left = [path for path in at.rglob("*") if path.is_file() and path.name != "more.jsonl"]
    assert {n: oct(m) for n, m in modes_of(at).items() if m & 0o077} == {}
    holding = [path.name for path in left if needles.within(path.read_bytes())]
    assert holding == []
