"""What was published stays; what would move it since is named, with the events that do."""

import json
from datetime import datetime
from random import Random

import pytest
from tests.facts.journal_source import lines_of
from tests.indicators.asking import asked, facts_of
from tests.many import many
from tests.oracle.journals import journal

from casemgmt import Store
from casemgmt.commands import LinkPersons
from casemgmt.desk.frozen import cell_of, figures_of, policy_of
from casemgmt.errors import ConfigurationError, InvalidError
from casemgmt.indicators import figures
from casemgmt.testing import memory_store

PERIOD = ("2025-09-01", "2025-12-31")
SOME = 15
EARLY = datetime.fromisoformat("2026-01-10T00:00:00+00:00")


def told(store, lines):
    texts = [json.dumps(line) for line in lines]
    return store.acting_as("amina").record_file(texts, times_given=True)


@pytest.fixture
def store():
    """A store of the twelve children, with what was learnt of them late."""
    store = memory_store(on="2026-11-01")
    told(store, lines_of("journal.jsonl", "journal-late.jsonl"))
    return store


@pytest.fixture
def desk(store):
    return store.acting_as("hind")


def moved(found):
    return {(one.any.indicator, cell_of(one.any.by)): one for one in found}


def test_later_knowledge_never_moves_what_was_published(store, desk):
    published = desk.publish("partner", *PERIOD, ref="kazyon-1", known_at=EARLY)
    first = desk.published("kazyon-1")

    desk.record(
        "child:C01", LinkPersons(other="child:C02", evidence="none"), on="2026-10-01"
    )
    again = desk.published("kazyon-1")

    assert (published.by, published.report.ref) == ("hind", "kazyon-1")
    assert (first.headlines, first.sections) == (again.headlines, again.sections)
    assert first.foot.publication == "kazyon-1"
    assert first.foot.known_at == EARLY
    report = desk.report("partner", *PERIOD, known_at=EARLY)
    assert (first.headlines, first.sections) == (report.headlines, report.sections)


def test_restating_lists_what_would_change_and_because_of_what(desk):
    desk.publish("partner", *PERIOD, ref="kazyon-1", known_at=EARLY)

    found = moved(desk.restate("kazyon-1"))

    chronic = found["I32", ""]
    assert (chronic.published.numerator, chronic.now.numerator) == (3, 2)
    assert [cause.why for cause in chronic.because] == ["corrected"]
    (correction,) = [e for e in desk.history("child:C06") if e.corrects]
    assert chronic.because[0].event == correction.id
    assert {"I31", "I32", "I33"} == {indicator for indicator, _ in found}


def test_history_moved_in_since_is_named_though_by_its_own_time_it_was_known():
    store = memory_store(on="2026-11-01")
    told(store, lines_of("journal.jsonl"))
    desk = store.acting_as("hind")
    desk.publish("partner", *PERIOD, ref="kazyon-1")
    told(store, lines_of("journal-late.jsonl"))

    found = moved(desk.restate("kazyon-1"))

    (correction,) = [e for e in desk.history("child:C06") if e.corrects]
    assert {"I31", "I32", "I33"} == {indicator for indicator, _ in found}
    for one in found.values():
        assert [(c.event, c.why) for c in one.because] == [(correction.id, "corrected")]


def test_what_was_moved_in_before_moved_nothing(store, desk):
    desk.publish("partner", *PERIOD, ref="kazyon-1")
    told(store, lines_of("journal-late.jsonl"))

    assert desk.restate("kazyon-1") == ()


def test_who_leaves_a_cell_leaves_it_for_what_was_told_of_a_centre():
    lines = lines_of("journal.jsonl")
    centres = [line for line in lines if line["command"] == "open-centre"]
    store = memory_store(on="2026-11-01")
    told(store, [line for line in lines if line not in centres])
    desk = store.acting_as("hind")
    desk.publish("season", *PERIOD, ref="season")

    desk.record_file([json.dumps({**one, "at": None}) for one in centres])

    found = moved(desk.restate("season"))
    ids = {desk.history(one["subject"])[0].id for one in centres}
    unknown = found["S02", "centre-kind=unknown"]
    assert (unknown.published.numerator, unknown.now) == (11, None)
    assert {cause.event for cause in unknown.because} == ids
    known = found["S02", "centre-kind=child-labour-centre"]
    assert {cause.event for cause in known.because} == ids


def test_a_link_told_since_is_named(store, desk):
    desk.publish("partner", *PERIOD, ref="now")

    link = LinkPersons(other="child:C02", evidence="birth-act")
    desk.record("child:C01", link, on="2026-10-01")
    found = moved(desk.restate("now"))

    active = found["I01", ""]
    assert (active.published.numerator, active.now.numerator) == (11, 10)
    (linked,) = [e for e in desk.history("child:C01") if e.name.startswith("persons-")]
    assert [(c.why, c.event) for c in active.because] == [("linked", linked.id)]


def test_figures_definitions_policy_and_moment_are_what_is_frozen(desk):
    frozen = desk.publish("partner", *PERIOD, ref="kazyon-1").report

    kept = figures_of(frozen)
    again = desk.figures(
        *PERIOD, only=["I20"], known_at=datetime.fromisoformat(frozen.known_at)
    )
    assert (kept["I20", ""],) == again
    assert policy_of(frozen) == desk.policy
    assert {figure.version for figure in frozen.figures} == {1}


def test_one_reference_is_one_publication(desk):
    desk.publish("partner", *PERIOD, ref="kazyon-1")

    with pytest.raises(InvalidError) as refused:
        desk.publish("partner", *PERIOD, ref="kazyon-1")
    assert refused.value.code == "published-before"
    with pytest.raises(InvalidError) as unknown:
        desk.restate("kazyon-2")
    assert unknown.value.code == "never-published"
    for wrong in ("", " ", "x" * 65, "a\nb"):
        with pytest.raises(InvalidError):
            desk.publish("partner", *PERIOD, ref=wrong)
    with pytest.raises(ConfigurationError):
        desk.publish("nothing", *PERIOD, ref="other")


def test_a_publication_is_there_when_the_store_is_opened_again(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as store:
        told(store, lines_of("journal.jsonl"))
        published = store.acting_as("hind").publish("partner", *PERIOD, ref="kazyon-1")

    with Store.open(tmp_path / "a.db") as store:
        desk = store.acting_as("amina")
        assert desk.restate("kazyon-1") == ()
        assert desk.published("kazyon-1").foot.publication == "kazyon-1"
        assert published.by == "hind"


@pytest.mark.parametrize("seed", many([33, 31], gate=1))
def test_without_what_is_named_nothing_would_have_moved(seed):
    store = memory_store(on="2027-06-01")
    lines = journal(seed)
    told(store, lines)
    desk = store.acting_as("hind")
    moments = sorted(line["at"] for line in lines)
    known_at = datetime.fromisoformat(moments[len(moments) // 2])
    days = sorted(line["on"][:10] for line in lines if len(line["on"]) == 10)
    period = days[len(days) // 4], days[3 * len(days) // 4]
    desk.publish("partner", *period, ref="then", known_at=known_at)

    found = desk.restate("then")

    recorded = {event.id: event for event in store.events()}
    kept = {str(event.command_id) for event in recorded.values()}
    assert found, "nothing moved: this journal shows nothing"
    for one in Random(seed).sample(found, min(SOME, len(found))):
        named = [recorded[cause.event] for cause in one.because]
        assert [e.at for e in named] == sorted(e.at for e in named if e.at > known_at)
        left = kept - {str(event.command_id) for event in named}
        with facts_of([line for line in lines if line["id"] in left]) as facts:
            asked_now = asked(*period, only=[one.any.indicator], by=list(one.any.by))
            again = [f for f in figures(facts, asked_now) if f.by == one.any.by]
        assert [counts(f) for f in again] == [counts(f) for f in [one.published] if f]


def counts(figure):
    return figure.numerator, figure.denominator, figure.unknown, figure.excluded
