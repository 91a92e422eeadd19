"""What is told in a campaign, and what must be found of it afterwards."""

from __future__ import annotations

import json
from collections import Counter
from unittest.mock import patch
from uuid import UUID, uuid5

from attrs import frozen
from tests.recording.telling import CONSENT, OPEN, SALMA

from casemgmt import Store
from casemgmt.care.verify import verify
from casemgmt.commands import (
    AddIdentifier,
    GiveConsent,
    OpenCase,
    RecordFollowUp,
    RegisterChild,
)
from casemgmt.recording import journal
from casemgmt.testing import memory_store

ON = "2025-09-03"
AT_ONCE = 8
"""Lines of a file in one transaction, so that a few lines are several."""


def in_several_transactions():
    """Let a file be recorded some lines at a time."""
    return patch.object(journal, "BATCH", AT_ONCE)


@frozen
class Act:
    """One sending: commands under one id, or the lines of a file."""

    id: UUID
    subject: str
    commands: tuple = ()
    lines: tuple[str, ...] = ()

    def sent(self, store):
        """Send it, and return the answer."""
        desk = store.acting_as("amina")
        if self.lines:
            with in_several_transactions():
                return desk.record_file(self.lines)
        return desk.record(self.subject, *self.commands, on=ON, id=self.id)

    def wholes(self) -> list[list[UUID]]:
        """The ids that are there together or not at all."""
        if not self.lines:
            later = (uuid5(self.id, f"command {n}") for n in range(1, len(self.commands)))
            return [[self.id, *later]]
        ids = [UUID(json.loads(one)["id"]) for one in self.lines]
        return [ids[n : n + AT_ONCE] for n in range(0, len(ids), AT_ONCE)]


def script(chance, length) -> list[Act]:
    """Sendings about children that come one by one: registered, seen, opened, in files."""
    told: list[Act] = []
    for n in range(length):
        child = f"child:K{n}"
        match chance.randrange(4):
            case 0 if n:
                told.append(_file(chance, n))
            case 1 if n:
                known = f"child:K{chance.randrange(n)}"
                told.append(Act(new_id(chance), known, (_visit(chance),)))
            case 2:
                told.append(Act(new_id(chance), child, (_registered(chance),)))
            case _:
                told.append(Act(new_id(chance), child, _a_case(chance, n)))
    return told


def expected(acts) -> dict[UUID, object]:
    """What each command brings about, by its id, as a store without files tells it."""
    store = memory_store(on="2026-01-05")
    for act in acts:
        act.sent(store)
    shelf = store._parts.shelf
    entries = map(shelf.codec.entry, shelf.log.scan(0, 1_000_000))
    return {entry.command_id: entry.event for entry in entries}


def assert_kept(path, acts, acknowledged, wanted):
    """Everything acknowledged is there once, whole and readable; nothing by half."""
    with Store.open(path) as store:
        shelf = store._parts.shelf
        found = verify(shelf.log)
        assert found.ok, f"verification says {found.faults or found.unfit}"
        entries = [shelf.codec.entry(one) for one in shelf.log.scan(0, 1_000_000)]
        there = Counter(entry.command_id for entry in entries)
        for entry in entries:
            assert entry.event == wanted[entry.command_id], "an event reads otherwise"
        assert set(there.values()) <= {1}, "a command is there twice"
        for act in acts:
            for ids in act.wholes():
                assert len({i in there for i in ids}) == 1, "a command is there by half"
        lost = [i for act in acknowledged for ids in act.wholes() for i in ids]
        lost = [i for i in lost if i not in there]
        assert not lost, f"{len(lost)} acknowledged commands are lost"
    return set(there)


def assert_goes_on(path, acts, wanted):
    """Sent again, everything is there once, as if nothing had happened."""
    with Store.open(path, create=True) as store:
        before = {e.command_id for e in store.events()}
        for act in acts:
            answer = act.sent(store)
            if act.lines:
                known = sum(UUID(json.loads(one)["id"]) in before for one in act.lines)
                assert (answer.already, answer.refused) == (known, 0)
            else:
                assert answer.again == (act.id in before), "a resend is answered wrongly"
    return assert_kept(path, acts, acts, wanted)


def new_id(chance) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def line_of(command, subject, data, own) -> str:
    """One line of a file."""
    said = {"command": command, "subject": subject, "on": ON, "data": data}
    return json.dumps(said | {"by": "amina", "id": str(own)})


def _registered(chance) -> RegisterChild:
    return RegisterChild(**SALMA | {"given_name": f"Salma {chance.getrandbits(64):x}"})


def _visit(chance) -> RecordFollowUp:
    findings = "vue à la maison " * chance.choice((1, 1, 1, 400))
    return RecordFollowUp(kind="home-visit", seen_child=True, findings=findings)


def _a_case(chance, n) -> tuple:
    number = AddIdentifier(kind="massar", value=f"M{n}", status="verified")
    return (_registered(chance), GiveConsent(**CONSENT), number, OpenCase(**OPEN))


def _file(chance, n) -> Act:
    """Some new children and their visits, a line each."""
    lines = []
    for k in range(chance.choice((3, 7, 12))):
        child = f"child:F{n}-{k}"
        name = SALMA | {"given_name": f"Salma {chance.getrandbits(64):x}"}
        for command, data in (
            ("register-child", name),
            ("record-follow-up", {"kind": "call", "seen_child": True}),
        ):
            lines.append(line_of(command, child, data, new_id(chance)))
    return Act(new_id(chance), "", lines=tuple(lines))
