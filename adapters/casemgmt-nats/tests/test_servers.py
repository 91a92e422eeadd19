"""Whoever looks after the servers is told how each stands, and lets one go for good."""

from contextlib import closing

import pytest
from tests.engines.cluster import cluster_of_three, one_server, wait_until

from casemgmt.testing.appends import told
from casemgmt_nats import NatsLog
from casemgmt_nats.__main__ import USAGE, main

ACCOUNTS = """
accounts {
  SYS { users: [ {user: warden, password: "argan"} ] }
  OFFICE { jetstream: enabled, users: [ {user: keeper, password: "tajine"} ] }
}
system_account: SYS
"""
KEEPER, WARDEN = "nats://keeper:tajine@", "nats://warden:argan@"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def servers():
    with cluster_of_three(ACCOUNTS) as servers:
        yield servers


@pytest.fixture
def address(servers):
    return servers.address("insaf").replace("nats://", KEEPER)


def test_each_server_is_told_of_until_all_have_everything(servers, address, capsys):
    NatsLog.migrate(address)
    with closing(NatsLog(address)) as log:
        log.append([told()])

    wait_until(lambda: main(["look", address]) == 0)

    said = capsys.readouterr().out.splitlines()[-3:]
    assert {line.partition(": ")[0] for line in said} == {"north", "middle", "south"}
    assert [line.partition(": ")[2] for line in said] == ["leads", "has all", "has all"]


def test_a_server_that_answers_is_not_taken_out(address, capsys):
    assert main(["take-out", "south", address.replace(KEEPER, WARDEN)]) == 1

    assert "south still answers" in capsys.readouterr().err


def test_who_is_not_of_the_system_account_takes_nobody_out(address, capsys):
    assert main(["take-out", "south", address]) == 1

    said = capsys.readouterr().err
    assert "system account" in said
    assert "tajine" not in said


def test_a_server_that_nobody_knows_is_not_taken_out(address, capsys):
    assert main(["take-out", "west", address.replace(KEEPER, WARDEN)]) == 1

    assert "no server west among them" in capsys.readouterr().err


def test_one_that_left_is_told_of_and_taken_out(servers, address, capsys):
    NatsLog.migrate(address)
    *others, last = servers.nodes
    last.kill()
    wait_until(lambda: main(["look", address]) == 1)

    # those who are left may be choosing who leads: then no answer comes
    wait_until(lambda: main(["take-out", last.name, address.replace(KEEPER, WARDEN)]) == 0)
    wait_until(lambda: len(others[0].told("jsz")["meta_cluster"].get("replicas", ())) == 1)
    with closing(NatsLog(address)) as log:
        assert log.append([told()])


def test_where_there_is_no_store_it_is_said(capsys):
    with one_server() as alone:
        assert main(["look", alone.address("nowhere")]) == 1

    assert len(capsys.readouterr().err.splitlines()) == 1


def test_what_is_not_understood_is_answered_with_what_is(capsys):
    assert main(["watch"]) == USAGE

    assert "take-out SERVER STORE" in capsys.readouterr().err
