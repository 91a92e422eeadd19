"""A stored row can never run code or import a module, whatever name and payload it has."""

import json
import random
import subprocess
import sys

import pytest
from tests.recording.telling import read, with_a_case

ROWS, SEEDS = 1_000, 1
"""Enough to see it fail; ten seeds are the campaign."""
MODULES = ("antigravity", "this", "hostile_module", "turtle", "idlelib.idle", "pty")
READING = """
import json, sqlite3, sys
from casemgmt import Store
from casemgmt.errors import CaseManagementError
from casemgmt.care.verify import verify
from casemgmt.recording.engines.sqlite import SQLiteLog
rows = json.load(open("rows.json"))
def everything():
    with Store.open("a.db") as store:
        events = list(store.events())
        desk = store.acting_as("amina")
        children = desk.subjects("child")
        stories = [(desk.journey(child), desk.history(child)) for child in children]
    log = SQLiteLog(__import__("pathlib").Path("a.db"))
    found = verify(log)
    log.close()
    return len(events), len(stories), found.ok
everything()
before = {*sys.modules}
for start in range(0, len(rows), 20):
    db = sqlite3.connect("a.db", isolation_level=None)
    for position, (name, state) in enumerate(rows[start:start + 20], start=1):
        told = state.encode("utf-8", "surrogatepass") if isinstance(state, str) else state
        clear = name.encode("utf-8", "replace").decode()
        db.execute(
            "UPDATE events SET topic = ?, state = ? WHERE position = ?",
            [clear, told, position],
        )
    db.close()
    assert everything() == (24, 8, False)
new = {m for m in {*sys.modules} - before if not m.startswith("casemgmt")}
print(json.dumps(sorted(new)))
"""


def a_name(chance):
    module, word = chance.choice(MODULES), chance.choice(["", "system", "__class__", "f"])
    shapes = [
        f"{module}:{word}",
        f"{module}.{word}.1",
        f"casemgmt.{module}.1",
        f"__import__('{module}')",
        f"{module}",
        "../" * chance.randrange(9) + module,
        chance.choice(["consent-given.99", "case-opened", "kit-delivered.-1", ""]),
        "".join(chr(chance.randrange(1, 0xD7FF)) for _ in range(chance.randrange(40))),
        "x" * chance.randrange(5_000),
        "consent-given.1",
        "register.1' OR 1=1 --",
    ]
    return chance.choice(shapes)


def a_payload(chance):
    module = chance.choice(MODULES)
    deep = chance.randrange(2, 3_000)
    hostile = [
        {"_type_": module, "_data_": {"x": 1}},
        {"py/object": f"{module}.f"},
        {"__reduce__": [module, "f"], "$type": module, "!!python/object": module},
        {"purposes": [f"{module}:f"], "given_by": {"~": module}},
        chance.choice([None, 7, "x", [], 1e308, -(2**70)]),
    ]
    whole = {
        "at": chance.choice([1, -1, 10**18, "noon", None]),
        "by": chance.choice(["amina", 7, None, module]),
        "c": chance.choice(["00" * 16, "zz" * 16, 5, ""]),
        "d": chance.choice(hostile),
        "k": chance.choice(["child", module, 7]),
        "on": chance.choice(["2025-09-03", "2025-02-30", [], module]),
    }
    shapes = [
        json.dumps(whole),
        json.dumps(whole, sort_keys=True, separators=(",", ":")),
        "[" * deep,
        "{" + '"d":{' * deep,
        json.dumps(whole)[: chance.randrange(60)],
        '{"at":NaN,"d":Infinity}',
        "\ud800",
        f"cos\n{module}\n(S'x'\ntR.",
    ]
    return chance.choice(shapes)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_row_imports_a_module_or_stops_anything(tmp_path, seed):
    chance = random.Random(seed)
    read(tmp_path / "a.db", [one for n in range(8) for one in with_a_case(f"child:K{n}")])
    (tmp_path / "hostile_module.py").write_text("open('touched', 'w')")
    rows = [(a_name(chance), a_payload(chance)) for _ in range(ROWS)]
    (tmp_path / "rows.json").write_text(json.dumps(rows))

    done = subprocess.run(
        [sys.executable, "-c", READING],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert not {*json.loads(done.stdout)} & {*MODULES}
    assert not (tmp_path / "touched").exists()
