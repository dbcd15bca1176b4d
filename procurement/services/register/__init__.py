"""Services of the register of contracts and systems: reading, keeping, tables, alarms, what awards bring in."""

from procurement.services.register.alarming import RegisterAlarms
from procurement.services.register.calendars import RegisterCalendar
from procurement.services.register.desk import RegisterDesk
from procurement.services.register.keeping import RegisterKeeping
from procurement.services.register.tables import RegisterTables

__all__ = ["RegisterAlarms", "RegisterCalendar", "RegisterDesk", "RegisterKeeping", "RegisterTables"]
