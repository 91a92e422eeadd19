"""Adapters that each break a promise in the way somebody would, and are whole beside."""

import json
import sqlite3
import time
from pathlib import Path

from attrs import evolve
from tests.testing.register import Register

from casemgmt.adapters import Forgotten, Position, as_data

# Batches and positions


class IsOfALaterVersion(Register):
    api_version = 2


class StandsBeforeItBegan(Register):
    def position(self):
        return super().position() or Position("", 0)


class ShowsNothing(Register):
    def rows(self):
        return []


class ForgetsWhereItStands(Register):
    stood = None

    def position(self):
        return self.stood

    def stand(self, until):
        self.stood = until


class AddsAgain(Register):
    def put(self, row):
        super().put((f"{row[0]} {time.perf_counter_ns()}", *row[1:]))

    def told_now(self):
        yield from super().told_now()
        yield ["rows", "", "", self.db.execute("SELECT count(*) FROM told").fetchone()[0]]


class KeepsTenAtOnce(Register):
    def project(self, batch):
        super().project(evolve(batch, events=batch.events[:10]))


class SeesTheEndsOfBatches(Register):
    def project(self, batch):
        super().project(batch)
        self.db.execute("CREATE TABLE IF NOT EXISTS ends (at INTEGER PRIMARY KEY)")
        if batch.events and not batch.afresh:
            last = batch.events[-1].position
            self.db.execute("INSERT OR REPLACE INTO ends VALUES (?)", [last % 7 == 0])

    def told_now(self):
        yield from super().told_now()
        if self.db.execute("SELECT 1 FROM sqlite_master WHERE name = 'ends'").fetchone():
            ends = self.db.execute("SELECT count(*) FROM ends").fetchone()[0]
            yield ["ends", "", "", ends]


class PassesOverEmptyBatches(Register):
    def project(self, batch):
        if batch.events:
            super().project(batch)


class StumblesOverTheUnknown(Register):
    def keep(self, told):
        if hasattr(told.event, "foreign"):
            raise KeyError(told.name)
        super().keep(told)


class KeepsWhatItKept(Register):
    def drop(self):
        pass


class KnowsOneLogOnly(Register):
    def stand(self, until):
        known = self.position()
        super().stand(Position(known.epoch if known else until.epoch, until.number))


class DropsWhenSomethingComes(Register):
    def project(self, batch):
        super().project(evolve(batch, afresh=batch.afresh and bool(batch.events)))


class CommitsEventByEvent(Register):
    def whole(self):
        return sqlite3.connect(":memory:")


class CommitsThePositionApart(Register):
    def project(self, batch):
        events, until, afresh = [evolve(e) for e in batch.events], batch.until, batch.afresh
        with self.whole():
            if afresh:
                self.drop()
            for told in events:
                self.keep(told)
        time.sleep(0.05)
        self.stand(Position(until.epoch, until.number))


class PassesOverWhatWaited(Register):
    def project(self, batch):
        known = self.position()
        beyond = known.number if known and not batch.afresh else 0
        events = tuple(e for e in batch.events if e.position > beyond)
        super().project(evolve(batch, events=events))


class ReadsOnceWhenOpened(Register):
    def __init__(self, address):
        super().__init__(address)
        self.known = list(super().told_now())

    def project(self, batch):
        super().project(batch)
        self.known = list(super().told_now())

    def erase(self, subject):
        super().erase(subject)
        self.known = list(super().told_now())

    def gather(self, parts, until):
        super().gather(parts, until)
        self.known = list(super().told_now())

    def told_now(self):
        return self.known


class TakesBackWhatFailed(Register):
    """Commits each event, and mends by itself what an exception leaves."""

    def project(self, batch):
        before = self.db.execute("SELECT * FROM told").fetchall()
        try:
            if batch.afresh:
                self.drop()
            for told in batch.events:
                self.keep(told)
            self.stand(batch.until)
        except BaseException:
            self.drop()
            for row in before:
                self.put(row)
            raise


# Amendments


class PassesOverCorrections(Register):
    def keep(self, told):
        if told.corrects is None:
            super().keep(told)


class KeepsTheFirstCorrection(Register):
    def kept_of(self, subject):
        fixed, kept = set(), []
        for told in sorted(super().kept_of(subject), key=lambda e: e.position):
            if told.corrects is None or told.corrects not in fixed:
                kept.append(told)
            fixed.add(told.corrects)
        return kept


class PassesOverRetractions(Register):
    def keep(self, told):
        if told.retracts is None:
            super().keep(told)


class TakesNoCorrectionBack(Register):
    def kept_of(self, subject):
        kept = super().kept_of(subject)
        fixes = {told.command_id for told in kept if told.corrects}
        return [told for told in kept if told.retracts not in fixes]


class BringsBackWhatIsCorrected(Register):
    def kept_of(self, subject):
        kept = super().kept_of(subject)
        fixed = {told.corrects for told in kept if told.corrects}
        return [told for told in kept if not told.retracts or told.retracts not in fixed]


class ShowsTheOrderOfTheLog(Register):
    def rows(self):
        return list(self.told_now())

    def told_now(self):
        ranks = {
            str(e.command_id): e.position
            for (s,) in self.db.execute("SELECT DISTINCT subject FROM told").fetchall()
            for e in self.kept_of(s)
        }
        first = min(ranks, key=ranks.get, default="")
        yield from sorted(super().told_now(), key=repr)
        yield ["first", "", "", first]


# People


class ForgetsEverybody(Register):
    def erase(self, subject):
        super().erase(subject)
        self.db.execute("DELETE FROM told WHERE substr(subject, 1, 6) = 'child:'")


class ForgetsOwnStoriesOnly(Register):
    def erase(self, subject):
        self.db.execute("DELETE FROM told WHERE subject = ?", [str(subject)])


class KeepsADiary(Register):
    def keep(self, told):
        super().keep(told)
        with Path(self.address + ".log").open("a", encoding="utf-8") as diary:
            diary.write(f"{told.subject} {as_data(told.event)}\n")


class StumblesOverTheGone(Register):
    def erase(self, subject):
        found = "SELECT 1 FROM told WHERE subject = ?"
        if not self.db.execute(found, [str(subject)]).fetchone():
            raise KeyError(subject)
        super().erase(subject)


class LosesItsPlace(Register):
    def erase(self, subject):
        super().erase(subject)
        self.db.execute("DELETE FROM stands")


class DropsWhatNamesThemBehindItsRows(Register):
    left = ()

    def erase(self, subject):
        super().erase(subject)
        self.left = list(super().told_now())
        self.db.execute("DELETE FROM told WHERE instr(said, 'gone')")

    def keep(self, told):
        self.left = ()
        super().keep(told)

    def told_now(self):
        return self.left or list(super().told_now())


class NamesNobodyAgain(Register):
    def put(self, row):
        self.db.execute("INSERT OR IGNORE INTO told VALUES (?, ?, ?, ?)", row)


class StopsAfterForgetting(Register):
    stopped = False

    def erase(self, subject):
        super().erase(subject)
        self.stopped = True

    def keep(self, told):
        if not self.stopped:
            super().keep(told)


class StumblesOverTheForgotten(Register):
    def keep(self, told):
        if isinstance(getattr(told.event, "given_name", None), Forgotten):
            raise TypeError
        super().keep(told)


# Texts


class TakesFormulas(Register):
    def rows(self):
        return json.loads(json.dumps(super().rows()), object_hook=_without_formulas)


class ChangesSigns(Register):
    def rows(self):
        return json.loads(json.dumps(super().rows()).replace('"=', "\"'="))


class WritesLatinOnly(Register):
    def row(self, told):
        *row, said = super().row(told)
        return (*row, said.encode("latin-1", "replace").decode("latin-1"))


class WritesArabicOnly(Register):
    def row(self, told):
        *row, said = super().row(told)
        return (*row, said.encode("cp1256", "replace").decode("cp1256"))


def _without_formulas(said):
    return {k: 0 if str(v).startswith("=") else v for k, v in said.items()}


# Shared among several


class LosesABucket(Register):
    def bucket(self, rank):
        made = super().bucket(rank)
        if rank == self.buckets - 1:
            made.project = lambda batch: made.stand(batch.until)
        return made


class MovesAllWithOne(Register):
    def bucket(self, rank):
        made = super().bucket(rank)
        made.stand = self.stand
        return made


class DropsAllWithOne(Register):
    def bucket(self, rank):
        made = super().bucket(rank)
        made.drop = self.drop
        return made


# Beside, in parts, counted, settled


class BuildsOnWhatIsThere(Register):
    def beside(self):
        made = super().beside()
        for row in self.db.execute("SELECT * FROM told").fetchall():
            made.put(row)
        return made


class BuildsInPlace(Register):
    def beside(self):
        self.drop()
        self.db.execute("DELETE FROM stands")
        return self

    def take_over(self):
        pass


class NeverTakesOver(Register):
    def take_over(self):
        pass


class SleepsOnceItTookOver(Register):
    def take_over(self):
        super().take_over()
        self.db.execute("CREATE TABLE asleep (since)")

    def keep(self, told):
        asleep = "SELECT 1 FROM sqlite_master WHERE name = 'asleep'"
        if not self.db.execute(asleep).fetchone():
            super().keep(told)


class GoesOnWithWhatWasLeft(Register):
    def beside(self):
        made = type(self)(self.address + ".beside")
        made.over = self.address
        return made


class ForgetsTheOneInUse(Register):
    def forget(self, subject):
        with self.whole():
            self.erase(subject)
        self.settle()


class LosesAPart(Register):
    def gather(self, parts, until):
        super().gather([part for part in parts if part][:1], until)


class AddsParts(Register):
    def gather(self, parts, until):
        self.drop, dropping = (lambda: None), self.drop
        super().gather(parts, until)
        self.drop = dropping


class GathersPartByPart(Register):
    def gather(self, parts, until):
        self.drop()
        for part in parts:
            for row in part:
                self.put(row)
        self.stand(until)


class KeepsWhileItParts(Register):
    def part(self, events):
        for told in events:
            self.keep(told)
        return super().part(events)


class CountsOneTooFew(Register):
    def seen(self):
        seen = super().seen()
        return seen | {max(seen): seen[max(seen)] - 1}


class CountsWhatComesAgain(Register):
    given = 0

    def project(self, batch):
        super().project(batch)
        self.given += len(batch.events)

    def seen(self):
        seen = super().seen()
        return seen if self.given == sum(seen.values()) else {"given": self.given}


class CountsOnWhenAfresh(Register):
    def seen(self):
        return super().seen() | ({"before": 1} if getattr(self, "was", False) else {})

    def drop(self):
        self.was = True
        super().drop()


class SettlesAnew(Register):
    def settle(self):
        super().settle()
        with Path(self.address + ".txt").open("a", encoding="utf-8") as file:
            file.write(f"\n{time.perf_counter_ns()}")


class SettlesOnlyWhatItWasGiven(Register):
    given = False

    def project(self, batch):
        super().project(batch)
        self.given = True

    def rows(self):
        return super().rows() if self.given else []
