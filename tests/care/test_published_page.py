"""A published page is held against what was frozen: its foot, and every number on it."""

import re

import pytest
from tests.reports.house import NOVEMBER, house

from casemgmt.care.published_page import Page
from casemgmt.reports import render


@pytest.fixture(scope="module")
def desk():
    desk = house()
    desk.publish("partner", *NOVEMBER, ref="autumn")
    return desk


@pytest.fixture(scope="module")
def log(desk):
    return desk._parts.shelf.log


@pytest.fixture(params=["ar", "fr", "en"], scope="module")
def page(request, desk, tmp_path_factory):
    path = tmp_path_factory.mktemp(request.param) / "report.html"
    with path.open("wb") as file:
        render(desk.published("autumn"), request.param, file)
    return path


def unlike(log, page, tmp_path, pattern, by):
    text, times = re.subn(pattern, by, page.read_text(encoding="utf-8"))
    assert times
    path = tmp_path / "forged.html"
    path.write_text(text, encoding="utf-8")
    return Page.read(path).unlike(log)


def test_a_page_as_it_went_out_says_what_was_published(log, page):
    read = Page.read(page)

    assert read.publication == "autumn"
    assert len(read.numbers) > 20
    assert read.unlike(log) == ()


@pytest.mark.parametrize(
    ("pattern", "by", "named"),
    [
        ('(data-foot="publication">)autumn', r"\1winter", "publication"),
        (r'(data-foot="policy">[a-z]+@)\d+', r"\g<1>7", "policy"),
        (r'(data-foot="known-at" datetime=")\d{4}', r"\g<1>2030", "known-at"),
    ],
)
def test_another_foot_is_named(log, page, tmp_path, pattern, by, named):
    assert unlike(log, page, tmp_path, pattern, by) == (named,)


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        (r'(<data class="n exact" value=")\d+(" data-indicator)', r"\g<1>987\2"),
        (r'(<data class="n[^>]*data-indicator[^>]*>)[^<]+', r"\g<1>987"),
        (r'(<span class="hidden" data-indicator[^>]*>)[^<]+', r"\g<1>2"),
        (r'(<span class="missing" data-indicator[^>]*>)[^<]+', r"\g<1>2"),
    ],
)
def test_another_number_is_named_for_a_program_and_as_it_is_read(
    log, page, tmp_path, pattern, by
):
    found = unlike(log, page, tmp_path, pattern, by)

    assert found
    assert all(re.match(r"[IS]\d\d", name) for name in found)


def test_a_report_that_was_never_published_is_held_against_nothing(desk, log, tmp_path):
    path = tmp_path / "report.html"
    with path.open("wb") as file:
        render(desk.report("partner", *NOVEMBER), "fr", file)

    read = Page.read(path)

    assert (read.publication, read.unlike(log)) == (None, ())
