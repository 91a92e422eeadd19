"""Steps of the reports people hold: a child's file, a centre's month, a week of work."""

from datetime import timedelta

import pytest
from pytest_bdd import given, then

from casemgmt.commands import (
    AdmitChild,
    DischargeChild,
    GiveConsent,
    IdentifyChild,
    PlanVisit,
    ReportAttendance,
    WithdrawConsent,
)
from casemgmt.errors import InvalidError
from casemgmt.reports import Number, Text, values_of

from .words import code, day, days_of, says

ORGANISATIONS = {"Amal": "amal", "أمل": "amal", "Nour": "nour", "نور": "nour"}


# A child's file


@given(says("the guardian took back the consent for {child}"))
@given(says("le tuteur a retiré son consentement pour {child}"))
@given(says("سحب النائب الشرعي موافقته بشأن {child}"))
def _(world, child, on):
    world.tell(f"child:{child}", WithdrawConsent(purposes=["services"]), on=on)


@given(says("the guardian agreed that {child}'s data be shared with {other}"))
@given(says("le tuteur a accepté que les données de {child} soient partagées avec {other}"))
@given(says("وافق النائب الشرعي على تقاسم معطيات {child} مع {other}"))
def _(world, child, other, on):
    share = GiveConsent(
        purposes=["share"], given_by="guardian", with_=[ORGANISATIONS[other]]
    )
    world.tell(f"child:{child}", share, on=on)


@given(says("{who:text} had drawn attention to {child}"))
@given(says("{who:text} avait signalé {child}"))
@given(says("كانت {who:text} قد نبّهت إلى وضعية {child}"))
def _(world, who, child, on):
    told = IdentifyChild(source="neighbour", concerns=["violence"], reporter=who)
    world.tell(f"child:{child}", told, on=on)


@then(says("{child}'s file may be handed to the family"))
@then(says("le dossier de {child} peut être remis à la famille"))
@then(says("يمكن تسليم ملف {child} إلى الأسرة"))
def _(world, child, on):
    assert file_of(world, child).personal


@then(says("{child}'s file may not be handed to the family"))
@then(says("le dossier de {child} ne peut pas être remis à la famille"))
@then(says("لا يمكن تسليم ملف {child} إلى الأسرة"))
def _(world, child, on):
    with pytest.raises(InvalidError, match="no-consent-to-hand-over"):
        file_of(world, child)


@then(says("{child}'s file may be handed to {other}"))
@then(says("le dossier de {child} peut être remis à {other}"))
@then(says("يمكن تسليم ملف {child} إلى {other}"))
def _(world, child, other, on):
    assert file_of(world, child, recipient=ORGANISATIONS[other]).personal


@then(says("{child}'s file may not be handed to {other}"))
@then(says("le dossier de {child} ne peut pas être remis à {other}"))
@then(says("لا يمكن تسليم ملف {child} إلى {other}"))
def _(world, child, other, on):
    with pytest.raises(InvalidError, match="no-consent-to-hand-over"):
        file_of(world, child, recipient=ORGANISATIONS[other])


@then(says("{child}'s file does not name {who:text}"))
@then(says("le dossier de {child} ne nomme pas {who:text}"))
@then(says("لا يذكر ملف {child} {who:text}"))
def _(world, child, who, on):
    shown = " ".join(texts(file_of(world, child), world.language))
    assert who not in shown
    assert child in shown


def file_of(world, child, **about):
    return world.desk.report(
        "child-file", "2025-09-01", str(world.today), subject=f"child:{child}", **about
    )


def texts(one, language):
    """Every word of a report."""
    if isinstance(one, Text):
        yield one.in_language(language)
    elif isinstance(one, tuple):
        for inner in one:
            yield from texts(inner, language)
    elif hasattr(one, "__attrs_attrs__"):
        for field in one.__attrs_attrs__:
            yield from texts(getattr(one, field.name), language)


# A centre's month, and its register


@given(
    says(
        "the school reported {away:number} of {days:number} days away for {child} in"
        " {when:month}"
    )
)
@given(
    says(
        "l'école a rapporté {away:number} jours d'absence sur {days:number} pour"
        " {child} en {when:month}"
    )
)
@given(
    says("صرحت المدرسة بغياب {child} {away:number} من {days:number} يوما في {when:month}")
)
def _(world, away, days, child, when, on):
    first, last = days_of(when)
    told = ReportAttendance(
        from_=first,
        to=last,
        days_possible=int(days),
        days_absent=int(away),
        source="school",
    )
    world.tell(f"child:{child}", told, on=last)


@given(says("{child} came to live in {centre:text}"))
@given(says("{child} est venue vivre à {centre:text}"))
@given(says("جاءت {child} للعيش في {centre:text}"))
def _(world, child, centre, on):
    world.tell(f"child:{child}", AdmitChild(centre=code(centre)), on=on)


@given(says("{child} no longer lives in {centre:text}"))
@given(says("{child} ne vit plus à {centre:text}"))
@given(says("لم تعد {child} تعيش في {centre:text}"))
def _(world, child, centre, on):
    world.tell(f"child:{child}", DischargeChild(centre=code(centre)), on=on)


@then(
    says(
        "the month of {centre:text} in {when:month} shows {count:number} absence to"
        " follow up"
    )
)
@then(
    says(
        "the month of {centre:text} in {when:month} shows {count:number} absences to"
        " follow up"
    )
)
@then(
    says("le mois de {centre:text} en {when:month} montre {count:number} absence à suivre")
)
@then(says("يُظهر شهر {centre:text} في {when:month} عدد {count:number} من الغيابات للتتبع"))
def _(world, centre, when, count, on):
    report = world.desk.report("centre-month", *days_of(when), centre=code(centre))
    assert reckoned(report)["absences-to-follow-up"] == int(count)
    (listed,) = [one for one in report.sections if one.name == "absences"]
    (block,) = listed.blocks
    assert len(getattr(block, "rows", ())) == int(count)


@then(
    says(
        "the register of {centre:text} in {when:month} has {before:number} before,"
        " {came:number} who came, {left:number} who left, {there:number} at the end"
    )
)
@then(
    says(
        "le registre de {centre:text} en {when:month} a {before:number} avant,"
        " {came:number} entrée, {left:number} sortie, {there:number} à la fin"
    )
)
@then(
    says(
        "في سجل {centre:text} لشهر {when:month}: قبله {before:number} ودخل"
        " {came:number} وخرج {left:number} وفي آخره {there:number}"
    )
)
def _(world, centre, when, before, came, left, there, on):
    report = world.desk.report("register", *days_of(when), centre=code(centre))
    told = reckoned(report)
    counted = [told[n] for n in ("present-before", "entries", "exits")]
    assert counted == [int(before), int(came), int(left)]
    assert int(before) + int(came) - int(left) == int(there) == told["present"]


def reckoned(report):
    """What a report reckons from what was told, the whole of each."""
    found = [v for v in values_of(report) if isinstance(v, Number)]
    wholes = [v for v in found if v.source.kind == "record" and len(v.source.by) == 1]
    return {v.source.name: v.amount for v in wholes}


# A caseworker's week


@given(says("somebody means to visit {child}"))
def _(world, child, on):
    world.tell(f"child:{child}", PlanVisit(kind="home-visit"), on=on)


@then(says("{person}'s week of {monday:day} shows {child}'s visit on {visit:day}"))
def _(world, person, monday, child, visit, on):
    report = week_of(world, person, monday)
    (days,) = [one for one in report.sections if one.name == "days"]
    shown = {str(block.title.en): block for block in days.blocks}
    written = f"{day(visit):%B} {day(visit).day}, {day(visit).year}"
    assert any(child in row.label.en for row in shown[written].rows)


@then(says("{person}'s week of {monday:day} shows nothing"))
def _(world, person, monday, on):
    report = week_of(world, person, monday)
    assert {headline.value.amount for headline in report.headlines} == {0}


def week_of(world, person, monday):
    first = day(monday)
    last = first + timedelta(days=6)
    return world.desk.report("caseworker-week", first, last, caseworker=code(person))
