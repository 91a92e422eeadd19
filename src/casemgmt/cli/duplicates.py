"""``casemgmt duplicates``: which records may be of one child."""

from __future__ import annotations

from typing import Any

from attrs import asdict

from casemgmt import Store
from casemgmt.cli.answer import Common, desk_of, headings_in, say, say_json, say_table
from casemgmt.identity.resemblance import Resemblance
from casemgmt.locale import sentence


def duplicates(
    store: str, *, subject: str | None = None, common: Common | None = None
) -> None:
    """List the pairs of records that may be of one child, the likeliest first.

    Nothing is changed: ``tell`` says with link-persons that two are of one child, or with
    unlink-persons that they are of two; neither pair is listed again.

    Args:
        store: The store, such as insaf.db.
        subject: Only what may be of the same child as this one.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened:
        found = desk_of(opened, asked).duplicates(subject)
    if asked.json:
        say_json([_row(one) for one in found])
    elif found:
        headings = headings_in(asked.lang, "band", "a", "b", "because")
        say_table(headings, [_line(one, asked.lang) for one in found])
    else:
        say(sentence("cli.no-duplicates", asked.lang))


def _row(one: Resemblance) -> dict[str, Any]:
    return asdict(one, recurse=False) | {"a": str(one.a), "b": str(one.b)}


def _line(one: Resemblance, language: str) -> tuple[str, ...]:
    band = sentence(f"duplicates.{one.band}", language)
    because = [sentence(f"duplicates.{reason}", language) for reason in one.because]
    return band, str(one.a), str(one.b), " · ".join(because)
