"""Whoever asks for a store on a cluster is told in their language what is wrong."""

import pytest
from tests.cli.calling import called

from casemgmt.locale import text


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_command_line_says_it_in_the_language_asked_for(tmp_path, language):
    address = "nats://127.0.0.1:1/insaf?replicas=2"
    ended = called(("verify", address, "--lang", language), tmp_path)

    said = text("casemgmt_nats:address.replicas", language).format(choices="1, 3, 5")
    assert (ended.code, ended.err) == (2, f"casemgmt: {said}\n")
