"""Addresses of released Digital-Checks, of meetings, and of the page that tells whether a sheet is genuine."""

from datetime import date
from urllib.parse import urlencode

from web.addresses.segments import segment


def check_course(number: int) -> str:
    """Return the address of the course of a Digital-Check."""
    return f"/digital-checks/{number}/stand"


def check_sheet(number: int, version: str, form: str) -> str:
    """Return the address of a sheet as a file."""
    return f"/digital-checks/{number}/uebersicht/{version}.{form}"


def meeting(day: date | None = None, **filters: str) -> str:
    """Return the address of a meeting of the Magistrat, with filters."""
    asked = {"tag": day.isoformat() if day else "", **filters}
    query = urlencode({name: value for name, value in asked.items() if value})
    return "/sitzung" + (f"?{query}" if query else "")


def meeting_sheets(day: date) -> str:
    """Return the address of all sheets of a meeting in one file."""
    return f"/sitzung/uebersichten?tag={day.isoformat()}"


def sheet_check(city: str = "", code: str = "") -> str:
    """Return the address that tells whether a sheet is genuine; without a code the form."""
    return f"/pruefcode/{segment(city)}/{segment(code)}" if code else "/pruefcode"


def public_sheet(city: str, code: str, form: str) -> str:
    """Return the address of a public sheet as a file."""
    return f"{sheet_check(city, code)}/public.{form}"
