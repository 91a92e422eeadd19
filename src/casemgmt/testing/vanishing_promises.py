"""Who was erased is gone from a vault: the id, the key, the reference, the bytes."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from casemgmt.privacy.vault_port import Erasure, Vault

from .needles import found
from .vault_desk import C01, C02, CROWD, DAY, NOBODY, Opener, VaultDesk, stands


class VanishingPromises(VaultDesk):
    """A part of ``VaultContract``: erasure."""

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
        self.looked_into(handles)
        stored = self.stored_of(handles, ids[C01])
        key = vault.key(ids[C01]) or b""

        vault.erase(ids[C01], DAY)

        left = self.looked_into(handles)
        assert len(stored) == 2
        assert [one for one in (*stored, key) if stands(one, left)] == []
        assert found([C01.key], left) == []

    def test_no_reference_and_no_key_stands_in_the_bytes(
        self, handles: Opener, vault: Vault
    ) -> None:
        ids = vault.identify(CROWD)

        within = self.looked_into(handles)

        assert found([one.key for one in CROWD], within) == []
        assert [one for one in ids.values() if stands(vault.key(one) or b"", within)] == []
