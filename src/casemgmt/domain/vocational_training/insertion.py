"""Insertion: where a young person stands some months after the training."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from casemgmt.domain.area import Area, Command, unchanged
from casemgmt.domain.vocabulary import Reference


@frozen(kw_only=True)
class InsertionRecorded:
    """The young person was asked about work, six or twelve months after the training."""

    checkpoint: Literal[6, 12]
    situation: Literal[
        "employed-formal",
        "employed-informal",
        "self-employed",
        "continuing-education",
        "unemployed",
        "inactive",
        "other",
        "unreachable",
    ]
    employer: Reference | None = None


class RecordInsertion(InsertionRecorded, Command):
    """Tell where the young person stands at a checkpoint."""


AREA = Area(
    name="insertion",
    subject="child",
    initial=None,
    evolve=unchanged,
    events={"insertion-recorded.1": InsertionRecorded},
    commands={"record-insertion": RecordInsertion},
)
