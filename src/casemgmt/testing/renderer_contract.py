"""The promises of a renderer: inherit them, and say how what it draws is read.

class TestSlides(RendererContract):
renderer = Slides

def cells(self, drawn: bytes) -> list[str]:
return [text for slide in opened(drawn) for text in slide]
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, ClassVar

import pytest
from attrs import evolve

from casemgmt.domain.vocabulary import LANGUAGES
from casemgmt.reports import API_VERSION, Missing, Report, Text, hidden_in

from .golden_reports import (
    HOSTILE,
    LONG,
    REPORTS,
    SCRIPTS,
    cells_of,
    everything,
    hidden,
    hostile_words,
    small_cells,
)

SIGNS = {"ar": "عربية", "fr": "français", "en": "english"}
FORMULA = tuple("=+-@\t\r")
every_language = pytest.mark.parametrize("language", LANGUAGES)
every_report = pytest.mark.parametrize("name", REPORTS)


class BrokenStreamError(OSError):
    """The disk is full."""


class _FullDisk(BytesIO):
    def write(self, _: Any) -> int:
        raise BrokenStreamError


class _BrokenSections(tuple[Any, ...]):
    """The parts of a report of which the last cannot be read."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        yield from tuple.__iter__(self)
        raise ZeroDivisionError


class RendererContract(ABC):
    """What every renderer promises, in each of its formats."""

    renderer: ClassVar[Callable[[], Any]]
    """The renderer's class."""

    read_as_a_sheet: ClassVar[bool] = False
    """Whether it is opened where a leading sign makes a formula, as in CSV."""

    @abstractmethod
    def cells(self, drawn: bytes) -> list[str]:
        """Return every text and number a reader sees in *drawn*, each by itself."""

    def begins_at_the_right(self, drawn: bytes) -> bool:
        """Return whether *drawn* is marked as read from right to left."""
        return b'dir="rtl"' in drawn

    def test_it_speaks_this_version_of_the_protocol(self) -> None:
        assert self._made().api_version == API_VERSION

    def test_it_says_which_formats_it_writes(self) -> None:
        formats = self._made().formats

        assert isinstance(formats, frozenset)
        assert formats
        assert all(form == form.strip().lower() for form in formats)

    @every_language
    @every_report
    def test_it_draws_every_report_in_every_language(
        self, name: str, language: str
    ) -> None:
        drawn = self._drawn(REPORTS[name](), language)

        assert drawn
        if name != "empty":
            assert self._says(drawn, SIGNS[language])

    @every_language
    def test_it_speaks_one_language_at_a_time(self, language: str) -> None:
        drawn = self._drawn(everything(), language)

        for other in LANGUAGES:
            assert self._says(drawn, SIGNS[other]) == (other == language)

    @every_language
    def test_it_draws_the_same_bytes_twice(self, language: str) -> None:
        assert self._drawn(everything(), language) == self._drawn(everything(), language)

    def test_arabic_begins_at_the_right_and_nothing_else_does(self) -> None:
        marked = {
            language: self.begins_at_the_right(self._drawn(everything(), language))
            for language in LANGUAGES
        }

        assert marked == {"ar": True, "fr": False, "en": False}

    def test_long_names_are_there_to_their_end(self) -> None:
        assert self._says(self._drawn(REPORTS["long_names"](), "fr"), LONG.strip())

    @every_language
    def test_names_in_three_scripts_are_there(self, language: str) -> None:
        drawn = self._drawn(everything(), language)

        for name in SCRIPTS:
            assert self._says(drawn, name)

    @every_language
    def test_everything_that_one_may_choose_is_there(self, language: str) -> None:
        drawn = self._drawn(everything(), language)

        for title in ("parts", "line"):
            assert self._says(drawn, f"{SIGNS[language]} {title}")

    @every_language
    def test_what_the_figures_mean_is_there(self, language: str) -> None:
        drawn = self._drawn(everything(), language)

        assert self._says(drawn, f"{SIGNS[language]} an open case")

    def test_nothing_that_is_said_becomes_a_formula_or_a_script(self) -> None:
        cells = self.cells(self._drawn(hostile_words(), "en"))

        if self.read_as_a_sheet:
            assert [cell for cell in cells if cell.startswith(FORMULA)] == []
        for words in HOSTILE:
            assert any(words.strip() in cell for cell in cells), "it was not taken as words"

    @every_language
    def test_small_cells_show_no_number(self, language: str) -> None:
        shown = self._numbers(small_cells(), language)
        nothing = Missing(Text(plain="–"), hidden().source)
        in_words = self._numbers(cells_of(nothing), language)
        how_many = str(hidden_in(small_cells()))  # may be said, and nothing else

        assert shown in (in_words, sorted([*in_words, how_many]))

    def test_a_disk_that_is_full_is_told(self) -> None:
        with pytest.raises(BrokenStreamError):
            self._made().render(everything(), "fr", _FullDisk())

    def test_a_report_that_cannot_be_drawn_leaves_no_half(self) -> None:
        to = BytesIO()
        broken = evolve(everything(), sections=_BrokenSections(everything().sections))

        with pytest.raises(ZeroDivisionError):
            self._made().render(broken, "fr", to)

        assert to.getvalue() == b""

    # What they are made of

    def _made(self) -> Any:
        return type(self).renderer()

    def _drawn(self, made: Report, language: str) -> bytes:
        to = BytesIO()
        self._made().render(made, language, to)
        return to.getvalue()

    def _says(self, drawn: bytes, words: str) -> bool:
        return any(words in cell for cell in self.cells(drawn))

    def _numbers(self, made: Report, language: str) -> list[str]:
        said = self.cells(self._drawn(made, language))
        return sorted(found for cell in said for found in re.findall(r"\d+", cell))
