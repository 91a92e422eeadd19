"""The invented season is a journal any tool could have sent, and the same each time."""

import json
import re
import tomllib
from collections import Counter, defaultdict
from datetime import date, datetime
from importlib.resources import files

import pytest

from casemgmt import Store
from casemgmt.demo import season
from casemgmt.demo.organisation import articles

DATA = files("casemgmt").joinpath("data")
KEYS = {"id", "command", "subject", "on", "at", "by", "data"}
SUBJECTS = re.compile(r"child:c\d{4}|household:h\d{4}|(centre|agreement):[a-z][a-z0-9-]*")
CODES = {
    "district": "districts",
    "programme": "programmes",
    "programmes": "programmes",
    "concerns": "concerns",
    "service": "services",
    "services": "services",
    "grade": "grades",
    "kit": "kits",
    "item": "items",
    "session": "sessions",
    "pathway": "pathways",
    "trade": "trades",
    "activity": "work_activities",
    "worst_form": "worst_forms",
    "purposes": "consent_purposes",
    "area": "goal_areas",
    "sex": "sexes",
}
CODES_OF = {
    ("identify-child", "source"): "identification_sources",
    ("assess-risk", "level"): "risk_levels",
    ("review-case", "risk"): "risk_levels",
    ("assess-schooling", "situation"): "schooling_situations",
    ("record-insertion", "situation"): "insertion_situations",
    ("request-closure", "reason"): "closure_reasons",
    ("sign-contract", "level"): "training_levels",
    ("award-certificate", "level"): "training_levels",
    ("open-centre", "kind"): "centre_kinds",
}


def told(story, command):
    return [line for line in story.lines if line["command"] == command]


def once(story):
    """Every line, the one sent twice only once."""
    return list({line["id"]: line for line in story.lines}.values())


def codes_in(command, data):
    """Every code of a list, wherever it stands in the data."""
    for key, value in data.items():
        listed = CODES_OF.get((command, key)) or CODES.get(key)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from codes_in(command, one)
            elif listed:
                yield listed, one


def test_the_same_seed_tells_the_same_season(story):
    assert season(325, 1) == story.lines


def test_another_seed_tells_another_season(story):
    assert season(325, 2) != story.lines


def test_tells_at_least_five_thousand_commands_of_325_children(story):
    registered = {line["subject"] for line in told(story, "register-child")}

    assert len(story.lines) >= 5_000
    assert len(registered) == 325 + 1  # one of them twice


@pytest.mark.parametrize("children", [1, 2, 3, 7, 20, 700])
@pytest.mark.parametrize("seed", [1, 2])
def test_tells_a_season_of_any_number_of_children(children, seed):
    lines = season(children, seed)

    registered = {line["subject"] for line in lines if line["command"] == "register-child"}
    assert len(registered) in {children, children + 1}
    assert len(lines) > 20 * children


def test_each_child_has_a_place_in_one_centre_at_a_time(story):
    places = defaultdict(list)
    for line in sorted(once(story), key=lambda line: (line["on"], line["at"])):
        match line["command"]:
            case "admit-child":
                places[line["subject"]].append(line["data"]["centre"])
            case "discharge-child":
                places[line["subject"]].remove(line["data"]["centre"])

    assert len(places) == 325
    assert all(len(held) <= 1 for held in places.values())


def test_some_pupils_live_in_an_institution_and_one_of_them_comes_back(story):
    (home,) = [
        line["subject"]
        for line in told(story, "open-centre")
        if line["data"]["kind"] == "social-protection"
    ]
    came = Counter(
        line["subject"]
        for line in told(story, "admit-child")
        if f"centre:{line['data']['centre']}" == home
    )

    assert len(came) > 12
    assert max(came.values()) == 2


def test_a_season_without_children_is_none():
    with pytest.raises(ValueError, match="at least one child"):
        season(0)


def test_every_line_has_the_form_of_a_journal(story):
    for line in story.lines:
        assert set(line) - {"role"} == KEYS
        assert SUBJECTS.fullmatch(line["subject"])
        assert json.loads(json.dumps(line, allow_nan=False)) == line


def test_ids_are_given_once_but_for_the_line_sent_twice(story):
    counted = Counter(line["id"] for line in story.lines)

    assert sorted(counted.values())[-2:] == [1, 2]


def test_lines_come_in_the_order_of_recording(story):
    recorded = [(line["at"], line["id"]) for line in story.lines]

    assert recorded == sorted(recorded)


def test_a_subject_is_told_one_thing_at_a_time(story):
    instants = defaultdict(list)
    for line in once(story):
        instants[line["subject"]].append(line["at"])

    for told_at in instants.values():
        assert len(set(told_at)) == len(told_at)


def test_nothing_is_recorded_before_it_happened_or_after_the_season(story):
    for line in story.lines:
        recorded = datetime.fromisoformat(line["at"])
        assert line["on"][:10] <= f"{recorded:%Y-%m-%d}"[: len(line["on"])]
        assert recorded.date() < date(2026, 7, 15)


def test_most_is_recorded_within_three_days_and_some_weeks_later(story):
    days = [
        (datetime.fromisoformat(line["at"]).date() - date.fromisoformat(line["on"])).days
        for line in once(story)
        if line["subject"].startswith("child:") and len(line["on"]) == len("2025-09-01")
    ]

    assert sum(late <= 3 for late in days) / len(days) > 0.9
    assert sum(late > 14 for late in days) > 20


def test_every_code_is_in_the_vocabularies(story):
    listed = tomllib.loads(DATA.joinpath("vocabularies.toml").read_text(encoding="utf-8"))

    for line in story.lines:
        for name, code in codes_in(line["command"], line["data"]):
            assert code in {entry["code"] for entry in listed[name]}, (name, line)


def test_what_the_articles_say_stands_word_for_word(story):
    source = DATA.joinpath("articles.jsonl").read_text(encoding="utf-8")

    for line in source.splitlines():
        assert json.loads(line) in story.lines


def test_nobody_knows_how_many_power_strips_came(story):
    told_of = [line for line in story.lines if line["data"].get("item") == "power-strip"]

    assert [line["data"]["quantity"]["unknown"] for line in told_of] == [True]


def test_every_child_is_entitled_to_one_bag_and_nearly_all_received_it(story):
    entitled = Counter(line["subject"] for line in told(story, "entitle-kit"))
    received = Counter(line["subject"] for line in told(story, "deliver-kit"))

    assert set(entitled.values()) == {1}
    assert len(entitled) == 325
    assert 315 <= len(received) < 325
    assert received.total() <= 325


def test_a_little_more_than_half_are_girls(story):
    sexes = Counter(line["data"]["sex"] for line in told(story, "register-child"))

    assert 0.51 < sexes["female"] / sexes.total() < 0.53


def test_plans_and_closures_are_decided_by_a_supervisor(story):
    for command in ("approve-plan", "reject-plan", "approve-closure", "refuse-closure"):
        assert {line["role"] for line in told(story, command)} == {"supervisor"}


def test_cases_are_closed_for_many_reasons(story):
    reasons = {line["data"]["reason"] for line in told(story, "request-closure")}

    assert reasons >= {"goals-met", "moved-away", "lost-to-follow-up", "turned-18"}
    assert reasons >= {"consent-withdrawn", "ineligible", "transferred", "duplicate"}


def test_contracts_keep_the_shares_of_the_law(story):
    for line in told(story, "sign-contract"):
        terms = line["data"]
        total, practice = terms["hours_total"], terms["hours_practice"]
        assert 100 * practice >= 80 * total
        assert 100 * terms["hours_complement"] >= 10 * total
        assert practice + terms["hours_complement"] <= total


@pytest.fixture(scope="module")
def at_work(story, tmp_path_factory):
    """A desk at which the season was recorded."""
    path = tmp_path_factory.mktemp("season") / "a.db"
    with Store.open(path, create=True) as store:
        desk = store.acting_as("amina")
        summary = desk.record_file(
            [json.dumps(line) for line in story.lines], times_given=True
        )
        assert (summary.refused, summary.invalid) == (0, 0)
        yield desk


@pytest.mark.parametrize("day", ["2025-12-16", "2026-03-10", "2026-06-30"])
def test_most_children_are_seen_in_time_and_a_few_are_not(at_work, day):
    late = Counter(due.what for due in at_work.due(day) if due.overdue_days > 0)
    open_ = len(list(at_work.cases(day)))

    assert 0.04 < late["follow-up"] / open_ < 0.16
    assert 0.02 < late["review"] / open_ < 0.16


def test_nobody_is_forgotten_for_months_while_the_case_is_open(at_work):
    for due in at_work.due("2026-06-30"):
        assert due.what != "follow-up" or due.overdue_days < 90, due.subject


def test_of_more_children_as_many_more_bags_are_promised_received_and_issued():
    def bags(told):
        return [found for line in told for found in _bags_in(line["data"])]

    assert bags(articles()) == bags(articles(12)) == [325] * 3
    assert bags(articles(5_000)) == [5_000] * 3


def _bags_in(data):
    for one in (data, *data.get("commitments", [])):
        if "school-bag-full" in (one.get("item"), one.get("what")):
            yield one["quantity"]["value"]
