"""An organisation's own indicator: what is wrong with it is said of it, by its id."""

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
