"""The vault on a server keeps every promise, and what only several machines can break."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import count
from threading import Event, Thread
from unittest.mock import patch
from uuid import UUID

import psycopg
import pytest
from tests.engines.proxy import proxy_before

from casemgmt import Store, Subject
from casemgmt.errors import BusyError, ConfigurationError, NewerStoreError, NoStoreError
from casemgmt.privacy.file_rows import FileRows
from casemgmt.privacy.vault import FileVault
from casemgmt.privacy.vault_moving import Place, moved
from casemgmt.privacy.vault_port import LockedVaultError
from casemgmt.recording.engines.postgres.vault import PostgresVault
from casemgmt.recording.engines.postgres.vault_rows import ServerRows
from casemgmt.testing import FakeKMS, VaultContract

C01, C02 = Subject("child", "invented-one"), Subject("child", "invented-two")
CROWD = [Subject("child", f"invented-{n}") for n in range(200)]
DAY = datetime(2026, 1, 5, tzinfo=UTC)
TABLES = ("subjects", "erasures", "own", "changes", "vault")


@pytest.fixture(scope="session")
def keys_of(postgres):
    """The address of a vault that nobody else has, in a database without any log."""
    database, numbers = postgres.database(), count(1)
    return lambda: f"{database}?schema=v{next(numbers)}"


@pytest.fixture
def address(keys_of):
    return keys_of()


@pytest.fixture
def kms():
    return FakeKMS()


@pytest.fixture
def vault(address, kms):
    with closing(PostgresVault.create(address, wrapper=kms)) as made:
        yield made


def made(address, kms):
    return PostgresVault.create(address, wrapper=kms)


class TestOnAServer(VaultContract):
    @pytest.fixture(autouse=True)
    def _on_a_server(self, postgres, keys_of):
        self.server, self.keys_of = postgres, keys_of

    def opener(self):
        return partial(made, self.keys_of(), FakeKMS())

    def bytes_of(self, opener):
        """Everything that a question finds; what lies in files is said in decision 0022."""
        where, _, schema = opener.args[0].partition("?schema=")
        with psycopg.connect(where) as connection:
            rows = [
                connection.execute(f"SELECT t::text FROM {schema}.{table} t").fetchall()
                for table in TABLES
            ]
        return "\n".join(row for found in rows for (row,) in found).encode()

    def stored_of(self, opener, subject):
        where, _, schema = opener.args[0].partition("?schema=")
        ask = f"SELECT key, reference FROM {schema}.subjects WHERE id = %s"
        with psycopg.connect(where) as connection:
            cells = connection.execute(ask, [subject]).fetchone()
        return [cell.hex().encode() for cell in cells]


def introduced(address, kms):
    """Introduce a crowd in a process of its own, one after the other."""
    with closing(PostgresVault(address, wrapper=kms)) as vault:
        return [vault.identify([one])[one] for one in CROWD]


@pytest.mark.slow
def test_two_processes_that_introduce_the_same_children_at_once_give_them_one_id(
    vault, address, kms
):
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        one, other = pool.map(introduced, [address] * 2, [kms] * 2)

    assert one == other
    assert all(vault.key(child) for child in one)


def test_of_two_that_introduce_a_child_the_second_waits_and_reads_what_the_first_made(
    vault, address, kms
):
    begun, go_on = Event(), Event()
    first, second = ServerRows.introduce, []

    def slowly(rows, hashes, made):
        def made_later(own):
            begun.set()
            assert go_on.wait(20)
            return made(own)

        return first(rows, hashes, made_later)

    with (
        closing(PostgresVault(address, wrapper=kms)) as slow,
        closing(PostgresVault(address, wrapper=kms)) as quick,
    ):
        slow._rows.introduce = partial(slowly, slow._rows)
        waiting = Thread(target=lambda: second.append(slow.identify([C01])[C01]))
        waiting.start()
        assert begun.wait(20)
        mine = quick.identify([C01])[C01]
        go_on.set()
        waiting.join()

    assert second == [mine]
    assert vault.key(mine) is not None


def test_those_who_introduce_overlapping_crowds_never_wait_in_a_ring(address, kms, vault):
    crowds = [CROWD[:120], CROWD[80:][::-1], CROWD[::-1], CROWD[40:160]]
    answers = {}

    def introduce(n):
        with closing(PostgresVault(address, wrapper=kms)) as mine:
            answers[n] = mine.identify(crowds[n])

    threads = [Thread(target=introduce, args=(n,)) for n in range(len(crowds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    ids = vault.identify(CROWD)
    for n, crowd in enumerate(crowds):
        assert answers[n] == {one: ids[one] for one in crowd}


def test_nobody_writes_with_a_key_that_is_just_being_rotated_away(vault, address, kms):
    vault.identify(CROWD)
    halfway, rewrite = Event(), vault._rows.rewrite

    def slowly(own, rewrapped):
        def stop(stood, kept):
            halfway.set()
            return rewrapped(stood, kept)

        return rewrite(own, stop)

    vault._rows.rewrite = slowly
    rotating = Thread(target=vault.rotate)
    with closing(PostgresVault(address, wrapper=kms)) as other:
        rotating.start()
        assert halfway.wait(20)
        new = other.identify([C01])[C01]
        rotating.join()

        assert other.key(new) == vault.key(new) is not None


# The line is cut


@pytest.mark.parametrize("what", ["introduce", "erase", "rotate"])
def test_what_was_written_when_its_answer_was_cut_off_is_there_once(
    postgres, vault, address, kms, what
):
    child = vault.identify([C01])[C01]
    with proxy_before(postgres.port) as proxy:
        far = address.replace(f":{postgres.port}/", f":{proxy.port}/")
        with closing(PostgresVault(far, wrapper=kms)) as cut:
            cut.identify([C01])
            proxy.cut_the_reply_to_commit()
            match what:
                case "introduce":
                    new = cut.identify([C02])[C02]
                    assert vault.identify([C02])[C02] == new
                case "erase":
                    cut.erase(child, DAY)
                    assert vault.erased() == {child}
                    assert [e.at for e in vault.erasures()] == [DAY]
                case "rotate":
                    key = vault.key(child)
                    assert cut.rotate() == 1
                    assert vault.key(child) == cut.key(child) == key
            assert proxy.cuts == 1


@pytest.mark.slow  # it waits
def test_a_server_that_went_away_is_one_plain_line_without_the_password(
    postgres, address, kms, vault
):
    with proxy_before(postgres.port) as proxy:
        far = address.replace(f":{postgres.port}/", f":{proxy.port}/")
        with closing(PostgresVault(far, wrapper=kms)) as cut:
            cut._rows._datastore.pool.timeout = 0.3
            proxy.closed = True
            proxy.cut_the_request_after(0)

            for ask in (
                lambda: cut.identify([C01]),
                lambda: cut.erase(UUID(int=1), DAY),
                cut.rotate,
                cut.erasures,
            ):
                with pytest.raises(BusyError, match="the vault could not be") as told:
                    ask()
                assert "tajine" not in str(told.value)
                assert "\n" not in str(told.value)
                assert told.value.__cause__ is None

    assert vault.find(C01) is None


@pytest.mark.slow  # it waits
def test_who_waits_for_another_writer_waits_for_so_long_and_no_longer(
    postgres, address, kms, vault
):
    where, _, schema = address.partition("?schema=")
    with (
        psycopg.connect(where) as other,
        closing(PostgresVault(address, wrapper=kms, lock_seconds=1)) as waiting,
    ):
        other.execute(f"LOCK TABLE {schema}.subjects IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(BusyError, match="lock timeout"):
            waiting.erase(UUID(int=1), DAY)

    assert vault.erasures() == []


# Made on purpose, apart from the log


def test_who_opens_a_vault_makes_no_tables_and_no_keys(postgres, address, kms):
    with pytest.raises(
        NoStoreError, match="no tables here yet: casemgmt vault STORE create"
    ):
        PostgresVault(address, wrapper=kms)

    PostgresVault.create(address, wrapper=kms).close()
    where, _, schema = address.partition("?schema=")
    postgres.asked(f"DELETE FROM {schema}.own", database=where.rpartition("/")[2])
    with pytest.raises(NoStoreError, match="no keys here yet"):
        PostgresVault(address, wrapper=kms)


def test_creating_it_again_changes_nothing(address, kms, vault):
    child = vault.identify([C01])[C01]

    PostgresVault.create(address, wrapper=kms).close()

    with closing(PostgresVault(address, wrapper=kms)) as again:
        assert again.key(child) == vault.key(child)


def test_it_is_refused_in_a_database_in_which_a_log_lies(postgres, kms):
    database = postgres.database()
    PostgresVault.create(database + "?schema=keys", wrapper=kms).close()
    Store.migrate(database + "?schema=journeys")

    for open_ in (PostgresVault, PostgresVault.create):
        with pytest.raises(ConfigurationError, match=r"a log lies .*\(schema journeys\)"):
            open_(database + "?schema=keys", wrapper=kms)
    with pytest.raises(ConfigurationError, match="a log lies"):
        PostgresVault.create(database + "?schema=others", wrapper=kms)


def test_tables_of_a_newer_version_are_left_alone(postgres, address, kms, vault):
    where, _, schema = address.partition("?schema=")
    newer = f"UPDATE {schema}.vault SET value = '99' WHERE name = 'version'"
    postgres.asked(newer, database=where.rpartition("/")[2])

    with pytest.raises(NewerStoreError, match="version 99"):
        PostgresVault(address, wrapper=kms)


def test_a_vault_of_another_lock_does_not_open_nor_is_it_made_anew(address, vault):
    for open_ in (PostgresVault, PostgresVault.create):
        with pytest.raises(LockedVaultError, match="has not the key"):
            open_(address, wrapper=FakeKMS())


def test_nothing_in_the_database_opens_a_key_of_it(address, kms, vault):
    """Whoever has a copy of the database, and not what locks it, has no key."""
    vault.identify([C01])
    where, _, schema = address.partition("?schema=")
    with psycopg.connect(where) as connection:
        names = connection.execute(
            f"SELECT name FROM {schema}.own ORDER BY name"
        ).fetchall()

    assert names == [("facts",), ("secret",), ("wrapped",)]


def test_after_a_rotation_with_another_lock_an_old_copy_opens_with_the_old_one_alone(
    address, kms, vault
):
    """What lies in old files and backups is lost when the old lock is destroyed."""
    child = vault.identify([C01])[C01]
    key, copied = vault.key(child), dict(vault._rows.own())
    newer = FakeKMS()

    assert vault.rotate(newer) == 1

    with pytest.raises(LockedVaultError):
        newer.unwrap(copied["wrapped"])
    with pytest.raises(LockedVaultError):
        PostgresVault(address, wrapper=kms)
    with closing(PostgresVault(address, wrapper=newer)) as again:
        assert again.key(child) == vault.key(child) == key


def test_a_role_that_records_introduces_children_and_cannot_erase(
    postgres, address, kms, vault
):
    where, _, schema = address.partition("?schema=")
    with psycopg.connect(where, autocommit=True) as owner:
        owner.execute("CREATE ROLE recorder LOGIN PASSWORD 'safran-118'")
        owner.execute(f"GRANT USAGE ON SCHEMA {schema} TO recorder")
        owner.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO recorder")
        owner.execute(f"GRANT INSERT ON {schema}.subjects TO recorder")
    theirs = address.replace("keeper:tajine-7429", "recorder:safran-118")

    with closing(PostgresVault(theirs, wrapper=kms)) as recording:
        child = recording.identify([C01])[C01]
        assert recording.key(child) == vault.key(child) is not None
        for forbidden in (lambda: recording.erase(child, DAY), recording.rotate):
            with pytest.raises(BusyError, match="permission denied"):
                forbidden()

    assert vault.erased() == set()


@pytest.fixture
def in_a_file(tmp_path):
    """A vault in a file, with one who was erased."""
    with closing(FileVault(tmp_path / "a.vault", create=True)) as vault:
        vault.erase(vault.identify(CROWD)[CROWD[7]], DAY)
    return tmp_path / "a.vault"


def all_of(vault):
    """All that a vault answers."""
    ids = {r: i for r in CROWD if (i := vault.find(r)) is not None}
    keys = {str(r): (i, vault.key(i), vault.reference(i)) for r, i in ids.items()}
    noted = [(one.subject, one.at) for one in vault.erasures()]
    return keys, noted, vault.erased(), vault.keyed_hash("a"), vault.references("child")


@pytest.mark.slow
def test_a_vault_goes_to_a_server_and_back_and_is_the_same(in_a_file, address, kms):
    with closing(FileVault(in_a_file)) as vault:
        before = all_of(vault)
    file = Place(FileRows(in_a_file, create=False), None)
    server = Place(PostgresVault.rows(address, create=True), kms)
    with closing(file.rows), closing(server.rows):
        assert moved(file, server, "there") == len(CROWD) - 1
        with closing(PostgresVault(address, wrapper=kms)) as there:
            assert all_of(there) == before
            new = there.identify([C01])[C01]
            moved(server, file, "here")
            with pytest.raises(LockedVaultError, match="here"):
                there.identify([C02])

        with closing(FileVault(in_a_file)) as back:
            assert back.find(C01) == new
        with pytest.raises(LockedVaultError, match="here"):
            PostgresVault(address, wrapper=kms)
        server.rows.destroy()
    with pytest.raises(NoStoreError):
        PostgresVault(address, wrapper=kms)


@pytest.mark.slow
def test_a_move_to_a_server_that_is_cut_off_begins_anew(in_a_file, address, kms):
    file = Place(FileRows(in_a_file, create=False), None)
    with closing(file.rows), closing(PostgresVault.rows(address, create=True)) as rows:
        cut = patch.object(FileRows, "_own_anew", side_effect=KeyboardInterrupt)
        with cut, pytest.raises(KeyboardInterrupt):
            moved(file, Place(rows, kms), "there")
        with closing(FileVault(in_a_file)) as goes_on:
            new = goes_on.identify([C01])[C01]

        moved(file, Place(rows, kms), "there")

    with closing(PostgresVault(address, wrapper=kms)) as there:
        assert there.find(C01) == new
