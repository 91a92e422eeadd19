"""What the vocabulary has a word for is called by no second one, in French and Arabic."""

import re
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
CATALOGUES = [
    *HOUSE.glob("src/casemgmt/locale/**/*.toml"),
    *HOUSE.glob("src/casemgmt/reports/**/*.toml"),
    *HOUSE.glob("adapters/*/src/**/*.toml"),
]
SECOND_WORDS = {
    "fr": {
        r"\bcas (ouvert|clos)": "dossier",
        r"assistant": "intervenant",
        r"tâches ménagères": "tâches domestiques",
        r"\btrousse": "kit",
        r"projet de revenu": "activité génératrice de revenus",
        r"\bprojection\b": "modèle de lecture",
        r"\bquartier|\bpréfecture": "zone",
        r"\bbailleur": "donateur",
    },
    "ar": {
        r"\bالولي\b": "النائب الشرعي",
        r"أشغال": "أعمال",
        r"مشروع مدر|مشاريع مدرة|المشروع المدر": "نشاط مدر للدخل",
        r"مستودع": "خزنة",
        r"\b(ال)?قائمة\b": "لائحة",
        r"العمالة\b|المقاطعة\b|الحي نفسه": "المنطقة",
        r"الوقائع المسجلة": "الأحداث المسجلة",
    },
}


def said(told, language, path):
    """The words of a catalogue in one language: its own file, or a key of each text."""
    if isinstance(told, str):
        if path[-1] == language or language in path:
            yield told
    elif isinstance(told, dict):
        for key, inner in told.items():
            yield from said(inner, language, (*path, key))


@pytest.mark.parametrize("language", SECOND_WORDS)
def test_nothing_has_a_second_word(language):
    second = [
        (file.name, words, first)
        for file in CATALOGUES
        for words in said(tomllib.loads(file.read_text("utf-8")), language, (file.stem,))
        for pattern, first in SECOND_WORDS[language].items()
        if re.search(pattern, re.sub(r"\{\w+\}|casemgmt \w+", "", words), re.IGNORECASE)
    ]

    assert second == []


def test_the_catalogues_are_read():
    read = [
        words
        for file in CATALOGUES
        for words in said(tomllib.loads(file.read_text("utf-8")), "ar", (file.stem,))
    ]

    assert len(read) > 1_000
