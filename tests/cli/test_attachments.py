"""Documents at the command line: attached, listed, taken out; in three languages."""

import json

import pytest

AMINA = ("--kind", "birth-act", "--on", "2026-01-05", "--by", "amina")


@pytest.fixture
def paper(tmp_path):
    file = tmp_path / "acte de Salma.pdf"
    file.write_bytes(b"%PDF-1.7 acte de naissance")
    return file


def test_a_document_goes_in_and_comes_out(recorded, paper, tmp_path):
    told = recorded("attach", "f12.db", "child:C01", paper, *AMINA, "--json").document

    (one,) = recorded("attachments", "f12.db", "child:C01", "--json").document
    assert (one["id"], one["kind"], one["format"]) == (
        told["command_id"],
        "birth-act",
        "pdf",
    )
    taken = ("--take", one["id"], "--out", "out.pdf", "--json")
    assert recorded("attachments", "f12.db", "child:C01", *taken).document["bytes"] == 26
    assert (tmp_path / "out.pdf").read_bytes() == paper.read_bytes()
    assert (tmp_path / "out.pdf").stat().st_mode & 0o777 == 0o600


def test_what_the_file_was_called_stands_nowhere(recorded, paper, tmp_path):
    ended = recorded("attach", "f12.db", "child:C01", paper, *AMINA)

    written = [f.read_bytes() for f in tmp_path.rglob("*") if f.is_file() and f != paper]
    assert "Salma" not in ended.out + ended.err
    assert not any(b"acte de Salma" in one for one in written)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("attach", "f12.db", "child:C01", "nowhere", *AMINA), 2, "file: this is not"),
        (("attachments", "f12.db"), 2, "subject: something is missing"),
        (("attachments", "f12.db", "child:C01", "--take", "x", "--out", "y"), 2, "take:"),
        (("attachments", "f12.db", "child:C01", "--take", "x"), 2, "out:"),
    ],
)
def test_what_cannot_be_done_is_one_plain_line(recorded, arguments, code, says):
    ended = recorded(*arguments)

    assert (ended.code, ended.out) == (code, "")
    assert ended.err.startswith(f"casemgmt: {says}")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_it_is_said_in_three_languages(recorded, lang):
    ended = recorded("attachments", "f12.db", "child:C01", "--lang", lang)

    assert "child:C01" in ended.out


def test_a_backup_says_how_many_it_has(recorded, paper):
    recorded("attach", "f12.db", "child:C01", paper, *AMINA)

    assert "b.attachments" in recorded("backup", "f12.db", "--out", "b").out
    assert json.loads(recorded("backup", "f12.db", "--out", "b", "--json").out)[
        "attachments"
    ]


def test_a_verification_ends_with_4_where_one_is_missing(recorded, paper, tmp_path):
    recorded("attach", "f12.db", "child:C01", paper, *AMINA)
    for sealed in (tmp_path / "f12.db.attachments").rglob("*/*"):
        sealed.unlink()

    ended = recorded("verify", "f12.db")

    assert ended.code == 4
    assert "what is attached is missing" in ended.out


def test_tidying_says_how_many_went(recorded):
    assert recorded("attachments", "f12.db", "--tidy", "--json").document == {"files": 0}
