"""``casemgmt erase``: a person's data is destroyed for good, and a certificate says so."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Annotated

from attrs import asdict
from cyclopts import Parameter

from casemgmt import Store
from casemgmt.care.certificate import Certificate, CertifiedPlace
from casemgmt.cli.answer import Common, say, say_json, say_table
from casemgmt.erasure.erasing import Order
from casemgmt.errors import ConfigurationError
from casemgmt.locale import sentence

COULD_NOT, FOUND = 1, 4
MANY = 5
"""From so many files of one read model on, one line stands for all of them."""


def erase(
    store: str,
    subject: str | None = None,
    *,
    named: str | None = None,
    ground: str = "",
    by: str = "",
    second: str = "",
    due: Annotated[bool, Parameter(negative=())] = False,
    take_back: Annotated[bool, Parameter(negative=())] = False,
    destroyed: str | None = None,
    at: str | None = None,
    common: Common | None = None,
) -> int:
    """Erase one person's data for good, at once or after the days the policy asks for.

    Args:
        store: The store, such as insaf.db.
        subject: Whose data: a child or a household, such as child:C01.
        named: Only an adult whom the record names: mother, father, reporter, received-by,
            person; of a household a role, such as guardian, or other:2 for its second.
        ground: Why, without the name of anybody.
        by: Who orders it.
        second: Who orders it too; somebody else.
        due: Carry out what is due, and go on with what was not confirmed.
        take_back: Let an erasure that waits for its day not be carried out.
        destroyed: A projection whose read model is gone for good, as two persons say; no
            erasure waits for it any more.
        at: Where it was kept, where there are several.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened:
        if due:
            return _answer_all(opened.erasures.carry_out(), asked)
        if destroyed is not None:
            opened.erasures.destroyed(destroyed, Order(ground, by, second), at)
            return _told("destroyed", asked, projection=destroyed)
        if subject is None:
            raise ConfigurationError.because("config.missing", name="SUBJECT")
        if take_back:
            opened.erasures.take_back(subject, by=by, named=named)
            return _told("taken-back", asked)
        made = opened.erasures.erase(subject, Order(ground, by, second), named)
    if asked.json:
        say_json(made.document())
    else:
        _say(made, asked)
    return _code(made)


def _answer_all(made: Sequence[Certificate], asked: Common) -> int:
    if asked.json:
        say_json([one.document() for one in made])
    else:
        for one in made:
            _say(one, asked)
        if not made:
            say(sentence("erase.nothing-due", asked.lang))
    return max(map(_code, made), default=0)


def _told(word: str, asked: Common, **said: str) -> int:
    if asked.json:
        say_json({word.replace("-", "_"): True})
    else:
        say(sentence(f"erase.{word}", asked.lang, **said))
    return 0


def _code(made: Certificate) -> int:
    if made.found:
        return FOUND
    return 0 if made.complete or made.erased_at is None else COULD_NOT


def _say(made: Certificate, asked: Common) -> None:
    if made.erased_at is None:
        say(sentence("erase.waits", asked.lang, subject=made.subject, due=made.due))
        return
    word = "found" if made.found else "complete" if made.complete else "incomplete"
    lacking = ", ".join(place.place for place in made.places if place.found is None)
    say(sentence(f"erase.{word}", asked.lang, subject=made.subject, lacking=lacking))
    if not made.searched:
        say(sentence("erase.not-searched", asked.lang))
    headings = [
        sentence(f"erase.{name}", asked.lang)
        for name in ("place", "searched-bytes", "found-there")
    ]
    rows = [(p.place, p.searched_bytes, _found(p.found)) for p in gathered(made.places)]
    say_table(headings, rows, numbers=2)
    for place in made.places:
        if place.destroyed is not None:
            said = asdict(place.destroyed)
            say(sentence("erase.gone", asked.lang, place=place.place, **said))


def gathered(places: Iterable[CertifiedPlace]) -> Iterator[CertifiedPlace]:
    """Yield what a person reads: many files of one read model, none with a find, as one."""
    for name, group in groupby(places, _clean_and_kept_by):
        files = list(group)
        if not name or len(files) < MANY:
            yield from files
            continue
        common = os.path.commonpath([each.place.removeprefix(name) for each in files])
        searched = sum(each.searched_bytes for each in files)
        yield CertifiedPlace(f"{name}{common} ({len(files)})", searched, 0)


def _clean_and_kept_by(place: CertifiedPlace) -> str:
    """Return how what keeps a place is called, empty where that line stands alone."""
    name, kept, _ = place.place.partition(": ")
    clean = place.found == 0 and place.destroyed is None
    return f"{name}{kept}" if kept and clean else ""


def _found(found: int | None) -> str:
    return "?" if found is None else str(found)
