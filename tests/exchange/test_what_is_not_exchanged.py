"""Who was erased does not come back, and nobody exchanges more than they may see."""

import pytest
from tests.privacy.office import office as office_with_a_matrix
from tests.recording.telling import SALMA, VISIT, line, read, with_a_case, written

from casemgmt import Store
from casemgmt.errors import ConfigurationError, InvalidError, NotPermittedError
from casemgmt.exchange import Because
from casemgmt.testing import memory_store

CHILD = "child:C01"
ORDER = {"ground": "asked for by the family", "by": "amina", "second": "nadia"}


@pytest.fixture
def office():
    return memory_store(on="2025-10-10")


@pytest.fixture
def laptop():
    return memory_store(on="2025-10-10")


def told(store, *lines):
    made = store.acting_as("amina").record_file(written(lines))
    assert (made.refused, made.invalid) == (0, 0)


def children(store):
    return list(store.acting_as("amina").subjects("child"))


def test_who_was_erased_in_one_does_not_come_back_from_the_other(office, laptop):
    told(office, *with_a_case(CHILD))
    office.exchange(laptop)
    told(laptop, line("record-follow-up", VISIT))
    office.erase(CHILD, **ORDER)

    for _ in range(2):
        exchanged = office.exchange(laptop)
        assert (exchanged.sent, exchanged.received) == (0, 0)
        (conflict,) = exchanged.conflicts
        assert (conflict.because, conflict.at) == (Because.ERASED, "other")
    assert children(office) == []


def test_it_is_said_until_they_are_erased_in_both(office, laptop):
    told(office, *with_a_case(CHILD))
    office.exchange(laptop)
    office.erase(CHILD, **ORDER)
    assert office.exchange(laptop).conflicts
    laptop.erase(CHILD, **ORDER)

    assert office.exchange(laptop).conflicts == ()


def test_what_an_adult_had_erased_is_not_told_in_part(office, laptop):
    told(office, line("register-child", {**SALMA, "mother": "Fatima Zohra Idrissi"}))
    office.erase(CHILD, **ORDER, named="mother")

    (conflict,) = office.exchange(laptop).conflicts

    assert (conflict.because, conflict.at) == (Because.FORGOTTEN, "store")
    assert children(laptop) == []


def test_the_stores_own_stories_stay_where_they_are(office, laptop):
    told(office, *with_a_case(CHILD))
    office.erase(CHILD, **ORDER)  # told in a system: story

    assert office.exchange(laptop).sent == 0
    assert [event.name for event in laptop.events()] == ["store-exchanged.1"]


def test_whoever_may_not_see_everything_exchanges_nothing(tmp_path, laptop):
    store = office_with_a_matrix(tmp_path)

    with pytest.raises(NotPermittedError):
        store.exchange(laptop, by="amina", role="caseworker")
    with pytest.raises(InvalidError):
        store.exchange(laptop)
    with pytest.raises(NotPermittedError):  # asked in the other, the answer is the same
        laptop.exchange(store, by="amina", role="caseworker")
    assert children(laptop) == []


@pytest.fixture
def paper(tmp_path):
    file = tmp_path / "acte.pdf"
    file.write_bytes(b"%PDF-1.7 " + b"Extrait d'acte de naissance" * 5_000)
    return file


def test_a_document_is_in_both_each_with_a_key_of_its_own(tmp_path, paper):
    for name in ("office", "laptop"):
        (tmp_path / name).mkdir()
    here, there = (tmp_path / name / "a.db" for name in ("office", "laptop"))
    read(here, with_a_case(CHILD))
    with Store.open(here) as office, Store.open(there, create=True) as laptop:
        told_of = office.acting_as("amina").attach(
            CHILD, paper, kind="birth-act", on="2025-09-04"
        )
        office.exchange(laptop)
        desk = laptop.acting_as("amina")
        (one,) = desk.attachments(CHILD)
        (ours,) = office.acting_as("amina").attachments(CHILD)

        assert b"".join(desk.attachment(one)) == paper.read_bytes()
        assert one.id == told_of.command_id
        assert one.content != ours.content
    on_disk = [f for f in tmp_path.rglob("*") if f.is_file() and f != paper]
    assert not [f for f in on_disk if b"acte de naissance" in f.read_bytes()]


def test_a_document_that_is_missing_is_named_and_the_rest_goes_on(tmp_path, paper):
    (tmp_path / "office").mkdir()
    read(tmp_path / "office" / "a.db", with_a_case(CHILD))
    with (
        Store.open(tmp_path / "office" / "a.db") as office,
        Store.open(tmp_path / "b.db", create=True) as laptop,
    ):
        office.acting_as("amina").attach(CHILD, paper, kind="photo", on="2025-09-04")
        (file,) = (f for f in office._parts.attachments.root.rglob("*") if f.is_file())
        file.unlink()

        exchanged = office.exchange(laptop)

    assert exchanged.sent == 3
    assert [c.because for c in exchanged.conflicts] == [Because.UNREADABLE]


def test_a_store_without_a_folder_for_documents_says_so(tmp_path, paper, laptop):
    read(tmp_path / "a.db", with_a_case(CHILD))
    with Store.open(tmp_path / "a.db") as office:
        office.acting_as("amina").attach(CHILD, paper, kind="photo", on="2025-09-04")
        with pytest.raises(ConfigurationError, match="folder"):
            office.exchange(laptop)
