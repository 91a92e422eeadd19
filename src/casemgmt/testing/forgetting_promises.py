"""One person is forgotten, everywhere, and nobody else is."""

from __future__ import annotations

import pytest

from casemgmt.domain.vocabulary import Subject
from casemgmt.projections.adapter import Adapter, Counting

from .adapter_desk import AdapterDesk, batch_of
from .golden import golden
from .needles import found, named, personal_texts
from .retelling import (
    Story,
    forgotten,
    named_by_others,
    subjects,
    telling_of,
    told_again_without,
    without,
)

NAMING = ("households", "linked_children")


class ForgettingPromises(AdapterDesk):
    """A part of ``AdapterContract``: erasure, and fields that are not granted."""

    def test_it_forgets_one_person_and_only_that_person(self) -> None:
        told = self.told()
        for subject in self._named_by_nobody_else(told):
            handle = self.keeping(told)

            handle.forget(subject)

            rest = self.keeping(without(told, subject))
            assert self.shows(handle) == self.shows(rest)

    @pytest.mark.parametrize("journal", NAMING)
    def test_it_forgets_a_person_whom_others_name(self, journal: str) -> None:
        told = golden(journal, fields=self.fields())
        for subject in subjects(told):
            address = self.address()
            handle = self.keeping(told, address)
            rest = self._named_in(told, self.keeping(without(told, subject)))

            handle.forget(subject)

            assert self._named_in(told, handle) == rest - {subject}
            self._leaves_no_trace(told, subject, address)

    def test_forgetting_one_leaves_the_others_theirs_also_after_more_is_told(self) -> None:
        told = golden("households", fields=self.fields())
        for gone in subjects(told):
            more = told_again_without(told, gone, "home-visited.1")
            before = self.keeping(told)
            before.forget(gone)
            before.project(batch_of(self.read(more), until=told[-1].position + 99))

            after = self.keeping([*told, *more])
            after.forget(gone)

            assert self.shows(before) == self.shows(after)

    @pytest.mark.parametrize("journal", ["every_command", "three_scripts"])
    def test_whom_it_forgets_leaves_no_trace_in_the_bytes(self, journal: str) -> None:
        told = golden(journal, fields=self.fields())
        for subject in subjects(told):
            address = self.address()
            handle = self.keeping(told, address)

            handle.forget(subject)

            self._leaves_no_trace(told, subject, address)

    def test_forgetting_twice_is_as_once(self) -> None:
        handle = self.keeping(self.told())
        subject = self.told()[0].subject
        handle.forget(subject)
        once = self.seen(handle)

        handle.forget(subject)

        assert self.seen(handle) == once

    def test_forgetting_somebody_it_was_never_told_of_changes_nothing(self) -> None:
        handle = self.keeping(self.told())
        before = self.seen(handle)

        handle.forget(Subject("child", "0" * 32))

        assert self.seen(handle) == before

    def test_after_forgetting_the_position_stands(self) -> None:
        address = self.address()
        handle = self.keeping(self.told(), address)
        before = handle.position()

        for subject in subjects(self.told()):
            handle.forget(subject)

        assert before is not None
        assert handle.position() == before
        assert self.seen_anew(address) == self.seen(handle)

    def test_after_forgetting_it_goes_on(self) -> None:
        told = self.told()
        gone, middle = self._named_by_nobody_else(told)[0], len(told) // 2
        handle = self.keeping(told[:middle])

        handle.forget(gone)
        later = without(told[middle:], gone)
        handle.project(batch_of(self.read(later), until=told[-1].position))

        rest = self.keeping([*without(told[:middle], gone), *later])
        assert self.shows(handle) == self.shows(rest)

    @pytest.mark.parametrize("journal", NAMING)
    def test_whom_it_forgets_and_is_given_again_stands_as_before(
        self, journal: str
    ) -> None:
        told = golden(journal, fields=self.fields())
        handle = self.keeping(told)
        before = self._all_of(handle)

        for subject in subjects(told):
            handle.forget(subject)
            again = self.read(telling_of(told, subject))
            handle.project(batch_of(again, until=told[-1].position))

            assert self._all_of(handle) == before

    def test_fields_of_the_erased_pass(self) -> None:
        told = golden("three_scripts", fields=self.fields())

        handle = self.keeping(forgotten(told))

        assert handle.position() == batch_of(told).until
        assert not [
            text for text in personal_texts(told) if text in repr(self.shows(handle))
        ]

    def test_fields_that_are_no_longer_granted_leave_no_trace(self) -> None:
        granted = golden("three_scripts", fields=self.fields())
        withheld = golden("three_scripts")
        address = self.address()
        handle = self.keeping(granted, address)

        handle.project(batch_of(self.read(withheld), afresh=True))

        assert self.shows(handle) == self.shows(self.keeping(withheld))
        self.close(handle)
        assert found(personal_texts(granted), self.bytes_of(address)) == []

    # What they are made of

    def _all_of(self, handle: Adapter) -> tuple[object, ...]:
        """Return what it shows, where it stands, and what it counted."""
        shown = self.shows(handle)
        counted = dict(handle.seen()) if isinstance(handle, Counting) else None
        return shown, handle.position(), counted

    def _named_by_nobody_else(self, told: Story) -> list[Subject]:
        alone = [s for s in subjects(told) if not named_by_others(told, s)]
        assert alone
        return alone

    def _named_in(self, told: Story, handle: Adapter) -> set[Subject]:
        shown = self.shows(handle)
        return {subject for subject in subjects(told) if named(subject, shown)}

    def _leaves_no_trace(self, told: Story, subject: Subject, address: str) -> None:
        """Check the bytes; what stands there without the person is no trace of anyone."""
        own = personal_texts([e for e in told if e.subject == subject])
        never_told = self.address()
        self.close(self.keeping(without(told, subject), never_told))
        texts = set(own) - set(found(own, self.bytes_of(never_told)))
        within = self.bytes_of(address)
        assert found([subject.key], within) == []
        assert found(texts, within) == []
