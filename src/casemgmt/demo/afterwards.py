"""What was put right afterwards: corrections, retractions, and bags given again."""

from dataclasses import replace
from datetime import date, timedelta

from casemgmt.demo.chance import Chance
from casemgmt.demo.clock import SEASON, SEASON_ENDS, workday_from
from casemgmt.demo.mishap import Mishap
from casemgmt.demo.notebook import Data, Note
from casemgmt.demo.organisation import BAG, BAGS_AGREEMENT
from casemgmt.demo.people import Child

TOLD_LATE = date(2026, 2, 9)
MISREAD = 20
DECEMBER = (date(2025, 11, 24), date(2026, 1, 16))


def put_right(child: Child, chance: Chance) -> None:
    """Tell what was put right in this child's story."""
    for mishap, tell in TELLERS.items():
        if mishap in child.marks:
            tell(child, chance)


def _correct(child: Child, note: Note, data: Data, reason: Data) -> Note:
    """Correct what was told, a week after it was written down."""
    day = _next_week(note)
    content: Data = {"command_id": note.id, "data": data, "reason": reason}
    return child.page.tell("correct", day, child.caseworker_on(day), content, 0)


def _next_week(note: Note) -> date:
    return workday_from(note.day + timedelta(days=note.after + 7))


def _correct_hours(child: Child, _: Chance) -> None:
    """A digit was misread: twenty hours too many."""
    note = child.page.told("observe-work")[0]
    hours = float(str(note.data["economic_hours"])) + MISREAD
    _rewrite(child, note, replace(note, data=note.data | {"economic_hours": hours}))
    reason: Data = {"ar": "رقم قرئ خطأ", "fr": "Chiffre mal lu"}
    _correct(child, note, note.data, reason)


def _withdraw_correction(child: Child, _: Chance) -> None:
    """The first figure was right after all."""
    note = child.page.told("assess-schooling")[0]
    reason: Data = {"ar": "خطأ في الوضعية", "fr": "Erreur de situation"}
    correction = _correct(child, note, {"situation": "vocational"}, reason)
    why: Data = {"ar": "المعطى الأول صحيح", "fr": "La première saisie était juste"}
    _retract(child, correction, why)


def _retract_follow_up(child: Child, chance: Chance) -> None:
    """A visit was written on the wrong child."""
    day = chance.workday(date(2026, 2, 2), date(2026, 2, 13))
    seen: Data = {"kind": "school", "seen_child": True}
    who = child.caseworker_on(day)
    note = child.page.tell("record-follow-up", day, who, seen, 1)
    _retract(child, note, {"ar": "سجل على طفل آخر", "fr": "Saisi sur un autre enfant"})


def _retract(child: Child, note: Note, reason: Data) -> None:
    day = _next_week(note)
    data: Data = {"command_id": note.id, "reason": reason}
    child.page.tell("retract", day, child.caseworker_on(day), data, 0)


def _tell_late(child: Child, _: Chance) -> None:
    """What was seen in December stayed in a drawer until February."""
    for note in child.page.told("observe-work"):
        if DECEMBER[0] <= note.day <= DECEMBER[1]:
            late = (TOLD_LATE - note.day).days
            _rewrite(child, note, replace(note, after=late))


def _find_birth_act(child: Child, chance: Chance) -> None:
    found = chance.workday(date(2026, 3, 16), date(2026, 4, 24))
    data: Data = {
        "born": str(child.born),
        "evidence": "birth-act",
        "reason": {"ar": "العثور على عقد الازدياد", "fr": "Acte de naissance retrouvé"},
    }
    child.page.tell("correct-birth-date", found, child.caseworker_on(found), data)


def _report_attendance_again(child: Child, _: Chance) -> None:
    """The school sent the same weeks again with other figures; the later ones count."""
    for note in child.page.told("report-attendance")[:1]:
        day = _next_week(note)
        again = note.data | {"days_absent": 3, "source": "head-teacher"}
        child.page.tell("report-attendance", day, child.caseworker_on(day), again, 1)


def _give_bag_again(child: Child, chance: Chance) -> None:
    """A second bag was handed over that nobody had granted; it happened, so it is told."""
    _give_second_bag(child, chance, date(2025, 10, 20))


def _grant_second_bag(child: Child, chance: Chance) -> None:
    """The first one burnt with the hut; a second was granted and handed over."""
    day = date(2026, 1, 26)
    grant: Data = {"kit": BAG, "school_year": SEASON, "reason": "fire"}
    child.page.tell("grant-second-kit", day, child.supervisor_on(day), grant)
    _give_second_bag(child, chance, day)


def _give_second_bag(child: Child, chance: Chance, since: date) -> None:
    day = chance.soon(since, 1, 6)
    data: Data = {
        "kit": BAG,
        "school_year": SEASON,
        "centre": child.family.centre.code,
        "agreement": BAGS_AGREEMENT,
    }
    child.page.tell("deliver-kit", day, child.caseworker_on(day), data)


def _report(child: Child, _: Chance) -> None:
    """A worst form is no matter of consent: it is reported, and the file is kept."""
    seen = child.page.told("observe-work")[0].day
    day, who = workday_from(seen + timedelta(days=1)), child.supervisor_on(seen)
    report: Data = {"authority": "prosecutor", "reference": "report-1"}
    child.page.tell("make-mandatory-report", day, who, report, 0)
    hold: Data = {"ground": "judicial", "reference": "report-1"}
    child.page.tell("place-hold", day, who, hold, 0)
    released = min(workday_from(day + timedelta(days=170)), SEASON_ENDS)
    child.page.tell("release-hold", released, who, hold)


def _rewrite(child: Child, old: Note, new: Note) -> None:
    child.page.notes[child.page.notes.index(old)] = new


TELLERS = {
    Mishap.HOURS_MISREAD: _correct_hours,
    Mishap.CORRECTION_WITHDRAWN: _withdraw_correction,
    Mishap.WRONG_CHILD: _retract_follow_up,
    Mishap.LATE_OBSERVATION: _tell_late,
    Mishap.BIRTH_ACT_FOUND: _find_birth_act,
    Mishap.ATTENDANCE_AGAIN: _report_attendance_again,
    Mishap.BAG_TWICE: _give_bag_again,
    Mishap.SECOND_BAG: _grant_second_bag,
    Mishap.REPORTED: _report,
}
