"""``casemgmt publish`` and ``restate``: figures that went out, and what would move them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from attrs import asdict, frozen
from cyclopts import Parameter

from casemgmt import Store
from casemgmt.cli.answer import Common, Language, say, say_json, say_table
from casemgmt.cli.called import called
from casemgmt.cli.days import Days
from casemgmt.cli.quantities import quantity_in_words
from casemgmt.desk.frozen import figures_of
from casemgmt.desk.reckoning import Reckoned
from casemgmt.desk.restating import Moved, Restated
from casemgmt.domain.publications import CountsHeldBack
from casemgmt.domain.vocabulary import Quantity
from casemgmt.locale import sentence


@Parameter(name="*")
@frozen
class Publishing:
    """What publishing takes beside: here ``--as`` is the reference.

    Attributes:
        json: One JSON document on standard output, and nothing else there.
        lang: The language of messages.
        config: A configuration file, instead of casemgmt.toml beside the store.
        by: Who publishes.
        role: In which role they do.

    """

    json: Annotated[bool, Parameter(negative=())] = False
    lang: Language = "en"
    config: Path | None = None
    by: str = "owner"
    role: str | None = None


def publish(
    store: str,
    report: str,
    *,
    ref: Annotated[str, Parameter(name="--as")],
    knowingly: Annotated[bool, Parameter(negative=())] = False,
    days: Days | None = None,
    how: Publishing | None = None,
) -> None:
    """Freeze the figures of a report; what is learnt later never moves them.

    Args:
        store: The store, such as insaf.db.
        report: The report, such as partner.
        ref: The reference under which it goes out, such as kazyon-2025-1.
        knowingly: Show counts that tell of few people beside an earlier publication, too.
        days: What it is asked for.
        how: How it is asked and answered.

    """
    asked, days = how or Publishing(), days or Days()
    period, when = days.period, days.when
    with Store.open(store, config=asked.config) as opened:
        desk = opened.acting_as(asked.by, role=asked.role)
        published = desk.publish(report, *period, ref=ref, knowingly=knowingly, **when)
        told, held = published.report, published.held
    if asked.json:
        known_at = datetime.fromisoformat(told.known_at)
        said = {"report": told.report, "policy": told.policy, "known_at": known_at}
        frozen = [_row(Restated(f, f, ())) for f in figures_of(told).values()]
        say_json({"ref": ref, **said, "figures": frozen, "held_back": _held(held)})
        return
    figures = len(told.figures)
    say(sentence("publish.frozen", asked.lang, ref=ref, figures=figures))
    if held is not None:
        word = "publish.shown-knowingly" if held.knowingly else "publish.held-back"
        beside = ", ".join(held.beside)
        say(sentence(word, asked.lang, counts=len(held.counts), beside=beside))


def restate(store: str, ref: str, *, common: Common | None = None) -> None:
    """What was published against what is known now, and why it would move.

    Args:
        store: The store, such as insaf.db.
        ref: The reference under which it was published.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened, called("ref", "REF"):
        found = opened.acting_as(asked.person, role=asked.role).restate(ref)
    if asked.json:
        say_json({"ref": ref, "figures": [_row(one) for one in found]})
    elif not found:
        say(sentence("publish.stands", asked.lang, ref=ref))
    else:
        names = ("indicator", "cell", "published", "now", "because")
        headings = [sentence(f"publish.{name}", asked.lang) for name in names]
        say_table(headings, [_line(one, asked.lang) for one in found])


def _held(held: CountsHeldBack | None) -> Mapping[str, Any] | None:
    return None if held is None else asdict(held)


def _row(one: Restated) -> dict[str, Any]:
    return {
        "indicator": one.any.indicator,
        "by": dict(one.any.by),
        "published": _value(one.published),
        "now": _value(one.now),
        "because": [cause.event for cause in one.because],
        "why": [cause.why for cause in one.because],
        "published_counts": _counts(one.published),
        "now_counts": _counts(one.now),
    }


def _value(number: Moved | None) -> float | None:
    if isinstance(number, Reckoned):
        return _plain(number.quantity.value)
    return None if number is None else number.value


def _counts(number: Moved | None) -> Mapping[str, Any] | None:
    if number is None:
        return None
    if isinstance(number, Reckoned):
        return _reckoned(number.quantity)
    names = ("numerator", "denominator", "unknown", "excluded")
    return {name: getattr(number, name) for name in names}


def _reckoned(told: Quantity) -> Mapping[str, Any]:
    counts = {"numerator": _plain(told.value), "denominator": None}
    units = {"unknown": int(told.unknown), "excluded": 0}
    return counts | units | {"at_least": told.at_least, "about": told.about}


def _plain(value: Decimal | None) -> float | None:
    if value is None:
        return None
    return int(value) if value % 1 == 0 else float(value)


def _line(one: Restated, language: str) -> tuple[str, ...]:
    cell = ", ".join(f"{dimension}={code}" for dimension, code in one.any.by.items())
    counted = Counter(cause.why for cause in one.because)
    because = ", ".join(
        f"{many} {sentence(f'publish.{why}', language)}" for why, many in counted.items()
    )
    both = _shown(one.published, language), _shown(one.now, language)
    return one.any.indicator, cell, *both, because


def _shown(number: Moved | None, language: str) -> str:
    if number is None:
        return "-"
    if isinstance(number, Reckoned):
        return quantity_in_words(number.quantity, language)
    counts = [number.numerator, number.denominator]
    return " / ".join(f"{float(count):g}" for count in counts if count is not None)
