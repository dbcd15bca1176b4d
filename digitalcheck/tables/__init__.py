"""Tables of Digital-Checks and of what is kept of released ones. Only the repository names them."""

from digitalcheck.tables import agendas as agendas
from digitalcheck.tables import checks as checks
from digitalcheck.tables import council as council
from digitalcheck.tables import public_services as public_services
from digitalcheck.tables import releases as releases
