"""What several parts of the tests share: one PostgreSQL server for the whole run."""

import gc

import pytest
from hypothesis import Phase, settings
from tests.engines.server import server_running

from casemgmt import Store

# A planted fault is noticed or not (tools/mutants.py): none needs the smallest example.
settings.register_profile(
    "mutants",
    max_examples=5,
    phases=(Phase.explicit, Phase.generate),
    derandomize=True,
    deadline=None,
)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Collect the tests without looking for garbage: they all stay until the end.

    No later look for garbage walks through them either.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def postgres():
    """A real server, started when the first test asks for it."""
    with server_running() as server:
        yield server


@pytest.fixture
def server_store(postgres, tmp_path):
    """Open a store on the server, with its configuration and vault in the test's folder.

    Each ``name`` is a store of its own; the same name again is another handle on it.
    """
    addresses, opened = {}, []

    def open_(name="insaf", *, port=None, **how):
        if name not in addresses:
            addresses[name] = postgres.address()
            Store.migrate(addresses[name])
        config = tmp_path / f"{name}.toml"
        config.write_text(f'vault = "{name}.vault"')
        address = addresses[name].replace(
            f":{postgres.port}/", f":{port or postgres.port}/"
        )
        opened.append(Store.open(address, config=config, create=True, **how))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()
