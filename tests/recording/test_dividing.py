"""Shares of a journal rest on nothing of each other: read in any order they end alike."""

import itertools
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, permutations
from tests.oracle.unruly import unruly
from tests.recording.telling import BAG, CONSENT, line, with_a_case, written

from casemgmt.recording import bonds, dividing
from casemgmt.recording.dividing import divide, notes_of, of_share
from casemgmt.recording.journal import Reading
from casemgmt.recording.lines import lines_of, numbered_of
from casemgmt.recording.rejects import Rejects
from casemgmt.testing import memory_store

VERIFIED = {"kind": "massar", "value": "M1", "status": "verified"}
MONTH = {"child": "child:C09", "month": "2025-10"}
AN_ID = "5d0c0000-0000-4000-8000-00000000ffff"
TWINS = {"other": "child:C02", "evidence": "birth-act"}


def in_file(folder, lines):
    file = folder / "journal.jsonl"
    text = "\n".join(written(lines))
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    return file


def divided(file, store, index):
    """Divide *file* by what *store* has."""
    binding = bonds.Binding(store._parts.recorder.desk)
    notes = notes_of(lines_of(file), binding.noting())
    divide(notes, file.stat().st_size, binding, index)


def shares_of(store, file, shares):
    """The lines of each share, found in what *store* has."""
    index = file.with_name("shares")
    divided(file, store, index)
    found = []
    for share in range(shares):
        with index.open("rb") as read:
            found.append([*chain(*of_share(numbered_of(file), read, share, shares))])
    return found


class Kept(Rejects):
    """Rejected lines, kept by their numbers."""

    def __init__(self):
        super().__init__(None)
        self.lines = {}

    def _write(self, lines):
        self.lines |= {line.number: error for line, error in lines}


def read_in_turn(store, parts):
    """Read *parts* one after the other; what was counted, and what was rejected."""
    counts, rejects = {}, Kept()
    for part in parts:
        reading = Reading(store._parts.recorder)
        reading.read_lines(iter(part), rejects)
        counts = {name: counts.get(name, 0) + n for name, n in reading.counts.items()}
    return counts, dict(sorted(rejects.lines.items()))


def told(store):
    """The stories of *store* as they were recorded, without its clock."""
    desk = store.acting_as("amina")
    return {
        subject: [
            (e.command_id, e.event, e.on, e.corrected_by, e.retracted_by)
            for e in sorted(desk.history(subject), key=lambda e: e.version)
        ]
        for kind in ("child", "household", "centre", "agreement")
        for subject in desk.subjects(kind)
    }


def both(folder, *files, shares, order):
    """What came of *files* read whole, and of their shares read in this *order*."""
    whole, shared = memory_store(on="2026-06-30"), memory_store(on="2026-06-30")
    for lines in files:
        file = in_file(folder, lines)
        one = read_in_turn(whole, [list(lines_of(file))])
        parts = shares_of(shared, file, shares)
        other = read_in_turn(shared, [parts[share] for share in order])
        assert other == one
    return told(whole), told(shared)


@pytest.mark.parametrize("seed", range(6))
def test_shares_of_an_unruly_journal_may_be_read_in_any_order(tmp_path, seed):
    lines = unruly(seed, children=8)
    order = list(itertools.permutations(range(3)))[seed]

    whole, shared = both(tmp_path, lines[::2], lines, shares=3, order=order)

    assert shared == whole


@pytest.mark.long
@settings(max_examples=20, deadline=None)
@given(seed=integers(0, 2**32 - 1), order=permutations(range(3)))
def test_shares_of_any_unruly_journal_may_be_read_in_any_order(
    tmp_path_factory, seed, order
):
    lines = unruly(seed, children=5)

    folder = tmp_path_factory.mktemp("any")
    whole, shared = both(folder, lines[::2], lines, shares=3, order=order)

    assert shared == whole


BOUND = {
    "a link": [
        *with_a_case(),
        *with_a_case("child:C02"),
        line("link-persons", TWINS),
        line("entitle-kit", BAG),
        line("entitle-kit", BAG, subject="child:C02"),
    ],
    "a number": [
        line("add-identifier", VERIFIED),
        line("add-identifier", VERIFIED | {"value": " m1 "}, subject="child:C02"),
    ],
    "an id": [
        line("give-consent", CONSENT, id=AN_ID),
        line(
            "give-consent", CONSENT, subject="child:C02", id=AN_ID.upper().replace("-", "")
        ),
    ],
    "a child of two households": [
        line("pay-allowance", MONTH, subject=f"household:H0{home}") for home in (1, 2)
    ],
}


@pytest.mark.parametrize("lines", BOUND.values(), ids=BOUND)
def test_what_may_rest_on_each_other_is_in_one_share(tmp_path, lines):
    store = memory_store()

    shares = shares_of(store, in_file(tmp_path, lines), 255)

    assert [len(share) for share in shares if share] == [len(lines)]


def test_a_correction_that_takes_a_number_is_read_with_who_has_it(tmp_path):
    own = line("add-identifier", VERIFIED | {"value": "M2"})
    corrected = {"command_id": own["id"], "data": VERIFIED, "reason": "typing"}
    lines = [
        own,
        line("add-identifier", VERIFIED, subject="child:C02"),
        line("correct", corrected),
    ]

    shares = shares_of(memory_store(), in_file(tmp_path, lines), 255)

    assert [len(share) for share in shares if share] == [3]


def test_who_is_linked_in_the_store_is_read_together(tmp_path):
    store = memory_store(on="2026-06-30")
    before = [line("link-persons", TWINS), line("add-identifier", VERIFIED)]
    read_in_turn(store, [list(lines_of(written(before)))])
    lines = [
        line("entitle-kit", BAG, subject="child:C02"),
        line("entitle-kit", BAG),
        line("add-identifier", VERIFIED, subject="child:C03"),
    ]

    shares = shares_of(store, in_file(tmp_path, lines), 255)

    assert [len(share) for share in shares if share] == [3]


def test_children_that_nothing_binds_are_spread(tmp_path):
    lines = list(chain(*(with_a_case(f"child:C{n}") for n in range(200))))

    shares = shares_of(memory_store(), in_file(tmp_path, lines), 2)

    assert min(map(len, shares)) > 200


@pytest.mark.parametrize(("noted", "held"), [(5, 7), (7, 5), (1, 64), (64, 1)])
def test_however_many_lines_are_noted_at_once_each_story_is_in_one_share(
    tmp_path, monkeypatch, noted, held
):
    monkeypatch.setattr(dividing, "NOTED_AT_ONCE", noted)
    monkeypatch.setattr(dividing, "AT_ONCE", held)
    told = [with_a_case(f"child:C{n}") for n in range(40)]
    lines = [one for turn in zip(*told, strict=True) for one in turn]

    shares = shares_of(memory_store(), in_file(tmp_path, lines), 3)

    whose = [{one.parsed()["subject"] for one in share} for share in shares]
    assert sum(map(len, whose)) == 40
    assert sum(map(len, shares)) == len(lines)


def test_a_line_that_was_added_meanwhile_is_read_the_next_time(tmp_path):
    store, file = memory_store(), in_file(tmp_path, with_a_case())
    index = tmp_path / "shares"
    divided(file, store, index)
    with file.open("a") as more:
        more.write("\n" + written([line("assess-risk", {"level": "low"})])[0])

    found = []
    for share in (0, 1):
        with index.open("rb") as read:
            found += chain(*of_share(numbered_of(file), read, share, 2))

    assert [one.number for one in found] == [1, 2, 3]


def test_without_bonds_the_shares_would_end_otherwise(tmp_path, monkeypatch):
    """That the claims above can fail."""
    monkeypatch.setattr(bonds.Bonds, "bind", lambda *_: None)

    with pytest.raises(AssertionError):
        all_ways(tmp_path, unruly(1, children=8))


def all_ways(folder, lines):
    for order in itertools.permutations(range(3)):
        whole, shared = both(folder, lines, shares=3, order=order)
        assert shared == whole
