"""A number is said beside its word, so that it is right of one, of two and of many."""

import re

import pytest
from tests.locale.test_errors_are_said import PACKAGES

from casemgmt.locale import LANGUAGES, catalogue

COUNTS = set("count damaged done erased have lacking newer seen waiting".split())
"""The blanks that hold a number though they are not called in the plural, as others are."""
UNITS = {"en": {"B", "s"}, "fr": {"o", "s"}, "ar": {"بايت", "ث"}}
"""Signs of units, which never change; ``connected after 3 sec`` is said by others."""
OF_OTHERS = {"system.server-waited"}
WITH_ITS_WORD = re.compile(r"\{(\w+)\} (?!(?:of|sur|من) \{)([^\W\d_]+)")
"""A number and a word; ``{done} of {of}`` is one of all."""


def counted_with_a_word(said: str, language: str) -> list[str]:
    """Return the words that would have to follow the number before them."""
    return [
        word
        for blank, word in WITH_ITS_WORD.findall(said)
        if (blank in COUNTS or blank.endswith("s")) and word not in UNITS[language]
    ]


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_follows_a_number_that_would_have_to_follow_it_in_form(package, language):
    found = {
        key: words
        for key, said in catalogue(language, package).items()
        if (words := counted_with_a_word(said, language)) and key not in OF_OTHERS
    }

    assert found == {}


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("{files} files that no story names were removed", "en"),
        ("{erased} effacements ont été refaits", "fr"),
        ("كُتب: {events} حدثًا", "ar"),
        ("أُزيل {files} من الملفات", "ar"),
    ],
)
def test_a_number_with_its_word_would_be_found(said, language):
    assert counted_with_a_word(said, language) != []
