"""``casemgmt attach`` and ``attachments``: documents kept with a story, and taken out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from casemgmt import Store
from casemgmt.care.files import whole
from casemgmt.cli.answer import Common, desk_of, headings_in, say, say_json, say_table
from casemgmt.desk.attaching import Attachment
from casemgmt.desk.desk import Desk
from casemgmt.errors import InvalidError
from casemgmt.locale import sentence


def attach(
    store: str,
    subject: str,
    file: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    *,
    kind: str,
    on: str,
    by: str,
    common: Common | None = None,
) -> None:
    """Keep a copy of a document with a story, sealed; the file itself stays where it is.

    Args:
        store: The store, such as insaf.db.
        subject: With whose story, such as child:C01.
        file: The document.
        kind: What it is, such as birth-act, school-certificate or photo.
        on: The day it came.
        by: Who attaches it; --role says in which role.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened:
        told = opened.acting_as(by, role=asked.role).attach(subject, file, kind=kind, on=on)
    if asked.json:
        say_json({"command_id": told.command_id, "position": told.position})
        return
    said = {"subject": subject, "id": str(told.command_id)}
    say(sentence("cli.attached", asked.lang, **said))


def attachments(
    store: str,
    subject: str | None = None,
    *,
    take: Annotated[str | None, Parameter(name="--take")] = None,
    out: Path | None = None,
    tidy: Annotated[bool, Parameter(negative=())] = False,
    common: Common | None = None,
) -> None:
    """Show the documents kept with a story, or take one of them out.

    Args:
        store: The store, such as insaf.db.
        subject: With whose story, such as child:C01.
        take: The id of the one to take out.
        out: The file to write it to; what was there is replaced once it is whole.
        tidy: Remove the files that no story names, which a killed process may leave.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened:
        if tidy:
            _say(asked, "tidied", {"files": opened.tidy_attachments()})
            return
        if subject is None:
            raise InvalidError("subject", "missing-field")
        desk = desk_of(opened, asked)
        if take is None:
            _list(desk.attachments(subject), subject, asked)
        elif out is None:
            raise InvalidError("out", "missing-field")
        else:
            size = _written(desk, _found(desk.attachments(subject), take), out)
            _say(asked, "taken-out", {"path": str(out), "bytes": size})


def _found(kept: tuple[Attachment, ...], id_: str) -> Attachment:
    for one in kept:
        if id_.lower() in (str(one.id), one.id.hex):
            return one
    raise InvalidError("take", "no-such-attachment")


def _written(desk: Desk, one: Attachment, out: Path) -> int:
    with whole(out) as file:
        return sum(map(file.write, desk.attachment(one)))


def _list(kept: tuple[Attachment, ...], subject: str, asked: Common) -> None:
    if asked.json:
        say_json([_row(one) for one in kept])
    elif not kept:
        say(sentence("cli.no-attachments", asked.lang, subject=subject))
    else:
        rows = [(str(one.on), one.kind, one.format, one.by, one.id) for one in kept]
        say_table(headings_in(asked.lang, "on", "kind", "format", "by", "id"), rows)


def _row(one: Attachment) -> dict[str, Any]:
    names = ("id", "on", "by", "kind", "format")
    return {name: str(getattr(one, name)) for name in names}


def _say(asked: Common, word: str, said: dict[str, Any]) -> None:
    if asked.json:
        say_json(said)
    else:
        say(sentence(f"cli.{word}", asked.lang, **said))
