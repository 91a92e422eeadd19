"""A store on a server tells what a store in a file tells, whoever cuts the line."""

import json
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from attrs import evolve
from tests.engines.proxy import proxy_before
from tests.recording.telling import (
    BAG,
    SALMA,
    VISIT,
    line,
    stored,
    with_a_case,
    written,
)

from casemgmt import RuleBrokenError, Store
from casemgmt.commands import (
    AddIdentifier,
    EntitleKit,
    GiveConsent,
    OpenCase,
    RegisterChild,
)
from casemgmt.errors import BusyError, ConflictError, OutcomeUnknownError
from casemgmt.testing import memory_store

COMMANDS = (
    RegisterChild(**SALMA),
    GiveConsent(purposes=["services"], given_by="guardian"),
    AddIdentifier(kind="massar", value="M 13 0001", status="verified"),
    OpenCase(centre="mediouna", caseworker="amina", programmes=["education"]),
)
AT = "2025-10-03T{:02d}:{:02d}:00Z"


def season():
    """Cases with corrections, links, claims that two want, and requests made twice."""
    lines = []
    for n in range(8):
        child = f"child:K{n}"
        lines += with_a_case(child)
        number = {"kind": "massar", "value": f"M{n // 2}", "status": "verified"}
        wanted = line("add-identifier", number, subject=child)
        kits = [line("entitle-kit", BAG, subject=child) for _ in range(2)]
        amended = {"command_id": wanted["id"], "data": number, "reason": "x"}
        lines += [wanted, *kits, line("correct", amended, subject=child)]
        link = {"other": "child:K0", "evidence": "birth-act"}
        lines.append(line("link-persons", link, subject=child))
        lines.append(line("record-follow-up", VISIT, subject=child))
    return [
        one | {"at": AT.format(8 + rank // 60, rank % 60)} for rank, one in enumerate(lines)
    ]


def told_by(store):
    """Every story, without where it stands in the log."""
    desk = store.acting_as("amina")
    return {
        str(child): [evolve(event, position=0) for event in desk.history(child)]
        for child in desk.subjects("child")
    }


def test_a_season_is_told_the_same_by_every_engine(server_store, tmp_path):
    lines = written(season())
    stories = []
    with Store.open(tmp_path / "a.db", create=True) as file:
        for store in (memory_store(on="2026-01-05"), file, server_store()):
            desk = store.acting_as("amina")
            first = desk.record_file(lines, times_given=True)
            again = desk.record_file(lines, times_given=True)
            assert again.already == first.recorded
            stories.append((evolve(first, rejects=None), told_by(store)))

    assert stories[0] == stories[1] == stories[2]
    assert stories[0][0].refused > 0


def test_figures_of_a_server_equal_those_of_a_file(server_store, tmp_path):
    lines = written(season())
    figures = []
    with Store.open(tmp_path / "a.db", create=True) as file:
        for store in (file, server_store()):
            desk = store.acting_as("amina")
            desk.record_file(lines, times_given=True)
            asked = desk.figures("2025-09-01", "2025-12-31", only=["I01", "I19"])
            figures.append([(f.indicator, f.numerator, f.denominator) for f in asked])

    assert figures[0] == figures[1]
    assert (tmp_path / "insaf.facts").is_dir()


def test_the_command_line_records_on_a_server_with_its_configuration(
    postgres, tmp_path, run
):
    address, config = postgres.address(), tmp_path / "casemgmt.toml"
    config.write_text('vault = "insaf.vault"')
    journal = tmp_path / "september.jsonl"
    journal.write_text("\n".join(written(with_a_case())))
    here = ("--config", config, "--json")

    assert run("record", address, journal, *here).code == 2  # no tables yet
    assert run("migrate", address).code == 0
    first, again = (json.loads(run("record", address, journal, *here).out) for _ in "12")

    assert (first["recorded"], again["already"]) == (3, 3)
    assert len(json.loads(run("history", address, "child:C01", *here).out)) == 3


def test_two_desks_with_stores_of_their_own_never_hear_an_old_story(server_store):
    here = server_store().acting_as("amina")
    there = server_store().acting_as("driss")
    here.record("child:C01", *COMMANDS, on="2025-09-03")
    there.record("child:C01", EntitleKit(**BAG), on="2025-09-08")

    with pytest.raises(RuleBrokenError) as refused:
        here.record("child:C01", EntitleKit(**BAG), on="2025-09-09")

    assert refused.value.rule == "one-kit-entitlement"


def test_a_verified_number_wanted_by_many_desks_belongs_to_one_child(server_store):
    stores = [server_store() for _ in range(4)]
    wanted = AddIdentifier(kind="massar", value="M 7", status="verified")

    def want(number):
        try:
            desk = stores[number].acting_as("amina")
            desk.record(f"child:C{number}", wanted, on="2025-09-03")
        except (RuleBrokenError, ConflictError) as refused:
            return getattr(refused, "rule", "conflict")
        return "recorded"

    with ThreadPoolExecutor(4) as pool:
        ended = Counter(pool.map(want, range(4)))

    assert ended == {"recorded": 1, "verified-identifier-once": 3}
    assert stored(stores[0]) == 1


@pytest.fixture
def proxy(postgres):
    with proxy_before(postgres.port) as proxy:
        yield proxy


def test_commands_whose_reply_was_cut_are_answered_and_never_doubled(server_store, proxy):
    store = server_store(port=proxy.port)
    desk = store.acting_as("amina")
    for number in range(12):
        proxy.cut_the_reply_to_commit()
        child, own = f"child:C{number}", uuid4()

        answer = desk.record(child, COMMANDS[0], on="2025-09-03", id=own)
        again = desk.record(child, COMMANDS[0], on="2025-09-03", id=own)

        assert (answer.again, again.again) == (False, True)
        assert store.outcome(own).position == answer.position
    assert (proxy.cuts, stored(store)) == (12, 12)


def ended(desk, child, commands, own):
    """How it ends when these commands are told."""
    try:
        desk.record(child, *commands, on="2025-09-03", id=own)
    except BusyError:
        return "busy"
    except OutcomeUnknownError as unknown:
        return "unknown" if unknown.command_id == own else "of another"
    return "recorded"


@pytest.mark.parametrize("seed", range(2))
def test_a_line_cut_anywhere_ends_as_it_says_and_a_resend_settles_it(
    server_store, proxy, seed
):
    store = server_store(port=proxy.port)
    desk, chance, endings = store.acting_as("amina"), random.Random(seed), Counter()
    for number in range(10):
        own, child = uuid4(), f"child:C{number}"
        number_of_its_own = evolve(COMMANDS[2], value=f"M {number}")
        commands = (*COMMANDS[:2], number_of_its_own, COMMANDS[3])
        cut = chance.choice([proxy.cut_the_request_after, proxy.cut_the_reply_after])
        cut(chance.randrange(3_000))
        ending = ended(desk, child, commands, own)
        settled = store.outcome(own)
        endings[ending] += 1

        again = desk.record(child, *commands, on="2025-09-03", id=own)

        assert (settled is not None) == again.again
        assert ending == "unknown" or (ending == "recorded") == again.again
        assert len(desk.history(child)) == len(COMMANDS)
    assert proxy.cuts >= 5
    assert endings["recorded"] >= 5


def test_a_file_whose_line_was_cut_is_read_again_to_the_same_end(
    server_store, proxy, monkeypatch
):
    monkeypatch.setattr("casemgmt.recording.journal.BATCH", 10)
    lines = written(season())
    peaceful = server_store("peaceful")
    summary = peaceful.acting_as("amina").record_file(lines, times_given=True)
    store = server_store("cut", port=proxy.port)

    for step in range(6):
        proxy.cut_the_reply_to_commit()
        proxy.cut_the_request_after(9_000 * (1 + step))
        try:
            store.acting_as("amina").record_file(lines, times_given=True)
        except (BusyError, OutcomeUnknownError):
            continue
    proxy.cut_no_more()
    again = store.acting_as("amina").record_file(lines, times_given=True)

    assert proxy.cuts >= 3
    assert (again.recorded, again.already) == (0, summary.recorded)
    assert told_by(store) == told_by(peaceful)
