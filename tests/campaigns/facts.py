"""Kills and power cuts while facts are brought up: whoever comes next ends as if anew.

Stories are told bit by bit. Each time another process brings the facts up and dies on its
way: at a call of its own, at one to its files, or by the clock, wherever that finds it. A
power cut then takes some names of the folder back. Whoever comes next says what is said by
facts that were folded anew.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import patch

from attrs import define
from tests.facts.saying import said
from tests.oracle.journals import journal

from casemgmt import Store
from casemgmt.facts import Facts, generations, tail
from casemgmt.facts.refresh import Refresh
from casemgmt.read_models.figuring import brought_up, log_source

from .campaign import Campaign
from .children import child_doing
from .power import folder

STEPS = 8
CALLS, CALLS_TO_FILES, SECONDS = 200_000, 200, 0.8
GROWN = 2 * 2**20
FILES = generations.__file__
BORN = "SELECT s.id, birth, first, last FROM opened.born JOIN subject s USING (rec)"


@define
class Deadly:
    """Ends this process at one of its calls: any, or of the file that renames."""

    left: int
    only: str = ""

    def __call__(self, frame, event, of):
        if not self.only or frame.f_code.co_filename == self.only:
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


def by_the_clock(chance):
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends it as a kill does, in any call
    signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.001, SECONDS))


def at_a_call(chance):
    sys.setprofile(Deadly(int(CALLS ** chance.random())))


def at_its_files(chance):
    sys.setprofile(Deadly(chance.randint(1, CALLS_TO_FILES), FILES))


def not_at_all(_):
    """Let it come to its end; the power goes after that."""


ENDS = {
    "by the clock": by_the_clock,
    "at a call": at_a_call,
    "at its files": at_its_files,
    "came to its end": not_at_all,
}


def round_(chance, reached) -> int:
    lines = [json.dumps(line) for line in journal(chance.randrange(10**6), children=3)]
    size = -(-len(lines) // (STEPS + 1))
    with folder() as at, tails():
        path = Path(at) / "a.db"
        with Store.open(path, create=True):
            pass
        for step in range(STEPS):
            told(path, lines[step * size : (step + 1) * size])
            struck(path, chance, reached)
            assert_as_folded_anew(path)
        told(path, lines[STEPS * size :])
        assert_as_folded_anew(path)
        assert_nothing_left(path)
    return STEPS


def told(path, lines):
    with Store.open(path) as store:
        store.acting_as("amina").record_file(lines, times_given=True)


def struck(path, chance, reached):
    """Bring the facts up in a process that dies, and perhaps cut the power."""
    how = chance.choice(list(ENDS))
    kept, before = kept_aside(facts_of(path))

    def bringing_up(_):
        with Store.open(path) as store:
            ENDS[how](chance)
            brought_up(store._parts)
            sys.setprofile(None)
            signal.setitimer(signal.ITIMER_REAL, 0)

    with child_doing(bringing_up) as child:
        child.heard()
    dead = child.ended in (-signal.SIGKILL, -signal.SIGALRM)
    assert dead or child.ended == 0, f"it ended with {child.ended}"
    reached[how if dead else "came to its end"] += 1
    after = names(facts_of(path))
    reached["a draft was left"] += any(name.startswith("building") for name in after)
    reached["a tail was there"] += any(name.startswith("tail") for name in after)
    if not dead or chance.random() < 0.5:
        power_cut(facts_of(path), kept, before, chance, reached)
    shutil.rmtree(kept)


def facts_of(path):
    return path.with_name(f"{path.name}.facts")


def names(place):
    return {one.name for one in place.iterdir()} if place.is_dir() else set()


def kept_aside(place):
    """Every file under another name, so that it can come back."""
    kept = place.with_name("kept")
    kept.mkdir()
    for name in names(place):
        os.link(place / name, kept / name)
    return kept, names(place)


def power_cut(place, kept, before, chance, reached):
    """Lose some names that are new, and let some come back that were removed."""
    for name in sorted(names(place) - before):
        if chance.random() < 0.5:
            (place / name).unlink()
            reached["a new name was lost"] += 1
        elif name.startswith("building"):
            os.truncate(place / name, chance.randrange(1 + (place / name).stat().st_size))
    for name in sorted(before - names(place)):
        if chance.random() < 0.5:
            os.link(kept / name, place / name)
            reached["an old name came back"] += 1


def assert_as_folded_anew(path):
    with Store.open(path) as store, Facts() as anew:
        facts = brought_up(store._parts)
        anew.refresh(log_source(store._parts))
        assert said(facts) == said(anew), "what they say is not what was told"
        assert born(facts) == born(anew), "a day of birth is not the one that was told"


def born(facts):
    with facts.cursor() as cursor:
        return sorted(cursor.execute(BORN).fetchall())


def assert_nothing_left(path):
    """Of several generations the last is there alone, closed to others."""
    found = names(facts_of(path)) - {"lock"}
    assert sorted(name.partition("-")[0] for name in found) in (
        ["facts"],
        ["facts", "tail"],
    )
    for name in found:
        assert (facts_of(path) / name).stat().st_mode & 0o777 == 0o600


@contextmanager
def tails():
    """Write tails beside files that are small too, and merge them soon."""
    with patch.multiple(tail, WORTH_A_TAIL=0, LONGEST=GROWN):
        yield


@contextmanager
def position_told_apart():
    """A generation that stands is written over, and says that it is whole before it is."""
    build, parts = Facts._build, Refresh._parts

    def in_place(facts, files, source, again, hands, **how):
        one = facts._generation
        if one is None:
            build(facts, files, source, again, hands, **how)
            return
        facts.close()
        with closing(tail.write(one.newest, one.base if one.tail else None)) as told:
            one_by_one = Refresh(told, facts._sealer, facts._zone, hands, bool(one.tail))
            one_by_one.run(source, again)

    def afterwards(refresh, source, at, head, again):
        ask = refresh.connection.execute
        ask("UPDATE told.state SET position = $1", [head])
        yield from parts(refresh, source, at, head, again)

    with (
        patch.object(Facts, "_build", in_place),
        patch.object(Refresh, "_parts", afterwards),
    ):
        yield


CAMPAIGN = Campaign(
    name="facts",
    promise="R4",
    small=16,
    full=1_000,
    kinds=(
        *ENDS,
        "a draft was left",
        "a tail was there",
        "a new name was lost",
        "an old name came back",
    ),
    round=round_,
    planted={"the position is told apart": position_told_apart},
    patience=160,
)
