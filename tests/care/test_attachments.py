"""The folder of attachments: sealed, once with each child, whole or not at all."""

import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import pytest

from casemgmt.care.attachments import Attachments, MissingAttachmentError
from casemgmt.errors import InvalidError
from casemgmt.privacy.sealed_file import PIECE, DamagedAttachmentError, padded_length
from casemgmt.testing.needles import found

SALMA, YASSINE = UUID(int=1), UUID(int=2)
KEYS = {SALMA: b"a" * 32, YASSINE: b"b" * 32}
WORDS = "Extrait d'acte de naissance de Salma Idrissi"
LATER = datetime.now(UTC) + timedelta(days=2)


@pytest.fixture
def folder(tmp_path):
    return Attachments(tmp_path / "a.db.attachments")


@pytest.fixture
def paper(tmp_path):
    file = tmp_path / "acte.pdf"
    file.write_text(WORDS)
    return file


def keep(folder, file, of=SALMA, most=10_000_000):
    return folder.keep(file, subject=of, key=KEYS[of], most=most)


def opened(folder, content, of=SALMA):
    return b"".join(folder.read(content, subject=of, key=KEYS[of]))


def only_file(folder, of=SALMA):
    (file,) = folder.place(of).iterdir()
    return file


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, PIECE, PIECE + 1, 300_000])
def test_what_is_taken_out_is_what_was_put_in(folder, tmp_path, size):
    file, content = tmp_path / "scan", os.urandom(size)
    file.write_bytes(content)

    assert opened(folder, keep(folder, file).content) == content


def test_nothing_of_it_can_be_read_in_the_folder(folder, paper):
    keep(folder, paper)

    everything = b"".join(
        str(path.relative_to(folder.root)).encode()
        + (path.read_bytes() if path.is_file() else b"")
        for path in folder.root.rglob("*")
    )
    assert not found([WORDS, "acte.pdf"], everything)


def test_only_its_owner_may_read_it(folder, paper):
    keep(folder, paper)

    modes = {path.stat().st_mode & 0o777 for path in (folder.root, folder.place(SALMA))}
    assert modes == {0o700}
    assert only_file(folder).stat().st_mode & 0o777 == 0o600


def test_the_same_document_stands_once_with_one_child(folder, paper):
    assert keep(folder, paper) == keep(folder, paper)
    assert len(folder.files()) == 1


def test_the_same_document_of_two_children_has_nothing_in_common(folder, paper):
    hers, his = keep(folder, paper), keep(folder, paper, YASSINE)

    assert {hers.content, hers.digest}.isdisjoint({his.content, his.digest})


def test_who_knows_the_document_does_not_find_it_by_a_hash(folder, paper):
    content = keep(folder, paper).content

    plain = {sha256(b + paper.read_bytes()).hexdigest() for b in (b"", SALMA.bytes)}
    assert content not in plain


def test_nor_by_its_exact_length(folder, tmp_path):
    sizes = set()
    for length in (70_000, 70_100, 70_900):
        file = tmp_path / "scan"
        file.write_bytes(os.urandom(length))
        keep(folder, file)
    sizes = {
        folder.place(SALMA).joinpath(name).stat().st_size for _, name in folder.files()
    }

    assert len(sizes) == 1
    assert all(padded_length(n) <= n * 1.12 for n in range(5_000, 2_000_000, 999))


def test_the_key_of_another_child_opens_nothing(folder, paper):
    kept = keep(folder, paper)

    with pytest.raises(DamagedAttachmentError):
        list(folder.read(kept.content, subject=SALMA, key=KEYS[YASSINE]))


def test_put_into_the_folder_of_another_child_it_does_not_open(folder, paper):
    kept = keep(folder, paper)
    folder.made(YASSINE)
    only_file(folder).rename(folder.place(YASSINE) / kept.content)

    with pytest.raises(DamagedAttachmentError):
        opened(folder, kept.content, YASSINE)


def cut(sealed):
    return sealed[:-1]


def lengthened(sealed):
    return sealed + b"\0"


def turned(sealed):
    return sealed[:-20] + bytes([sealed[-20] ^ 1]) + sealed[-19:]


def without_a_piece(sealed):
    first = 22 + 32 + 8 + 16
    return sealed[:first] + sealed[first + PIECE + 16 :]


def emptied(sealed):
    return b""


@pytest.mark.parametrize("change", [cut, lengthened, turned, without_a_piece, emptied])
def test_a_changed_file_does_not_open(folder, tmp_path, change):
    file = tmp_path / "scan"
    file.write_bytes(os.urandom(3 * PIECE))
    kept = keep(folder, file)
    sealed = only_file(folder)
    sealed.write_bytes(change(sealed.read_bytes()))

    with pytest.raises(DamagedAttachmentError):
        opened(folder, kept.content)


def test_another_document_of_the_same_child_does_not_stand_for_it(folder, paper, tmp_path):
    kept = keep(folder, paper)
    paper.write_text("another")
    other = keep(folder, paper)
    place = folder.place(SALMA)
    (place / other.content).replace(place / kept.content)

    with pytest.raises(DamagedAttachmentError):
        opened(folder, kept.content)


def test_a_damaged_file_is_replaced_when_the_document_comes_again(folder, paper):
    kept = keep(folder, paper)
    only_file(folder).write_bytes(b"damaged")

    keep(folder, paper)

    assert opened(folder, kept.content).decode() == WORDS


def test_one_that_is_not_there_is_said_to_be_missing(folder):
    with pytest.raises(MissingAttachmentError):
        opened(folder, "0" * 64)


@pytest.mark.parametrize("content", ["../../a.vault", "", ".", "0" * 63, "0" * 65])
def test_what_a_damaged_row_says_leads_to_no_other_file(folder, paper, content):
    keep(folder, paper)

    with pytest.raises(MissingAttachmentError):
        folder.digest(content, SALMA)


def test_a_file_beyond_the_limit_is_refused_and_leaves_nothing(folder, paper):
    with pytest.raises(InvalidError) as refused:
        keep(folder, paper, most=len(WORDS) - 1)

    assert refused.value.code == "too-large-to-attach"
    assert not any(folder.root.rglob("*"))


def test_what_is_no_file_is_refused(folder, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for strange in (tmp_path, pipe, tmp_path / "nowhere"):
        with pytest.raises(InvalidError) as refused:
            keep(folder, strange)
        assert refused.value.code == "not-a-file"


def test_purging_leaves_nothing_of_one_child_and_the_others_theirs(folder, paper):
    keep(folder, paper)
    his = keep(folder, paper, YASSINE)
    (folder.place(SALMA) / ".cut-short").write_bytes(b"half")

    purged = folder.purge(SALMA)

    assert (purged.place, purged.files) == (folder.place(SALMA), 2)
    assert not folder.place(SALMA).exists()
    assert opened(folder, his.content, YASSINE).decode() == WORDS


def test_purging_again_changes_nothing(folder, paper):
    keep(folder, paper)
    folder.purge(SALMA)

    assert folder.purge(SALMA).files == 0
    assert Attachments(folder.root / "none").purge(SALMA).files == 0


def test_tidying_removes_what_no_story_names(folder, paper):
    named = keep(folder, paper)
    paper.write_text("nobody told of it")
    keep(folder, paper)
    (folder.place(SALMA) / ".cut-short").write_bytes(b"half")

    assert folder.tidy(SALMA, {named.content}, LATER) == 2
    assert {name for _, name in folder.files()} == {named.content}


def test_tidying_leaves_what_somebody_may_be_about_to_name(folder, paper):
    keep(folder, paper)

    assert folder.tidy(SALMA, (), datetime.now(UTC)) == 0


def test_a_document_that_comes_again_is_not_tidied_away(folder, paper):
    keep(folder, paper)
    long_ago = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
    os.utime(only_file(folder), (long_ago, long_ago))

    keep(folder, paper)

    assert folder.tidy(SALMA, (), datetime.now(UTC)) == 0
