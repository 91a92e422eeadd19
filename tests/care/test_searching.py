"""What is searched for is found however it was written, and nothing else is."""

import gzip
import io
import os
import sqlite3
import zipfile
import zlib
from base64 import b64encode, urlsafe_b64encode
from contextlib import closing

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from casemgmt.care.needles import Needles
from casemgmt.care.places import address_places
from casemgmt.care.searching import PIECE, Place, file_place, search, within

NAME, ARABIC, SHORT = "Idrissi El Fassi & Cie", "سلمى الإدريسي", "Salma"


def zipped(said):
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("a.xml", said)
        return file.getvalue()


WRITTEN = {
    "plain": str.encode,
    "utf-16": lambda text: text.encode("utf-16-be"),
    "hex": lambda text: text.encode().hex().upper().encode(),
    "base64": lambda text: b64encode(b"a" + text.encode() + b"bc"),
    "base64 for addresses": lambda text: urlsafe_b64encode(b"ab" + text.encode() + b"c"),
    "capitals": lambda text: text.upper().encode(),
    "XML": lambda text: text.replace("&", "&amp;").encode(),
    "JSON": lambda text: ascii(text)[1:-1].encode(),
    "zlib": lambda text: zlib.compress(text.encode() * 3),
    "gzip": lambda text: gzip.compress(text.encode()),
    "ZIP in ZIP": lambda text: zipped(zipped(text)),
}


@pytest.mark.parametrize("how", WRITTEN)
@pytest.mark.parametrize("text", [NAME, ARABIC])
@pytest.mark.parametrize("lead", range(5))
def test_a_value_is_found_however_it_is_written_and_wherever_it_begins(how, text, lead):
    said = os.urandom(lead) + b"\n" + WRITTEN[how](text) + b"\n"

    assert within(said, Needles([text, "somebody else"])) == {text}


def test_a_short_name_is_found_as_a_word_and_not_within_another():
    needles = Needles([SHORT])

    assert within(b'{"name": "Salma"}', needles) == {SHORT}
    assert within(b"c2Salma0YQSalmA/Salmab", needles) == set()


def test_a_reference_is_not_found_in_a_longer_one():
    needles = Needles((), ["child:C01"])

    assert within(b"child:C011 child:C01x", needles) == set()
    assert within(b"child:C011, child:C01", needles) == {"child:C01"}


def test_a_value_that_is_cut_between_two_pieces_is_found():
    halves = (b"x" * 99 + NAME[:7].encode(), NAME[7:].encode() + b"y" * 99)

    found = search(Place("file", lambda: halves), Needles([NAME]))

    assert found.found == {NAME}
    assert found.searched_bytes == sum(map(len, halves)) < PIECE


def test_a_row_of_several_pages_is_put_together_again(tmp_path):
    file = tmp_path / "rows.db"
    long = zlib.compress(os.urandom(9_000) + NAME.encode())
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE kept (said BLOB)")
        db.execute("INSERT INTO kept VALUES (?)", [long])

    assert search(file_place(file), Needles([NAME])).found == {NAME}


def test_a_read_model_is_searched_with_what_lies_beside_it_and_no_further(tmp_path):
    for name in ("kept.db", "kept.db-wal", "kept.db.copy", ".kept.db.x1", "keptother.db"):
        (tmp_path / name).touch()

    places = address_places("register", str(tmp_path / "kept.db"))

    assert {place.name for place in places} == {
        "register: kept.db",
        "register: kept.db-wal",
        "register: kept.db.copy",
        "register: .kept.db.x1",
    }
    assert address_places("register", "postgresql://host/db") is None


@pytest.mark.parametrize("compression", ["zstd", "snappy", "gzip", "brotli", "lz4", "none"])
def test_what_stands_in_a_parquet_file_is_found_whatever_compresses_it(
    tmp_path, compression
):
    words = "la famille demande une visite au centre après les cours du soir".split()
    rows = [
        {"said": {"name": " ".join(words[(n * k) % len(words)] for k in range(n % 40))}}
        for n in range(3000)
    ]
    rows[1700]["said"]["name"] += f" {NAME} "
    file, table = tmp_path / "part-0.parquet", pa.Table.from_pylist(rows)
    pq.write_table(table, file, compression=compression, write_statistics=False)

    found = search(file_place(file), Needles([NAME, "somebody else"]))

    assert found.found == {NAME}


def test_a_damaged_parquet_file_is_searched_as_far_as_it_goes(tmp_path):
    file = tmp_path / "part-0.parquet"
    file.write_bytes(b"PAR1" + NAME.encode() + os.urandom(100) + b"PAR1")

    assert search(file_place(file), Needles([NAME])).found == {NAME}
