"""The right of access: nothing that is held is left out, nothing of others is told."""

import json
import re
from uuid import UUID

import attrs
import pytest
from tests.recording.telling import SALMA, with_a_case

from casemgmt import Store
from casemgmt.commands import (
    Correct,
    FormHousehold,
    GiveConsent,
    IdentifyChild,
    LinkPersons,
    MakeReferral,
    RecordFollowUp,
    RegisterChild,
    Retract,
)
from casemgmt.domain.areas import AREAS
from casemgmt.domain.family_support.household import Member
from casemgmt.domain.vocabulary import LANGUAGES, Text
from casemgmt.errors import InvalidError
from casemgmt.reports.held.details import TECHNICAL
from casemgmt.reports.held.words import WORDS
from casemgmt.reports.model import Note, Report, Table
from casemgmt.testing import memory_store
from casemgmt.testing.needles import found

FINDINGS = "Salma parle peu depuis la rentrée"


@pytest.fixture
def store():
    return memory_store("2026-01-01")


@pytest.fixture
def desk(store):
    desk = store.acting_as("amina")
    for one in with_a_case("child:C01"):
        desk.record_file([json.dumps(one)])
    return desk


def section(report: Report, name: str):
    (one,) = [s for s in report.sections if s.name == name]
    return one


def texts(blocks, language="fr"):
    said = []
    for block in blocks:
        if isinstance(block, Note):
            said.append(block.text.in_language(language))
        elif isinstance(block, Table):
            for row in block.rows:
                cells = (row.label, *row.cells)
                said += [c.in_language(language) for c in cells if isinstance(c, Text)]
    return said


def everything(report, language="fr"):
    return "\n".join(t for s in report.sections for t in texts(s.blocks, language))


def test_every_personal_word_of_the_story_stands_in_it(desk):
    said = RecordFollowUp(kind="home-visit", seen_child=True, findings=FINDINGS)
    desk.record("child:C01", said, on="2025-10-01")

    read = everything(desk.held_on("child:C01"))

    for word in ("Salma", "Idrissi", FINDINGS):
        assert word in read


def test_every_event_of_the_story_has_its_line(desk):
    held = section(desk.held_on("child:C01"), "held")

    assert len(held.blocks[0].rows) == len(desk.history("child:C01"))


def test_what_was_corrected_and_what_was_taken_back_stand_there_too(desk):
    one = desk.record(
        "child:C01",
        RecordFollowUp(kind="call", seen_child=False, findings="un mot de trop"),
        on="2025-10-01",
    )
    two = desk.record(
        "child:C01",
        RecordFollowUp(kind="call", seen_child=False, findings="un autre enfant"),
        on="2025-10-02",
    )
    right = {"kind": "call", "seen_child": True, "findings": "le mot juste"}
    desk.record(
        "child:C01",
        Correct(command_id=one.command_id, data=right, reason="relu"),
        Retract(command_id=two.command_id, reason="erreur"),
        on="2025-10-03",
    )

    read = everything(desk.held_on("child:C01"))

    for words in ("un mot de trop", "le mot juste", "un autre enfant", "relu", "erreur"):
        assert words in read
    assert "corrigé par la suite" in read
    assert "retiré par la suite" in read


def test_a_linked_record_is_the_same_person(desk):
    data = SALMA | {"given_name": "Selma"}
    desk.record("child:C09", RegisterChild(**data), on="2025-10-01")
    desk.record(
        "child:C01", LinkPersons(other="child:C09", evidence="birth-act"), on="2025-10-02"
    )

    for asked in ("child:C01", "child:C09"):
        read = everything(desk.held_on(asked))
        assert "Selma" in read
        assert {"child:C01", "child:C09"} <= set(re.findall(r"child:C\d+", read))


def test_of_a_household_only_what_names_the_child_is_told(desk):
    desk.record(
        "household:H1",
        FormHousehold(
            members=[
                Member(person="child:C01", role="child"),
                Member(person="child:C02", role="child"),
                Member(name="Rachida Idrissi", role="mother"),
            ],
            address="rue de la Liberté",
            district="mediouna",
        ),
        on="2025-09-10",
    )

    read = everything(desk.held_on("child:C01"))

    assert "household:H1" in read
    assert "C02" not in read
    assert not found(["Rachida", "Liberté"], read.encode())
    assert "Rachida" in everything(desk.held_on("household:H1"))


def test_who_reported_a_child_is_kept_back(desk):
    said = IdentifyChild(source="school", concerns=["child-labour"], district="mediouna",
                         reporter="Maître Bennani")  # fmt: skip
    desk.record("child:C01", said, on="2025-09-01")

    read = everything(desk.held_on("child:C01"))

    assert "Bennani" not in read
    assert "gardé secret" in read


def test_who_noted_it_is_counted(desk):
    (row,) = section(desk.held_on("child:C01"), "from").blocks[0].rows

    assert (row.label, row.cells[0].amount) == (Text(plain="amina"), 3)


def test_a_referral_says_to_whom_something_went(desk):
    consent = {"purposes": ["share"], "given_by": "guardian", "with_": ["health-centre"]}
    desk.record(
        "child:C01",
        GiveConsent(**consent),
        MakeReferral(referral="R1", to="health-centre", service="health-care"),
        on="2025-10-01",
    )

    assert "health-centre" in texts(section(desk.held_on("child:C01"), "went").blocks)


def test_where_nobodys_reading_is_recorded_it_says_so(desk):
    (said,) = texts(section(desk.held_on("child:C01"), "seen").blocks, "en")

    assert said.startswith("No access rights are set here")


def test_documents_are_listed(tmp_path):
    (tmp_path / "acte.pdf").write_bytes(b"%PDF-1.7")
    with Store.open(tmp_path / "a.db", create=True) as store:
        desk = store.acting_as("amina")
        desk.record("child:C01", RegisterChild(**SALMA), on="2025-09-03")
        desk.attach("child:C01", tmp_path / "acte.pdf", kind="birth-act", on="2025-09-04")

        listed = texts(section(desk.held_on("child:C01"), "documents").blocks)

    assert listed == ["acte de naissance", "–", "pdf", "amina"]


@pytest.mark.parametrize("nobody", ["child:C99", "centre:mediouna"])
def test_of_who_is_nobody_nothing_is_held(desk, nobody):
    with pytest.raises(InvalidError) as refused:
        desk.held_on(nobody)

    assert refused.value.code == "unknown-subject"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_a_person_has_a_name_in_every_language(language):
    kinds = [a for a in AREAS if a.subject in ("child", "household", "any")]
    names = {
        f.name.rstrip("_")
        for a in kinds
        for e in a.events.values()
        for f in attrs.fields(e)
    }

    for name in names - TECHNICAL:
        assert getattr(WORDS(f"field.{name}"), language)


def test_it_is_marked_as_personal_and_says_which_log_it_was_made_of(desk):
    report = desk.held_on("child:C01")

    assert report.personal
    assert report.foot.events >= 3
    assert UUID(int=0) != report.foot.root
