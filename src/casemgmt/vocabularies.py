"""The vocabulary: which codes stand in which list, and what they are called."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from attrs import field, frozen

from casemgmt.domain.vocabulary import Text
from casemgmt.errors import ConfigurationError
from casemgmt.locale.reasons import reason


@frozen
class Vocabulary:
    """Code lists with labels; an organisation may add codes of its own.

    Attributes:
        lists: The codes of each list.
        labels: What a code is called, by list and code.

    """

    lists: Mapping[str, frozenset[str]] = field(repr=False)
    labels: Mapping[tuple[str, str], Text] = field(repr=False)

    def codes(self, list_: str) -> tuple[str, ...]:
        """Return the codes of a list, in the order in which they are told."""
        return tuple(code for name, code in self.labels if name == list_)

    def label(self, list_: str, code: str) -> Text:
        """Return what *code* is called; the code itself where nothing is said."""
        return self.labels.get((list_, code), Text(plain=code))


@cache
def default_text() -> str:
    """Return the packaged vocabulary, as text."""
    from importlib.resources import files  # read once, when a store is opened

    return files("casemgmt.data").joinpath("vocabularies.toml").read_text(encoding="utf-8")


@cache
def default() -> Vocabulary:
    """Return the packaged vocabulary."""
    return _of([tomllib.loads(default_text())])


def with_files(paths: Iterable[Path]) -> Vocabulary:
    """Return the packaged vocabulary and the codes that *paths* add.

    Raises:
        ConfigurationError: a file cannot be read or is no vocabulary.

    """
    own = [_read(path) for path in paths]
    return _of([tomllib.loads(default_text()), *own]) if own else default()


def _read(path: Path) -> dict[str, Any]:
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise ConfigurationError.because(
            "config.vocabulary-unread", path=path, why=reason(why)
        ) from None
    for list_, codes in said.items():
        if isinstance(codes, list | dict) and not _are_codes(codes):
            raise ConfigurationError.because(
                "config.vocabulary-list", path=path, list=list_
            )
    return said


def _are_codes(said: Any) -> bool:
    return isinstance(said, list) and all(
        isinstance(one, Mapping) and isinstance(one.get("code"), str) and one["code"]
        for one in said
    )


def _of(documents: Iterable[Mapping[str, Any]]) -> Vocabulary:
    labels: dict[tuple[str, str], Text] = {}
    for document in documents:
        for list_, codes in document.items():
            if isinstance(codes, list):
                labels |= {(list_, c["code"]): _label(c) for c in codes}
    lists: dict[str, set[str]] = {}
    for list_, code in labels:
        lists.setdefault(list_, set()).add(code)
    return Vocabulary({k: frozenset(v) for k, v in lists.items()}, labels)


def _label(code: Mapping[str, Any]) -> Text:
    return Text(**{k: str(code[k]) for k in ("ar", "fr", "en") if k in code})
