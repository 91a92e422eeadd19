"""Moving a vault to another kind of place: all of it, proven equal, or nothing.

While it is moved nobody writes to the one it comes from, and afterwards that one opens for
nobody: two that are both written to would each have keys that the other lacks. Persons'
keys stay what they are; what locks them in the new place is the new place's own.
"""

from __future__ import annotations

from attrs import evolve, frozen

from casemgmt.errors import NoStoreError

from .vault_keys import MOVED, VaultKeys, opened, sealed
from .vault_port import DamagedVaultError, KeyWrapper
from .vault_rows import Contents, Own, Row, VaultRows


@frozen
class Place:
    """A vault, and what locks it there.

    Attributes:
        rows: What is kept there.
        wrapper: What locks it; None where nothing does.

    """

    rows: VaultRows
    wrapper: KeyWrapper | None


def moved(source: Place, target: Place, to: str) -> int:
    """Move everything in *source* to *target*, and return how many keys there are.

    Done again after it was interrupted it begins anew; until it is through, the first is
    used as it was.

    Args:
        source: Where it is.
        target: Where it is to be: nothing is there, or what an earlier try left, or what
            was moved from there.
        to: What a configuration is to say, as *source* tells whoever opens it then.

    Raises:
        LockedVaultError: one of them does not open; the first was moved already.
        NoStoreError: the second is another's, or knows somebody whom the first does not.
        DamagedVaultError: a key does not open, or what arrived is not what was sent.
        BusyError: one of them cannot be written.

    """
    count = 0

    def given(stood: Contents) -> Own:
        nonlocal count
        keys = VaultKeys.read(stood.own, source.wrapper)
        _refuse_another(target, keys, stood)
        own, new = keys.renewed(target.wrapper)
        rows = tuple(_rewrapped(keys, new, row) for row in stood.rows)
        target.rows.take_over(Contents(own, rows, stood.erasures))
        _prove(target, keys, stood)
        count = sum(bool(row.key) for row in rows)
        return {**stood.own, MOVED: to.encode()}

    source.rows.hand_over(given)
    return count


def refuse_what_is_needed(old: Place, present: Place) -> None:
    """Refuse to let *old* be destroyed unless all of it is in the *present* vault.

    Raises:
        NoStoreError: it was never moved, or to somewhere else.
        LockedVaultError: one of them does not open.

    """
    was, now = old.rows.contents(), present.rows.contents()
    if MOVED not in was.own:
        raise NoStoreError.because("vault.was-not-moved")
    keys = VaultKeys.read(was.own, old.wrapper, moved=True)
    if not _is_held(was, keys, now, VaultKeys.read(now.own, present.wrapper)):
        raise NoStoreError.because("vault.in-use-lacks")


def _refuse_another(target: Place, keys: VaultKeys, stood: Contents) -> None:
    there = target.rows.contents()
    if not there.own and not there.rows:
        return
    theirs = VaultKeys.read(there.own, target.wrapper, moved=True)
    if theirs.secret != keys.secret:
        raise NoStoreError.because("vault.others-there")
    if {row.subject for row in there.rows} - {row.subject for row in stood.rows}:
        raise NoStoreError.because("vault.unknown-here")
    if {one.subject for one in there.erasures} - {one.subject for one in stood.erasures}:
        raise NoStoreError.because("vault.erased-there")


def _prove(target: Place, keys: VaultKeys, stood: Contents) -> None:
    there = target.rows.contents()
    theirs = VaultKeys.read(there.own, target.wrapper)
    same = (
        len(there.rows) == len(stood.rows)
        and set(there.erasures) == set(stood.erasures)
        and _is_held(stood, keys, there, theirs)
    )
    if not same:
        raise DamagedVaultError.because("vault.arrived-otherwise")


def _is_held(some: Contents, keys: VaultKeys, by: Contents, theirs: VaultKeys) -> bool:
    """Whether all of *some* is in *by*, but for who was erased there since."""
    if (keys.secret, keys.facts) != (theirs.secret, theirs.facts):
        return False
    erased = {one.subject for one in by.erasures}
    if not {one.subject for one in some.erasures} <= erased:
        return False
    there = {row.subject: row for row in by.rows}
    return all(
        row.subject in erased
        or (
            row.subject in there
            and _opened(keys, row) == _opened(theirs, there[row.subject])
        )
        for row in some.rows
    )


def _opened(keys: VaultKeys, row: Row) -> tuple[object, ...]:
    if not row.key:
        return ()
    at = row.subject.bytes
    key = opened(keys.master, row.key, at)
    return row.kind, row.hash, key, opened(keys.master, row.reference, named(at))


def _rewrapped(keys: VaultKeys, new: VaultKeys, row: Row) -> Row:
    if not row.key:
        return row
    at = row.subject.bytes
    key, reference = row.key, row.reference
    return evolve(
        row,
        key=sealed(new.master, opened(keys.master, key, at), at),
        reference=sealed(new.master, opened(keys.master, reference, named(at)), named(at)),
    )


def named(subject: bytes) -> bytes:
    """Return the place for which a reference is sealed."""
    return subject + b"reference"
