"""The command line where an access matrix is configured."""

import json

import pytest
from tests.privacy.office import config_in

WHY = "at the hospital, nobody else can be reached\n"
FINDINGS = "elle a pleuré"
LINES = [
    ("identify-child", {"source": "outreach", "concerns": ["child-labour"]}),
    (
        "register-child",
        {
            "given_name": "Salma",
            "family_name": "Idrissi",
            "sex": "female",
            "born": "2013-03-14",
            "district": "mediouna",
        },
    ),
    ("give-consent", {"purposes": ["services"], "given_by": "guardian"}),
    (
        "open-case",
        {"centre": "mediouna", "caseworker": "amina", "programmes": ["education"]},
    ),
    (
        "record-follow-up",
        {"kind": "home-visit", "seen_child": True, "findings": FINDINGS},
    ),
]


@pytest.fixture
def office(casemgmt, tmp_path):
    """A store with one child of Amina's, and a matrix beside it."""
    config_in(tmp_path)
    journal = [
        {
            "id": f"00000000-0000-4000-8000-{rank:012}",
            "command": command,
            "subject": "child:C01",
            "on": "2025-09-03",
            "by": "amina",
            "data": data,
        }
        for rank, (command, data) in enumerate(LINES)
    ]
    text = "\n".join(map(json.dumps, journal))
    (tmp_path / "journal.jsonl").write_text(text, encoding="utf-8")
    told = casemgmt("record", "insaf.db", "journal.jsonl", "--as", "omar")
    assert told.code == 0, told.err
    return casemgmt


def test_who_asks_has_to_be_said_for_whatever_shows_a_person(office):
    refused = office("history", "insaf.db", "child:C01")

    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert "--as: an access matrix is configured" in refused.err
    assert "Salma" not in refused.err + refused.out


def test_figures_without_persons_need_none(office):
    period = ("--from", "2025-09-01", "--to", "2025-09-30")
    found = office("indicators", "insaf.db", *period, "--only", "I01", "--json")

    assert found.code == 0
    assert found.document[0]["numerator"] == 1


def test_what_is_withheld_reads_so(office):
    told = office("history", "insaf.db", "child:C01", "--as", "hakim", "--json")

    registered = next(e for e in told.document if e["event"] == "child-registered.1")[
        "data"
    ]
    assert registered["given_name"] == {"withheld": True}
    assert registered["born"] == {"withheld": True, "left": "2013-03"}
    identified = next(e for e in told.document if e["event"] == "child-identified.1")[
        "data"
    ]
    assert identified["concerns"] == {"withheld": True}
    assert FINDINGS not in told.out


def test_a_case_nobody_may_know_of_looks_like_none(office):
    asks = [
        office("history", "insaf.db", f"child:{key}", "--as", "youssef")
        for key in ("C01", "C99")
    ]

    assert [ended.code for ended in asks] == [0, 0]
    assert asks[0].out.replace("C01", "C99") == asks[1].out


def test_an_emergency_is_opened_listed_and_judged(office):
    rachid = ("--as", "rachid", "--role", "caseworker")
    opened = office(
        "accesses", "insaf.db", "open", "child:C01", *rachid, "--json", given=WHY.encode()
    )
    assert opened.code == 0, opened.err

    listed = office("accesses", "insaf.db", "--as", "nadia", "--json").document
    assert [one["reason"] for one in listed] == [WHY.strip()]
    told = office("accesses", "insaf.db", "right", listed[0]["id"], "--as", "nadia")
    assert "rightly opened" in told.out
    seen = office("accesses", "insaf.db", "of", "child:C01", "--as", "nadia").out
    assert "opened in an emergency" in seen


def test_what_a_role_may_not_do_is_one_line(office):
    refused = office("accesses", "insaf.db", "--as", "amina")

    assert refused.code == 2
    assert refused.err == (
        "casemgmt: the access matrix does not permit this here to the role caseworker: "
        "review\n"
    )


def test_a_matrix_that_cannot_be_used_is_one_line(office, tmp_path):
    matrix = tmp_path / "access.toml"
    matrix.write_text("[roles.x]\nmay = 3\n", encoding="utf-8")

    refused = office("cases", "insaf.db", "--as", "amina")

    assert refused.code == 2
    assert "access.toml: roles.x.may: each line is a table" in refused.err
    assert refused.err.count("\n") == 1
