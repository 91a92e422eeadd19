"""``casemgmt work``: both answers for every week, and where the child stands."""

import json
from pathlib import Path
from uuid import uuid4

import pytest

WHO = {"given_name": "A", "family_name": "B", "sex": "male", "district": "other"}
POLICIES = Path(__file__).parents[1] / "data"


def told(command, **data):
    """Return a line of a journal."""
    line = {"id": str(uuid4()), "command": command, "subject": "child:C1"}
    return json.dumps(line | {"on": "2025-06-01", "by": "amina", "data": data})


def test_every_week_has_both_answers(recorded):
    answered = recorded("work", "f12.db", "child:C07", "--json").document

    (week,) = answered["weeks"]
    assert (week["on"], week["ages"], week["economic_hours"]) == (
        "2025-09-16",
        [16, 16],
        36,
    )
    assert (week["reading"], week["classes"]) == ("free", ["permitted-work"])
    assert (week["legality"], week["protective"]) == ("prohibited", "prohibited")
    assert week["grounds"] == [{"ground": "domestic-age", "source": "law 19-12"}]
    assert week["command_id"] == "54e44c65-41dd-5005-a30f-56cfafc0931f"


def test_where_a_child_stands_is_said(recorded):
    def standing(child):
        answered = recorded("work", "f12.db", child, "--json").document
        return answered["withdrawal"]["standing"]

    assert standing("child:C01") == "withdrawn"
    assert standing("child:C04") == "back-in-child-labour"
    assert standing("child:C12") == "not-looked-at"


def test_it_is_asked_as_of_a_day_as_known_and_by_a_policy(recorded):
    def weeks(child, *asked):
        answered = recorded("work", "f12.db", child, "--json", *asked).document
        return [(week["on"], week["reading"]) for week in answered["weeks"]]

    assert weeks("child:C04", "--as-of", "2025-10-01")[-1] == ("2025-10-01", "free")
    assert weeks("child:C04", "--known-at", "2025-12-11T00:00:00Z")[-1][0] == "2025-10-01"
    assert weeks("child:C03")[0] == ("2025-09-08", "labour")
    mics6 = weeks("child:C03", "--policy", str(POLICIES / "policy-mics6.toml"))
    assert mics6[0] == ("2025-09-08", "free")


SERVANT = {
    "en": """\
2025-09-16: age 16, hours of work 36, hours of chores 14
  for the statistics: not child labour: work permitted at this age
  by the law: prohibited: domestic work below the age for it (law 19-12)
child:C07: never found in child labour
""",
    "fr": """\
2025-09-16 : âge 16, heures de travail 36, heures de tâches domestiques 14
  pour la statistique : pas de travail des enfants: travail permis à cet âge
  selon la loi : interdit: travail domestique avant l'âge requis (law 19-12)
child:C07: aucun travail des enfants constaté à ce jour
""",
    "ar": """\
2025-09-16: السن 16، ساعات العمل 36، ساعات الأعمال المنزلية 14
  في الإحصاء: ليس عمل أطفال: عمل مسموح به في هذه السن
  في القانون: ممنوع: عمل منزلي قبل السن المطلوبة (law 19-12)
child:C07: لم يُعثر عليه قط في عمل أطفال
""",
}


def test_people_read_it_in_their_language(recorded):
    for language, said in SERVANT.items():
        assert recorded("work", "f12.db", "child:C07", "--lang", language).out == said


def test_of_a_stranger_it_says_that_nobody_looked(recorded):
    shown = recorded("work", "f12.db", "child:nobody")

    assert shown.code == 0
    assert shown.out == "child:nobody: nobody has looked at the child's work\n"


def test_what_protects_the_child_is_said_where_it_differs(casemgmt):
    lines = [
        told("register-child", born="2010", **WHO),
        told(
            "observe-work",
            economic_hours=20,
            chores_hours=0,
            hazardous="no",
            setting="enterprise",
        ),
    ]
    casemgmt("record", "a.db", "-", given="\n".join(lines).encode())

    shown = casemgmt("work", "a.db", "child:C1").out

    assert (
        "  by the law: lawful or not, nobody can say without: the day of birth\n" in shown
    )
    assert "  to protect the child: prohibited: employed in an enterprise below" in shown


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (("Salma",), "subject"),
        (("household:H1",), "subject: only a child is asked about here"),
        (("centre:mediouna",), "subject: only a child is asked about here"),
        (("child:C01", "--known-at", "yesterday"), "--known-at: "),
        (("child:C01", "--as-of", "yesterday"), "--as-of: "),
        (("child:C01", "--policy", "none.toml"), "none.toml"),
    ],
)
def test_what_cannot_be_asked_is_one_line(recorded, asked, field):
    ended = recorded("work", "f12.db", *asked)

    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert field in ended.err
    assert "Salma" not in ended.err
