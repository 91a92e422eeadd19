"""An organisation's own indicator: what is wrong with it is said of it, by its id."""

from fractions import Fraction
from importlib import import_module

import pytest
from attrs import evolve, frozen

from casemgmt import Store, Text
from casemgmt.commands import DeliverKit
from casemgmt.errors import ConfigurationError
from casemgmt.indicators import Indicator
from casemgmt.testing import memory_store

KITS = Indicator(
    id="INSAF-09",
    version=1,
    level="output",
    unit="kit",
    source="a test",
    parameters=(),
    title=Text(en="Kits"),
    units="select person, 'yes' as answer from kits_delivered",
)
PERIOD = ("2025-09-01", "2025-12-31")


@frozen
class Installed:
    """An entry point that names *indicator*."""

    indicator: Indicator

    def load(self):
        return self.indicator


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Ask a store for the figure of an indicator that is installed."""

    def figure(*indicators):
        found = [Installed(one) for one in indicators]
        module = import_module("casemgmt.indicators.installed")
        monkeypatch.setattr(module, "entry_points", lambda group: found)
        with Store.open(tmp_path / "a.db", create=True) as store:
            desk = store.acting_as("amina")
            bag = DeliverKit(kit="school-bag-full", school_year="2025-2026")
            desk.record("child:C01", bag, on="2025-10-01")
            return desk.figures(*PERIOD, only=[indicators[0].id])[0]

    return figure


def test_it_is_counted_like_any_other(ask):
    assert ask(KITS).numerator == 1


def test_it_is_tried_out_without_being_installed():
    desk = memory_store(on="2026-01-01", indicators=[KITS]).acting_as("amina")
    bag = DeliverKit(kit="school-bag-full", school_year="2025-2026")
    desk.record("child:C01", bag, on="2025-10-01")

    (figure,) = desk.figures(*PERIOD, only=["INSAF-09"])

    assert figure.numerator == 1
    assert [str(unit.subject) for unit in desk.explain(figure).numerator] == ["child:C01"]
    other = evolve(KITS, unit="person")
    with pytest.raises(ConfigurationError, match="two indicators INSAF-09"):
        memory_store(indicators=[KITS, other]).acting_as("amina").figures(*PERIOD)


def test_it_is_tried_out_also_where_it_is_installed(ask):
    ask(KITS)
    desk = memory_store(indicators=[KITS]).acting_as("amina")

    (figure,) = desk.figures(*PERIOD, only=["INSAF-09"])

    assert figure.numerator == 0


def test_a_parameter_the_policy_does_not_hold_is_named(ask):
    by_october = evolve(KITS, parameters=("insaf.bags_by",))

    with pytest.raises(
        ConfigurationError, match=r"INSAF-09: the policy says nothing of insaf\.bags_by"
    ):
        ask(by_october)


@pytest.mark.parametrize("query", ["select nothing", "select * from kits_delivered $by"])
def test_a_query_that_cannot_be_answered_is_named(ask, query):
    with pytest.raises(ConfigurationError, match="INSAF-09: its query cannot be answered"):
        ask(evolve(KITS, units=query))


def test_two_of_one_id_are_refused(ask):
    with pytest.raises(ConfigurationError, match="two indicators INSAF-09"):
        ask(KITS, evolve(KITS, unit="person"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("select 'yes' as answer", "its query gives no person"),
        ("select person from kits_delivered", "its query gives no answer"),
        ("select 'C01' as person, 'yes' as answer", "its person cannot be VARCHAR"),
        ("select 1 as person, true as answer", "its answer cannot be BOOLEAN"),
        ("select null::integer as person, 'yes' as answer", "a unit without a person"),
        ("select person, 'maybe' as answer from kits_delivered", "other than yes, no"),
        ("select person, null::text as answer from kits_delivered", "other than yes, no"),
        (
            "select person, 'yes' as answer, command as commands from kits_delivered",
            "its commands cannot be UUID",
        ),
        (
            "select person, 'yes' as answer, 'inf'::double as numerator from people",
            "a unit whose share nobody knows",
        ),
        (
            "select person, 'yes' as answer, null::int as numerator from people",
            "a unit whose share nobody knows",
        ),
        ("select 1 as person, 'yes' as answer; select 1", "cannot be answered"),
    ],
)
def test_a_slip_in_a_query_is_said_and_not_counted(ask, query, said):
    with pytest.raises(ConfigurationError, match=f"INSAF-09: .*{said}"):
        ask(evolve(KITS, units=query))


@pytest.mark.parametrize(
    ("field", "value"),
    [("level", "result"), ("measure", "average"), ("dimensions", ("sex", "moon"))],
)
def test_what_no_indicator_can_be_is_refused(ask, field, value):
    with pytest.raises(ConfigurationError, match=f"INSAF-09: {field} is not"):
        ask(evolve(KITS, **{field: value}))


def test_a_share_is_added_up_exactly(ask):
    query = """
        select person, 'yes' as answer, n as unit,
               0.1::double as numerator, 2 as denominator
        from kits_delivered, range(3) each(n)
    """

    mean = ask(evolve(KITS, measure="mean", units=query))

    assert (mean.numerator, mean.denominator, mean.value) == (Fraction(3, 10), 6, 0.05)


def test_the_middle_of_several_is_a_median(ask):
    query = """
        select person, 'yes' as answer, n as unit, n as median
        from kits_delivered, (values (1), (4), (40), (5)) each(n)
    """

    middle = ask(evolve(KITS, measure="median", units=query))

    assert (middle.numerator, middle.denominator, middle.value) == (None, 4, 4.5)
    with pytest.raises(ConfigurationError, match="INSAF-09: its query gives no median"):
        ask(evolve(KITS, measure="median"))


def test_two_whose_ids_look_alike_are_two():
    other = evolve(KITS, id="INSAF_09", units=f"{KITS.units} where day > '2026-01-01'")

    desk = memory_store(on="2026-01-01", indicators=[KITS, other]).acting_as("amina")
    bag = DeliverKit(kit="school-bag-full", school_year="2025-2026")
    desk.record("child:C01", bag, on="2025-10-01")

    both = desk.figures(*PERIOD, only=[KITS.id, other.id])

    assert [figure.numerator for figure in both] == [1, 0]
