"""The book of features, stage by stage: what each file is about, and its rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from casemgmt.domain.consent_in_use import HandingRule
from casemgmt.domain.contradictions.kinds import Kind
from casemgmt.domain.erasures import ErasureRule
from casemgmt.domain.expectations import Expectation
from casemgmt.domain.rules import Rule
from casemgmt.domain.safekeeping import Safekeeping

from .commands import STAGES
from .markdown import arabic, code, link, page

FEATURES = Path(__file__).parents[2] / "features"
FROM_THE_PAGE = "../../features"
BOOKS = (Rule, ErasureRule, HandingRule, Expectation, Safekeeping, Kind)
ORDER = [rule.sentence for book in BOOKS for rule in book]
CODES = {rule.sentence: rule.value for rule in (*Rule, *ErasureRule, *HandingRule)}
LANGUAGES = {"fr": "français", "ar": arabic("العربية")}


@frozen
class Feature:
    """A feature file, as far as its index goes.

    Attributes:
        path: From ``features/``.
        title: What it is called.
        why: The lines below its title.
        rules: The titles of its rules, in order.

    """

    path: Path
    title: str
    why: str
    rules: tuple[str, ...]

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands in its stage: by the first of its rules in a child's journey."""
        return min(map(ORDER.index, self.rules)), self.title


def features_page() -> str:
    """Return the index of the features in English; the others stand beside each."""
    return page(
        "# The book of features",
        "What the field does and counts on, told in examples with invented people; every"
        " example is run, in every language. A rule with its code beside it can refuse a"
        " request ([all of them](rules.md)); the others say how things are told, read and"
        " counted, and refuse nothing.",
        *(_stage(stage) for stage in _stages()),
    )


def _stages() -> list[str]:
    """Return the folders, the stages of a child's journey first."""
    found = {path.parent.name for path in FEATURES.glob("*/*.feature")}
    return [s for s in STAGES if s in found] + sorted(found - set(STAGES))


def _stage(stage: str) -> str:
    told = sorted(_features(stage), key=lambda feature: feature.place)
    return page(f"## {STAGES.get(stage, stage.capitalize())}", *map(_feature, told))


def _features(stage: str) -> Iterator[Feature]:
    for file in (FEATURES / stage).glob("*.feature"):
        first, *rest = [line.strip() for line in file.read_text("utf-8").splitlines()]
        if first.startswith("Feature: "):
            titles = tuple(r.removeprefix("Rule: ") for r in rest if r.startswith("Rule: "))
            why = " ".join(rest[: rest.index("")])
            title = first.removeprefix("Feature: ")
            yield Feature(file.relative_to(FEATURES), title, why, titles)


def _feature(feature: Feature) -> str:
    said = "\n".join(f"- {_rule(rule)}" for rule in feature.rules)
    titled = link(feature.title, f"{FROM_THE_PAGE}/{feature.path.as_posix()}")
    return page(f"### {titled}", feature.why, said, _translations(feature))


def _rule(sentence: str) -> str:
    told = CODES.get(sentence)
    return f"{sentence} ({link(code(told), f'rules.md#{told}')})" if told else sentence


def _translations(feature: Feature) -> str:
    beside = {
        said: feature.path.with_suffix(f".{language}.feature")
        for language, said in LANGUAGES.items()
    }
    links = [
        link(said, f"{FROM_THE_PAGE}/{path.as_posix()}")
        for said, path in beside.items()
        if (FEATURES / path).exists()
    ]
    return f"Also in {' · '.join(links)}." if links else ""
