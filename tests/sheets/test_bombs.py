"""A file cannot hurt who reads it: each is refused whole, in one plain line."""

import json
from itertools import count

import pytest
from tests.sheets.bombs import ALL, MEGABYTE, book

from casemgmt.errors import TableFileError
from casemgmt.locale import LANGUAGES, catalogue
from casemgmt.testing import memory_store
from casemgmt.testing.needles import found

EVERYDAY = {
    "one cell in the last place.xlsx",
    "a thousand million laughs.xlsx",
    "a quotation that never ends.csv",
    "CP1256.csv",
}
"""The others are of the same kinds: tested in the gate."""


@pytest.fixture
def store():
    return memory_store("2026-01-01")


@pytest.fixture
def desk(store):
    return store.acting_as("amina")


@pytest.fixture
def refused(desk, tmp_path):
    """Say how a file of some bytes is refused."""

    def refuse(name, content):
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(TableFileError) as error:
            desk.record_file(file)
        return error.value

    return refuse


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=() if n in EVERYDAY else pytest.mark.slow) for n in ALL]
)
def test_each_is_refused_for_what_it_is(refused, store, name, tmp_path):
    code, made = ALL[name]

    error = refused(name, made())

    assert error.code == code
    for language in LANGUAGES:
        said = error.sentence(language)
        assert said.startswith(str(tmp_path / name)), "the file is named"
        assert "\n" not in said
        assert "{" not in said, "every word has its place"
    assert not list(store.events()), "nothing of it was told"
    assert not (tmp_path / f"{name}.rejects.jsonl").exists()


def test_there_are_fifty_at_least():
    assert len(ALL) >= 50


@pytest.mark.parametrize("name", ["a.xls", "a.xlsm", "a.ods", "A.XLS"])
def test_another_kind_of_table_is_refused_by_its_name(refused, name):
    assert refused(name, b"anything").code == "other-kind"


def test_the_sheet_and_the_row_are_named(refused):
    error = refused("a.csv", b"subject,on,by,command\nchild:C01,2025,amina,x\nSal\xe9\n")

    assert error.sentence().endswith(
        "row 3: it is written in CP1252, not in UTF-8: save it as CSV UTF-8"
    )


def test_no_word_of_a_cell_is_said(refused):
    name = "Salma Idrissi"
    rows = f"subject,on,by,command\n{name},{name}\n".encode()

    said = refused("a.csv", rows + name.encode() + b"\0").sentence()

    assert not found([name], said.encode())


def test_every_code_has_its_sentence_in_three_languages():
    codes = {code for code, _ in ALL.values()} | {"other-kind"}

    for language in LANGUAGES:
        assert {f"table.{code}" for code in codes} <= catalogue(language).keys()


def test_a_workbook_of_no_harm_is_read(desk, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(book())

    assert desk.record_file(tmp_path / "a.xlsx").invalid == 0


class TestJournals:
    """Lines are guarded where they are read: each refused alone, none kept in memory."""

    def rejected(self, desk, lines, tmp_path):
        summary = desk.record_file(lines, rejects=tmp_path / "rejects.jsonl")
        said = (tmp_path / "rejects.jsonl").read_text().splitlines()
        assert summary.invalid == len(said)
        return [json.loads(one)["error"]["code"] for one in said]

    @pytest.mark.slow
    def test_a_line_of_a_gibibyte(self, desk, tmp_path):
        file = tmp_path / "a.jsonl"
        with file.open("wb") as made:
            made.truncate(1024 * MEGABYTE)

        assert self.rejected(desk, file, tmp_path) == ["line-too-long"]

    def test_a_line_of_three_mebibytes(self, desk, tmp_path):
        file = tmp_path / "a.jsonl"
        file.write_bytes(b"x" * (3 * MEGABYTE) + b"\n{}\n")

        assert self.rejected(desk, file, tmp_path) == ["line-too-long", "missing-field"]

    def test_a_million_lists_in_each_other(self, desk, tmp_path):
        deep = ["[" * 1_000_000, '{"a":' * 150_000 + "1" + "}" * 150_000]

        assert self.rejected(desk, deep, tmp_path) == ["too-deep", "too-deep"]

    def test_lines_that_never_end_are_read_as_they_come(self, desk, tmp_path):
        class EndlessError(Exception):
            pass

        def lines():
            for number in count():
                if number == 5_000:
                    raise EndlessError
                yield "{}"

        with pytest.raises(EndlessError):
            desk.record_file(lines(), rejects=tmp_path / "r.jsonl")
