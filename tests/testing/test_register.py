"""An adapter that keeps its promises passes them all, every optional one among them."""

from tests.testing.register import Register

from casemgmt.testing import AdapterContract


class TestRegister(AdapterContract):
    adapter = Register

    def shown(self, adapter):
        return adapter.shown()
