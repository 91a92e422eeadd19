"""Steps of features/vocational_training."""

from datetime import date, timedelta

from pytest_bdd import given, then, when

from casemgmt.commands import (
    CompleteContract,
    EndContractEarly,
    LogHours,
    ResumeContract,
    SignContract,
    SuspendContract,
)
from casemgmt.events import HoursLogged

from .words import day, says

A_YEAR = timedelta(days=365)


def contract(world, on, name="contract-1", **other) -> SignContract:
    starts = day(on) if on else world.today
    usual = {
        "ends": starts + A_YEAR,
        "hours_total": 1600,
        "hours_practice": 1280,
        "hours_complement": 160,
        "guardian_signed": True,
    }
    return SignContract(
        contract=name, enterprise="garage-atlas", trade="car-mechanics", starts=starts,
        **(usual | other),
    )  # fmt: skip


def ended(how: str, last_day: date):
    match how:
        case "suspended" | "suspendu" | "عُلّق":
            return SuspendContract(contract="contract-1", reason="illness")
        case "resumed" | "repris" | "استُؤنف":
            return ResumeContract(contract="contract-1", reason="recovered")
        case "completed" | "mené à terme" | "اكتمل":
            return CompleteContract(contract="contract-1")
        case "broken off" | "rompu" | "فُسخ":
            return EndContractEarly(
                contract="contract-1", by="enterprise", reason="closed", last_day=last_day
            )


@given(says("{child} signed a contract"))
@given(says("{child} a signé un contrat"))
@given(says("وقّع {child} عقدا"))
@when(says("{child} signs a contract"))
@when(says("{child} signe un contrat"))
@when(says("يوقّع {child} عقدا"))
@when(says("{child} signs a contract with his guardian"))
@when(says("{child} signe un contrat avec son tuteur légal"))
@when(says("يوقّع {child} عقدا مع نائبه الشرعي"))
def _(world, child, on):
    world.tell(f"child:{child}", contract(world, on), on=on)


@when(says("{child} signs a contract alone"))
@when(says("{child} signe un contrat seul"))
@when(says("يوقّع {child} عقدا وحده"))
def _(world, child, on):
    world.tell(f"child:{child}", contract(world, on, guardian_signed=False), on=on)


@given(says("{child} was refused a contract"))
@given(says("un contrat a été refusé à {child}"))
@given(says("رُفض ل{child} عقد"))
def _(world, child, on):
    world.tell_in_vain(f"child:{child}", contract(world, on), on=on)


@given(says("{child} signed a contract until {until:day}"))
@given(says("{child} a signé un contrat jusqu'au {until:day}"))
@given(says("وقّع {child} عقدا إلى غاية {until:day}"))
def _(world, child, until, on):
    world.tell(f"child:{child}", contract(world, on, ends=day(until)), on=on)


@when(says("{child} signs another contract"))
@when(says("{child} signe un autre contrat"))
@when(says("يوقّع {child} عقدا آخر"))
def _(world, child, on):
    world.tell(f"child:{child}", contract(world, on, "contract-2"), on=on)


@when(says("{child} alone signs another contract"))
def _(world, child, on):
    alone = contract(world, on, "contract-2", guardian_signed=False)
    world.tell(f"child:{child}", alone, on=on)


@when(
    says(
        "{child}{alone:alone} signs a contract of {total:number} hours, "
        "{practice:number} in the enterprise and {centre:number} in the centre"
    )
)
def _(world, child, alone, total, practice, centre, on):
    hours = {
        "hours_total": int(total),
        "hours_practice": int(practice),
        "hours_complement": int(centre),
        "guardian_signed": not alone,
    }
    world.tell(f"child:{child}", contract(world, on, **hours), on=on)


@given(says("{child}'s contract was {how:text}"))
@given(says("le contrat d'{child} a été {how:text}"))
@given(says("{how:text} عقد {child}"))
@when(says("{child}'s contract is {how:text}"))
def _(world, child, how, on):
    last_day = day(on) if on else world.today
    world.tell(f"child:{child}", ended(how, last_day), on=on)


LOGGED = "{practice:number} hours in the enterprise and {centre:number} in the centre"


@given(says(f"{{child}} spent {LOGGED}"))
@when(says(f"{{child}} spends {LOGGED}"))
def _(world, child, practice, centre, on):
    hours = {"practice": int(practice), "centre": int(centre)}
    world.tell(f"child:{child}", LogHours(contract="contract-1", **hours), on=on)


@then(says(f"{{child}}'s story tells of {LOGGED}"))
def _(world, child, practice, centre):
    told = [e.event for e in world.history(f"child:{child}")]
    logged = [e for e in told if isinstance(e, HoursLogged)]
    assert [(e.practice, e.centre) for e in logged] == [(int(practice), int(centre))]
