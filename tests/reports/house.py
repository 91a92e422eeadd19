"""A small house whose numbers are known by heart: one centre, three children, one autumn.

November has twenty-two school days. Salma misses six of them, Yassine two, and the child
with a name of forty characters none. The centre has two places; from the 10th to the 19th
there are three children in it.
"""

from casemgmt import Text
from casemgmt.commands import (
    AdmitChild,
    AssessRisk,
    DeliverKit,
    DischargeChild,
    EntitleKit,
    GiveConsent,
    IdentifyChild,
    IssueGoods,
    LogHours,
    MakeMandatoryReport,
    ObserveWork,
    OpenCase,
    OpenCentre,
    PlanVisit,
    ReceiveGoods,
    RecordFollowUp,
    RegisterChild,
    ReportAttendance,
    SignContract,
)
from casemgmt.reports import Number, values_of
from casemgmt.testing import memory_store

NOVEMBER = ("2025-11-01", "2025-11-30")
LONG = "Abdelmoughit-Noureddine El Khattabi-Filali"
CHILDREN = {
    "S": ("Salma", "Idrissi", "female", "2010-01-10", "amina"),
    "Y": ("Yassine", "Alami", "male", "2013-05-20", "amina"),
    "A": (*LONG.split(" ", 1), "male", "2012-07-07", "youssef"),
}
AWAY = {"S": 6, "Y": 2, "A": 0}


def house():
    """A desk of the house, on the first of December."""
    store = memory_store(on="2025-09-01")
    desk = store.acting_as("amina")
    named = Text(ar="مركز مديونة", fr="Centre de Médiouna", en="Mediouna centre")
    opened = OpenCentre(name=named, kind="child-labour-centre", capacity=2)
    desk.record("centre:mediouna", opened, on="2025-09-01")
    for key in CHILDREN:
        _enrol(desk, key)
    store.turn_to("2025-12-01")
    _goods(desk)
    _stays(desk)
    for key, days in AWAY.items():
        told = ReportAttendance(
            from_="2025-11-01", to="2025-11-28", days_possible=22, days_absent=days,
            source="school",
        )  # fmt: skip
        desk.record(f"child:{key}", told, on="2025-11-28")
    _salma(desk)
    return desk


def _enrol(desk, key):
    given, family, sex, born, caseworker = CHILDREN[key]
    desk.record(
        f"child:{key}",
        IdentifyChild(source="neighbour", concerns=["violence"], reporter="Hajja Zohra"),
        RegisterChild(
            given_name=given, family_name=family, sex=sex, born=born,
            district="mediouna", phone="+212600000000",
        ),
        GiveConsent(purposes=["services"], given_by="guardian"),
        OpenCase(centre="mediouna", caseworker=caseworker, programmes=["education"]),
        AssessRisk(level="low"),
        EntitleKit(kit="school-bag-full", school_year="2025-2026"),
        on="2025-09-01",
    )  # fmt: skip


def _goods(desk):
    bags = {"item": "school-bag-full"}
    desk.record("centre:mediouna", ReceiveGoods(**bags, quantity=10), on="2025-10-01")
    desk.record("centre:mediouna", IssueGoods(**bags, quantity=3), on="2025-11-05")
    for key in "SY":
        kit = DeliverKit(kit="school-bag-full", school_year="2025-2026")
        desk.record(f"child:{key}", kit, on="2025-11-06")


def _stays(desk):
    for key, day in (("S", "2025-11-01"), ("Y", "2025-11-01"), ("A", "2025-11-10")):
        desk.record(f"child:{key}", AdmitChild(centre="mediouna"), on=day)
    desk.record("child:Y", DischargeChild(centre="mediouna"), on="2025-11-20")


def _salma(desk):
    seen = RecordFollowUp(kind="home-visit", seen_child=True, findings="She reads well")
    contract = SignContract(
        contract="K1", enterprise="atelier-nour", trade="sewing", starts="2025-10-01",
        ends="2026-09-30", hours_total=1000, hours_practice=800, hours_complement=200,
        guardian_signed=True,
    )  # fmt: skip
    desk.record("child:S", contract, on="2025-10-01")
    for month, practice, centre in (("2025-10", 60, 15), ("2025-11", 70, 5)):
        hours = LogHours(contract="K1", practice=practice, centre=centre)
        desk.record("child:S", hours, on=month)
    work = ObserveWork(economic_hours=12, chores_hours=4, hazardous="no")
    desk.record("child:S", work, on="2025-09-20")
    desk.record("child:S", seen, on="2025-11-12")
    desk.record("child:S", PlanVisit(kind="workplace"), on="2025-11-25")
    report = MakeMandatoryReport(authority="prosecutor", facts="Sealed facts")
    desk.record("child:S", report, on="2025-10-15")


def section(report, name):
    """The section of a report that has this name."""
    (found,) = [one for one in report.sections if one.name == name]
    return found


def rows(table, language="en"):
    """The lines of a table: what each is about, and its cells as numbers and words."""
    return {
        row.label.in_language(language): tuple(_plain(c, language) for c in row.cells)
        for row in table.rows
    }


def _plain(cell, language):
    if isinstance(cell, Number):
        return cell.amount
    return cell.in_language(language) if hasattr(cell, "in_language") else str(cell)


def words(report, language="en"):
    """Every word of a report that is no number, in one language."""

    def texts(one):
        if isinstance(one, Text):
            yield one.in_language(language)
        elif isinstance(one, tuple):
            for inner in one:
                yield from texts(inner)
        elif hasattr(one, "__attrs_attrs__"):
            for field in one.__attrs_attrs__:
                yield from texts(getattr(one, field.name))

    return " ".join(texts(report))


def figures_of(report):
    """Every figure a report shows, with its cell and its part."""
    shown = (v for v in values_of(report) if isinstance(v, Number))
    return {v.source: v.amount for v in shown if v.source.kind == "figure"}


def figures_told(desk, first, last, sources):
    """The same figures, asked of the desk itself."""
    rows = {}
    for by in {tuple(dict(source.by)) for source in sources}:
        names = {s.name for s in sources if tuple(dict(s.by)) == by}
        for row in desk.figures(first, last, only=sorted(names), by=list(by)):
            rows[row.indicator, tuple(sorted(row.by.items()))] = row
    return {s: getattr(rows[s.name, tuple(sorted(s.by))], s.part) for s in sources}
