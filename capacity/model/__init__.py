"""What this package tells about requests for IT capacity."""

from capacity.model.course import ClosingDay, Proof, RequestEvent, RequestQuery, RequestQuestion, RequestReview
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
    "CapacityRequest",
    "CapacityState",
    "ClosingDay",
    "Demand",
    "Party",
    "Proof",
    "ProofKind",
    "RequestEvent",
    "RequestQuery",
    "RequestQuestion",
    "RequestReview",
    "RequestStage",
    "RequestedEffort",
    "ReviewKind",
    "ReviewLight",
]
