"""What an adapter can do beside: be built anew, be built in parts, count what it saw."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from casemgmt.projections.adapter import (
    Adapter,
    Batch,
    Beside,
    Counting,
    Divisible,
    Settling,
)

from .adapter_desk import AdapterDesk, batch_of
from .needles import found
from .retelling import Story, subjects

BUCKETS = (1, 2, 3, 7)


class BesideItself(Adapter, Beside):
    """An adapter that can be built anew beside itself."""


class InParts(Adapter, Divisible):
    """An adapter that can be built in parts."""


class BuildingPromises(AdapterDesk):
    """A part of ``AdapterContract``: the protocols an adapter may have beside."""

    # Beside

    def test_what_is_built_beside_begins_empty(self) -> None:
        beside = self._beside(self.address())

        assert self.seen(beside) == self.seen(self.open(self.address()))

    def test_what_is_in_use_is_untouched_until_the_other_takes_over(self) -> None:
        address = self.address()
        beside = self._beside(address)
        before = self.seen_anew(address)

        beside.project(self._whole())

        assert self.seen_anew(address) == before
        assert self.seen(beside) == self.seen(self.keeping(self.told()))

    def test_what_was_built_beside_takes_over(self) -> None:
        address = self.address()
        beside = self._beside(address)
        beside.project(self._whole())

        beside.take_over()

        self.close(beside)
        assert self.seen_anew(address) == self.seen(self.keeping(self.told()))

    def test_after_the_other_took_over_it_goes_on(self) -> None:
        address, told = self.address(), self.told()
        beside = self._beside(address)
        beside.project(batch_of(self.read(told[:-9]), until=told[-10].position))
        beside.take_over()
        self.close(beside)

        handle = self.open(address)
        handle.project(batch_of(self.read(told[-9:]), until=told[-1].position))

        assert self.seen(handle) == self.seen(self.keeping(told))

    def test_what_is_built_beside_and_left_leaves_nothing(self) -> None:
        address = self.address()
        left = self._beside(address)
        left.project(self._whole())
        before = self.seen_anew(address)
        self.close(left)

        handle = self.open(address)
        again = self._beside_of(handle)

        assert self.seen(handle) == before
        assert self.seen(again) == self.seen(self.open(self.address()))

    def test_whom_it_forgets_is_gone_from_what_was_built_beside_and_left(self) -> None:
        address, gone = self.address(), self.told()[0].subject
        left = self._beside(address)
        left.project(self._whole())
        self.close(left)

        handle = self.open(address)
        handle.forget(gone)

        self.close(handle)
        assert found([gone.key], self.bytes_of(address)) == []

    # Divisible

    @pytest.mark.parametrize("buckets", BUCKETS)
    def test_its_parts_are_together_what_one_process_makes(self, buckets: int) -> None:
        told, whole = self.told(), self._whole()
        handle = self._in_parts()

        handle.gather(self._parts(told, buckets), whole.until)

        assert self.seen(handle) == self.seen(self.keeping(told))

    def test_parts_take_the_place_of_all_that_was_kept(self) -> None:
        told = self.told()
        half = told[len(told) // 2 :]
        handle = self._in_parts()
        handle.project(self._whole())

        handle.gather(self._parts(half, 2), batch_of(half).until)

        assert self.seen(handle) == self.seen(self.keeping(half))

    def test_parts_that_fail_on_their_way_leave_what_was_kept(self) -> None:
        handle = self._in_parts()
        handle.project(self._whole())
        before = self.seen(handle)

        with pytest.raises(ZeroDivisionError):
            handle.gather(_failing(self._parts(self.told(), 3)), self._whole().until)

        assert self.seen(handle) == before

    def test_making_a_part_keeps_nothing(self) -> None:
        handle = self._in_parts()
        before = self.seen(handle)

        once = pickle.dumps(handle.part(self.read(self.told())))

        assert pickle.dumps(handle.part(self.read(self.told()))) == once
        assert self.seen(handle) == before

    # Counting

    def test_it_counts_what_it_was_given(self) -> None:
        handle = self._counting(self.keeping(self.told()))

        assert handle.seen() == self._counted(self.told())

    def test_it_counts_nothing_twice(self) -> None:
        told = self.told()
        handle = self.keeping(told)

        handle.project(batch_of(self.read(told[3:]), until=told[-1].position))

        assert self._counting(handle).seen() == self._counted(told)

    def test_it_counts_anew_when_it_begins_afresh(self) -> None:
        half = self.told()[: len(self.told()) // 2]
        handle = self.keeping(self.told())

        handle.project(batch_of(self.read(half), until=half[-1].position, afresh=True))

        assert self._counting(handle).seen() == self._counted(half)

    # Settling

    def test_settling_again_changes_nothing(self) -> None:
        address = self.address()
        handle = self._settling(self.keeping(self.told(), address))
        handle.settle()
        before = self.seen_anew(address), self.bytes_of(address)

        handle.settle()

        assert (self.seen_anew(address), self.bytes_of(address)) == before

    def test_what_was_kept_settles_later_where_a_process_died_before(self) -> None:
        address = self.address()
        self._settling(self.keeping(self.told(), address))

        assert self.seen_anew(address) == self.seen(self.keeping(self.told()))

    # What they are made of

    def _whole(self) -> Batch:
        told = self.told()
        return batch_of(self.read(told), until=told[-1].position)

    def _beside(self, address: str) -> BesideItself:
        """Return what is built beside a read model of the first half."""
        half = self.told()[: len(self.told()) // 2]
        return self._beside_of(self.keeping(half, address))

    def _beside_of(self, handle: Any) -> BesideItself:
        if not isinstance(handle, Beside):
            pytest.skip("it is not built beside itself")
        made: BesideItself = handle.beside()  # type: ignore[assignment]
        self._handles.append(made)
        return made

    def _in_parts(self) -> InParts:
        handle: Any = self.open(self.address())
        if not isinstance(handle, Divisible):
            pytest.skip("it is not built in parts")
        made: InParts = handle  # type: ignore[assignment]
        return made

    def _parts(self, told: Story, buckets: int) -> list[object]:
        """Return the part of each bucket, as it comes from a process of its own."""
        ranks = {subject: rank for rank, subject in enumerate(subjects(told))}
        return [
            pickle.loads(pickle.dumps(self._in_parts().part(self.read(own))))  # noqa: S301 - our own
            for bucket in range(buckets)
            for own in ([e for e in told if ranks[e.subject] % buckets == bucket],)
        ]

    def _settling(self, handle: object) -> Settling:
        if not isinstance(handle, Settling):
            pytest.skip("it has nothing to settle")
        return handle

    def _counting(self, handle: object) -> Counting:
        if not isinstance(handle, Counting):
            pytest.skip("it does not count what it is given")
        return handle

    def _counted(self, told: Story) -> dict[str, int]:
        return dict(Counter(event.name for event in self.read(told)))


def _failing(parts: Iterable[object]) -> Iterable[object]:
    yield next(iter(parts))
    raise ZeroDivisionError
