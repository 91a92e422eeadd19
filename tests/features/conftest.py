"""The world of each example, and what every example must keep."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from pytest_bdd import then

from casemgmt.errors import RuleBrokenError

pytest.register_assert_rewrite(f"{__package__}.steps")

from . import steps  # noqa: E402 - their asserts are to say what they compared
from .world import World  # noqa: E402


def pytest_configure(config) -> None:
    """Let every example use the steps of every file of ``steps/``."""
    for found in iter_modules(steps.__path__, f"{steps.__name__}."):
        config.pluginmanager.register(import_module(found.name))


@pytest.fixture
def world() -> World:
    return World()


def pytest_bdd_before_scenario(request, feature, scenario) -> None:
    world = request.getfixturevalue("world")
    world.rule, world.language = scenario.rule.name, feature.language


def pytest_bdd_before_step(request, step) -> None:
    request.getfixturevalue("world").attempting = step.type == "when"


def pytest_bdd_after_scenario(request) -> None:
    """A refusal that no ``Then`` asked about is a mistake in the example."""
    assert request.getfixturevalue("world").refusal is None


@then("it is refused")
@then("c'est refusé")
@then("يُرفض ذلك")
def _(world):
    """Refused, and by the very rule this example stands under; nothing was recorded."""
    refusal = world.ask()
    assert isinstance(refusal, RuleBrokenError), "it was not refused"
    assert refusal.sentence(world.language) == world.rule
    assert world.recorded() == world.before


@then("it is allowed")
@then("c'est accordé")
@then("يُقبل ذلك")
def _(world):
    assert world.ask() is None


@then("it is not taken")
def _(world):
    refusal = world.ask()
    assert refusal is not None
    assert not isinstance(refusal, RuleBrokenError)
    assert world.recorded() == world.before


@then("nothing more is recorded")
def _(world):
    assert world.recorded() == world.before


@then("something more is recorded")
def _(world):
    assert world.recorded() > world.before
