"""Identifiers: the official numbers of a child, claimed by somebody or seen on paper."""

from __future__ import annotations

from typing import Literal, assert_never

from attrs import field, frozen

from casemgmt.domain.area import Area, Claim, Command
from casemgmt.domain.personal import Known, Personal, personal_text
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Text


@frozen(kw_only=True)
class IdentifierAdded:
    """The child has an official number; somebody claims it, or saw the paper."""

    kind: Literal["massar", "idcs", "civil-act", "cin", "other"]
    value: Personal[Text] = field(converter=personal_text)
    status: Literal["claimed", "verified"]


@frozen
class Identifiers:
    """The numbers told of the child, in order."""

    told: tuple[IdentifierAdded, ...] = ()

    def standing(self, kind: str) -> Literal["claimed", "verified"] | None:
        """Return how a kind of number stands: verified once a paper of it was seen."""
        said = [one.status for one in self.told if one.kind == kind]
        if not said:
            return None
        return "verified" if "verified" in said else "claimed"

    @property
    def to_verify(self) -> tuple[str, ...]:
        """The kinds of number of which nobody has seen a paper."""
        kinds = dict.fromkeys(one.kind for one in self.told)
        return tuple(kind for kind in kinds if self.standing(kind) == "claimed")


def evolve(state: Identifiers, event: IdentifierAdded, told: Told) -> Identifiers:
    """Return the identifiers after *event*."""
    del told
    match event:
        case IdentifierAdded():
            return Identifiers((*state.told, event))
        case _:
            assert_never(event)


class AddIdentifier(IdentifierAdded, Command):
    """Tell an official number of the child; ask for it to be verified."""

    def claims(self) -> tuple[Claim, ...]:
        """Claim a verified number: no other child in the store has it."""
        match self.status, self.value:
            case "verified", Known(value=number):
                words = (self.kind, _without_spaces_and_case(number))
                rule = Rule.VERIFIED_IDENTIFIER_ONCE
                return (Claim("verified-identifier", words, rule),)
            case _:
                return ()


def _without_spaces_and_case(number: Text) -> str:
    return "".join(number.in_language("plain").split()).casefold()


AREA = Area(
    name="identifiers",
    subject="child",
    initial=Identifiers(),
    evolve=evolve,
    events={"identifier-added.1": IdentifierAdded},
    commands={"add-identifier": AddIdentifier},
)
