"""Whatever may be wrong is said in Arabic, French and English alike."""

import re
from string import Formatter

import pytest
from tests.cli.calling import called

from casemgmt_nats.refusals import NotHereError, catalogue

ARABIC = re.compile(r"[\u0621-\u064a]")


def blanks(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("what", sorted(catalogue()))
def test_each_sentence_is_there_in_each_language_with_the_same_blanks(what):
    said = catalogue()[what]

    assert said.keys() == {"ar", "fr", "en"}
    assert blanks(said["ar"]) == blanks(said["fr"]) == blanks(said["en"])
    assert ARABIC.search(said["ar"])
    assert said["fr"] != said["en"]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_command_line_says_it_in_the_language_asked_for(tmp_path, language):
    ended = called(
        ("verify", "nats://127.0.0.1:1/insaf?replicas=2", "--lang", language), tmp_path
    )

    said = catalogue()["replicas"][language].format(choices="1, 3, 5")
    assert (ended.code, ended.err) == (2, f"casemgmt: {said}\n")


def test_an_unknown_language_is_english():
    assert (
        NotHereError("no-stream", "nats://n1:4222/insaf")
        .sentence("zgh")
        .startswith("nats://n1:4222/insaf: no stream here yet")
    )
