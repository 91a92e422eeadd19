"""What is looked for is found however it was written, and nothing else is."""

import pytest

from casemgmt.testing.needles import BEGINNING, SHORTEST, forms, found

TEXTS = ["Jamila-au-puits", "Jamila-au-marché", "جميلة عند البئر", "J" * SHORTEST]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_found_however_it_was_written(text):
    for form in forms(text):
        assert found(TEXTS, b"before " + form + b" behind") == [text]


@pytest.mark.parametrize("text", TEXTS[:-1])
def test_what_only_begins_like_a_text_is_not_found(text):
    for form in forms(text):
        assert found(TEXTS, b"before " + form[:BEGINNING] + b" behind") == []
