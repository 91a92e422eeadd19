"""An office made up by chance: a matrix, and children with a needle in every field."""

import json
import random
import re
from pathlib import Path

from tests.oracle.access import CLASSES, LADDER

from casemgmt.testing import memory_store

DAY = "2025-09-03"
NEEDLE = re.compile(r"n\d+x\d+n")
VERBS = ["list", "read", "search", "history", "report", "export"]
FORMATS = ["pdf", "xlsx"]
SCHOOL = "2025-2026"
FIELDS = {  # each field that holds a needle, and its class where nobody says otherwise
    "record-service.provider": "public",
    "take-school-place.school": "public",
    "propose-plan.goals.goal": "public",
    "register-child.given_name": "personal",
    "register-child.family_name": "personal",
    "register-child.mother": "personal",
    "register-child.father": "personal",
    "register-child.phone": "personal",
    "register-child.address": "personal",
    "register-child.photo_ref": "personal",
    "deliver-kit.received_by": "personal",
    "propose-plan.goals.measure": "personal",
    "request-transfer.reason": "personal",
    "correct.reason": "personal",
    "retract.reason": "personal",
    "attach-document.title": "personal",
    "assess-risk.factors": "sensitive",
    "add-identifier.value": "sensitive",
    "complete-assessment.domains": "sensitive",
    "record-follow-up.findings": "sensitive",
    "review-case.decisions": "sensitive",
    "withdraw-consent.reason": "sensitive",
    "identify-child.reporter": "sealed",
    "make-mandatory-report.authority": "sealed",
    "make-mandatory-report.reference": "sealed",
    "make-mandatory-report.facts": "sealed",
    "place-hold.reference": "sealed",
}
NAMES = list(FIELDS)
WRITES_REPORTS = {  # by chance alone hardly anybody exports what they report
    "may": [
        {"verbs": ["report"], "cases": "organisation", "fields": CLASSES[:3]},
        {
            "verbs": ["export"],
            "cases": "organisation",
            "fields": ["personal"],
            "formats": FORMATS,
        },
    ]
}


def needle(child: int, field: str) -> str:
    return f"n{child}x{NAMES.index(field)}n"


def field_of(found: str) -> tuple[int, str]:
    child, _, field = found.strip("n").partition("x")
    return int(child), NAMES[int(field)]


class Crowd:
    """Readers, children and a matrix, the same for the same seed."""

    def __init__(self, seed: int, readers: int, children: int) -> None:
        self.by = random.Random(seed)
        self.readers = [f"p{n}" for n in range(readers)]
        self.centres = [f"c{n}" for n in range(6)]
        self.cases = [self._case(n) for n in range(children)]
        self.matrix = self._matrix()
        self.classes = {**FIELDS, **self.matrix["fields"]}

    def roles(self):
        """Everybody in each of their roles."""
        for person in self.readers:
            for role in self.matrix["people"][person]["roles"]:
                yield person, role

    def store(self, folder: Path):
        """A store that holds it all, recorded by somebody who may record of whomever."""
        (folder / "access.toml").write_text(toml(self.matrix), encoding="utf-8")
        config = folder / "casemgmt.toml"
        config.write_text('access = "access.toml"\n', encoding="utf-8")
        store = memory_store(on="2025-10-01", config=config)
        lines = [json.dumps(one) for n in range(len(self.cases)) for one in self._told(n)]
        rejects = folder / "rejects.jsonl"
        summary = store.acting_as("clerk").record_file(lines, rejects=rejects)
        assert summary.recorded == len(lines), rejects.read_text()
        return store

    def _case(self, n: int) -> dict:
        by = self.by
        opened, moving = by.random() < 0.85, by.random() < 0.2
        centre, asked = by.sample(self.centres, 2)
        records = {n}
        if n % 10 == 9:
            records = {n, n - 1}  # linked, see _told
        if n % 10 == 8:
            records = {n, n + 1}
        return {
            "owner": by.choice(self.readers),
            "centres": ([centre, asked] if moving else [centre]) if opened else [],
            "records": [f"child:k{one}" for one in sorted(records)],
        }

    def _matrix(self) -> dict:
        by = self.by
        roles = {f"r{n}": self._role() for n in range(8)} | {"r0": WRITES_REPORTS}
        people = {
            person: {
                "roles": sorted(by.sample(list(roles), by.choice([1, 1, 2]))),
                "centres": sorted(by.sample(self.centres, by.choice([0, 1, 2]))),
            }
            for person in self.readers
        }
        kept = by.sample(range(len(self.cases)), max(2, len(self.cases) // 8))
        roles["clerk"] = {"may": [{"verbs": ["record"], "cases": "organisation"}]}
        people["clerk"] = {"roles": ["clerk"]}
        moved = by.sample(NAMES[3:], 3)
        return {
            "roles": roles,
            "people": people,
            "teams": {f"t{n}": by.sample(self.readers, 3) for n in range(4)},
            "cases": {f"child:k{n}": self._limits() for n in kept},
            "fields": {name: by.choice(CLASSES) for name in moved},
        }

    def _role(self) -> dict:
        return {
            "may": [self._line() for _ in range(self.by.choice([1, 2, 3, 4]))],
            "never": [self._line() for _ in range(self.by.choice([0, 0, 1, 2]))],
        }

    def _line(self) -> dict:
        by = self.by
        line = {
            "verbs": sorted(by.sample(VERBS[:-1], by.choice([1, 3, 5]))),
            "cases": by.choice(LADDER),
            "fields": sorted(by.sample(CLASSES, by.choice([1, 2, 3, 4]))),
        }
        if by.random() < 0.3:
            line |= {"verbs": ["export"], "formats": by.sample(FORMATS, 1)}
        return line

    def _limits(self) -> dict:
        some = sorted(self.by.sample(self.readers, max(1, len(self.readers) // 3)))
        return {self.by.choice(["never", "only"]): some}

    def _told(self, n: int):
        """Yield the lines of one child, with a needle in every field."""
        case, words = self.cases[n], _Words(n)
        at = (line for line in _story(case, words, n))
        for rank, (command, data) in enumerate(at):
            yield {
                "id": f"{n:08x}-0000-4000-8000-{rank:012}",
                "command": command,
                "subject": f"child:k{n}",
                "on": DAY,
                "by": case["owner"],
                "data": data,
            }


class _Words:
    def __init__(self, child: int) -> None:
        self.child = child

    def __call__(self, field: str) -> str:
        return needle(self.child, field)


def _story(case: dict, words: _Words, n: int):
    registered = {
        name: words(f"register-child.{name}")
        for name in (
            "given_name", "family_name", "mother", "father", "phone", "address", "photo_ref"
        )
    } | {"sex": "female", "born": "2013-03-14", "district": "mediouna"}  # fmt: skip
    yield (
        "identify-child",
        {
            "source": "outreach",
            "concerns": ["child-labour"],
            "reporter": words("identify-child.reporter"),
        },
    )
    yield "register-child", {**registered, "given_name": "x"}
    first = f"{n:08x}-0000-4000-8000-{1:012}"
    yield (
        "correct",
        {
            "command_id": first,
            "data": registered,
            "reason": words("correct.reason"),
        },
    )
    purposes = ["services", "reporting"]
    yield "give-consent", {"purposes": purposes, "given_by": "guardian"}
    yield (
        "withdraw-consent",
        {
            "purposes": ["photo"],
            "reason": words("withdraw-consent.reason"),
        },
    )
    value = words("add-identifier.value")
    yield "add-identifier", {"kind": "other", "value": value, "status": "claimed"}
    if n % 10 == 8:
        yield "link-persons", {"other": f"child:k{n + 1}", "evidence": "same"}
    if case["centres"]:
        yield (
            "open-case",
            {
                "centre": case["centres"][0],
                "caseworker": case["owner"],
                "programmes": ["education"],
            },
        )
        goal = {
            "goal": words("propose-plan.goals.goal"),
            "area": "education",
            "measure": words("propose-plan.goals.measure"),
            "due": "2026-06-30",
        }
        yield "propose-plan", {"plan": "P1", "goals": [goal]}
    if case["centres"][1:]:
        yield (
            "request-transfer",
            {
                "to_centre": case["centres"][1],
                "reason": words("request-transfer.reason"),
            },
        )
    yield from _facts(words)
    yield (
        "retract",
        {
            "command_id": f"{n:08x}-0000-4000-8000-{0:012}",
            "reason": words("retract.reason"),
        },
    )


def _facts(words: _Words):
    domain = {"score": 2, "note": words("complete-assessment.domains")}
    yield "assess-risk", {"level": "low", "factors": [words("assess-risk.factors")]}
    yield (
        "complete-assessment",
        {"domains": dict.fromkeys(("educational", "psychological", "social"), domain)},
    )
    yield (
        "record-follow-up",
        {
            "kind": "home-visit",
            "seen_child": True,
            "findings": words("record-follow-up.findings"),
        },
    )
    yield "review-case", {"decisions": words("review-case.decisions")}
    yield (
        "record-service",
        {
            "service": "tutoring",
            "provider": words("record-service.provider"),
        },
    )
    yield (
        "take-school-place",
        {
            "school": words("take-school-place.school"),
            "school_year": SCHOOL,
            "grade": "p4",
            "kind": "continuing",
        },
    )
    yield (
        "deliver-kit",
        {
            "kit": "school-bag-full",
            "school_year": SCHOOL,
            "received_by": words("deliver-kit.received_by"),
        },
    )
    yield (
        "make-mandatory-report",
        {
            name: words(f"make-mandatory-report.{name}")
            for name in ("authority", "reference", "facts")
        },
    )
    yield "place-hold", {"ground": "audit", "reference": words("place-hold.reference")}
    yield (
        "attach-document",
        {
            "kind": "photo",
            "content": "0",
            "digest": "0",
            "format": "pdf",
            "title": words("attach-document.title"),
        },
    )


def toml(value: dict) -> str:
    """*value* as TOML: one inline table for each entry of each table."""
    return "\n".join(
        f"[{name}]\n" + "\n".join(f"{json.dumps(k)} = {_inline(v)}" for k, v in one.items())
        for name, one in value.items()
    )


def _inline(value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} = {_inline(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value)
