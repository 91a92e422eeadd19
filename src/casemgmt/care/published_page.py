"""The page of a published report, held against what was frozen when it went out.

Its foot names the publication, the moment and the thresholds; each of its numbers says
which figure it is. A publication stands in the log in the clear: no key is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import orjson
from attrs import define, frozen

from casemgmt.recording.port import Bucket, EventLog

EVENT: Final = "report-published.1"
_FOOT, _INDICATOR = "data-foot", "data-indicator"
_NUMBER = frozenset({"n", "number"})
"""Classes of the elements that hold numbers."""
_DECIMALS = re.compile(r"[.,٫](\d{1,2})(?!\d)")
_ARABIC = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_HALF = Fraction(1, 2)


@define
class Shown:
    """A number of the page: which it says it is, for a program, and as it is read.

    One that is hidden or missing is a word.
    """

    indicator: str
    cell: str
    part: str
    value: str | None
    word: bool
    text: str = ""


@frozen
class Page:
    """What a page says that is held against a publication.

    Attributes:
        foot: ``publication``, ``known-at`` and ``policy``, as far as they are there.
        numbers: Its figures.

    """

    foot: Mapping[str, str]
    numbers: tuple[Shown, ...]

    @classmethod
    def read(cls, path: Path) -> Page:
        """Return what the page at *path* says.

        Raises:
            OSError: the file cannot be read.

        """
        reader = _Reader()
        reader.feed(path.read_bytes().decode(errors="replace"))
        return cls({k: v.strip() for k, v in reader.foot.items()}, tuple(reader.numbers))

    @property
    def publication(self) -> str | None:
        """The reference it went out under, if it did."""
        return self.foot.get("publication")

    def unlike(self, log: EventLog) -> tuple[str, ...]:
        """Return what the page says otherwise than was published; each by its name."""
        if self.publication is None:
            return ()
        frozen_then = _published(log, self.publication)
        if frozen_then is None:
            return ("publication",)
        said = (("policy", "policy"), ("known-at", "known_at"))
        feet = [
            foot for foot, name in said if not _same(self.foot, foot, frozen_then[name])
        ]
        figures = {(f["indicator"], f["cell"]): f for f in frozen_then["figures"]}
        wrong = (n for n in self.numbers if not _is(n, figures.get((n.indicator, n.cell))))
        return tuple(dict.fromkeys([*feet, *map(_named, wrong)]))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.foot: dict[str, str] = {}
        self.numbers: list[Shown] = []
        self._inside: tuple[str, str | Shown] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if (key := named.get(_FOOT)) is not None:
            self.foot[key] = named.get("datetime", "")
            self._inside = (tag, key) if "datetime" not in named else None
        elif _INDICATOR in named:
            shown = Shown(
                named[_INDICATOR],
                named.get("data-by", ""),
                named.get("data-part", ""),
                named.get("value"),
                not _NUMBER & {*named.get("class", "").split()},
            )
            self.numbers.append(shown)
            self._inside = tag, shown

    def handle_data(self, data: str) -> None:
        if self._inside is None:
            return
        into = self._inside[1]
        if isinstance(into, Shown):
            into.text += data
        else:
            self.foot[into] += data

    def handle_endtag(self, tag: str) -> None:
        if self._inside is not None and self._inside[0] == tag:
            self._inside = None


def _published(log: EventLog, ref: str) -> Mapping[str, Any] | None:
    """Return what was published first under *ref*, as it stands in the log."""
    (everything,) = Bucket.divided(1)
    found = log.bucket(everything, log.head(), {EVENT})
    told: Iterator[tuple[int, Any]] = (
        (stored.position, orjson.loads(stored.state)["d"]) for stored in found
    )
    here = [one for one in told if one[1].get("ref") == ref]
    return min(here, key=lambda one: one[0])[1] if here else None


def _same(foot: Mapping[str, str], name: str, told: str) -> bool:
    said = foot.get(name, "")
    return said == told or said.replace("Z", "+00:00") == told


def _is(shown: Shown, figure: Mapping[str, Any] | None) -> bool:
    """Whether a number is what was frozen: for a program, and as it is read."""
    if shown.word:
        return shown.value is None and not re.search(r"\d", shown.text)
    told = None if figure is None else figure.get(shown.part)
    if told is None:
        return False
    amount = Fraction(told)
    if shown.value is not None and not _close(shown.value, amount):
        return False
    return _reads(shown.text.translate(_ARABIC), amount)


def _close(value: str, amount: Fraction) -> bool:
    try:
        return float(value) == float(amount)
    except ValueError:
        return False


def _reads(text: str, amount: Fraction) -> bool:
    """Whether *text* is how *amount* is written, rounded to the places it shows."""
    digits = "".join(re.findall(r"[0-9]", text))
    if not digits:
        return False
    places = _DECIMALS.search(text)
    scale = 10 ** (len(places[1]) if places else 0) * (100 if _is_share(text) else 1)
    off: Fraction = abs(int(digits) - abs(amount) * scale)
    return off <= _HALF


def _is_share(text: str) -> bool:
    return "%" in text or "٪" in text


def _named(shown: Shown) -> str:
    return " ".join(filter(None, (shown.indicator, shown.cell, shown.part)))
