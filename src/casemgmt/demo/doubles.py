"""Doubles: one child registered twice, and two children taken for one."""

from datetime import date

from casemgmt.demo.chance import Chance
from casemgmt.demo.notebook import Data, Notebook
from casemgmt.demo.people import Child
from casemgmt.demo.staff import Centre

CAME_AGAIN = (date(2025, 11, 10), date(2025, 11, 21))
MIXED_UP = date(2026, 2, 24)
TOLD_APART = date(2026, 2, 27)


def tell_second_registration(
    child: Child, number: int, centre: Centre, notebook: Notebook
) -> None:
    """The child comes to another centre and is registered there as if it were new."""
    chance = notebook.chance
    page = notebook.page(f"child:c{number:04d}")
    day, who = chance.workday(*CAME_AGAIN), centre.caseworkers[-1]
    page.tell("register-child", day, who, _as_heard(child, centre), 0)
    consent: Data = {"purposes": ["services", "reporting"], "given_by": "guardian"}
    page.tell("give-consent", day, who, consent, 0)
    case: Data = {
        "centre": centre.code,
        "caseworker": who.ref,
        "programmes": ["education"],
    }
    page.tell("open-case", day, who, case, 0)
    page.tell("assess-risk", day, who, {"level": "low"}, 0)
    noticed = chance.soon(day, 14, 21)
    link: Data = {"other": child.subject, "evidence": "birth-act", "score": 0.97}
    page.tell("link-persons", noticed, centre.supervisor, link, 0)
    page.tell("request-closure", noticed, who, {"reason": "duplicate"}, 0)
    closed = chance.soon(noticed, 1, 3)
    page.tell("approve-closure", closed, centre.supervisor, {})


def _as_heard(child: Child, centre: Centre) -> Data:
    """The same child, in Latin letters only and with less known."""
    return {
        "given_name": {"fr": child.given.fr},
        "family_name": {"fr": child.family.name.fr.replace("El ", "")},
        "sex": child.sex,
        "born": child.born_told[: len("2013-05")],
        "born_evidence": "declared",
        "district": centre.district,
        "mother": {"fr": child.family.mother.fr},
    }


def tell_wrong_link(one: Child, other: Child, chance: Chance) -> None:
    """Two girls are taken for one child; three days later the mistake is undone."""
    supervisor = one.supervisor_on(MIXED_UP)
    link: Data = {"other": other.subject, "evidence": "same-name", "score": 0.71}
    one.page.tell("link-persons", MIXED_UP, supervisor, link, 0)
    unlink: Data = {"other": other.subject, "evidence": "birth-act"}
    one.page.tell("unlink-persons", TOLD_APART, supervisor, unlink, chance.between(0, 1))
