"""Steps of features/family_support."""

from pytest_bdd import given, when

from casemgmt.commands import GrantAllowance, PayAllowance, WithholdAllowance

from .words import month as month_of
from .words import says

SETTLED = {"paid": PayAllowance, "withheld": WithholdAllowance}


@given(says("{child}'s {home} {verb} granted an allowance from {month:month}"))
def _(world, child, home, month, on):
    granted = GrantAllowance(
        child=f"child:{child}",
        amount_centimes=250_00,
        currency="MAD",
        from_=month_of(month),
    )
    world.tell(f"household:{child}-{home}", granted, on=on)


@given(says("{month:month} was {settled} to {child}'s {home}"))
@when(says("{month:month} is {settled} to {child}'s {home}"))
def _(world, month, settled, child, home, on):
    one = SETTLED[settled](child=f"child:{child}", month=month_of(month))
    world.tell(f"household:{child}-{home}", one, on=on)


@when(says("{month:month} is paid to {child}'s {home} for {other}"))
def _(world, month, child, home, other, on):
    paid = PayAllowance(child=f"child:{other}", month=month_of(month))
    world.tell(f"household:{child}-{home}", paid, on=on)
