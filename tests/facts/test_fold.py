"""Facts are the same whatever the way they came to be."""

from __future__ import annotations

from random import Random
from typing import Any
from uuid import UUID

import pytest
from tests.facts.journal_source import JournalSource, id_of, lines_of
from tests.facts.saying import said
from tests.oracle.journals import journal

from casemgmt.facts import Facts


def _folded(source: JournalSource) -> dict[str, list[tuple[Any, ...]]]:
    with Facts() as facts:
        facts.refresh(source)
        return said(facts)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_facts_are_the_same_however_many_steps_they_came_in(seed: int) -> None:
    lines = journal(seed)
    whole = _folded(JournalSource(lines))
    chance = Random(seed)

    source = JournalSource(lines)
    steps = sorted(chance.sample(range(source.shown), 8))
    with Facts() as facts:
        for shown in [*steps, source.shown]:
            source.shown = shown
            facts.refresh(source)

        assert said(facts) == whole


@pytest.mark.parametrize("seed", [4, 5])
def test_facts_are_the_same_in_whatever_order_subjects_are_folded(seed: int) -> None:
    lines = journal(seed)
    whole = _folded(JournalSource(lines))

    class Shuffled(JournalSource):
        def changed(self, after: int) -> list[UUID]:
            subjects = list(super().changed(after))
            Random(seed).shuffle(subjects)
            return subjects

    assert _folded(Shuffled(lines)) == whole


def test_a_new_link_folds_both_records_again() -> None:
    lines = journal(1)
    source = JournalSource(lines)
    links = [n for n, s in enumerate(source.order) if source.linked_ever(s)]
    source.shown = max(links)

    with Facts() as facts:
        facts.refresh(source)
        source.shown += 1
        facts.refresh(source)

        assert said(facts) == _folded(source)


def test_another_log_is_folded_from_its_beginning() -> None:
    with Facts() as facts:
        facts.refresh(JournalSource(journal(1), epoch="one"))
        other = JournalSource(lines_of("journal.jsonl"), epoch="two")
        facts.refresh(other)

        assert said(facts) == _folded(other)


def test_a_subject_can_be_folded_anew_although_nothing_was_told() -> None:
    source = JournalSource(lines_of("journal.jsonl"))
    with Facts() as facts:
        facts.refresh(source)
        source._entries[id_of("child:C01")].clear()

        facts.refresh(source, again=[id_of("child:C01")])

        with facts.cursor() as cursor:
            (count,) = cursor.execute(
                "SELECT count(*) FROM command JOIN subject s USING (rec) WHERE s.id = $1",
                [id_of("child:C01")],
            ).fetchone()
        assert count == 0


def test_only_what_a_walk_changes_is_told_again() -> None:
    source = JournalSource(lines_of("journal.jsonl"))
    with Facts() as facts:
        facts.refresh(source)
        with facts.cursor() as cursor:
            (episodes,) = cursor.execute(
                "SELECT count(*) FROM episode JOIN subject s USING (rec) WHERE s.id = $1",
                [id_of("child:C12")],
            ).fetchone()

    assert episodes == 2  # while it was open, and once it had ended
