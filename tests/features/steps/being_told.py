"""Steps of features/privacy: what a family is told when it asks what is held."""

from pytest_bdd import given, then

from casemgmt.commands import DeliverKit, FormHousehold, GiveConsent, MakeReferral
from casemgmt.domain.family_support.household import Member
from casemgmt.domain.vocabulary import Text
from casemgmt.reports.model import Note, Row, Section, Table

from .words import code, says


def told(world, child: str) -> str:
    """Everything a family reads, in the language of the feature."""
    report = world.desk.held_on(f"child:{child}")
    return "\n".join(
        text.in_language(world.language)
        for section in report.sections
        for text in texts(section)
    )


def texts(of):
    match of:
        case Section(blocks=blocks):
            for block in blocks:
                yield from texts(block)
        case Table(rows=rows):
            for row in rows:
                yield from texts(row)
        case Row(label=label, cells=cells):
            yield label
            yield from (cell for cell in cells if isinstance(cell, Text))
        case Note(text=text):
            yield text


@given(says("{child} was referred to the health centre"))
def _(world, child):
    world.tell(
        f"child:{child}",
        GiveConsent(purposes=["share"], given_by="guardian", with_=["health-centre"]),
        MakeReferral(referral="R1", to="health-centre", service="health-care"),
    )


@given(says("{child} and {other} live in one household"))
def _(world, child, other):
    members = [Member(person=f"child:{one}", role="child") for one in (child, other)]
    world.tell(
        "household:home",
        FormHousehold(
            members=[*members, Member(name=f"la mère de {other}", role="mother")],
            district="mediouna",
        ),
    )


@given(says("{child} a reçu un cartable pour {year:year}"))
@given(says("تسلمت {child} حقيبة مدرسية لسنة {year:year}"))
def _(world, child, year):
    world.tell(f"child:{child}", DeliverKit(kit="school-bag-full", school_year=year))


@then(says("{child}'s family is told of the school bag"))
@then(says("la famille de {child} apprend la remise du cartable"))
@then(says("تعلم أسرة {child} بتسليم الحقيبة"))
def _(world, child):
    kit = world.desk.vocabulary.label("kits", "school-bag-full")
    assert kit.in_language(world.language) in told(world, child)


@then(says("{child}'s family is told that {person} noted it"))
@then(says("la famille de {child} apprend qu'{person} l'a noté"))
@then(says("تعلم أسرة {child} أن {person} دوّنت ذلك"))
def _(world, child, person):
    report = world.desk.held_on(f"child:{child}")
    (noted,) = [one for one in report.sections if one.name == "from"]
    assert code(person) in [text.in_language("en") for text in texts(noted)]


@then(says("{child}'s family is told that something went to the health centre"))
def _(world, child):
    report = world.desk.held_on(f"child:{child}")
    (went,) = [one for one in report.sections if one.name == "went"]
    assert "health-centre" in [text.in_language("en") for text in texts(went)]


@then(says("{child}'s family is told of the household"))
def _(world, child):
    assert "household:home" in told(world, child)


@then(says("{child}'s family is told nothing of {other}"))
def _(world, child, other):
    assert other not in told(world, child)
