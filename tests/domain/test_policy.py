"""A policy: dated thresholds, read from a text that may be wrong."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from casemgmt.domain.policy import Policy, PolicyError, Threshold

BEFORE, FROM, TO, AFTER = (
    date(2018, 10, 1),
    date(2018, 10, 2),
    date(2023, 10, 1),
    date(2023, 10, 2),
)


def rule(**fields):
    fields = {"parameter": "x.limit", "value": 3, "source": "s", **fields}
    written = {k: f'"{v}"' if isinstance(v, str) else v for k, v in fields.items()}
    return "[[rule]]\n" + "\n".join(f"{k} = {v}" for k, v in written.items()) + "\n"


@pytest.mark.parametrize(("day", "holds"), [(BEFORE, 0), (FROM, 1), (TO, 1), (AFTER, 0)])
def test_a_value_holds_from_its_first_to_its_last_day(day, holds):
    policy = Policy.read(rule(valid_from=FROM, valid_to=TO))
    assert (policy.threshold("x.limit", day) is not None) is bool(holds)
    assert policy.value("x.limit", day, default="none") == (3 if holds else "none")


def test_a_value_without_days_holds_always():
    policy = Policy.read(rule())
    assert policy.value("x.limit", date.min) == policy.value("x.limit", date.max) == 3


def test_a_threshold_keeps_what_the_text_says_of_it():
    text = rule(operator=">", valid_from=FROM, valid_to=TO, source="law", unit="days")
    kept = Threshold("x.limit", 3, ">", FROM, TO, "law", "days")
    assert Policy.read(text).threshold("x.limit", FROM) == kept


def test_what_a_parameter_says_of_itself_may_be_left_out():
    bare = Policy.read('[[rule]]\nparameter = "x.limit"\nvalue = 3')
    assert bare.threshold("x.limit", FROM) == Threshold("x.limit", 3)
    assert bare.threshold("x.limit", FROM).source == ""
    assert bare.threshold("x.limit", FROM).unit == ""


def test_what_nobody_set_is_nothing():
    policy = Policy.read("")
    assert policy.threshold("x.limit", FROM) is None
    assert policy.value("x.limit", FROM) is None
    assert not policy.fits("x.limit", 3, FROM)


@pytest.mark.parametrize(
    ("operator", "below", "equal", "above"),
    [
        (">", False, False, True),
        (">=", False, True, True),
        ("<", True, False, False),
        ("<=", True, True, False),
        ("off", False, False, False),
        (None, False, True, True),
    ],
)
def test_a_value_fits_as_the_operator_says(operator, below, equal, above):
    text = rule(operator=operator) if operator else rule()
    policy = Policy.read(text)
    assert [policy.fits("x.limit", n, FROM) for n in (2, 3, 4)] == [below, equal, above]


def test_fits_looks_at_the_value_of_the_day():
    text = rule(value=16, valid_to=TO) + rule(value=18, valid_from=AFTER)
    policy = Policy.read(text)
    assert [policy.fits("x.limit", 17, day) for day in (TO, AFTER)] == [True, False]


def test_decimals_are_exact():
    policy = Policy.read(rule(value=0.1))
    assert policy.value("x.limit", FROM) == Decimal("0.1")
    assert policy.fits("x.limit", Fraction(1, 10), FROM)


def test_it_is_named_and_numbered():
    policy = Policy.read('name = "insaf"\nversion = "7"\n')
    assert (policy.name, policy.version, str(policy)) == ("insaf", "7", "insaf@7")


def test_a_text_that_names_itself_nothing_is_unnamed():
    assert str(Policy.read("")) == "unnamed@1"
    assert str(Policy.read('name = "insaf"\nversion = 7\n')) == "insaf@7"


def test_what_is_not_named_is_that_of_the_base_and_what_is_named_replaces_it_whole():
    base = Policy.read(
        rule(parameter="kept")
        + rule(value=16, valid_to=TO)
        + rule(value=18, valid_from=AFTER)
    )
    policy = Policy.read(rule(value=17, valid_from=AFTER), base)
    assert policy.value("kept", FROM) == 3
    assert policy.value("x.limit", AFTER) == 17
    assert policy.value("x.limit", TO) is None


REFUSED = {
    "not TOML: .+": "name = ",
    "unknown table rules: each value is a table .+": "[[rules]]\nvalue = 3",
    "unknown table insaf: .+": "[insaf]\nbags_by = 2025-10-03",
    "a rule needs a parameter and a value: unnamed": "[[rule]]\nvalue = 3",
    "a rule needs a parameter and a value: 7": "[[rule]]\nparameter = 7\nvalue = 3",
    "a rule needs a parameter and a value: x": '[[rule]]\nparameter = "x"',
    "x.limit: unknown field author": rule(zeal=1, author="a"),
    "x.limit: the operator is one of > >= < <= off": rule(operator="=="),
    "x.limit: two values hold on one day": rule() + rule(),
}


@pytest.mark.parametrize(("said", "text"), REFUSED.items())
def test_a_text_that_cannot_be_used_is_refused_by_name(said, text):
    with pytest.raises(PolicyError, match=f"^{said}$"):
        Policy.read(text)


OVERLAPPING = [
    rule(valid_to=AFTER) + rule(valid_from=AFTER),
    rule(valid_from=AFTER) + rule(valid_to=AFTER),
    rule(valid_from=FROM) + rule(valid_from=AFTER),
    rule(valid_to=FROM) + rule(valid_to=AFTER),
]


@pytest.mark.parametrize("text", OVERLAPPING)
def test_two_values_of_a_parameter_never_hold_on_one_day(text):
    with pytest.raises(PolicyError, match="two values hold on one day"):
        Policy.read(text)


def test_values_may_follow_each_other_in_any_order_of_the_text():
    text = rule(value=18, valid_from=AFTER) + rule(value=16, valid_to=TO)
    assert Policy.read(text).value("x.limit", TO) == 16
