"""What is stored about requests for capacity, within one transaction. This package alone names the tables."""

from capacity.repository.attachments import AttachmentRepository
from capacity.repository.calibration import CalibrationRepository
from capacity.repository.choices import ChoiceRepository
from capacity.repository.clocks import ClockRepository, StoredClock
from capacity.repository.course import CourseRepository
from capacity.repository.duties import DutyRepository
from capacity.repository.figures import FigureRepository
from capacity.repository.gates import GateRepository
from capacity.repository.places import PlaceRepository
from capacity.repository.plan import PlanRepository
from capacity.repository.priority import PriorityRepository
from capacity.repository.requests import CapacityRepository
from capacity.repository.resources import ResourceRepository
from capacity.repository.rounds import RoundRepository
from capacity.repository.scenarios import ScenarioRepository
from capacity.repository.search import RequestSearch
from capacity.repository.supply import SupplyRepository

__all__ = [
    "AttachmentRepository",
    "CalibrationRepository",
    "CapacityRepository",
    "ChoiceRepository",
    "ClockRepository",
    "CourseRepository",
    "DutyRepository",
    "FigureRepository",
    "GateRepository",
    "PlaceRepository",
    "PlanRepository",
    "PriorityRepository",
    "RequestSearch",
    "ResourceRepository",
    "RoundRepository",
    "ScenarioRepository",
    "StoredClock",
    "SupplyRepository",
]
