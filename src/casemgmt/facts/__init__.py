"""The facts: narrow tables of what was told, which every figure is computed from."""

from __future__ import annotations

try:
    import duckdb as _duckdb
    import nanoarrow as _nanoarrow
except ImportError as error:  # pragma: no cover - only without the extra
    from casemgmt.errors import MissingExtraError

    raise MissingExtraError.because("extra.figures") from error

from casemgmt.projections.adapter import Position

from .facts import Facts
from .log_source import LogSource
from .passed_over import PassedOver
from .shares import Hands
from .source import Sealer, Source

__all__ = ["Facts", "Hands", "LogSource", "PassedOver", "Position", "Sealer", "Source"]

del _duckdb, _nanoarrow
