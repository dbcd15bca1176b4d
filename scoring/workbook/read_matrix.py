"""Read the criteria: rows with the number of their group become a tree."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import pointer
from scoring.model import OPEN_SOURCE_ROLE
from scoring.workbook import names
from scoring.workbook.draft import Draft, Json
from scoring.workbook.source import SheetSource

_DEEPEST = 50
_ENTRIES = (
    names.CRITERION,
    names.WEIGHT,
    names.MINIMUM,
    names.EXPECTATION,
    names.EVIDENCE,
    names.SUBJECT_LINK,
    names.OPEN_SOURCE,
)


@dataclass(slots=True)
class CriterionEntry:
    """A criterion as read, with its row and those below it."""

    row: int
    parent: str
    node: Json
    children: list["CriterionEntry"] = field(default_factory=list)


def read_criteria(draft: Draft) -> tuple[list[Json], frozenset[str]]:
    """Return the criteria as JSON values, and the numbers of those that have others below them."""
    table = draft.tables[names.CRITERIA]
    source, columns = table.source, table.columns
    entries = [entry for row in table.rows if (entry := _read_row(source, row, columns)) is not None]
    roots = _tree(source, entries, columns)
    _read_degrees(draft, {entry.node["id"]: entry for entry in entries if "id" in entry.node})
    criteria = [root.node for root in roots]
    draft.places[pointer("matrix", "criteria")] = source.place(names.TOTAL_ROW, columns[names.WEIGHT])
    _note_places(draft, source, roots, columns)
    return criteria, frozenset(entry.node.get("id", "") for entry in entries if entry.children)


def _read_row(source: SheetSource, row: int, columns: Mapping[str, int]) -> CriterionEntry | None:
    """Return the criterion of a row, None where nothing is filled in."""
    if not any((row, columns[name]) in source.cells for name in _ENTRIES if name in columns):
        return None
    node: Json = {
        "id": source.fixed(row, columns[names.NUMBER]),
        "title": source.text(row, columns[names.CRITERION]),
        "kind": source.fixed(row, columns[names.KIND]),
        "weight_percent": source.percent(row, columns[names.WEIGHT]),
        "minimum_points": source.measure(row, columns[names.MINIMUM]),
        "expectation": source.text(row, columns[names.EXPECTATION]) if names.EXPECTATION in columns else None,
        "evidence": source.text(row, columns[names.EVIDENCE]),
        "subject_link": source.text(row, columns[names.SUBJECT_LINK]),
        "role": OPEN_SOURCE_ROLE if source.flag(row, columns[names.OPEN_SOURCE]) else None,
    }
    if node["id"] is None:
        source.fault("workbook_number_missing", row, columns[names.NUMBER])
    parent = source.fixed(row, columns[names.GROUP]) or ""
    return CriterionEntry(row, parent, {key: value for key, value in node.items() if value is not None})


def _tree(source: SheetSource, entries: list[CriterionEntry], columns: Mapping[str, int]) -> list[CriterionEntry]:
    """Hang every criterion below its group and return the main groups."""
    known: dict[str, CriterionEntry] = {}
    for entry in entries:
        known.setdefault(entry.node.get("id", ""), entry)
    roots = []
    for entry in entries:
        if not entry.parent:
            roots.append(entry)
        elif entry.parent in known and not _under_itself(entry, known):
            known[entry.parent].children.append(entry)
        else:
            source.fault("workbook_group_unknown", entry.row, columns[names.GROUP], group=entry.parent)
    for entry in entries:
        if entry.children:
            entry.node["children"] = [child.node for child in entry.children]
    return roots


def _under_itself(entry: CriterionEntry, known: dict[str, CriterionEntry]) -> bool:
    """Tell whether the groups above lead in a circle, or too deep to be meant."""
    parent = entry.parent
    for _ in range(_DEEPEST):
        if not parent or parent not in known:
            return False
        parent = known[parent].parent
    return True


def _note_places(draft: Draft, source: SheetSource, roots: list[CriterionEntry], columns: Mapping[str, int]) -> None:
    """Remember the cell of every value in the tree."""
    waiting = [(pointer("matrix", "criteria", index), entry) for index, entry in enumerate(roots)]
    fields = (
        ("id", names.NUMBER),
        ("title", names.CRITERION),
        ("kind", names.KIND),
        ("weight_percent", names.WEIGHT),
        ("minimum_points", names.MINIMUM),
        ("expectation", names.EXPECTATION),
        ("evidence", names.EVIDENCE),
        ("subject_link", names.SUBJECT_LINK),
        ("role", names.OPEN_SOURCE),
    )
    for place, entry in waiting:
        draft.places[place] = source.place(entry.row, columns[names.NUMBER])
        for key, heading in fields:
            if heading in columns:
                draft.places[f"{place}/{key}"] = source.place(entry.row, columns[heading])
        draft.places[f"{place}/children"] = source.place(entry.row, columns.get(names.BELOW, columns[names.WEIGHT]))
        for number, degree in enumerate(entry.node.get("degrees", ())):
            cells = degree.pop("_cells")
            for key, cell in cells.items():
                draft.places[f"{place}/degrees/{number}/{key}"] = cell
        waiting += [(f"{place}/children/{index}", child) for index, child in enumerate(entry.children)]


def _read_degrees(draft: Draft, entries: dict[str, CriterionEntry]) -> None:
    table = draft.tables[names.DEGREES]
    source, columns = table.source, table.columns
    for row in table.rows:
        criterion = source.text(row, columns[names.NUMBER])
        degree: Json = {
            "points": source.measure(row, columns[names.POINTS]),
            "label": source.text(row, columns[names.LABEL]),
            "text": source.text(row, columns[names.EXPLANATION]),
        }
        if criterion is None and all(value is None for value in degree.values()):
            continue
        if criterion is None or criterion.strip() not in entries:
            source.fault("workbook_unknown_criterion", row, columns[names.NUMBER], id=criterion or "–")
            continue
        degree = {key: value for key, value in degree.items() if value is not None}
        cells = zip(("points", "label", "text"), names.DEGREE_HEADINGS[1:], strict=True)
        degrees = entries[criterion.strip()].node.setdefault("degrees", [])
        if "points" in degree and any(other.get("points") == degree["points"] for other in degrees):
            points = degree["points"].replace(".", ",")
            source.fault("workbook_degree_twice", row, columns[names.POINTS], points=points, id=criterion.strip())
        degree["_cells"] = {key: source.place(row, columns[heading]) for key, heading in cells}
        degrees.append(degree)
