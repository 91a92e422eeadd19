"""A renderer that breaks a promise is caught by the test that bears its name."""

import time

import pytest

from casemgmt.reports import (
    Choice,
    Day,
    Headline,
    Hidden,
    Missing,
    Note,
    Number,
    Table,
    day,
    written,
)
from casemgmt.testing import RendererContract

FAILED = (Exception, pytest.fail.Exception)


class Lines:
    """Every text and number of a report, line by line."""

    api_version = 1
    formats = frozenset({"txt"})
    small = "*"

    def render(self, report, language, to):
        drawn = "\0".join(self.lines(report, language))
        to.write((self.mark(language) + "\0" + drawn).encode())

    def mark(self, language):
        return 'dir="rtl"' if language == "ar" else ""

    def lines(self, report, language):
        yield self.say(report.title, language)
        for section in report.sections:
            yield self.say(section.title, language)
            for block in section.blocks:
                for what in self.inside(block):
                    yield self.say(what, language)
        for meaning in self.meanings(report):
            yield self.say(meaning, language)

    def meanings(self, report):
        return [one.meaning for one in report.definitions]

    def chosen(self, choice):
        return choice.of

    def inside(self, block):
        match block:
            case Choice():
                return [
                    t for one in self.chosen(block) for t in (one.title, *self.inside(one))
                ]
            case Headline():
                return [block.label, block.value]
            case Table():
                return [t for row in block.rows for t in (row.label, *row.cells)]
            case Note():
                return [block.text]
        return [t for point in block.points for t in (point.category, point.value)]

    def say(self, what, language):
        match what:
            case Number():
                return written(what, language)
            case Hidden():
                return self.small
            case Missing():
                return what.because.in_language(language)
            case Day():
                return day(what, language)
        return what.in_language(language)


class IsOfALaterVersion(Lines):
    api_version = 2


class SaysNoFormat(Lines):
    formats = frozenset()


class StumblesOverAnEmptyReport(Lines):
    def lines(self, report, language):
        yield report.sections[0].name
        yield from super().lines(report, language)


class SpeaksTwoLanguages(Lines):
    def say(self, what, language):
        return super().say(what, language) + super().say(what, "fr")


class SaysWhenItWasDrawn(Lines):
    def mark(self, language):
        drawn = "".join(chr(ord("a") + int(n)) for n in str(time.perf_counter_ns()))
        return f"{super().mark(language)} {drawn}"


class BeginsAtTheLeft(Lines):
    def mark(self, language):
        return ""


class CutsLongNames(Lines):
    def say(self, what, language):
        return super().say(what, language)[:80]


class KnowsTwoScripts(Lines):
    def say(self, what, language):
        return "".join(c for c in super().say(what, language) if not "ⴰ" <= c <= "ⵯ")


class ShowsTheFirstOfSeveral(Lines):
    def chosen(self, choice):
        return choice.of[:1]


class KeepsMeaningsToItself(Lines):
    def meanings(self, report):
        return []


class TakesFormulas(Lines):
    def say(self, what, language):
        said = super().say(what, language)
        return "2" if said.startswith("=") else said


class ShowsNoughtForSmall(Lines):
    small = "0"


class SaysNothingOfAFullDisk(Lines):
    def render(self, report, language, to):
        try:
            super().render(report, language, to)
        except OSError:
            return


class WritesAsItGoes(Lines):
    def render(self, report, language, to):
        to.write(self.mark(language).encode())
        for line in self.lines(report, language):
            to.write(b"\0" + line.encode())


BROKEN = {
    "it_speaks_this_version_of_the_protocol": IsOfALaterVersion,
    "it_says_which_formats_it_writes": SaysNoFormat,
    "it_draws_every_report_in_every_language": StumblesOverAnEmptyReport,
    "it_speaks_one_language_at_a_time": SpeaksTwoLanguages,
    "it_draws_the_same_bytes_twice": SaysWhenItWasDrawn,
    "arabic_begins_at_the_right_and_nothing_else_does": BeginsAtTheLeft,
    "long_names_are_there_to_their_end": CutsLongNames,
    "names_in_three_scripts_are_there": KnowsTwoScripts,
    "everything_that_one_may_choose_is_there": ShowsTheFirstOfSeveral,
    "what_the_figures_mean_is_there": KeepsMeaningsToItself,
    "nothing_that_is_said_becomes_a_formula_or_a_script": TakesFormulas,
    "small_cells_show_no_number": ShowsNoughtForSmall,
    "a_disk_that_is_full_is_told": SaysNothingOfAFullDisk,
    "a_report_that_cannot_be_drawn_leaves_no_half": WritesAsItGoes,
}
"""A renderer that breaks each promise, and no other."""

ASKED_WITH = {
    "it_draws_every_report_in_every_language": {"name": "empty", "language": "en"},
    "it_speaks_one_language_at_a_time": {"language": "en"},
    "it_draws_the_same_bytes_twice": {"language": "en"},
    "small_cells_show_no_number": {"language": "en"},
    "names_in_three_scripts_are_there": {"language": "en"},
    "everything_that_one_may_choose_is_there": {"language": "en"},
    "what_the_figures_mean_is_there": {"language": "en"},
}


class OfLines(RendererContract):
    renderer = Lines

    def cells(self, drawn):
        return drawn.decode().split("\0")


class TestLines(OfLines):
    pass


def keeps(promise, kind):
    contract = type("Contract", (OfLines,), {"renderer": kind})()
    getattr(contract, f"test_{promise}")(**ASKED_WITH.get(promise, {}))


@pytest.mark.parametrize("promise", BROKEN)
@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_promise_is_caught_and_no_other(promise, broken):
    if promise != broken:
        keeps(promise, BROKEN[broken])
        return
    with pytest.raises(FAILED):
        keeps(promise, BROKEN[broken])


def test_a_sheet_that_would_begin_a_formula_is_caught():
    contract = type("Contract", (OfLines,), {"read_as_a_sheet": True})()

    with pytest.raises(AssertionError):
        contract.test_nothing_that_is_said_becomes_a_formula_or_a_script()


def test_every_promise_can_be_broken():
    promises = {name for name in dir(RendererContract) if name.startswith("test_")}

    assert promises == {f"test_{promise}" for promise in BROKEN}
