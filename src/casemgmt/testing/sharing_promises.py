"""What an adapter promises that several bring up at once, each at other buckets."""

from __future__ import annotations

from uuid import UUID

import pytest

from casemgmt.projections.adapter import Shareable
from casemgmt.recording.port import Bucket

from .adapter_desk import AdapterDesk, batch_of
from .retelling import Story


class SharingPromises(AdapterDesk):
    """A part of ``AdapterContract``: buckets of stories, with a position for each."""

    def test_bucket_by_bucket_is_what_all_at_once_makes(self) -> None:
        told = self.told()
        handle = self._shareable()

        for rank, own in self._divided(handle, told).items():
            batch = batch_of(self.read(own), until=told[-1].position)
            handle.bucket(rank).project(batch)

        assert self.seen(handle) == self.seen(self.keeping(told))

    def test_a_bucket_moves_no_other(self) -> None:
        told = self.told()
        handle = self._shareable()
        first, *others = self._divided(handle, told).items()
        batch = batch_of(self.read(first[1]), until=told[-1].position)

        handle.bucket(first[0]).project(batch)

        assert handle.bucket(first[0]).position() == batch.until
        assert {handle.bucket(rank).position() for rank, _ in others} == {None}
        assert handle.position() is None

    def test_a_bucket_that_begins_afresh_drops_only_its_own(self) -> None:
        told = self.told()
        handle = self._shareable()
        handle.project(batch_of(self.read(told), until=told[-1].position))
        divided = self._divided(handle, told)
        fullest = max(divided, key=lambda rank: len(divided[rank]))
        others = [event for event in told if event not in divided[fullest]]

        handle.bucket(fullest).project(batch_of((), until=0, afresh=True))

        assert self.shows(handle) == self.shows(self.keeping(others))

    def _shareable(self) -> Shareable:
        handle = self.open(self.address())
        if not isinstance(handle, Shareable):
            pytest.skip("one at a time brings it up")
        return handle

    @staticmethod
    def _divided(handle: Shareable, told: Story) -> dict[int, Story]:
        """Return the events of each bucket."""
        divided = enumerate(Bucket.divided(handle.buckets))
        return {
            rank: tuple(e for e in told if UUID(e.subject.key) in bucket)
            for rank, bucket in divided
        }
