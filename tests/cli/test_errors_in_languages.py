"""Whoever reads only Arabic or French understands what went wrong, whatever it was."""

import re
import sqlite3
from contextlib import closing

import pytest

from casemgmt import Store
from casemgmt.cli.app import run

UNUSABLE = 2
ARABIC = re.compile(r"[\u0621-\u064a]")
ENGLISH = re.compile(
    r"\b(the|this|that|is|are|was|were|there|not|no|cannot|and|of|its|with|has|have|it|be"
    r"|been|here|missing|damaged|unknown|somebody|others|nothing|names?|written|which)\b",
    re.IGNORECASE,
)
OURS = re.compile(  # what people type stays as they type it: files, options, keys, verbs
    r"casemgmt|\S*\.\w+|--\S+|\[\S*\]|\{\S*\}|'[^']*'|`[^`]*`|STORE|FILE|SUBJECT"
    r"|\b(ar|fr|en|pdf|html|xlsx|csv|xml|TOML|SQLite|UTF-8|JSON|PNG|JPEG)\b"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in a folder with a store, another program's file, and what is half a one."""
    monkeypatch.chdir(tmp_path)
    Store.open("insaf.db", create=True).close()
    with closing(sqlite3.connect("other.db")) as db:
        db.execute("CREATE TABLE t (x)")
    (tmp_path / "words.txt").write_text("nothing of ours", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    cut = (tmp_path / "insaf.db").read_bytes()
    (tmp_path / "torn.db").write_bytes(cut[:4096] + bytes(len(cut) - 4096))
    for name, text in CONFIGURATIONS.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


CONFIGURATIONS = {
    "no-toml": 'policy = "\n',
    "strange": "colour = 1",
    "zone": 'timezone = "Nowhere/Town"',
    "no-policy": 'policy = ["gone.toml"]',
    "wrong-policy": 'policy = ["rules.toml"]',
    "rules": '[[rule]]\nparameter = "attachments.most_megabytes"\nvalue = "many"',
    "no-codes": 'vocabularies = ["words.txt"]',
    "other-vault": 'vault = "words.txt"',
    "no-matrix": 'access = "gone.toml"',
    "wrong-matrix": 'access = "matrix.toml"',
    "matrix": '[people.amina]\nroles = ["caseworker"]',
    "adapter": '[adapters.register]\nto = "a"',
    "granted": '[adapters.register]\nadapter = "sql"\nto = "a"\nfields = ["given_nam"]',
    "no-key": 'vault = "key+insaf.vault"',
    "key-gone": 'vault = "key+insaf.vault?key-file=gone.key"',
    "no-such-vault": 'vault = "cellar://insaf"',
}
STORE = "insaf.db"
PERIOD = ("--from", "2025-09-01", "--to", "2026-06-30")
CALLS = {
    "no store": ["cases", "gone.db"],
    "another program's database": ["cases", "other.db"],
    "no database": ["cases", "words.txt"],
    "a folder": ["cases", "folder"],
    "a torn store": ["cases", "torn.db"],
    "no engine": ["cases", "mongodb://a/b"],
    "no journal": ["record", STORE, "gone.jsonl"],
    "a folder for a journal": ["record", STORE, "folder"],
    "no checkpoint": ["verify", STORE, "--against", "words.txt"],
    "no report": ["verify", STORE, "--report", "words.txt"],
    "no backup": ["restore", "words.txt", "--to", "new.db"],
    "a restore over a store": ["restore", "words.txt", "--to", STORE],
    "a backup over a store": ["backup", STORE, "--out", STORE],
    "no backup of a vault": ["vault", STORE, "restore", "--from", "words.txt"],
    "nothing to read": ["restore", "gone.backup", "--to", "new.db"],
    "no subject": ["history", STORE, "somebody"],
    "no verb": ["sing", STORE],
    "no option": ["cases", STORE, "--colour", "red"],
    "no number": ["due", STORE, "--on", "2026-01-01", "--ahead", "soon"],
    "no day": ["cases", STORE, "--on", "2025-02-30"],
    "no indicator": ["explain", STORE, "I99", *PERIOD],
    "no report's name": ["report", STORE, "poem", *PERIOD, "--out", "a.html"],
    "no format": ["report", STORE, "partner", *PERIOD, "--format", "doc", "--out", "a.doc"],
    "no adapter": ["project", STORE, "poem", "--to", "a.db"],
    "nobody to erase": ["erase", STORE, "--ground", "x", "--by", "a", "--second", "b"],
} | {
    f"a configuration: {name}": ["cases", STORE, "--config", f"{name}.toml"]
    for name in CONFIGURATIONS
    if name not in {"rules", "matrix", "adapter"}
}


def said(call, language, capsys):
    """Return the one line on standard error, without what people typed themselves."""
    code = run([*call, "--lang", language])
    shown = capsys.readouterr()

    assert code in {1, UNUSABLE}, shown
    (line,) = shown.err.splitlines()
    return line


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_no_english_is_said_to_whoever_reads_arabic_or_french(call, folder, capsys):
    arabic, french = (said(call, language, capsys) for language in ("ar", "fr"))

    assert ARABIC.search(arabic), arabic
    assert not ENGLISH.search(OURS.sub("", arabic)), arabic
    assert not ENGLISH.search(OURS.sub("", french)), french


def test_english_would_be_seen(folder, capsys):
    line = said(CALLS["no store"], "en", capsys)

    assert ENGLISH.search(OURS.sub("", line))


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize(
    ("call", "begins"),
    [
        ("no store", "casemgmt: gone.db: "),
        ("no journal", "casemgmt: gone.jsonl: "),
        ("a configuration: zone", "casemgmt: zone.toml: timezone: "),
        ("a configuration: granted", "casemgmt: adapters.register: fields: "),
        ("no day", "casemgmt: --on: "),
    ],
)
def test_file_and_field_come_first_in_every_language(
    call, begins, language, folder, capsys
):
    assert said(CALLS[call], language, capsys).startswith(begins)
