"""What goes wrong is said in Arabic, French and English: no error has its own text."""

import ast
import pickle
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import casemgmt
from casemgmt.errors import (
    BusyError,
    ConfigurationError,
    NoStoreError,
    OutcomeUnknownError,
)
from casemgmt.locale import LANGUAGES, catalogue
from casemgmt.locale.reasons import reason
from casemgmt.locale.saying import Saying

SOURCE = Path(casemgmt.__file__).parent
ADAPTERS = Path(__file__).parents[2] / "adapters"
PACKAGES = {"": SOURCE} | {
    catalogue_.parents[1].name: catalogue_.parents[1]
    for catalogue_ in sorted(ADAPTERS.glob("*/src/*/locale/en.toml"))
}
ROOTS = [SOURCE, *sorted(ADAPTERS.glob("*/src"))]
THEIR_OWN_WORDS = {
    "InvalidError": "its code stands in [invalid]",
    "NotPermittedError": "says who and what, from [access]",
    "OutcomeUnknownError": "takes the command, and says it itself",
    "PartError": "takes what it is about, and says it itself",
    "PoisonError": "takes what it is about, and says it itself",
    "RuleBrokenError": "its rule has its sentence",
    "TableFileError": "its code stands in [table]",
    "UnreachedError": "takes what it is about, and says it itself",
}
FOR_DEVELOPERS = {"AdapterApiError"}
CODE = re.compile(r"(?:\w+:)?[a-z]+\.[a-z0-9-]+")


@cache
def trees() -> dict[Path, ast.Module]:
    """Return what every file says; read when a test first asks, not by every worker."""
    files = [file for root in ROOTS for file in sorted(root.rglob("*.py"))]
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}


@cache
def family() -> set[str]:
    """Return the names of every class that is one of our errors."""
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    ours = {"SaidError"}
    while more := {name for name, of in bases.items() if of & ours} - ours:
        ours |= more
    return ours


def said_with_a_text(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield each place where one of our errors is made of words instead of a code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (node.args or node.keywords):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in family() - THEIR_OWN_WORDS.keys() - FOR_DEVELOPERS:
                yield node


def codes_in(tree: ast.Module) -> set[str]:
    """Return every string that could be a code."""
    nodes = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {one for one in nodes if isinstance(one, str) and CODE.fullmatch(one)}


def errors_of(package: str) -> set[str]:
    """Return the codes of what goes wrong, as the catalogue of *package* has them."""
    if package:
        return set(catalogue("en", package))
    files = [SOURCE / "locale" / kind / "en.toml" for kind in ("errors", "reasons")]
    groups = {group for file in files for group in tomllib.loads(file.read_text("utf-8"))}
    return {key for key in catalogue("en") if key.partition(".")[0] in groups}


def placeholders(said: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(said) if name}


def test_the_errors_are_found():
    known = {"NoStoreError", "UnreachedError", "PolicyError", "DamagedVaultError"}

    assert known <= family()
    assert THEIR_OWN_WORDS.keys() | FOR_DEVELOPERS <= family()


def test_no_error_is_raised_with_a_text_of_its_own():
    found = [
        f"{file.name}:{call.lineno}: {ast.unparse(call)}"
        for file, tree in trees().items()
        for call in said_with_a_text(tree)
    ]

    assert found == []


def test_a_text_of_its_own_would_be_found():
    tree = ast.parse('raise NoStoreError(f"{path}: there is nothing")')

    assert len([*said_with_a_text(tree)]) == 1


@pytest.mark.parametrize("package", PACKAGES)
def test_every_code_has_its_sentence_and_every_sentence_its_use(package):
    before = f"{package}:" if package else ""
    known = {before + code for code in errors_of(package)}
    groups = {code.partition(".")[0] for code in known}
    used = {
        code
        for tree in trees().values()
        for code in codes_in(tree)
        if code.partition(".")[0] in groups and not code.endswith((".toml", ".key"))
    }

    assert used - known == set()
    assert {c for c in known - used if not c.startswith("system.")} == set()


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_package_says_it_says_in_every_language_with_the_same_blanks(
    package, language
):
    english = catalogue("en", package)
    said = catalogue(language, package)

    if package:
        assert said.keys() == english.keys()
    assert [
        code
        for code in errors_of(package)
        if placeholders(said[code]) != placeholders(english[code])
    ] == []


def test_an_error_is_english_for_programs_and_said_in_the_language_of_whoever_meets_it():
    error = NoStoreError.because("store.not-here", path=Path("a.db"))

    assert str(error) == "a.db: there is no store here"
    assert error.sentence("fr") == "a.db: il n'y a pas de dépôt ici"
    assert error.sentence("ar") == "a.db: لا يوجد مخزن هنا"


def test_an_error_of_an_older_plug_in_says_what_it_always_said():
    error = NoStoreError("plain words of a plug-in")

    assert {error.sentence(language) for language in LANGUAGES} == {str(error)}


@pytest.mark.parametrize(
    "error",
    [
        BusyError.because("store.not-opened", path="a", why=reason(OSError(28, "x"))),
        OutcomeUnknownError("0b5e0c6a-0000-4000-8000-000000000000"),
    ],
)
def test_an_error_says_the_same_when_another_process_was_told_it(error):
    again = pickle.loads(pickle.dumps(error))
    told = Saying.told(error.said.plain())

    for language in LANGUAGES:
        assert again.sentence(language) == error.sentence(language)
        assert told.sentence(language) == error.sentence(language)


@pytest.mark.parametrize(
    ("why", "french"),
    [
        (OSError(28, "No space left on device"), "il n'y a plus de place sur le disque"),
        ("database is locked", "un autre programme l'utilise en ce moment"),
        (
            "Invalid value (at line 3, column 5)",
            "la valeur n'est pas écrite comme il faut (ligne 3, colonne 5)",
        ),
        ("its mark is not there", "sa marque n'y est pas"),
        (
            "canceling statement due to lock timeout",
            "un autre y écrit depuis trop longtemps",
        ),
        (
            "FATAL:  sorry, too many clients already",
            "trop d’autres y sont connectés",
        ),
        (
            'could not extend file "f": No space left on device',
            'le fichier "f" ne peut pas grandir : il n\'y a plus de place sur le disque',
        ),
        (
            "commands of events that are not there: 2",
            "commands d'événements qui ne sont pas là : 2",
        ),
        ("what nobody foresaw", "le système répond « what nobody foresaw »"),
    ],
)
def test_what_the_system_says_is_said_in_the_language_asked_for(why, french):
    assert reason(why).sentence("fr") == french
    assert reason(why).sentence("en") == getattr(why, "strerror", why)


def test_what_is_said_inside_is_said_in_the_same_language():
    inner = ConfigurationError.because("config.missing", name="SUBJECT")

    outer = ConfigurationError.because("reason.at", place="a.toml", why=reason(inner))

    assert outer.sentence("fr") == "a.toml: il manque SUBJECT"


def test_no_package_is_imported_or_looked_for_elsewhere_to_find_what_it_says():
    assert catalogue("en", "no_such_package") == {}
    assert catalogue("en", "../casemgmt") == {}
    assert Saying("no_such_package:store.gone", {"path": "a"}).sentence("ar") != ""
