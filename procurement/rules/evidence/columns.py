"""Columns of a licence list as somebody confirms them."""

from collections.abc import Mapping

from core.errors import Fault, InputError
from licensing.sbom.column_fields import FIELDS, MOST_COLUMNS


def checked_columns(columns: Mapping[str, int]) -> Mapping[str, int]:
    """Return confirmed columns, field to column counted from 0.

    Raises:
        InputError: A field is unknown, a column is out of range or has two meanings, or licence or name is missing.
    """
    faults = [
        Fault("columns_field_unknown", "/columns", properties={"field": field[:40], "known": ", ".join(FIELDS)})
        for field in columns
        if field not in FIELDS
    ]
    faults += [
        Fault("columns_out_of_range", f"/columns/{field}", properties={"maximum": str(MOST_COLUMNS)})
        for field, at in columns.items()
        if field in FIELDS and not 0 <= at < MOST_COLUMNS
    ]
    if len(set(columns.values())) < len(columns):
        faults.append(Fault("columns_twice", "/columns"))
    if "licence" not in columns or not {"name", "purl"} & columns.keys():
        faults.append(Fault("columns_licence_missing", "/columns"))
    if faults:
        raise InputError(faults)
    return dict(columns)
