"""Who watches casemgmt learns how it works, and nothing of what was told."""

import subprocess
import sys

import pytest
from tests.projections.conftest import installed
from tests.recording.telling import line, with_a_case, written

from casemgmt import RuleBrokenError, Store
from casemgmt.adapters import Batch, Isolated, Position
from casemgmt.commands import DeliverKit, OpenCase, ReassignCase, RecordFollowUp
from casemgmt.errors import (
    ConflictError,
    InvalidError,
    NoStoreError,
    OutcomeUnknownError,
)
from casemgmt.projections.room import AdapterStoppedError
from casemgmt.recording.port import VersionTakenError
from casemgmt.telemetry import LogLine, Measure, Span, log, measures
from casemgmt.telemetry.catalogue import ATTRIBUTES, PREFIX
from casemgmt.telemetry.listening import MEASURES

__all__ = ["installed"]
NEEDLES = ("Salma", "سلمى", "Idrissi", "2013-03-14", "C-needle", "amina", "constat-secret")
VISIT = RecordFollowUp(kind="home-visit", seen_child=True, findings="constat-secret")
OPEN = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
SAME = ReassignCase(caseworker="amina", reason="repos")


@pytest.fixture
def store(watcher, tmp_path):
    with Store.open(tmp_path / "insaf-needle.db", create=True) as made:
        made.acting_as("amina").record_file(written(with_a_case("child:C-needle")))
        yield made


@pytest.fixture
def desk(store):
    return store.acting_as("amina")


def outcomes(watcher):
    return {
        (said["casemgmt.command"], said["casemgmt.outcome"]): times
        for said, times in watcher.measured("commands")
    }


def refused(error, act):
    with pytest.raises(error):
        act()


def test_a_command_is_one_span_around_its_append(watcher, desk):
    desk.record("child:C-needle", VISIT, on="2025-09-10")

    (record,), appended = watcher.named("record"), watcher.named("append")[-1]
    assert dict(record.attributes) == {
        "casemgmt.commands": ("record-follow-up",),
        "casemgmt.outcome": "recorded",
    }
    assert dict(appended.attributes) == {"casemgmt.engine": "sqlite", "casemgmt.events": 1}
    assert appended.parent.span_id == record.context.span_id


def test_every_command_is_counted_once_by_what_became_of_it(watcher, desk, monkeypatch):
    told = desk.record("child:C-needle", VISIT, on="2025-09-10")
    desk.record("child:C-needle", VISIT, on="2025-09-10", id=told.command_id)
    desk.record("child:C-needle", SAME, on="2025-09-10")
    refused(RuleBrokenError, lambda: desk.record("child:C-other", OPEN, on="2025-09-10"))
    refused(InvalidError, lambda: desk.record("child:C-needle", VISIT, on="2125-09-10"))

    def taken(batch):
        raise VersionTakenError

    monkeypatch.setattr(desk._parts.shelf.log, "append", taken)
    refused(ConflictError, lambda: desk.record("child:C-needle", VISIT, on="2025-09-10"))

    def lost(batch):
        raise OutcomeUnknownError(told.command_id)

    monkeypatch.setattr(desk._parts.shelf.log, "append", lost)
    refused(
        OutcomeUnknownError, lambda: desk.record("child:C-needle", VISIT, on="2025-09-10")
    )

    counted = outcomes(watcher)
    visits = {what: times for (kind, what), times in counted.items() if "follow" in kind}
    assert visits == {"recorded": 1, "again": 1, "invalid": 1, "conflict": 1, "unknown": 1}
    assert counted["reassign-case", "already"] == 1
    assert counted["open-case", "refused"] == 1


def test_a_refusal_names_its_rule_and_an_invalid_command_its_code(watcher, desk):
    refused(RuleBrokenError, lambda: desk.record("child:C-other", OPEN, on="2025-09-10"))
    refused(InvalidError, lambda: desk.record("child:C-needle", VISIT, on="2125-09-10"))

    ruled, invalid = watcher.named("record")
    assert ruled.attributes["casemgmt.rule"] == "registered-first"
    assert ruled.attributes["error.type"] == "RuleBrokenError"
    assert not ruled.status.is_ok
    assert invalid.attributes["casemgmt.code"] == "in-the-future"


def test_lines_of_a_file_are_counted_as_commands_are(watcher, desk):
    lines = written(
        [
            *with_a_case("child:C-third"),
            line("open-case", {"centre": "mediouna"}, subject="child:C-third"),
            "no JSON",
        ]
    )
    desk.record_file([*lines, lines[0]])

    told = [said for said, _ in watcher.measured("commands")]
    assert outcomes_of(told, "register-child") == {"recorded", "again"}
    assert {
        said["casemgmt.outcome"] for said in told if "casemgmt.command" not in said
    } == {"invalid"}
    assert watcher.named("record_file")[-1].attributes["casemgmt.lines"] == 6


class Listening:
    """Somebody else who listens, of whom a program may have several in turn."""

    def __init__(self, heard):
        self._heard = heard

    def get_meter(self, _):
        return self

    def create_counter(self, *_, **__):
        return Counter(self._heard)


class Counter:
    def __init__(self, heard):
        self._heard = heard

    def add(self, number, _):
        self._heard.append(number)


def test_whoever_listens_next_hears_what_is_measured(monkeypatch):
    monkeypatch.setattr(MEASURES, "_found", None)
    for _ in range(20):
        MEASURES._found = None  # the next one may come to lie in its place
        heard = []
        MEASURES._found = Listening(heard)

        measures.count(Measure.COMMANDS, command="open-case", outcome="recorded")

        assert heard == [1]


def outcomes_of(told, kind):
    return {s["casemgmt.outcome"] for s in told if s.get("casemgmt.command") == kind}


def test_times_are_taken_of_appends_and_of_the_wait_for_a_turn(watcher, desk):
    desk.record("child:C-needle", VISIT, on="2025-09-10")

    ((said, times),) = watcher.measured("append.duration")
    ((_, waits),) = watcher.measured("queue.wait")
    assert said == {"casemgmt.engine": "sqlite"}
    assert times == 2  # the file was one append
    assert waits >= times


def test_a_question_and_a_report_are_spans(watcher, desk):
    desk.figures("2025-09-01", "2025-12-31", only=["I37"], by=["centre"])
    desk.report("partner", "2025-09-01", "2025-12-31")

    asked = watcher.named("figures")[0]
    assert dict(asked.attributes) == {"casemgmt.indicators": 1, "casemgmt.dimensions": 1}
    assert watcher.named("report")[0].attributes["casemgmt.report"] == "partner"


def test_nothing_that_was_told_leaves_the_process(watcher, desk, tmp_path):
    desk.record("child:C-needle", VISIT, on="2025-09-10")
    refused(RuleBrokenError, lambda: desk.record("child:C-other", OPEN, on="2025-09-10"))
    kit = DeliverKit(kit="Salma", school_year="2025-2026")
    refused(InvalidError, lambda: desk.record("child:C-needle", kit, on="2025-09-10"))
    desk.record_file(['{"id": "Salma"}', "Idrissi"])
    desk.figures("2025-09-01", "2025-12-31")
    desk.report("partner", "2025-09-01", "2025-12-31")

    heard = watcher.everything()
    assert heard.count("casemgmt.record") > 3
    assert [one for one in (*NEEDLES, "insaf-needle", str(tmp_path)) if one in heard] == []


def test_only_what_the_catalogue_lists_stands_beside_a_span_or_a_measure(watcher, desk):
    desk.record("child:C-needle", VISIT, on="2025-09-10")
    refused(RuleBrokenError, lambda: desk.record("child:C-other", OPEN, on="2025-09-10"))
    desk.figures("2025-09-01", "2025-12-31", only=["I37"])
    desk.report("partner", "2025-09-01", "2025-12-31")

    spans = {PREFIX + kind.value.name: kind.value.attributes for kind in Span}
    for one in watcher.spans:
        allowed = {PREFIX + name for name in spans[one.name]} | {"error.type"}
        assert one.attributes.keys() <= allowed
        assert one.events == ()  # an exception's own words would stand here
    for kind in Measure:
        for said, _ in watcher.measured(kind.value.name):
            assert said.keys() <= {PREFIX + name for name in kind.value.attributes}


def test_every_attribute_is_explained_and_no_name_is_given_twice():
    used = {name for kind in (*Span, *Measure) for name in kind.value.attributes}

    assert used == ATTRIBUTES.keys()
    for kinds in (Span, Measure):
        assert len({kind.value.name for kind in kinds}) == len(kinds)


def test_a_line_is_logged_where_something_happens_to_a_store(watcher, store, tmp_path):
    assert "a store was opened: engine sqlite, events: 0" in watcher.lines
    with pytest.raises(NoStoreError):
        Store.migrate(tmp_path / "is-not-there.db")
    Store.migrate(tmp_path / "insaf-needle.db")

    assert sum("stand at version" in one for one in watcher.lines) == 1


def test_a_line_says_in_its_record_what_it_says_in_words(watcher):
    log(LogLine.OUTCOME_UNKNOWN)
    log(LogLine.ADAPTER_ENDED, adapter="kits", how="had no memory left")

    unknown, ended = watcher.records
    assert (unknown.name, unknown.levelname) == ("casemgmt.recording", "WARNING")
    assert ended.casemgmt == {
        "line": "adapter_ended",
        "adapter": "kits",
        "how": "had no memory left",
    }
    assert "%" not in ended.getMessage()


def said_by(code, cwd):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip(), done.stderr


RECORDS = """
import sys
from casemgmt import Store
from casemgmt.commands import RecordFollowUp
visit = RecordFollowUp(kind="call", seen_child=True)
def record(path="a.db"):
    with Store.open(path, create=True) as store:
        store.acting_as("amina").record("child:C01", visit, on="2025-09-01")
"""


def test_nothing_is_imported_for_somebody_who_is_not_there(tmp_path):
    code = 'record(); print([m for m in sys.modules if m.startswith("opentelemetry")])'

    assert said_by(RECORDS + code, tmp_path)[0] == "[]"


def test_the_interface_alone_listens_to_nothing(tmp_path):
    code = (
        "from opentelemetry import metrics, trace\n"
        "record()\n"
        "from casemgmt.telemetry import is_heard\n"
        "print(is_heard())"
    )

    assert said_by(RECORDS + code, tmp_path)[0] == "False"


LISTENS = """
record()
from opentelemetry import metrics, trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
heard, provider = InMemorySpanExporter(), TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(heard))
trace.set_tracer_provider(provider)
record("b.db")
print(*(one.name for one in heard.get_finished_spans()))
"""


def test_whoever_sets_up_opentelemetry_hears_from_then_on(tmp_path):
    assert said_by(RECORDS + LISTENS, tmp_path)[0] == "casemgmt.append casemgmt.record"


def test_a_warning_goes_nowhere_while_nobody_wants_it(tmp_path):
    code = (
        "import logging\nfrom casemgmt.telemetry import LogLine, log\nlog(LogLine.CONFLICT)"
    )

    assert said_by(code, tmp_path) == ("", "")


def test_a_read_model_is_watched_run_by_run_and_batch_by_batch(watcher, store):
    takes = Takes()
    store.project(takes, name="register")
    store.project(takes, name="register", rebuild=True)

    first, again = watcher.named("project")
    assert dict(first.attributes) == {
        "casemgmt.projection": "register",
        "casemgmt.rebuild": False,
        "casemgmt.events": 3,
    }
    assert again.attributes["casemgmt.rebuild"] is True
    batches = watcher.named("project.batch")
    assert sum(one.attributes["casemgmt.events"] for one in batches) == 6
    assert any(one.attributes["casemgmt.afresh"] for one in batches)
    assert "register: begins anew: what it held is dropped" in watcher.lines
    assert "register: events given: 3, behind: 0" in watcher.lines
    for name in ("projection.lag.events", "projection.lag", "projection.parked"):
        assert watcher.measured(name) == [({"casemgmt.projection": "register"}, 0)]


def test_a_story_that_waits_is_measured_and_said_without_its_subject(watcher, store):
    takes = Takes(cannot="case-opened.1")
    store.project(takes, name="register")
    takes.cannot = None
    (parked,) = store.projections.parked()
    of = store.projections.of(parked)
    store.projections.replay(takes, of, parked)

    assert watcher.measured("projection.parked") == [
        ({"casemgmt.projection": "register"}, 1)
    ]
    said = "register: the events of a subject wait from position 3 on: ValueError"
    assert said in watcher.lines
    assert "register: what waited of a subject was given" in watcher.lines
    assert [one for one in NEEDLES if one in watcher.everything()] == []


@pytest.mark.slow
def test_an_adapter_whose_process_ends_is_said(watcher, store, installed, tmp_path):
    adapter = Isolated("Exits", str(tmp_path / "kept-needle.db"))
    with pytest.raises(AdapterStoppedError):
        adapter.project(Batch((), Position("epoch", 1)))
    adapter.close()

    assert watcher.lines[-1] == (
        "the process of the adapter Exits ended by itself with code 3"
    )
    assert "kept-needle" not in watcher.everything()


class Takes:
    """Keeps where it stands, and cannot take one kind of event."""

    api_version = 1
    address = "memory"

    def __init__(self, cannot=None):
        self.at, self.cannot = None, cannot

    def position(self):
        return self.at

    def project(self, batch):
        if any(told.name == self.cannot for told in batch.events):
            raise ValueError("Salma")
        self.at = batch.until

    def forget(self, subject):
        pass
