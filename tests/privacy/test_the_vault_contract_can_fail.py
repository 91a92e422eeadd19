"""Each vault here breaks one promise, and the contract notices it."""

import sqlite3
from contextlib import ExitStack, closing
from functools import partial
from uuid import UUID, uuid4

import pytest

from casemgmt import Subject
from casemgmt.privacy.vault import DamagedVaultError, FileVault
from casemgmt.privacy.vault_rows import Row
from casemgmt.testing import VaultContract


class GivesAnotherIdEachTime(FileVault):
    def identify(self, references):
        return {r: uuid4() for r in references}


class MakesWhatItLooksFor(FileVault):
    def find(self, reference):
        return self.identify([reference])[reference]


class KnowsEverybody(FileVault):
    def knows(self, subject):
        return True


class CallsEverybodyNew(FileVault):
    def look_up(self, references):
        return set(references)


class NamesNobody(FileVault):
    def references(self, kind):
        return []


class DerivesIds(FileVault):
    def identify(self, references):
        super().identify(references)
        return {r: UUID(int=hash(str(r)) % 2**128) for r in references}


class MixesUpCase(FileVault):
    def identify(self, references):
        wanted = list(references)
        lower = {r: Subject(r.kind, r.key.lower()) for r in wanted}
        made = super().identify(lower.values())
        return {r: made[lower[r]] for r in wanted}


class HasOneKeyForAll(FileVault):
    def key(self, person):
        return b"k" * 32 if super().key(person) else None


class ForgetsItsHash(FileVault):
    def keyed_hash(self, *words):
        return super().keyed_hash(str(id(self)), *words)


class MixesWords(FileVault):
    def keyed_hash(self, *words):
        return super().keyed_hash(*sorted(words))


class DoesNotSeal(FileVault):
    def seal(self, value):
        return value


class KeepsItsKeysInMemory(FileVault):
    def __init__(self, path, **how):
        super().__init__(None, **how)


class ErasesNothing(FileVault):
    def erase(self, subject, at):
        pass


class ErasesEverybody(FileVault):
    def erase(self, subject, at):
        super().erase(subject, at)
        self._db.execute("UPDATE subjects SET hash = NULL, key = NULL, reference = NULL")


class ErasesTheKeyAlone(FileVault):
    def erase(self, subject, at):
        self._db.execute("UPDATE subjects SET key = NULL WHERE id = ?", [subject.bytes])


class KeepsNoLedger(FileVault):
    def erasures(self):
        return []


class NotesTheLastErasure(FileVault):
    def erase(self, subject, at):
        self._db.execute("DELETE FROM erasures WHERE id = ?", [subject.bytes])
        super().erase(subject, at)


class KeepsWhatItErasedInTheFile(FileVault):
    def erase(self, subject, at):
        with closing(sqlite3.connect(self._rows.place.path)) as db, db:
            ask = "SELECT key FROM subjects WHERE id = ?"
            (key,) = db.execute(ask, [subject.bytes]).fetchone()
            db.execute("INSERT INTO meta VALUES ('kept', ?)", [key])
        super().erase(subject, at)


class WritesReferencesInTheClear(FileVault):
    def identify(self, references):
        made = super().identify(references)
        with closing(sqlite3.connect(self._rows.place.path)) as db, db:
            rows = [(r.key.encode().hex(), b"") for r in made]
            db.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", rows)
        return made


class NoticesNothing(FileVault):
    def _notice(self):
        pass


class WritesWithTheKeysItHad(FileVault):
    def _take_up(self, own):
        pass


class RotatesNothing(FileVault):
    def rotate(self, lock=None):
        return self._db.execute(
            "SELECT count(*) FROM subjects WHERE key IS NOT NULL"
        ).fetchone()[0]


class RotatesTheFactsToo(FileVault):
    def rotate(self, lock=None):
        wrapped = super().rotate()
        self._db.execute("UPDATE meta SET value = randomblob(32) WHERE name = 'facts'")
        return wrapped


class LosesWhomItRotated(FileVault):
    def _rewrapped(self, master, row):
        return Row(row.subject, b"", b"")


BROKEN = {
    "a_hash_is_the_same_in_this_vault_alone": [ForgetsItsHash, MixesWords],
    "a_key_once_given_is_there_after_the_vault_is_opened_again": [KeepsItsKeysInMemory],
    "a_ledger_is_replayed_over_a_vault_that_never_knew_them": [ErasesTheKeyAlone],
    "a_reference_has_one_id_however_often_it_is_asked_for": [GivesAnotherIdEachTime],
    "a_reference_is_kept_letter_by_letter": [MixesUpCase],
    "a_rotation_leaves_nothing_that_the_old_key_opened": [RotatesNothing],
    "after_a_rotation_everything_opens_as_before": [RotatesTheFactsToo, LosesWhomItRotated],
    "an_id_finds_its_way_back": [NamesNobody],
    "another_handle_goes_on_after_a_rotation": [WritesWithTheKeysItHad],
    "another_handle_knows_nothing_of_one_who_was_erased": [NoticesNothing],
    "each_has_a_key_of_its_own_of_32_bytes": [HasOneKeyForAll],
    "finding_makes_nothing": [MakesWhatItLooksFor],
    "ids_and_keys_say_nothing_of_a_reference": [DerivesIds, HasOneKeyForAll],
    "no_reference_and_no_key_stands_in_the_bytes": [WritesReferencesInTheClear],
    "nobody_is_known_by_an_id_that_was_never_given": [KnowsEverybody],
    "nothing_of_the_erased_is_left_in_the_bytes": [KeepsWhatItErasedInTheFile],
    "the_ledger_keeps_every_erasure_the_earliest_first": [NotesTheLastErasure],
    "the_reference_of_one_who_was_erased_is_new_when_it_is_sent_again": [ErasesNothing],
    "threads_that_ask_together_get_one_answer": [GivesAnotherIdEachTime],
    "two_handles_give_one_id": [KeepsItsKeysInMemory],
    "what_it_seals_it_opens_and_another_does_not": [DoesNotSeal],
    "what_was_erased_is_gone_and_nobody_else": [ErasesEverybody],
    "what_was_erased_stays_gone_when_the_vault_is_opened_again": [KeepsNoLedger],
    "who_is_new_is_told_apart_from_who_is_not": [CallsEverybodyNew],
    "processes_that_make_the_vault_together_agree": [GivesAnotherIdEachTime],
}


def kit(kind, tmp_path):
    class Kit(VaultContract):
        made = 0

        def opener(self):
            self.made += 1
            folder = tmp_path / f"{self.made}-{uuid4()}"
            folder.mkdir()
            return partial(kind, folder / "a.vault", create=True)

        def bytes_of(self, opener):
            return b"".join(p.read_bytes() for p in opener.args[0].parent.iterdir())

        def stored_of(self, opener, subject):
            with closing(sqlite3.connect(opener.args[0])) as db:
                ask = "SELECT key, reference FROM subjects WHERE id = ?"
                return list(db.execute(ask, [subject.bytes]).fetchone() or ())

    return Kit()


def holds(promise, kind, tmp_path):
    """Check one promise of a vault of *kind*."""
    contract = kit(kind, tmp_path)
    test = getattr(contract, f"test_{promise}")
    asked = test.__code__.co_varnames[1 : test.__code__.co_argcount]
    given = {"handles": contract.opener(), "key": "C-01"}
    with ExitStack() as open_:
        if "vault" in asked:
            given["vault"] = open_.enter_context(closing(given["handles"]()))
        test(**{name: given[name] for name in asked})


@pytest.mark.parametrize(
    ("promise", "kind"), [(promise, kind) for promise in BROKEN for kind in BROKEN[promise]]
)
def test_a_vault_that_breaks_a_promise_is_noticed(promise, kind, tmp_path):
    with pytest.raises((AssertionError, DamagedVaultError, KeyError)):
        holds(promise, kind, tmp_path)


@pytest.mark.parametrize("promise", BROKEN)
def test_one_that_keeps_it_is_not(promise, tmp_path):
    holds(promise, FileVault, tmp_path)


def test_every_promise_is_broken_by_somebody():
    promises = {name for name in dir(VaultContract) if name.startswith("test_")}

    assert promises == {f"test_{promise}" for promise in BROKEN}
