"""What was told wrongly, taken back or learnt late reads as if it had been told rightly."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemgmt.recorded import RecordedEvent

from .adapter_desk import AdapterDesk, batch_of
from .golden import golden
from .retelling import (
    Story,
    as_it_stands,
    corrected,
    first_told,
    in_log_order,
    retracted,
)

EXAMPLES = 8
AMENDED = ("corrections", "households", "retractions", "unknown_events")


class AmendingPromises(AdapterDesk):
    """A part of ``AdapterContract``: corrections, retractions, and what is told late."""

    def test_corrected_words_stand_in_the_place_of_those_first_told(self) -> None:
        told = first_told(self.told())
        fixed = [*told, *corrected(told, after=told)]

        self._reads_as(fixed, as_it_stands(fixed))

    def test_of_several_corrections_the_last_one_stands(self) -> None:
        told = first_told(self.told())
        once = [*told, *corrected(told, after=told)]
        again = [*once, *corrected(as_it_stands(once), after=once)]

        self._reads_as(again, as_it_stands(again))

    def test_what_was_taken_back_was_never_told(self) -> None:
        told = first_told(self.told())
        gone = [*told, *retracted(told[::2], after=told)]

        self._reads_as(gone, told[1::2])

    def test_a_correction_taken_back_brings_back_what_stood_before(self) -> None:
        told = first_told(self.told())
        fixed = [*told, *corrected(told, after=told)]
        back = [*fixed, *retracted(fixed[len(told) :], after=fixed)]

        self._reads_as(back, told)

    def test_what_was_taken_back_stays_so_when_it_is_corrected(self) -> None:
        told = first_told(self.told())
        gone = [*told, *retracted(told[::2], after=told)]
        late = [*gone, *corrected(told, after=gone)]

        self._reads_as(late, as_it_stands(late))

    @pytest.mark.parametrize("journal", AMENDED)
    def test_a_golden_journal_reads_as_if_it_had_been_told_rightly(
        self, journal: str
    ) -> None:
        told = golden(journal, fields=self.fields())

        self._reads_as(told, as_it_stands(told))

    def test_what_is_told_late_reads_as_if_it_had_been_told_in_time(self) -> None:
        told = first_told(self.told())
        in_time = self.shows(self.keeping(told))

        @settings(max_examples=EXAMPLES, deadline=None, database=None)
        @given(st.permutations(told))
        def hold(late: list[RecordedEvent]) -> None:
            handle = self.keeping(in_log_order(late))
            shown = self.shows(handle)
            self.close(handle)
            assert shown == in_time

        hold()

    def _reads_as(self, told: Sequence[RecordedEvent], rightly: Story) -> None:
        """Check that *told*, all at once or bit by bit, shows what *rightly* shows."""
        expected = self.shows(self.keeping(rightly))
        handle = self.open(self.address())
        middle = len(told) // 2
        for part in (told[:middle], told[middle:]):
            handle.project(batch_of(self.read(part), until=part[-1].position))
        assert self.shows(handle) == expected
        assert self.shows(self.keeping(told)) == expected
