"""Read models of casemgmt as plain SQL tables: SQLite for one office, PostgreSQL for many.

Children, cases, what is to be done, what was given and what is in stock, for any tool that
reads SQL; and the timeline they come from.
"""

from casemgmt_sql.adapter import SqlReadModel
from casemgmt_sql.tables import METADATA, VERSION

__all__ = ["METADATA", "VERSION", "SqlReadModel"]
