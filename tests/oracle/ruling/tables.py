"""The commands of interchange.md §1 with their data, table by table."""

from __future__ import annotations

from .child_tables import OF_A_CHILD
from .forms import (
    Form,
    code,
    day,
    fields,
    figure,
    listed,
    many,
    month,
    number,
    one_of,
    ref,
    season,
    subject,
    text,
    uuid,
    uuid_or_neither,
    whole,
    yes_or_no,
)

role = one_of("child", "mother", "father", "guardian", "sibling", "other")
_member = fields(person__=subject, name__=text, role=role)
_project = fields(
    project=ref,
    kind__=code,
    capital_centimes__=whole,
    status__=one_of("active", "paused", "stopped"),
    income_centimes__=whole,
)
_paid = fields(child=subject, month=month, amount_centimes__=whole, reason__=code)

FAMILY: dict[str, Form] = {
    "form-household": fields(
        members=many(_member), address__=text, district=listed("districts")
    ),
    "join-household": _member,
    "leave-household": _member,
    "visit-home": fields(
        caregiver_present=yes_or_no, children=many(subject), findings__=text
    ),
    "assess-household": fields(
        tool=code, score=number, monthly_income_centimes__=whole, persons__=whole
    ),
    "grant-allowance": fields(
        child=subject,
        amount_centimes=whole,
        currency=one_of("MAD"),
        from_=day,
        condition__=code,
    ),
    "pay-allowance": _paid,
    "withhold-allowance": _paid,
    "start-income-project": _project,
    "observe-income-project": _project,
    "attend-parenting-session": fields(person=text, session=listed("sessions")),
}

_centre_kind = listed("centre_kinds")
_goods = {"item": listed("items"), "quantity": figure}
_partner = fields(name=text, kind=listed("partner_kinds"), employees__=figure)

CENTRES: dict[str, Form] = {
    "open-centre": fields(
        name=text,
        kind=_centre_kind,
        district__=listed("districts"),
        region__=code,
        authorisation__=text,
        capacity__=whole,
    ),
    "change-centre-kind": fields(kind=_centre_kind),
    "set-capacity": fields(places=whole),
    "close-centre": fields(reason=code),
    "accept-over-capacity": fields(places=whole, until=day),
    "report-season-figures": fields(
        season=season,
        kind=listed("centre_kinds", "all"),
        structures=figure,
        beneficiaries=figure,
        female__=figure,
        agreements__=figure,
        partners__=figure,
    ),
    "receive-goods": fields(
        **_goods, serials__=many(text), agreement__=code, tranche__=whole
    ),
    "issue-goods": fields(**_goods),
    "count-goods": fields(**_goods),
}

AGREEMENTS: dict[str, Form] = {
    "sign-agreement": fields(
        partners=many(_partner),
        scope=text,
        starts=day,
        ends__=day,
        commitments__=many(fields(what=code, quantity=figure)),
    ),
    "amend-agreement": fields(change=text),
    "end-agreement": fields(reason=code),
}

_hold = fields(ground=one_of("judicial", "safeguarding", "audit"), reference__=text)


def _an_object(value: object, path: str) -> str | None:
    return None if isinstance(value, dict) else path


ANY_SUBJECT: dict[str, Form] = {
    "attach-document": fields(
        kind=code, content=code, digest=code, format=code, title__=text
    ),
    "correct": fields(command_id=uuid, data=_an_object, on__=day, reason=text),
    "retract": fields(command_id=uuid, reason=text),
    "resolve-contradiction": fields(
        between=many(uuid, exactly=2), holds=uuid_or_neither, reason=text
    ),
    "place-hold": _hold,
    "release-hold": _hold,
}

OF_A_KIND = {
    "child": OF_A_CHILD,
    "household": FAMILY,
    "centre": CENTRES,
    "agreement": AGREEMENTS,
}
FORMS = {
    name: form
    for forms in (*OF_A_KIND.values(), ANY_SUBJECT)
    for name, form in forms.items()
}
"""The equipment commands are left out: their table does not say whose they are."""

KINDS_OF = {
    name: {kind for kind, forms in OF_A_KIND.items() if name in forms} or set(OF_A_KIND)
    for name in FORMS
}
