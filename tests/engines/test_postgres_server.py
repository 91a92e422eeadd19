"""What a server must be, what is waited for, and what nobody is shown."""

import re
import threading
import time
from functools import partial
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from attrs import evolve
from eventsourcing.persistence import ProgrammingError
from tests.engines.server import PASSWORD

from casemgmt import Store
from casemgmt.errors import BusyError, CaseManagementError, ConfigurationError
from casemgmt.recording.engines.postgres import PostgresLog, datastore
from casemgmt.recording.engines.postgres.address import Address
from casemgmt.recording.engines.postgres.datastore import ServerDatastore
from casemgmt.recording.engines.postgres.recorder import SerialRecorder
from casemgmt.recording.port import Append
from casemgmt.testing.appends import told


@pytest.fixture
def address(postgres):
    address = postgres.address()
    PostgresLog.migrate(address)
    return address


@pytest.fixture
def log(address):
    log = PostgresLog(address, lock_seconds=1)
    yield log
    log.close()


# What a server must be


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_may_lose_what_it_acknowledged_is_refused(postgres, address, setting):
    try:
        turned(postgres, setting, "off")
        for touch in (PostgresLog, PostgresLog.migrate):
            with pytest.raises(ConfigurationError, match=f"{setting} is off"):
                touch(address)
    finally:
        turned(postgres, setting, "on")


def turned(postgres, setting, value):
    postgres.asked(f"ALTER SYSTEM SET {setting} = {value}")
    postgres.asked("SELECT pg_reload_conf()")
    until = time.monotonic() + 20
    while postgres.asked(f"SHOW {setting}") != [(value,)]:
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("option", "why"),
    [
        ("-c%20synchronous_commit=off", "synchronous_commit is off"),
        ("-c%20default_transaction_read_only=on", "transaction_read_only is on"),
    ],
)
def test_a_session_that_may_lose_or_may_not_write_is_refused(address, option, why):
    with pytest.raises(ConfigurationError, match=why):
        PostgresLog(f"{address}&options={option}")


def test_a_database_that_cannot_hold_every_script_is_refused(postgres):
    latin = "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"
    postgres.asked(latin)

    with pytest.raises(ConfigurationError, match="encoding is LATIN1"):
        PostgresLog.migrate(postgres.address().replace("/stores", "/latin"))


@pytest.mark.slow
def test_a_read_replica_is_refused(postgres, address):
    with postgres.replica() as port, pytest.raises(ConfigurationError, match="replica"):
        PostgresLog(address.replace(f":{postgres.port}/", f":{port}/"))


# Who may do what

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "run_on_postgresql.md"


@pytest.mark.parametrize("right", ["UPDATE", "MAINTAIN"])
def test_who_records_needs_no_more_than_the_page_says(postgres, address, right):
    role, schema = f"recorders_{right.lower()}", address.rpartition("=")[2]
    postgres.asked(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
    _, grants = HOW_TO.read_text(encoding="utf-8").split("```sql\n")
    for grant in grants.partition("```")[0].replace("UPDATE", right).strip().splitlines():
        named = grant.replace("casemgmt", schema).replace("recorders", role)
        postgres.asked(named.partition("--")[0])
    log = PostgresLog(address.replace("keeper", role))
    first = told(claims=[b"claim"])
    other = Append(told().event, uuid4(), releases=first.command_id, claims=(b"claim",))

    log.append([evolve(first, mentions=((uuid4(), "link"),))])
    log.append([other])

    assert log.holders([b"claim"])[b"claim"].command_id == other.command_id
    assert log.outcome([first.command_id, uuid4()]).keys() == {first.command_id}
    for forbidden in ("DELETE FROM", "TRUNCATE", "DROP TABLE"):
        with pytest.raises(BusyError, match=r"permission denied|must be owner"):
            log._rows(f"{forbidden} {{schema}}.events", ())
    log.close()


@pytest.fixture
def passer_by(postgres):
    """Who may come in, and has no right to anything."""
    name = f"passer_by_{uuid4().hex}"
    postgres.asked(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'")
    return name


def test_a_schema_that_is_closed_to_who_comes_in_is_not_said_to_be_empty(
    address, passer_by
):
    closed = address.replace("keeper", passer_by)

    for touch in (PostgresLog, PostgresLog.migrate):
        with pytest.raises(ConfigurationError, match="let its owner grant USAGE"):
            touch(closed)


def test_a_right_that_is_lacking_is_said_in_the_language_asked_for(
    postgres, address, passer_by
):
    schema = address.rpartition("=")[2]
    postgres.asked(f"GRANT USAGE ON SCHEMA {schema} TO {passer_by}")
    postgres.asked(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {passer_by}")
    log = PostgresLog(address.replace("keeper", passer_by))

    with pytest.raises(BusyError, match="permission denied for table events") as refused:
        log.append([told()])
    log.close()

    assert "sur la table events" in refused.value.sentence("fr")
    assert "في الجدول events" in refused.value.sentence("ar")


def test_who_comes_in_too_often_is_told_so_in_the_language_asked_for(
    postgres, address, passer_by
):
    postgres.asked(f"ALTER ROLE {passer_by} CONNECTION LIMIT 0")

    with pytest.raises(BusyError, match="too many connections") as refused:
        PostgresLog(address.replace("keeper", passer_by))

    assert "trop de connexions" in refused.value.sentence("fr")


# What is waited for


def writing_for_ever(address):
    """A session by hand that has appended, and has not committed."""
    schema = address.rpartition("=")[2]
    session = psycopg.connect(address.partition("?")[0])
    session.execute(f"LOCK TABLE {schema}.events IN EXCLUSIVE MODE")
    return session, schema


def test_a_store_that_is_held_is_busy_and_nothing_is_recorded(log, address):
    session, _ = writing_for_ever(address)
    append = told()

    with pytest.raises(BusyError, match="lock timeout") as refused:
        log.append([append])
    session.close()

    assert "un autre y écrit" in refused.value.sentence("fr")
    assert log.outcome([append.command_id]) == {}
    log.append([append])


def test_a_reader_waits_for_nobody(log, address):
    log.append([told()])
    session, _ = writing_for_ever(address)

    assert (len(log.scan(0, 10)), log.head()) == (1, 1)
    session.close()


def test_an_outcome_waits_for_who_is_about_to_record_it(address):
    log = PostgresLog(address)
    session, schema = writing_for_ever(address)
    own, stream = uuid4(), uuid4()
    event = f"INSERT INTO {schema}.events VALUES (DEFAULT, %s, 1, 'a.1', '')"
    session.execute(event, [stream])
    session.execute(f"INSERT INTO {schema}.commands VALUES (%s, %s, 1)", [own, stream])
    committing = threading.Timer(0.3, session.commit)
    committing.start()

    found = log.outcome([own])

    assert found[own].stream == stream
    committing.join(timeout=60)  # the outcome may be seen before COMMIT is answered
    session.close()
    log.close()


def test_an_outcome_that_cannot_be_waited_for_is_busy(log, address):
    session, _ = writing_for_ever(address)

    with pytest.raises(BusyError):
        log.outcome([uuid4()])
    session.close()


def test_sessions_that_the_server_ended_are_found_out_before_anything_is_sent(
    postgres, log
):
    log.append([told()])
    ended = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    postgres.asked(f"{ended} WHERE application_name = 'casemgmt'")

    log.append([told()])

    assert len(log.scan(0, 10)) == 2


def test_a_statement_without_an_end_is_ended(address, monkeypatch):
    soon = datastore._BOUNDS.replace(
        b"statement_timeout = '120s'", b"statement_timeout = 99"
    )
    monkeypatch.setattr(datastore, "_BOUNDS", soon)
    log = PostgresLog(address)

    with pytest.raises(BusyError, match="statement timeout"):
        log._rows("SELECT pg_sleep(20)", ())
    log.close()


def test_a_closed_log_is_busy(address):
    log = PostgresLog(address)
    log.close()

    with pytest.raises(BusyError):
        log.head()
    with pytest.raises(BusyError):
        log.append([told()])


def test_a_name_that_a_server_cannot_hold_is_busy_and_stores_nothing(log):
    with pytest.raises(BusyError):
        log.append([told(), told(name="a\0b")])
    assert log.head() == 0


# The table lock


def test_appending_without_the_table_lock_is_refused(address):
    unlocked = ServerDatastore(Address.read(address), enable_db_functions=True)

    with pytest.raises(ProgrammingError, match="ENABLE_DB_FUNCTIONS"):
        SerialRecorder(unlocked)


def test_the_environment_takes_no_lock_away(address, monkeypatch):
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "y")
    log = PostgresLog(address, lock_seconds=1)
    session, _ = writing_for_ever(address)

    with pytest.raises(BusyError, match="lock timeout"):
        log.append([told()])
    session.close()
    log.close()


# What nobody is shown


def wrong_password(address):
    return address.replace(PASSWORD, "wrong-" + PASSWORD)


def nobody_there(address):
    return re.sub(r":\d+/", ":1/", address)


def no_such_database(address):
    return address.replace("/stores", "/nowhere")


def no_such_host(address):
    return address.replace("127.0.0.1", "nowhere.invalid")


def no_database(address):
    return address.replace("/stores", "/")


def no_port(address):
    return address.replace("127.0.0.1:", "127.0.0.1:port")


def no_address(address):
    return address.replace("@", "@[")


def unknown_option(address):
    return f"{address}&sslmood=verify-full"


def bad_schema(address):
    return address + "%22;drop"


@pytest.mark.parametrize(
    "spoilt",
    [
        wrong_password,
        nobody_there,
        no_such_database,
        no_such_host,
        no_database,
        no_port,
        no_address,
        unknown_option,
        bad_schema,
    ],
)
def test_what_cannot_be_opened_is_one_line_without_the_password(
    address, spoilt, tmp_path, run
):
    config = tmp_path / "casemgmt.toml"
    config.write_text('vault = "a.vault"')
    wrong = spoilt(address)

    for touch in (partial(Store.open, config=config), Store.open, Store.migrate):
        with pytest.raises(CaseManagementError) as refused:
            touch(wrong)
        assert PASSWORD not in f"{refused.value!r}{refused.value.__context__!r}"
        assert len(str(refused.value).splitlines()) == 1
    said = run("history", wrong, "child:C01", "--config", config)
    assert PASSWORD not in said.out + said.err
    assert said.code in (1, 2)


def test_a_password_among_the_options_is_not_shown_either(address):
    hidden = address.replace(f":{PASSWORD}", "") + f"x&password={PASSWORD}"

    for touch in (PostgresLog, Store.open):
        with pytest.raises(CaseManagementError) as refused:
            touch(hidden)
        assert PASSWORD not in str(refused.value)


def test_a_store_on_a_server_needs_to_be_told_of_its_vault(address):
    with pytest.raises(ConfigurationError, match="needs a vault") as refused:
        Store.open(address, create=True)

    assert PASSWORD not in str(refused.value)
    assert "127.0.0.1" in str(refused.value)


def test_nothing_shows_the_password(address, tmp_path, run):
    config = tmp_path / "casemgmt.toml"
    config.write_text(
        f'vault = "a.vault"\n[adapters.a]\nadapter = "sql"\nto = "{address}"\n'
    )
    with Store.open(address, config=config, create=True) as store:
        parts = store._parts
        shown = [store, parts, parts.config, *parts.config.adapters, parts.shelf.log]
        shown += [parts.shelf.log._datastore, parts.shelf.log._datastore.pool]
        assert PASSWORD not in "".join(map(repr, shown))
    said = [
        run("project", address, "--config", config),
        run("migrate", address, "another", address),
        run("migrate", "--json", address, "--lang", "ar"),
    ]
    assert PASSWORD not in "".join(one.out + one.err for one in said)
