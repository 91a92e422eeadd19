"""Identity: which records may be of one child, however the names were written."""

try:
    import rapidfuzz  # noqa: F401 - asked for here, so that whoever lacks it is told once
except ModuleNotFoundError as error:
    from casemgmt.errors import MissingExtraError

    _MESSAGE = "comparing names needs an extra: pip install 'casemgmt[names]'"
    raise MissingExtraError(_MESSAGE) from error
