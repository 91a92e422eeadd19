"""Of a birth whose key is gone the month is left, and the child still counts."""

from casemgmt import Day, Forgotten, Store, Text
from casemgmt.commands import CorrectBirthDate, GiveConsent, OpenCase, RegisterChild

SALMA = RegisterChild(
    given_name=Text(fr="Salma"),
    family_name=Text(fr="Idrissi"),
    sex="female",
    born="2013-03-14",
    district="mediouna",
)
CONSENT = GiveConsent(purposes=["services"], given_by="guardian")
CASE = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])


def told(path, *more):
    with Store.open(path, create=True) as store:
        desk = store.acting_as("amina")
        desk.record("child:C01", SALMA, CONSENT, CASE, *more, on="2025-09-03")


def without_its_key(path):
    """Open the store after the child's key was destroyed."""
    store = Store.open(path)
    store._parts.shelf.vault._db.execute("UPDATE subjects SET key = NULL")
    return store


def births(store):
    events = store.acting_as("amina").history("child:C01")
    return [e.event.born for e in events if hasattr(e.event, "born")]


def test_a_forgotten_birth_leaves_its_month(tmp_path):
    told(tmp_path / "a.db")

    with without_its_key(tmp_path / "a.db") as store:
        assert births(store) == [Forgotten(Day.of("2013-03"))]


def test_a_birth_date_put_right_leaves_its_month_too(tmp_path):
    put_right = CorrectBirthDate(born="2012", evidence="birth-act", reason="Acte retrouvé.")
    told(tmp_path / "a.db", put_right)

    with without_its_key(tmp_path / "a.db") as store:
        assert births(store)[-1] == Forgotten(Day.of("2012"))


def test_the_child_still_counts_by_the_month_of_the_birth(tmp_path):
    told(tmp_path / "a.db")

    with without_its_key(tmp_path / "a.db") as store:
        desk = store.acting_as("amina")
        salma = desk.journey("child:C01")
        rows = desk.figures("2025-09-01", "2025-12-31", only=["I01"], by=["age-band"])

        assert salma.age_on(Day.of("2025-12-31").last) == (12, 12)
        assert [(dict(r.by), r.numerator) for r in rows] == [
            ({}, 1),
            ({"age-band": "12-14"}, 1),
        ]


def test_nothing_else_is_left(tmp_path):
    told(tmp_path / "a.db")

    with without_its_key(tmp_path / "a.db") as store:
        (registered, *_) = store.acting_as("amina").history("child:C01")
        assert registered.event.given_name == Forgotten()
        assert registered.event.sex == "female"
    raw = b"".join(p.read_bytes() for p in tmp_path.glob("a.db*") if p.is_file())
    assert b"2013-03-14" not in raw
    assert b"2013-03" in raw
