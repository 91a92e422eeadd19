"""Documents kept with a story: told of once safe, in every copy, gone when erased."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from tests.recording.telling import line, read, with_a_case

from casemgmt import Store, copies, proof, vaults
from casemgmt.care import attachments
from casemgmt.care.attachments import Attachments
from casemgmt.commands import Correct, Retract
from casemgmt.desk.taking_in import TakingIn
from casemgmt.domain.personal import Known
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.erasure.erasing import Order
from casemgmt.errors import ConfigurationError, InvalidError
from casemgmt.privacy.sealed_file import DamagedAttachmentError
from casemgmt.testing import memory_store

SALMA = "child:C01"
WORDS = b"Extrait d'acte de naissance" * 5_000


@pytest.fixture
def paper(tmp_path):
    file = tmp_path / "acte.pdf"
    file.write_bytes(b"%PDF-1.7 " + WORDS)
    return file


@pytest.fixture
def at(tmp_path):
    read(tmp_path / "a.db", with_a_case(SALMA))
    return tmp_path / "a.db"


@pytest.fixture
def store(at):
    with Store.open(at) as opened:
        yield opened


@pytest.fixture
def desk(store):
    return store.acting_as("amina")


def attach(desk, paper, subject=SALMA, kind="birth-act", **how):
    return desk.attach(subject, paper, kind=kind, on="2025-09-04", **how)


def content(desk, rank=0, subject=SALMA):
    return b"".join(desk.attachment(desk.attachments(subject)[rank]))


def folder_of(store):
    return store._parts.attachments


def id_of(store, subject=SALMA):
    return store._parts.shelf.vault.find(Subject.of(subject))


def test_what_was_attached_is_listed_and_taken_out(desk, paper):
    told = attach(desk, paper, title=Text(fr="L'original"))

    (one,) = desk.attachments(SALMA)
    assert (one.id, str(one.on), one.by) == (told.command_id, "2025-09-04", "amina")
    assert (one.kind, one.format) == ("birth-act", "pdf")
    assert one.title == Known(Text(fr="L'original"))
    assert content(desk) == paper.read_bytes()


def test_it_is_part_of_the_journey(desk, paper):
    attach(desk, paper)
    attach(desk, paper, kind="photo")

    kept = desk.journey(SALMA).documents
    assert [str(one.on) for one in kept.of_kind("birth-act")] == ["2025-09-04"]
    assert len(kept.attached) == 2


def test_told_again_with_its_id_it_is_attached_once(desk, paper, store):
    first = attach(desk, paper)

    again = attach(desk, paper, id=first.command_id)

    assert again.again
    assert len(desk.attachments(SALMA)) == len(folder_of(store).files()) == 1


def test_a_corrected_one_is_shown_as_corrected(desk, paper):
    told = attach(desk, paper)
    event = desk.history(SALMA)[-1].event
    said = {"kind": "school-certificate", "content": event.content}
    said |= {"digest": event.digest, "format": "pdf"}

    desk.record(
        SALMA,
        Correct(command_id=told.command_id, data=said, reason="not a birth act"),
        on="2025-09-05",
    )

    assert [one.kind for one in desk.attachments(SALMA)] == ["school-certificate"]
    assert content(desk) == paper.read_bytes()


def test_a_retracted_one_is_shown_no_more(desk, paper):
    told = attach(desk, paper)

    taken_back = Retract(command_id=told.command_id, reason="another child's")
    desk.record(SALMA, taken_back, on="2025-09-05")

    assert desk.attachments(SALMA) == ()


@pytest.mark.parametrize(
    ("how", "field"),
    [({"kind": "Birth act"}, "data.kind"), ({"on": "2999-01-01"}, "on")],
)
def test_what_is_refused_leaves_no_file(desk, paper, store, how, field):
    with pytest.raises(InvalidError) as refused:
        desk.attach(SALMA, paper, **{"kind": "birth-act", "on": "2025-09-04"} | how)

    assert refused.value.field == field
    assert not folder_of(store).files()


def test_the_limit_is_the_policys(desk, paper, store, tmp_path):
    (tmp_path / "small.toml").write_text(
        'name = "small"\n[[rule]]\nparameter = "attachments.most_megabytes"\n'
        'value = 1\nsource = "a slow line"\n'
    )
    (tmp_path / "casemgmt.toml").write_text('policy = ["small.toml"]\n')

    paper.write_bytes(bytes(1_000_001))
    with Store.open(tmp_path / "a.db") as small, pytest.raises(InvalidError) as refused:
        attach(small.acting_as("amina"), paper)
    assert refused.value.code == "too-large-to-attach"
    assert attach(desk, paper).events


def test_the_file_is_safe_before_anything_is_told_of_it(desk, paper, store, monkeypatch):
    def dies(*_):
        assert [
            path.read_bytes() for path in folder_of(store).place(id_of(store)).iterdir()
        ]
        raise KeyboardInterrupt

    monkeypatch.setattr(type(store._parts.shelf.log), "append", dies)

    with pytest.raises(KeyboardInterrupt):
        attach(desk, paper)


def test_what_a_dead_process_left_is_tidied_away(at, paper, tmp_path, store, desk):
    attach(desk, paper)
    paper.write_bytes(b"nobody told of it")
    of = id_of(store)
    key = store._parts.shelf.vault.key(of)
    folder_of(store).keep(paper, subject=of, key=key, most=1_000)

    later = datetime.now(UTC) + timedelta(days=2)
    with Store.open(at, clock=lambda: later) as opened:
        assert opened.tidy_attachments() == 1
        assert opened.tidy_attachments() == 0
    assert proof.verify(at).ok


def test_a_store_in_memory_says_that_it_has_no_folder(paper):
    with pytest.raises(ConfigurationError):
        attach(memory_store("2025-10-01").acting_as("amina"), paper)


def test_the_folder_may_be_chosen(tmp_path, paper):
    (tmp_path / "casemgmt.toml").write_text('attachments = "papers"\n')
    read(tmp_path / "b.db", with_a_case(SALMA))

    with Store.open(tmp_path / "b.db") as opened:
        attach(opened.acting_as("amina"), paper)

    assert len([*(tmp_path / "papers").iterdir()]) == 1


class TestVerify:
    """A verification notices what is missing or changed; it needs no key."""

    @pytest.fixture
    def sealed(self, desk, paper, store):
        attach(desk, paper)
        (file,) = folder_of(store).place(id_of(store)).iterdir()
        return file

    def test_finds_nothing_wrong_where_all_is_there(self, at, sealed):
        assert proof.verify(at).ok

    def test_notices_one_that_is_missing(self, at, sealed):
        sealed.unlink()

        (said,) = proof.verify(at).found.unfit
        assert said == "position 4: what is attached is missing"

    def test_notices_one_that_was_changed(self, at, sealed):
        sealed.write_bytes(sealed.read_bytes()[:-1] + b"!")

        (said,) = proof.verify(at).found.unfit
        assert said == "position 4: what is attached was changed"

    def test_needs_no_vault(self, at, sealed):
        at.with_suffix(".vault").unlink()

        assert proof.verify(at).ok

    def test_misses_nothing_of_the_erased(self, at, sealed, store):
        store._parts.shelf.vault.erase(id_of(store), datetime.now(UTC))
        sealed.unlink()

        assert proof.verify(at).ok

    def test_says_of_a_journals_line_that_its_file_is_not_here(self, at):
        said = {"kind": "photo", "content": "0a" * 32, "digest": "0b" * 32}
        read(at, [line("attach-document", said | {"format": "jpeg"}, subject=SALMA)])

        assert not proof.verify(at).ok


class TestCopies:
    """A backup, what is restored of it and what is moved have every attachment."""

    def test_a_backup_has_it_sealed(self, at, desk, paper, tmp_path):
        attach(desk, paper)

        assert copies.back_up(at, tmp_path / "b.backup").attachments == 1

        sealed = b"".join(
            file.read_bytes() for file in (tmp_path / "b.backup.attachments").rglob("*/*")
        )
        assert len(sealed) > len(WORDS)
        assert WORDS[:27] not in sealed

    @pytest.mark.parametrize("way", ["restore", "move"])
    def test_the_copy_can_be_read(self, at, desk, paper, tmp_path, way):
        attach(desk, paper)
        copies.back_up(at, tmp_path / "b.backup")
        source = tmp_path / "b.backup" if way == "restore" else at

        assert getattr(copies, way)(source, tmp_path / "c.db").attachments == 1

        (tmp_path / "c.vault").write_bytes(at.with_suffix(".vault").read_bytes())
        with Store.open(tmp_path / "c.db") as copy:
            assert content(copy.acting_as("amina")) == paper.read_bytes()
        assert proof.verify(tmp_path / "c.db").ok

    def test_a_second_backup_copies_only_what_is_new(self, at, desk, paper, tmp_path):
        attach(desk, paper)
        copies.back_up(at, tmp_path / "b.backup")
        (old,) = (tmp_path / "b.backup.attachments").rglob("*/*")
        before = old.stat().st_ino
        paper.write_bytes(b"a second document")
        attach(desk, paper)

        assert copies.back_up(at, tmp_path / "b.backup").attachments == 2
        assert old.stat().st_ino == before

    def test_who_was_erased_is_in_no_backup_from_then_on(
        self, at, desk, paper, tmp_path, store
    ):
        attach(desk, paper)
        copies.back_up(at, tmp_path / "b.backup")
        folder_of(store).purge(id_of(store))

        assert copies.back_up(at, tmp_path / "b.backup").attachments == 0
        assert not [*(tmp_path / "b.backup.attachments").iterdir()]

    def test_nor_comes_back_with_an_old_one(self, at, desk, paper, tmp_path, store):
        attach(desk, paper)
        copies.back_up(at, tmp_path / "b.backup")
        store._parts.shelf.vault.erase(id_of(store), datetime.now(UTC))
        (tmp_path / "c.vault").write_bytes(at.with_suffix(".vault").read_bytes())

        assert copies.restore(tmp_path / "b.backup", tmp_path / "c.db").attachments == 0
        assert not [*(tmp_path / "c.db.attachments").iterdir()]

    def test_nor_when_the_keys_come_back_after_the_log(
        self, at, desk, paper, tmp_path, store
    ):
        attach(desk, paper)
        copies.back_up(at, tmp_path / "b.backup")
        vaults.back_up(at, tmp_path / "before.keys")
        erase(at)
        vaults.back_up(at, tmp_path / "later.keys")

        copies.restore(tmp_path / "b.backup", tmp_path / "c.db")
        later = [tmp_path / "later.keys"]
        vaults.restore(tmp_path / "c.db", tmp_path / "before.keys", ledgers=later)

        assert [p for p in (tmp_path / "c.db.attachments").rglob("*") if p.is_file()] == []

    def test_nothing_is_taken_from_a_folder_that_was_there(self, at, tmp_path):
        copies.back_up(at, tmp_path / "b.backup")
        left = tmp_path / "c.db.attachments" / ("0" * 32) / ("0" * 64)
        left.parent.mkdir(parents=True)
        left.write_bytes(b"of a store that was here before")

        copies.restore(tmp_path / "b.backup", tmp_path / "c.db")

        assert left.exists()


def test_without_its_key_it_opens_for_nobody(desk, paper, store):
    attach(desk, paper)
    (one,) = desk.attachments(SALMA)
    store._parts.shelf.vault.erase(id_of(store), datetime.now(UTC))

    with pytest.raises(InvalidError):
        list(desk.attachment(one))


def test_a_changed_one_is_noticed_when_it_is_taken_out(desk, paper, store):
    attach(desk, paper)
    (file,) = folder_of(store).place(id_of(store)).iterdir()
    file.write_bytes(file.read_bytes()[:-1])

    with pytest.raises(DamagedAttachmentError):
        content(desk)


@pytest.mark.parametrize("moment", ["before it is sealed", "sealed", "before it is told"])
def test_who_is_erased_meanwhile_leaves_no_document(store, at, desk, paper, moment):
    folder, erased = folder_of(store), id_of(store)

    with erased_at(at, moment), pytest.raises(InvalidError) as refused:
        attach(desk, paper)

    assert refused.value.code == "unknown-subject"
    assert list(folder.subjects()) == []
    assert store._parts.shelf.vault.key(erased) is None
    assert desk.history(SALMA) == ()


def test_a_document_of_somebody_new_is_kept_for_them_alone(store, at, desk, paper):
    with erased_at(at, "before it is told"), pytest.raises(InvalidError):
        attach(desk, paper)

    attach(desk, paper)

    assert content(desk) == paper.read_bytes()
    assert [of for of, _ in folder_of(store).files()] == [id_of(store)]


def test_what_somebody_who_was_killed_left_of_the_erased_goes(store, at, desk, paper):
    attach(desk, paper)
    erased, folder = id_of(store), folder_of(store)
    erase(at)
    folder.made(erased).joinpath(".half").write_bytes(b"sealed")

    store.erasures.carry_out()

    assert list(folder.subjects()) == []


def erase(at):
    """Erase Salma in another process, as far as this one can tell."""
    with Store.open(at) as other:
        made = other.erasures.erase(SALMA, Order("asked for", "amina", "nadia"))
    assert made.complete


@contextmanager
def erased_at(at, moment):
    """Erase Salma once, when whoever attaches is at this moment of their work."""
    of, name = {
        "before it is sealed": (attachments, "seal_file"),
        "sealed": (Attachments, "_named"),
        "before it is told": (TakingIn, "record"),
    }[moment]
    real, left = getattr(of, name), [1]

    def erasing(*said, **more):
        if left and left.pop():
            erase(at)
        return real(*said, **more)

    with patch.object(of, name, erasing):
        yield
