"""Nothing personal stands in clear anywhere but with whoever may read it."""

import base64
import json
import traceback

import pytest
from tests.recording.telling import line, with_a_case, written

from casemgmt import Store, Text
from casemgmt.commands import AddIdentifier, RegisterChild
from casemgmt.domain.personal import Forgotten, Known
from casemgmt.errors import CaseManagementError

CHILD, HOME = "child:ZQREF-7781", "household:ZQREF-7782"
WORDS = [
    "زينبكنزةسري",
    "Zélie-Quiñones",
    "Ouarzazgouf",
    "+212 6 99 88 77 66",
    "17 impasse des Grenadiers-Bleus",
    "ZQ-MASSAR-55501",
    "témoignage confié à voix basse",
    "حكاية لا يعرفها أحد",
    "photo-zq-9917",
    "Tante Khadijazq",
]
NAME, FAMILY, MOTHER, PHONE, ADDRESS, NUMBER, NOTE, STORY, PHOTO, AUNT = WORDS
REFERENCES = ["ZQREF-7781", "ZQREF-7782"]


def told():
    """Every command with personal fields, each of them filled with unmistakable words."""
    register = {
        "given_name": {"ar": NAME, "fr": FAMILY},
        "family_name": FAMILY,
        "sex": "female",
        "born": "2013-03-14",
        "district": "mediouna",
        "mother": MOTHER,
        "father": {"ar": STORY},
        "phone": PHONE,
        "address": ADDRESS,
        "photo_ref": PHOTO,
    }
    domains = {d: {"note": NOTE} for d in ("educational", "psychological", "social")}
    goal = {"goal": "g1", "area": "education", "measure": STORY, "due": "2026-06-30"}
    members = [{"person": CHILD, "role": "child"}, {"name": AUNT, "role": "mother"}]
    number = {"kind": "massar", "value": NUMBER, "status": "verified"}
    plan, reason = {"plan": "p1", "goals": [goal]}, {"reason": STORY}
    risk = line("assess-risk", {"level": "low"}, subject=CHILD)
    mine = [
        ("identify-child", {"source": "school", "concerns": [], "reporter": AUNT}),
        ("register-child", register),
        ("add-identifier", number),
        ("correct-birth-date", {"born": "2013-03-15", "evidence": "act", "reason": NOTE}),
        ("give-consent", {"purposes": ["services"], "given_by": "guardian"}),
        ("withdraw-consent", {"purposes": ["photo"], "reason": STORY}),
        ("open-case", {"centre": "m", "caseworker": "amina", "programmes": ["education"]}),
        ("complete-assessment", {"domains": domains}),
        ("propose-plan", plan),
        ("approve-plan", {"plan": "p1"} | reason),
        ("meet-goal", {"plan": "p1", "goal": "g1"} | reason),
        ("record-follow-up", {"kind": "call", "seen_child": True, "findings": NOTE}),
        ("review-case", {"decisions": STORY}),
        ("request-transfer", {"to_centre": "x"} | reason),
        ("reject-transfer", reason),
        (
            "make-mandatory-report",
            {"authority": "parquet", "reference": NUMBER, "facts": NOTE},
        ),
        (
            "deliver-kit",
            {"kit": "school-bag-full", "school_year": "2025-2026", "received_by": AUNT},
        ),
        ("request-closure", {"reason": "other"}),
        ("refuse-closure", reason),
        ("place-hold", {"ground": "audit", "reference": NUMBER}),
    ]
    ours = [
        (
            "form-household",
            {"members": members, "address": ADDRESS, "district": "mediouna"},
        ),
        ("join-household", {"name": AUNT, "role": "other"}),
        ("visit-home", {"caregiver_present": True, "children": [CHILD], "findings": NOTE}),
        ("attend-parenting-session", {"person": AUNT, "session": "parenting"}),
    ]
    lines = [
        line(c, d, subject=CHILD, by="youssef" if c[:7] in BY_OTHER else "amina")
        for c, d in mine
    ]
    lines += [line(c, d, subject=HOME) for c, d in ours]
    corrected = {"command_id": lines[1]["id"], "data": register, "reason": NOTE}
    taken_back = {"command_id": risk["id"], "reason": STORY}
    lines += [line("correct", corrected, subject=CHILD), risk]
    return [*lines, line("retract", taken_back, subject=CHILD)]


BY_OTHER = ("approve", "refuse-")


def needles(word):
    """The bytes that *word* may hide in."""
    utf8 = word.encode()
    yield from (utf8, word.encode("utf-16-le"), word.encode("utf-16-be"))
    escaped = json.dumps(word)[1:-1]
    yield from (escaped.encode(), escaped.upper().encode(), utf8.hex().encode())
    yield utf8.hex().upper().encode()
    for shift in range(3):  # the letters that do not depend on what stands around
        whole = base64.b64encode(b"\0" * shift + utf8)
        yield whole[-(-8 * shift // 6) : 8 * (shift + len(utf8)) // 6]


@pytest.fixture
def recorded(tmp_path):
    """A folder with a store of everything above, and what was read while it was open."""
    (tmp_path / "store").mkdir()
    with Store.open(tmp_path / "store" / "a.db", create=True) as store:
        rejects = tmp_path / "rejects.jsonl"
        summary = store.acting_as("amina").record_file(written(told()), rejects=rejects)
        assert summary.refused + summary.invalid == 0, rejects.read_text()
        while_open = {p.name: p.read_bytes() for p in (tmp_path / "store").iterdir()}
    after = {f"{p.name} after": p.read_bytes() for p in (tmp_path / "store").iterdir()}
    return while_open | after


def found(files, words):
    return [
        (name, word)
        for name, content in files.items()
        for word in words
        for needle in needles(word)
        if needle in content
    ]


def test_the_search_would_find_what_stands_there():
    for word in WORDS:
        for needle in needles(word):
            assert found({"x": b"..." + needle + b"..."}, [word])
        for shift in range(3):
            hidden = base64.b64encode(b"x" * shift + word.encode() + b"yz")
            assert found({"x": hidden}, [word])


def test_no_byte_of_a_person_stands_in_clear_beside_the_vault(recorded):
    assert {"a.db", "a.db-wal", "a.db.lock", "a.vault"} <= recorded.keys()
    beside = {name: content for name, content in recorded.items() if "vault" not in name}

    assert found(beside, WORDS) == []


def test_references_stand_in_the_vault_alone_and_sealed_there_too(recorded):
    assert found(recorded, REFERENCES) == []


def test_the_day_of_birth_does_not_stand_in_clear(recorded):
    for content in recorded.values():
        assert b"2013-03-" not in content  # its month may stay, as a statistic


def test_every_personal_field_reads_back_as_it_was_told(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        desk.record_file(written(told()))
        registered = next(e for e in desk.history(CHILD) if e.name == "child-registered.1")
        formed = next(e for e in desk.history(HOME) if e.name == "household-formed.1")

    assert registered.event.given_name == Known(Text(ar=NAME, fr=FAMILY))
    assert registered.event.phone == Known(Text(plain=PHONE))
    assert formed.event.members[1].name == Known(Text(plain=AUNT))
    assert str(formed.event.members[0].person) == CHILD


def test_nothing_personal_is_in_what_is_printed_of_anything(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        door = store._parts.recorder.desk.door
        attempts = [door.attempt(one) for one in told()]
        desk.record_file(written(told()))
        answer = desk.record(
            CHILD,
            AddIdentifier(kind="cin", value=NUMBER, status="claimed"),
            on="2025-09-04",
        )
        seen = [
            store,
            desk,
            attempts,
            [a.command for a in attempts],
            answer,
            answer.events,
            store.outcome(answer.command_id),
            desk.history(CHILD),
            [e.event for e in desk.history(CHILD)],
            list(store.events()),
            desk.journey(CHILD),
            list(desk.journey(CHILD).states.values()),
            store._parts.shelf.story(door.subject(CHILD)),
            store._parts.shelf.log.scan(0, 100),
        ]

    assert [word for word in WORDS if word in repr(seen)] == []
    assert "datetime.date(2013, 3" not in repr(seen)


def test_what_is_read_without_the_vaults_word_stays_closed(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as store:
        store.acting_as("amina").record_file(written(told()))
        registered = next(e for e in store.events() if e.name == "child-registered.1")

    assert not isinstance(registered.event.given_name, Known)


def wrong(**data):
    good = {
        "given_name": NAME,
        "family_name": FAMILY,
        "sex": "female",
        "born": "2013-03-14",
        "district": "mediouna",
    }
    return lambda desk: desk.record(CHILD, RegisterChild(**good | data), on="2025-09-03")


PROVOKED = {
    "a wrong code": wrong(district=FAMILY),
    "a wrong literal": wrong(sex=NAME),
    "a text that is none": wrong(phone=[PHONE]),
    "a day that is none": lambda desk: desk.record(CHILD, on=NOTE),
    "a wrong subject": lambda desk: desk.journey(f"{NAME}:{FAMILY}"),
    "a wrong person": lambda desk: desk._parts.recorder.desk.door.actor(NOTE * 9),
    "no command": lambda desk: desk.record(CHILD, STORY, on="2025-09-03"),
    "a taken number": lambda desk: desk.record(
        "child:other",
        AddIdentifier(kind="massar", value=NUMBER, status="verified"),
        on="2025-09-04",
    ),
    "a wrong moment": lambda desk: desk.history(CHILD, known_at=STORY),
}


@pytest.mark.parametrize("name", PROVOKED)
def test_no_error_says_what_stood_in_the_field(tmp_path, name):
    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        desk.record_file(written(told()))

        with pytest.raises(CaseManagementError) as refused:
            PROVOKED[name](desk)

    said = "".join(traceback.format_exception_only(refused.value)) + repr(refused.value)
    assert [word for word in WORDS if word in said] == []
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_line_that_is_rejected_is_kept_whole_but_its_error_says_nothing(tmp_path):
    rejects = tmp_path / "rejects.jsonl"
    bad = line("register-child", {"given_name": 7, "family_name": FAMILY}, subject=CHILD)
    with Store.open(tmp_path / "a.db", create=True) as store:
        store.acting_as("amina").record_file(written([bad]), rejects=rejects)

    kept = json.loads(rejects.read_text())
    assert kept["data"] == bad["data"]
    assert FAMILY not in json.dumps(kept["error"], ensure_ascii=False)


def test_a_person_without_a_key_any_more_reads_as_forgotten_and_counts_on(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as store:
        store.acting_as("amina").record_file(written(with_a_case(CHILD)))
        stream = store._parts.shelf.vault.find(
            store._parts.recorder.desk.door.subject(CHILD)
        )
        store._parts.shelf.vault._db.execute(
            "UPDATE subjects SET key = NULL, reference = NULL"
        )

    with Store.open(tmp_path / "a.db") as store:
        entries = [
            store._parts.shelf.codec.entry(s) for s in store._parts.shelf.log.read(stream)
        ]
        told_of = {str(e.subject) for e in store.events()}

    assert entries[0].event.given_name == Forgotten()
    assert entries[0].event.sex == "female"
    assert told_of == {f"child:erased-{stream.hex[:8]}"}
