"""The episodes of one record: a walk through its commands in order (§1.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from .telling import Told, last_day

ONE_DAY = timedelta(days=1)


@dataclass
class Stretch:
    """From a first day to a last day, both included; without a last day it goes on."""

    first: date
    last: date | None = None

    def covers(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass(eq=False)
class Episode:
    record: str
    start: date
    first_of_record: bool
    end: date | None = None
    reason: str | None = None
    """Why it was closed: known once it has ended."""
    centres: list[tuple[date, str]] = field(default_factory=list)
    caseworkers: list[tuple[date, str]] = field(default_factory=list)
    programmes: list[tuple[str, Stretch]] = field(default_factory=list)
    suspensions: list[Stretch] = field(default_factory=list)
    reviews: list[date] = field(default_factory=list)
    story: list[Told] = field(default_factory=list)
    """What was told of its record while it was open, its closure included."""
    held_at_closure: list[str] = field(default_factory=list)
    last_request: str | None = None
    transfer_to: str | None = None

    def covers(self, on: date) -> bool:
        """Every day from its start to its end, both included."""
        return self.start <= on and (self.end is None or on <= self.end)

    def touches(self, first: date, last: date) -> bool:
        return self.start <= last and (self.end is None or self.end >= first)

    def centre_on(self, on: date) -> str:
        """The new centre holds from that day, the old one until the day before."""
        return [centre for since, centre in self.centres if since <= on][-1]

    def caseworker_on(self, on: date) -> str:
        return [worker for since, worker in self.caseworkers if since <= on][-1]

    def programmes_on(self, on: date) -> set[str]:
        return {name for name, held in self.programmes if held.covers(on)}

    def suspended_on(self, on: date) -> bool:
        return any(stretch.covers(on) for stretch in self.suspensions)

    def programmes_held_now(self) -> list[str]:
        return [name for name, held in self.programmes if held.last is None]


def episodes_of(record: str, commands: Iterable[Told]) -> list[Episode]:
    """The walk. `commands` are those of this record, in order, cut by as-of already."""
    found: list[Episode] = []
    for told in commands:
        current = found[-1] if found and found[-1].end is None else None
        if current is None:
            _between_episodes(record, found, told)
        else:
            _within(current, told)
    return found


def _between_episodes(record: str, found: list[Episode], told: Told) -> None:
    data, on = told.data, told.day
    if told.command == "open-case":  # with no open episode starts one
        episode = Episode(record, on, first_of_record=not found)
        episode.centres.append((on, data["centre"]))
        episode.caseworkers.append((on, data["caseworker"]))
        for name in dict.fromkeys(data["programmes"]):
            episode.programmes.append((name, Stretch(on)))
        found.append(episode)
    elif told.command == "reopen-case" and found:  # after a closed one starts the next
        before = found[-1]
        episode = Episode(record, on, first_of_record=False)
        episode.centres.append((on, before.centres[-1][1]))
        episode.caseworkers.append((on, before.caseworkers[-1][1]))
        for name in before.held_at_closure:  # the programmes held at its closure
            episode.programmes.append((name, Stretch(on)))
        found.append(episode)


def _within(episode: Episode, told: Told) -> None:  # noqa: C901, PLR0912 - the walk
    data, on = told.data, told.day
    episode.story.append(told)
    match told.command:
        case "join-programme":
            if data["programme"] not in episode.programmes_held_now():
                episode.programmes.append((data["programme"], Stretch(on)))
        case "leave-programme":  # until the day of leave-programme, that day included
            _end_programmes(episode, on, only=data["programme"])
        case "reassign-case":
            episode.caseworkers.append((on, data["caseworker"]))
        case "request-transfer":
            episode.transfer_to = data["to_centre"]
        case "reject-transfer" | "revoke-transfer":
            episode.transfer_to = None
        case "accept-transfer":  # after a request that was not rejected or revoked
            if episode.transfer_to is not None:
                episode.centres.append((on, episode.transfer_to))
                episode.transfer_to = None
        case "suspend-case":  # or to `until` if that comes first
            until = data.get("until")
            last = last_day(until) if until is not None else None
            episode.suspensions.append(Stretch(on, last))
        case "resume-case":  # to the day before resume-case
            _end_suspensions(episode, on - ONE_DAY)
        case "review-case":
            episode.reviews.append(on)
        case "request-closure":
            episode.last_request = data["reason"]
        case "approve-closure":
            _close(episode, on)


def _end_programmes(episode: Episode, on: date, only: str | None = None) -> None:
    for name, held in episode.programmes:
        if held.last is None and only in (None, name):
            held.last = on


def _end_suspensions(episode: Episode, last: date) -> None:
    for stretch in episode.suspensions:
        if stretch.last is None or stretch.last > last:
            stretch.last = last


def _close(episode: Episode, on: date) -> None:
    """Ends it that day; the reason is that of the latest request since it began."""
    episode.end = on
    episode.reason = episode.last_request or "unknown"
    episode.held_at_closure = episode.programmes_held_now()
    _end_programmes(episode, on)
    _end_suspensions(episode, on)
