"""An area never passes over in silence what it does not know."""

import pytest

from casemgmt.domain.areas import AREAS
from casemgmt.domain.dates import Day
from casemgmt.domain.told import Told

TOLD = Told(Day.of("2025-10-01"), "amina")


class FeesCovered:
    """An event that no area here knows."""


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.name)
def test_an_event_that_an_area_does_not_know_fails_and_is_named(area):
    event = FeesCovered()

    with pytest.raises((AssertionError, AttributeError), match="FeesCovered"):
        area.evolve(area.initial, event, TOLD)
