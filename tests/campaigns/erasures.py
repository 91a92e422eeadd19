"""Persons are erased, killed in the middle, restored from before: nothing of them is left.

Every text of a person who is to go holds one word that nobody else has. It is looked for in
every file afterwards by other means than the product's: in all that is there, plain and
encoded, and in what was compressed. Whether a key is gone is asked of the vault's file.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import signal
import sqlite3
import zipfile
import zlib
from base64 import b64encode
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import duckdb  # noqa: F401 - once, not in each of the processes
from attrs import define, evolve, field

from casemgmt import Store, Text, copies, vaults
from casemgmt.commands import (
    AddIdentifier,
    FormHousehold,
    GiveConsent,
    OpenCase,
    RecordFollowUp,
    RegisterChild,
)
from casemgmt.erasure import purging
from casemgmt.erasure.erasing import Order
from casemgmt.events import Member
from casemgmt.privacy import file_rows
from casemgmt.privacy.vault import FileVault
from casemgmt.projections import parking
from casemgmt.read_models import letting_go
from casemgmt.read_models.projecting import Projections
from casemgmt.recording import story
from casemgmt.recording.engines.sqlite import SQLiteLog
from casemgmt.recording.sums.file import SumFile
from casemgmt.testing.needles import found

from .campaign import Campaign
from .children import child_doing
from .power import folder

PERSONS, OTHERS = 20, 3
WORD = "quxzilprat"
ON = "2025-09-03"
ORDER = Order("the parents ask for it", "amina", "nadia")
FIELDS = ("given_name", "family_name", "mother", "father", "phone", "address", "findings")
CONFIG = f"""
[adapters.register]
adapter = "sql"
to = "register.db"
fields = {json.dumps(FIELDS)}
"""
KILLED_AT = {
    "vault": (FileVault, "erase", 6),
    "log": (SQLiteLog, "forget", 1),
    "facts": (letting_go, "forget", 1),
    "read model": (parking, "forget", 2),
    "sums": (SumFile, "forget", 1),
    "search": (purging, "search", 6),
}
"""What is called there, and how often at least when some are erased."""
BACK = ("log", "vault", "both")


def _zipped(said):
    """Return a file in a ZIP file in a ZIP file."""
    for name in ("sheet1.xml", "book.xlsx"):
        with io.BytesIO() as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
                packed.writestr(name, said)
            said = file.getvalue()
    return said


ENCODED = {
    "plain": str.encode,
    "utf-16": lambda said: said.encode("utf-16-le"),
    "hex": lambda said: said.encode().hex().encode(),
    "base64": lambda said: b64encode(b"{:" + said.encode() + b"}"),
    "escaped": lambda said: json.dumps(said).encode(),
    "zlib": lambda said: zlib.compress(said.encode() * 9),
    "gzip": lambda said: gzip.compress(said.encode()),
    "zip": _zipped,
}


@define
class Life:
    """One store, who is to go, and what is done to it."""

    at: Path
    chance: object
    reached: object
    ids: dict = field(factory=dict)

    @property
    def path(self):
        return self.at / "a.db"

    @property
    def persons(self):
        return [f"child:P{n:02}" for n in range(PERSONS)]

    def prepare(self, tell):
        """Tell of those who go and of those who stay, and let everybody read it."""
        (self.at / "casemgmt.toml").write_text(CONFIG)
        with Store.open(self.path, create=True) as store:
            desk = store.acting_as("amina")
            for n, child in enumerate(self.persons):
                desk.record(child, *self._story(WORD, n), on=ON)
            for n in range(OTHERS):
                desk.record(f"child:S{n}", *self._story("somebody", n), on=ON)
            members = (Member(person=self.persons[0], role="child"),)
            members += (Member(name="Khadija somebody", role="mother"),)
            home = FormHousehold(members=members, district="mediouna")
            desk.record("household:H1", home, on=ON)
            read_models = store.projections
            (of,) = [of for of, *_ in read_models.standing()]
            store.project(read_models.opened(of), name="register")
            list(desk.figures("2025-09-01", "2025-12-31", only=["I01"]))
            self._sum_up(store._parts.shelf, desk.subjects("child"))
            find = store._parts.shelf.vault.find
            for child in self.persons:
                tell(find(store._parts.recorder.desk.door.subject(child)).hex)
        copies.back_up(self.path, self.at / "log.backup")
        vaults.back_up(self.path, self.at / "keys.backup")

    def _sum_up(self, shelf, children):
        """Keep what every story adds up to, short as it is."""
        with patch.object(story, "FEWEST", 1):
            shelf.clear()
            kept = [shelf.story(child) for child in children]
        assert self._sums() >= set(map(shelf.vault.find, (s.subject for s in kept)))

    def _sums(self):
        """Whose sums are kept."""
        at = self.at / "a.db.sums"
        if not at.exists():  # it came from a backup, where there are none
            return set()
        with closing(sqlite3.connect(at)) as db:
            return {UUID(bytes=of) for (of,) in db.execute("SELECT stream FROM sums")}

    def _story(self, word, n):
        def said(words):
            return words.format(word=f"{word}{n:02}")

        yield RegisterChild(
            given_name=Text(fr=said("Salma {word}"), ar=said("سلمى {word}")),
            family_name=said("{word} El Fassi"),
            sex="female",
            born="2013-03-14",
            district="mediouna",
            mother=said("Fatima {word}"),
            father=said("Hassan {word}"),
            phone=said("06-{word}"),
            address=said("12, rue {word}, Médiouna & Cie"),
        )
        yield GiveConsent(purposes=["services", "reporting"], given_by="guardian")
        yield AddIdentifier(kind="massar", value=said("M13{word}"), status="verified")
        yield OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
        long = " ".join([said("{word} a raconté.")] * 90)  # more than a page
        yield RecordFollowUp(kind="call", seen_child=True, findings=long)
        yield RecordFollowUp(kind="home-visit", seen_child=True, findings=said("Vu {word}"))

    def erase(self, place, persons):
        """Erase some; the process ends at a call of its own choice."""
        *where, most = KILLED_AT[place]

        def erasing(_):
            calls = self.chance.randint(1, most)
            with _killed(*where, calls), Store.open(self.path) as store:
                store.erasures.erase_all(persons, ORDER)

        with child_doing(erasing) as child:
            child.heard()
        assert child.ended == -signal.SIGKILL, f"it ended with {child.ended}"
        self.reached[f"killed at {place}"] += 1

    def finish(self, tell):
        """Go on with what was begun, and erase who was not."""
        with Store.open(self.path) as store:
            made = [*store.erasures.carry_out()]
            find, of = store._parts.shelf.vault.find, store._parts.recorder.desk.door
            left = [one for one in self.persons if find(of.subject(one)) is not None]
            made += store.erasures.erase_all(left, ORDER)
            assert all(one.complete and not one.found for one in made), "not complete"
            assert store.erasures.told().unfinished == ()
            desk = store.acting_as("amina")
            assert [desk.history(one) for one in self.persons] == [()] * PERSONS
            assert len(desk.history("child:S0")) == len([*self._story("x", 0)])
            (counted,) = desk.figures("2025-09-01", "2025-12-31", only=["I01"])
            assert counted.numerator == PERSONS + OTHERS, "they do not count any more"
            tell("finished")

    def hoard(self, tell):
        """Somebody keeps copies beside the read model: the search names each of them."""
        with Store.open(self.path) as store:
            store.acting_as("amina").record("child:C1", *self._story("hoarded", 1), on=ON)
            copies_ = {f"register.db.{one}": write for one, write in ENCODED.items()}
            for name, write in copies_.items():
                said = f"<t>{self.chance.random()} Fatima hoarded01 </t>"
                before = os.urandom(self.chance.randint(0, 9))
                (self.at / name).write_bytes(before + write(said))
            made = store.erasures.erase("child:C1", ORDER)
            places = {place.place for place in made.places if place.found}
        assert places == {f"register: {name}" for name in copies_}, "a copy was not found"
        for name in copies_:
            (self.at / name).unlink()

    def brought_back(self, what):
        """Restore something in a copy of it all, and look there."""
        with folder() as elsewhere:
            shutil.copytree(self.at, elsewhere, dirs_exist_ok=True)
            there = evolve(self, at=Path(elsewhere))
            _told(partial(there.bring_back, what))
            there.assert_nothing_is_left()

    def bring_back(self, what, tell):
        """Restore from before the erasure; of both, one that knows of it last."""
        if what in {"vault", "both"}:
            (self.at / "a.vault").unlink()
            vaults.restore(self.path, self.at / "keys.backup")
        if what in {"log", "both"}:
            for file in self.at.glob("a.db*"):
                if file.is_file():
                    file.unlink()
            copies.restore(self.at / "log.backup", self.path)
        with Store.open(self.path) as store:
            desk = store.acting_as("amina")
            assert [desk.history(one) for one in self.persons] == [()] * PERSONS
            assert desk.history("child:S0"), "others are gone too"

    def assert_nothing_is_left(self):
        for file in sorted(self.at.rglob("*")):
            if file.is_file():
                for said in _all_of(file):
                    assert found([WORD], said) == [], f"something is left in {file.name}"
        with closing(sqlite3.connect(self.at / "a.vault")) as db:
            asked = "SELECT key, reference, hash FROM subjects WHERE id = ?"
            for person in self.ids:
                (row,) = db.execute(asked, [bytes.fromhex(person)])
                assert row == (None, None, None), "a key was kept"
        assert not self._sums() & set(map(UUID, self.ids)), "a sum was kept"
        with closing(sqlite3.connect(self.at / "a.db")) as db:
            (claims,) = db.execute("SELECT count(*) FROM claims").fetchone()
            assert claims == OTHERS, "a claim was kept"


def _all_of(file):
    """Yield what a file holds, and what its parts hold unpacked."""
    said = file.read_bytes()
    yield said
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(said)) as packed:
        yield from map(packed.read, packed.namelist())


@contextmanager
def _killed(of, name, calls):
    """End this process at a call."""
    left, real = [calls], getattr(of, name)

    def counted(*arguments, **more):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **more)

    with patch.object(of, name, counted):
        yield


def round_(chance, reached) -> int:
    with folder() as at:
        life = Life(Path(at), chance, reached)
        life.ids = dict.fromkeys(_told(life.prepare))
        persons = life.persons
        for place in KILLED_AT:
            life.erase(place, [persons.pop() for _ in range(3)])
        _told(life.finish)
        life.assert_nothing_is_left()
        _told(life.hoard)
        reached.update(ENCODED.keys())
        for what in BACK:
            life.brought_back(what)
            reached[f"{what} brought back"] += 1
    return PERSONS


def _told(act):
    with child_doing(act) as child:
        return child.said()


@contextmanager
def key_kept():
    """The vault notes the erasure, and keeps the key."""
    emptied = "UPDATE subjects SET hash = NULL, reference = NULL WHERE id = ?"
    with patch.object(file_rows, "_EMPTIED", emptied):
        yield


@contextmanager
def read_models_not_asked():
    with patch.object(Projections, "forget", lambda *_: None):
        yield


@contextmanager
def sums_kept():
    with patch.object(SumFile, "forget", lambda *_: None):
        yield


@contextmanager
def claims_kept():
    with patch.object(SQLiteLog, "forget", lambda *_: None):
        yield


@contextmanager
def ledger_not_replayed():
    """What is restored is served as it was."""
    with ExitStack() as planted:
        for place in ("opening.whole", "copies", "vaults"):
            planted.enter_context(patch(f"casemgmt.{place}.erase_again", lambda *_: 0))
        yield


CAMPAIGN = Campaign(
    name="erasures",
    promise="R7",
    small=100,
    full=1_000,
    kinds=(
        *(f"killed at {place}" for place in KILLED_AT),
        *ENCODED,
        *(f"{what} brought back" for what in BACK),
    ),
    round=round_,
    planted={
        "key kept": key_kept,
        "read models not asked": read_models_not_asked,
        "sums kept": sums_kept,
        "claims kept": claims_kept,
        "ledger not replayed": ledger_not_replayed,
    },
)
