"""The children of the season and their families, all invented.

Everything here is who they are; what the season holds for them is in `outlook.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import SEASON_ENDS, birthday
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.names import (
    BOYS,
    FAMILIES,
    FATHERS,
    GIRLS,
    MOTHERS,
    STREETS,
    Name,
)
from casemgmt.demo.notebook import Notebook, Page, Worker
from casemgmt.demo.outlook import Outlook
from casemgmt.demo.staff import Centre

GIRLS_SHARE = 0.52
SIZES = {1: 0.52, 2: 0.33, 3: 0.15}
AREAS = {0: 0.42, 1: 0.34, 2: 0.24}
AGES = {
    6: 5, 7: 7, 8: 9, 9: 10, 10: 11, 11: 10,
    12: 11, 13: 10, 14: 9, 15: 8, 16: 6, 17: 4,
}  # fmt: skip
# When families came to the association, and in what share of all.
WAVES = {
    "autumn-before": 0.045,
    "spring-before": 0.10,
    "september": 0.60,
    "october": 0.125,
    "autumn": 0.08,
    "winter": 0.05,
}
ARRIVALS = {
    "autumn-before": (date(2024, 9, 9), date(2024, 10, 18)),
    "spring-before": (date(2025, 3, 3), date(2025, 7, 11)),
    "september": (date(2025, 9, 1), date(2025, 9, 19)),
    "october": (date(2025, 9, 29), date(2025, 10, 29)),
    "autumn": (date(2025, 11, 3), date(2025, 12, 17)),
    "winter": (date(2026, 1, 5), date(2026, 3, 6)),
}
APPRENTICES_BEFORE = (15, 16)
KNOWN_BIRTH = {"day": 0.89, "month": 0.04, "year": 0.07}


@dataclass(slots=True)
class Family:
    """A household, where it lives and who accompanies it."""

    page: Page
    name: Name
    mother: Name
    father: Name | None
    district: str
    address: dict[str, object]
    phone: str
    centre: Centre
    caseworker: Worker
    wave: str
    arrives: date
    children: list["Child"] = field(default_factory=list)

    def told_by(self, day: date) -> Worker:
        """Give who writes the household's story on a day."""
        return self.children[0].caseworker_on(day)


@dataclass(slots=True)
class Child:
    """A child: who it is, who accompanies it, and what the season holds for it."""

    number: int
    page: Page
    family: Family
    given: Name
    sex: str
    born: date
    born_told: str
    registered: date
    outlook: Outlook = field(default_factory=Outlook)
    keepers: list[tuple[date, Centre, Worker]] = field(default_factory=list)
    marks: set[Mishap] = field(default_factory=set)

    @property
    def subject(self) -> str:
        """The child as the journal names it."""
        return self.page.subject

    @property
    def opened(self) -> date:
        """The day the case was opened."""
        return self.page.told("open-case")[0].day

    @property
    def until(self) -> date:
        """The last day the child is accompanied in this season."""
        return self.outlook.leaves or SEASON_ENDS

    def age(self, day: date) -> int:
        """Give the completed years on a day."""
        return (
            day.year
            - self.born.year
            - (day < birthday(self.born, day.year - self.born.year))
        )

    def surely(self, age: int, day: date) -> bool:
        """Whether the child has reached an age, whatever is unknown of its birth."""
        year, month = self.born.year, self.born.month
        last = {
            len("2013"): date(year, 12, 31),
            len("2013-05"): date(year, month, 28) + timedelta(days=3),
        }.get(len(self.born_told), self.born)
        return day >= birthday(last, age)

    def centre_on(self, day: date) -> Centre:
        """Give the centre that accompanies the child on a day."""
        return self._kept(day)[1]

    def caseworker_on(self, day: date) -> Worker:
        """Give the caseworker of the child on a day."""
        return self._kept(day)[2]

    def supervisor_on(self, day: date) -> Worker:
        """Give the supervisor who decides for the child on a day."""
        return self._kept(day)[1].supervisor

    def keep(self, since: date, centre: Centre, caseworker: Worker) -> None:
        """Put the child into other hands."""
        self.keepers.append((since, centre, caseworker))

    def _kept(self, day: date) -> tuple[date, Centre, Worker]:
        held = [kept for kept in self.keepers if kept[0] <= day]
        return held[-1] if held else self.keepers[0]


def gather(count: int, teams: tuple[Centre, ...], notebook: Notebook) -> list[Family]:
    """Invent families with `count` children among them."""
    chance = notebook.chance
    sizes = _sizes(count, chance)
    waves = chance.deck(len(sizes), WAVES)
    shares = {"female": GIRLS_SHARE, "male": 1 - GIRLS_SHARE}
    cards = enumerate(chance.deck(count, shares), start=1)
    families = []
    for number, (size, wave) in enumerate(zip(sizes, waves, strict=True), start=1):
        family = _family(number, wave, teams, notebook)
        _add_children(family, size, cards, notebook)
        families.append(family)
    return families


def _sizes(count: int, chance: Chance) -> list[int]:
    sizes: list[int] = []
    while sum(sizes) < count:
        sizes.append(min(chance.weighted(SIZES), count - sum(sizes)))
    return sizes


def _family(
    number: int, wave: str, teams: tuple[Centre, ...], notebook: Notebook
) -> Family:
    chance = notebook.chance
    centre = teams[chance.weighted(AREAS)]
    street, house = chance.pick(STREETS), chance.between(1, 90)
    return Family(
        page=notebook.page(f"household:h{number:04d}"),
        name=chance.pick(FAMILIES),
        mother=chance.pick(MOTHERS),
        father=chance.pick(FATHERS) if chance.happens(0.8) else None,
        district=centre.district if chance.happens(0.97) else "other",
        address={"ar": f"{house}، {street.ar}", "fr": f"{house}, {street.fr}"},
        phone=f"+212 600 00 {number // 100 % 100:02d} {number % 100:02d}",
        centre=centre,
        caseworker=centre.caseworkers[number % len(centre.caseworkers)],
        wave=wave,
        arrives=chance.workday(*ARRIVALS[wave]),
    )


def _add_children(
    family: Family, size: int, cards: Iterator[tuple[int, str]], notebook: Notebook
) -> None:
    chance = notebook.chance
    taken: set[Name] = set()
    for age in _ages(family, size, chance):
        number, sex = next(cards)
        names = GIRLS if sex == "female" else BOYS
        given = chance.pick([name for name in names if name not in taken])
        taken.add(given)
        born, born_told = _born(family, age, chance)
        child = Child(
            number=number,
            page=notebook.page(f"child:c{number:04d}"),
            family=family,
            given=given,
            sex=sex,
            born=born,
            born_told=born_told,
            registered=_registered(family, chance),
        )
        child.keep(date.min, family.centre, family.caseworker)
        family.children.append(child)


def _ages(family: Family, size: int, chance: Chance) -> list[int]:
    """Ages on the day the family came, the eldest first."""
    ages: list[int] = []
    if family.wave == "autumn-before":
        ages.append(chance.pick(APPRENTICES_BEFORE))
    while len(ages) < size:
        age = chance.weighted(AGES)
        if all(abs(age - other) > 1 for other in ages):
            ages.append(age)
    return sorted(ages, reverse=True)


def _born(family: Family, age: int, chance: Chance) -> tuple[date, str]:
    """Give the birth date, and as much of it as the family knows."""
    born = birthday(family.arrives, -age) - timedelta(days=chance.between(8, 356))
    known = "day" if family.wave == "autumn-before" else chance.weighted(KNOWN_BIRTH)
    return born, str(born)[: {"day": 10, "month": 7, "year": 4}[known]]


def _registered(family: Family, chance: Chance) -> date:
    """Brothers and sisters mostly come together, some a little later."""
    if not family.children or chance.happens(0.85):
        return family.arrives
    last = ARRIVALS[family.wave][1]
    return chance.workday(family.arrives, max(family.arrives, last))
