from uuid import UUID

import pytest

from casemgmt import Known, RecordedEvent, Subject, Text
from casemgmt.commands import IdentifyChild
from casemgmt.desk.accessing import EMERGENCIES, sealed_reason, tell_emergency, tell_shown
from casemgmt.domain.accesses import EmergencyOpened, HandedOut, SensitiveDisclosed
from casemgmt.domain.personal import Forgotten
from casemgmt.testing import memory_store

SALMA, ANAS = Subject("child", "C01"), Subject("child", "C02")
FINDINGS = ("record-follow-up.findings",)
WHY = "hurt, at the hospital, nobody else can be reached"
ID = UUID(int=7)


@pytest.fixture
def store():
    store = memory_store(on="2025-09-01")
    desk = store.acting_as("amina")
    for child in (SALMA, ANAS):
        found = IdentifyChild(source="outreach", concerns=["child-labour"])
        desk.record(child, found, on="2025-09-01")
    return store


def opened(store, of=SALMA) -> None:
    tell_emergency(
        store._parts,
        "rachid",
        EmergencyOpened(
            id=ID,
            subject=of,
            reason=sealed_reason(store._parts, of, ID, WHY),
            until="2025-09-01T11:00:00+00:00",
            role="caseworker",
        ),
    )


def test_who_was_shown_what_is_told_of_the_one_it_was_about(store):
    shown = SensitiveDisclosed(subjects=(SALMA,), verb="history", fields=FINDINGS, role="x")
    tell_shown(store._parts, "amina", shown)

    (seen,) = store.acting_as("nadia").who_saw("child:C01")

    assert (seen.what, seen.by, seen.role, seen.verb) == ("shown", "amina", "x", "history")
    assert seen.fields == FINDINGS
    assert store.acting_as("nadia").who_saw("child:C02") == ()


def test_what_went_out_says_to_whom_what_for_and_by_what_right(store):
    out = HandedOut(subjects=(SALMA, ANAS), use="donor-list", to="kazyon", form="xlsx")
    tell_shown(store._parts, "nadia", out)

    for child in (SALMA, ANAS):
        (seen,) = store.acting_as("nadia").who_saw(child)
        assert (seen.what, seen.use, seen.to) == ("handed-out", "donor-list", "kazyon")
        assert (seen.ground, seen.form) == ("consent", "xlsx")


def test_an_emergency_is_told_with_its_reason(store):
    opened(store)

    (seen,) = store.acting_as("nadia").who_saw("child:C01")

    assert (seen.what, seen.by, seen.reason) == (
        "emergency",
        "rachid",
        Known(Text(plain=WHY)),
    )
    assert "hospital" not in repr(seen)


def test_accesses_stand_in_no_childs_story(store):
    before = len(store.acting_as("nadia").history(SALMA, around=True))
    tell_shown(
        store._parts,
        "amina",
        SensitiveDisclosed(subjects=(SALMA,), verb="history", fields=FINDINGS),
    )
    opened(store)

    assert len(store.acting_as("nadia").history(SALMA, around=True)) == before
    own = [e for e in store.events() if isinstance(e, RecordedEvent) and e.position > 2]
    assert {e.subject.kind for e in own} == {"system"}


def test_the_log_holds_neither_the_reference_nor_the_reason(store):
    tell_shown(
        store._parts,
        "amina",
        SensitiveDisclosed(subjects=(SALMA,), verb="history", fields=FINDINGS),
    )
    opened(store)

    written = b"".join(e.state for e in store._parts.shelf.log.scan(2, 10))
    assert b"C01" not in written
    assert b"hospital" not in written


def test_a_reason_is_erased_with_the_one_it_was_about(store):
    opened(store)
    parts = store._parts
    stream = parts.shelf.vault.find(SALMA)
    parts.shelf.vault.erase(stream, parts.recorder.clock())
    parts.shelf.drop([EMERGENCIES])

    from casemgmt.desk.accessing import accesses, opened_reason

    (emergency,) = accesses(parts).emergencies.values()
    assert emergency.subject.key.startswith("erased-")
    assert opened_reason(parts, stream, emergency) == Forgotten()


def test_of_whom_nothing_was_ever_told_nobody_saw_anything(store):
    assert store.acting_as("nadia").who_saw("child:C99") == ()
