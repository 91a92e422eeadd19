"""Nobody sees a field they may not, through any door: against a second opinion (R9).

A triple is a reader in a role, a case and a field: the same for an oracle that was written
from the words of the matrix alone. Through a history it is exactly what the oracle says; no
other door shows more.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterator

import attrs
import pytest
from tests.many import many
from tests.oracle.access import knows, sees
from tests.privacy.crowd import FIELDS, FORMATS, NAMES, NEEDLE, Crowd, field_of, needle

from casemgmt.commands import RecordFollowUp
from casemgmt.desk.gate import Showing
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import CaseManagementError, NotPermittedError
from casemgmt.privacy.access import Reader, Role
from casemgmt.recording.masking import Guards
from casemgmt.recording.telling import as_data

PERIOD = ("2025-09-01", "2025-09-30")


def needles(said: object) -> set[str]:
    return set(NEEDLE.findall(said if isinstance(said, str) else json.dumps(said)))


class Trial:
    """One crowd, looked at through every door; *triples* counts what was compared."""

    def __init__(self, folder, seed: int, readers: int, children: int) -> None:
        self.crowd = Crowd(seed, readers, children)
        self.store = self.crowd.store(folder)
        self.triples = 0
        self.shown: Counter[str | None] = Counter()
        """How much was seen through each door, so that none is shut by mistake."""

    def desk(self, person: str, role: str):
        return self.store.acting_as(person, role=role)

    def allowed(self, person, role, verb, child: int, form=None) -> set[str]:
        """The needles of a child that the oracle lets be seen."""
        case, crowd = self.crowd.cases[child], self.crowd
        asked = {
            one: sees(crowd.matrix, person, role, verb, case, one, form)
            for one in ("public", "personal", "sensitive", "sealed")
        }
        return {needle(child, name) for name in NAMES if asked[crowd.classes[name]]}

    def of_person(self, person, role, verb, child: int, form=None) -> set[str]:
        """The same of all records of a child, each judged for itself."""
        records = [int(one.removeprefix("child:k")) for one in self._records(child)]
        each = (self.allowed(person, role, verb, one, form) for one in records)
        return set().union(*each)

    def _records(self, child: int) -> list[str]:
        return self.crowd.cases[child]["records"]

    def told(self, child: int) -> set[str]:
        """The needles that were told of a child at all."""
        case = self.crowd.cases[child]
        lacking = set()
        if not case["centres"]:
            lacking |= {"propose-plan.goals.goal", "propose-plan.goals.measure"}
        if not case["centres"][1:]:
            lacking.add("request-transfer.reason")
        return {needle(child, name) for name in NAMES if name not in lacking}

    def histories(self) -> None:
        """A history shows exactly what the oracle lets be seen, and nothing withheld is."""
        for person, role in self.crowd.roles():
            desk = self.desk(person, role)
            for child in range(len(self.crowd.cases)):
                found = self._shown(desk, child)
                right = self.allowed(person, role, "history", child) & self.told(child)
                wrong = {field_of(one) for one in found ^ right}
                assert not wrong, (person, role, child, wrong)
                self.triples += len(FIELDS)
                self.shown["history"] += len(found)

    def _shown(self, desk, child: int) -> set[str]:
        try:
            told = desk.history(f"child:k{child}")
        except NotPermittedError:
            return set()
        return set().union(*(needles(as_data(one.event)) for one in told))

    def lists(self) -> None:
        """Who is listed and found is who may be known, and nobody else."""
        for person, role in self.crowd.roles():
            desk = self.desk(person, role)
            known = {
                f"k{n}"
                for n, case in enumerate(self.crowd.cases)
                if knows(self.crowd.matrix, person, role, "list", case)
            }
            opened = {f"k{n}" for n, c in enumerate(self.crowd.cases) if c["centres"]}
            assert _keys(lambda d=desk: d.subjects("child")) == known
            self.shown["list"] += len(known)
            assert _keys(lambda d=desk: d.cases("2025-10-01")) == known & opened
            assert _keys(lambda d=desk: d.due("2025-10-01")) <= known
            assert _keys(lambda d=desk: d.contradictions()) <= known

    def searches(self) -> None:
        """Who is found by name is who may be searched for, and called by name."""
        names = ("register-child.given_name", "register-child.family_name")
        for person, role in self.crowd.roles():
            desk = self.desk(person, role)
            found = _keys(lambda d=desk: d.search("n x n"))
            right = {
                f"k{child}"
                for child in range(len(self.crowd.cases))
                if {needle(child, name) for name in names}
                <= self.allowed(person, role, "search", child)
            }
            assert found == right, (person, role)
            self.shown["search"] += len(found)

    def journeys(self, step: int) -> None:
        """A journey, and the person's beside it, hold no needle that may not be read."""
        for person, role in self.crowd.roles():
            desk = self.desk(person, role)
            for child in range(0, len(self.crowd.cases), step):
                try:
                    journey = desk.journey(f"child:k{child}")
                except NotPermittedError:
                    continue
                right = self.of_person(person, role, "read", child)
                for one in (journey, journey.person, journey.whole):
                    held = _held(one.states)
                    assert held <= right
                    self.shown["journey"] += len(held)

    def reports(self, step: int) -> None:
        """A report holds nothing that may not be reported, nor exported in its format."""
        for person, role in self.crowd.roles():
            desk = self.desk(person, role)
            for child in range(0, len(self.crowd.cases), step):
                right = self.of_person(person, role, "report", child)
                for form in (None, *FORMATS):
                    also = self.of_person(person, role, "export", child, form)
                    shown = _report(desk, form, subject=f"child:k{child}")
                    assert shown <= (right if form is None else right & also)
                    self.shown[form] += len(shown)
            assert not _report(desk, "pdf", name="donor-list", donor="x")

    def errors_and_logs(self, caplog) -> None:
        """What is refused says no value, nor does any line of a log; nor what is public."""
        caplog.set_level(logging.DEBUG)
        for person, role in self.crowd.roles():
            desk = self.desk(person, role)
            for child in range(0, len(self.crowd.cases), 7):
                for ask in _refusable(desk, f"child:k{child}"):
                    try:
                        ask()
                    except CaseManagementError as error:
                        chain = f"{error!r}{error}{error.__cause__!r}{error.__context__!r}"
                        assert not needles(chain)
        assert not needles(caplog.text)
        public = {n for n in NAMES if self.crowd.classes[n] == "public"}
        for event in self.store.events():
            shown = needles(as_data(event.event)) if event.subject.kind == "child" else ()
            assert {field_of(one)[1] for one in shown} <= public
            assert event.subject.key[0] != "k" or event.subject.kind != "child"


def _keys(ask) -> set[str]:
    try:
        return {getattr(one, "subject", one).key for one in ask()}
    except NotPermittedError:
        return set()


def _report(desk, form, *, name="child-file", **about) -> set[str]:
    try:
        return _held(desk.report(name, *PERIOD, form=form, **about))
    except CaseManagementError:
        return set()


def _refusable(desk, child: str):
    yield lambda: desk.weeks(child)
    yield lambda: desk.withdrawal(child)
    yield lambda: desk.who_saw(child)
    yield lambda: desk.open_in_emergency(child, "nobody else can be reached today")
    visit = RecordFollowUp(kind="call", seen_child=True, findings=needle(0, NAMES[0]))
    yield lambda: desk.record(child, visit, on="2025-09-04")
    yield lambda: desk.would_record(child, visit, on="2099-09-04")
    yield lambda: desk.report("child-file", *PERIOD, subject=child, form="html")


def _held(value: object) -> set[str]:
    """The needles in a value, however deep, also in what ``repr`` does not show."""
    return set().union(*(needles(text) for text in _texts(value)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _each(value.values())
    elif isinstance(value, tuple | list | frozenset):
        yield from _each(value)
    elif attrs.has(type(value)) and not isinstance(value, Subject):
        yield from _each(getattr(value, a.name) for a in attrs.fields(type(value)))


def _each(values) -> Iterator[str]:
    for one in values:
        yield from _texts(one)


def looked_at(trial: Trial, caplog, step: int) -> None:
    trial.histories()
    trial.lists()
    trial.searches()
    trial.journeys(step)
    trial.reports(step)
    trial.errors_and_logs(caplog)


def test_nobody_sees_more_than_a_second_opinion_lets_them(tmp_path, caplog):
    trial = Trial(tmp_path, 1, readers=6, children=10)

    looked_at(trial, caplog, step=5)

    assert trial.triples >= 6 * 10 * len(FIELDS)


def test_who_is_found_by_name_is_who_a_second_opinion_lets_be_found(tmp_path):
    trial = Trial(tmp_path, 4, readers=10, children=10)

    trial.searches()

    assert trial.shown["search"] > 20


@pytest.mark.parametrize(
    ("readers", "children", "triples"),
    many([(10, 34, 10_000), (30, 100, 100_000)], gate=1),
)
def test_nor_does_anybody_of_a_large_crowd(tmp_path, caplog, readers, children, triples):
    trial = Trial(tmp_path, 9, readers, children)

    looked_at(trial, caplog, step=children // 4)

    assert trial.triples >= triples
    assert all(trial.shown[door] for door in ("history", "list", "journey", *FORMATS))


FAULTS = {
    "who is kept from a case by name": (Reader, "barred", lambda *_: False),
    "what a line forbids": (
        Role, "forbids", lambda *_, **__: frozenset(),
    ),
    "how near a case is": (Reader, "reach", lambda *_: 1),
    "the mask over a field": (Guards, "masked", lambda _, event, __: event),
    "that a case is not known": (Showing, "knows", lambda *_: True),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_the_trial_notices_when_something_is_forgotten(
    tmp_path, caplog, monkeypatch, fault
):
    monkeypatch.setattr(*FAULTS[fault])

    with pytest.raises(AssertionError):
        _looked_at_some(tmp_path, caplog)


def _looked_at_some(folder, caplog) -> None:
    for seed in range(1, 8):
        apart = folder / str(seed)
        apart.mkdir()
        looked_at(Trial(apart, seed, readers=6, children=10), caplog, step=5)
