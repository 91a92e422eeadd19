"""Where a read model is kept: a file, or a schema of a PostgreSQL database.

``register.db``, ``sqlite:///register.db`` or ``postgresql://user@host/db?schema=register``;
``config=casemgmt.toml`` names whose policy and codes hold, beside what is packaged; with
``shared=yes`` several machines bring up what is kept in a database.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Self
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from attrs import evolve, field, frozen

from casemgmt.adapters import Config
from casemgmt.errors import ConfigurationError

DEFAULT_SCHEMA = "casemgmt_read"
BESIDE = "_beside"
SQLITE, POSTGRES = "sqlite", ("postgresql", "postgres")
_SCHEMA = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,55}")
_OURS, _SHARED = ("schema", "config", "shared"), {"yes": True, "no": False}
_EXAMPLES = "register.db, or postgresql://user@host/database?schema=register"


@frozen
class Place:
    """Where the tables of one read model are.

    Attributes:
        file: Of a SQLite read model.
        server: What connects to a PostgreSQL database; a password may be in it.
        schema: Of a PostgreSQL read model.
        config: The configuration whose policy and codes hold; None for the packaged ones.
        shared: Whether several bring it up at once, each at other stories.

    """

    file: Path | None = None
    server: str = field(default="", repr=False)
    schema: str = DEFAULT_SCHEMA
    config: Path | None = None
    shared: bool = False

    @classmethod
    def of(cls, address: str) -> Self:
        """Return the place that *address* names.

        Raises:
            ConfigurationError: it names none; the message repeats no password.

        """
        path, _, query = address.partition("?")
        asked = dict(parse_qsl(query, keep_blank_values=True))
        config = Path(asked["config"]) if "config" in asked else None
        scheme = path.partition("://")[0] if "://" in path else SQLITE
        if scheme == SQLITE:
            return cls._of_file(path.removeprefix("sqlite:///"), asked, config)
        if scheme in POSTGRES:
            return cls._of_server(address, config)
        raise ConfigurationError.because("casemgmt_sql:place.kept-at", examples=_EXAMPLES)

    @classmethod
    def _of_file(cls, path: str, asked: dict[str, str], config: Path | None) -> Self:
        if not path or "://" in path or asked.keys() - {"config"}:
            raise ConfigurationError.because(
                "casemgmt_sql:place.kept-at", examples=_EXAMPLES
            )
        return cls(file=Path(path), config=config)

    @classmethod
    def _of_server(cls, address: str, config: Path | None) -> Self:
        try:
            parts = urlsplit(address)
            asked = parse_qsl(parts.query, keep_blank_values=True)
            host, database, _ = parts.hostname, parts.path.strip("/"), parts.port
        except ValueError:
            host = database = None
        if not (host and database):
            raise ConfigurationError.because(
                "casemgmt_sql:place.kept-at", examples=_EXAMPLES
            )
        rest = [one for one in asked if one[0] not in _OURS]
        schema = dict(asked).get("schema", DEFAULT_SCHEMA)
        if not _SCHEMA.fullmatch(schema):
            raise ConfigurationError.because("casemgmt_sql:place.schema")
        shared = dict(asked).get("shared", "no")
        if shared not in _SHARED:
            raise ConfigurationError.because("casemgmt_sql:place.shared")
        query = urlencode(rest, quote_via=quote)
        server = parts._replace(scheme="postgresql", query=query).geturl()
        return cls(server=server, schema=schema, config=config, shared=_SHARED[shared])

    @property
    def shown(self) -> str:
        """The place as messages name it: neither who comes in nor the password."""
        if self.file is not None:
            return str(self.file)
        parts = urlsplit(self.server)
        port = f":{parts.port}" if parts.port else ""
        return f"postgresql://{parts.hostname}{port}{parts.path}?schema={self.schema}"

    def beside(self) -> Place:
        """Return the place beside this one, where it is built anew."""
        if self.file is not None:
            return evolve(self, file=self.file.with_name(self.file.name + BESIDE))
        return evolve(self, schema=self.schema + BESIDE)

    def chosen(self) -> Config:
        """Return what the organisation chose.

        Raises:
            ConfigurationError: the configuration cannot be used.

        """
        return Config.read(self.config) if self.config else Config.default()
