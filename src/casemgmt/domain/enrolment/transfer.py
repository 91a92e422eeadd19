"""Transfer: another centre is asked to take the case, and answers."""

from __future__ import annotations

from collections.abc import Mapping

from casemgmt.domain.area import Command, require
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told

from .case_events import (
    TransferAccepted,
    TransferRejected,
    TransferRequested,
    TransferRevoked,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


class RequestTransfer(TransferRequested, Command):
    """Ask another centre to take the case over."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        require(journey.case.is_open, Rule.CASE_OPEN)
        return self.happened()


class AcceptTransfer(TransferAccepted, Command):
    """Take the case over."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        _require_waiting(journey)
        return self.happened()


class RejectTransfer(TransferRejected, Command):
    """Leave the case where it is."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        _require_waiting(journey)
        return self.happened()


class RevokeTransfer(TransferRevoked, Command):
    """Take back what was asked of the other centre."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        _require_waiting(journey)
        return self.happened()


def _require_waiting(journey: Journey) -> None:
    require(journey.case.transfer_to is not None, Rule.TRANSFER_ASKED_FIRST)


COMMANDS: Mapping[str, type] = {
    "request-transfer": RequestTransfer,
    "accept-transfer": AcceptTransfer,
    "reject-transfer": RejectTransfer,
    "revoke-transfer": RevokeTransfer,
}
