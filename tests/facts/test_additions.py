"""What only comes at the end of a story is added; the rows are those of a whole fold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

import pytest
from tests.facts.saying import said
from tests.oracle.journals import journal

from casemgmt.commands import (
    ApproveClosure,
    GiveConsent,
    LinkPersons,
    ObserveWork,
    OpenCase,
    RegisterChild,
    RequestClosure,
    Retract,
)
from casemgmt.domain.vocabulary import Text
from casemgmt.facts import Facts, LogSource
from casemgmt.read_models.figuring import log_source
from casemgmt.testing import memory_store

WORK = ObserveWork(economic_hours=6, chores_hours=4, hazardous="no")


SALMA = RegisterChild(
    given_name=Text(fr="Salma"),
    family_name=Text(fr="Idrissi"),
    sex="female",
    born="2013-03-14",
    district="mediouna",
)


def whole(store: Any) -> dict[str, Any]:
    with Facts() as facts:
        facts.refresh(log_source(store._parts))
        return said(facts)


@pytest.fixture
def store() -> Iterator[Any]:
    with memory_store(on="2026-03-01") as store:
        for child in ("child:C01", "child:C02"):
            store.acting_as("amina").record(child, SALMA, on="2025-09-03")
        yield store


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Whose whole stories are read."""
    found: list[UUID] = []
    for way in ("plain", "story"):
        reads = getattr(LogSource, way)

        def watched(self: LogSource, subject: UUID, until: int, reads: Any = reads) -> Any:
            found.append(subject)
            return reads(self, subject, until)

        monkeypatch.setattr(LogSource, way, watched)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("times_given", [True, False])
def test_a_log_followed_step_by_step_says_what_a_whole_fold_says(
    times_given: bool, read: list[UUID]
) -> None:
    lines = iter([json.dumps(line) for line in journal(5, children=4)])
    with memory_store(on="2026-03-01") as store, Facts() as facts:
        steps = 0
        while step := list(islice(lines, 25)):
            store.acting_as("amina").record_file(step, times_given=times_given)
            facts.refresh(log_source(store._parts))
            steps += 1
        followed = len(read)

        assert said(facts) == whole(store)
        assert followed < steps * len(set(read))


def test_a_closure_that_is_approved_ends_the_episode_at_once(store: Any) -> None:
    case = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
    agreed = GiveConsent(purposes=["services"], given_by="guardian")
    asked = RequestClosure(reason="goals-met")
    with Facts() as facts:
        store.acting_as("amina").record("child:C01", agreed, case, on="2025-09-04")
        store.acting_as("amina").record("child:C01", asked, on="2025-10-01")
        facts.refresh(log_source(store._parts))
        store.acting_as("sana", role="supervisor").record(
            "child:C01", ApproveClosure(), on="2025-10-05"
        )
        facts.refresh(log_source(store._parts))

        told = said(facts)
        assert told == whole(store)
        assert [row[3] for row in told["episode"]].count(date(2025, 10, 5)) == 1


def test_for_what_only_adds_no_story_is_read(store: Any, read: list[UUID]) -> None:
    with Facts() as facts:
        facts.refresh(log_source(store._parts))
        read.clear()
        store.acting_as("amina").record("child:C01", WORK, on="2025-10-01")
        store.acting_as("amina").record("child:C01", WORK, on="2025-09-10")
        facts.refresh(log_source(store._parts))

        assert read == []
        assert said(facts) == whole(store)


def test_of_what_was_put_right_the_story_is_read(store: Any, read: list[UUID]) -> None:
    desk = store.acting_as("amina")
    told = desk.record("child:C01", WORK, on="2025-10-01")
    with Facts() as facts:
        facts.refresh(log_source(store._parts))
        read.clear()
        desk.record(
            "child:C01",
            Retract(command_id=told.command_id, reason="erreur"),
            on="2025-10-02",
        )
        facts.refresh(log_source(store._parts))
        desk.record("child:C01", WORK, on="2025-10-08")
        facts.refresh(log_source(store._parts))

        assert len(read) == 2 * len(("plainly", "the long way"))
        assert said(facts) == whole(store)


def test_who_is_being_linked_is_read_with_what_is_new(store: Any, read: list[UUID]) -> None:
    desk = store.acting_as("amina")
    with Facts() as facts:
        facts.refresh(log_source(store._parts))
        read.clear()
        desk.record("child:C02", WORK, on="2025-10-01")
        desk.record(
            "child:C01",
            LinkPersons(other="child:C02", evidence="document"),
            on="2025-10-02",
        )
        facts.refresh(log_source(store._parts))

        assert len(set(read)) == 2
        assert said(facts) == whole(store)
        desk.record("child:C02", WORK, on="2025-10-03")
        facts.refresh(log_source(store._parts))
        assert said(facts) == whole(store)
