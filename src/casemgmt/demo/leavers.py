"""Chooses whose case is closed in the season, when and why."""

from collections.abc import Iterable
from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import SEASON_STARTS
from casemgmt.demo.people import Child
from casemgmt.demo.prospects import turns_18

GOALS_MET, MOVED, LOST, ELSEWHERE = 0.065, 0.022, 0.016, 0.006
WITHDRAWN, INELIGIBLE, OTHER = 0.006, 0.006, 0.003
EARLY_WAVES = ("spring-before", "september")
CLOSE_AT_18 = 0.7
CAME_BACK = date(2026, 1, 16)
"""The day one family leaves that will be back in spring."""


def choose_leavers(children: list[Child], chance: Chance) -> None:
    """Settle the leaving of those who leave."""
    _at_eighteen(children, chance)
    for reason, share, first, last in (
        ("goals-met", GOALS_MET, date(2026, 4, 6), date(2026, 6, 24)),
        ("moved-away", MOVED, date(2025, 11, 24), date(2026, 5, 22)),
        ("lost-to-follow-up", LOST, date(2026, 1, 26), date(2026, 6, 12)),
        ("transferred", ELSEWHERE, date(2026, 1, 12), date(2026, 5, 15)),
        ("consent-withdrawn", WITHDRAWN, date(2025, 12, 8), date(2026, 5, 15)),
        ("ineligible", INELIGIBLE, date(2025, 10, 20), date(2025, 11, 14)),
        ("other", OTHER, date(2026, 2, 2), date(2026, 5, 15)),
    ):
        fit = [child for child in children if _may_leave(child, reason)]
        for child in chance.some(fit, round(share * len(children))):
            _leave(child, reason, chance.workday(first, last))
    _settle_who_comes_back(children)


def _at_eighteen(children: Iterable[Child], chance: Chance) -> None:
    """Some leave when they turn 18; the others consent for themselves and stay."""
    for child in children:
        day = turns_18(child)
        if (
            day
            and not child.outlook.training
            and child.registered + timedelta(days=60) < day < date(2026, 6, 8)
            and chance.happens(CLOSE_AT_18)
        ):
            _leave(child, "turned-18", chance.soon(day, 3, 16))


def _may_leave(child: Child, reason: str) -> bool:
    ahead = child.outlook
    if ahead.leaves or ahead.training or child.family.wave not in EARLY_WAVES:
        return False
    if turns_18(child) or len(child.born_told) < len("2013-05-02"):
        return False
    at_work = ahead.work in ("labour", "unclear")
    if reason == "goals-met":
        settled = ahead.work in ("none", "labour") and ahead.turn == "steady"
        return settled and bool(ahead.place) and not ahead.drops_out
    if reason == "lost-to-follow-up":
        return at_work and ahead.turn in ("persists", "relapse")
    if reason == "ineligible":
        came = child.registered >= SEASON_STARTS
        return came and not at_work and ahead.schooling == "enrolled"
    return True


def _settle_who_comes_back(children: list[Child]) -> None:
    """One family that moves away in winter is back in spring."""
    for child in children:
        stays_in_hand = child.family.centre.district != "derb-ghallef"
        if child.outlook.leaving_reason == "moved-away" and stays_in_hand:
            _leave(child, "moved-away", CAME_BACK)
            return


def _leave(child: Child, reason: str, day: date) -> None:
    """Settle a leaving, with nothing in the outlook that would happen after it."""
    child.outlook.leaving_reason, child.outlook.leaves = reason, day
    ahead, last = child.outlook, child.until - timedelta(days=21)
    if ahead.drops_out and ahead.drops_out > last:
        ahead.drops_out = None
    if not ahead.drops_out or (ahead.comes_back and ahead.comes_back > last):
        ahead.comes_back = None
