"""``casemgmt project`` and ``casemgmt projections``: read models brought up, and asked."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from threading import Event as Stop
from threading import Lock, Thread, current_thread, main_thread
from typing import Annotated

from attrs import define, field
from cyclopts import Parameter

from casemgmt import Store
from casemgmt.cli.answer import Common, say, say_error, say_json
from casemgmt.cli.projections_told import (
    SHOWN,
    audit_row,
    in_words,
    row,
    rows_of,
    tell,
    to_do,
)
from casemgmt.cli.verify import FAILED
from casemgmt.config import AdapterConfig
from casemgmt.errors import CaseManagementError, InvalidError
from casemgmt.limited.limiting import let_others_first
from casemgmt.locale import sentence
from casemgmt.projections.adapter import Adapter, Beside, Divisible, let_go
from casemgmt.projections.adapter import found as installed
from casemgmt.projections.choosing import chosen
from casemgmt.projections.ledger import Destination
from casemgmt.projections.progress import Progress
from casemgmt.projections.runner import Asked
from casemgmt.read_models.destinations import registered
from casemgmt.read_models.projecting import Projections
from casemgmt.recording.values import nearest

COULD_NOT = 1
Flag = Annotated[bool, Parameter(negative=())]


def project(
    store: str,
    adapter: str | None = None,
    *,
    to: str | None = None,
    rebuild: Flag = False,
    follow: Flag = False,
    until: int | None = None,
    subject: str | None = None,
    workers: int | None = None,
    common: Common | None = None,
) -> int:
    """Bring read models up to date: one adapter, or all that are configured.

    Args:
        store: The store, such as insaf.db.
        adapter: The installed adapter's name; without it, those of casemgmt.toml.
        to: Where the adapter keeps its read model.
        rebuild: Give everything again, beside the read model in use where that can be.
        follow: Go on whenever something was recorded, until it is stopped.
        until: Stop at this position of the log.
        subject: Forget this one subject, and give it again.
        workers: So many processes build it anew, where the adapter can be built in parts.
        common: How it is asked and answered.

    """
    asked = common or Common()
    if follow:
        let_others_first()
    with Store.open(store, config=asked.config) as opened:
        wanted = _wanted(opened, adapter, to)
        bringing = _Bringing(opened.projections, asked.lang)
        with _until_told(bringing.stop), _hands(workers) as bringing.executor:
            if follow and not (rebuild or subject or until is not None):
                bringing.follow(wanted)
            else:
                for one in wanted:
                    bringing.once(one, rebuild=rebuild, until=until, subject=subject)
                if follow:
                    bringing.follow(wanted)
        _say(bringing.progress(wanted), asked)
    return COULD_NOT if bringing.failed else 0


def projections(
    store: str,
    *,
    audit: Flag = False,
    pause: str | None = None,
    resume: str | None = None,
    common: Common | None = None,
) -> int:
    """Say where each read model stands, how far it is behind, and what of it waits.

    Args:
        store: The store, such as insaf.db.
        audit: Count what each was given, and compare it with the log.
        pause: Let this projection rest.
        resume: Let this projection go on.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened:
        read_models = opened.projections
        if pause is not None:
            read_models.pause(pause, by=asked.person)
        if resume is not None:
            read_models.resume(resume, by=asked.person)
        found = list(read_models.audited() if audit else read_models.standing())
    audits = [(one.projection, found) for one, _, found in found]
    rows = [row(progress) for _, progress, _ in found]
    if asked.json:
        told = [audit_row(one) for _, one in audits]
        say_json([r | t for r, t in zip(rows, told, strict=True)] if audit else rows)
    else:
        standing = [progress for _, progress, _ in found]
        tell(SHOWN, rows_of(standing, asked), asked)
        if lines := to_do(standing, store, asked):
            say("", *lines)
        if audit:
            say("", *(line for name, one in audits for line in in_words(name, one, asked)))
    return FAILED if any(one is not None and not one.ok for _, one in audits) else 0


@define
class _Wanted:
    """One read model that is to be brought up, and how: with the address as given."""

    of: Destination
    how: AdapterConfig

    def made(self) -> Adapter:
        """Return its adapter; one that lives in a thread is made in it."""
        return chosen(self.how)


@define
class _Bringing:
    """Brings read models up; what one of them meets keeps no other waiting."""

    read_models: Projections
    language: str
    stop: Stop = field(factory=Stop)
    executor: Executor | None = None
    failed: bool = False
    done: dict[Destination, Progress] = field(factory=dict)
    _saying: Lock = field(factory=Lock)

    def once(
        self, one: _Wanted, *, rebuild: bool, until: int | None, subject: str | None
    ) -> None:
        """Bring one up, once."""
        asked = Asked(rebuild, until, subject, self.stop, executor=self.executor)
        try:
            adapter = self.read_models.made(one.made, one.of)
            divided = self.executor is not None and isinstance(adapter, Divisible)
            if rebuild and not (divided or isinstance(adapter, Beside)):
                self._say("in-place", projection=one.of.projection)
            try:
                self.done[one.of] = self.read_models.bring_up(adapter, one.of, asked)
            finally:
                let_go(adapter)
        except InvalidError:
            raise
        except CaseManagementError as error:
            self._fail(error)

    def follow(self, wanted: list[_Wanted]) -> None:
        """Keep all of them up to date, each in a thread of its own."""
        threads = [Thread(target=self._follow, args=(one,)) for one in wanted]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                thread.join(0.2)  # a signal is heard between

    def progress(self, wanted: list[_Wanted]) -> list[Progress]:
        """Return where each of them stands."""
        return [self.done.get(w.of) or self.read_models.stands(w.of) for w in wanted]

    def _follow(self, one: _Wanted) -> None:
        try:
            self.read_models.follow(one.made, one.of, self.stop)
        except CaseManagementError as error:
            self._fail(error)

    def _fail(self, error: CaseManagementError) -> None:
        said = getattr(error, "sentence", None)
        with self._saying:
            self.failed = True
            say_error(said(self.language) if said else str(error))

    def _say(self, key: str, **words: str) -> None:
        with self._saying:
            say_error(sentence(f"projection.{key}", self.language, **words))


@contextmanager
def _hands(workers: int | None) -> Iterator[Executor | None]:
    """Give so many processes; nobody, where no number was said."""
    if workers is None:
        yield None
        return
    if workers < 1:
        raise InvalidError("--workers", "no-workers")
    with ProcessPoolExecutor(workers, get_context("spawn")) as executor:
        yield executor


@contextmanager
def _until_told(stop: Stop) -> Iterator[None]:
    """End after the batch in hand when somebody asks for it, at the keyboard or outside."""
    if current_thread() is not main_thread():  # only there a signal is heard
        yield
        return
    asks = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(each, lambda *_: stop.set()) for each in asks]
    try:
        yield
    finally:
        for each, earlier in zip(asks, before, strict=True):
            signal.signal(each, earlier)


def _wanted(opened: Store, adapter: str | None, to: str | None) -> list[_Wanted]:
    if adapter is not None:
        if to is None:
            raise InvalidError("--to", "missing-field")
        if adapter not in (known := [one.name for one in installed()]):
            raise InvalidError("adapter", "unknown-adapter", nearest(adapter, known))
        asked = [AdapterConfig(adapter, adapter, to)]
    else:
        asked = [*opened.projections.configured()]
    return [
        _Wanted(Destination(one.name, one.adapter, registered(one.to)), one)
        for one in asked
    ]


def _say(found: list[Progress], asked: Common) -> None:
    if asked.json:
        say_json([row(one) | {"events": one.events} for one in found])
    else:
        rows = zip(rows_of(found, asked), found, strict=True)
        told = [(*cells, one.events) for cells, one in rows]
        tell((*SHOWN, "events"), told, asked)
