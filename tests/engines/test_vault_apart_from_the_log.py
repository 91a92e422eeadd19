"""A store whose vault is on a server, in a database apart: made, kept and relocked."""

import pytest
from tests.engines.proxy import proxy_before

from casemgmt import Store, Subject, Text
from casemgmt.commands import RegisterChild
from casemgmt.errors import BusyError
from casemgmt.opening.vault_opening import vault_of
from casemgmt.privacy.vault_port import LockedVaultError

C01 = Subject("child", "C01")
SALMA = RegisterChild(
    given_name=Text(fr="Salma"),
    family_name=Text(fr="Idrissi"),
    sex="female",
    born="2013-03-14",
    district="mediouna",
)


@pytest.fixture
def address(postgres):
    return postgres.address()


@pytest.fixture
def keys(postgres):
    return postgres.database()


@pytest.fixture
def config(tmp_path, keys):
    path = tmp_path / "casemgmt.toml"
    path.write_text(f'vault = "{keys}"')
    return path


@pytest.fixture
def made(run, address, config):
    """A store with its log in one database and its vault in another."""
    Store.migrate(address)
    assert run("vault", address, "create", "--config", config).code == 0
    return address


def name_of(store):
    (registered,) = store.acting_as("amina").history("child:C01")
    return registered.event.given_name.value.fr


def told(store):
    return store.acting_as("amina").record("child:C01", SALMA, on="2025-09-03")


def test_a_worker_makes_no_vault(run, address, config, tmp_path):
    Store.migrate(address)

    with pytest.raises(Exception, match="no tables here yet: casemgmt vault STORE create"):
        Store.open(address, config=config, create=True)

    assert not (tmp_path / "vault.key").exists()


def test_a_vault_is_made_beside_a_key_and_what_is_sealed_reads_back(made, config, tmp_path):
    with Store.open(made, config=config) as store:
        told(store)

    with Store.open(made, config=config) as store:
        assert name_of(store) == "Salma"
    assert (tmp_path / "vault.key").stat().st_mode & 0o777 == 0o600


def test_making_it_again_does_no_harm(run, made, config):
    with Store.open(made, config=config) as store:
        told(store)

    assert run("vault", made, "create", "--config", config, "--json").code == 0

    assert run("vault", made, "check", "--config", config).code == 0


def test_a_file_of_a_vault_is_made_with_its_store(run, tmp_path):
    ended = run("vault", tmp_path / "insaf.db", "create")

    assert ended.code == 2
    assert "is made with its store" in ended.err


def test_it_is_refused_where_the_log_lies(run, address, tmp_path):
    Store.migrate(address)
    config = tmp_path / "casemgmt.toml"
    config.write_text(f'vault = "{address.partition("?")[0]}?schema=keys"')

    ended = run("vault", address, "create", "--config", config)

    assert ended.code == 2
    assert "a log lies in this database" in ended.err
    assert "tajine" not in ended.err


def test_no_password_is_said_by_any_verb(run, made, config, tmp_path):
    with Store.open(made, config=config) as store:
        told(store)
    chosen = ("--config", config)

    said = [
        run("vault", made, act, *chosen, *more)
        for act in ("check", "create", "rotate")
        for more in ((), ("--json",))
    ]
    said += [
        run("vault", made, "backup", "--out", tmp_path / "k", *chosen),
        run("backup", made, "--out", tmp_path / "b", *chosen),
        run("backup", made, "--out", tmp_path / "b", "--json", *chosen),
    ]

    assert [ended.code for ended in said] == [0] * 6 + [2, 0, 0]
    assert "this vault is no file: back it up" in said[6].err
    assert all("tajine" not in ended.out + ended.err for ended in said)


def test_each_backup_says_that_no_backup_of_the_vault_is_known(run, made, config, tmp_path):
    said = [
        run("backup", made, "--out", tmp_path / "b", "--config", config, "--lang", lang).out
        for lang in ("en", "en", "fr", "ar")
    ]

    assert said[0] == said[1]
    for words, text in zip(
        ("back it up where it is kept", "sauvegardez-le là où", "انسخها حيث تُحفظ"),
        said[1:],
        strict=True,
    ):
        assert words in text


@pytest.mark.slow  # a passphrase costs seconds
def test_it_is_locked_with_a_passphrase_instead_of_the_key(
    run, made, keys, config, tmp_path
):
    with Store.open(made, config=config) as store:
        told(store)
    new = tmp_path / "new.passphrase"
    new.touch(0o600)
    new.write_text("sept grenades mûres\n")

    ended = run(
        "vault", made, "rotate", "--lock", f"age?passphrase-file={new}", "--config", config
    )

    assert ended.code == 0, ended.err
    assert "age+postgresql://" in ended.out
    with pytest.raises(LockedVaultError):
        vault_of(made, config)
    config.write_text(f'vault = "age+{keys}#passphrase-file=new.passphrase"')
    with Store.open(made, config=config) as store:
        assert name_of(store) == "Salma"


def test_a_key_file_of_another_vault_says_so(run, made, config, tmp_path):
    own = tmp_path / "vault.key"
    own.rename(tmp_path / "mine.key")
    ended = run("vault", made, "check", "--config", config)
    assert "vault.key: the key of the vault is not there: copy it" in ended.err

    run("vault", made, "create", "--config", config)

    assert not own.exists()  # the vault has its keys: another would open nothing


@pytest.mark.parametrize(
    ("vault", "said"),
    [
        ("postgresql://keeper:pa#ss@db/keys", "is written %23"),
        ("postgresql://db/keys#colour=red", "key has no option colour"),
        ("ours+postgresql://db/keys#key=1", "no lock of this kind"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_a_secret(
    run, address, tmp_path, vault, said
):
    config = tmp_path / "casemgmt.toml"
    config.write_text(f'vault = "{vault}"')

    ended = run("vault", address, "create", "--config", config)

    assert ended.code == 2
    assert said in ended.err
    assert "ss@db" not in ended.err


# An acknowledged event has its key


def test_the_key_can_be_had_by_others_before_the_log_is_written(made, config, monkeypatch):
    seen = []
    with Store.open(made, config=config) as store, Store.open(made, config=config) as other:
        log, elsewhere = store._parts.shelf.log, other._parts.shelf.vault
        append = log.append

        def looking(batch):
            seen.extend(elsewhere.key(one.event.stream) for one in batch)
            return append(batch)

        monkeypatch.setattr(log, "append", looking)
        told(store)

    assert len(seen) == 1
    assert None not in seen


def test_a_fault_between_the_two_commits_leaves_a_key_without_an_event(
    made, config, monkeypatch
):
    with Store.open(made, config=config) as store:
        parts = store._parts.shelf

        def fails(batch):
            msg = "the line was cut"
            raise BusyError(msg)

        with monkeypatch.context() as broken:
            broken.setattr(parts.log, "append", fails)
            with pytest.raises(BusyError):
                told(store)
        child = parts.vault.find(C01)
        assert parts.vault.key(child) is not None
        assert parts.log.head() == 0

        told(store)

        assert parts.vault.find(C01) == child
        assert parts.log.head() == 1


def test_an_event_is_not_written_when_its_key_is_not(postgres, made, config, keys):
    with proxy_before(postgres.port) as proxy:
        config.write_text(
            f'vault = "{keys.replace(f":{postgres.port}/", f":{proxy.port}/")}"'
        )
        with Store.open(made, config=config) as store:
            store._parts.shelf.vault._rows._datastore.pool.timeout = 0.3
            proxy.closed = True
            proxy.cut_the_request_after(0)
            with pytest.raises(BusyError, match="the vault could not be"):
                told(store)
            assert store._parts.shelf.log.head() == 0
