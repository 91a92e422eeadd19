"""``casemgmt access``: everything held on a person, readable by the family."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from casemgmt import Store
from casemgmt.cli.answer import Common, desk_of, say, say_json
from casemgmt.cli.writing import write
from casemgmt.locale import sentence
from casemgmt.reports import form_of, renderer_for


def access(
    store: str,
    subject: str,
    *,
    out: Path,
    format_: Annotated[str | None, Parameter(name="--format")] = None,
    common: Common | None = None,
) -> None:
    """Write everything held on a person: what, for what, from whom, who saw it.

    Args:
        store: The store, such as insaf.db.
        subject: Of whom, such as child:C01; linked records are one person.
        out: The file to write; what was there is replaced once the new one is whole.
        format_: How it is written: html, pdf, xlsx, or what an installed renderer draws;
            as the file is called, if it is not given.
        common: How it is asked and answered.

    """
    asked = common or Common()
    form = format_ or form_of(out.name)
    renderer_for(form)  # before anything is shown of anybody
    with Store.open(store, config=asked.config) as opened:
        desk = desk_of(opened, asked)
        made = desk.held_on(subject)
    written = write(made, asked.lang, form, out)
    if asked.json:
        say_json({"path": str(out), "bytes": written})
    else:
        say(sentence("cli.written", asked.lang, path=out, bytes=written))
