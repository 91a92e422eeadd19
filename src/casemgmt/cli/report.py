"""``casemgmt report``: a report is written to a file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from casemgmt import Store
from casemgmt.cli.answer import Common, say, say_json
from casemgmt.cli.dressing import Dressing
from casemgmt.cli.times import known_at_of
from casemgmt.errors import InvalidError
from casemgmt.locale import sentence
from casemgmt.reports import Report, renderer_for


def report(
    store: str,
    name: str | None = None,
    *,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    to: str | None = None,
    out: Path,
    published: str | None = None,
    format_: Annotated[str, Parameter(name="--format")] = "html",
    as_of: Annotated[str | None, Parameter(name="--as-of")] = None,
    known_at: Annotated[str | None, Parameter(name="--known-at")] = None,
    policy: Path | None = None,
    dressing: Dressing | None = None,
    common: Common | None = None,
) -> None:
    """Write a report.

    Args:
        store: The store, such as insaf.db.
        name: The report, such as partner.
        from_: The first day of the period.
        to: The last day of the period.
        out: The file to write.
        published: The reference of a publication: the report as it went out then, instead
            of a name and days.
        format_: How it is written: html, pdf, xlsx, or what an installed renderer draws.
        as_of: The last day that counts; the last of the period if it is not given.
        known_at: As it was known at this instant.
        policy: A file that replaces the policy, parameter by parameter.
        dressing: How it looks.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened:
        desk = opened.acting_as(asked.person, role=asked.role)
        if published is not None:
            made = desk.published(published, form=format_)
        else:
            named, first, last = _said(name=name, first=from_, last=to)
            known = known_at_of(known_at)
            made = desk.report(
                named,
                first,
                last,
                as_of=as_of,
                known_at=known,
                policy=policy,
                form=format_,
            )
    made = (dressing or Dressing()).on(made)
    written = write(made, asked.lang, format_, out)
    if asked.json:
        say_json({"path": str(out), "bytes": written})
    else:
        say(sentence("cli.written", asked.lang, path=out, bytes=written))


def _said(**given: str | None) -> tuple[str, ...]:
    for name, value in given.items():
        if value is None:
            raise InvalidError(name, "missing-field")
    return tuple(value for value in given.values() if value is not None)


def write(made: Report, language: str, form: str, out: Path) -> int:
    """Write a report to *out*, whole or not at all, and return its size in bytes.

    Raises:
        MissingExtraError: nothing that is installed writes this format.
        InvalidError: there is a folder at *out*.
        OSError: the file cannot be written.

    """
    renderer = renderer_for(form)
    if out.is_dir():
        raise InvalidError("--out", "is-a-folder")
    if out.exists() and not out.is_file():  # a device or a pipe is written to, not replaced
        with out.open("wb") as file:
            renderer.render(made, language, file)
            return file.tell() if file.seekable() else 0
    out.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            renderer.render(made, language, file)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return out.stat().st_size
