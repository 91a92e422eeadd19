"""The feature files as one book: every example, with the rule it stands under."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from attrs import frozen
from gherkin.parser import Parser

FEATURES = Path(__file__).parents[2] / "features"
REFUSED = frozenset({"it is refused", "c'est refusé", "يُرفض ذلك"})


@frozen
class Example:
    """One example, or one row of an outline.

    Attributes:
        file: The feature file, from ``features/``.
        language: Of the file.
        rule: The title it stands under.
        name: Its own title.
        row: What the row puts into the blanks; nothing for a plain example.
        steps: What it says, with the blanks filled in.

    """

    file: str
    language: str
    rule: str
    name: str
    row: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]

    @property
    def refused(self) -> bool:
        return not REFUSED.isdisjoint(self.steps)

    def __str__(self) -> str:
        return " - ".join((self.name, *(value for _, value in self.row)))


@cache
def features() -> dict[str, dict]:
    """Return what each file says, by its path from ``features/``."""
    return {
        file.relative_to(FEATURES).as_posix(): Parser().parse(file.read_text("utf-8"))[
            "feature"
        ]
        for file in sorted(FEATURES.rglob("*.feature"))
    }


@cache
def examples() -> tuple[Example, ...]:
    return tuple(
        example
        for file, feature in features().items()
        for rule in rules_of(feature)
        for example in _examples_of(file, feature["language"], rule)
    )


def rules_of(feature: dict) -> list[dict]:
    return [child["rule"] for child in feature["children"] if "rule" in child]


def titles(language: str) -> list[str]:
    """Return the title of every ``Rule:`` of the files in *language*."""
    spoken = (f for f in features().values() if f["language"] == language)
    return [rule["name"] for feature in spoken for rule in rules_of(feature)]


def _examples_of(file: str, language: str, rule: dict) -> Iterator[Example]:
    for scenario in (c["scenario"] for c in rule["children"] if "scenario" in c):
        for row in _rows(scenario["examples"]) if scenario["examples"] else [()]:
            steps = tuple(_filled(step["text"], row) for step in scenario["steps"])
            yield Example(file, language, rule["name"], scenario["name"], row, steps)


def _rows(tables: list[dict]) -> Iterator[tuple[tuple[str, str], ...]]:
    for table in tables:
        head = [cell["value"] for cell in table["tableHeader"]["cells"]]
        for line in table["tableBody"]:
            yield tuple(zip(head, (c["value"] for c in line["cells"]), strict=True))


def _filled(text: str, row: tuple[tuple[str, str], ...]) -> str:
    for blank, value in row:
        text = text.replace(f"<{blank}>", value)
    return text
