"""``casemgmt report``: which reports there are, a look at one, one or all as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from attrs import evolve
from cyclopts import Parameter

from casemgmt import Desk, Store
from casemgmt.cli.answer import (
    Common,
    desk_of,
    end_progress,
    progress,
    say,
    say_json,
    say_table,
)
from casemgmt.cli.called import called
from casemgmt.cli.children import Children, for_each, one_of_each
from casemgmt.cli.days import Days
from casemgmt.cli.dressing import Dressing
from casemgmt.cli.writing import Failed, Wanted, as_files, write
from casemgmt.errors import InvalidError
from casemgmt.locale import sentence
from casemgmt.reports import (
    WORDS,
    Declared,
    Report,
    form_of,
    renderer_for,
    report_named,
    reports,
)

SOME_REFUSED = 3


def report(
    store: str | None = None,
    name: str | None = None,
    *,
    days: Days | None = None,
    out: Path | None = None,
    all_: Annotated[bool, Parameter(name="--all", negative=())] = False,
    preview: Annotated[bool, Parameter(negative=())] = False,
    published: str | None = None,
    internal: Annotated[bool, Parameter(negative=())] = False,
    format_: Annotated[str | None, Parameter(name="--format")] = None,
    dressing: Dressing | None = None,
    common: Common | None = None,
    **about: list[str],
) -> int:
    """Write a report; without a name, list those there are.

    A report about a child is written for each of several, into the folder --out, where
    --subject is said more than once; or for every child with an open case on the last day
    where --centre, --caseworker or --programme is said instead.

    Args:
        store: The store, such as insaf.db.
        name: The report, such as partner.
        days: What it is asked for.
        out: The file to write; with --all or of several children the folder.
        all_: Every report for which enough is said.
        preview: Show it here and write nothing.
        published: The reference of a publication: the report as it went out then, instead
            of a name and days.
        internal: The edition that stays in the house: nothing is hidden, and each cell
            leads to who was counted and by which commands; as HTML alone.
        format_: How it is written: html, pdf, xlsx, or what an installed renderer draws;
            with --all or of several children several, such as html,pdf. As the file is
            called, if it is not given.
        dressing: How it looks.
        common: How it is asked and answered.
        about: What the report itself asks for, such as --centre mediouna.

    """
    asked, days, look = common or Common(), days or Days(), dressing or Dressing()
    wanted = name or published or out or all_ or preview
    if store is None or not wanted:
        return _list(asked)
    if internal and (all_ or preview):
        raise InvalidError("--internal", "internal-is-html")
    if preview:
        out = None
    elif out is None:
        raise InvalidError("--out", "missing-field")
    look.check()
    with Store.open(store, config=asked.config) as opened:
        desk = desk_of(opened, asked)
        several = (format_ or "html").split(",")
        many = Wanted(days, {}, several, asked.lang, look)
        if all_ and out is not None:
            return _all(desk, evolve(many, about=one_of_each(about)), out, asked)
        children = None if name is None else Children.of(report_named(name), about)
        if children is not None and name is not None:
            if out is None or internal:
                raise InvalidError("--out" if out is None else "--internal", "one-child")
            many = evolve(many, about=one_of_each(children.beside(about)))
            return _each(desk, many, out, name, children, asked)
        form = None if out is None else format_ or form_of(out.name)
        said = one_of_each(about)
        made = _made(desk, name, days, said, published, form, internal=internal)
        made = look.on(made)
    if out is None or form is None:
        _show(made, asked.lang)
    else:
        _say_written(out, write(made, asked.lang, form, out), asked)
    return 0


def _made(
    desk: Desk,
    name: str | None,
    days: Days,
    about: dict[str, str],
    published: str | None,
    form: str | None,
    *,
    internal: bool,
) -> Report:
    if form is not None:
        renderer_for(form)  # before anything is reckoned
    if published is not None:
        with called("ref", "--published"):
            return desk.published(published, form=form, internal=internal)
    if name is None:
        raise InvalidError("name", "missing-field")
    try:
        when = days.when
        return desk.report(
            name, *days.period, **when, form=form, internal=internal, **about
        )
    except InvalidError as error:
        raise _as_option(error, name, about) from None


def _as_option(error: InvalidError, name: str, about: dict[str, str]) -> InvalidError:
    """Return the error about what a report asks for under the name of its option."""
    asked = {p.name for known, one in reports() if known == name for p in one.parameters}
    if error.field not in {*about, *asked}:
        return error
    return InvalidError(f"--{error.field}", error.code, error.nearest)


def _show(made: Report, language: str) -> None:
    from casemgmt.cli.preview import show

    show(made, language)


def _say_written(out: Path, written: int, asked: Common) -> None:
    if asked.json:
        say_json({"path": str(out), "bytes": written})
    else:
        say(sentence("cli.written", asked.lang, path=out, bytes=written))


def _all(desk: Desk, wanted: Wanted, out: Path, asked: Common) -> int:
    """Write every report for which enough is said; say of the others why not."""
    return _say_all(as_files(desk, wanted, out, _progress(asked)), out, asked)


def _each(
    desk: Desk, wanted: Wanted, out: Path, name: str, of: Children, asked: Common
) -> int:
    """Write a report of each child; say of the others why not."""
    made = for_each(desk, wanted, out, name, of, _progress(asked))
    return _say_all(made, out, asked)


def _progress(asked: Common) -> Callable[[int], None] | None:
    return progress(lambda n: sentence("report.making", asked.lang, done=n))


def _say_all(done: tuple[list[Path], list[Failed]], out: Path, asked: Common) -> int:
    made, failed = done
    end_progress()
    if asked.json:
        files = [str(path) for path in made]
        say_json({"written": files, "not_made": {one.name: one.why for one in failed}})
    else:
        say(sentence("report.made", asked.lang, count=len(made), path=out))
        say(*(_why(one, asked.lang) for one in failed))
    return SOME_REFUSED if any(one.refused for one in failed) else 0


def _why(one: Failed, language: str) -> str:
    return sentence("report.refused", language, name=one.name, why=one.why)


def _list(asked: Common) -> int:
    installed = tuple(reports())
    if asked.json:
        say_json([_row(name, one, asked.lang) for name, one in installed])
    else:
        names = ("name", "title", "audience", "needs")
        headings = [sentence(f"report.{name}", asked.lang) for name in names]
        say_table(headings, [_line(name, one, asked.lang) for name, one in installed])
    return 0


def _row(name: str, one: Declared, language: str) -> dict[str, Any]:
    return {
        "name": name,
        "title": one.title.in_language(language),
        "audience": None if one.audience is None else one.audience.value,
        "parameters": [
            {
                "name": parameter.name,
                "meaning": parameter.meaning.in_language(language),
                "optional": parameter.optional,
            }
            for parameter in one.parameters
        ],
    }


def _line(name: str, one: Declared, language: str) -> tuple[str, ...]:
    audience = sentence("report.unsaid", language)
    if one.audience is not None:
        audience = WORDS(f"audience.{one.audience}.title").in_language(language)
    needs = ", ".join(
        sentence("report.optional", language, name=f"--{parameter.name}")
        if parameter.optional
        else f"--{parameter.name}"
        for parameter in one.parameters
    )
    return name, one.title.in_language(language), audience, needs
