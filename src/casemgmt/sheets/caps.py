"""How large a table may be; beyond that it is a mistake, or a trap."""

from __future__ import annotations

from casemgmt.limited.limiting import Limits

MEGABYTE = 1024 * 1024
FILE_BYTES = 50 * MEGABYTE
INFLATED_BYTES = 100 * MEGABYTE
"""Of everything a workbook's archive holds, as it is, whatever its directory says."""
RATIO, RATIO_FROM = 100, 20 * MEGABYTE
"""How many times larger than the file that may be, once there is so much of it."""
ENTRIES = 1_000
DIRECTORY_BYTES = 512 * 1024
ROWS, COLUMNS, CELLS = 100_000, 200, 1_000_000
"""Of one sheet; cells also count where they are empty, between the first and the last."""
SHEETS = 100
CELL = 32_767
"""Characters in one cell: what Excel itself can hold."""
LINE_BYTES = MEGABYTE
AT_ONCE, AT_ONCE_BYTES = 500, 2 * MEGABYTE
"""Rows, or bytes, of one answer of the process that reads."""
ANSWER_BYTES = 16 * MEGABYTE
LIMITS = Limits(seconds=60, memory_mb=210)
