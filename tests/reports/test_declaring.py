"""What a report declares of itself decides how it is asked for and where it may go."""

import pytest

from casemgmt.errors import InvalidError
from casemgmt.reports import Audience, Declared, Parameter, Text, reports

from .house import NOVEMBER, house


@pytest.fixture(scope="module")
def desk():
    return house()


def test_every_report_says_its_title_and_its_parameters_in_three_languages():
    installed = dict(reports())

    assert {"partner", "season", "centre-month", "child-file"} <= installed.keys()
    for one in installed.values():
        texts = [one.title, *(parameter.meaning for parameter in one.parameters)]
        assert all(text.ar and text.fr and text.en for text in texts)


def test_only_reports_to_partners_may_be_published():
    may = {name for name, one in reports() if one.may_be_published}

    assert may == {"partner", "season"}


def test_a_report_that_names_persons_is_never_published(desk):
    with pytest.raises(InvalidError) as refusal:
        desk.publish("centre-month", *NOVEMBER, ref="november")

    assert (refusal.value.field, refusal.value.code) == ("report", "not-published")


def test_what_is_optional_may_be_left_out_and_the_rest_is_asked_for():
    needs = Parameter("centre", Text(en="the centre"))
    may = Parameter("recipient", Text(en="who"), optional=True)
    one = Declared(Text(en="x"), Audience.TEAM, print, (needs, may))

    assert one.lacks({}) == ("centre",)
    assert one.lacks({"centre"}) == ()
