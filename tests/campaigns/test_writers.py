"""A crowd of writers of whom one ends too early breaks its round, and waits for nobody."""

import os
from collections import Counter
from random import Random

import pytest
from tests.campaigns import writers
from tests.campaigns.children import failing_silently

from casemgmt import Store


def test_writers_that_never_began_break_the_round(tmp_path, monkeypatch):
    monkeypatch.setattr(writers, "WAITED", 1)
    here = os.getpid()

    def opened():
        if os.getpid() != here:
            raise OSError
        return Store.open(tmp_path / "a.db", create=True)

    with failing_silently(), pytest.raises(AssertionError, match="ended with"):
        writers.crowd(opened, Random(1), Counter())
