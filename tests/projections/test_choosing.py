"""Where an adapter runs: ours in this process, a stranger's in one of its own."""

import pytest

from casemgmt import Store
from casemgmt.config import AdapterConfig, Config
from casemgmt.errors import ConfigurationError, MissingExtraError
from casemgmt.limited.limiting import Limits
from casemgmt.projections.adapter import found, installed_as, let_go
from casemgmt.projections.choosing import OURS, chosen, is_a_strangers
from casemgmt.projections.isolation import Isolated

TABLE = """
[adapters.register]
adapter = "Good"
to = "register.db"
"""


@pytest.fixture
def configured(tmp_path, installed):
    """The adapter that a table of casemgmt.toml with these lines chooses."""
    made = []

    def choose(*lines, to="register.db"):
        path = tmp_path / "casemgmt.toml"
        path.write_text(
            "\n".join([TABLE.replace("register.db", str(tmp_path / to)), *lines])
        )
        made.append(chosen(Config.read(path).adapters[0]))
        return made[-1]

    yield choose
    for adapter in made:
        let_go(adapter)


@pytest.mark.parametrize("name", ["excel", "lake", "sql"])
def test_an_adapter_is_known_by_its_name_through_whichever_door_its_class_came(name):
    (installed,) = (one for one in found() if one.name == name)

    assert installed_as(installed.load()) == name


def test_what_a_stranger_wrote_runs_apart_with_the_usual_limits(configured):
    adapter = configured()

    assert isinstance(adapter, Isolated)
    assert adapter._room._limits == Limits()


def test_a_configuration_may_bring_it_in_or_set_its_limits(configured):
    inside = configured("isolated = false")
    apart = configured("memory_mb = 300", "seconds = 2.5")

    assert not isinstance(inside, Isolated)
    assert apart._room._limits == Limits(seconds=2.5, memory_mb=300)


def test_what_comes_with_casemgmt_runs_in_this_process(installed, monkeypatch):
    assert is_a_strangers("Good")
    facts = next(installed.glob("*.dist-info/METADATA"))
    for name in (*OURS, "Casemgmt_SQL"):
        facts.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        assert not is_a_strangers("Good")
    facts.write_text("Metadata-Version: 2.1\nName: casemgmt-of-somebody\nVersion: 1.0\n")
    assert is_a_strangers("Good")


def test_ours_runs_apart_where_it_is_asked_for(installed, tmp_path):
    adapter = chosen(AdapterConfig("a", "Good", str(tmp_path / "a.db"), isolated=True))

    assert isinstance(adapter, Isolated)
    adapter.close()


def test_what_is_not_installed_is_said(installed):
    with pytest.raises(MissingExtraError, match="no adapter is installed"):
        chosen(AdapterConfig("a", "No", "a.db"))


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('isolated = "yes"', "isolated is true or false"),
        ("memory_mb = 0", "memory_mb is a number from 1"),
        ("memory_mb = 1.5", "memory_mb is a number from 1"),
        ("memory_mb = true", "memory_mb is a number from 1"),
        ("seconds = nan", "seconds is a number from 1"),
        ("seconds = inf", "seconds is a number from 1"),
        ("second = 1", "unknown key second"),
    ],
)
def test_a_limit_that_is_none_is_said_in_one_line(configured, line, wrong):
    with pytest.raises(ConfigurationError, match=f"adapters.register: {wrong}"):
        configured(line)


def test_the_store_knows_it_by_its_own_name_wherever_it_runs(configured, tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as store:
        apart = configured()
        store.project(apart, name="register")
        inside = configured("isolated = false")
        store.project(inside, name="register")

        (of,) = store.destinations()

    assert (of.adapter, of.address) == ("Good", str(tmp_path / "register.db"))
