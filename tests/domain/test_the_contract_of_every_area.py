"""Every built-in area keeps what is promised of any area, also of those others bring."""

import pytest

from casemgmt.domain.areas import AREAS
from casemgmt.testing import AreaContract

pytestmark = pytest.mark.slow

STORIES = [area for area in AREAS if area.subject != "system"]
BY_A_DAY_OF_ITS_OWN = pytest.mark.skip(
    reason="a dropout counts from the last day at school: test_every_story.py has its order"
)


class OfTheHouse(AreaContract):
    """With few stories: ``test_every_story.py`` makes up many, of all areas together."""

    examples = 8


def contract(area):
    said = {"area": area}
    if area.name == "schooling":
        learnt = "test_what_is_learnt_first_does_not_matter"
        said[learnt] = BY_A_DAY_OF_ITS_OWN(getattr(AreaContract, learnt))
    return type(f"Test{area.name.title()}", (OfTheHouse,), said)


globals().update({f"Test{area.name.title()}": contract(area) for area in STORIES})
