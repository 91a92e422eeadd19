"""Chooses whom the season's mishaps befall: another child each, while there are any."""

from collections.abc import Callable
from datetime import timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import SEASON_ENDS
from casemgmt.demo.leaving import may_reopen
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.people import Child

WHOLE_DATE = len("2013-05-02")
WORKING_AGE = 15
BAGS_LEFT = 0.012
DATES_FOUND = 3


def befall(children: list[Child], chance: Chance) -> None:
    """Mark the children each mishap will befall, so that the story can be told so."""
    for mishap, fits in FITS.items():
        for _ in range(_how_many(mishap, len(children))):
            fit = [child for child in children if not child.marks and fits(child)]
            if fit:
                chance.pick(fit).marks.add(mishap)


def _how_many(mishap: Mishap, children: int) -> int:
    """Tell how many children a mishap befalls among so many."""
    if mishap is Mishap.NO_BAG:
        return round(children * BAGS_LEFT)
    if mishap in (Mishap.BIRTH_ACT_FOUND, Mishap.SUSPENDED):
        return DATES_FOUND
    return 2 if mishap is Mishap.WRONG_LINK else 1


def _plain(child: Child) -> bool:
    """Whether nothing else out of the ordinary is in store for the child."""
    ahead = child.outlook
    return (
        child.family.wave == "september"
        and child.until == SEASON_ENDS
        and not ahead.training
        and not ahead.drops_out
        and len(child.born_told) == WHOLE_DATE
    )


def _pupil(child: Child) -> bool:
    return _plain(child) and bool(child.outlook.place)


def _working(child: Child) -> bool:
    return _plain(child) and child.outlook.work == "labour"


def _supported(child: Child) -> bool:
    return _pupil(child) and child.outlook.allowance


def _unsupported_girl(child: Child) -> bool:
    return _plain(child) and not child.outlook.allowance and child.sex == "female"


def _alone(child: Child) -> bool:
    return _plain(child) and len(child.family.children) == 1


def _birth_unsure(child: Child) -> bool:
    return len(child.born_told) < WHOLE_DATE and child.until == SEASON_ENDS


def _apprentice(child: Child) -> bool:
    of_age = child.surely(WORKING_AGE, child.registered + timedelta(days=21))
    came_now = child.family.wave == "september"
    return bool(child.outlook.training) and of_age and came_now


FITS: dict[Mishap, Callable[[Child], bool]] = {
    Mishap.BROKEN_CONTRACT: _apprentice,
    Mishap.ALLOWANCE_WITHHELD: _supported,
    Mishap.REOPENED: may_reopen,
    Mishap.MOVED_CENTRE: _alone,
    Mishap.SAME_CHILD_TWICE: _alone,
    Mishap.BIRTH_ACT_FOUND: _birth_unsure,
    Mishap.REPORTED: _working,
    Mishap.HOURS_MISREAD: _working,
    Mishap.LATE_OBSERVATION: _working,
    Mishap.CORRECTION_WITHDRAWN: _pupil,
    Mishap.ATTENDANCE_AGAIN: _pupil,
    Mishap.NO_CONSENT_YET: _plain,
    Mishap.PLAN_SENT_BACK: _plain,
    Mishap.TRANSFER_REFUSED: _plain,
    Mishap.TRANSFER_TAKEN_BACK: _plain,
    Mishap.CLOSURE_REFUSED: _plain,
    Mishap.SUSPENDED: _plain,
    Mishap.BAG_TWICE: _plain,
    Mishap.SECOND_BAG: _plain,
    Mishap.NO_BAG: _plain,
    Mishap.WRONG_CHILD: _plain,
    Mishap.SENT_TWICE: _plain,
    Mishap.WRONG_LINK: _unsupported_girl,
}
