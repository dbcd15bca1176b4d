"""What can be done with requests for IT capacity."""

from capacity.services.gathering import LONGEST_REASON
from capacity.services.requests import CapacityRequests, hand_in

__all__ = ["LONGEST_REASON", "CapacityRequests", "hand_in"]
