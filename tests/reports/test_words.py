"""Every file of words speaks three languages, whole, and counts as each of them counts."""

import re
import tomllib
from pathlib import Path

import pytest

from casemgmt.reports import Manner, Missing, Number, Source, Text, Words, worded
from casemgmt.reports.caseworker_week.words import WORDS as WEEK
from casemgmt.reports.plurals import plural
from casemgmt.reports.reading import _ages, counted
from casemgmt.reports.words import filled

HOUSE = Path(__file__).parents[2]
LANGUAGES = {"ar", "fr", "en"}
FILES = sorted(
    path
    for folder in ("src", "adapters")
    for path in (HOUSE / folder).rglob("*.toml")
    if re.search(r"^\s*ar\s*=|\{ ar = ", path.read_text("utf-8"), re.MULTILINE)
    and path.name in {"words.toml", "hijri.toml", "dictionary.toml", "registers.toml"}
    and "tests" not in path.parts
)  # fmt: skip
REPORTED = sorted((HOUSE / "src/casemgmt/reports").rglob("*.toml"))
FORMS = {"zero", "one", "two", "few", "many", "other"}
ARABIC = re.compile("[\u0621-\u064a]")


def said_in(document, path=""):
    """Yield what stands under each key, by language."""
    if LANGUAGES & set(document) and not FORMS & set(document):
        yield path, document
        return
    for key, inner in document.items():
        if isinstance(inner, dict):
            yield from said_in(inner, f"{path}.{key}" if path else key)


def sentences(said):
    return list(said.values()) if isinstance(said, dict) else [said]


def placeholders(sentence):
    return set(re.findall(r"\{(\w*)\}", sentence))


@pytest.mark.parametrize("file", REPORTED, ids=lambda path: "/".join(path.parts[-3:]))
def test_no_arabic_words_of_a_report_stand_in_brackets_that_are_copied_the_wrong_way(file):
    told = tomllib.loads(file.read_text("utf-8"))
    bracketed = [
        f"{key}: {sentence}"
        for key, by_language in said_in(told)
        for sentence in sentences(by_language.get("ar", ""))
        if set("()[]") & set(sentence)
    ]

    assert bracketed == []


def test_the_files_of_words_are_found():
    assert len(FILES) >= 8


@pytest.mark.parametrize("file", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_nothing_is_missing_in_a_language(file):
    gaps = []
    for key, by_language in said_in(tomllib.loads(file.read_text("utf-8"))):
        if set(by_language) != LANGUAGES:
            gaps.append(f"{key}: {sorted(LANGUAGES - set(by_language))}")
            continue
        for language, said in by_language.items():
            if not all(sentence.strip() for sentence in sentences(said)):
                gaps.append(f"{key}: nothing in {language}")
        wanted = placeholders(sentences(by_language["en"])[-1])
        for language, said in by_language.items():
            if placeholders(sentences(said)[-1]) != wanted:
                gaps.append(f"{key}: other places in {language}")

    assert gaps == []


@pytest.mark.parametrize("file", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_arabic_is_arabic_and_the_others_are_not(file):
    strange = []
    for key, by_language in said_in(tomllib.loads(file.read_text("utf-8"))):
        for language, said in by_language.items():
            for sentence in sentences(said):
                letters = re.sub(r"\{\w*\}|[\W\d_]", "", sentence)
                if letters and bool(ARABIC.search(sentence)) != (language == "ar"):
                    strange.append(f"{key}.{language}")

    assert [one for one in strange if not one.startswith("page.")] == []


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (11, "many"), (100, "other")],
)
def test_arabic_tells_six_kinds_of_numbers_apart(number, form):
    assert plural(number, "ar") == form


def test_ages_are_told_in_the_form_of_their_number():
    assert _ages("3-5").ar == "من 3 إلى 5 سنوات"
    assert _ages("12-14").ar == "من 12 إلى 14 سنة"
    assert _ages("18+").fr == "18 ans et plus"
    assert _ages("0-1").fr == "0 à 1 an"


def test_words_have_the_digits_asked_for_and_names_their_own():
    arab = Manner("ar", "arab")

    assert worded(_ages("12-14"), arab) == "من ١٢ إلى ١٤ سنة"
    assert worded(Text(plain="C-014"), arab) == "C-014"
    assert worded(_ages("12-14"), Manner("fr", "arab")) == "12 à 14 ans"


def test_words_with_forms_are_asked_for_with_a_number():
    words = Words.read("casemgmt.reports", "words.toml")

    with pytest.raises(KeyError):
        words("ages.from")
    with pytest.raises(KeyError):
        words.of("missing.no-case", 2)


@pytest.mark.parametrize(
    ("amount", "said"),
    [(1, "عمل متأخر"), (2, "عملان متأخران"), (7, "أعمال متأخرة"), (12, "عملا متأخرا")],
)
def test_what_stands_under_a_number_is_in_its_form(amount, said):
    tasks = Number(amount, Source("overdue"))

    assert counted(WEEK, "headline.overdue", tasks).ar == said


def test_what_stands_under_no_number_is_in_the_plural():
    nothing = Missing(Text(plain="–"))

    assert counted(WEEK, "headline.overdue", nothing).fr == "tâches en retard"


def test_foreign_words_keep_their_order_within_an_arabic_sentence():
    sentence = Text(ar="الهاتف: {said}", fr="Téléphone : {said}")

    said = filled(sentence, said=Text(plain="+212 600 00 00 04"))

    assert said.ar == "الهاتف: \u2068+212 600 00 00 04\u2069"
    assert said.fr == "Téléphone : +212 600 00 00 04"
