"""Children accompanied: how many, girls and boys, where, how old, in which programmes."""

from __future__ import annotations

from casemgmt.domain.vocabulary import Text
from casemgmt.reports.model import Choice, Point, Row, Section, Series, Table
from casemgmt.reports.reading import Question, Reading

from .tables import WORDS

FIGURES = ("I01", "I02")
ASKED = (
    Question(FIGURES),
    *(Question(FIGURES, (d,)) for d in ("sex", "district", "age-band", "programme")),
    Question(("I01",), ("age-band", "sex")),
)
TABLES = (
    ("sex", "by-sex", "sex"),
    ("age-band", "by-age", "age"),
    ("district", "by-district", "district"),
    ("programme", "by-programme", "programme"),
)


def section(reading: Reading) -> Section:
    """Return the section on the children accompanied."""
    tables = (_table(reading, *names) for names in TABLES)
    return Section(
        "accompanied",
        WORDS("accompanied.title"),
        (_charts(reading), *tables),
        lead=WORDS("accompanied.lead"),
    )


def _charts(reading: Reading) -> Choice:
    """Return one chart to choose among: they draw what the tables show, and no more."""
    return Choice(
        WORDS("accompanied.charts"),
        (
            _ages(reading),
            _bars(reading, "district", "by-district"),
            _bars(reading, "programme", "by-programme"),
        ),
    )


def _bars(reading: Reading, dimension: str, title: str) -> Series:
    points = tuple(
        Point(reading.label(dimension, code), reading.count("I01", **{dimension: code}))
        for code in reading.codes("I01", dimension)
    )
    several = WORDS("accompanied.several") if dimension == "programme" else Text()
    return Series(WORDS(f"accompanied.{title}"), "bar", points, several)


def _ages(reading: Reading) -> Series:
    points = tuple(
        Point(
            reading.label("age-band", age),
            reading.count("I01", age_band=age, sex=sex),
            part=reading.label("sex", sex),
        )
        for age in reading.codes("I01", "age-band")
        for sex in reading.codes("I01", "sex")
    )
    title, caption = WORDS("accompanied.chart"), WORDS("accompanied.chart-caption")
    return Series(title, "stacked", points, caption)


def _table(reading: Reading, dimension: str, title: str, stub: str) -> Table:
    rows = tuple(
        Row(
            reading.label(dimension, code),
            tuple(reading.count(figure, **{dimension: code}) for figure in FIGURES),
        )
        for code in reading.codes("I01", dimension)
    )
    whole = tuple(reading.count(figure) for figure in FIGURES)
    several = (WORDS("accompanied.several"),) if dimension == "programme" else ()
    return Table(
        title=WORDS(f"accompanied.{title}"),
        stub=WORDS(f"accompanied.{stub}"),
        columns=(WORDS("columns.children"), WORDS("columns.new")),
        rows=(*rows, Row(WORDS("accompanied.all"), whole, total=True)),
        footnotes=several,
    )
