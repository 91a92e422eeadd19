"""``casemgmt due`` and ``casemgmt cases`` list the work of a day."""

KEYS = {"subject", "what", "due", "overdue_days", "caseworker", "centre", "about"}
CASE_KEYS = {"subject", "centre", "caseworker", "programmes", "since", "risk"}


def test_due_lists_the_oldest_first_with_the_keys_of_the_contract(recorded):
    ended = recorded("due", "f12.db", "--on", "2025-12-31", "--json")

    rows = ended.document
    assert ended.code == 0
    assert rows
    assert all(row.keys() == KEYS for row in rows)
    assert [(r["due"], r["subject"]) for r in rows] == sorted(
        (r["due"], r["subject"]) for r in rows
    )


def test_due_is_for_one_caseworker_and_one_centre(recorded):
    rows = recorded("due", "f12.db", "--on", "2025-12-31", "--json").document
    whose = {(row["caseworker"], row["centre"]) for row in rows}

    for caseworker, centre in whose:
        asked = "--caseworker", caseworker, "--centre", centre
        own = recorded("due", "f12.db", "--on", "2025-12-31", *asked, "--json").document

        assert own == [
            r for r in rows if (r["caseworker"], r["centre"]) == (caseworker, centre)
        ]
    assert len(whose) > 1


def test_due_looks_ahead_and_says_it_in_the_language_asked_for(recorded):
    now = recorded("due", "f12.db", "--on", "2025-12-31", "--json").document
    soon = recorded("due", "f12.db", "--on", "2025-12-31", "--ahead", "30", "--json")
    said = recorded("due", "f12.db", "--on", "2025-12-31", "--lang", "fr").out

    assert len(soon.document) > len(now)
    assert [row for row in soon.document if row["due"] <= "2025-12-31"] == now
    assert "voir l'enfant" in said


def test_due_refuses_in_one_line_what_is_no_day_and_no_number_of_days(recorded):
    no_day = recorded("due", "f12.db", "--on", "2025-02-30")
    behind = recorded("due", "f12.db", "--on", "2025-12-31", "--ahead", "-1")

    assert (no_day.code, no_day.out) == (2, "")
    assert (behind.code, behind.out) == (2, "")
    assert behind.err == "casemgmt: --ahead: this is a number of days from 0 to 36525\n"


def test_cases_lists_those_of_a_programme_and_a_centre(recorded):
    rows = recorded("cases", "f12.db", "--on", "2025-12-31", "--json").document
    one = rows[0]["programmes"][0]
    asked = "--programme", one, "--centre", rows[0]["centre"]

    found = recorded("cases", "f12.db", "--on", "2025-12-31", *asked, "--json").document

    assert rows[0].keys() >= CASE_KEYS
    assert found == [
        r for r in rows if one in r["programmes"] and r["centre"] == rows[0]["centre"]
    ]
    assert 0 < len(found) < len(rows)
