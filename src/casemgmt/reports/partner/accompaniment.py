"""Training, families, and work: three stages that are told in rates."""

from __future__ import annotations

from casemgmt.reports.model import Section
from casemgmt.reports.reading import Question, Reading

from .tables import WORDS, share_breakdown, share_table, steps

TRAINING = ("I40", "I41", "I42", "I43")
FAMILIES = ("I44", "I45")
WORK = ("I20", "I21", "I22", "I24", "I23", "I25")
ASKED = (
    Question((*TRAINING, *FAMILIES, *WORK)),
    Question(("I20",), ("sex",)),
    Question(("I20",), ("age-band",)),
)


def training(reading: Reading) -> Section:
    """Return the section on training and contracts."""
    ends = (("due", "I41.denominator"), ("I41", "I41"), ("I42", "I42"))
    return Section(
        "training",
        WORDS("training.title"),
        (steps(reading, "training", ends), share_table(reading, "training", TRAINING)),
        lead=WORDS("training.lead"),
    )


def families(reading: Reading) -> Section:
    """Return the section on families."""
    return Section(
        "families",
        WORDS("families.title"),
        (share_table(reading, "families", FAMILIES),),
        lead=WORDS("families.lead"),
    )


def work(reading: Reading) -> Section:
    """Return the section on work seen and left behind."""
    path = (("I20", "I20"), ("I24", "I24"), ("I23", "I23"), ("I25", "I25"))
    columns = (WORDS("work.in-labour"), WORDS("work.looked-at"))
    return Section(
        "work",
        WORDS("work.title"),
        (
            steps(reading, "work", path),
            share_table(reading, "work", WORK),
            share_breakdown(reading, "I20", "sex", WORDS("work.by-sex"), columns),
            share_breakdown(reading, "I20", "age-band", WORDS("work.by-age"), columns),
        ),
        lead=WORDS("work.lead"),
    )
