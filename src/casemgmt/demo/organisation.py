"""The association itself: its centres and agreements, and the goods of the two articles.

What the articles say stands in `data/articles.jsonl`, word for word, and is moved in as
it is. Around it: the other two centres, a second agreement, and what became of the
computer room. How many power strips came, nobody wrote down; it stays unknown.
"""

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import cast

from casemgmt.demo.notebook import Data, Line, Notebook, Worker
from casemgmt.demo.staff import Centre

PARTNERSHIPS = Worker("partner-relations")
BAG = "school-bag-full"
BAGS_AGREEMENT = "insaf-kazyon-2025"
ARTISANS_AGREEMENT = "artisans-2025"
COMPUTER_ROOM = "centre:insaf-hay-hassani"
COMPUTER_ROOM_OPENS = date(2025, 10, 13)
PLACES = {"insaf-mediouna": 150, "insaf-hay-hassani": 130, "insaf-derb-ghallef": 90}
PLACES_ARE_FOR = 325
CENTRE_NAMES: dict[str, Data] = {
    "insaf-mediouna": {
        "ar": "مركز مكافحة عمل الأطفال، مديونة",
        "fr": "Centre de lutte contre le travail des enfants, Médiouna",
        "en": "Centre against child labour, Mediouna",
    },
    "insaf-derb-ghallef": {
        "ar": "مركز مكافحة عمل الأطفال، درب غلف",
        "fr": "Centre de lutte contre le travail des enfants, Derb Ghallef",
        "en": "Centre against child labour, Derb Ghallef",
    },
}
INSTALLED = (
    *(("computer", f"PC-{number}") for number in range(1, 5)),
    *(("tablet", f"TAB-{number}") for number in range(1, 5)),
    ("router", "RTR-1"),
    ("network-switch", "SWT-1"),
    *(("multifunction-printer", f"PRN-{number}") for number in range(1, 5)),
)


def articles(children: int = PLACES_ARE_FOR) -> list[Line]:
    """Read what the two articles tell, as commands; of more children, as many more bags."""
    source = files("casemgmt").joinpath("data", "articles.jsonl")
    lines = source.read_text(encoding="utf-8").splitlines()
    told = [cast("Line", json.loads(line)) for line in lines]
    if children > PLACES_ARE_FOR:
        for bags in _bags(told):
            bags["quantity"] = {"value": children}
    return told


def _bags(told: list[Line]) -> Iterator[Data]:
    """Yield what is said of school bags: promised, received, issued."""
    for line in told:
        data = cast("Data", line["data"])
        for one in (data, *cast("list[Data]", data.get("commitments", []))):
            if BAG in (one.get("item"), one.get("what")):
                yield one


def tell_organisation(
    notebook: Notebook, centres: tuple[Centre, ...], children: int
) -> None:
    """Tell the year of the association, which has room for so many children."""
    for centre in centres:
        _tell_centre(notebook, centre, _places(centre, children))
    _tell_artisans(notebook)
    _tell_computer_room(notebook)


def _places(centre: Centre, children: int) -> int:
    """Tell how many places a centre has: those of 325 children, or as many more."""
    return round(PLACES[centre.code] * max(1, children / PLACES_ARE_FOR))


def _tell_centre(notebook: Notebook, centre: Centre, room: int) -> None:
    page = notebook.page(centre.subject)
    if centre.code in CENTRE_NAMES:
        about: Data = {
            "name": CENTRE_NAMES[centre.code],
            "kind": "child-labour-centre",
            "district": centre.district,
        }
        page.tell("open-centre", date(2022, 9, 5), centre.supervisor, about, after=0)
    places: Data = {"places": room}
    page.tell("set-capacity", date(2025, 10, 2), centre.supervisor, places)


def _tell_artisans(notebook: Notebook) -> None:
    """Tell of the workshops that take apprentices."""
    page = notebook.page(f"agreement:{ARTISANS_AGREEMENT}")
    signed: Data = {
        "partners": [
            {
                "name": {
                    "ar": "تعاونية صناع الأمل",
                    "fr": "Coopérative des artisans El Amal",
                },
                "kind": "private-sector",
            },
            {
                "name": {
                    "ar": "جمعية أوراش الحي",
                    "fr": "Association Ateliers du quartier",
                },
                "kind": "national-ngo",
            },
        ],
        "scope": {
            "ar": "استقبال متدربين في إطار التدرج المهني",
            "fr": "Accueil d’apprentis dans les ateliers du quartier",
        },
        "starts": "2025-10-01",
        "ends": "2026-12-31",
        "commitments": [{"what": "apprentice-place", "quantity": {"value": 30}}],
    }
    page.tell("sign-agreement", date(2025, 9, 30), PARTNERSHIPS, signed)
    change: Data = {"change": {"ar": "عشرة أماكن إضافية", "fr": "Dix places de plus"}}
    page.tell("amend-agreement", date(2026, 2, 9), PARTNERSHIPS, change)


def _tell_computer_room(notebook: Notebook) -> None:
    page = notebook.page(COMPUTER_ROOM)
    educator = Worker("educator-hay-hassani", "educator")
    for item, serial in INSTALLED:
        working: Data = {"item": item, "serial": serial, "state": "working"}
        page.tell("install-equipment", date(2025, 10, 9), educator, working)
    broken: Data = {"item": "tablet", "serial": "TAB-3", "state": "broken"}
    page.tell("report-equipment", date(2026, 2, 17), educator, broken)
    lost: Data = {"item": "tablet", "serial": "TAB-4", "state": "lost"}
    page.tell("report-equipment", date(2026, 5, 12), educator, lost)
    for item, counted in (("computer", 4), ("tablet", 3)):
        count: Data = {"item": item, "quantity": {"value": counted}}
        page.tell("count-goods", date(2026, 6, 22), educator, count)
