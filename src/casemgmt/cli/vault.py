"""``casemgmt vault``: the keys are backed up, restored, rotated and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from casemgmt import vaults
from casemgmt.addresses import without_secrets
from casemgmt.cli.answer import Common, say, say_json
from casemgmt.errors import ConfigurationError
from casemgmt.locale import sentence

COULD_NOT = 1


def vault(
    store: str,
    act: Literal["backup", "restore", "rotate", "check"] = "check",
    *,
    out: Path | None = None,
    from_: Annotated[Path | None, Parameter(name="--from")] = None,
    ledger: tuple[Path, ...] = (),
    expired: Annotated[bool, Parameter(negative=())] = False,
    common: Common | None = None,
) -> int:
    """Look after the keys.

    Args:
        store: The store, such as insaf.db.
        act: What to do with its vault.
        out: backup: the file to write.
        from_: restore: the backup.
        ledger: restore: a later backup, whose erasures are carried out too.
        expired: restore: take a backup that expired.
        common: How it is asked and answered.

    """
    asked = common or Common()
    match act:
        case "backup":
            return _back_up(store, _named(out, "--out"), asked)
        case "restore":
            return _restore(store, _named(from_, "--from"), ledger, asked, expired=expired)
        case "rotate":
            at, keys = vaults.rotate(store, config=asked.config)
            _say(asked, "vault-rotated", {"keys": keys}, vault=without_secrets(at))
            return 0
        case "check":
            return _check(store, asked)


def _back_up(store: str, out: Path, asked: Common) -> int:
    saved = vaults.back_up(store, out, config=asked.config)
    said = {"path": out, "subjects": saved.subjects, "until": saved.until}
    _say(asked, "vault-saved", said, until=saved.until.date())
    return 0


def _restore(
    store: str, backup: Path, ledgers: tuple[Path, ...], asked: Common, *, expired: bool
) -> int:
    at, subjects, erased = vaults.restore(
        store, backup, ledgers=ledgers, expired=expired, config=asked.config
    )
    _say(asked, "vault-restored", {"subjects": subjects, "erased": erased}, vault=at)
    return 0


def _check(store: str, asked: Common) -> int:
    found = vaults.check(store, config=asked.config)
    names = ("subjects", "keys", "erased", "lacking", "damaged")
    said: dict[str, Any] = {name: getattr(found, name) for name in names}
    saved, at = found.backup, without_secrets(found.vault)
    more = {"ok": found.ok, "backup": saved.document() if saved else None}
    if asked.json:
        say_json({"vault": at, **said, **more})
    else:
        say(sentence("care.vault-checked", asked.lang, vault=at, **said))
        if saved is not None and not saved.valid:
            say(saved.sentence(at, asked.lang))
    return 0 if found.ok else COULD_NOT


def _say(asked: Common, key: str, said: dict[str, Any], **words: Any) -> None:
    if asked.json:
        say_json({**({"vault": words["vault"]} if "vault" in words else {}), **said})
    else:
        say(sentence(f"care.{key}", asked.lang, **{**said, **words}))


def _named(file: Path | None, option: str) -> Path:
    if file is None:
        msg = f"{option} FILE is missing"
        raise ConfigurationError(msg)
    return file
