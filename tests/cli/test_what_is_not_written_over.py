"""No verb that writes a file writes it over a store or its vault."""

import pytest

SEASON = ("--from", "2025-09-01", "--to", "2025-12-31", "--format", "html")
WRITING = {
    "backup": ("backup", "f12.db"),
    "backup of the vault": ("vault", "f12.db", "backup"),
    "checkpoint": ("checkpoint", "f12.db"),
    "access": ("access", "f12.db", "child:C01", "--lang", "en"),
    "report": ("report", "f12.db", "season", *SEASON),
}


@pytest.mark.parametrize("verb", WRITING)
@pytest.mark.parametrize("at", ["f12.db", "f12.vault"])
@pytest.mark.slow
def test_a_store_or_its_vault_named_by_mistake_stays_what_it_is(
    recorded, tmp_path, verb, at
):
    ended = recorded(*WRITING[verb], "--out", at)

    assert ended.code == 2
    assert ended.err.splitlines()[-1] == (
        f"casemgmt: {at}: there is a database; nothing was written over it"
    )
    assert recorded("vault", "f12.db", "check", "--json").document["ok"] is True
    assert recorded("verify", "f12.db").code == 0
