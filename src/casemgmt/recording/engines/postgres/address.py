"""Where a PostgreSQL store is: ``postgresql://user@host:5432/database?schema=name``.

Everything but ``schema`` is libpq's own, also several hosts and certificates. What is shown
of an address names neither who comes in nor the password.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from attrs import field, frozen
from psycopg import Error
from psycopg.conninfo import conninfo_to_dict

from casemgmt.errors import NoStoreError

DEFAULT_SCHEMA = "casemgmt"
CONNECT_SECONDS = 5
_SCHEMA = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,62}")
_EXAMPLE = "postgresql://user@host:5432/database?schema=casemgmt"


@frozen
class Address:
    """Where the tables of one store are.

    Attributes:
        parameters: What libpq is told to connect; the password may be among it.
        schema: The schema that holds the tables, so that one database may hold stores.
        shown: The address as messages name it.

    """

    parameters: dict[str, Any] = field(repr=False)
    schema: str
    shown: str

    @classmethod
    def read(cls, address: str) -> Address:
        """Return what *address* says.

        Raises:
            NoStoreError: it cannot be read; the message repeats nothing of it.

        """
        try:
            parts = urlsplit(address)
            asked = parse_qsl(parts.query, keep_blank_values=True)
            rest = urlencode([a for a in asked if a[0] != "schema"], quote_via=quote)
            parameters = conninfo_to_dict(parts._replace(query=rest).geturl())
        except (Error, ValueError):
            parameters = {}
        if not parameters.get("dbname"):
            raise NoStoreError.because("server.no-address", example=_EXAMPLE) from None
        schema = dict(asked).get("schema", DEFAULT_SCHEMA)
        if not _SCHEMA.fullmatch(schema):
            raise NoStoreError.because("server.schema")
        return cls(_with_defaults(parameters), schema, _shown(parameters, schema))


def _with_defaults(parameters: dict[str, Any]) -> dict[str, Any]:
    return {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "casemgmt",
        **parameters,
    }


def _shown(parameters: dict[str, Any], schema: str) -> str:
    port = f":{parameters['port']}" if parameters.get("port") else ""
    where = f"{parameters.get('host', '')}{port}/{parameters['dbname']}"
    beside = "" if schema == DEFAULT_SCHEMA else f"?schema={schema}"
    return f"postgresql://{where}{beside}"
