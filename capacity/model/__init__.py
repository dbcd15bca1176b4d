"""What this package tells about requests for IT capacity."""

from capacity.model.course import ClosingDay, Proof, RequestEvent, RequestQuery, RequestQuestion, RequestReview
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

__all__ = [
    "Assessment",
    "CapacityRequest",
    "CapacityState",
    "ClosingDay",
    "Demand",
    "Party",
    "PriorityCriterion",
    "Proof",
    "ProofKind",
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
    "SetRank",
    "UrgencyClass",
]
