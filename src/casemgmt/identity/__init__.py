"""Identity: which records may be of one child, however the names were written."""

try:
    import rapidfuzz  # noqa: F401 - asked for here, so that whoever lacks it is told once
except ModuleNotFoundError as error:
    from casemgmt.errors import MissingExtraError

    raise MissingExtraError.because("extra.names") from error
