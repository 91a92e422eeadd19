"""Children for measuring: each with fifty events, as a journal another tool would send."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import UUID

from casemgmt import Text
from casemgmt.commands import GiveConsent, OpenCase, RegisterChild

from .peers import EVENTS

REPORT = {
    "from": "2025-09-15",
    "to": "2025-12-20",
    "days_possible": 80,
    "days_absent": 7,
    "source": "school-register",
}
WORK = {"economic_hours": 6, "chores_hours": 4, "hazardous": "no"}
VISIT = {"kind": "home-visit", "seen_child": True, "findings": {"fr": "Tout va bien."}}
REGISTRATION = {
    "given_name": {"fr": "Zineb"},
    "family_name": {"fr": "Bennis"},
    "sex": "female",
    "born": "2013-03-14",
    "district": "mediouna",
}
CONSENT = {"purposes": ["services", "reporting"], "given_by": "guardian"}
CASE = {"centre": "mediouna", "caseworker": "amina", "programmes": ["education"]}
BEGINNING = (
    ("register-child", REGISTRATION),
    ("give-consent", CONSENT),
    ("open-case", CASE),
)
GOING_ON = (
    ("report-attendance", REPORT),
    ("observe-work", WORK),
    ("record-follow-up", VISIT),
)


def journal(children: int) -> Iterator[str]:
    """Yield the lines of a journal of *children*, fifty commands each."""
    number = 0
    for child in range(children):
        for rank in range(EVENTS):
            number += 1
            command, data = (
                BEGINNING[rank] if rank < len(BEGINNING) else GOING_ON[rank % len(GOING_ON)]
            )
            yield json.dumps(
                {
                    "id": str(UUID(int=number)),
                    "command": command,
                    "subject": f"child:C{child}",
                    "on": "2025-09-03" if rank < len(BEGINNING) else "2025-12-22",
                    "by": "amina",
                    "data": data,
                }
            )


def beginning() -> tuple[object, ...]:
    """Return the commands a child begins with."""
    return (
        RegisterChild(
            given_name=Text(fr="Zineb"),
            family_name=Text(fr="Bennis"),
            sex="female",
            born="2013-03-14",
            district="mediouna",
        ),
        GiveConsent(purposes=["services", "reporting"], given_by="guardian"),
        OpenCase(centre="mediouna", caseworker="amina", programmes=["education"]),
    )
