"""Columns of a licence list as somebody confirms them, and of which list of a file they are."""

from collections.abc import Mapping, Sequence

from core.errors import Fault, InputError
from licensing.sbom.column_fields import FIELDS, MOST_COLUMNS

_SHOWN = 400


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


def list_named(name: str, lists: Sequence[str]) -> str:
    """Return the list of a file that columns are of.

    Args:
        name: The list, as the result names it: file of an archive, sheet of a workbook; may be empty for the only one.
        lists: The lists in the last result; none where the file was not read yet.

    Raises:
        InputError: There are several and none is named, or none is called so.
    """
    if name in lists or not lists:
        return name
    if not name and len(set(lists)) == 1:
        return lists[0]
    known = ", ".join(dict.fromkeys(lists))[:_SHOWN]
    kind = "columns_list_unknown" if name else "columns_list_missing"
    raise InputError([Fault(kind, "/list", properties={"list": name[:_SHOWN], "known": known})])
