"""Moves: into another centre, into another caseworker's hands, and a pause."""

from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import workday_from
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.notebook import Data
from casemgmt.demo.people import Child
from casemgmt.demo.staff import Centre

MOVES = date(2026, 1, 19)
HANDED_OVER = date(2026, 2, 2)
JUST_COME = timedelta(days=14)
ANOTHER_TEAM = 2


def settle_move(child: Child, teams: tuple[Centre, ...]) -> None:
    """Settle, before anything is told, that the child moves to another centre."""
    other = _another(child, teams)
    child.keep(MOVES, other, other.caseworkers[-1])


def tell_move(child: Child) -> None:
    """Tell of the transfer asked, accepted, and the caseworker named over there."""
    asked = workday_from(MOVES - timedelta(days=7))
    other, caseworker = child.centre_on(MOVES), child.caseworker_on(MOVES)
    request: Data = {"to_centre": other.code}
    child.page.tell("request-transfer", asked, child.caseworker_on(asked), request, 0)
    child.page.tell("accept-transfer", MOVES, other.supervisor, {}, 0)
    named: Data = {"caseworker": caseworker.ref, "reason": "transfer"}
    child.page.tell("reassign-case", MOVES, other.supervisor, named, 0)


def tell_vain_transfer(child: Child, mishap: Mishap, teams: tuple[Centre, ...]) -> None:
    """Tell of a transfer that was refused over there, or taken back here."""
    other = _another(child, teams)
    asked = date(2026, 2, 23)
    who = child.caseworker_on(asked)
    child.page.tell("request-transfer", asked, who, {"to_centre": other.code}, 0)
    answered = date(2026, 2, 27)
    if mishap is Mishap.TRANSFER_REFUSED:
        reason: Data = {"reason": {"ar": "لا مكان شاغر", "fr": "Pas de place"}}
        child.page.tell("reject-transfer", answered, other.supervisor, reason)
    else:
        child.page.tell("revoke-transfer", answered, who, {})


def _another(child: Child, teams: tuple[Centre, ...]) -> Centre:
    here = child.family.centre
    return next(team for team in reversed(teams) if team.code != here.code)


def hand_over(children: list[Child], teams: tuple[Centre, ...]) -> list[Child]:
    """Settle whose cases another caseworker takes when one leaves; list them."""
    team = teams[-1]
    if len(team.caseworkers) < ANOTHER_TEAM:
        return []
    leaving, *staying = team.caseworkers
    handed = []
    for child in children:
        if child.caseworker_on(HANDED_OVER) != leaving or child.until <= HANDED_OVER:
            continue
        heir = staying[child.family.children[0].number % len(staying)]
        if child.registered > HANDED_OVER - JUST_COME:
            child.keepers = [(date.min, team, heir)]
        else:
            child.keep(HANDED_OVER, team, heir)
            child.marks.add(Mishap.CASEWORKER_LEAVES)
            handed.append(child)
    return handed


def tell_hand_over(child: Child) -> None:
    """Tell of the new caseworker."""
    heir, supervisor = child.caseworker_on(HANDED_OVER), child.supervisor_on(HANDED_OVER)
    named: Data = {"caseworker": heir.ref, "reason": "caseworker-left"}
    child.page.tell("reassign-case", HANDED_OVER, supervisor, named, 0)


def tell_pause(child: Child, chance: Chance) -> None:
    """Tell of weeks in the mountains with the grandparents."""
    leaves = chance.workday(date(2026, 2, 9), date(2026, 2, 20))
    until = leaves + timedelta(days=45)
    pause: Data = {"reason": "family-travels", "until": str(until)}
    child.page.tell("suspend-case", leaves, child.caseworker_on(leaves), pause, 0)
    back = workday_from(leaves + timedelta(days=32))
    named: Data = {"reason": "family-returned"}
    child.page.tell("resume-case", back, child.caseworker_on(back), named)
