"""What only one command in the store may hold: taken, released, moved, left to another."""

from __future__ import annotations

import pytest
from attrs import evolve

from casemgmt.recording.port import Append, ClaimTakenError, EventLog, Holder
from casemgmt.recording.recorder import new_id

from .appends import leading, told

CLAIM, OTHER_CLAIM = b"\x00a claim\xff", b"another"


class ClaimingPromises:
    """A part of ``StoreContract``: claims."""

    def test_a_claim_is_held_by_one_command(self, log: EventLog) -> None:
        first = told(claims=[CLAIM])
        log.append([first])

        with pytest.raises(ClaimTakenError):
            log.append([told(claims=[CLAIM])])
        assert log.holders([CLAIM, OTHER_CLAIM]) == {CLAIM: _holder(first)}
        assert log.head() == len(log.scan(0, 10)) == 1

    def test_a_claim_is_held_by_one_command_of_a_batch(self, log: EventLog) -> None:
        with pytest.raises(ClaimTakenError):
            log.append([told(claims=[CLAIM]), told(claims=[CLAIM])])
        assert (log.head(), log.holders([CLAIM])) == (0, {})

    def test_a_claim_that_was_released_may_be_taken(self, log: EventLog) -> None:
        first, second = told(claims=[CLAIM]), told(claims=[CLAIM])
        log.append([first])

        log.append([releasing(first)])
        assert log.holders([CLAIM]) == {}
        log.append([second])

        assert log.holders([CLAIM]) == {CLAIM: _holder(second)}

    def test_a_claim_released_in_a_batch_may_be_taken_later_in_it(
        self, log: EventLog
    ) -> None:
        first, second = told(claims=[CLAIM]), told(claims=[CLAIM])
        log.append([first])

        log.append([releasing(first), second])

        assert log.holders([CLAIM]) == {CLAIM: _holder(second)}

    def test_a_claim_taken_before_it_is_released_in_a_batch_is_refused(
        self, log: EventLog
    ) -> None:
        first = told(claims=[CLAIM])
        log.append([first])

        with pytest.raises(ClaimTakenError):
            log.append([told(claims=[CLAIM]), releasing(first)])
        assert log.holders([CLAIM]) == {CLAIM: _holder(first)}

    def test_an_amendment_releases_the_old_claim_and_takes_the_new(
        self, log: EventLog
    ) -> None:
        first = told(claims=[CLAIM])
        log.append([first])
        moved = evolve(releasing(first), claims=(OTHER_CLAIM,))

        log.append([moved])

        assert log.holders([CLAIM, OTHER_CLAIM]) == {OTHER_CLAIM: _holder(moved)}

    def test_only_the_claims_of_the_released_command_end(self, log: EventLog) -> None:
        first, second = told(claims=[CLAIM]), told(claims=[OTHER_CLAIM])
        log.append([first, second])

        log.append([releasing(first)])

        assert log.holders([CLAIM, OTHER_CLAIM]) == {OTHER_CLAIM: _holder(second)}

    def test_a_reclaim_leaves_a_free_claim_to_another_command(self, log: EventLog) -> None:
        first, left_to = told(claims=[CLAIM]), Holder(new_id(), new_id())
        log.append([first])

        log.append([evolve(releasing(first), reclaims=((CLAIM, left_to),))])

        assert log.holders([CLAIM]) == {CLAIM: left_to}

    def test_a_reclaim_takes_nothing_from_who_holds_it(self, log: EventLog) -> None:
        first = told(claims=[CLAIM])
        log.append([first])

        log.append([evolve(told(), reclaims=((CLAIM, Holder(new_id(), new_id())),))])

        assert log.holders([CLAIM]) == {CLAIM: _holder(first)}

    def test_what_a_command_holds_is_told_by_its_id(self, log: EventLog) -> None:
        first, second = told(claims=[CLAIM, OTHER_CLAIM]), told()
        log.append([first, second])

        found = log.held([leading(first), leading(second)])

        assert {own: sorted(held) for own, held in found.items()} == {
            leading(first): sorted([CLAIM, OTHER_CLAIM])
        }


def _holder(append: Append) -> Holder:
    return Holder(append.event.stream, leading(append))


def releasing(append: Append) -> Append:
    """Return what ends the claims of *append*."""
    return evolve(told(), releases=append.command_id)
