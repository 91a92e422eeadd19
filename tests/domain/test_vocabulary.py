"""The words every area shares: subjects, texts, quantities."""

from decimal import Decimal

import pytest

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import (
    Quantity,
    Subject,
    Text,
    as_codes,
    as_day,
    as_quantity,
    as_subject,
    as_text,
)


def test_a_subject_is_a_kind_and_a_key():
    subject = Subject.of("child:C01:bis")
    assert (subject.kind, subject.key, str(subject)) == (
        "child",
        "C01:bis",
        "child:C01:bis",
    )
    assert Subject.of(subject) is subject
    assert as_subject("child:C01") == Subject("child", "C01")


@pytest.mark.parametrize(
    "text", ["", "child", "child:", ":C01", "child:" + "x" * 65, "child:a\nb"]
)
def test_what_is_no_subject_is_refused(text):
    with pytest.raises(ValueError, match=r"^not a subject$"):
        Subject.of(text)


@pytest.mark.parametrize("length", [1, 64])
def test_a_key_has_one_to_sixty_four_characters(length):
    assert Subject.of("child:" + "x" * length).key == "x" * length


def test_one_key_has_one_spelling():
    composed, decomposed = "child:\u00e9", "child:e\u0301"
    assert Subject.of(composed) == Subject.of(decomposed)
    assert Subject.of(decomposed).key == "\u00e9"


@pytest.mark.parametrize("name", ["ar", "fr", "en", "plain"])
def test_a_text_is_composed_in_every_language(name):
    assert getattr(Text(**{name: "e\u0301"}), name) == "\u00e9"


def test_a_text_without_a_language_is_plain():
    text = Text(fr="Salma")
    assert Text.of("Salma") == as_text("Salma") == Text(plain="Salma")
    assert Text.of(text) is as_text(text) is text


ALL = {"ar": "سلمى", "plain": "S.", "fr": "Salma", "en": "Selma"}


@pytest.mark.parametrize(
    ("there", "asked", "read"),
    [
        ("ar plain fr en", "ar", "سلمى"),
        ("ar plain fr en", "en", "Selma"),
        ("ar plain fr", "en", "S."),
        ("ar fr", "en", "Salma"),
        ("ar en", "fr", "سلمى"),
        ("en", "ar", "Selma"),
        ("", "ar", ""),
    ],
)
def test_a_text_is_read_in_the_asked_language_or_in_one_it_has(there, asked, read):
    text = Text(**{name: ALL[name] for name in there.split()})
    assert text.in_language(asked) == read


def test_an_empty_word_of_the_asked_language_is_what_was_said():
    assert Text(fr="", ar="سلمى").in_language("fr") == ""


def test_a_plain_number_is_an_exact_quantity():
    assert as_quantity(0.1) == Quantity(Decimal("0.1"))
    assert as_quantity(325) == Quantity(Decimal(325))
    about = Quantity(Decimal(300), about=True)
    assert as_quantity(about) is about


def test_a_quantity_without_a_number_is_unknown_and_zero_is_not():
    assert Quantity().unknown
    assert not Quantity(Decimal(0)).unknown


def test_codes_are_kept_as_they_do_not_change():
    codes = ["services", "reporting"]
    kept = as_codes(codes)
    codes.append("photo")
    assert kept == ("services", "reporting")


def test_a_day_is_read():
    assert as_day("2025-09") == Day.of("2025-09")
