"""Steps of features/family_support."""

from pytest_bdd import given, when

from casemgmt.commands import (
    FormHousehold,
    GrantAllowance,
    PayAllowance,
    VisitHome,
    WithholdAllowance,
)
from casemgmt.domain.family_support.household import Member

from .words import month as month_of
from .words import says

HOME = "household:home"
SETTLED = {
    "paid": PayAllowance,
    "versée": PayAllowance,
    "تُؤدّى": PayAllowance,
    "أُدّيت": PayAllowance,
    "withheld": WithholdAllowance,
    "retenue": WithholdAllowance,
    "تُحجب": WithholdAllowance,
}


@given(says("{child}'s {home} {verb} granted an allowance from {month:month}"))
@given(says("une allocation a été accordée {home:home} de {child} dès {month:month}"))
@given(says("مُنحت إعانة ل{home:home} {child} ابتداء من {month:month}"))
def _(world, child, home, month, on):
    granted = GrantAllowance(
        child=f"child:{child}",
        amount_centimes=250_00,
        currency="MAD",
        from_=month_of(month),
    )
    world.tell(f"household:{child}-{home}", granted, on=on)


@given(says("{month:month} was {settled} to {child}'s {home}"))
@given(says("l'allocation {of:of}{month:month} a été {settled} {home:home} de {child}"))
@given(says("{settled:text} إعانة {month:month} ل{home:home} {child}"))
@when(says("{month:month} is {settled} to {child}'s {home}"))
@when(says("l'allocation {of:of}{month:month} est {settled} {home:home} de {child}"))
@when(says("{settled:text} إعانة {month:month} ل{home:home} {child}"))
@when(says("{settled:text} إعانة {month:month} عن {home:home} {child}"))
def _(world, month, settled, child, home, on):
    one = SETTLED[settled](child=f"child:{child}", month=month_of(month))
    world.tell(f"household:{child}-{home}", one, on=on)


@when(says("{month:month} is paid to {child}'s {home} for {other}"))
def _(world, month, child, home, other, on):
    paid = PayAllowance(child=f"child:{other}", month=month_of(month))
    world.tell(f"household:{child}-{home}", paid, on=on)


@given(says("{one}, {two} and {three} live in one household"))
def _(world, one, two, three, on):
    members = [Member(person=f"child:{name}", role="child") for name in (one, two, three)]
    world.tell(HOME, FormHousehold(members=members, district="mediouna"), on=on)


@given(says("their home was visited"))
@when(says("their home is visited"))
def _(world, on):
    world.tell(HOME, VisitHome(caregiver_present=True, children=[]), on=on)


@when(says("their home is visited on {when:day}, and only children are there"))
def _(world, when):
    world.tell(HOME, VisitHome(caregiver_present=False, children=[]), on=when)
