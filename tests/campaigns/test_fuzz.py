"""The same chance writes the same lines, however many were written before."""

from collections import Counter
from random import Random

from tests.campaigns.fuzz import line

LINES = 20_000


def lines(seed):
    chance, reached = Random(seed), Counter()
    return [line(chance, reached) for _ in range(LINES)]


def test_what_was_put_into_one_line_is_changed_by_no_other():
    assert lines(seed=4) == lines(seed=4)
