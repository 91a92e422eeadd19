"""What every adapter promises, in a SQLite file and on a PostgreSQL server."""

from itertools import count

import pytest

from casemgmt.testing import AdapterContract
from casemgmt_sql import SqlReadModel

from .tables_read import shown

pytestmark = pytest.mark.slow


class TestSqlite(AdapterContract):
    adapter = SqlReadModel
    suffix = ".db"

    def shown(self, adapter):
        return shown(adapter)


class OnPostgres(AdapterContract):
    adapter = SqlReadModel
    _schemas = count(1)

    @pytest.fixture(autouse=True)
    def _server(self, postgres):
        self.server = postgres

    def address(self):
        return self.server.address(f"read_{next(self._schemas)}")

    def shown(self, adapter):
        return shown(adapter)

    def bytes_of(self, address):
        """The files of the tables and of those beside, as the server wrote them."""
        schema = address.rpartition("=")[2]
        self.server.asked("CHECKPOINT")
        files = self.server.asked(
            "SELECT pg_relation_filepath(c.oid) FROM pg_class c JOIN pg_namespace n "
            "ON n.oid = c.relnamespace WHERE n.nspname LIKE %s AND c.relfilenode <> 0 "
            "UNION SELECT pg_relation_filepath(c.reltoastrelid) FROM pg_class c "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname LIKE %s AND c.reltoastrelid <> 0",
            f"{schema}%",
            f"{schema}%",
        )
        data = self.server.home.folder / "data"
        return b"\0".join((data / file).read_bytes() for (file,) in files)


@pytest.mark.long  # the gate keeps its two halves: a file alone, a server shared
class TestPostgres(OnPostgres):
    pass


class TestSharedPostgres(OnPostgres):
    """Where several may bring it up at once."""

    def address(self):
        return super().address().replace("?", "?shared=yes&")
