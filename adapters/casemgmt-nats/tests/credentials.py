"""An operator, accounts and users of a NATS cluster, as ``nsc`` would make them.

What each may do is a signed claim: header, claims and signature of Ed25519, each in base64.
"""

import json
import time
from base64 import urlsafe_b64encode
from secrets import token_bytes

import nkeys
from attrs import define, field

FREE = dict.fromkeys(
    ("subs", "data", "payload", "imports", "exports", "conn", "leaf"), -1
) | {"wildcards": True}
JETSTREAM = {"mem_storage": -1, "disk_storage": -1, "streams": -1, "consumer": -1}
FILE = """-----BEGIN NATS USER JWT-----
{token}
------END NATS USER JWT------

-----BEGIN USER NKEY SEED-----
{seed}
------END USER NKEY SEED------
"""


@define
class Keys:
    """A pair of keys of one kind: operator, account or user."""

    kind: int
    seed: bytes = field(init=False)

    def __attrs_post_init__(self):
        self.seed = nkeys.encode_seed(token_bytes(32), self.kind)

    @property
    def public(self):
        return nkeys.from_seed(bytearray(self.seed)).public_key.decode()

    def sign(self, of, claims, *, until=None):
        """The claim that *of* may do this, signed by these keys."""
        said = {"iat": int(time.time()), "iss": self.public, "sub": of.public, "name": "x"}
        said |= {"jti": "x", "nats": claims | {"version": 2}} | (
            {"exp": until} if until else {}
        )
        parts = [{"typ": "JWT", "alg": "ed25519-nkey"}, said]
        text = ".".join(_in_base64(json.dumps(part).encode()) for part in parts)
        signed = nkeys.from_seed(bytearray(self.seed)).sign(text.encode())
        return f"{text}.{_in_base64(signed)}"


class Operator:
    """Who says which accounts there are; its settings are part of a server's."""

    def __init__(self):
        self.keys = Keys(nkeys.PREFIX_BYTE_OPERATOR)
        self.accounts = {}
        self.system = self.account(limits=FREE)

    def account(self, limits=FREE | JETSTREAM):
        """The keys of an account that may do this."""
        made = Keys(nkeys.PREFIX_BYTE_ACCOUNT)
        claims = {"type": "account", "limits": limits}
        self.accounts[made.public] = self.keys.sign(made, claims)
        return made

    @property
    def settings(self):
        known = "\n".join(f"{name}: {token}" for name, token in self.accounts.items())
        own = self.keys.sign(self.keys, {"type": "operator"})
        return (
            f"operator: {own}\nsystem_account: {self.system.public}\n"
            f"resolver: MEMORY\nresolver_preload {{\n{known}\n}}\n"
        )


def credentials(folder, account, *, name="amina", until=None, **rights):
    """A file of credentials of a new user of *account*."""
    user = Keys(nkeys.PREFIX_BYTE_USER)
    claims = {"type": "user", "subs": -1, "data": -1, "payload": -1} | rights
    token = account.sign(user, claims, until=until)
    path = folder / f"{name}.creds"
    path.write_text(FILE.format(token=token, seed=user.seed.decode()))
    return path


def _in_base64(said):
    return urlsafe_b64encode(said).decode().rstrip("=")
