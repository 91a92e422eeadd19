"""The vault: one id and one key for each reference, made once, whoever asks first."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.campaigns.disk import Watcher, watched

from casemgmt import Subject
from casemgmt.errors import BusyError, NoStoreError
from casemgmt.privacy.sealing import Place, Sealer
from casemgmt.privacy.vault import DamagedVaultError, FileVault

C01, C02 = Subject("child", "C01"), Subject("child", "C02")


@pytest.fixture
def vault(tmp_path):
    made = FileVault(tmp_path / "a.vault", create=True)
    yield made
    made.close()


def test_a_reference_has_one_id_and_finds_its_way_back(tmp_path, vault):
    ids = vault.identify([C01, C02, C01])

    again = FileVault(tmp_path / "a.vault")
    assert again.identify([C02, C01]) == ids
    assert again.reference(ids[C01]) == C01
    assert again.references("child") == [(C01, ids[C01]), (C02, ids[C02])]
    assert again.key(ids[C01]) == vault.key(ids[C01]) != vault.key(ids[C02])
    again.close()


def test_finding_makes_nothing(vault):
    assert vault.find(C01) is None
    assert vault.references("child") == []


def test_ids_and_keys_are_random(tmp_path):
    one = FileVault(None).identify([C01])
    other = FileVault(None).identify([C01])

    assert one != other


def test_two_threads_that_ask_together_get_one_answer(vault):
    subjects = [Subject("child", f"K{n}") for n in range(200)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(vault.identify, [subjects] * 8))

    assert all(a == answers[0] for a in answers)


@pytest.fixture
def small(tmp_path):
    made = FileVault(tmp_path / "small.vault", create=True, keep=5)
    yield made
    made.close()


def test_only_so_many_are_kept_in_memory_and_all_are_found(small):
    subjects = [Subject("child", f"K{n}") for n in range(40)]
    ids = {s: small.identify([s, C01])[s] for s in subjects}

    found = {s: small.find(s) for s in subjects}
    named = [small.reference(i) for i in ids.values()]

    assert found == ids == small.identify(subjects)
    assert named == subjects
    assert small.find(C01) is not None
    assert len(small._ids) == len(small._names) <= 5 + 1


def test_threads_that_make_each_other_forget_get_the_same_answers(small):
    crowds = [[Subject("child", f"K{n + k}") for n in range(30)] for k in range(0, 90, 15)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(small.identify, crowds * 8))

    ids = small.identify(Subject("child", f"K{n}") for n in range(105))
    for crowd, answer in zip(crowds * 8, answers, strict=True):
        assert answer == {subject: ids[subject] for subject in crowd}


ASKING = """
import sys
from casemgmt import Subject
from casemgmt.privacy.vault import FileVault
vault = FileVault(__import__("pathlib").Path(sys.argv[1]), create=True)
ids = vault.identify([Subject("child", f"K{n}") for n in range(100)])
print(sorted(str(i) for i in ids.values()), vault.keyed_hash("x").hex())
"""


def test_eight_processes_that_make_one_vault_together_agree(tmp_path):
    def ask(_):
        return subprocess.run(
            [sys.executable, "-c", ASKING, tmp_path / "a.vault"],
            capture_output=True,
            text=True,
            check=False,
        )

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(ask, range(8)))

    assert [d.stderr for d in done] == [""] * 8
    assert len({d.stdout for d in done}) == 1


def test_no_write_ahead_log_lies_beside_a_vault(tmp_path, vault):
    vault.identify([C01])

    assert [p.name for p in tmp_path.iterdir()] == ["a.vault"]


def test_a_vault_that_another_program_holds_is_one_plain_error(tmp_path, vault):
    vault._db.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(tmp_path / "a.vault", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    for ask in (
        lambda: vault.identify([C01]),
        lambda: vault.find(C01),
        lambda: vault.references("child"),
        lambda: vault.key(__import__("uuid").uuid4()),
    ):
        with pytest.raises(BusyError):
            ask()
    other.close()
    assert vault.identify([C01])


def test_a_key_that_was_changed_says_so(tmp_path, vault):
    ids = vault.identify([C01, C02])
    vault._db.execute(
        "UPDATE subjects SET key = (SELECT key FROM subjects WHERE id = ?)",
        [ids[C02].bytes],
    )

    with pytest.raises(DamagedVaultError):
        vault.key(ids[C01])


@pytest.mark.parametrize("name", ["master", "secret", "facts"])
def test_a_vault_that_lost_a_key_of_its_own_says_so(tmp_path, vault, name):
    vault._db.execute("DELETE FROM meta WHERE name = ?", [name])

    with pytest.raises(DamagedVaultError, match="not there"):
        FileVault(tmp_path / "a.vault")


def test_a_reference_that_was_moved_to_another_child_does_not_open(tmp_path, vault):
    ids = vault.identify([C01, C02])
    vault._db.execute(
        "UPDATE subjects SET reference = (SELECT reference FROM subjects WHERE id = ?)",
        [ids[C02].bytes],
    )

    fresh = FileVault(tmp_path / "a.vault")
    with pytest.raises(DamagedVaultError):
        fresh.reference(ids[C01])
    fresh.close()


def test_a_vault_is_not_made_where_it_is_not_asked_for(tmp_path):
    with pytest.raises(NoStoreError):
        FileVault(tmp_path / "none.vault")
    assert list(tmp_path.iterdir()) == []


def test_what_the_facts_seal_opens_with_the_same_vault_only(vault):
    sealed = vault.seal(b"2013-03-14")

    assert vault.open(sealed) == b"2013-03-14"
    with pytest.raises(DamagedVaultError):
        FileVault(None).open(sealed)


def test_a_sealed_value_opens_in_its_own_place_only(vault):
    ids = vault.identify([C01, C02])
    sealer = Sealer(vault)
    here = Place(ids[C01], ids[C01], 1)
    sealed = sealer.seal("Salma", here, "given_name")

    assert sealer.open(sealed, here, "given_name") == "Salma"
    for place, field in (
        (here, "family_name"),
        (Place(ids[C01], ids[C01], 2), "given_name"),
        (Place(ids[C01], ids[C02], 1), "given_name"),
        (Place(ids[C02], ids[C02], 1), "given_name"),
    ):
        with pytest.raises(ValueError, match="changed or moved"):
            sealer.open(sealed, place, field)


def test_two_seals_of_one_value_are_not_alike(vault):
    ids = vault.identify([C01])
    sealer, here = Sealer(vault), Place(ids[C01], ids[C01], 1)

    assert sealer.seal("Salma", here, "x") != sealer.seal("Salma", here, "x")


class Deletions(Watcher):
    """Notes of each file that is deleted whether its folder is synced with it."""

    def __init__(self):
        self.synced = []

    def after(self, call):
        if call.kind == "delete":
            self.synced.append(call.folder)
        return 0


def test_a_key_is_given_when_the_journal_that_could_undo_it_is_gone_from_the_disk(tmp_path):
    with watched(Deletions()) as deletions:
        vault = FileVault(tmp_path / "a.vault", create=True)
        vault.identify([C01])
        vault.close()

    assert len(deletions.synced) >= 3  # the tables, the keys of the vault, the child's
    assert all(deletions.synced)
