"""What is written to be kept takes no more memory than it is long."""

import tracemalloc

import orjson
import pytest

from casemgmt.recording.compact import compact

SAID = {"on": "2025-09-20", "by": "amina", "d": {"نوع": "زيارة"}}
AROUND = 100
"""Bytes that Python adds to any."""


@pytest.mark.parametrize("option", [0, orjson.OPT_SORT_KEYS])
def test_it_is_what_orjson_writes(option):
    assert compact(SAID, option) == orjson.dumps(SAID, option=option)


def test_nothing_is_held_beyond_its_length():
    one = len(compact(SAID))
    tracemalloc.start()
    try:
        kept = [compact(SAID) for _ in range(1_000)]
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert held < len(kept) * (one + AROUND)
