"""What privacy costs: an event of five personal fields sealed, ten thousand names opened.

Beside it the bare calls of ``cryptography`` with the same keys, the same bound places and
nonces of their own: what is more is JSON, base64, and where the keys come from. Seconds are
those of this process's processor.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casemgmt import Subject
from casemgmt.privacy.sealing import NONCE_BYTES, Place, Sealer
from casemgmt.privacy.vault import FileVault

from .measuring import Rates, interleaved, print_line, ratio

FIELDS = {
    "given_name": {"ar": "سلمى", "fr": "Salma"},
    "family_name": {"ar": "الإدريسي", "fr": "Idrissi"},
    "born": "2013-03-14",
    "phone": {"plain": "+212 6 12 34 56 78"},
    "address": {"fr": "12, rue des Grenadiers, Médiouna"},
}
NAMES = 10_000
ROUNDS, TIMES = 9, 400
SEALED_WITHIN, OPENED_WITHIN = 50, 1
"""Microseconds an event, and seconds for ten thousand names."""


def sealing(vault: FileVault, child: Subject) -> None:
    """Print what an event of five personal fields costs."""
    person = vault.identify([child])[child]
    place, sealer, bare = Place(person, person, 1), Sealer(vault), AESGCM(os.urandom(32))
    plain = {field: (orjson.dumps(said), place.of(field)) for field, said in FIELDS.items()}

    def ours() -> object:
        return [sealer.seal(said, place, field) for field, said in FIELDS.items()]

    def peer() -> object:
        found = []
        for said, bound in plain.values():
            nonce = os.urandom(NONCE_BYTES)
            found.append(nonce + bare.encrypt(nonce, said, bound))
        return found

    rates = interleaved(
        {"ours": ours, "peer": peer}, rounds=ROUNDS, times=TIMES, clock=time.process_time
    )
    told("sealing: an event of five personal fields", rates, 1e6, "µs", SEALED_WITHIN)


def opening(vault: FileVault) -> None:
    """Print what ten thousand names of as many children cost, no key being at hand."""
    children = [Subject("child", f"K{n}") for n in range(NAMES)]
    ids = vault.identify(children)
    places = [Place(ids[one], ids[one], 1) for one in children]
    sealer = Sealer(vault)
    sealed = [sealer.seal(FIELDS["given_name"], p, "given_name") for p in places]
    keys = [vault.key(place.person) or b"" for place in places]
    raw = [
        (key, os.urandom(NONCE_BYTES), place.of("given_name"))
        for key, place in zip(keys, places, strict=True)
    ]
    name = orjson.dumps(FIELDS["given_name"])
    closed = [(k, n, AESGCM(k).encrypt(n, name, bound), bound) for k, n, bound in raw]

    def ours() -> object:
        fresh = Sealer(vault)
        pairs = zip(sealed, places, strict=True)
        return [fresh.open(one, place, "given_name") for one, place in pairs]

    def peer() -> object:
        return [orjson.loads(AESGCM(k).decrypt(n, c, bound)) for k, n, c, bound in closed]

    assert ours() == peer() == [FIELDS["given_name"]] * NAMES
    rates = interleaved(
        {"ours": ours, "peer": peer}, rounds=5, times=1, warm_up=1, clock=time.process_time
    )
    told(f"opening: {NAMES:,} sealed names", rates, 1, "seconds", OPENED_WITHIN)


def told(
    promise: str, rates: Mapping[str, Rates], times: float, unit: str, within: float
) -> None:
    """Print what it came to, in the time of the processor, against what was promised."""
    ours, peer = (times / rates[name].median for name in ("ours", "peer"))
    print_line(
        {
            "promise": promise,
            "ours": round(ours, 3),
            "peer": round(peer, 3),
            "peer_name": "cryptography's AESGCM, bare, with the keys at hand",
            "ratio": round(ratio(rates["ours"], rates["peer"]), 3),
            "unit": f"{unit} of the processor",
            "runs": len(rates["ours"].rounds),
            "spread": [round(rates[name].spread, 2) for name in ("ours", "peer")],
            "within": within,
            "holds": ours <= within,
        }
    )


def main() -> None:
    """Measure, and print two lines."""
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "insaf.vault"
        with closing(FileVault(file, create=True)) as vault:
            sealing(vault, Subject("child", "C01"))
            opening(vault)


if __name__ == "__main__":
    main()
