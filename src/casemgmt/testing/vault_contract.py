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
from abc import ABC
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from uuid import UUID

import pytest

from casemgmt.domain.vocabulary import Subject
from casemgmt.privacy.vault_port import Vault

from .rotating_promises import RotatingPromises
from .vanishing_promises import VanishingPromises
from .vault_desk import C01, C02, CROWD, NOBODY, Opener

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


def ids_given(opener: Opener) -> list[UUID]:
    """Open a vault, ask for the ids of a crowd, and let go of it."""
    with closing(opener()) as vault:
        ids = vault.identify(CROWD)
    return [ids[one] for one in CROWD]


class VaultContract(VanishingPromises, RotatingPromises, ABC):
    """What every ``Vault`` promises, whatever keeps it."""

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
