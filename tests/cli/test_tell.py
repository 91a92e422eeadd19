"""``casemgmt tell``: one command by hand; what is personal is asked for."""

import os
import pty
import subprocess
import sys
from uuid import UUID

import pytest
from tests.samples import REGISTRY, SECRET, places

from casemgmt import Desk
from casemgmt.cli.app import run
from casemgmt.cli.fields import fields_of
from casemgmt.errors import OutcomeUnknownError
from casemgmt.locale import LANGUAGES, catalogue
from casemgmt.recording.said import text_of, values_in

BY = ("--on", "2025-09-03", "--by", "amina")
REGISTER = ("tell", "a.db", "child:C01", "register-child")
CLEAR = ("sex=female", "district=mediouna")
SALMA = (
    b"fr: Salma | ar: \xd8\xb3\xd9\x84\xd9\x85\xd9\x89\nIdrissi\n2013-03-14\n\n\n0612\n\n\n"
)
CONSENT = ("tell", "a.db", "child:C01", "give-consent", "purposes=services,reporting")
CASE = ("centre=mediouna", "caseworker=amina", "programmes=education")
OPEN = ("tell", "a.db", "child:C01", "open-case", *CASE, *BY)


@pytest.fixture
def with_a_child(casemgmt):
    assert casemgmt(*REGISTER, *CLEAR, *BY, given=SALMA).code == 0
    assert casemgmt(*CONSENT, "given_by=guardian", *BY).code == 0
    return casemgmt


def story(casemgmt, subject="child:C01"):
    return casemgmt("history", "a.db", subject, "--json").document


def test_what_is_personal_is_asked_for_the_required_first(casemgmt):
    ended = casemgmt(*REGISTER, *CLEAR, *BY, "--json", "--role", "caseworker", given=SALMA)

    assert ended.code == 0
    assert ended.document.keys() == {"command_id", "events", "position", "again"}
    assert ended.document["events"] == ["child-registered.1"]
    (told,) = story(casemgmt)
    assert (told["by"], told["role"], told["on"]) == ("amina", "caseworker", "2025-09-03")
    assert told["data"] == {
        "given_name": {"ar": "سلمى", "fr": "Salma"},
        "family_name": "Idrissi",
        "born": "2013-03-14",
        "phone": "0612",
        "sex": "female",
        "district": "mediouna",
    }
    asked = [line.partition(":")[0] for line in ended.err.splitlines()[1:]]
    first = ["Given name", "Family name", "Birth date"]
    assert asked[:3] == [f"{label} (required)" for label in first]
    assert all("may stay empty" in line for line in asked[3:])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Prénom (obligatoire) :"),
        ("ar", "الاسم الشخصي (إلزامي):"),
        ("en", "Given name (required):"),
    ],
)
def test_questions_are_asked_in_the_language_asked_for(casemgmt, language, words):
    ended = casemgmt(*REGISTER, *CLEAR, *BY, "--lang", language, given=SALMA)

    assert words in ended.err
    assert words not in ended.out


@pytest.mark.parametrize(
    "argument",
    [f"given_name={SECRET}", f"born={SECRET}", f"--given_name={SECRET}", SECRET],
)
def test_a_personal_argument_is_refused_in_one_line_and_not_repeated(casemgmt, argument):
    ended = casemgmt(*REGISTER, argument, *CLEAR, *BY, given=SALMA)

    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert SECRET not in ended.err


@pytest.mark.parametrize("command", REGISTRY.commands)
def test_no_field_that_is_sealed_is_an_argument(command):
    kind = REGISTRY.commands[command]
    of = REGISTRY.subjects[kind].replace("any", "child")

    sealed = {p.path[0] for p in places(command) if p.personal}

    assert sealed <= {one.name for one in fields_of(kind, of) if one.asked}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_asked_has_a_name_in_every_language(language):
    names = set()
    for command, kind in REGISTRY.commands.items():
        of = REGISTRY.subjects[kind].replace("any", "child")
        for one in fields_of(REGISTRY.commands[command], of):
            if one.asked:
                inner = values_in(one.holds)
                names |= {
                    one.name,
                    *(f.name for f in (fields_of(inner, of) if inner else [])),
                }

    assert {f"field.{name}" for name in names} <= catalogue(language).keys()


def test_an_answer_that_cannot_be_taken_is_named_and_not_repeated(casemgmt):
    wrong = SALMA.replace(b"2013-03-14", SECRET.encode())

    ended = casemgmt(*REGISTER, *CLEAR, *BY, given=wrong)

    assert (ended.code, ended.out) == (2, "")
    assert "casemgmt: born: a day is written" in ended.err
    assert SECRET not in ended.err


@pytest.mark.parametrize("given", [b"", b"Salma\n", b"Salma\nIdrissi\n2013\n\n"])
def test_when_the_answers_end_nothing_is_recorded(casemgmt, tmp_path, given):
    ended = casemgmt(*REGISTER, *CLEAR, *BY, given=given)

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.splitlines()[-1].startswith("casemgmt: stopped")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_answer_to_what_is_required_is_refused(casemgmt):
    ended = casemgmt(*REGISTER, *CLEAR, *BY, given=b"\n")

    assert ended.code == 2
    assert "given_name: something is missing" in ended.err


def test_goals_are_asked_for_one_by_one(with_a_child):
    assert with_a_child(*OPEN).code == 0
    answers = b"G1\neducation\nlire\n2025-12-31\nG2\neducation\nfr: compter\n2026\n\n"

    plan = ("child:C01", "propose-plan", "plan=P1", "services=tutoring")
    ended = with_a_child("tell", "a.db", *plan, *BY, given=answers)

    assert ended.code == 0, ended.err
    data = story(with_a_child)[-1]["data"]
    assert data["plan"] == "P1"
    assert [goal["goal"] for goal in data["goals"]] == ["G1", "G2"]
    assert data["goals"][1] == {
        "goal": "G2",
        "area": "education",
        "measure": {"fr": "compter"},
        "due": "2026",
    }


def test_a_wrong_answer_within_a_goal_is_named_by_its_path(with_a_child):
    plan = ("tell", "a.db", "child:C01", "propose-plan", "plan=P1", *BY)

    ended = with_a_child(*plan, given=b"G1\neducation\nlire\n2025-02-30\n")

    assert ended.code == 2
    assert "casemgmt: goals[0].due: there is no such day" in ended.err


def test_each_domain_of_an_assessment_is_asked_for(casemgmt):
    answers = b"2\n\n3\nva mieux\n\n\nhousing\n1\n\n\n"

    domains = ("tell", "a.db", "child:C01", "complete-assessment", *BY)
    ended = casemgmt(*domains, given=answers)

    assert ended.code == 0, ended.err
    assert story(casemgmt)[0]["data"]["domains"] == {
        "educational": {"score": 2},
        "psychological": {"score": 3, "note": "va mieux"},
        "social": {},
        "housing": {"score": 1},
    }


def test_members_of_a_household_are_asked_for(casemgmt):
    answers = b"child\nchild:C01\n\nmother\n\nFatima\n\n\n"

    form = ("tell", "a.db", "household:H1", "form-household", "district=mediouna", *BY)
    ended = casemgmt(*form, given=answers)

    assert ended.code == 0, ended.err
    assert story(casemgmt, "household:H1")[0]["data"]["members"] == [
        {"person": "child:C01", "role": "child"},
        {"name": "Fatima", "role": "mother"},
    ]


def test_what_is_not_on_a_person_is_given_in_arguments(casemgmt):
    partners = 'partners=[{"name": "Commune", "kind": "local-authority", "employees": 7}]'
    agreement = ("agreement:A1", "sign-agreement", partners, "scope=fr: Sacs | ar: حقائب")

    ended = casemgmt("tell", "a.db", *agreement, "starts=2025-01", *BY, given=b"")

    assert (ended.code, ended.err) == (0, "")
    data = story(casemgmt, "agreement:A1")[0]["data"]
    assert data["scope"] == {"ar": "حقائب", "fr": "Sacs"}
    assert data["partners"][0]["employees"] == 7


@pytest.mark.parametrize(
    ("words", "value"), [("yes", True), ("oui", True), ("لا", False), ("false", False)]
)
def test_yes_and_no_are_said_in_any_of_the_languages(casemgmt, words, value):
    visit = ("child:C01", "record-follow-up", "kind=call", f"seen_child={words}")

    assert casemgmt("tell", "a.db", *visit, *BY, given=b"\n").code == 0
    assert story(casemgmt)[0]["data"]["seen_child"] is value


def test_numbers_are_exact_and_never_guessed(casemgmt):
    work = ("tell", "a.db", "child:C01", "observe-work", "hazardous=no", *BY)

    assert casemgmt(*work, "economic_hours=1.13", "chores_hours=3").code == 0
    data = story(casemgmt)[0]["data"]
    assert (data["economic_hours"], data["chores_hours"]) == (1.13, 3)
    for wrong in ("1.131", "-1", "1,5", "two", "1e3", ""):
        assert casemgmt(*work, f"economic_hours={wrong}", "chores_hours=3").code == 2


WRONG = {
    "a field": ("purpose=services", "purpose: there is no such field", "purposes?"),
    "a code": ("purposes=sevices", "purposes[0]: this code is not", "services?"),
    "twice": ("given_by=self", "given_by: this is asked for twice", ""),
}


@pytest.mark.parametrize(("argument", "said", "meant"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_argument_is_named_with_the_nearest(casemgmt, argument, said, meant):
    consent = ("tell", "a.db", "child:C01", "give-consent", "given_by=guardian")

    ended = casemgmt(*consent, argument, *BY)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert meant in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("child:C01", "open-caes", *CASE, *BY), "did you mean open-case?"),
        (("child:C01", "open-case", "centre=mediouna", *BY), "caseworker: something is"),
        (("C01", "open-case", *CASE, *BY), "subject: a subject is written"),
        (("centre:C01", "open-case", *CASE, *BY), "subject: this command is not told"),
        (("child:C01", "open-case", *CASE, *BY, "--id", "7"), "id: an id is a UUID"),
        (("child:C01", "open-case", *CASE, "--on", "soon", "--by", "a"), "on: a day is"),
        (("child:C01", "open-case", *CASE, "--on", "2999", "--by", "a"), "on: this day"),
        (("child:C01", "open-case", "override={", *CASE, *BY), "override: this value is"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(casemgmt, arguments, said):
    ended = casemgmt("tell", "a.db", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_says_the_rule_by_its_code_and_in_the_language(with_a_child, language):
    kit = ("child:C01", "entitle-kit", "kit=hygiene", "school_year=2025-2026")

    ended = with_a_child("tell", "a.db", *kit, *BY, "--lang", language, "--json")

    assert (ended.code, ended.out) == (2, "")
    sentence = catalogue(language).get("rule.case-open", "What belongs to a case")
    assert ended.err.startswith(f"casemgmt: case-open: {sentence}")


def test_the_same_id_twice_is_recorded_once(with_a_child):
    own = ("--id", "5d0c0000-0000-4000-8000-000000000001", "--json")

    first, second = with_a_child(*OPEN, *own), with_a_child(*OPEN, *own)

    assert (first.code, second.code) == (0, 0)
    assert first.document == {
        "command_id": "5d0c0000-0000-4000-8000-000000000001",
        "events": ["case-opened.1"],
        "position": 3,
        "again": False,
    }
    assert second.document == first.document | {"again": True}


def test_a_request_that_changes_nothing_says_so(with_a_child):
    with_a_child(*OPEN)
    joined = ("tell", "a.db", "child:C01", "join-programme", "programme=education", *BY)

    ended = with_a_child(*joined, "--json")

    assert (ended.document["events"], ended.document["position"]) == ([], None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_the_reply_is_lost_it_says_how_to_ask(tmp_path, monkeypatch, capsys, language):
    lost = UUID("5d0c0000-0000-4000-8000-000000000001")

    def no_reply(*_, **__):
        raise OutcomeUnknownError(lost)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Desk, "record", no_reply)

    assert run([*OPEN, "--lang", language]) == 1
    said = capsys.readouterr().err
    assert f"--id {lost}" in said
    assert len(said.splitlines()) == 1


def test_on_a_terminal_a_wrong_answer_is_asked_again(tmp_path):
    program = [sys.executable, "-c", "from casemgmt.cli import main; main()"]
    theirs, ours = pty.openpty()
    running = subprocess.Popen(
        [*program, *REGISTER, *CLEAR, *BY], cwd=tmp_path, stdin=ours, stdout=-1, stderr=-1
    )
    os.write(theirs, b"\nSalma\nIdrissi\n2013-13-01\n2013-03-14\n\n\n\n\n\n")
    out, err = running.communicate(timeout=60)
    os.close(theirs)
    os.close(ours)

    assert running.returncode == 0, err
    assert b"child-registered.1" in out
    assert b"there is no such day" in err
    assert err.count(b"Given name") == err.count(b"Birth date") == 2


def test_several_languages_are_told_apart_from_words_with_a_colon():
    assert text_of("fr: Salma | ar: سلمى") == {"fr": "Salma", "ar": "سلمى"}
    assert text_of("fr: a | b | en: c") == {"fr": "a | b", "en": "c"}
    assert text_of("elle a dit : fr: non") == "elle a dit : fr: non"
    assert text_of("Salma") == "Salma"
