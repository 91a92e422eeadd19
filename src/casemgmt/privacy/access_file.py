"""The access matrix, as a coordinator writes it: one TOML file, read strictly.

Whatever is not understood makes the file unusable, with one line that names the key: a word
misspelt must never permit, nor fail to forbid.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from attrs import evolve, frozen

from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import ConfigurationError
from casemgmt.locale.reasons import reason
from casemgmt.locale.saying import Saying

from .access import REACHES, Limits, Line, Matrix, Member, Reach, Role, Sight, Verb

T = TypeVar("T")
KEYS = {"name", "roles", "people", "teams", "cases", "fields"}
ROLE_KEYS = {"about", "may", "never", "emergency"}
LINE_KEYS = {"verbs", "cases", "fields", "formats"}
_SIGHTS = {sight.value: sight for sight in Sight}
_VERBS = {verb.value: verb for verb in Verb}


def read_matrix(path: Path) -> Matrix:
    """Return the matrix in *path*.

    Raises:
        ConfigurationError: the file cannot be read or used; the message names the key.

    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigurationError.because(
            "config.matrix-unread", path=path, why=reason(error)
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError.because(
            "config.matrix-no-toml", path=path, why=reason(error)
        ) from None
    return matrix_of(said, str(path))


def matrix_of(said: Mapping[str, Any], where: str) -> Matrix:
    """Return the matrix that *said* is.

    Raises:
        ConfigurationError: it cannot be used; the message begins with *where*.

    """
    page = _Page(where, ())
    page.only(said, KEYS)
    roles = page.tables(said, "roles", _role)
    people = page.tables(said, "people", _member)
    for name, member in people.items():
        page.at("people", name, "roles").known(member.roles, roles, "matrix.no-role")
    teams = {
        name: frozenset(page.at("teams").words(said["teams"], name))
        for name in page.table(said, "teams")
    }
    for name, mates in teams.items():
        page.at("teams", name).known(mates, people, "matrix.no-person")
    cases = page.tables(said, "cases", _limits)
    for name, limits in cases.items():
        named = limits.never | (limits.only or frozenset())
        page.at("cases", name).known(named, people, "matrix.no-person")
    return Matrix(
        roles=roles,
        members=people,
        teams=teams,
        limits={_subject(page.at("cases"), name): one for name, one in cases.items()},
        sights={**usual_sights(), **_sights(page, said)},
        file=where,
    )


@cache
def usual_sights() -> Mapping[str, Sight]:
    """Return the packaged classes of the fields that are not what their shape says."""
    from importlib.resources import files

    text = files("casemgmt.data").joinpath("sensitive-fields.toml").read_text("utf-8")
    return _sights(_Page("sensitive-fields.toml", ()), tomllib.loads(text))


@frozen
class _Page:
    """A place in the file, for the line that says what is wrong there."""

    file: str
    path: tuple[str, ...]

    def at(self, *keys: str) -> _Page:
        return evolve(self, path=(*self.path, *keys))

    def refuse(self, code: str, **words: object) -> NoReturn:
        where = f"{self.file}: {'.'.join(self.path)}" if self.path else self.file
        why = Saying(code, words)
        raise ConfigurationError.because("reason.at", place=where, why=why)

    def only(self, said: Mapping[str, Any], keys: Iterable[str]) -> None:
        if strange := said.keys() - set(keys):
            self.refuse("matrix.unknown-key", key=min(strange))

    def table(self, said: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        found = said.get(key, {})
        return found if isinstance(found, dict) else self.at(key).refuse("matrix.table")

    def tables(
        self, said: Mapping[str, Any], key: str, read: Callable[[_Page, Any], T]
    ) -> dict[str, T]:
        """Return each table of *key*, read."""
        found = self.table(said, key)
        for name, one in found.items():
            if not isinstance(one, dict):
                self.at(key, name).refuse("matrix.table")
        return {name: read(self.at(key, name), one) for name, one in found.items()}

    def words(self, said: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """Return the words of a list; none where there is no such key."""
        found = said.get(key, [])
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return tuple(found)
        return self.at(key).refuse("matrix.words")

    def of(self, said: Mapping[str, Any], key: str, known: Mapping[str, T]) -> frozenset[T]:
        """Return what the words of a list mean."""
        words = self.words(said, key)
        self.at(key).known(words, known, "matrix.no-word")
        return frozenset(known[word] for word in words)

    def known(self, words: Iterable[str], known: Iterable[str], code: str) -> None:
        if strange := set(words) - set(known):
            there = ", ".join(sorted(known)) or Saying("extra.none", {})
            self.refuse(code, word=min(strange), known=there)


def _role(page: _Page, said: Mapping[str, Any]) -> Role:
    page.only(said, ROLE_KEYS)
    if not isinstance(said.get("about", ""), str):
        page.at("about").refuse("matrix.sentence")
    emergency = page.of(said, "emergency", _SIGHTS)
    return Role(_lines(page, said, "may"), _lines(page, said, "never"), emergency)


def _lines(page: _Page, said: Mapping[str, Any], key: str) -> tuple[Line, ...]:
    found = said.get(key, [])
    if not (isinstance(found, list) and all(isinstance(one, dict) for one in found)):
        page.at(key).refuse("matrix.lines")
    forbids = key == "never"
    return tuple(
        _line(page.at(f"{key}[{rank}]"), one, forbids=forbids)
        for rank, one in enumerate(found)
    )


def _line(page: _Page, said: Mapping[str, Any], *, forbids: bool) -> Line:
    page.only(said, LINE_KEYS)
    verbs = page.of(said, "verbs", _VERBS)
    if not verbs:
        page.at("verbs").refuse("matrix.at-least-one")
    sights = page.of(said, "fields", _SIGHTS)
    if "fields" not in said:
        sights = frozenset(Sight if forbids else {Sight.PUBLIC})
    formats = frozenset(page.words(said, "formats")) if "formats" in said else None
    if formats is not None and verbs != {Verb.EXPORT}:
        page.at("formats").refuse("matrix.only-export")
    if formats is None and Verb.EXPORT in verbs and not forbids:
        page.at("formats").refuse("matrix.say-formats")
    return Line(verbs, _reach(page, said), sights, formats)


def _reach(page: _Page, said: Mapping[str, Any]) -> Reach:
    word = said.get("cases")
    if not isinstance(word, str) or word not in REACHES:
        page.at("cases").refuse("matrix.one-of", known=", ".join(REACHES))
    return REACHES[word]


def _member(page: _Page, said: Mapping[str, Any]) -> Member:
    page.only(said, {"roles", "centres"})
    roles = page.words(said, "roles")
    if not roles:
        page.at("roles").refuse("matrix.at-least-one")
    return Member(roles, frozenset(page.words(said, "centres")))


def _limits(page: _Page, said: Mapping[str, Any]) -> Limits:
    page.only(said, {"never", "only", "because"})
    only = frozenset(page.words(said, "only")) if "only" in said else None
    return Limits(frozenset(page.words(said, "never")), only)


def _subject(page: _Page, name: str) -> Subject:
    try:
        return Subject.of(name)
    except ValueError:
        page.refuse("matrix.case")


def _sights(page: _Page, said: Mapping[str, Any]) -> dict[str, Sight]:
    classes = page.table(said, "fields")
    for name, word in classes.items():
        if not isinstance(word, str) or word not in _SIGHTS:
            page.at("fields", name).refuse("matrix.one-of", known=", ".join(_SIGHTS))
    return {name: _SIGHTS[word] for name, word in classes.items()}
