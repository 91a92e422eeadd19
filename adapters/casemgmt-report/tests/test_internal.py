"""The page of an internal edition: its numbers lead to what stands behind them."""

import re
from uuid import UUID

import pytest
from attrs import evolve

from casemgmt.reports import Behind, Counted, Sizes, Source, Text, values_of

LANGUAGES = ("ar", "fr", "en")
COMMANDS = tuple(UUID(int=n) for n in range(1, 6))
C01 = Counted("child:C01", "", COMMANDS[:3])
C02 = Counted("child:C02", "contract K1", (COMMANDS[4],))
HELD_BACK = Source("I01", "numerator")


@pytest.fixture
def edition(small):
    return evolve(
        small(),
        held_back=frozenset({HELD_BACK}),
        behind=(
            Behind("I01", (), Text(), (C01, C02), ()),
            Behind("I29", (), Text(), (C01,), (C01, C02), unknown=(C02,), withheld=3),
            Behind("I31", (), Text(), (), ()),
            Behind("I02", (("sex", "male"),), Text(en="Boys"), (C02,), ()),
        ),
    )


def links(page):
    return [a["href"] for tag, a in page.elements if tag == "a" and "behind" in a["class"]]


def places(page):
    return {a["id"] for _, a in page.elements if "id" in a}


def of_class(page, name):
    return [a for _, a in page.elements if name in (a.get("class") or "").split()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_number_of_a_figure_leads_to_a_place_on_the_page(
    draw, read, edition, language
):
    page = read(draw(language, edition))
    led = [
        around[-2][1]["href"]
        for text, around in page.texts
        if text.strip()
        and len(around) > 1
        and "data-indicator" in around[-1][1]
        and around[-2][0] == "a"
    ]

    assert set(led) == {"#behind-1", "#behind-2", "#behind-3", "#behind-4"}
    assert {href.removeprefix("#") for href in led} <= places(page)


def test_a_chart_s_numbers_lead_there_too(draw, read, edition):
    page = read(draw("en", edition))

    points = [value for value in values_of(edition) if value.source == HELD_BACK]
    assert len(of_class(page, "held-back")) >= len(points) > 1


def test_who_was_counted_is_named_with_the_numbers_of_the_commands(draw, edition):
    text = draw("fr", edition)

    assert ">child:C01</a> 1-3<" in text
    assert ">child:C02</a> <bdi>contract K1</bdi> " in text
    assert [text.count(str(command)) for command in COMMANDS] == [1, 1, 1, 0, 1]


def test_whom_the_numerator_names_is_not_named_again_below(draw, edition):
    article = re.search(r'id="behind-2".*?</article>', draw("en", edition), re.DOTALL)[0]
    numerator, denominator, unknown = re.findall(r"<ol.*?</ol>", article, re.DOTALL)

    assert "child:C01" in numerator
    assert "child:C01" not in denominator
    assert "child:C02" in denominator
    assert "child:C02" in unknown
    assert "In the denominator: <data" in article
    assert 'value="2"' in article
    assert 'data-part="withheld">3<' in article


def test_a_figure_that_counts_nobody_says_so(draw, edition):
    article = re.search(r'id="behind-3".*?</article>', draw("en", edition), re.DOTALL)[0]

    assert "Nobody, and nothing." in article


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_runs_nothing_and_asks_for_nothing(draw, read, edition, small, language):
    page, out = read(draw(language, edition)), read(draw(language, small()))

    def policy(one):
        return [a["content"] for _, a in one.elements if "http-equiv" in a]

    assert policy(page) == policy(out)
    assert not {"script", "link", "iframe"} & {tag for tag, _ in page.elements}
    outward = [a["href"] for _, a in page.elements if a.get("href", "#")[0] != "#"]
    assert outward == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_edition_that_goes_out_leads_nowhere(draw, read, small, language):
    text = draw(language, small())
    body = text.partition("</style>")[2]

    for word in ("behind", "held-back", "child:", 'id="s1"', "<details", "<article"):
        assert word not in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_too_many_it_says_how_many_and_what_lists_them(draw, small, language):
    sizes = Sizes(4_000, 5_000, 0, 1, "casemgmt explain STORE I01 --cell 'sex=male'")
    made = evolve(small(), behind=(Behind("I01", (), Text(), sizes=sizes),))

    article = re.search(r'id="behind-1".*?</article>', draw(language, made), re.DOTALL)[0]

    told = re.findall(
        r'value="(\d+)" data-record="behind" data-by="" data-part="(\w+)"', article
    )
    assert told == [("4000", "numerator"), ("5000", "denominator"), ("1", "excluded")]
    assert "casemgmt explain STORE I01 --cell &#39;sex=male&#39;" in article
    assert 'class="nothing"' not in article


def test_a_hostile_reference_is_only_words(draw, read, small, hostile):
    told = Counted(hostile, hostile, COMMANDS[:1])
    made = evolve(small(), behind=(Behind("I01", (), Text(plain=hostile), (told,), ()),))

    assert not {"script", "img"} & {tag for tag, _ in read(draw("ar", made)).elements}


def test_whom_it_names_in_many_places_costs_a_link_in_each(draw, small):
    """A page of some hundred children, each behind every figure, any laptop opens."""
    children = [Counted(f"child:C{n:03}", "", COMMANDS[n % 3 :]) for n in range(100)]
    once, often = (
        evolve(
            small(),
            behind=tuple(
                Behind(f"I{n:02}", (), Text(), tuple(children), ()) for n in range(cells)
            ),
        )
        for cells in (1, 41)
    )

    grown = len(draw("en", often)) - len(draw("en", once))

    assert grown / 40 / len(children) < 60
