"""``casemgmt search``: the children who are called as somebody says, in either alphabet."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Any

from attrs import asdict

from casemgmt import Store, Text
from casemgmt.cli.answer import Common, desk_of, headings_in, say, say_json, say_table
from casemgmt.desk.resembling import Called
from casemgmt.domain.personal import Known, Personal
from casemgmt.errors import InvalidError
from casemgmt.locale import sentence


def search(store: str, *, common: Common | None = None) -> None:
    """Find children by their name, which is asked for: an argument stays in a history.

    Arabic or Latin letters, whichever the name was registered in; some words are enough.

    Args:
        store: The store, such as insaf.db.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened:
        desk = desk_of(opened, asked)
        found = desk.search(_asked(asked.lang))
    if asked.json:
        say_json([_row(one) for one in found])
    elif found:
        headings = headings_in(asked.lang, "subject", "given_name", "family_name", "alike")
        say_table(headings, [_line(one, asked.lang) for one in found])
    else:
        say(sentence("cli.nobody-called", asked.lang))


def _asked(language: str) -> str:
    if isinstance(sys.stdin, TextIOWrapper) and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8")  # as a journal, whatever the system
    sys.stderr.write(sentence("ask.name", language) + " ")
    sys.stderr.flush()
    try:
        said = sys.stdin.readline()
    except UnicodeDecodeError:
        raise InvalidError("name", "not-utf-8") from None
    if not sys.stdin.isatty():
        sys.stderr.write("\n")
    return said.strip()


def _row(one: Called) -> dict[str, Any]:
    names = {"given_name": one.given_name, "family_name": one.family_name}
    said = {name: _as_told(value) for name, value in names.items()}
    return {"subject": str(one.subject), **said, "alike": one.alike}


def _as_told(value: Personal[Text]) -> Any:
    if not isinstance(value, Known):
        return None
    told = {name: said for name, said in asdict(value.value).items() if said is not None}
    return told.get("plain", told)


def _line(one: Called, language: str) -> tuple[str, ...]:
    names = (one.given_name, one.family_name)
    said = (n.value.in_language(language) if isinstance(n, Known) else "" for n in names)
    return str(one.subject), *said, sentence(f"search.{one.alike}", language)
