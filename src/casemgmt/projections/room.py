"""Where an adapter works apart: a process that is started again when it is gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from threading import RLock
from typing import Any, NoReturn, TypeVar

from attrs import asdict

from casemgmt.errors import RepairNeededError, RetryableError
from casemgmt.limited.frames import FrameError
from casemgmt.limited.limiting import Limits
from casemgmt.limited.process import STARTING_SECONDS, LimitedProcess, StoppedError
from casemgmt.locale.saying import Saying
from casemgmt.telemetry import LogLine, log

from .giving import RaisedElsewhereError
from .resting import Endurance
from .wire import first_in

RAISED = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}(?: [0-9A-Z_]{1,50})?")
"""The name of an error, and a code: nothing else is taken over from an adapter."""
UNNAMED = "an error"
GARBAGE = StoppedError.because("process.no-answer")
PROCESS = "casemgmt.projections.apart"
T = TypeVar("T")


class AdapterStoppedError(RaisedElsewhereError, RetryableError):
    """The process of an adapter ended, or was ended; it is started again when asked."""


class AdapterFailedError(RaisedElsewhereError, RepairNeededError):
    """An adapter could not do what it was asked; its error is named, never its words."""


class Room:
    """One adapter and what is built beside it, by number, in a process of their own.

    Attributes:
        declared: What the adapter says of itself: ``events`` and ``fields``.
        can: What it can beyond that, by the names of the methods.
        limited: Whether the system keeps the limit of memory.

    """

    def __init__(self, name: str, address: str, limits: Limits) -> None:
        self._name, self._address, self._limits = name, address, limits
        self._process: LimitedProcess | None = None
        self._born: dict[int, LimitedProcess | None] = {}
        self._made = 0
        self._endurance = Endurance()
        self._lock = RLock()
        self.declared: dict[str, list[str]]
        self.can: list[str]
        self.limited: bool
        self._start()

    def read(self, what: Callable[[Any], T], number: int, do: str) -> T:
        """Return what is answered, as *what* reads it."""
        with self._lock:
            answered = self.ask(number, do)
            try:
                return what(answered)
            except FrameError:
                self._fall(GARBAGE)

    def ask(self, number: int, do: str, **said: Any) -> Any:
        """Return what the adapter *number* answers.

        Raises:
            AdapterStoppedError: its process ended, or it cannot reach what it needs.
            AdapterFailedError: it raised another error.

        """
        with self._lock:
            if self._is_gone(number):
                raise AdapterStoppedError.because("adapter.beside-gone", name=self._name)
            process = self._process or self._start()
            return self._asked(process, {"on": number, "do": do, **said})

    def took_events(self) -> None:
        """Know that it took events: whatever ended it before is over."""
        self._endurance.took_events()

    def built_beside(self, number: int) -> int:
        """Have the adapter *number* build another beside it, and return its number."""
        with self._lock:
            self._made += 1
            self.ask(number, "beside", **{"as": self._made})
            self._born[self._made] = self._process
            return self._made

    def close(self, number: int) -> None:
        """Let go of the adapter *number*; of the process with the first."""
        with self._lock:
            if self._process is None or self._is_gone(number):
                return
            try:
                self.ask(number, "close")
            finally:
                if number == 0:
                    self._end()

    def _is_gone(self, number: int) -> bool:
        """Whether it was built beside, in a process that is no more."""
        return number != 0 and self._born.get(number) is not self._process

    def _start(self) -> LimitedProcess:
        self._endurance.begins()
        process = self._process = LimitedProcess.started(PROCESS, self._limits)
        first = {
            "adapter": self._name,
            "address": self._address,
            "limits": asdict(self._limits),
        }
        try:
            answer = self._asked(process, first, STARTING_SECONDS)
            self.declared, self.can, self.limited = first_in(answer)
        except FrameError:
            self._fall(GARBAGE)
        except BaseException:
            self._end()
            raise
        if not self.limited:
            log(LogLine.NO_LIMIT, adapter=self._name)
        return process

    def _asked(
        self, process: LimitedProcess, said: Mapping[str, Any], patience: float = 0.0
    ) -> Any:
        self._endurance.begins()
        try:
            answer = process.ask(said, patience)
        except StoppedError as stopped:
            self._fall(stopped)
        self._endurance.is_over()
        if "is" in answer:
            return answer["is"]
        raise self._raised(str(answer.get("raised")), down=answer.get("down") is True)

    def _raised(self, raised: str, *, down: bool) -> RaisedElsewhereError:
        what = raised if RAISED.fullmatch(raised) else UNNAMED
        error: RaisedElsewhereError
        said = Saying("adapter.an-error", {}) if what == UNNAMED else what
        if down:
            error = AdapterStoppedError.because(
                "adapter.cannot-reach", name=self._name, what=said
            )
        else:
            error = AdapterFailedError.because("adapter.failed", name=self._name, what=said)
        error.raised = what
        return error

    def _fall(self, stopped: StoppedError) -> NoReturn:
        self._end()
        log(LogLine.ADAPTER_ENDED, adapter=self._name, how=str(stopped))
        error = AdapterStoppedError.because(
            "adapter.process", name=self._name, stopped=stopped.said
        )
        error.rests = self._endurance.was_ended()
        raise error from None

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None
