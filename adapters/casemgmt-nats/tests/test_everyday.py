"""A few promises of an engine, on one server, for everyday; all of them are run slowly."""

import pytest

from casemgmt.testing import SharedStoreContract
from casemgmt_nats import NatsLog

WHOLE = SharedStoreContract


@pytest.fixture
def log(alone):
    address = alone.address()
    NatsLog.migrate(address)
    log = NatsLog(address)
    yield log
    log.close()


class TestAFewPromises:
    """Of each kind one: reading, versions, commands, claims, leases, moments."""

    test_read = WHOLE.test_what_was_appended_is_read_back_as_it_was
    test_whole = WHOLE.test_a_batch_is_stored_whole_or_not_at_all
    test_command = WHOLE.test_the_command_of_a_refused_batch_stays_free
    test_claim = WHOLE.test_a_claim_released_in_a_batch_may_be_taken_later_in_it
    test_moment = WHOLE.test_a_snapshot_stays_as_it_was_while_others_write
    test_names = WHOLE.test_any_bytes_and_any_words_are_kept
