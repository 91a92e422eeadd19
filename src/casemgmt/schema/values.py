"""The values of ``recording.values`` in JSON Schema, each under its own name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casemgmt.domain.vocabulary import LANGUAGES, MAX_REFERENCE
from casemgmt.recording.door import SUBJECT_KINDS
from casemgmt.recording.values import LARGEST

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
MONTH_OF_YEAR = "(0[1-9]|1[0-2])"
DAY_OF_MONTH = "(0[1-9]|[12][0-9]|3[01])"
TIME = "[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?"
OFFSET = "(Z|[+-][0-9]{2}:[0-9]{2})"
PRINTED = "[^\\u0000-\\u001f\\u007f-\\u009f]"
KINDS = "|".join(sorted(SUBJECT_KINDS))
NULL: Schema = {"type": "null"}
ANYTHING: Schema = {"type": "object"}


def string(pattern: str, says: str, **more: Any) -> Schema:
    """Return the schema of a string that is *pattern* from end to end."""
    return {"description": says, "type": "string", "pattern": f"^{pattern}$", **more}


def ref(name: str) -> Schema:
    """Return what stands for the definition *name*."""
    return {"$ref": f"#/$defs/{name}"}


def closed(properties: Mapping[str, Schema], required: list[str], **more: Any) -> Schema:
    """Return the schema of an object with these properties and no others."""
    return more | {
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }


def one_of_several(*schemas: Schema) -> Schema:
    """Return the schema of a value that is one of *schemas*."""
    return {"anyOf": list(schemas)}


_FLAG: Schema = {"type": "boolean"}
_SAID = {"at_least": _FLAG, "about": _FLAG, "raw": ref("text")}

VALUES: Mapping[str, Schema] = {
    "day": string(
        f"[0-9]{{4}}(-{MONTH_OF_YEAR}(-{DAY_OF_MONTH})?|-[0-9]{{4}})?",
        "A day, a month, a year or a school year: 2025-09-03, 2025-09, 2025, 2025-2026.",
    ),
    "month": string(f"[0-9]{{4}}-{MONTH_OF_YEAR}", "A month: 2025-09."),
    "school-year": string("[0-9]{4}-[0-9]{4}", "A school year: 2025-2026."),
    "season": string("[0-9]{4}(-[0-9]{4})?", "A school year or a calendar year."),
    "instant": string(
        f"[0-9]{{4}}-{MONTH_OF_YEAR}-{DAY_OF_MONTH}T{TIME}{OFFSET}",
        "An instant with its offset: 2025-09-03T16:20:00Z.",
    ),
    "id": string(
        "[0-9a-fA-F]{8}(-?)([0-9a-fA-F]{4}\\1){3}[0-9a-fA-F]{12}",
        "A UUID, with hyphens or without.",
    ),
    "code": string(
        "[a-z0-9]+(-[a-z0-9]+)*",
        "A code: small letters, digits and hyphens.",
        maxLength=MAX_REFERENCE,
    ),
    "ref": string(
        f"{PRINTED}+",
        "A reference: 1 to 64 printable characters, never a person's name.",
        maxLength=MAX_REFERENCE,
    ),
    "subject": string(
        f"[^:]+:{PRINTED}{{1,{MAX_REFERENCE}}}", "A subject: child:C01, household:H1."
    ),
    "told-subject": string(
        f"({KINDS}):{PRINTED}{{1,{MAX_REFERENCE}}}",
        "Whose story this belongs to: child:C01, household:H1, centre:hay-hassani.",
    ),
    "text": {
        "description": "Words in one language that is not said, or in up to three.",
        **one_of_several(
            {"type": "string"},
            closed({n: {"type": "string"} for n in LANGUAGES}, [], minProperties=1),
        ),
    },
    "number": {
        "description": "A number with at most two decimals. Decimals are counted exactly:"
        " a validator that counts in binary refuses 1.13 until it reads decimals.",
        "type": "number",
        "minimum": 0,
        "exclusiveMaximum": LARGEST,
        "multipleOf": 0.01,
    },
    "count": {
        "description": "A whole number, written without a point.",
        "type": "integer",
        "minimum": 0,
        "exclusiveMaximum": LARGEST,
    },
    "figure": {
        "description": "A number as its source gave it: exact, a lower bound, approximate,"
        " or unknown; raw is what the source said, word for word.",
        **one_of_several(
            ref("number"),
            closed(
                {"value": ref("number"), "unknown": {"const": False}, **_SAID}, ["value"]
            ),
            closed({"unknown": {"const": True}, **_SAID}, ["unknown"]),
        ),
    },
}
