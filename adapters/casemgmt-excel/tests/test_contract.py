"""The registers promise what every adapter does; what they show is in their workbooks."""

import pytest

from casemgmt.testing import AdapterContract
from casemgmt_excel import Registers

from .reading import calamine

pytestmark = pytest.mark.slow


class Shown:
    """What the registers show: the sheets of every workbook, once they are settled."""

    adapter = Registers

    def shown(self, adapter):
        adapter.settle()
        books = adapter.place.workbooks.values()
        return [sheets_of(path) if path.exists() else {} for path in books]


def sheets_of(path):
    """The sheets but for the one that says of which position they are."""
    *registers, _ = calamine(path).items()
    return {
        name: [tuple(map(str, line)) for line in lines]
        for name, lines in registers
        if len(lines) > 1
    }


class TestAFolder(Shown, AdapterContract):
    pass


class TestOneWorkbook(Shown, AdapterContract):
    suffix = ".ar.xlsx"

    @pytest.mark.parametrize(
        "script",
        [
            pytest.param(
                "Latin",
                marks=pytest.mark.xfail(
                    strict=True, reason="a workbook in Arabic has the name in Arabic"
                ),
            ),
            "Arabic",
            "Tifinagh",
        ],
    )
    def test_names_in_three_scripts_survive(self, script):
        super().test_names_in_three_scripts_survive(script)
