"""Leases beyond the contract: who lost one is told, and nobody else learns of what."""

import stat

import pytest

from casemgmt.errors import BusyError
from casemgmt.recording.engines.leases import FileLeases
from casemgmt.recording.engines.postgres import PostgresLog

NAME = "projection\0register\0postgresql://h/register"


@pytest.fixture
def log(postgres):
    address = postgres.address()
    PostgresLog.migrate(address)
    log = PostgresLog(address)
    yield log
    log.close()


def test_a_lease_whose_session_the_server_ended_is_told_to_be_lost(postgres, log):
    ended = (
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory'"
    )

    with log.lease(NAME) as still_held:
        still_held()
        postgres.asked(ended)

        with pytest.raises(BusyError):
            still_held()
        with log.lease(NAME) as somebody_elses:  # and another may hold it
            somebody_elses()


def test_stores_of_one_database_have_leases_of_their_own(postgres, log):
    address = postgres.address()
    PostgresLog.migrate(address)
    other = PostgresLog(address)

    with log.lease(NAME), other.lease(NAME) as still_held:
        still_held()
    other.close()


def test_a_lease_of_a_file_is_its_owners_alone_and_names_nothing(tmp_path):
    folder = tmp_path / "a.db.leases"

    with FileLeases(folder).lease(NAME):
        (file,) = folder.iterdir()

        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert "register" not in file.name
        assert file.read_bytes() == b""


def test_a_lease_leads_nowhere_else(tmp_path):
    folder, elsewhere = tmp_path / "a.db.leases", tmp_path / "elsewhere"
    with FileLeases(folder).lease(NAME):
        (file,) = folder.iterdir()
    file.unlink()
    file.symlink_to(elsewhere)

    with pytest.raises(BusyError, match="no lease"), FileLeases(folder).lease(NAME):
        pass
    assert not elsewhere.exists()


def test_where_nothing_can_be_made_no_lease_is_held(tmp_path):
    (tmp_path / "a.db.leases").touch()  # no folder

    leases = FileLeases(tmp_path / "a.db.leases")
    with pytest.raises(BusyError, match="no lease"), leases.lease(NAME):
        pass


def test_what_several_hold_together_nobody_holds_alone_and_is_seen_to_be_held(tmp_path):
    one, other = FileLeases(tmp_path / "leases"), FileLeases(tmp_path / "leases")
    assert not one.is_held(NAME)

    with one.shared(NAME) as had, other.shared(NAME) as had_too:
        assert had
        assert had_too
        assert one.is_held(NAME)
        with pytest.raises(BusyError), other.lease(NAME):
            pass
    with one.lease(NAME), other.shared(NAME) as had:
        assert not had
    assert not other.is_held(NAME)


def test_where_nothing_can_be_held_nobody_holds_anything(tmp_path):
    (tmp_path / "leases").write_text("no folder")
    leases = FileLeases(tmp_path / "leases")

    with leases.shared(NAME) as had:
        assert not had
        assert not leases.is_held(NAME)
