"""Where a store on a cluster is: ``nats://host:4222,host2:4222/office?replicas=3``.

``office`` is the name of its stream. Who comes in is said by a file (``creds=``), or by a
name and a password before the hosts; TLS by ``ca=``, ``cert=`` and ``key=``. With
``monitor=8222`` the servers are asked at that port whether what they acknowledge is kept.
What is shown of an address names neither who comes in nor a file.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from attrs import field, frozen

from casemgmt.errors import NoStoreError

_EXAMPLE = "nats://host:4222,host2:4222/office?replicas=3"
_WHOLE = re.compile(
    r"nats://(?:(?P<who>[^@/]*)@)?(?P<hosts>[^@/?]+)/(?P<office>[^?]*)(?:\?(?P<asked>.*))?"
)
_OFFICE = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_HOST = re.compile(r"(?P<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\])(?::(?P<port>\d{1,5}))?")
_PORT, _LAST_PORT = 4222, 65_535
_FILES = ("creds", "ca", "cert", "key")
_KNOWN = {"replicas", "monitor", *_FILES}
_REPLICAS = ("1", "3", "5")


@frozen
class Address:
    """Where the stream of one store is.

    Attributes:
        hosts: The servers, as ``host:port``; one that answers is enough.
        office: The name of the stream.
        replicas: On how many servers each event is kept.
        user: Who comes in, None where a file says so or nobody asks.
        password: By what password.
        files: ``creds``, ``ca``, ``cert`` and ``key``, where they are given.
        monitor: The port at which servers tell of themselves, None where it is not said.

    """

    hosts: tuple[str, ...]
    office: str
    replicas: int
    user: str | None = field(repr=False)
    password: str | None = field(repr=False)
    files: dict[str, Path] = field(repr=False)
    monitor: int | None

    @classmethod
    def read(cls, address: str) -> Address:
        """Return what *address* says.

        Raises:
            NoStoreError: it cannot be read; the message repeats nothing of it.

        """
        whole = _WHOLE.fullmatch(address)
        if whole is None or not _OFFICE.fullmatch(whole["office"]):
            raise NoStoreError.because("casemgmt_nats:address.none", example=_EXAMPLE)
        asked = dict(parse_qsl(whole["asked"] or "", keep_blank_values=True))
        user, _, password = (whole["who"] or "").partition(":")
        return cls(
            hosts=tuple(_host(one) for one in whole["hosts"].split(",")),
            office=whole["office"],
            replicas=_replicas(asked),
            user=unquote(user) or None,
            password=unquote(password) or None,
            files={name: _file(name, asked[name]) for name in _FILES if name in asked},
            monitor=_port(asked["monitor"]) if "monitor" in asked else None,
        )

    @property
    def shown(self) -> str:
        """The address as messages name it."""
        return f"nats://{','.join(self.hosts)}/{self.office}"

    @property
    def servers(self) -> list[str]:
        """The servers as a client is told of them."""
        scheme = "tls" if "ca" in self.files else "nats"
        return [f"{scheme}://{host}" for host in self.hosts]


def _host(said: str) -> str:
    host = _HOST.fullmatch(said)
    if host is None:
        raise NoStoreError.because("casemgmt_nats:address.hosts")
    return f"{host['name']}:{_port(host['port'] or str(_PORT))}"


def _port(said: str) -> int:
    if not said.isdecimal() or not 0 < int(said) <= _LAST_PORT:
        raise NoStoreError.because("casemgmt_nats:address.port")
    return int(said)


def _replicas(asked: dict[str, str]) -> int:
    unknown = sorted(asked.keys() - _KNOWN)
    if unknown:
        known = ", ".join(sorted(_KNOWN))
        raise NoStoreError.because("casemgmt_nats:address.unknown-option", known=known)
    said = asked.get("replicas", "1")
    if said not in _REPLICAS:
        choices = ", ".join(_REPLICAS)
        raise NoStoreError.because("casemgmt_nats:address.replicas", choices=choices)
    return int(said)


def _file(name: str, said: str) -> Path:
    path = Path(said)
    if not path.is_file():
        raise NoStoreError.because("casemgmt_nats:address.no-file", option=name)
    return path
