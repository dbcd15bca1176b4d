"""Tables of requests for capacity. Only the repository names them."""

from capacity.tables import attachments as attachments
from capacity.tables import calibration as calibration
from capacity.tables import choices as choices
from capacity.tables import clocks as clocks
from capacity.tables import course as course
from capacity.tables import duties as duties
from capacity.tables import gates as gates
from capacity.tables import plan as plan
from capacity.tables import priority as priority
from capacity.tables import requests as requests
from capacity.tables import resources as resources
from capacity.tables import rounds as rounds
from capacity.tables import scenarios as scenarios
from capacity.tables import supply as supply
