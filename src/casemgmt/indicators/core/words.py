"""The words of the core figures: what a table calls each, and what it says."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from casemgmt.domain.vocabulary import Text

LANGUAGES = ("ar", "fr", "en")


@cache
def _catalogue(language: str) -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def title(indicator: str) -> Text:
    """Return what a table calls a core figure."""
    return _said(indicator, "title")


def meaning(indicator: str) -> Text:
    """Return what a core figure says, in plain words."""
    return _said(indicator, "meaning")


def _said(indicator: str, what: str) -> Text:
    return Text(**{name: _catalogue(name)[indicator][what] for name in LANGUAGES})
