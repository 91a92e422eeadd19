"""``casemgmt vault``: the keys are made, backed up, restored, rotated and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from cyclopts import Parameter

from casemgmt import vaults
from casemgmt.cli.answer import Common, say, say_json
from casemgmt.errors import ConfigurationError
from casemgmt.locale import sentence
from casemgmt.opening.addresses import without_secrets

COULD_NOT = 1
T = TypeVar("T")
Act = Literal["check", "create", "backup", "restore", "expire", "rotate", "move", "destroy"]


def vault(
    store: str,
    act: Act = "check",
    *,
    out: Path | None = None,
    from_: Annotated[Path | None, Parameter(name="--from")] = None,
    ledger: tuple[Path, ...] = (),
    expired: Annotated[bool, Parameter(negative=())] = False,
    lock: str | None = None,
    to: str | None = None,
    old: str | None = None,
    common: Common | None = None,
) -> int:
    """Look after the keys.

    Args:
        store: The store, such as insaf.db.
        act: What to do with its vault.
        out: backup: the file to write.
        from_: restore: the backup; expire: the folder of backups.
        ledger: restore: a later backup, whose erasures are carried out too.
        expired: restore: take a backup that expired.
        lock: rotate: what locks it from now on, such as age?passphrase-file=FILE.
        to: move: where the keys are to be, such as postgresql://keys.example/insaf_keys.
        old: destroy: where they were, before they were moved.
        common: How it is asked and answered.

    """
    asked = common or Common()
    match act:
        case "backup":
            return _back_up(store, _named(out, "--out"), asked)
        case "restore":
            return _restore(store, _named(from_, "--from"), ledger, asked, expired=expired)
        case "expire":
            return _expire(_named(from_, "--from"), asked)
        case "rotate":
            return _rotate(store, lock, asked)
        case "check":
            return _check(store, asked)
        case _:
            return _place(store, act, to if act == "move" else old, asked)


def _place(
    store: str, act: Literal["create", "move", "destroy"], at: str | None, asked: Common
) -> int:
    """Make a vault where it is to be, move it there, or destroy it where it was."""
    match act:
        case "create":
            where, word, said = vaults.create(store, config=asked.config), "created", {}
        case "move":
            to = _named(at, "--to", "ADDRESS")
            where, keys = vaults.move(store, to, config=asked.config)
            word, said = "moved", {"keys": keys}
        case "destroy":
            gone = _named(at, "--old", "ADDRESS")
            where, word, said = vaults.destroy(store, gone, config=asked.config), "gone", {}
    _say(asked, f"vault-{word}", said, vault=without_secrets(where))
    return 0


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


def _expire(folder: Path, asked: Common) -> int:
    gone = vaults.expire(folder)
    if asked.json:
        say_json({"destroyed": gone})
    for path in () if asked.json else gone:
        say(sentence("care.vault-destroyed", asked.lang, path=path))
    if not gone and not asked.json:
        say(sentence("care.vault-none-expired", asked.lang, path=folder))
    return 0


def _rotate(store: str, lock: str | None, asked: Common) -> int:
    at, keys = vaults.rotate(store, lock=lock, config=asked.config)
    vault = without_secrets(at)
    _say(asked, "vault-rotated", {"keys": keys}, vault=vault)
    if lock is not None and not asked.json:
        say(sentence("care.vault-relocked", asked.lang, vault=vault))
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


def _named(told: T | None, option: str, what: str = "FILE") -> T:
    if told is None:
        raise ConfigurationError.because("vault.option-missing", option=option, what=what)
    return told
