"""Tables of Digital-Checks. Only the repository names them."""

from digitalcheck.tables import agendas as agendas
from digitalcheck.tables import checks as checks
from digitalcheck.tables import council as council
