"""A vault whose key was changed: all opens as before, and nothing with the old key."""

from __future__ import annotations

from contextlib import closing

from casemgmt.privacy.vault_port import Vault

from .vault_desk import C01, C02, CROWD, DAY, Opener, VaultDesk


class RotatingPromises(VaultDesk):
    """A part of ``VaultContract``: rotation."""

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
        self.looked_into(handles)
        stored = [one for i in ids.values() for one in self.stored_of(handles, i)]

        vault.rotate()

        after = self.looked_into(handles)
        assert len(stored) == 2 * len(CROWD)
        assert [one for one in stored if one in after] == []
