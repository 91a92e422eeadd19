"""Desks that answer without a store: the twelve children, and an invented season."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from random import Random
from types import SimpleNamespace

from attrs import Factory, evolve, frozen

from casemgmt.domain.organisation.agreement import (
    Agreement,
    AgreementSigned,
    Commitment,
    Partner,
)
from casemgmt.domain.organisation.goods import GoodsIssued, GoodsReceived
from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import Quantity, Subject, Text
from casemgmt.reports import Period
from casemgmt.vocabularies import default as default_vocabulary

SEASON = Period(date(2025, 9, 1), date(2025, 12, 31))
KNOWN_AT = datetime(2026, 1, 31, 12, tzinfo=UTC)
F12 = Path(__file__).parents[1] / "data" / "f12"


@frozen
class Row:
    """A figure as a desk gives it."""

    indicator: str
    numerator: int
    denominator: int | None
    unknown: int = 0
    excluded: int = 0
    by: dict = Factory(dict)
    policy: str = "morocco@1"
    as_of: date = SEASON.last
    known_at: datetime = KNOWN_AT

    @property
    def value(self):
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None


def packaged_policy():
    path = files("casemgmt.data").joinpath("policy-morocco.toml")
    return Policy.read(path.read_text(encoding="utf-8"))


class StubDesk:
    """Answers from rows, and tells of one agreement and one centre."""

    def __init__(self, rows, agreements=(), movements=()):
        self.rows = rows
        self.policy = packaged_policy()
        self.vocabulary = default_vocabulary()
        self.agreements = dict(agreements)
        self.movements = tuple(movements)
        self.asked = []

    def figures(self, first, last, *, only=(), by=(), **when):
        self.asked.append((tuple(only), tuple(by), when))
        cells = {frozenset(), frozenset(by)}
        return [r for r in self.rows if r.indicator in only and frozenset(r.by) in cells]

    def subjects(self, kind):
        if kind == "agreement":
            yield from (Subject("agreement", key) for key in self.agreements)
        if kind == "centre":
            yield Subject("centre", "hay-hassani")

    def journey(self, subject, **when):
        return SimpleNamespace(
            agreement=self.agreements.get(subject.key, Agreement()),
            goods=SimpleNamespace(movements=self.movements),
        )


def moved(event, day=date(2025, 9, 30)):
    return SimpleNamespace(day=day, event=event)


def quantity(value=None, **said):
    return Quantity(value=None if value is None else Decimal(value), **said)


def received(item, quantity, agreement="kazyon"):
    return moved(GoodsReceived(item=item, quantity=quantity, agreement=agreement))


def issued(item, quantity):
    return moved(GoodsIssued(item=item, quantity=quantity))


def agreement(promised, name=None, scope=None):
    return Agreement(
        signed=AgreementSigned(
            partners=[
                Partner(
                    name=name or Text(ar="شركة كازيون المغرب", fr="Kazyon Maroc"),
                    kind="private-sector",
                )
            ],
            scope=scope
            or Text(
                ar="تعزيز التعليم وتشجيع الإدماج المهني للأطفال والشباب",
                fr="Éducation et insertion professionnelle des enfants et des jeunes",
            ),
            starts="2025-09",
            commitments=[Commitment(what="school-bag-full", quantity=quantity(promised))],
        )
    )


EQUIPMENT = (
    received("computer", quantity(4)),
    received("tablet", quantity(4)),
    received("router", quantity(1)),
    received("network-switch", quantity(1)),
    received("power-strip", quantity()),
    received("multifunction-printer", quantity(4)),
)


def with_small_cells(children=60, seed=1):
    """A season so small that much of it must be hidden, with some of sex not stated."""
    return of_a_season(children, seed, unsaid=4)


def of_twelve():
    """The desk of the twelve children, as far as their expected rows go."""
    groups = json.loads((F12 / "expected.json").read_text(encoding="utf-8"))
    rows = {}
    for rows_of_group in (group for name, group in groups.items() if name != "compare"):
        for r in rows_of_group:
            keys = ("indicator", "numerator", "denominator", "unknown", "excluded")
            row = Row(*(r[k] for k in keys), by=r["by"])
            rows[row.indicator, frozenset(row.by.items())] = row
    bands = {"5-11": 4, "12-14": 4, "15-17": 3}
    ages = [
        Row(i, n, None, by={"age-band": b})
        for b, n in bands.items()
        for i in ("I01", "I02")
    ]
    goods = (received("school-bag-full", quantity(10)), *EQUIPMENT)
    return StubDesk([*rows.values(), *ages], {"kazyon": agreement(10)}, goods)


def of_a_season(children=325, seed=1, unsaid=0, **words):
    """The desk of a season that never was: so many children, and figures that agree."""
    people = invented(children, Random(seed), unsaid)
    rows = [row for by in BREAKDOWNS for row in figures_of(people, by)]
    goods = (
        received("school-bag-full", quantity(children)),
        issued("school-bag-full", quantity(children)),
        *EQUIPMENT,
    )
    return StubDesk(rows, {"kazyon": agreement(children, **words)}, goods)


BREAKDOWNS = (
    (), ("sex",), ("district",), ("age-band",), ("programme",), ("age-band", "sex")
)  # fmt: skip


def invented(children, chance, unsaid=0):
    """Children with just enough of a story to be counted."""
    return [_child(chance, unsaid) for _ in range(children)]


def _child(chance, unsaid):
    band = chance.choices(["5-11", "12-14", "15-17"], [4, 4, 3])[0]
    labour = chance.random() < {"5-11": 0.4, "12-14": 0.6, "15-17": 0.35}[band]
    out = chance.random() < 0.45
    back = out and chance.random() < 0.8
    free = labour and chance.random() < 0.6
    possible = chance.choice([0, 10, 60, 70, 78])
    contract = band == "15-17" and chance.random() < 0.5
    programmes = {"education"} if band != "15-17" else {"vocational"}
    programmes |= {p for p in ("lcte", "family", "digital") if chance.random() < 0.3}
    return {
        "sex": chance.choices(["female", "male", "unknown"], [50, 48, unsaid])[0],
        "district": chance.choices(
            ["hay-hassani", "mediouna", "derb-ghallef", "other"], [60, 45, 30, 1]
        )[0],
        "age-band": band,
        "programme": programmes,
        "new": chance.random() < 0.8,
        "observed": chance.random() < 0.95,
        "undetermined": chance.random() < 0.03,
        "labour": labour,
        "hazardous": labour and chance.random() < 0.4,
        "free": free,
        "withdrawn": free and chance.random() < 0.5,
        "freed": free or (labour and chance.random() < 0.2),
        "schooled-age": band != "15-17",
        "out": out,
        "back": back,
        "still": back and chance.random() < 0.85,
        "enrolled": chance.random() < 0.7,
        "over-age": chance.random() < 0.15,
        "possible": possible,
        "absent": int(possible * chance.betavariate(1, 12)),
        "kits": 1 if chance.random() < 0.97 else chance.choice([0, 2]),
        "contract": contract,
        "split": chance.random() < 0.8,
        "due": contract and chance.random() < 0.7,
        "outcome": chance.choices(["done", "early", "running"], [70, 20, 10])[0],
        "visited": chance.random() < 0.75,
        "months": chance.choice([0, 0, 0, 3, 4]),
        "late": chance.random() < 0.1,
        "open": chance.random() < 0.9,
        "consent": chance.random() < 0.97,
        "reportable": chance.random() < 0.92,
        "told": chance.randint(5, 25),
        "told-late": chance.randint(0, 2),
    }


def figures_of(people, by):
    """The rows of a breakdown; people stand in each of their programmes."""
    yield from _all(people, {})
    if not by:
        return
    for cell in sorted({c for p in people for c in _cells(p, by)}):
        yield from _all([p for p in people if cell in set(_cells(p, by))], dict(cell))


def _cells(person, by):
    cells = [()]
    for dimension in by:
        codes = person[dimension]
        codes = sorted(codes) if isinstance(codes, set) else [codes]
        cells = [(*cell, (dimension, code)) for cell in cells for code in codes]
    return cells


def _all(people, by):
    for row in _rows(people):
        yield evolve(row, by=by)


def _rows(people):
    def those(*names, of=people):
        return [p for p in of if all(p[n] for n in names)]

    def number(*names, of=people):
        return len(those(*names, of=of))

    seen = [p for p in people if p["observed"] and not p["undetermined"]]
    labour, school = those("labour", of=seen), those("schooled-age")
    out, due = those("out", of=school), those("due")
    enough = [p for p in people if p["possible"] >= 20]
    few = [p for p in people if 0 < p["possible"] < 20]
    chronic = [p for p in enough if 100 * p["absent"] >= 10 * p["possible"]]
    warned = [p for p in enough if 5 <= 100 * p["absent"] / p["possible"] < 10]
    undetermined = sum(p["observed"] and p["undetermined"] for p in people)
    never = sum(not p["observed"] for p in people)
    months = sum(p["months"] for p in people)
    possible, absent = (sum(p[n] for p in people) for n in ("possible", "absent"))
    late = sum(p["told-late"] for p in people)
    told = sum(p["told"] for p in people)
    yield Row("I01", len(people), None)
    yield Row("I02", number("new"), None)
    yield Row("I17", number("open", "consent"), number("open"))
    yield Row("I18", number("reportable"), len(people))
    yield Row("I19", told - late, told)
    yield Row("I20", len(labour), len(seen), undetermined, never)
    yield Row("I21", number("hazardous", of=labour), len(labour))
    yield Row("I22", number("labour", of=seen), len(seen), undetermined)
    yield Row("I23", number("withdrawn", of=labour), len(labour))
    yield Row("I24", number("free", of=labour), len(labour))
    freed = those("freed", of=labour)
    yield Row("I25", sum(not p["free"] for p in freed), len(freed))
    yield Row("I28", len(out), len(school), 0, len(people) - len(school))
    yield Row("I29", number("back", of=out), len(out))
    yield Row("I30", number("still", of=out), len(out))
    yield Row("I31", possible - absent, possible)
    yield Row("I32", len(chronic), len(enough), 0, len(few))
    yield Row("I33", len(warned), len(enough), 0, len(few))
    yield Row("I34", sum(p["out"] for p in those("enrolled")) // 9, number("enrolled"))
    yield Row("I37", sum(p["kits"] > 0 for p in people), len(people))
    yield Row("I37-issued", sum(p["kits"] for p in people), None)
    yield Row("I38", number("enrolled", "over-age"), number("enrolled"))
    yield Row("I40", number("contract", "split"), number("contract"))
    yield Row("I41", sum(p["outcome"] == "done" for p in due), len(due))
    yield Row("I42", sum(p["outcome"] == "early" for p in due), len(due))
    yield Row("I43", 0, 0)
    yield Row("I44", number("visited"), len(people))
    yield Row("I45", sum(p["months"] for p in people if not p["late"]), months)
