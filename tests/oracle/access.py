"""Who sees what, said a second time from the words of the matrix and nothing else.

A matrix is the TOML as it is written; a case is who accompanies it, the centres it is at,
and every record of it. A field is one of the four classes.
"""

LADDER = ["own", "team", "centre", "organisation"]
CLASSES = ["public", "personal", "sensitive", "sealed"]


def is_kept_from(matrix, person, case):
    """A case is kept from whom it names, and where it is restricted from all but some."""
    said = [matrix["cases"].get(record, {}) for record in case["records"]]
    never = any(person in one.get("never", []) for one in said)
    return never or any(person not in one.get("only", [person]) for one in said)


def step(matrix, person, case):
    """How far up the ladder one has to stand to reach the case."""
    if case["owner"] == person:
        return 0
    for team in matrix["teams"].values():
        if person in team and case["owner"] in team:
            return 1
    centres = matrix["people"][person].get("centres", [])
    return 2 if set(centres) & set(case["centres"]) else 3


def speaks_of(line, verb, reached, field, form, otherwise):
    """Whether a line says something of this."""
    return (
        verb in line["verbs"]
        and LADDER.index(line["cases"]) >= reached
        and field in line.get("fields", otherwise)
        and ("formats" not in line or form in line["formats"])
    )


def permits(matrix, person, role, verb, case, field, form=None):
    """Whether a line permits a class of fields of a case, and none forbids it."""
    if is_kept_from(matrix, person, case):
        return False
    reached = step(matrix, person, case)
    said = matrix["roles"][role]
    asked = (verb, reached, field, form)
    if any(speaks_of(line, *asked, CLASSES) for line in said.get("never", [])):
        return False
    return any(speaks_of(line, *asked, ["public"]) for line in said.get("may", []))


def knows(matrix, person, role, verb, case, form=None):
    """Whether they may know that the case is there: they see something of it."""
    return any(permits(matrix, person, role, verb, case, f, form) for f in CLASSES)


def sees(matrix, person, role, verb, case, field, form=None):
    """Who sees anything of a case sees what is public of it too."""
    if field == "public":
        return knows(matrix, person, role, verb, case, form)
    return permits(matrix, person, role, verb, case, field, form)
