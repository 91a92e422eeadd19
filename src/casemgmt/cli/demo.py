"""``casemgmt demo``: a season is invented, recorded and reported, and shown."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from casemgmt import Desk, Store
from casemgmt.cli.answer import (
    Common,
    end_progress,
    progress,
    say,
    say_error,
    say_json,
    say_table,
)
from casemgmt.cli.writing import write
from casemgmt.config import Config
from casemgmt.demo import Story, tell_season
from casemgmt.demo.clock import SEASON_ENDS, SEASON_STARTS
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.reports import examples
from casemgmt.demo.settings import configuration
from casemgmt.errors import CaseManagementError, InvalidError, NoStoreError
from casemgmt.indicators import Figure
from casemgmt.locale import LANGUAGES, sentence
from casemgmt.projections.choosing import chosen
from casemgmt.read_models.figuring import titles
from casemgmt.recording.journal import Summary

SEASON = (SEASON_STARTS, SEASON_ENDS)
SHOWN = ("I01", "I02", "I20", "I23", "I28", "I29", "I31", "I37", "I40", "I44", "I45")


def demo(
    *,
    out: Path = Path("demo"),
    children: int = 325,
    seed: int = 1,
    common: Common | None = None,
) -> int:
    """Invent a season, record it, and write its reports in three languages.

    Args:
        out: The folder it is made in; a store that is there already is not touched.
        children: How many children are accompanied.
        seed: Another seed invents other children.
        common: How it is asked and answered.

    """
    asked = common or Common()
    began = time.monotonic()
    store = _place(out, children)
    config = asked.config or _configured(out)
    story = tell_season(children, seed)
    journal = _written(out / "season.jsonl", story)
    with Store.open(store, create=True, config=config) as opened:
        desk = opened.acting_as("demo")
        shown = progress(
            lambda n: sentence("cli.reading", asked.lang, path=journal, lines=n)
        )
        summary = desk.record_file(journal, times_given=True, progress=shown)
        end_progress()
        projected, failed = _projected(opened, config, asked.lang)
        reports, unmade = _reported(desk, out, asked.lang)
        figures = _figures(desk, asked.lang)
    seconds = round(time.monotonic() - began, 1)
    if asked.json:
        said: dict[str, Any] = {"store": str(store), "recorded": summary.recorded}
        said |= {"reports": reports, "seconds": seconds, "projected": projected}
        say_json(said)
    else:
        _say_figures(summary, figures, seconds, asked.lang)
        _say_where(store, story, [str(journal), *reports, *projected], asked.lang)
    for one, error in (*failed, *unmade):
        say_error(f"{one}: {error}")
    return 3 if summary.refused or summary.invalid else int(bool(failed or unmade))


def _place(out: Path, children: int) -> Path:
    """Return where the store is made; what is there already is never written over."""
    if children < 1:
        raise InvalidError("--children", "wrong-type")
    store = out / "season.db"
    if store.exists():
        raise NoStoreError.because("store.demo-there", path=store)
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    return store


def _configured(out: Path) -> Path:
    """Write the configuration of the season: every adapter that is installed."""
    path = out / "casemgmt.toml"
    with private(path) as file:
        file.write(configuration().encode())
    return path


def _written(path: Path, story: Story) -> Path:
    with private(path) as file:
        file.writelines(orjson.dumps(line) + b"\n" for line in story.lines)
    return path


def _projected(
    store: Store, config: Path, language: str
) -> tuple[list[str], list[tuple[str, str]]]:
    """Bring every read model up to date; where they are, and what is wrong with others."""
    done, failed = [], []
    adapters = Config.read(config).adapters
    shown = progress(
        lambda n: sentence("cli.projecting", language, done=n, of=len(adapters))
    )
    for at, one in enumerate(adapters):
        if shown is not None:
            shown(at)
        try:
            store.project(chosen(one), name=one.name, to=one.to)
        except CaseManagementError as error:  # somebody else's: the season is there
            failed.append((one.name, error.sentence(language)))
        else:
            done.append(os.path.relpath(one.to) if Path(one.to).is_absolute() else one.to)
    end_progress()
    return done, failed


def private(path: Path) -> BinaryIO:
    """Return a new file that nobody else may read: what is told in it is personal."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(handle, "wb")


def _reported(
    desk: Desk, out: Path, language: str
) -> tuple[list[str], list[tuple[str, str]]]:
    """Write an example of every report in every language; what is wrong with others."""
    written, failed = [], []
    shown = progress(lambda n: sentence("report.making", language, done=n))
    for done, one in enumerate(examples(desk)):
        if shown is not None:
            shown(done)
        try:
            made = one.of(desk)
            for spoken in LANGUAGES:
                path = out / f"{one.name}-{spoken}.html"
                write(made, spoken, "html", path)
                written.append(str(path))
        except CaseManagementError as error:  # such as a file without consent
            failed.append((one.name, error.sentence(language)))
    end_progress()
    return written, failed


def _figures(desk: Desk, language: str) -> list[tuple[str, str, str]]:
    named_ = titles(language)
    found = desk.figures(*SEASON, only=SHOWN)
    return [(f.indicator, named_[f.indicator], _amount(f)) for f in found]


def _amount(figure: Figure) -> str:
    top, bottom = float(figure.numerator or 0), figure.denominator
    if bottom is None:
        return f"{top:g}"
    share = "" if figure.value is None else f"  {float(figure.value):.1%}"
    return f"{top:g} / {float(bottom):g}{share}"


def _say_figures(
    summary: Summary, figures: list[tuple[str, str, str]], seconds: float, language: str
) -> None:
    say(sentence("cli.season-recorded", language, lines=summary.recorded, seconds=seconds))
    say_table(("", "", ""), figures)


def _befell(mishap: Mishap, language: str) -> str:
    key = mishap.name.lower().replace("_", "-")
    return sentence(f"mishap.{key}", language, default=mishap.value)


def _say_where(store: Path, story: Story, files: list[str], language: str) -> None:
    """Say where everything is, and whose stories are worth a look."""
    say("", sentence("cli.made", language), *(f"  {file}" for file in (str(store), *files)))
    worth = [
        f"  {subject}  {_befell(mishap, language)}"
        for mishap, subjects in story.befell.items()
        for subject in subjects[:1]
    ]
    say("", sentence("cli.worth-a-look", language, store=store), *worth[:12])
