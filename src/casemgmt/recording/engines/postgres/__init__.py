"""The log in a PostgreSQL database: for an organisation with many writers."""

try:
    from .log import PostgresLog
except ModuleNotFoundError as error:
    from casemgmt.errors import MissingExtraError

    _MESSAGE = "a store on PostgreSQL needs casemgmt[postgres], which is not installed"
    raise MissingExtraError(_MESSAGE) from error

__all__ = ["PostgresLog"]
