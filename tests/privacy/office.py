"""An office with an access matrix, for tests: the packaged example and a few children."""

from importlib.resources import files
from pathlib import Path

from casemgmt import Text
from casemgmt.commands import (
    GiveConsent,
    IdentifyChild,
    ObserveWork,
    OpenCase,
    RecordFollowUp,
    RegisterChild,
)
from casemgmt.testing import memory_store

PACKAGED = files("casemgmt.data").joinpath("access-example.toml").read_text("utf-8")
AN_AUDITOR = """
[people.hakim]
roles = ["auditor"]
[[roles.auditor.may]]
verbs = ["read", "history"]
cases = "organisation"
"""
DAY = "2025-09-03"


def config_in(folder: Path, matrix: str = PACKAGED + AN_AUDITOR) -> Path:
    """A configuration with an access matrix."""
    (folder / "access.toml").write_text(matrix, encoding="utf-8")
    config = folder / "casemgmt.toml"
    config.write_text('access = "access.toml"\n', encoding="utf-8")
    return config


def office(folder: Path):
    """A store in which three caseworkers have a child each."""
    store = memory_store(on="2025-09-10", config=config_in(folder))
    for key, caseworker in (("C01", "amina"), ("C02", "rachid"), ("C03", "khadija")):
        tell_of(store, key, caseworker)
    return store


def tell_of(store, key: str, caseworker: str, by: str = "", purposes=("services",)) -> None:
    desk = store.acting_as(by or caseworker, role="caseworker")
    reporter = Text(fr=f"voisin {key}")
    desk.record(
        f"child:{key}",
        IdentifyChild(source="outreach", concerns=["child-labour"], reporter=reporter),
        RegisterChild(
            given_name=Text(fr=f"Salma {key}"),
            family_name=Text(fr="Idrissi"),
            sex="female",
            born="2013-03-14",
            district="mediouna",
            disability="yes",
        ),
        GiveConsent(purposes=purposes, given_by="guardian"),
        OpenCase(centre="mediouna", caseworker=caseworker, programmes=["education"]),
        RecordFollowUp(kind="home-visit", seen_child=True, findings=Text(fr=f"vu {key}")),
        ObserveWork(economic_hours=3, chores_hours=0, hazardous="no", worst_form=None),
        on=DAY,
    )


def told(desk, subject, kind):
    """The first event of a kind that a desk shows of a subject."""
    return next(e.event for e in desk.history(subject) if isinstance(e.event, kind))


def listed(desk) -> list[str]:
    """The children whose open cases a desk lists."""
    return [line.subject.key for line in desk.cases("2025-09-10")]
