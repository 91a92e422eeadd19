"""What the field may count on where what is told is kept: found, erased, moved, exchanged.

Like the expectations, each sentence is the title of a ``Rule:`` under ``features/``, and no
request is ever refused by one of these.
"""

from __future__ import annotations

from .rules import RuleBook


class Safekeeping(RuleBook):
    """How what is told of a child is found by some, and let go of by all."""

    FOUND_AS_IT_SOUNDS = (
        "found-as-it-sounds",
        "A child is found by name as it sounds, in whichever letters it was written",
    )
    FOUND_BY_NOBODY_ELSE = (
        "found-by-nobody-else",
        "A child is found by name by nobody who may not see the name",
    )
    ERASURE_GOES_ON = (
        "erasure-goes-on",
        "An erasure that was interrupted goes on until every place has let go",
    )
    COPY_IS_FOUND = (
        "copy-is-found",
        "A copy that somebody kept of who was erased is found, and where it lies is said",
    )
    GONE_FOR_GOOD = (
        "gone-for-good",
        "Of a register that is gone for good two persons say so, and why",
    )
    PAPER_GOES_TOO = (
        "paper-goes-too",
        "A paper that is handed in while its child is erased is not kept",
    )
    KEYS_MOVED = (
        "keys-moved",
        "Keys that were moved open where they are now, and nowhere else",
    )
    EACH_TELLS_THE_OTHER = (
        "each-tells-the-other",
        "What was told in two places is in both once they meet, and once only",
    )
    LEFT_TO_SOMEBODY = (
        "left-to-somebody",
        "What two places cannot settle is left as it is, and shown to somebody",
    )
    NOT_BROUGHT_BACK = (
        "not-brought-back",
        "Who was erased in one place is not brought back by another",
    )
    MEETING_REMEMBERED = (
        "meeting-remembered",
        "Two places that met remember it, and how much was left to look at",
    )
