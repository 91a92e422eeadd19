"""One season of the association as a journal: everyone in it is invented.

`season()` gives the lines as any other tool would send them (a journal file, one command
a line), in the order in which they were recorded. The same number of children and the
same seed give the same journal, to the last letter, on every machine and on every day.
"""

from dataclasses import dataclass

from casemgmt.demo import mishaps, moves
from casemgmt.demo.accompaniment import tell_accompaniment
from casemgmt.demo.afterwards import put_right
from casemgmt.demo.chance import Chance
from casemgmt.demo.doubles import tell_second_registration, tell_wrong_link
from casemgmt.demo.enrolment import tell_enrolment
from casemgmt.demo.family import tell_family_year, tell_household
from casemgmt.demo.leavers import choose_leavers
from casemgmt.demo.leaving import tell_leaving, tell_refused_closure
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.notebook import Line, Notebook
from casemgmt.demo.organisation import articles, tell_organisation
from casemgmt.demo.people import Child, gather
from casemgmt.demo.plans import tell_goals
from casemgmt.demo.prospects import settle
from casemgmt.demo.school import tell_schooling
from casemgmt.demo.staff import Centre, centres
from casemgmt.demo.stays import tell_stays
from casemgmt.demo.support import tell_bag, tell_services, tell_sessions
from casemgmt.demo.training import tell_training
from casemgmt.demo.work import tell_work

CHILDREN = 325


@dataclass(frozen=True, slots=True)
class Story:
    """A season told: its lines, and where to look for what went otherwise than planned."""

    lines: list[Line]
    befell: dict[Mishap, list[str]]


def season(children: int = CHILDREN, seed: int = 1) -> list[Line]:
    """Tell a season as the lines of a journal."""
    return tell_season(children, seed).lines


def tell_season(children: int = CHILDREN, seed: int = 1) -> Story:
    """Tell a season of so many children.

    Raises:
        ValueError: there must be at least one child.

    """
    if children < 1:
        message = "A season needs at least one child."
        raise ValueError(message)
    chance = Chance(seed)
    notebook = Notebook(chance, seed)
    teams = centres(children)
    everyone = _settle(children, teams, notebook)
    tell_organisation(notebook, teams, children)
    for child in everyone:
        _tell_child(child, teams, chance)
    _tell_doubles(everyone, teams, notebook)
    tell_stays(everyone, notebook, Chance(seed))
    return Story(_woven(everyone, notebook), _befell(everyone))


def _settle(children: int, teams: tuple[Centre, ...], notebook: Notebook) -> list[Child]:
    """Invent the children and what lies ahead of them."""
    chance = notebook.chance
    families = gather(children, teams, notebook)
    everyone = [child for family in families for child in family.children]
    settle(families, chance)
    choose_leavers(everyone, chance)
    mishaps.befall(everyone, chance)
    for child in everyone:
        if Mishap.MOVED_CENTRE in child.marks:
            moves.settle_move(child, teams)
    moves.hand_over(everyone, teams)
    return everyone


def _tell_child(child: Child, teams: tuple[Centre, ...], chance: Chance) -> None:
    """Tell one child's season from enrolment to what was put right afterwards."""
    family = child.family
    if child is family.children[0]:
        tell_household(family, chance)
    tell_enrolment(child, chance)
    tell_schooling(child, chance)
    tell_bag(child, chance)
    tell_training(child, chance)
    tell_work(child, chance)
    tell_sessions(child, chance)
    tell_services(child, chance)
    tell_accompaniment(child, chance)
    tell_goals(child, chance)
    _tell_moves(child, teams, chance)
    tell_leaving(child, chance)
    put_right(child, chance)
    if child is family.children[-1]:
        tell_family_year(family, chance)


def _tell_moves(child: Child, teams: tuple[Centre, ...], chance: Chance) -> None:
    if Mishap.MOVED_CENTRE in child.marks:
        moves.tell_move(child)
    for vain in (Mishap.TRANSFER_REFUSED, Mishap.TRANSFER_TAKEN_BACK):
        if vain in child.marks:
            moves.tell_vain_transfer(child, vain, teams)
    if Mishap.CASEWORKER_LEAVES in child.marks:
        moves.tell_hand_over(child)
    if Mishap.SUSPENDED in child.marks:
        moves.tell_pause(child, chance)
    if Mishap.CLOSURE_REFUSED in child.marks:
        tell_refused_closure(child, chance)


def _tell_doubles(
    everyone: list[Child], teams: tuple[Centre, ...], notebook: Notebook
) -> None:
    mixed_up = [child for child in everyone if Mishap.WRONG_LINK in child.marks]
    for one, other in zip(mixed_up[::2], mixed_up[1::2], strict=False):
        tell_wrong_link(one, other, notebook.chance)
    for child in everyone:
        if Mishap.SAME_CHILD_TWICE in child.marks:
            here = child.family.centre
            elsewhere = next(team for team in teams if team.code != here.code)
            tell_second_registration(child, len(everyone) + 1, elsewhere, notebook)


def _woven(everyone: list[Child], notebook: Notebook) -> list[Line]:
    """Put all stories into one journal, in the order of recording."""
    lines = articles(len(everyone)) + notebook.lines()
    for child in everyone:
        if Mishap.SENT_TWICE in child.marks:
            last = child.page.told("review-case")[-1:] or child.page.notes[-1:]
            lines += [dict(line) for line in lines if line["id"] == last[0].id]
    return sorted(lines, key=lambda line: (str(line["at"]), str(line["id"])))


def _befell(everyone: list[Child]) -> dict[Mishap, list[str]]:
    befell: dict[Mishap, list[str]] = {}
    for child in everyone:
        for mishap in sorted(child.marks):
            befell.setdefault(mishap, []).append(child.subject)
    return befell
