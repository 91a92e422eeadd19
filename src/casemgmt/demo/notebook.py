"""The notebook: what is told, of whom, by whom, and when it gets written down.

A story is told in days, in any order. When the notebook is closed, every note gets the
instant of its recording: facts some days after they happened, a few of them weeks after;
a request never before the facts and requests of the same story that lie behind it, for
it is decided on what was recorded before.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import LAST_RECORDING, last_day, workday_from

Data = dict[str, object]
Line = dict[str, object]

REQUESTS = frozenset(
    (
        "open-case reopen-case join-programme leave-programme propose-plan approve-plan "
        "reject-plan meet-goal waive-goal reassign-case request-transfer accept-transfer "
        "reject-transfer revoke-transfer suspend-case resume-case request-closure "
        "approve-closure refuse-closure make-referral accept-referral reject-referral "
        "revoke-referral link-persons add-identifier entitle-kit grant-second-kit "
        "sign-contract suspend-contract resume-contract complete-contract "
        "award-certificate grant-allowance pay-allowance withhold-allowance correct "
        "retract release-hold"
    ).split()
)
# Facts that are now and then written down weeks later. No rule rests on one of them.
OFTEN_LATE = frozenset(
    (
        "record-follow-up report-attendance attend-session review-case record-service "
        "log-hours visit-home"
    ).split()
)
WEEKS_LATE = 0.035
PROMPT_DAYS = 3
DELAYS = {0: 0.62, 1: 0.27, 2: 0.08, 3: 0.03}
REQUEST_DELAYS = {0: 0.88, 1: 0.12}


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who acts for the association: the reference, and the role if it matters."""

    ref: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing told: what, of which day, and how many days later it was written down."""

    id: str
    command: str
    on: str
    day: date
    by: Worker
    data: Data
    after: int


@dataclass(slots=True)
class Page:
    """The story of one subject."""

    subject: str
    notebook: "Notebook"
    notes: list[Note] = field(default_factory=list)

    def tell(
        self,
        command: str,
        on: date | str,
        by: Worker,
        data: Data,
        after: int | None = None,
    ) -> Note:
        """Tell one thing; `on` is a day, or a month where no more is known."""
        day = last_day(on) if isinstance(on, str) else on
        if after is None:
            after = self.notebook.delay(command)
        id_ = str(self.notebook.next_id())
        note = Note(id_, command, str(on), day, by, data, after)
        self.notes.append(note)
        return note

    def told(self, command: str) -> list[Note]:
        """List what was told with this command, in the order of days."""
        found = [note for note in self.notes if note.command == command]
        return sorted(found, key=lambda note: note.day)

    def recorded(self, chance: Chance) -> list[Line]:
        """Write the story down: every note with the instant of its recording."""
        clock: dict[date, datetime] = {}
        behind = date.min
        lines = []
        for note in sorted(self.notes, key=lambda note: note.day):
            day = workday_from(note.day + timedelta(days=note.after))
            day = max(min(day, LAST_RECORDING), note.day)
            if note.command in REQUESTS:
                day = max(day, behind)
            if note.command in REQUESTS or note.after <= PROMPT_DAYS:
                behind = max(behind, day)
            at = _next_instant(clock.get(day), day, chance)
            clock[day] = at
            lines.append(self._line(note, at))
        return lines

    def _line(self, note: Note, at: datetime) -> Line:
        line: Line = {
            "id": note.id,
            "command": note.command,
            "subject": self.subject,
            "on": note.on,
            "at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            "by": note.by.ref,
        }
        if note.by.role:
            line["role"] = note.by.role
        line["data"] = note.data
        return line


def _next_instant(before: datetime | None, day: date, chance: Chance) -> datetime:
    if before is not None:
        return before + timedelta(seconds=chance.between(35, 260))
    start = datetime.combine(day, time(8), UTC)
    return start + timedelta(seconds=chance.between(0, 7 * 3600))


class Notebook:
    """All the stories of one season, and the counter that names what is told."""

    def __init__(self, chance: Chance, seed: int) -> None:
        self.chance = chance
        self.pages: dict[str, Page] = {}
        self._space = uuid5(NAMESPACE_URL, f"urn:casemgmt:demo:season:{seed}")
        self._count = 0

    def page(self, subject: str) -> Page:
        """Open the page of a subject."""
        return self.pages.setdefault(subject, Page(subject, self))

    def next_id(self) -> UUID:
        """Name the next thing told."""
        self._count += 1
        return uuid5(self._space, str(self._count))

    def delay(self, command: str) -> int:
        """Draw how many days pass before this is written down."""
        if command in REQUESTS:
            return self.chance.weighted(REQUEST_DELAYS)
        if command in OFTEN_LATE and self.chance.happens(WEEKS_LATE):
            return self.chance.between(8, 35)
        return self.chance.weighted(DELAYS)

    def lines(self) -> list[Line]:
        """Close the notebook: every line, as each was recorded."""
        return [line for page in self.pages.values() for line in page.recorded(self.chance)]
