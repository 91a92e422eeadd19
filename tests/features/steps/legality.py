"""Steps of features/protection: what a week of work is, and where a child stands."""

from decimal import Decimal
from pathlib import Path

from pytest_bdd import given, then, when

from casemgmt.commands import ObserveWork
from casemgmt.locale import sentence

from .enrolment import register
from .words import day, says

MICS6 = Path(__file__).parents[2] / "data" / "policy-mics6.toml"
MINUTES = ("minute", "minutes")
FOR_WHOM = {
    "in an enterprise": "enterprise",
    "dans une entreprise": "enterprise",
    "في مقاولة": "enterprise",
    "as a domestic worker": "domestic",
    "comme domestique": "domestic",
    "عاملة منزلية": "domestic",
    "on her own account": "own-account",
    "on his own account": "own-account",
    "à son compte": "own-account",
    "لحسابها الخاص": "own-account",
    "for his own family": "household",
}
PICKING_WASTE = ("picking waste", "à ramasser des déchets", "في جمع النفايات")
NIGHT = ("night", "de nuit", "ليلا")


def hours(words: str) -> Decimal:
    """Return hours and minutes as the hours that are recorded: with two decimals."""
    if words == "a quarter hour":
        return Decimal("0.25")
    pairs = zip(words.split()[::2], words.split()[1::2], strict=True)
    return sum(round(Decimal(n) / (60 if unit in MINUTES else 1), 2) for n, unit in pairs)


def at_work(how: str, economic: str) -> ObserveWork:
    """Return what was seen of a child at work *how*: for whom, when, at what."""
    waste = any(words in how for words in PICKING_WASTE)
    for_whom = next((kind for words, kind in FOR_WHOM.items() if words in how), None)
    harm = "no" if "thought harmless" in how or not waste else "yes"
    return ObserveWork(
        economic_hours=hours(economic),
        chores_hours=0,
        hazardous="unknown" if "perhaps dangerously" in how else harm,
        activity="waste-picking" if waste else None,
        setting="own-account" if waste else for_whom,
        night=any(word in how for word in NIGHT) or None,
    )


@given(says("{child}, née le {birth:birth}, est inscrite"))
@given(says("{child}, née en {birth:birth}, est inscrite"))
@given(says("{child} المولودة يوم {birth:birth} مسجَّلة"))
@given(says("{child} المولودة سنة {birth:birth} مسجَّلة"))
def _(world, child, birth, on):
    world.tell(f"child:{child}", register(child, birth), on=on)


@given(says("{child} was seen at work {how:text} for {economic:text}"))
@when(says("{child} is seen at work {how:text} for {economic:text}"))
@when(says("{child} est vue au travail {how:text} pendant {economic:text}"))
@when(says("تُشاهَد {child} تشتغل {how:text} مدة {economic:text}"))
def _(world, child, how, economic, on):
    world.tell(f"child:{child}", at_work(how, economic), on=on)


@given(says("{child} was seen at work, perhaps dangerously, for {economic:text}"))
def _(world, child, economic, on):
    world.tell(f"child:{child}", at_work("perhaps dangerously", economic), on=on)


@when(says("{child} is seen doing chores at home for {chores:text}"))
def _(world, child, chores, on):
    seen = ObserveWork(economic_hours=0, chores_hours=hours(chores), hazardous="no")
    world.tell(f"child:{child}", seen, on=on)


@given("child labour is counted as in the MICS6 surveys")
def _(world):
    world.policy = MICS6


# What a week is


@then(says("the statistics say {said:text}"))
def _(world, said):
    assert by_the_statistics(world, last_week(world)) == said


@then(says("the law says {said:text}"))
@then(says("la loi dit {said:text}"))
@then(says("يقول القانون {said:text}"))
def _(world, said):
    assert by_the_law(world, last_week(world)) == said


@then(says("to protect the child the law says {said:text}"))
@then(says("pour protéger l'enfant la loi dit {said:text}"))
@then(says("لحماية الطفل يقول القانون {said:text}"))
def _(world, said):
    week = last_week(world)
    why = in_words(world, "ground", (c.ground for c in week.protective_grounds))
    assert because(world, "legality", week.protective, why) == said


@then(says("on {date:text} the statistics say {said:text}"))
def _(world, date, said):
    assert by_the_statistics(world, week_of(world, date)) == said


@then(says("on {date:text} the law says {said:text}"))
def _(world, date, said):
    assert by_the_law(world, week_of(world, date)) == said


@then(says("as known on {known:day} the statistics say {said:text}"))
def _(world, known, said):
    assert by_the_statistics(world, last_week(world, known_on=known)) == said


@then(says("as known on {known:day} the law says {said:text}"))
def _(world, known, said):
    assert by_the_law(world, last_week(world, known_on=known)) == said


# Where a child stands


@then(says("{child} counts as {said:text}"))
def _(world, child, said):
    standing = world.desk.withdrawal(f"child:{child}").standing
    assert sentence(f"standing.{standing}") == said


@then(says("as of {until:day} {child} counts as {said:text}"))
def _(world, until, child, said):
    standing = world.desk.withdrawal(f"child:{child}", as_of=day(until)).standing
    assert sentence(f"standing.{standing}") == said


def last_week(world, **asked):
    """Return the last week seen of the child of whom something was told last."""
    return world.weeks(world.page.subject, **asked)[-1]


def week_of(world, words: str):
    """Return the week that ended on a day such as ``20 October``, of this year."""
    ended = day(f"{words} {world.today.year}")
    return next(w for w in world.weeks(world.page.subject) if w.day == ended)


def by_the_statistics(world, week) -> str:
    why = in_words(world, "work-class", week.classes)
    return because(world, "reading", week.reading, why)


def by_the_law(world, week) -> str:
    grounds = in_words(world, "ground", (cited.ground for cited in week.grounds))
    missing = in_words(world, "missing", week.missing)
    return because(world, "legality", week.legality, [*grounds, *missing])


def in_words(world, group: str, codes) -> list[str]:
    return [sentence(f"{group}.{code}", world.language) for code in codes]


def because(world, group: str, answer: str, why: list[str]) -> str:
    said = sentence(f"{group}.{answer}", world.language)
    return f"{said}: {', '.join(why)}" if why else said
