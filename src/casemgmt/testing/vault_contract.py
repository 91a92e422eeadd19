"""The promises of a vault: inherit them, and say how one is opened.

One test is one promise::

    class TestMine(VaultContract):
        def opener(self) -> Callable[[], Vault]:
            address = an_address_of_its_own()
            return partial(MyVault, address)

The same opener opens the same vault again, also in processes of its own, to which it is
pickled. Where what the vault stores can be read, say it in ``bytes_of`` and ``stored_of``.
"""

from __future__ import annotations

import multiprocessing
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import pytest

from casemgmt.domain.vocabulary import Subject
from casemgmt.privacy.vault_port import Erasure, Vault

from .needles import found, written

C01, C02 = Subject("child", "invented-one"), Subject("child", "invented-two")
CROWD = tuple(Subject("child", f"invented-{n}") for n in range(60))
HOSTILE = (
    "'; DROP TABLE subjects; --",
    "../../etc/passwd",
    "سلمى",
    "é" * 150,
    "%s %n {0} $(reboot)",
    "child:C01",
    "C01\x1fC02",
    "C-01",
    "c-01",
)
DAY = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
NOBODY = uuid5(UUID(int=0), "nobody")
Opener = Callable[[], Vault]


def ids_given(opener: Opener) -> list[UUID]:
    """Open a vault, ask for the ids of a crowd, and let go of it."""
    with closing(opener()) as vault:
        ids = vault.identify(CROWD)
    return [ids[one] for one in CROWD]


class VaultContract(ABC):
    """What every ``Vault`` promises, whatever keeps it."""

    @abstractmethod
    def opener(self) -> Opener:
        """Return what opens one fresh vault, again and again the same."""

    def bytes_of(self, opener: Opener) -> bytes | None:
        """Return everything that *opener*'s vault left in storage; None where unseen."""
        del opener
        return None

    def stored_of(self, opener: Opener, subject: UUID) -> list[bytes]:
        """Return the sealed key and reference of *subject*, as they are stored."""
        raise NotImplementedError

    @pytest.fixture
    def handles(self) -> Opener:
        """What opens the vault of this test."""
        return self.opener()

    @pytest.fixture
    def vault(self, handles: Opener) -> Iterator[Vault]:
        """Give a fresh vault, and close it."""
        with closing(handles()) as opened:
            yield opened

    # Ids and references

    def test_a_reference_has_one_id_however_often_it_is_asked_for(
        self, vault: Vault
    ) -> None:
        first = vault.identify([C01, C02, C01])

        assert vault.identify([C02, C01]) == first
        assert len(set(first.values())) == 2
        assert vault.find(C01) == first[C01]

    def test_an_id_finds_its_way_back(self, vault: Vault) -> None:
        ids = vault.identify([C02, C01, Subject("centre", "invented-three")])

        assert vault.reference(ids[C01]) == C01
        assert vault.references("child") == [(C01, ids[C01]), (C02, ids[C02])]
        assert vault.references("staff") == []

    def test_finding_makes_nothing(self, vault: Vault) -> None:
        assert vault.find(C01) is None
        assert vault.look_up([C01, C02]) == {C01, C02}
        assert vault.references("child") == []

    def test_who_is_new_is_told_apart_from_who_is_not(self, vault: Vault) -> None:
        vault.identify([C01])

        assert vault.look_up([C01, C02]) == {C02}

    def test_nobody_is_known_by_an_id_that_was_never_given(self, vault: Vault) -> None:
        vault.identify([C01])

        assert not vault.knows(NOBODY)
        assert vault.reference(NOBODY) is None
        assert vault.key(NOBODY) is None

    def test_ids_and_keys_say_nothing_of_a_reference(self, vault: Vault) -> None:
        with closing(self.opener()()) as other:
            here, there = vault.identify([C01])[C01], other.identify([C01])[C01]

            assert here != there
            assert vault.key(here) != other.key(there)

    @pytest.mark.parametrize("key", HOSTILE)
    def test_a_reference_is_kept_letter_by_letter(self, vault: Vault, key: str) -> None:
        hostile, plain = Subject("child", key), Subject("child", "C01")

        ids = vault.identify([hostile, plain, Subject("staff", key)])

        assert len(set(ids.values())) == 3
        assert vault.reference(ids[hostile]) == hostile
        assert vault.find(plain) == ids[plain]

    # Keys

    def test_each_has_a_key_of_its_own_of_32_bytes(self, vault: Vault) -> None:
        keys = [vault.key(one) for one in vault.identify(CROWD).values()]

        assert len(set(keys)) == len(CROWD)
        assert {len(key or b"") for key in keys} == {32}

    def test_a_key_once_given_is_there_after_the_vault_is_opened_again(
        self, handles: Opener, vault: Vault
    ) -> None:
        ids = vault.identify([C01, C02])
        keys = [vault.key(one) for one in ids.values()]

        with closing(handles()) as again:  # the first was never closed, as in a crash
            assert again.identify([C01, C02]) == ids
            assert [again.key(one) for one in ids.values()] == keys
            assert again.reference(ids[C01]) == C01

    def test_a_hash_is_the_same_in_this_vault_alone(
        self, handles: Opener, vault: Vault
    ) -> None:
        with closing(handles()) as again, closing(self.opener()()) as other:
            assert vault.keyed_hash("a", "b") == again.keyed_hash("a", "b")
            assert vault.keyed_hash("a", "b") != vault.keyed_hash("b", "a")
            assert vault.keyed_hash("a", "b") != other.keyed_hash("a", "b")

    def test_what_it_seals_it_opens_and_another_does_not(
        self, handles: Opener, vault: Vault
    ) -> None:
        sealed = vault.seal(b"2013-03-14")

        assert b"2013" not in sealed
        with closing(handles()) as again, closing(self.opener()()) as other:
            assert again.open(sealed) == b"2013-03-14"
            with pytest.raises(Exception, match="damaged"):
                other.open(sealed)

    # Many at once

    def test_threads_that_ask_together_get_one_answer(self, vault: Vault) -> None:
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(vault.identify, [CROWD] * 8))

        assert all(answer == answers[0] for answer in answers)

    def test_two_handles_give_one_id(self, handles: Opener, vault: Vault) -> None:
        with closing(handles()) as other:
            first = vault.identify([C01])
            assert other.identify([C01, C02])[C01] == first[C01]
            assert vault.find(C02) == other.find(C02) is not None

    def test_processes_that_make_the_vault_together_agree(self, handles: Opener) -> None:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(3, mp_context=context) as pool:
            answers = list(pool.map(ids_given, [handles] * 3))

        assert answers[0] == answers[1] == answers[2] == ids_given(handles)

    # Erasure

    def test_what_was_erased_is_gone_and_nobody_else(self, vault: Vault) -> None:
        ids = vault.identify([C01, C02])
        kept = vault.key(ids[C02])

        vault.erase(ids[C01], DAY)

        assert vault.key(ids[C01]) is None
        assert vault.reference(ids[C01]) is None
        assert vault.find(C01) is None
        assert vault.references("child") == [(C02, ids[C02])]
        assert vault.knows(ids[C01])
        assert vault.erased() == {ids[C01]}
        assert vault.key(ids[C02]) == kept

    def test_the_reference_of_one_who_was_erased_is_new_when_it_is_sent_again(
        self, vault: Vault
    ) -> None:
        gone = vault.identify([C01])[C01]
        vault.erase(gone, DAY)

        again = vault.identify([C01])[C01]

        assert again != gone
        assert vault.key(gone) is None
        assert vault.key(again) is not None

    def test_another_handle_knows_nothing_of_one_who_was_erased(
        self, handles: Opener, vault: Vault
    ) -> None:
        with closing(handles()) as other:
            gone = other.identify([C01])[C01]
            assert other.erased() == set()
            vault.erase(gone, DAY)

            assert other.erased() == {gone}
            assert other.find(C01) is None
            assert other.reference(gone) is None
            assert other.key(gone) is None
            assert other.identify([C01])[C01] != gone

    def test_what_was_erased_stays_gone_when_the_vault_is_opened_again(
        self, handles: Opener, vault: Vault
    ) -> None:
        gone = vault.identify([C01])[C01]
        vault.erase(gone, DAY)

        with closing(handles()) as again:
            assert (again.key(gone), again.reference(gone)) == (None, None)
            assert again.erasures() == [Erasure(gone, DAY)]

    def test_the_ledger_keeps_every_erasure_the_earliest_first(self, vault: Vault) -> None:
        ids = vault.identify([C01, C02])
        vault.erase(ids[C02], DAY + timedelta(days=1))
        vault.erase(ids[C01], DAY)

        vault.erase(ids[C01], DAY + timedelta(days=9))

        assert [e.subject for e in vault.erasures()] == [ids[C01], ids[C02]]
        assert vault.erasures()[0].at == DAY

    def test_a_ledger_is_replayed_over_a_vault_that_never_knew_them(
        self, vault: Vault
    ) -> None:
        ids = vault.identify([C01])

        vault.erase(NOBODY, DAY)

        assert vault.erasures() == [Erasure(NOBODY, DAY)]
        assert not vault.knows(NOBODY)
        assert vault.find(C01) == ids[C01]

    def test_nothing_of_the_erased_is_left_in_the_bytes(
        self, handles: Opener, vault: Vault
    ) -> None:
        ids = vault.identify([C01, *CROWD])
        self._bytes(handles)
        stored = self.stored_of(handles, ids[C01])
        key = vault.key(ids[C01]) or b""

        vault.erase(ids[C01], DAY)

        left = self._bytes(handles)
        assert len(stored) == 2
        assert [one for one in (*stored, key) if _stand(one, left)] == []
        assert found([C01.key], left) == []

    def test_no_reference_and_no_key_stands_in_the_bytes(
        self, handles: Opener, vault: Vault
    ) -> None:
        ids = vault.identify(CROWD)

        within = self._bytes(handles)

        assert found([one.key for one in CROWD], within) == []
        assert [one for one in ids.values() if _stand(vault.key(one) or b"", within)] == []

    # Rotation

    def test_after_a_rotation_everything_opens_as_before(
        self, handles: Opener, vault: Vault
    ) -> None:
        ids = vault.identify([C01, C02, *CROWD])
        vault.erase(ids[C02], DAY)
        keys = {one: vault.key(one) for one in ids.values()}
        sealed, hashed = vault.seal(b"2013"), vault.keyed_hash("a")

        wrapped = vault.rotate()

        assert wrapped == len(ids) - 1
        with closing(handles()) as again:
            for handle in (vault, again):
                assert {one: handle.key(one) for one in ids.values()} == keys
                assert handle.reference(ids[C01]) == C01
                assert handle.open(sealed) == b"2013"
                assert handle.keyed_hash("a") == hashed
                assert [e.subject for e in handle.erasures()] == [ids[C02]]

    def test_another_handle_goes_on_after_a_rotation(
        self, handles: Opener, vault: Vault
    ) -> None:
        with closing(handles()) as other:
            ids = other.identify([C01])
            vault.rotate()

            assert other.key(ids[C01]) == vault.key(ids[C01])
            new = other.identify([C02])[C02]
            assert vault.key(new) == other.key(new) is not None
            assert vault.reference(new) == C02

    def test_a_rotation_leaves_nothing_that_the_old_key_opened(
        self, handles: Opener, vault: Vault
    ) -> None:
        ids = vault.identify(CROWD)
        self._bytes(handles)
        stored = [one for i in ids.values() for one in self.stored_of(handles, i)]

        vault.rotate()

        after = self._bytes(handles)
        assert len(stored) == 2 * len(CROWD)
        assert [one for one in stored if one in after] == []

    def _bytes(self, opener: Opener) -> bytes:
        within = self.bytes_of(opener)
        if within is None:
            pytest.skip("what this vault stores cannot be looked into")
        assert within
        return within


def _stand(stored: bytes, within: bytes) -> bool:
    """Whether *stored* is in *within*, whichever way it was written."""
    return any(form in within for form in written(stored))
