"""Desks of the tests, and the report made of each once."""

import pytest

from casemgmt.reports.partner import partner

from . import desks


@pytest.fixture(scope="session")
def twelve():
    return partner(desks.of_twelve(), desks.SEASON)


@pytest.fixture(scope="session")
def season():
    return partner(desks.of_a_season(), desks.SEASON)
