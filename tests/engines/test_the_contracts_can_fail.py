"""An engine that breaks a promise is caught by the test that bears its name."""

import time
from uuid import UUID

import pytest
from attrs import evolve

from casemgmt.recording.engines.memory import MemoryLog
from casemgmt.recording.engines.postgres import PostgresLog
from casemgmt.testing import LibraryContract, StoreContract
from casemgmt.testing.crowd import crowded
from casemgmt.testing.library_contract import OFFERED


class StoresHalf(MemoryLog):
    def append(self, batch):
        return [MemoryLog.append(self, [one])[0] for one in batch]


class ForgetsCommands(MemoryLog):
    def append(self, batch):
        self._commands.clear()
        return super().append(batch)


class OverlooksClaims(MemoryLog):
    def append(self, batch):
        self._claims.clear()
        return super().append(batch)


class KeepsReleased(MemoryLog):
    def append(self, batch):
        return super().append([evolve(one, releases=None) for one in batch])


class GivesWhatIsHeld(MemoryLog):
    def append(self, batch):
        for claim, _ in (pair for one in batch for pair in one.reclaims):
            self._claims.pop(claim, None)
        return super().append(batch)


class MentionsOneSide(MemoryLog):
    def mentions(self, stream, kind):
        return []


class LetsGoOfNothing(MemoryLog):
    def forget(self, streams):
        pass


class ScansFrom(MemoryLog):
    def scan(self, after, limit):
        return super().scan(max(after - 1, 0), limit)


class StopsAtAPage(MemoryLog):
    def scan(self, after, limit):
        return super().scan(after, min(limit, 10))


class TellsTwice(MemoryLog):
    """Gives every story in the last bucket again."""

    def bucket(self, bucket, until, names=None):
        place = evolve(bucket, first=UUID(int=0)) if bucket.is_highest else bucket
        return super().bucket(place, until, names)


class GoesBeyond(MemoryLog):
    def bucket(self, bucket, until, names=None):
        return super().bucket(bucket, self.head(), names)


class GivesEveryName(MemoryLog):
    def bucket(self, bucket, until, names=None):
        return super().bucket(bucket, until)


class CutsPayloads(MemoryLog):
    def append(self, batch):
        short = [evolve(a, event=evolve(a.event, state=a.event.state[:999])) for a in batch]
        return super().append(short)


class ChangesWords(MemoryLog):
    def append(self, batch):
        named = [evolve(a, event=evolve(a.event, name=a.event.name.strip())) for a in batch]
        return super().append(named)


class AnswersFewAtOnce(MemoryLog):
    def outcome(self, command_ids):
        return super().outcome(list(command_ids)[:1_000])


class HasTheSameEpoch(MemoryLog):
    def __init__(self):
        super().__init__()
        self.epoch = "1"


class ShowsLater(MemoryLog):
    """Gives positions in one order and shows them in another, as without a lock."""

    def scan(self, after, limit):
        late = [e for e in self._events if e.position % 5 == 0][-1:]
        seen = [e for e in super().scan(after, limit) if e not in late]
        time.sleep(0.0005)
        return seen or super().scan(after, limit)


def keeps(promise, kind):
    """Run one promise of the contract on a log of this kind."""
    contract = type("Contract", (StoreContract,), {"fresh": lambda _: kind()})()
    getattr(contract, f"test_{promise}")(kind())


@pytest.mark.parametrize(
    ("kind", "promise"),
    [
        (StoresHalf, "a_batch_is_stored_whole_or_not_at_all"),
        (StoresHalf, "a_large_batch_refused_at_its_end_leaves_nothing"),
        (ForgetsCommands, "a_command_is_recorded_once"),
        (ForgetsCommands, "a_double_tap_is_recorded_once"),
        (OverlooksClaims, "a_claim_is_held_by_one_command"),
        (OverlooksClaims, "of_many_who_want_one_claim_one_has_it"),
        (KeepsReleased, "a_claim_that_was_released_may_be_taken"),
        (KeepsReleased, "an_amendment_releases_the_old_claim_and_takes_the_new"),
        (GivesWhatIsHeld, "a_reclaim_takes_nothing_from_who_holds_it"),
        (MentionsOneSide, "mentions_are_found_from_both_sides_and_by_kind"),
        (LetsGoOfNothing, "what_is_forgotten_holds_no_claim"),
        (LetsGoOfNothing, "what_is_forgotten_is_found_by_nothing_it_said_to_have"),
        (ScansFrom, "a_scan_begins_beyond_its_position"),
        (StopsAtAPage, "pages_of_a_scan_join_to_the_whole_log"),
        (TellsTwice, "buckets_join_to_the_whole_log"),
        (TellsTwice, "a_story_is_whole_in_one_bucket"),
        (GoesBeyond, "a_bucket_ends_at_a_position"),
        (GivesEveryName, "a_bucket_holds_the_names_that_are_asked_for"),
        (CutsPayloads, "big_payloads_are_kept_to_the_byte"),
        (ChangesWords, "any_bytes_and_any_words_are_kept"),
        (AnswersFewAtOnce, "outcomes_of_many_commands_are_had_at_once"),
        (HasTheSameEpoch, "every_log_has_an_epoch_of_its_own"),
        (ShowsLater, "many_writers_lose_nothing_and_a_reader_skips_nothing"),
    ],
)
def test_a_broken_promise_is_caught(kind, promise):
    keeps(promise, MemoryLog)

    with pytest.raises((AssertionError, pytest.fail.Exception)):
        keeps(promise, kind)


def test_without_the_table_lock_a_reader_skips_events(postgres):
    address = postgres.address()
    PostgresLog.migrate(address)
    log = PostgresLog(address)
    log.recorder.lock_table_statements = []

    for _ in range(20):
        seen, acknowledged = crowded(log, writers=6, appends=40)
        if len(seen) < len(acknowledged):
            break
    else:
        pytest.fail("nothing was skipped: the test of the readers shows nothing")
    log.close()


class Listing(LibraryContract):
    def recorder(self):
        raise NotImplementedError


def test_a_listed_case_that_holds_fails():
    holds = "NonInterleavingNotificationIDsBaseCase.assert_events_eq"
    contract = Listing()
    contract.DOES_NOT_HOLD = {holds: "listed by mistake"}
    contract._run = lambda _: None

    with pytest.raises(pytest.fail.Exception):
        contract.test_the_librarys_own_case(holds)


@pytest.mark.parametrize("listed", [{"NoSuchCase.test": "x"}, {OFFERED[0]: ""}])
def test_a_listed_case_that_does_not_exist_or_has_no_reason_fails(listed):
    contract = Listing()
    contract.DOES_NOT_HOLD = listed

    with pytest.raises(AssertionError):
        contract.test_what_does_not_hold_is_a_case_of_the_library_and_has_a_reason()
