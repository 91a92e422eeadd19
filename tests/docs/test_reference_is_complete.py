"""Whatever the code knows stands in the reference: no generator passes anything over."""

import tomllib
from pathlib import Path

import attrs
import pytest

from casemgmt import RuleBrokenError
from casemgmt.cli.app import VERBS
from casemgmt.config import default_policy
from casemgmt.domain.areas import AREAS
from casemgmt.domain.rules import Rule
from casemgmt.locale import LANGUAGES, catalogue
from casemgmt.recording.kinds import is_personal, written
from casemgmt.recording.requests import is_request
from casemgmt.vocabularies import default

HOUSE = Path(__file__).parents[2]
REFERENCE = HOUSE / "docs" / "reference"
COMMANDS = {name: kind for area in AREAS for name, kind in area.commands.items()}
EVENTS = {name: kind for area in AREAS for name, kind in area.events.items()}


def page(name):
    return (REFERENCE / name).read_text(encoding="utf-8")


STAGES = "\n".join(page(p.relative_to(REFERENCE)) for p in REFERENCE.glob("commands/*.md"))


def part_of(text, heading):
    """What stands under *heading*, up to the next one."""
    _, _, after = text.partition(f"\n{heading}\n")
    return after.partition("\n#")[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_with_its_fields_and_what_may_become_of_it(name):
    told, kind = part_of(STAGES, f"### {name}"), COMMANDS[name]

    assert f"`{kind.__name__}`" in told
    assert ("A request" if is_request(name, kind) else "A fact") in told
    attrs.resolve_types(kind, include_extras=True)
    for one in attrs.fields(kind):
        (row,) = [
            r for r in told.splitlines() if r.startswith(f"| `{written(one.name)}` |")
        ]
        assert ("sealed" in row) == is_personal(one.type)
        assert ("required" in row) == (one.default is attrs.NOTHING)


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_stands_with_its_class_and_who_tells_it(name):
    (row,) = [r for r in page("events.md").splitlines() if r.startswith(f"| `{name}` |")]

    assert f"`{EVENTS[name].__name__}`" in row
    assert not row.endswith("|  |")


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_stands_in_three_languages_with_what_it_is_asked_of(rule):
    told = part_of(page("rules.md"), f"## {rule.value}")

    assert all(RuleBrokenError(rule).sentence(language) in told for language in LANGUAGES)
    asked = [name for name in COMMANDS if f"`{name}`" in told]
    assert asked
    named = f"[`{rule.value}`](../rules.md#{rule.value})"
    assert all(named in part_of(STAGES, f"### {name}") for name in asked)


@pytest.mark.parametrize("parameter", default_policy().thresholds)
def test_every_parameter_stands_with_its_value_unit_source_and_dates(parameter):
    told = part_of(page("policy.md"), f"### {parameter}").replace("\\|", "|")

    for one in default_policy().thresholds[parameter]:
        assert one.source
        for said in (one.operator, one.unit, one.source, one.valid_from, one.valid_to):
            assert said is None or str(said) in told


def test_every_code_stands_with_its_labels():
    told = page("codes.md")
    lists = {name: part_of(told, f"## {name}") for name in default().lists}

    for (name, code), label in default().labels.items():
        (row,) = [r for r in lists[name].splitlines() if r.startswith(f"| `{code}` |")]
        assert all(words in row for words in (label.ar, label.fr, label.en) if words)


def test_every_word_stands_in_three_languages():
    text = (HOUSE / "tools" / "reference" / "words.toml").read_text(encoding="utf-8")
    words = [word for group in tomllib.loads(text).values() for word in group]

    told = page("vocabulary.md")

    assert words
    for word in words:
        (row,) = [r for r in told.splitlines() if r.startswith(f"| **{word['en']}** |")]
        assert word["ar"] in row
        assert word["fr"] in row


def test_every_code_of_what_is_invalid_and_every_verb_stands_there():
    codes = [key for key in catalogue("en") if key.startswith("invalid.")]
    told = page("messages.md")

    assert [c for c in codes if f"| `{c.removeprefix('invalid.')}` |" not in told] == []
    assert [v for v in VERBS if f"\n## {v}\n" not in page("command_line.md")] == []


def test_the_first_page_names_every_verb():
    first_page = (HOUSE / "README.md").read_text(encoding="utf-8")

    assert [v for v in VERBS if f"`{v}`" not in first_page] == []
