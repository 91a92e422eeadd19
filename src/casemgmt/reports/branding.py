"""Whose report it is and which of its parts are wanted, from a small TOML file.

digits = "arab"
hijri = true

[house]
name = { ar = "…", fr = "…", en = "…" }
lines = ["12, rue des Orangers, Casablanca"]
logo = "logo.png"
colour = "#204060"

[parts]
partner = ["school", "accompanied"]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, get_args

from attrs import evolve, field, frozen

from casemgmt.domain.vocabulary import LANGUAGES, Text
from casemgmt.errors import ConfigurationError
from casemgmt.locale.reasons import reason
from casemgmt.locale.saying import Saying

from .look import WHITE, Brand, Digits, Look, contrast
from .model import Report
from .pictures import is_picture

READABLE: Final = 4.5  # WCAG 2.2, 1.4.3: letters on white
LARGEST_LOGO: Final = 300_000  # bytes
HEADLINES: Final = "headlines"
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}\Z")


@frozen
class Branding:
    """How an organisation wants its reports.

    Attributes:
        path: The file it was read from.
        look: Whose they are, in which digits and calendar.
        parts: For each report named, its sections in the order wanted; ``headlines`` are
            its key figures. A report that is not named keeps all of them.

    """

    path: Path
    look: Look
    parts: Mapping[str, tuple[str, ...]] = field(factory=dict)

    @classmethod
    def read(cls, path: Path) -> Branding:
        """Return what a file says.

        Raises:
            ConfigurationError: it cannot be read, or something in it cannot be used; the
                message says what and where.

        """
        said = _Said(path, "", _document(path))
        said.knows("digits", "hijri", "house", "parts")
        look = Look(
            brand=_brand(said.table("house")),
            digits=_digits(said),
            hijri=said.flag("hijri"),
        )
        parts = said.table("parts")
        return cls(path, look, {name: parts.names(name) for name in parts.said})

    def on(self, report: Report) -> Report:
        """Return *report* as it is wanted.

        Raises:
            ConfigurationError: a part that is asked for is not in it.

        """
        dressed = evolve(report, look=self.look)
        wanted = self.parts.get(report.name)
        if wanted is None:
            return dressed
        sections = {section.name: section for section in report.sections}
        for part in wanted:
            if part not in sections and part != HEADLINES:
                raise self._unknown(report.name, part, sections)
        return evolve(
            dressed,
            headlines=report.headlines if HEADLINES in wanted else (),
            sections=tuple(sections[part] for part in wanted if part != HEADLINES),
        )

    def _unknown(
        self, name: str, part: str, sections: Mapping[str, object]
    ) -> ConfigurationError:
        known = (HEADLINES, *sections)
        words = {"part": repr(part), "known": ", ".join(known)}
        why = Saying("brand.no-part", words)
        if near := get_close_matches(part, known, 1):
            why = Saying("brand.part-near", {**words, "near": near[0]})
        place = f"{self.path}: parts.{name}"
        return ConfigurationError.because("reason.at", place=place, why=why)


@frozen
class _Said:
    """What a table of the file says, and where it stands."""

    path: Path
    where: str
    said: Mapping[str, Any]

    def wrong(self, key: str, code: str, **words: object) -> ConfigurationError:
        place = f"{self.path}: {self.where}.{key}" if self.where else f"{self.path}: {key}"
        why = Saying(code, words)
        return ConfigurationError.because("reason.at", place=place, why=why)

    def knows(self, *keys: str) -> None:
        for key in self.said:
            if key not in keys:
                raise self.wrong(key, "brand.none-so-called", known=", ".join(keys))

    def table(self, key: str) -> _Said:
        inner = self.said.get(key, {})
        if not isinstance(inner, Mapping):
            raise self.wrong(key, "brand.table")
        return _Said(self.path, key, inner)

    def flag(self, key: str) -> bool:
        value = self.said.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "brand.flag")
        return value

    def words(self, key: str) -> str | None:
        value = self.said.get(key)
        if value is not None and not isinstance(value, str):
            raise self.wrong(key, "brand.words")
        return value

    def text(self, key: str, value: Any) -> Text:
        if isinstance(value, str):
            return Text(plain=value)
        named = isinstance(value, dict) and value and set(value) <= set(LANGUAGES)
        if named and all(isinstance(words, str) for words in value.values()):
            return Text(**value)
        raise self.wrong(key, "brand.text")

    def names(self, key: str) -> tuple[str, ...]:
        value = self.said[key]
        names = value if isinstance(value, list) else [None]
        if not all(isinstance(name, str) for name in names):
            raise self.wrong(key, "brand.parts")
        if len(set(names)) < len(names):
            raise self.wrong(key, "brand.part-twice")
        return tuple(names)


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else Saying("brand.not-utf-8", {})
        raise ConfigurationError.because("brand.unread", path=path, why=why) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError.because(
            "reason.at", place=path, why=reason(error)
        ) from None


def _digits(said: _Said) -> Digits:
    value = said.words("digits") or "latn"
    for digits in get_args(Digits):
        if value == digits:
            found: Digits = digits
            return found
    one, other = get_args(Digits)
    raise said.wrong("digits", "brand.digits", one=one, other=other)


def _brand(house: _Said) -> Brand:
    house.knows("name", "lines", "logo", "colour", "accent")
    plain = Brand()
    lines = house.said.get("lines", [])
    if not isinstance(lines, list):
        raise house.wrong("lines", "brand.lines")
    colour = _colour(house, "colour", plain.colour)
    if contrast(colour, WHITE) < READABLE:
        raise house.wrong("colour", "brand.too-pale", colour=colour)
    return Brand(
        name=house.text("name", house.said["name"]) if "name" in house.said else Text(),
        lines=tuple(house.text("lines", line) for line in lines),
        logo=_logo(house),
        colour=colour,
        accent=_colour(house, "accent", plain.accent),
    )


def _colour(house: _Said, key: str, default: str) -> str:
    value = house.words(key) or default
    if _COLOUR.match(value) is None:
        raise house.wrong(key, "brand.colour")
    return value.lower()


def _logo(house: _Said) -> bytes | None:
    name = house.words("logo")
    if name is None:
        return None
    path = house.path.parent / name
    try:
        if path.stat().st_size > LARGEST_LOGO:
            raise house.wrong("logo", "brand.logo-too-large", name=name, most=LARGEST_LOGO)
        picture = path.read_bytes()
    except OSError as error:
        raise house.wrong(
            "logo", "brand.logo-unread", name=name, why=reason(error)
        ) from None
    if not is_picture(picture):
        raise house.wrong("logo", "brand.no-picture", name=name)
    return picture
