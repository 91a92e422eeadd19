"""The log in a PostgreSQL database: for an organisation with many writers."""

try:
    from .log import PostgresLog
except ModuleNotFoundError as error:
    from casemgmt.errors import MissingExtraError

    raise MissingExtraError.because("extra.postgres") from error

__all__ = ["PostgresLog"]
