"""eventsourcing's own test cases for recorders, run on an engine's recorder, word for word.

What does not hold is listed by name, with the reason. The list is kept honest: a case that
is listed and holds fails, and so does one that is listed and does not exist.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import pytest
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)

CASES: Mapping[str, Any] = MappingProxyType(
    {
        case.__name__: case
        for case in (
            AggregateRecorderTestCase,
            ApplicationRecorderTestCase,
            NonInterleavingNotificationIDsBaseCase,
            ProcessRecorderTestCase,
            TrackingRecorderTestCase,
        )
    }
)
OFFERED = tuple(
    f"{name}.{test}"
    for name, case in CASES.items()
    for test in dir(case)
    if test.startswith(("test", "optional_test"))
)
"""Every test the library has for a recorder, also those it does not run by itself."""


class LibraryContract(ABC):
    """What the library asks of the recorder an engine is built on."""

    DOES_NOT_HOLD: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """What does not hold, as ``Case.test``, and why it need not."""

    @abstractmethod
    def recorder(self) -> Any:
        """Return a recorder with a log of its own, without events."""

    @pytest.mark.parametrize("promise", OFFERED)
    def test_the_librarys_own_case(self, promise: str) -> None:
        if promise not in self.DOES_NOT_HOLD:
            self._run(promise)
            return
        with pytest.raises(Exception):  # noqa: B017, PT011 - whatever it is, it does not hold
            self._run(promise)

    def test_what_does_not_hold_is_a_case_of_the_library_and_has_a_reason(self) -> None:
        assert set(self.DOES_NOT_HOLD) <= set(OFFERED)
        assert all(self.DOES_NOT_HOLD.values())

    def _run(self, promise: str) -> None:
        name, _, test = promise.partition(".")
        create = {"create_recorder": lambda _: self.recorder()}
        case = type(name, (CASES[name],), create)(test)
        case.debug()  # the test alone: what fails is raised
