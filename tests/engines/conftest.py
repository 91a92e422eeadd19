"""The command line, called in this very process."""

import pytest
from attrs import frozen

from casemgmt.cli.app import run as carried_out


@frozen
class Ended:
    """How a call of the command line ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd):
    """Call the command line."""

    def call(*arguments):
        code = carried_out([str(argument) for argument in arguments])
        return Ended(code, *capfd.readouterr())

    return call
