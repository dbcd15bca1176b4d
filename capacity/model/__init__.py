"""What this package tells about requests for IT capacity."""

from capacity.model.course import ClosingDay, Proof, RequestEvent, RequestQuery, RequestQuestion, RequestReview
from capacity.model.duty import BookedSlot, Duty, QueueSubscription
from capacity.model.figures import AgeFigures, ClockCount, QueueFigures, StepFigures
from capacity.model.gate import GateLift, LiftGround
from capacity.model.priority import (
    Assessment,
    PriorityCriterion,
    RequestPriority,
    RoleSupply,
    SetRank,
    UrgencyClass,
)
from capacity.model.request import (
    CapacityRequest,
    CapacityState,
    Demand,
    Party,
    ProofKind,
    RequestedEffort,
    RequestStage,
    ReviewKind,
    ReviewLight,
)
from capacity.model.round import (
    CapacityRound,
    RoundBasis,
    RoundDecision,
    RoundEffort,
    RoundKind,
    RoundMinutes,
    RoundRecord,
    RoundRow,
)

__all__ = [
    "AgeFigures",
    "Assessment",
    "BookedSlot",
    "CapacityRequest",
    "CapacityRound",
    "CapacityState",
    "ClockCount",
    "ClosingDay",
    "Demand",
    "Duty",
    "GateLift",
    "LiftGround",
    "Party",
    "PriorityCriterion",
    "Proof",
    "ProofKind",
    "QueueFigures",
    "QueueSubscription",
    "RequestEvent",
    "RequestPriority",
    "RequestQuery",
    "RequestQuestion",
    "RequestReview",
    "RequestStage",
    "RequestedEffort",
    "ReviewKind",
    "ReviewLight",
    "RoleSupply",
    "RoundBasis",
    "RoundDecision",
    "RoundEffort",
    "RoundKind",
    "RoundMinutes",
    "RoundRecord",
    "RoundRow",
    "SetRank",
    "StepFigures",
    "UrgencyClass",
]
