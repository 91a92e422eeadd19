"""The access matrix is read strictly: a misspelt word neither permits nor hides."""

from importlib.resources import files

import pytest

from casemgmt.config import Config
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import ConfigurationError
from casemgmt.privacy.access import Case, Limits, Sight, Verb
from casemgmt.privacy.access_file import read_matrix, usual_sights
from casemgmt.recording.masking import Guards
from casemgmt.recording.registry import Registry
from casemgmt.testing import memory_store

LEAST = """
[roles.worker]
[[roles.worker.may]]
verbs = ["read"]
cases = "own"
[people.amina]
roles = ["worker"]
"""


def read(tmp_path, text):
    path = tmp_path / "access.toml"
    path.write_text(text, encoding="utf-8")
    return read_matrix(path)


def test_the_packaged_example_can_be_used_as_it_stands():
    matrix = read_matrix(files("casemgmt.data").joinpath("access-example.toml"))

    assert set(matrix.roles) == {
        "field-worker", "caseworker", "coordinator", "director", "data-officer",
        "donor-liaison",
    }  # fmt: skip
    assert matrix.limits[Subject("child", "C07")] == Limits(never=frozenset({"rachid"}))
    assert matrix.sights["register-child.photo_ref"] is Sight.SENSITIVE
    Guards(Registry.of(), matrix.sights)  # every field it names is there


def test_every_field_of_the_packaged_table_is_there():
    Guards(Registry.of(), usual_sights())


def test_without_classes_a_line_permits_what_is_public_and_forbids_everything(tmp_path):
    never = '[[roles.worker.never]]\nverbs = ["list"]\ncases = "own"\n'
    role = read(tmp_path, LEAST.replace("[people", f"{never}[people")).roles["worker"]

    assert role.may[0].sights == {Sight.PUBLIC}
    assert role.never[0].sights == set(Sight)


@pytest.mark.parametrize(
    ("found", "instead", "said"),
    [
        ('"read"', '"raed"', "roles.worker.may[0].verbs: there is no word raed"),
        ('"own"', '"mine"', "roles.worker.may[0].cases: it is one of own, team, centre"),
        ('cases = "own"\n', "", "roles.worker.may[0].cases: it is one of"),
        ('verbs = ["read"]\n', "", "roles.worker.may[0].verbs: say at least one"),
        ('"read"', '"export"', "roles.worker.may[0].formats: say in which formats"),
        ('"own"', '"own"\nfields = ["secret"]', "may[0].fields: there is no word secret"),
        ('"own"', '"own"\nformats = ["pdf"]', "may[0].formats: only a line about export"),
        ('"own"', '"own"\nwhere = "x"', "roles.worker.may[0]: unknown key where"),
        ("[roles.worker]", "[roles.worker]\nmust = 1", "roles.worker: unknown key must"),
        ("[roles.worker]", "[roles.worker]\nabout = 1", "roles.worker.about: it is a"),
        ("[roles.worker]", '[roles.worker]\nemergency = "x"', "emergency: it is a list"),
        ('["worker"]', '["boss"]', "people.amina.roles: there is no role boss; there is: "),
        ('["worker"]', "[]", "people.amina.roles: say at least one"),
        ('["worker"]', '"worker"', "people.amina.roles: it is a list of words"),
        ("[people.amina]", "teams = 3\n[people.amina]", "unknown key teams"),
        ("[people.amina]", '[teams]\na = ["x"]\n[people.amina]', "teams.a: there is no"),
        ("[people.amina]", '[cases."c7"]\n[people.amina]', "cases: a case is written as"),
        (
            "[people.amina]",
            '[cases."child:C7"]\nnever = ["x"]\n[people.amina]',
            "cases.child:C7: there is no person x",
        ),
        (
            "[people.amina]",
            '[fields]\na = "open"\n[people.amina]',
            "fields.a: it is one of",
        ),
        ("[roles.worker]", "roles = 3", "the access matrix is no TOML"),
        ("[people.amina]", "[colours]\n[people.amina]", "unknown key colours"),
    ],
)
def test_what_is_not_understood_is_said_with_its_key(tmp_path, found, instead, said):
    with pytest.raises(ConfigurationError) as refused:
        read(tmp_path, LEAST.replace(found, instead, 1))

    assert str(refused.value).startswith(f"{tmp_path / 'access.toml'}: ")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_field_that_is_not_there_is_said_when_the_store_is_opened(tmp_path):
    classes = '[fields]\n"register-child.family_nmae" = "sensitive"\n'
    (tmp_path / "access.toml").write_text(LEAST + classes, encoding="utf-8")
    (tmp_path / "casemgmt.toml").write_text('access = "access.toml"', encoding="utf-8")

    with pytest.raises(ConfigurationError) as refused:
        memory_store(config=tmp_path / "casemgmt.toml")

    assert "access.toml: fields.register-child.family_nmae: there is no" in str(
        refused.value
    )
    assert "did you mean register-child.family_name?" in str(refused.value)


@pytest.mark.parametrize("said", ["3", "[]", '""'])
def test_the_matrix_is_named_by_its_file(tmp_path, said):
    path = tmp_path / "casemgmt.toml"
    path.write_text(f"access = {said}", encoding="utf-8")

    with pytest.raises(ConfigurationError, match="access: the file of the access matrix"):
        Config.read(path)


def test_a_matrix_that_is_not_there_is_said(tmp_path):
    path = tmp_path / "casemgmt.toml"
    path.write_text('access = "who.toml"', encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"who\.toml: the access matrix cannot be"):
        Config.read(path)


def test_what_a_line_forbids_no_other_permits(tmp_path):
    never = '[[roles.worker.never]]\nverbs = ["read"]\ncases = "organisation"\n'
    reader = read(tmp_path, LEAST.replace("[people", f"{never}[people")).reader(
        "amina", None
    )

    assert reader.sees(Verb.READ, Case(owners=frozenset({"amina"}))) == frozenset()


def test_nobody_is_a_reader_in_a_role_they_have_not(tmp_path):
    matrix = read(tmp_path, LEAST)

    assert matrix.reader("amina", None).role == "worker"
    assert matrix.reader("amina", "boss") is None
    assert matrix.reader("rachid", "worker") is None
