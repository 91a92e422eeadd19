"""What an adapter shows is what was told, letter by letter, and never does anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from .adapter_desk import AdapterDesk
from .golden import golden
from .needles import personal_texts
from .retelling import Story, reworded, texts_in

SCRIPTS = {
    "Arabic": "\u0600-\u06ff",
    "Latin": "A-Za-z\u00c0-\u024f",
    "Tifinagh": "\u2d30-\u2d7f",
}
HARMLESS = "x"
TAGGED = re.compile(r"![A-Z][0-9]{2}\Z")
"""How each text of the journal of prefixes ends: with a tag of its own."""
LEADS = "=+-@|%\t\r\n\uff1d\uff0b\uff0d\uff20"
"""What a spreadsheet may take as the beginning of a formula, or pass over before one."""


class ShowingPromises(AdapterDesk):
    """A part of ``AdapterContract``: texts."""

    def test_formula_prefixes_are_inert(self) -> None:
        told = golden("formula_prefixes", fields=self.fields())
        harmless = self._tagged(reworded(told, _as_harmless))

        live = self._tagged(told)

        assert live.keys() == harmless.keys(), "a text was taken as a formula"
        if self.read_as_a_sheet:
            assert [said for said in live.values() if said.lstrip(" '\"")[0] in LEADS] == []
        else:
            assert set(live.values()) <= _texts_of(told), "a text was changed"

    @pytest.mark.parametrize("script", SCRIPTS)
    def test_names_in_three_scripts_survive(self, script: str) -> None:
        told = self.read(golden("three_scripts", fields=self.fields()))
        letters = re.compile(f"[{SCRIPTS[script]}]")
        granted = {f: personal_texts(told, [f]) for f in self.fields()}
        written = {
            f: [t for t in texts if letters.search(t)] for f, texts in granted.items()
        }
        if not any(written.values()):
            pytest.skip("it asks for no personal text")

        shown = "\0".join(strings_in(self.shows(self.keeping(told))))

        for field, texts in written.items():
            assert not texts or any(text in shown for text in texts), field

    def _tagged(self, told: Story) -> dict[str, str]:
        """Return the texts that are shown of a journal of prefixes, by their tags."""
        shown = strings_in(self.shows(self.keeping(told)))
        return {tag[0]: said for said in shown if (tag := TAGGED.search(said))}


def strings_in(shown: object) -> Iterator[str]:
    """Yield every string in what is *shown*."""
    match shown:
        case str():
            yield shown
        case Mapping():
            for pair in shown.items():
                yield from strings_in(pair)
        case list() | tuple() | set() | frozenset():
            for one in shown:
                yield from strings_in(one)
        case _:
            pass  # a number, a day, nothing


def _texts_of(told: Story) -> set[str]:
    return {said for e in told for said in texts_in(e.event)}


def _as_harmless(said: str) -> str:
    return HARMLESS + said.lstrip(LEADS + " '\";") if TAGGED.search(said) else said
