"""The promises of an adapter: inherit them, say what it is and how its rows are read.

One test is one promise. What an adapter cannot do it declares with a strict ``xfail`` and
a reason::

    class TestRegister(AdapterContract):
        adapter = Register

        def shown(self, adapter: Register) -> object:
            return adapter.rows()

        test_who_reads_while_it_projects_sees_what_stood_before = pytest.mark.xfail(
            strict=True, reason="a spreadsheet is written anew, and is then not readable"
        )(AdapterContract.test_who_reads_while_it_projects_sees_what_stood_before)
"""

from __future__ import annotations

from .amending_promises import AmendingPromises
from .building_promises import BuildingPromises
from .forgetting_promises import ForgettingPromises
from .projecting_promises import ProjectingPromises
from .sharing_promises import SharingPromises
from .showing_promises import ShowingPromises


class AdapterContract(
    ProjectingPromises,
    AmendingPromises,
    ForgettingPromises,
    ShowingPromises,
    BuildingPromises,
    SharingPromises,
):
    """What every adapter promises, wherever it keeps its read model."""
