"""A session whose storage fails at one call: every answer is compared with the truth.

The truth is what a process finds that opens a copy of the files as they were left at the
answer: as if this one had died right after it.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from attrs import define, field

from casemgmt import Store
from casemgmt.errors import BusyError, CaseManagementError, OutcomeUnknownError

from .acts import assert_goes_on, assert_kept, expected, script
from .disk import Watcher, watched
from .power import checkpoints_every, folder

NEVER = 1 << 30
PAGES = 12
LEFT_BEHIND = ("-shm", ".lock")


@define
class Fault(Watcher):
    """Lets calls fail from the Nth of its kind on, until it has failed often enough."""

    kinds: frozenset
    nth: int
    error: int
    late: bool = False
    times: int = NEVER
    calls: int = 0
    lifted: bool = False
    hit: list = field(factory=list)

    def before(self, call):
        if call.kind not in self.kinds or self.lifted:
            return 0
        self.calls += 1
        return 0 if self.late else self._said(call)

    def after(self, call):
        if not self.late or call.kind not in self.kinds or self.lifted:
            return 0
        return self._said(call)

    def _said(self, call):
        if not self.nth <= self.calls < self.nth + self.times:
            return 0
        self.hit.append(call.kind)
        return self.error


@define
class Trial:
    """One session with one fault, and what was answered."""

    at: Path
    acts: list
    wanted: dict
    fault: Fault
    recorded: list = field(factory=list)
    endings: list = field(factory=list)

    @property
    def path(self):
        return self.at / "a.db"

    def carried_out(self):
        """Run the session; the fault passes at its end, and everything is sent again."""
        with watched(self.fault):
            try:
                with Store.open(self.path, create=True) as store:
                    for act in self.acts:
                        self.endings.append(self._sent(store, act))
            except BusyError:
                self.endings.append("not opened")
            self.fault.lifted = True
        if self.recorded:
            assert_kept(self.path, self.acts, self.recorded, self.wanted)
        assert_goes_on(self.path, self.acts, self.wanted)

    def _sent(self, store, act) -> str:
        hit = len(self.fault.hit)
        try:
            act.sent(store)
        except OutcomeUnknownError as unknown:
            return self._settled(store, act, unknown.command_id)
        except BusyError:
            there = self._left_behind(act)
            assert act.lines or not there, "nothing was recorded, it said; it was"
            return "busy"
        self.recorded.append(act)
        if len(self.fault.hit) == hit:
            return "recorded, untroubled"
        assert self._left_behind(act), "recorded, it said; it was not"
        return "recorded"

    def _settled(self, store, act, command_id) -> str:
        """Ask what became of it when the fault has passed, and compare."""
        self.fault.lifted = True
        settled = store.outcome(command_id)
        is_there = command_id in self._left_behind(act)
        assert is_there == (settled is not None), "the outcome is another"
        return "unknown"

    def _left_behind(self, act):
        """The ids of *act* that are there for who opens the files as they are now."""
        with folder() as beside, unwatched(self.fault):
            for file in self.at.iterdir():
                if not file.name.endswith(LEFT_BEHIND):
                    shutil.copy(file, Path(beside) / file.name)
            ids = {i for whole in act.wholes() for i in whole}
            try:
                with Store.open(Path(beside) / "a.db") as store:
                    return {e.command_id for e in store.events()} & ids
            except CaseManagementError:
                assert not self.recorded, "what is left cannot be opened"
                return set()


class unwatched(suppress):  # noqa: N801 - a context like suppress
    """Meanwhile the fault waits."""

    def __init__(self, fault):
        super().__init__()
        self._fault, self._lifted = fault, fault.lifted

    def __enter__(self):
        self._fault.lifted = True

    def __exit__(self, *_):
        self._fault.lifted = self._lifted


def tried(acts, wanted, fault, reached) -> Trial:
    """One trial in a folder of its own."""
    with folder() as at, checkpoints_every(PAGES):
        trial = Trial(Path(at), acts, wanted, fault)
        trial.carried_out()
    reached.update(trial.endings)
    return trial


def told(chance, length):
    """What is sent in a session, with a file among it, and what it brings about."""
    while True:
        acts = script(chance, length)
        if any(act.lines for act in acts):
            return acts, expected(acts)


def calls_of(acts, wanted, kinds) -> int:
    """How many such calls the session makes in peace."""
    fault = Fault(kinds, NEVER, 0)
    with folder() as at, checkpoints_every(PAGES):
        Trial(Path(at), acts, wanted, fault).carried_out()
    return fault.calls
