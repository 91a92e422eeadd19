"""Processes do what they are sent, and what they raise is raised here."""

from __future__ import annotations

import math
import os
import pickle
from concurrent.futures import BrokenExecutor

import pytest

from casemgmt.sharing.hands import Processes

pytestmark = pytest.mark.slow


def test_what_is_sent_is_done_elsewhere() -> None:
    with Processes(2) as processes:
        done = [processes.submit(math.factorial, n) for n in range(5)]
        where = processes.submit(os.getpid)

        assert [one.result() for one in done] == [1, 1, 2, 6, 24]
        assert where.result() in processes.pids


def test_what_it_raises_is_raised_here() -> None:
    with Processes(1) as processes:
        failing = processes.submit(math.factorial, -1)

        with pytest.raises(ValueError, match="negative"):
            failing.result()
        assert processes.submit(math.factorial, 3).result() == 6


def test_an_error_that_cannot_be_sent_is_named() -> None:
    with Processes(1) as processes:
        failing = processes.submit(pickle.loads, pickle.dumps(_Odd()))

        with pytest.raises(RuntimeError, match="OddError"):
            failing.result()
        assert processes.submit(math.factorial, 3).result() == 6


class _Odd:
    """When it is read again, an error is raised that has more than its words."""

    def __reduce__(self) -> tuple[object, ...]:
        return exec, (_RAISES,)


_RAISES = """
class OddError(Exception):
    def __init__(self, one, other):
        super().__init__(one)
raise OddError(1, 2)
"""


def test_a_process_that_ends_breaks_what_it_was_at() -> None:
    with Processes(1) as processes:
        with pytest.raises(BrokenExecutor):
            processes.submit(os._exit, 3).result()
        with pytest.raises(BrokenExecutor):
            processes.submit(os.getpid).result()
