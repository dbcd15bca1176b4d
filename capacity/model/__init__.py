"""What this package tells about requests for IT capacity."""

from capacity.model.attachment import Attachment
from capacity.model.calibration import (
    FinishPromise,
    ForecastFigures,
    PromisedWork,
    PromiseOutcome,
    SpentEffort,
)
from capacity.model.choice import Choice, ChoiceList
from capacity.model.course import ClosingDay, Proof, RequestEvent, RequestQuery, RequestQuestion, RequestReview
from capacity.model.duty import BookedSlot, Duty, QueueSubscription
from capacity.model.figures import AgeFigures, Behind, ClockCount, FigureRule, QueueFigures, StepFigures
from capacity.model.gate import GateLift, LiftGround
from capacity.model.plan import BookingKind, HeldBy, LostWeeks, PlanHelp, PlannedRequest, QueuePlan, QueueRule, RoleLoad
from capacity.model.priority import (
    Assessment,
    PriorityCriterion,
    RequestPriority,
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
    RoundLoad,
    RoundMinutes,
    RoundRecord,
    RoundRow,
)
from capacity.model.supply import ExternalPool, RoleStaffing, RoleSupply

__all__ = [
    "AgeFigures",
    "Assessment",
    "Attachment",
    "Behind",
    "BookedSlot",
    "BookingKind",
    "CapacityRequest",
    "CapacityRound",
    "CapacityState",
    "Choice",
    "ChoiceList",
    "ClockCount",
    "ClosingDay",
    "Demand",
    "Duty",
    "ExternalPool",
    "FigureRule",
    "FinishPromise",
    "ForecastFigures",
    "GateLift",
    "HeldBy",
    "LiftGround",
    "LostWeeks",
    "Party",
    "PlanHelp",
    "PlannedRequest",
    "PriorityCriterion",
    "PromiseOutcome",
    "PromisedWork",
    "Proof",
    "ProofKind",
    "QueueFigures",
    "QueuePlan",
    "QueueRule",
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
    "RoleLoad",
    "RoleStaffing",
    "RoleSupply",
    "RoundBasis",
    "RoundDecision",
    "RoundEffort",
    "RoundKind",
    "RoundLoad",
    "RoundMinutes",
    "RoundRecord",
    "RoundRow",
    "SetRank",
    "SpentEffort",
    "StepFigures",
    "UrgencyClass",
]
