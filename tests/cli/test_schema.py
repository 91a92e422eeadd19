"""``casemgmt schema``: one document, with the codes of the store that is asked about."""

import pytest


def districts(ended):
    return ended.document["$defs"]["codes.districts"]["enum"]


def test_without_a_word_it_is_the_lines_of_a_journal(casemgmt):
    plain, named = casemgmt("schema"), casemgmt("schema", "commands", "--json")

    assert (plain.code, plain.err) == (0, "")
    assert plain.out == named.out
    assert plain.document["$id"] == "urn:casemgmt:commands"


def test_events_are_described_by_their_stored_names(casemgmt):
    document = casemgmt("schema", "events").document

    assert document["$id"] == "urn:casemgmt:events"
    assert "event.kit-delivered.1" in document["$defs"]


@pytest.fixture
def own_codes(tmp_path):
    codes = '[[districts]]\ncode = "sidi-moumen"\nfr = "Sidi Moumen"\n'
    (tmp_path / "our-codes.toml").write_text(codes, encoding="utf-8")
    chosen = tmp_path / "casemgmt.toml"
    chosen.write_text('vocabularies = ["our-codes.toml"]\n', encoding="utf-8")
    return chosen


def test_codes_are_those_of_a_store_or_of_a_configuration(recorded, own_codes):
    assert "sidi-moumen" in districts(recorded("schema", "commands", "f12.db"))
    assert "sidi-moumen" in districts(recorded("schema", "--config", own_codes))
    assert "sidi-moumen" not in districts(recorded("schema"))


@pytest.mark.parametrize(
    "arguments", [("figures",), ("commands", "nowhere.db"), ("--config", "nowhere.toml")]
)
def test_what_cannot_be_used_is_said_in_one_line(casemgmt, arguments):
    ended = casemgmt("schema", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
