"""Who comes in, by what, and over what line: who does not is told so at open."""

import time
from contextlib import closing

import pytest
from tests.engines.cluster import one_server
from tests.engines.stranger import server_that_says

from casemgmt.errors import ConfigurationError, NoStoreError
from casemgmt.testing.appends import told
from casemgmt_nats import NatsLog

from .certificates import certified
from .credentials import FREE, Operator, credentials
from .refusing import PASSWORD, refused


def opens(address):
    """Whoever is let in makes the store, writes and reads."""
    NatsLog.migrate(address)
    with closing(NatsLog(address)) as log:
        assert log.append([told()]) == [log.head()]


@pytest.mark.slow
def test_who_is_not_let_in_is_told_so():
    with one_server(f'authorization {{ user: keeper, password: "{PASSWORD}" }}') as servers:
        address = servers.address("insaf")
        refused(ConfigurationError, address, "do not let us in")
        wrong = address.replace("nats://", f"nats://keeper:{PASSWORD}x@")
        refused(ConfigurationError, wrong, "do not let us in")
        right = address.replace("nats://", f"nats://keeper:{PASSWORD}@")
        opens(right)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A server of an operator, and its accounts: one that may store, one that may not."""
    operator = Operator()
    souss, mute = operator.account(), operator.account(limits=FREE)
    with one_server(operator.settings) as servers:
        yield servers, souss, mute


@pytest.mark.slow
def test_who_shows_credentials_of_the_account_comes_in(office, tmp_path):
    servers, souss, _ = office
    opens(f"{servers.address()}&creds={credentials(tmp_path, souss)}")


@pytest.mark.slow
def test_two_accounts_share_nothing_under_one_name(tmp_path):
    operator = Operator()
    souss, oriental = operator.account(), operator.account()
    with one_server(operator.settings) as servers:
        address = servers.address("insaf")
        opens(f"{address}&creds={credentials(tmp_path, souss)}")

        other = f"{address}&creds={credentials(tmp_path, oriental, name='nadia')}"
        with pytest.raises(NoStoreError, match="no stream here yet"):
            NatsLog(other)
        opens(other)


@pytest.mark.slow
def test_credentials_that_are_not_good_here_are_refused_at_open(office, tmp_path):
    servers, souss, mute = office
    address = servers.address()
    stranger = credentials(tmp_path, Operator().account(), name="stranger")
    expired = credentials(tmp_path, souss, name="expired", until=int(time.time()) - 60)

    refused(ConfigurationError, address, "do not let us in")
    refused(ConfigurationError, f"{address}&creds={stranger}", "do not let us in")
    refused(ConfigurationError, f"{address}&creds={expired}", "do not let us in")
    nothing = credentials(tmp_path, mute, name="mute")
    refused(ConfigurationError, f"{address}&creds={nothing}", "no JetStream")


@pytest.mark.slow
def test_who_may_read_only_is_told_at_open_not_at_the_first_write(office, tmp_path):
    servers, souss, _ = office
    address = servers.address("quiet")
    opens(f"{address}&creds={credentials(tmp_path, souss)}")
    quiet = credentials(tmp_path, souss, name="quiet", pub={"allow": ["$JS.>"]})
    mute = credentials(tmp_path, souss, name="mute", pub={"deny": [">"]})

    for creds in (quiet, mute):
        refused(ConfigurationError, f"{address}&creds={creds}", "has no right")


@pytest.mark.parametrize(
    "said", ["", "nothing of the kind", "-----BEGIN NATS USER JWT-----\nx\n"]
)
def test_a_file_without_credentials_is_said_to_be_one(tmp_path, said):
    (tmp_path / "x.creds").write_text(said)
    address = f"nats://127.0.0.1:1/insaf?creds={tmp_path / 'x.creds'}"

    refused(NoStoreError, address, "creds: the file that the address names holds no")


@pytest.mark.parametrize(
    "named", ["ca={it}", "ca={cert}&cert={it}", "ca={cert}&cert={cert}&key={it}"]
)
def test_a_file_without_a_certificate_is_said_to_be_one(tmp_path, named):
    cert, _ = certified(tmp_path)
    (tmp_path / "x.pem").write_text("nothing of the kind")
    asked = named.format(it=tmp_path / "x.pem", cert=cert)

    refused(
        NoStoreError, f"nats://127.0.0.1:1/insaf?{asked}", "that the address names hold"
    )


def test_a_server_that_speaks_no_tls_is_told_no_password(tmp_path):
    cert, _ = certified(tmp_path)
    with server_that_says() as port:
        address = f"nats://keeper:{PASSWORD}@127.0.0.1:{port}/insaf?ca={cert}"
        refused(ConfigurationError, address, "not one that ca= of the address vouches for")


@pytest.mark.slow
def test_over_tls_only_a_server_that_is_vouched_for_is_spoken_to(tmp_path):
    cert, key = certified(tmp_path)
    (tmp_path / "other").mkdir()
    other, _ = certified(tmp_path / "other")
    with one_server(f'tls {{ cert_file: "{cert}", key_file: "{key}" }}') as servers:
        address = servers.address("insaf")
        opens(f"{address}&ca={cert}")
        refused(ConfigurationError, f"{address}&ca={other}", "not one that ca=")
        refused(ConfigurationError, address, "not one that ca=")


@pytest.mark.slow
def test_a_server_that_asks_for_a_certificate_of_ours_gets_it(tmp_path):
    cert, key = certified(tmp_path)
    asks = (
        f'tls {{ cert_file: "{cert}", key_file: "{key}", ca_file: "{cert}", verify: true }}'
    )
    with one_server(asks) as servers:
        address = f"{servers.address('insaf')}&ca={cert}"
        opens(f"{address}&cert={cert}&key={key}")
        refused(ConfigurationError, address, "do not let us in")
