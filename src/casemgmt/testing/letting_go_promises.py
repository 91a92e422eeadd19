"""What an engine lets go of for good, when the person of a story is erased."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from casemgmt.recording.port import CLAIM, LINK, NAMED, Append, EventLog, StoredEvent
from casemgmt.recording.recorder import new_id

from .appends import NAME

HELD, SAID = b"what may be once", UUID(int=7)


class LettingGoPromises:
    """A part of ``StoreContract``: what a story has in the store beside its events."""

    def test_what_is_forgotten_holds_no_claim(self, log: EventLog) -> None:
        gone, other = _claiming(HELD), _claiming(b"another")
        log.append([gone])
        log.append([other])

        log.forget([gone.event.stream])

        assert log.holders([HELD, b"another"]).keys() == {b"another"}
        log.append([_claiming(HELD)])

    def test_what_is_forgotten_is_found_by_nothing_it_said_to_have(
        self, log: EventLog
    ) -> None:
        gone, other = _claiming(mentions=[CLAIM]), _claiming(mentions=[CLAIM])
        log.append([gone])
        log.append([other])

        log.forget([gone.event.stream])

        assert log.mentioned(SAID, CLAIM) == [other.event.stream]

    def test_of_what_is_forgotten_events_and_links_stay(self, log: EventLog) -> None:
        gone = _claiming(HELD, mentions=[LINK, NAMED])
        log.append([gone])
        before = log.scan(0, 10)

        log.forget([gone.event.stream])

        assert log.scan(0, 10) == before
        assert log.outcome([gone.command_id or new_id()]).keys() == {gone.command_id}
        assert [*log.mentioned(SAID, LINK), *log.mentioned(SAID, NAMED)] == [
            gone.event.stream
        ] * 2

    def test_forgetting_twice_and_whom_nobody_knows_changes_nothing(
        self, log: EventLog
    ) -> None:
        other = _claiming(HELD)
        log.append([other])

        for _ in range(2):
            log.forget([new_id()])

        assert log.holders([HELD]).keys() == {HELD}
        assert log.unfit() == []


def _claiming(*claims: bytes, mentions: Sequence[str] = ()) -> Append:
    command = new_id()
    event = StoredEvent(new_id(), 1, NAME, b'{"c":"%s"}' % command.hex.encode())
    said = tuple((SAID, kind) for kind in mentions)
    return Append(event, command, claims=claims, mentions=said)
