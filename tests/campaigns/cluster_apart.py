"""A cluster of which one is there and not there, frozen or cut off; or one is left."""

from __future__ import annotations

from . import misfortunes
from .campaign import Campaign
from .cluster import REFUSED, TWO, befallen

BEFALLS = {
    "a follower was frozen": misfortunes.follower_frozen,
    TWO: misfortunes.two_killed,
    "the leader was frozen": misfortunes.leader_frozen,
    "the leader was cut off": misfortunes.leader_cut_off,
}


def round_(chance, reached) -> int:
    return befallen(BEFALLS, chance, reached)


CAMPAIGN = Campaign(
    name="cluster-apart",
    promise="R13",
    small=len(BEFALLS),
    full=10 * len(BEFALLS),
    kinds=("recorded", REFUSED, *BEFALLS),
    round=round_,
)
