"""A read model follows the log: it resumes, is rebuilt, and notices another log."""

import sqlite3
from typing import ClassVar
from uuid import UUID

import pytest
from tests.recording.telling import with_a_case, written

from casemgmt import Store, Subject
from casemgmt.commands import LinkPersons, RecordFollowUp
from casemgmt.domain.personal import Known
from casemgmt.errors import RepairNeededError
from casemgmt.projections import runner
from casemgmt.projections.adapter import AdapterApiError, Position

VISIT = RecordFollowUp(kind="home-visit", seen_child=True, findings="vue")


class Register:
    """Rows and position in one transaction; it can be told to die before the commit."""

    api_version: ClassVar[int] = 1

    def __init__(self, address):
        self.db = sqlite3.connect(address, isolation_level=None)
        self.db.execute(
            "CREATE TABLE IF NOT EXISTS seen (at INTEGER PRIMARY KEY, who, name)"
        )
        self.db.execute("CREATE TABLE IF NOT EXISTS stands (epoch, number)")
        self.batches, self.dies_at = [], None

    def position(self):
        row = self.db.execute("SELECT epoch, number FROM stands").fetchone()
        return Position(*row) if row else None

    def project(self, batch):
        self.batches.append(len(batch.events))
        self.db.execute("BEGIN")
        if batch.afresh:
            self.db.execute("DELETE FROM seen")
        rows = [(e.position, str(e.subject), e.name) for e in batch.events]
        self.db.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", rows)
        if self.dies_at == len(self.batches):
            self.db.execute("ROLLBACK")
            raise KeyboardInterrupt
        self.db.execute("DELETE FROM stands")
        until = (batch.until.epoch, batch.until.number)
        self.db.execute("INSERT INTO stands VALUES (?, ?)", until)
        self.db.execute("COMMIT")

    def forget(self, subject):
        self.db.execute("DELETE FROM seen WHERE who = ?", [str(subject)])

    @property
    def rows(self):
        return self.db.execute("SELECT * FROM seen ORDER BY at").fetchall()


class Kept:
    """Keeps what it is given, in a list."""

    api_version: ClassVar[int] = 1

    def __init__(self, given):
        self.given, self.at = given, None

    def position(self):
        return self.at

    def project(self, batch):
        self.given.extend(batch.events)
        self.at = batch.until

    def forget(self, subject):
        self.given[:] = [e for e in self.given if e.subject != subject]


@pytest.fixture
def register(tmp_path):
    made = Register(tmp_path / "register.db")
    yield made
    made.db.close()


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as made:
        lines = [one for n in range(4) for one in with_a_case(f"child:K{n}")]
        made.acting_as("amina").record_file(written(lines))
        yield made


def test_it_follows_the_log_to_its_head(store, register):
    progress = store.project(register)

    assert (progress.events, progress.position) == (12, progress.head)
    assert [row[0] for row in register.rows] == list(range(1, 13))


def test_it_resumes_where_it_stood(store, register):
    store.project(register)
    store.acting_as("amina").record("child:K0", VISIT, on="2025-09-09")

    assert store.project(register).events == 1
    assert store.project(register).events == 0
    assert register.batches == [12, 1]


def test_it_is_given_batches_and_after_a_death_the_one_that_failed_again(
    store, register, monkeypatch
):
    monkeypatch.setattr(runner, "BATCH", 5)
    register.dies_at = 2
    with pytest.raises(KeyboardInterrupt):
        store.project(register)
    assert register.position().number == 5

    progress = store.project(register)

    assert register.batches == [5, 5, 5, 2]
    assert (progress.events, len(register.rows)) == (7, 12)


def test_a_rebuild_gives_everything_again_and_changes_nothing(store, register):
    store.project(register)
    before = register.rows

    assert store.project(register, rebuild=True).events == 12
    assert register.rows == before


def test_it_notices_another_log(store, register, tmp_path):
    store.project(register)
    with Store.open(tmp_path / "other.db", create=True) as other:
        other.acting_as("amina").record("child:K9", VISIT, on="2025-09-01")

        progress = other.project(register)

    assert (progress.events, progress.position) == (1, progress.head)
    assert len(register.rows) == 1


def test_it_notices_another_log_that_is_empty(store, register, tmp_path):
    store.project(register)
    with Store.open(tmp_path / "other.db", create=True) as other:
        progress = other.project(register)

    assert register.rows == []
    assert register.position().number == progress.position == progress.head


def test_an_adapter_ahead_of_the_log_is_not_followed(store, register):
    store.project(register)
    register.db.execute("UPDATE stands SET number = 99")

    with pytest.raises(RepairNeededError, match="ahead"):
        store.project(register)


def test_an_adapter_of_another_protocol_is_refused_before_it_is_given_anything(
    store, register
):
    register.api_version = 2

    with pytest.raises(AdapterApiError):
        store.project(register)
    assert register.batches == []


def test_what_is_personal_is_closed_to_an_adapter(store, register):
    store.acting_as("amina").record("child:K0", VISIT, on="2025-09-09")
    given = []
    register.project = lambda batch: given.extend(batch.events)

    store.project(register)

    names = [e.event.given_name for e in given if e.name == "child-registered.1"]
    findings = [e.event.findings for e in given if e.name == "follow-up-recorded.1"]
    assert len(names) == 4
    assert not any(isinstance(value, Known) for value in (*names, *findings))


def test_a_subject_has_one_random_id_in_a_read_model_also_where_others_name_it(store):
    link = LinkPersons(other=Subject("child", "K1"), evidence="same-family")
    store.acting_as("amina").record("child:K0", link, on="2025-09-09")
    given = []
    register = Kept(given)

    store.project(register)

    ids = list(dict.fromkeys(e.subject for e in given))
    assert [kind_and_id.kind for kind_and_id in ids] == ["child"] * 4
    assert all(str(UUID(one.key)) == one.key for one in ids)
    assert given[-1].event.other == ids[1]
    assert {e.reference for e in given} == {None}


def test_a_read_model_knows_the_senders_references_where_it_was_granted_them(tmp_path):
    (tmp_path / "casemgmt.toml").write_text(
        '[adapters.register]\nadapter = "register"\nto = "x"\nfields = ["reference"]\n'
    )
    granted, others = [], []
    with Store.open(tmp_path / "a.db", create=True) as store:
        store.acting_as("amina").record("child:K9", VISIT, on="2025-09-01")

        store.project(Kept(granted), name="register")
        store.project(Kept(others), name="another")

    assert [e.reference for e in granted] == [Subject("child", "K9")]
    assert [e.reference for e in others] == [None]
    assert granted[0].subject.key != "K9"
