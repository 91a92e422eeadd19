"""What cannot be read is in no figure, and is said; whoever it is told of stays whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from tests.cli.calling import called
from tests.facts.journal_source import lines_of
from tests.facts.saying import said
from tests.facts.test_shares import OneByOne

from casemgmt import Store
from casemgmt.commands import GiveConsent, LinkPersons, RecordFollowUp
from casemgmt.domain.vocabulary import Subject
from casemgmt.facts import Facts, PassedOver, tail
from casemgmt.read_models.figuring import brought_up, facts_of, log_source

SEASON = ("2025-09-01", "2025-12-31")
ONE, OTHER = "child:C01", "child:C13"
VISIT = RecordFollowUp(kind="call", seen_child=True)
CONSENT, DAY = "consent-given", "2025-09-01"
Damage = Callable[..., int]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The twelve children, of one of whom a second record was begun a month before."""
    lines = [json.dumps(line) for line in lines_of("journal.jsonl")]
    with Store.open(tmp_path / "f12.db", create=True) as opened:
        desk = opened.acting_as("amina")
        desk.record(OTHER, GiveConsent(purposes=["services"], given_by="guardian"), on=DAY)
        desk.record_file(lines, times_given=True)
        desk.record(OTHER, LinkPersons(other=ONE, evidence="birth-act"), on=DAY)
        yield opened


@pytest.fixture
def damage(store: Store, tmp_path: Path) -> Damage:
    """Damage the events of a subject, or those of one kind among them; how many."""

    def damaged(subject: str, kind: str = "", state: bytes = b"\x00\xff") -> int:
        with sqlite3.connect(tmp_path / "f12.db") as log:
            return log.execute(
                "UPDATE events SET state = ? WHERE originator_id = ? AND topic LIKE ?",
                [state, stream_of(store, subject).hex, f"{kind}%"],
            ).rowcount

    return damaged


def stream_of(store: Store, subject: str) -> UUID:
    stream = store._parts.shelf.vault.find(Subject.of(subject))
    assert stream is not None
    return stream


def children(store: Store) -> int:
    desk = store.acting_as("amina")
    (active,) = desk.figures(*SEASON, only=["I01"])
    return int(active.value)


def folded_again(store: Store, *subjects: str) -> None:
    """Fold these stories again, as something told of what was before would."""
    streams = [stream_of(store, subject) for subject in subjects]
    facts_of(store._parts).refresh(log_source(store._parts), streams)


def passed_over(store: Store) -> PassedOver:
    return store.acting_as("amina").passed_over()


@pytest.mark.parametrize("wholly_damaged", [ONE, OTHER])
@pytest.mark.parametrize("built", ["before", "after"])
def test_of_two_linked_records_the_one_that_can_be_read_counts(
    store: Store, damage: Damage, wholly_damaged: str, built: str
) -> None:
    desk = store.acting_as("amina")
    whole = 11
    desk.record_file(twin_of_one(), times_given=True)
    if built == "before":
        assert children(store) == whole

    damage(wholly_damaged)
    if built == "before":
        folded_again(store, ONE, OTHER)

    assert children(store) == whole
    with Facts() as anew:
        anew.refresh(OneByOne(log_source(store._parts)))  # type: ignore[arg-type]
        assert said(anew) == said(brought_up(store._parts))


def twin_of_one() -> list[str]:
    """The first child's whole story, told of her other record, too."""
    lines = [one for one in lines_of("journal.jsonl") if one["subject"] == ONE]
    own = [dict(one, subject=OTHER, id=one["id"][:-1] + "f") for one in lines]
    return [json.dumps(one) for one in own]


def test_a_consent_that_cannot_be_read_is_said_beside_the_figure(
    store: Store, damage: Damage
) -> None:
    assert not passed_over(store)

    assert damage("child:C02", CONSENT) == 1
    folded_again(store, "child:C02")

    assert passed_over(store) == PassedOver(events=1, stories=1)


def test_whoever_folds_passes_over_the_same(store: Store, damage: Damage) -> None:
    damage("child:C02", CONSENT)
    damage("child:C03", CONSENT, state=b"[]")
    lost = damage("child:C05")

    source = log_source(store._parts)
    with Facts() as facts, Facts() as one_by_one:
        facts.refresh(source)
        one_by_one.refresh(OneByOne(source))  # type: ignore[arg-type]

        assert facts.passed_over() == PassedOver(events=2 + lost, stories=3)
        assert one_by_one.passed_over() == facts.passed_over()


def test_what_can_be_read_again_is_counted_anew(
    store: Store, damage: Damage, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "f12.db") as log:
        (kept,) = log.execute(
            "SELECT state FROM events"
            " WHERE topic LIKE 'consent-given%' AND originator_id = ?",
            [stream_of(store, "child:C02").hex],
        ).fetchone()
    damage("child:C02", CONSENT)
    lost = damage("child:C05")
    assert passed_over(store) == PassedOver(events=1 + lost, stories=2)

    damage("child:C02", CONSENT, state=kept)
    store.acting_as("amina").record("child:C03", VISIT, on="2025-12-01")

    assert passed_over(store) == PassedOver(events=lost, stories=1)


def test_what_is_of_an_area_that_is_not_installed_is_no_gap(
    store: Store, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "f12.db") as log:
        log.execute(
            "UPDATE events SET topic = 'ours.fees-covered.1'"
            " WHERE topic LIKE 'consent-given%' AND originator_id = ?",
            [stream_of(store, "child:C02").hex],
        )

    assert not passed_over(store)


def test_a_tail_and_what_it_is_merged_into_say_the_same(
    store: Store, damage: Damage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tail, "WORTH_A_TAIL", 0)
    desk = store.acting_as("amina")
    damage("child:C02", CONSENT)
    assert passed_over(store) == PassedOver(events=1, stories=1)

    damage("child:C03", CONSENT)
    folded_again(store, "child:C03")
    assert passed_over(store) == PassedOver(events=2, stories=2)

    monkeypatch.setattr(tail, "LONGEST", 0)
    desk.record("child:C04", VISIT, on="2025-12-01")
    assert passed_over(store) == PassedOver(events=2, stories=2)


def test_a_published_report_keeps_what_it_passed_over(store: Store, damage: Damage) -> None:
    desk = store.acting_as("hind")
    desk.publish("partner", *SEASON, ref="whole")
    damage("child:C02", CONSENT)
    folded_again(store, "child:C02")
    published = desk.publish("partner", *SEASON, ref="with-a-gap")
    damage("child:C03", CONSENT)
    folded_again(store, "child:C03")

    feet = [desk.published(ref).foot for ref in ("whole", "with-a-gap")]

    assert [(foot.unread, foot.parked) for foot in feet] == [(0, 0), (1, 0)]
    assert desk.report("partner", *SEASON).foot.unread == 2
    assert published.passed is not None
    assert (published.passed.events, published.passed.stories) == (1, 1)


def test_a_report_without_figures_says_nothing_of_them(store: Store) -> None:
    desk = store.acting_as("hind")

    assert desk.report("caseworker-week", *SEASON, caseworker="amina").foot.unread is None
    assert desk.report("partner", *SEASON).foot.unread == 0


SAID = {"en": "could not be read (1;", "fr": "illisibles (1 ;", "ar": "(عددها: 1؛"}


@pytest.mark.parametrize("language", SAID)
def test_the_command_line_says_it_beside_its_answer(
    store: Store, damage: Damage, tmp_path: Path, language: str
) -> None:
    days = ("--from", SEASON[0], "--to", SEASON[1])
    asked = ("indicators", "f12.db", *days, "--only", "I17", "--lang", language)
    damage("child:C02", CONSENT)

    after = called((*asked, "--json"), tmp_path)
    explained = called(("explain", "f12.db", "I17", *days, "--lang", language), tmp_path)

    assert (after.code, explained.code) == (0, 0)
    assert SAID[language] in after.err
    assert SAID[language] in explained.err
    assert after.document


@pytest.mark.usefixtures("store")
def test_of_what_is_whole_nothing_is_said(tmp_path: Path) -> None:
    asked = ("indicators", "f12.db", "--from", SEASON[0], "--to", SEASON[1])

    assert called(asked, tmp_path).err == ""
