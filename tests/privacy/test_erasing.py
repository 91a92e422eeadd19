"""Erasing a person: refused or carried out, everywhere, and nobody else with them."""

import shutil
from base64 import b64decode
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.privacy import keepers
from tests.projections.conftest import put_in_place

from casemgmt import Day, RuleBrokenError, Store, Text
from casemgmt.care.kept_needles import Sought
from casemgmt.commands import (
    AddIdentifier,
    FormHousehold,
    LinkPersons,
    PlaceHold,
    RegisterChild,
    ReleaseHold,
)
from casemgmt.domain.erasures import ErasureRule
from casemgmt.erasure import purging
from casemgmt.erasure.erasing import Order
from casemgmt.errors import InvalidError
from casemgmt.events import ErasureWordsSealed, Member
from casemgmt.privacy.vault import FileVault
from casemgmt.privacy.vault_keys import opened
from casemgmt.projections import parking
from casemgmt.read_models import letting_go
from casemgmt.recording.engines.sqlite import SQLiteLog
from casemgmt.testing import memory_store
from casemgmt.testing.needles import found

ON = "2025-09-03"
SALMA = Text(fr="Salma", ar="سلمى الإدريسي")
ORDER = {"ground": "the parents ask for it", "by": "amina", "second": "nadia"}
ADAPTERS = """
[adapters.lines]
adapter = "Lines"
to = "kept.txt"
fields = ["given_name", "family_name"]
isolated = false
"""


def salma(given=SALMA, family="Idrissi El Fassi"):
    return RegisterChild(
        given_name=given,
        family_name=family,
        sex="female",
        born="2013-03-14",
        district="mediouna",
    )


@pytest.fixture
def store():
    made = memory_store(on="2025-09-20")
    desk = made.acting_as("amina")
    desk.record("child:C01", salma(), on=ON)
    desk.record("child:C02", salma("Youssef Bennani", "Alaoui Mdaghri"), on=ON)
    return made


@pytest.fixture
def keeping(tmp_path, monkeypatch):
    """Open a store whose read model is kept by one of the keepers."""
    put_in_place(keepers, tmp_path / "installed", monkeypatch)

    def open_(adapter="Lines"):
        config = tmp_path / "casemgmt.toml"
        config.write_text(ADAPTERS.replace("Lines", adapter))
        store = Store.open(tmp_path / "a.db", create=True)
        desk = store.acting_as("amina")
        desk.record("child:C01", salma(), on=ON)
        desk.record("child:C02", salma("Youssef Bennani", "Alaoui Mdaghri"), on=ON)
        brought_up(store)
        return store

    return open_


def brought_up(store):
    read_models = store.projections
    (one,) = read_models.configured()
    (of,) = [of for of, *_ in read_models.standing()]
    store.project(read_models.opened(of), name=one.name)


# Who may order it


@pytest.mark.parametrize(
    ("order", "rule"),
    [
        ({"ground": " "}, ErasureRule.HAS_A_GROUND),
        ({"second": ""}, ErasureRule.TWO_PERSONS),
        ({"by": ""}, ErasureRule.TWO_PERSONS),
        ({"second": "amina"}, ErasureRule.TWO_PERSONS),
        ({"second": "AMINA"}, ErasureRule.TWO_PERSONS),
    ],
)
def test_an_order_without_ground_or_second_person_is_refused(store, order, rule):
    with pytest.raises(RuleBrokenError) as refusal:
        store.erase("child:C01", **ORDER | order)

    assert refusal.value.rule is rule
    assert store.acting_as("amina").history("child:C01")


@pytest.mark.parametrize("subject", ["child:C99", "centre:mediouna"])
def test_who_was_never_told_of_and_what_is_nobody_is_not_erased(store, subject):
    with pytest.raises(InvalidError):
        store.erase(subject, **ORDER)


def test_a_ground_that_names_the_person_is_refused(store):
    with pytest.raises(InvalidError) as refusal:
        store.erase("child:C01", **ORDER | {"ground": "asked by mme idrissi el fassi"})

    assert refusal.value.code == "names-the-person"


def test_a_hold_stands_in_the_way_until_it_is_released(store):
    desk = store.acting_as("amina")
    desk.record("child:C01", PlaceHold(ground="judicial"), on=ON)
    with pytest.raises(RuleBrokenError) as refusal:
        store.erase("child:C01", **ORDER)
    desk.record("child:C01", ReleaseHold(ground="judicial"), on=ON)

    assert refusal.value.rule is ErasureRule.WAITS_FOR_HOLDS
    assert store.erase("child:C01", **ORDER).complete


def test_a_hold_on_a_linked_record_holds_the_person(store):
    desk = store.acting_as("amina")
    desk.record("child:C01", LinkPersons(other="child:C02", evidence="visit"), on=ON)
    desk.record("child:C02", PlaceHold(ground="safeguarding"), on=ON)

    with pytest.raises(RuleBrokenError):
        store.erase("child:C01", **ORDER)


# What it does


def test_who_is_erased_is_gone_by_their_reference_and_counts_by_their_id(store):
    desk = store.acting_as("amina")
    before = {e.subject for e in store.events()}

    made = store.erase("child:C01", **ORDER)

    assert made.complete
    assert made.searched
    assert made.found == 0
    assert made.subject.startswith("child:erased-")
    assert desk.history("child:C01") == ()
    assert str(next(store.events()).subject) == made.subject
    after = {e.subject for e in store.events() if e.subject.kind == "child"}
    assert {*map(str, after)} == {made.subject, "child:C02"}
    assert len(before) == len(after)


def test_the_same_reference_sent_again_is_a_new_child(store):
    desk = store.acting_as("amina")
    first = store.erase("child:C01", **ORDER)

    desk.record("child:C01", salma(), on=ON)

    again = desk.history("child:C01")
    assert [e.version for e in again] == [1]
    assert store.erase("child:C01", **ORDER).subject != first.subject


def test_a_sibling_and_the_household_keep_what_is_theirs(store):
    desk = store.acting_as("amina")
    members = [
        Member(person="child:C01", role="child"),
        Member(person="child:C02", role="sibling"),
        Member(name="Fatima Zohra Idrissi", role="mother"),
    ]
    desk.record("household:H01", FormHousehold(members=members, district="mediouna"), on=ON)

    shown = store.erase("child:C01", **ORDER).subject

    (formed,) = desk.history("household:H01")
    told = formed.event.members
    assert [str(m.person) for m in told if m.person] == [shown, "child:C02"]
    assert told[2].name.value == Text.of("Fatima Zohra Idrissi")
    assert desk.history("child:C02")[0].event.given_name.value == Text.of("Youssef Bennani")


def test_every_linked_record_is_the_same_person_and_goes(store):
    desk = store.acting_as("amina")
    desk.record("child:C01", LinkPersons(other="child:C02", evidence="visit"), on=ON)

    made = store.erase("child:C02", **ORDER)

    assert len(made.records) == 2
    assert desk.history("child:C01") == desk.history("child:C02") == ()


def test_an_identifier_is_free_and_finds_nobody_once_its_holder_is_erased(store):
    desk = store.acting_as("amina")
    massar = AddIdentifier(kind="massar", value="M130000001", status="verified")
    desk.record("child:C01", massar, on=ON)
    store.erase("child:C01", **ORDER)

    assert desk.record("child:C02", massar, on=ON).position


def test_what_is_decided_on_the_erased_in_another_process_is_decided_anew(tmp_path):
    with Store.open(tmp_path / "a.db", create=True) as one:
        one.acting_as("amina").record("child:C01", salma(), on=ON)
        with Store.open(tmp_path / "a.db") as other:
            assert other.acting_as("nadia").journey("child:C01").registration.registered
            one.erase("child:C01", **ORDER)

            assert not other.acting_as("nadia").journey("child:C01").registration.registered
            desk = other.acting_as("nadia")
            desk.record("child:C01", salma("Karim Tazi"), on=ON)
            assert [e.version for e in desk.history("child:C01")] == [1]


# When it is done


@pytest.fixture
def cooling(tmp_path):
    (tmp_path / "policy.toml").write_text(
        'name = "ours"\nversion = "1"\n[[rule]]\nparameter = "erasure.cooling_off_days"\n'
        'value = 7\nsource = "ours"\n'
    )
    (tmp_path / "casemgmt.toml").write_text('policy = ["policy.toml"]\n')
    made = memory_store(on="2025-09-20", config=tmp_path / "casemgmt.toml")
    made.acting_as("amina").record("child:C01", salma(), on=ON)
    return made


def test_where_the_policy_asks_for_days_the_first_call_answers_with_the_day(cooling):
    made = cooling.erase("child:C01", **ORDER)
    again = cooling.erase("child:C01", **ORDER | {"ground": "another"})

    assert made.due == again.due == Day.of("2025-09-27").last
    assert made.erased_at is None
    assert cooling.acting_as("amina").history("child:C01")
    assert len(cooling.erasures.told().asked) == 1


def test_what_waited_is_carried_out_on_its_day_and_not_before(cooling):
    cooling.erase("child:C01", **ORDER)
    cooling.turn_to("2025-09-26")
    assert cooling.erasures.carry_out() == ()
    cooling.turn_to("2025-09-27")

    (made,) = cooling.erasures.carry_out()

    assert made.complete
    assert cooling.acting_as("amina").history("child:C01") == ()
    assert cooling.erasures.carry_out() == ()


def test_an_erasure_is_taken_back_before_its_day(cooling):
    cooling.erase("child:C01", **ORDER)
    cooling.erasures.take_back("child:C01", by="nadia")
    cooling.turn_to("2025-10-27")

    assert cooling.erasures.carry_out() == ()
    with pytest.raises(InvalidError):
        cooling.erasures.take_back("child:C01", by="nadia")


def test_what_is_held_meanwhile_waits_on(cooling):
    cooling.erase("child:C01", **ORDER)
    desk = cooling.acting_as("amina")
    desk.record("child:C01", PlaceHold(ground="audit"), on=ON)
    cooling.turn_to("2025-09-28")

    assert cooling.erasures.carry_out() == ()
    assert desk.history("child:C01")


# Every place


def test_every_place_lets_go_and_is_searched(keeping, tmp_path):
    with keeping() as store:
        list(store.acting_as("amina").figures("2025-09-01", "2025-12-31", only=["I01"]))
        assert "Idrissi El Fassi" in (tmp_path / "kept.txt").read_text("utf-8")

        made = store.erase("child:C01", **ORDER)

    assert made.complete
    searched = {p.place: p.searched_bytes for p in made.places}
    assert {"a.db", "a.vault", "lines: kept.txt"} <= searched.keys()
    assert any("facts" in place and size for place, size in searched.items())
    kept = (tmp_path / "kept.txt").read_text("utf-8")
    assert "Idrissi El Fassi" not in kept
    assert "Alaoui Mdaghri" in kept
    assert "child-registered" not in kept
    assert len(kept.split("'mediouna'")) - 1 == 2  # nameless, both are counted


def test_a_read_model_that_keeps_a_copy_is_found_by_the_search(keeping):
    with keeping("Hoards") as store:
        made = store.erase("child:C01", **ORDER)

    assert made.complete
    assert [p.place for p in made.places if p.found] == ["lines: kept.txt.copy"]


def test_a_name_that_another_bears_too_is_theirs(keeping):
    with keeping() as store:
        desk = store.acting_as("amina")
        desk.record("child:C03", salma("Othmane Lahlou", "Idrissi El Fassi"), on=ON)
        brought_up(store)

        assert store.erase("child:C01", **ORDER).found == 0


def test_while_a_place_cannot_be_reached_the_certificate_is_incomplete(keeping, tmp_path):
    with keeping() as store:
        (tmp_path / "down").touch()

        made = store.erase("child:C01", **ORDER)

        assert not made.complete
        assert [p.place for p in made.places if p.found is None] == [
            f"lines: {tmp_path / 'kept.txt'}"
        ]
        assert store.acting_as("amina").history("child:C01") == ()
        assert "Idrissi El Fassi" in (tmp_path / "kept.txt").read_text("utf-8")
        (tmp_path / "down").unlink()
        (again,) = store.erasures.carry_out()

    assert again.subject == made.subject
    assert again.complete
    assert again.searched
    assert again.found == 0
    assert again.erased_at == made.erased_at
    assert "Idrissi El Fassi" not in (tmp_path / "kept.txt").read_text("utf-8")


@pytest.mark.parametrize("instead", [None, b"{}"])
def test_a_read_model_that_is_not_where_it_was_has_not_confirmed(
    keeping, tmp_path, instead
):
    """A stick that is not plugged in, a file that was moved away: it comes back."""
    kept, away = tmp_path / "kept.txt", tmp_path / "away.txt"
    with keeping() as store:
        kept.rename(away)
        if instead is not None:
            kept.write_bytes(instead)
        made = store.erase("child:C01", **ORDER)
        away.replace(kept)
        (again,) = store.erasures.carry_out()

    assert not made.complete
    assert [place.found for place in made.places if "kept.txt" in place.place] == [None]
    assert again.complete
    assert "Idrissi El Fassi" not in kept.read_text("utf-8")


def test_the_same_order_again_goes_on_with_what_was_not_confirmed(keeping, tmp_path):
    with keeping() as store:
        (tmp_path / "down").touch()
        made = store.erase("child:C01", **ORDER)
        (tmp_path / "down").unlink()
        with pytest.raises(InvalidError):
            store.erase("child:C01", **ORDER | {"ground": "another one"})

        again = store.erase("child:C01", **ORDER)

    assert (again.subject, again.complete) == (made.subject, True)


class KilledError(BaseException):
    """The process ended there."""


KILLED_AT = {
    "vault": (FileVault, "erase"),
    "log": (SQLiteLog, "forget"),
    "facts": (letting_go, "forget"),
    "read model": (parking, "forget"),
    "search": (purging, "search"),
}


@pytest.mark.parametrize("at", KILLED_AT)
def test_whoever_is_interrupted_leaves_what_the_next_one_ends(keeping, monkeypatch, at):
    def killed(*_, **__):
        raise KilledError

    with keeping() as store, monkeypatch.context() as planted:
        planted.setattr(*KILLED_AT[at], killed)
        with pytest.raises(KilledError):
            store.erase("child:C01", **ORDER)

    with Store.open(Path(store._parts.path)) as store:
        (made,) = store.erasures.carry_out() or store.erasures.carry_out()
        assert made.complete
        assert made.found == 0
        assert store.acting_as("amina").history("child:C01") == ()
        assert made.searched
        assert store.erasures.carry_out() == ()
        assert erasing(store) == {}


# A read model that is gone for good


GONE = Order("the disk was shredded", "karim", "nadia")


@pytest.fixture
def gone(keeping, tmp_path):
    """A store whose read model can neither be reached nor be found any more."""
    with keeping() as store:
        (tmp_path / "down").touch()
        (tmp_path / "kept.txt").unlink()
        yield store


def test_two_persons_say_that_a_read_model_is_gone_and_nothing_waits_for_it(gone):
    assert not gone.erase("child:C01", **ORDER).complete

    gone.erasures.destroyed("lines", GONE)
    (made,) = gone.erasures.carry_out()

    assert made.complete
    assert made.searched
    (said,) = [place for place in made.places if place.destroyed]
    assert (said.destroyed.by, said.destroyed.second) == ("karim", "nadia")
    assert said.document()["destroyed"]["ground"] == "the disk was shredded"
    assert gone.erase("child:C02", **ORDER).complete


@pytest.mark.parametrize(
    ("order", "rule"),
    [
        (Order("", "karim", "nadia"), ErasureRule.HAS_A_GROUND),
        (Order("shredded", "karim", ""), ErasureRule.TWO_PERSONS),
        (Order("shredded", "karim", "Karim"), ErasureRule.TWO_PERSONS),
    ],
)
def test_one_person_alone_or_without_a_ground_says_so_in_vain(gone, order, rule):
    with pytest.raises(RuleBrokenError) as refusal:
        gone.erasures.destroyed("lines", order)

    assert refusal.value.rule is rule
    assert not gone.erase("child:C01", **ORDER).complete


def test_a_read_model_whose_file_is_there_is_not_gone(keeping):
    with keeping() as store, pytest.raises(InvalidError) as refusal:
        store.erasures.destroyed("lines", GONE)

    assert refusal.value.code == "still-there"


def test_what_never_was_is_not_gone_either(gone):
    for name, at in (("register", None), ("lines", "elsewhere.txt")):
        with pytest.raises(InvalidError) as refusal:
            gone.erasures.destroyed(name, GONE, at)
        assert refusal.value.code == "unknown-projection"


def test_what_is_projected_to_it_again_makes_it_a_place_again(gone, tmp_path):
    gone.erasures.destroyed("lines", GONE)
    (tmp_path / "down").unlink()
    brought_up(gone)

    places = {place.place: place for place in gone.erase("child:C01", **ORDER).places}

    assert places["lines: kept.txt"].searched_bytes
    assert not any(place.destroyed for place in places.values())


# What is looked for, meanwhile


def erasing(store):
    """What is kept of what is looked for: the ids of its stories, and what stands there."""
    shelf = store._parts.shelf
    own = [of for name, of in shelf.vault.references("system") if "erasing" in name.key]
    return {of: [told.state for told in shelf.log.read(of)] for of in own}


@pytest.fixture
def interrupted(keeping, tmp_path):
    """An erasure whose read model could not be reached: keys gone, words kept."""
    with keeping("Hoards") as store:
        (tmp_path / "down").touch()
        store.erase("child:C01", **ORDER)
    (tmp_path / "down").unlink()
    return store


def test_who_goes_on_with_an_erasure_finds_what_was_hoarded_meanwhile(interrupted):
    with Store.open(interrupted._parts.path) as store:
        (made,) = store.erasures.carry_out()

    assert made.searched
    assert [p.place for p in made.places if p.found] == ["lines: kept.txt.copy"]


def test_where_a_copy_was_found_it_is_searched_again_until_it_is_gone(keeping, tmp_path):
    with keeping("Hoards") as store:
        made = store.erase("child:C01", **ORDER)
        (there,) = store.erasures.carry_out()
        (again,) = [store.erase("child:C01", **ORDER)]
        (tmp_path / "kept.txt.copy").unlink()
        (gone,) = store.erasures.carry_out()

        assert [one.found for one in (made, there, again, gone)] == [1, 1, 1, 0]
        assert gone.complete
        assert gone.searched
        assert (gone.subject, gone.erased_at) == (made.subject, made.erased_at)
        assert store.erasures.carry_out() == ()
        assert erasing(store) == {}


def test_a_copy_that_was_not_searched_for_again_is_not_said_to_be_gone(keeping):
    with keeping("Hoards") as store:
        store.erase("child:C01", **ORDER)
    later = datetime.now(UTC) + timedelta(days=31)

    with Store.open(store._parts.path, clock=lambda: later) as store:
        assert store.erasures.carry_out() == (), "what is looked for is kept no longer"
        (one,) = store.erasures.told().with_copies

    assert one.found == 1


def test_what_is_looked_for_is_sealed(interrupted):
    with Store.open(interrupted._parts.path) as store:
        ((_, states),) = erasing(store).items()

    assert found(["child:C01", "Idrissi El Fassi", "سلمى"], b"".join(states)) == []


def test_once_it_was_looked_for_nothing_opens_it_any_more(interrupted, tmp_path):
    with Store.open(interrupted._parts.path) as store:
        vault = store._parts.shelf.vault
        ((own, (state,)),) = erasing(store).items()
        (sealed,) = [e.sealed for e in _sought(store)]
        key = vault.key(own)
        assert b"Idrissi El Fassi" in opened(AESGCM(key), b64decode(sealed), own.bytes)
        store.erasures.carry_out()
        assert vault.key(own) == key, "a copy was found"
        (tmp_path / "kept.txt.copy").unlink()

        store.erasures.carry_out()

        assert vault.key(own) is None
        assert own in vault.erased(), "also in a vault from before"
        assert store._parts.shelf.log.read(own)[0].state == state, "no row is changed"
    assert not any(key in file.read_bytes() for file in tmp_path.glob("a.vault*"))


def _sought(store):
    return [e.event for e in store.events() if type(e.event) is ErasureWordsSealed]


def test_it_is_let_go_of_after_the_days_that_the_policy_allows(interrupted):
    later = datetime.now(UTC) + timedelta(days=31)
    with Store.open(interrupted._parts.path, clock=lambda: later) as store:
        assert erasing(store) == {}
        (made,) = store.erasures.carry_out()

    assert made.complete
    assert not made.searched


def test_whoever_shares_the_store_goes_on_with_the_search(interrupted, tmp_path):
    """Log and vault are all that two machines share; what lies beside them is of one."""
    for file in tmp_path.glob("a.db.*"):
        shutil.rmtree(file, ignore_errors=True)

    with Store.open(interrupted._parts.path) as store:
        (made,) = store.erasures.carry_out()

    assert made.searched
    assert made.found == 1


def test_what_is_looked_for_is_kept_however_much_it_is():
    store = memory_store("2026-01-01")
    sought = Sought(frozenset(f"{n} " + "x" * 20_000 for n in range(30)), frozenset("ab"))

    store._parts.needles.keep({"child:erased-00000000": sought}, date(2026, 2, 1))
    kept = store._parts.needles.kept()["child:erased-00000000"]

    assert kept.words == sought.words
    assert kept.texts == {text[:16384] for text in sought.texts}


def test_words_kept_for_an_erasure_that_never_began_go_with_the_next(keeping, monkeypatch):
    def killed(*_, **__):
        raise KilledError

    with keeping() as store, monkeypatch.context() as planted:
        planted.setattr("casemgmt.erasure.erasing.tell_all", killed)
        with pytest.raises(KilledError):
            store.erase("child:C01", **ORDER)
        assert erasing(store)

    with Store.open(store._parts.path) as store:
        assert store.erasures.carry_out() == ()
        assert store.acting_as("amina").history("child:C01")
        assert erasing(store) == {}


def test_nothing_that_the_store_tells_of_it_names_the_person(keeping, tmp_path):
    with keeping() as store:
        store.erase("child:C01", **ORDER)

    for file in tmp_path.glob("a.*"):
        if file.is_file():
            assert found(["child:C01", "Idrissi El Fassi", "سلمى"], file.read_bytes()) == []


def test_several_are_erased_at_once_or_none(store):
    store.acting_as("amina").record("child:C02", PlaceHold(ground="audit"), on=ON)
    order = Order("retention", "amina", "nadia")
    with pytest.raises(RuleBrokenError):
        store.erasures.erase_all(["child:C01", "child:C02"], order)
    assert store.acting_as("amina").history("child:C01")
    store.acting_as("amina").record("child:C02", ReleaseHold(ground="audit"), on=ON)

    made = store.erasures.erase_all(["child:C01", "child:C02"], order)

    assert [one.complete for one in made] == [True, True]


def test_a_clock_that_stands_before_the_day_erases_all_the_same(store):
    store.clock.now -= timedelta(days=400)

    assert store.erase("child:C01", **ORDER).complete
