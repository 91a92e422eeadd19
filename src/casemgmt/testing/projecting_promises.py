"""What an adapter was given stands once, whole, however it was cut."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casemgmt.projections.adapter import API_VERSION, Adapter, Batch

from .adapter_desk import ANOTHER_EPOCH, AdapterDesk, batch_of
from .golden import golden
from .interrupting import CAN_KILL, Watch, interrupt, killed, watched
from .retelling import Story, first_told, in_log_order, in_two, subjects, without

SHOWS_NOTHING = (
    "at the end of the story it was told it shows nothing, so no promise says anything:"
    " what it reads is not in the story, or over by then; let told() return another"
)
CUTS = 8
PLACES = 12
EXAMPLES = 12


class ProjectingPromises(AdapterDesk):
    """A part of ``AdapterContract``: batches and positions."""

    def test_it_speaks_this_version_of_the_protocol(self) -> None:
        assert self.open(self.address()).api_version == API_VERSION

    def test_it_starts_at_zero(self) -> None:
        one, other = self.open(self.address()), self.open(self.address())

        assert one.position() is None
        assert self.seen(one) == self.seen(other)

    def test_it_shows_what_it_is_told(self) -> None:
        empty = self.open(self.address())

        assert self.shows(self.keeping(self.told())) != self.shows(empty), SHOWS_NOTHING

    def test_it_remembers_its_position(self) -> None:
        address = self.address()
        batch = batch_of(self.read(self.told()), until=1_000_000)

        handle = self.open(address)
        handle.project(batch)
        seen = self.seen(handle)
        self.close(handle)

        assert seen[0] == batch.until
        assert self.seen_anew(address) == seen

    def test_projecting_again_changes_nothing(self) -> None:
        handle = self.keeping(self.told())
        before = self.seen(handle)

        handle.project(batch_of(self.read(self.told()), until=self.told()[-1].position))

        assert self.seen(handle) == before

    def test_one_by_one_equals_all_at_once(self) -> None:
        at_once = self.keeping(self.told())

        one_by_one = self.open(self.address())
        for event in self.read(self.told()):
            one_by_one.project(batch_of([event]))
        one_by_one.project(batch_of((), until=self.told()[-1].position))

        assert self.seen(one_by_one) == self.seen(at_once)

    def test_batches_of_any_cut_equal_all_at_once(self) -> None:
        told = self.told()
        at_once = self.seen(self.keeping(told))
        ends = st.sets(st.integers(1, len(told) - 1), max_size=6).map(sorted)
        agains = st.lists(st.booleans(), min_size=7, max_size=7)

        @settings(max_examples=EXAMPLES, deadline=None, database=None)
        @given(ends, agains)
        def hold(ends: list[int], agains: list[bool]) -> None:
            handle = self.open(self.address())
            starts = [0, *ends]
            for start, end, again in zip(starts, [*ends, len(told)], agains, strict=False):
                since = max(start - 2, 0) if again else start  # some of it comes again
                part = told[since:end]
                handle.project(batch_of(self.read(part), until=part[-1].position))
            seen = self.seen(handle)
            self.close(handle)
            assert seen == at_once

        hold()

    def test_an_empty_batch_moves_the_position_and_nothing_else(self) -> None:
        handle = self.keeping(self.told())
        shown = self.shows(handle)
        further = batch_of((), until=self.told()[-1].position + 1_000)

        handle.project(further)

        assert self.seen(handle) == (further.until, shown)

    def test_events_that_had_to_wait_are_taken_in_late(self) -> None:
        told = self.told()
        at_once, end = self.keeping(told), told[-1].position
        for subject in subjects(told):
            handle = self.open(self.address())
            others = without(told, subject)
            waited = [e for e in told if e.subject == subject]

            handle.project(batch_of(self.read(others), until=end))
            handle.project(batch_of(self.read(waited), until=end))

            assert self.seen(handle) == self.seen(at_once)

    def test_unknown_events_pass(self) -> None:
        told = golden("unknown_events", fields=self.fields())
        known = self.keeping([*first_told(told)])

        handle = self.open(self.address())
        handle.project(batch_of(told))

        assert self.shows(handle) == self.shows(known)
        assert handle.position() == batch_of(told).until

    def test_what_it_kept_is_dropped_when_it_begins_afresh(self) -> None:
        half = self._halves()[1]
        handle = self.keeping(self._halves()[0])

        handle.project(batch_of(self.read(half), until=half[-1].position, afresh=True))

        assert self.seen(handle) == self.seen(self.keeping(half))

    def test_another_log_takes_the_place_of_the_one_before(self) -> None:
        handle = self.keeping(self.told())
        other = in_log_order(self._halves()[1])
        batch = batch_of(self.read(other), epoch=ANOTHER_EPOCH, afresh=True)

        handle.project(batch)

        assert handle.position() == batch.until
        assert self.shows(handle) == self.shows(self.keeping(other))

    def test_beginning_afresh_with_nothing_leaves_nothing(self) -> None:
        handle = self.keeping(self.told())
        batch = batch_of((), epoch=ANOTHER_EPOCH, afresh=True)

        handle.project(batch)

        empty = self.shows(self.open(self.address()))
        assert self.seen(handle) == (batch.until, empty)

    # Interruptions

    @pytest.mark.parametrize("afresh", [False, True], ids=["going on", "afresh"])
    def test_a_batch_interrupted_while_it_is_read_leaves_nothing(
        self, *, afresh: bool
    ) -> None:
        whole, reads = self._read_whole(afresh=afresh)

        for place in _spread(reads, PLACES):
            address = self.address()
            handle, batch = self._before(address, afresh=afresh)
            before = self.seen(handle)
            with pytest.raises(Exception):  # noqa: B017, PT011 - in words of its own
                handle.project(watched(batch, Watch(place, interrupt)))
            assert self.seen(handle) == before, f"interrupted at read {place} of {reads}"
            assert self.seen_anew(address) == before
            handle.project(batch)
            assert self.seen(handle) == whole

    @pytest.mark.skipif(not CAN_KILL, reason="this system cannot kill a process in time")
    def test_a_process_killed_while_it_projects_leaves_the_whole_batch_or_nothing(
        self,
    ) -> None:
        handle, batch = self._before(self.address())
        before, started = self.seen(handle), perf_counter()
        handle.project(batch)
        took, after = perf_counter() - started, self.seen(handle)
        cuts = [(self.address(), took * (n + 0.5) / CUTS) for n in range(CUTS)]

        died = killed(type(self).adapter, (self._first(), batch), cuts)

        assert any(died)
        for address, _ in cuts:
            handle = self.open(address)
            assert self.seen(handle) in (before, after)
            handle.project(batch)
            assert self.seen(handle) == after

    # Several handles

    def test_two_handles_take_turns(self) -> None:
        address = self.address()
        first, second = self._halves()
        one, other = self.open(address), self.open(address)

        one.project(batch_of(self.read(first), until=first[-1].position))
        assert self.seen(other) == self.seen(one)
        other.project(batch_of(self.read(second), until=second[-1].position))

        assert self.seen(one) == self.seen(other)
        assert self.seen(one) == self.seen(self.keeping([*first, *second]))

    def test_who_reads_while_it_projects_sees_what_stood_before(self) -> None:
        _, reads = self._read_whole()
        address = self.address()
        handle, batch = self._before(address)
        before, seen = self.seen(handle), []
        look: Callable[[], object] = lambda: seen.append(self.seen_anew(address))  # noqa: E731

        handle.project(watched(batch, Watch(reads, look)))

        assert seen == [before]

    # What they are made of

    def _halves(self) -> tuple[Story, Story]:
        """Return what is told first of each kind, and then the rest of the story."""
        return in_two(self.told())

    def _first(self) -> Batch:
        half = self._halves()[0]
        return batch_of(self.read(half), until=half[-1].position)

    def _before(self, address: str, *, afresh: bool = False) -> tuple[Adapter, Batch]:
        """Return a handle on the first half, and the batch of the second."""
        second = self._halves()[1]
        handle = self.open(address)
        handle.project(self._first())
        return handle, batch_of(self.read(second), until=second[-1].position, afresh=afresh)

    def _read_whole(self, *, afresh: bool = False) -> tuple[object, int]:
        """Return what is seen after the second half, and how often something was read."""
        watch = Watch()
        handle, batch = self._before(self.address(), afresh=afresh)
        handle.project(watched(batch, watch))
        return self.seen(handle), watch.read


def _spread(last: int, many: int) -> list[int]:
    """Return *many* places from 1 to *last*, and the last few one by one."""
    step = max(1, last // many)
    return sorted({*range(1, last + 1, step), *range(max(1, last - 4), last + 1)})
