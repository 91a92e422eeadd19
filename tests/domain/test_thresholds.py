"""What may stand in a policy where another value stood: the same kind, or it is refused."""

import pytest

from casemgmt.domain.policy import Policy, PolicyError

BASE = Policy.read("""
[[rule]]
parameter = "plan.days"
value = 21
unit = "days"
[[rule]]
parameter = "review.months"
value = 3
unit = "months"
[[rule]]
parameter = "attempts"
value = 3
[[rule]]
parameter = "hours"
value = 14
operator = ">="
[[rule]]
parameter = "share"
value = 7.5
[[rule]]
parameter = "counts"
value = true
[[rule]]
parameter = "starts"
value = "09-01"
[[rule]]
parameter = "reasons"
value = ["goals-met"]
""")

WRONG = {
    "a number": {
        "plan.days": ['"ten"', "true", "[10]"],
        "hours": ['"14"', "true", "inf", "nan"],
        "share": ['"much"', "true"],
    },
    "a whole number from 0 to 36525": {
        "plan.days": ["7.5", "-1", "36526"],
        "review.months": ["-1", "99999999999"],
    },
    "a whole number from 0 to 2147483647": {"attempts": ["1.0", "-1", "2147483648"]},
    "true or false": {"counts": ["1", '"yes"']},
    "a text": {"starts": ["901", "2025-09-01"]},
    "a list of texts": {"reasons": ['"goals-met"', "[1]", "7"]},
}

RIGHT = {
    "plan.days": ["0", "36525"],
    "attempts": ["2147483647"],
    "hours": ["14.5", "0", "-3"],
    "share": ["8", "0.1"],
    "counts": ["false"],
    "starts": ['"01-01"'],
    "reasons": ["[]", '["goals-met", "death"]'],
    "insaf.own": ['"anything"', "2025-10-03", "[1]"],
}


def own(parameter, value, **more):
    lines = {"parameter": f'"{parameter}"', "value": value, **more}
    return "[[rule]]\n" + "\n".join(f"{name} = {said}" for name, said in lines.items())


@pytest.mark.parametrize(
    ("said", "parameter", "value"),
    [(s, p, v) for s, of in WRONG.items() for p, values in of.items() for v in values],
)
def test_another_kind_of_value_is_refused_by_the_name_of_the_parameter(
    said, parameter, value
):
    with pytest.raises(PolicyError, match=rf"^{parameter}: its value is {said}"):
        Policy.read(own(parameter, value), BASE)


@pytest.mark.parametrize(
    ("parameter", "value"), [(p, v) for p, values in RIGHT.items() for v in values]
)
def test_the_same_kind_of_value_takes_the_place(parameter, value):
    replaced = Policy.read(own(parameter, value), BASE)

    assert replaced.thresholds[parameter] != BASE.thresholds.get(parameter)
    assert replaced.thresholds.keys() == BASE.thresholds.keys() | {parameter}


@pytest.mark.parametrize("value", ['"14"', "true", "inf", "[14]", "2025-09-01"])
def test_what_is_compared_is_a_number_whoever_declared_it(value):
    with pytest.raises(PolicyError, match=r"^insaf\.own: its value is compared"):
        Policy.read(own("insaf.own", value, operator='">="'))


@pytest.mark.parametrize("name", ["valid_from", "valid_to"])
@pytest.mark.parametrize("day", ['"2025-09-01"', "2025", "2025-09-01T08:00:00Z"])
def test_the_days_between_which_it_holds_are_days(name, day):
    with pytest.raises(PolicyError, match=rf"^plan\.days: {name} is a day"):
        Policy.read(own("plan.days", "21", **{name: day}))


@pytest.mark.parametrize("text", ["rule = 3", 'rule = ["plan.days"]', "rule = [[]]"])
def test_a_rule_that_is_no_table_is_refused(text):
    with pytest.raises(PolicyError, match=r"\[\[rule\]\]"):
        Policy.read(text)
