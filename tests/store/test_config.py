"""``casemgmt.toml``: what it may say, and one plain line for what it may not."""

import pytest

from casemgmt.config import AdapterConfig, Config
from casemgmt.errors import ConfigurationError


@pytest.fixture
def said(tmp_path):
    """Return what a configuration of these words makes."""

    def read(words):
        path = tmp_path / "casemgmt.toml"
        path.write_text(words, encoding="utf-8")
        return Config.read(path)

    return read


def test_everything_the_contract_names_is_read(tmp_path, said):
    config = said(
        'timezone = "Europe/Paris"\nvault = "keys/insaf.vault"\n'
        '[adapters.register]\nadapter = "sql"\nto = "postgresql://here"\n'
        'fields = ["given_name"]\n'
    )

    register = AdapterConfig("register", "sql", "postgresql://here", ("given_name",))
    assert config.adapters == (register,)
    assert config.zone.key == "Europe/Paris"
    assert config.vault == str(tmp_path / "keys/insaf.vault")


@pytest.mark.parametrize(
    ("to", "kept"),
    [
        ("kits.db", "{}/kits.db"),
        ("../kits.db", "{}/../kits.db"),
        ("sqlite:///kits.db?config=our.toml", "sqlite:///{}/kits.db?config=our.toml"),
        ("/srv/kits.db", "/srv/kits.db"),
        ("postgresql://here/kits", "postgresql://here/kits"),
        ("host=here dbname=kits", "host=here dbname=kits"),
    ],
)
def test_a_read_model_s_file_is_meant_beside_the_configuration(tmp_path, said, to, kept):
    config = said(f'[adapters.register]\nadapter = "sql"\nto = "{to}"\n')

    assert config.adapters[0].to == kept.format(tmp_path)


def test_a_vault_that_is_no_file_keeps_its_address(said):
    assert said('vault = "kms://keys"').vault == "kms://keys"


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("colour = 1", "unknown key colour"),
        ('timezone = "Africa"', "timezone: no such time zone"),
        ('timezone = "Africa/Nowhere"', "timezone: no such time zone"),
        ('timezone = ""', "timezone: no such time zone"),
        ("vault = 5", "vault: a file, or the address"),
        ('vault = ""', "vault: a file, or the address"),
        ("policy = 5", "policy: a list of words"),
        ("vocabularies = [5]", "vocabularies: a list of words"),
        ("adapters = 5", "adapters: each has a table of its own"),
        ("adapters.sql = 5", "adapters.sql: it needs adapter and to"),
        ("[adapters.sql]", "adapters.sql: it needs adapter and to"),
        ('adapters.a = {adapter = 5, to = "x"}', "adapters.a: adapter and to are words"),
        ('adapters.a = {adapter = "x", to = "x", at = 1}', "adapters.a: unknown key at"),
        ('adapters.a = {adapter = "x", to = "x", fields = 7}', "fields: a list of words"),
        ("not toml", "the configuration is no TOML"),
    ],
)
def test_what_it_may_not_say_is_named(said, words, wrong):
    with pytest.raises(ConfigurationError, match=rf"casemgmt\.toml: .*{wrong}"):
        said(words)


def test_a_limit_that_is_no_number_is_refused_when_the_store_is_opened(tmp_path, said):
    """Naming the file and the parameter, before any list or figure is asked for."""
    rule = '[[rule]]\nparameter = "suspension.max_days"\nvalue = "ten"\n'
    (tmp_path / "own.toml").write_text(rule, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"own\.toml: .*suspension\.max_days: .*"):
        said('policy = ["own.toml"]')


def test_a_file_may_begin_with_the_mark_that_windows_writes(tmp_path):
    marked = {
        "casemgmt.toml": 'policy = ["p.toml"]\nvocabularies = ["v.toml"]\n',
        "p.toml": 'name = "insaf"\n',
        "v.toml": '[[districts]]\ncode = "our-district"\n',
    }
    for name, words in marked.items():
        (tmp_path / name).write_text(words, encoding="utf-8-sig")

    config = Config.read(tmp_path / "casemgmt.toml")

    assert config.policy.name == "insaf"
    assert "our-district" in config.vocabulary.lists["districts"]


@pytest.mark.parametrize(
    "words",
    [
        'districts = ["ours"]',
        '[districts]\ncode = "ours"',
        '[[districts]]\nfr = "Chez nous"',
        "[[districts]]\ncode = 5",
        '[[districts]]\ncode = ""',
    ],
)
def test_a_code_is_a_table_of_its_own_with_its_code(tmp_path, said, words):
    (tmp_path / "v.toml").write_text(words, encoding="utf-8")

    with pytest.raises(
        ConfigurationError, match=r"v\.toml: districts: each code is a table"
    ):
        said('vocabularies = ["v.toml"]')
