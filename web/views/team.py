"""Teams and declarations as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass

from litestar.datastructures import FormMultiDict

from procurement.rules.procedure.bid_facts import SheetFacts
from procurement.services.examination import Declaration, Declarations, Task, TaskKind, Team
from web import addresses
from web.upload import text_in

YES, NO = "ja", "nein"
CONFLICT, TEXT = "konflikt-", "beschreibung-"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """Somebody who scores a lot.

    Args:
        person: Id of the person.
        name: Name of the person.
        declared: What they declared, in words.
        conflicts: Bidder and text of every declared conflict.
        sheet: How far the own sheet is, in words.
        is_removable: The appointment can be taken back.
    """

    person: str
    name: str
    declared: str
    conflicts: tuple[tuple[str, str], ...]
    sheet: str
    is_removable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LotTeam:
    """A lot with everybody who scores it.

    Args:
        number: Its number.
        title: What it is called.
        members: In the order of their appointment.
        candidates: Id and name of everybody who can be appointed.
        is_ready: Somebody without a conflict scores it.
    """

    number: int
    title: str
    members: tuple[MemberLine, ...]
    candidates: tuple[tuple[str, str], ...]
    is_ready: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TendererForm:
    """One bidder in the form of declarations.

    Args:
        bid: Id of the bid.
        tenderer: Name of the bidder.
        answer: ``ja``, ``nein`` or nothing.
        text: Which conflict.
        last: What was declared last, in words; empty for nothing yet.
    """

    bid: str
    tenderer: str
    answer: str
    text: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """Something that waits, as a link.

    Args:
        address: Where it is done.
        text: What it is.
    """

    address: str
    text: str


def lot_teams(team: Team) -> list[LotTeam]:
    """Return each lot with its team."""
    found = []
    for number, title in team.lots.items():
        sheets = [one for one in team.sheets if one.lot == number]
        known = {one.person for one in sheets}
        candidates = sorted((name, person) for person, name in team.candidates.items() if person not in known)
        found.append(
            LotTeam(
                number=number,
                title=title,
                members=tuple(_member(team, one) for one in sheets),
                candidates=tuple((person, name) for name, person in candidates),
                is_ready=any(not one.has_conflict for one in sheets),
            )
        )
    return found


def declarations_in(form: FormMultiDict, found: Declarations) -> list[Declaration]:
    """Return what a form declares anew; what is as it was declared last, and what nobody answered, is left out."""
    declared = []
    for lot in found.lots:
        for bid in lot.tenderers:
            answer, text = text_in(form, CONFLICT + bid), text_in(form, TEXT + bid)
            last, has_conflict = found.last.get(bid), answer == YES
            is_same = last is not None and (last.has_conflict, last.text) == (
                has_conflict,
                text.strip() if has_conflict else "",
            )
            if answer in {YES, NO} and not is_same:
                declared.append(Declaration(bid=bid, has_conflict=has_conflict, text=text))
    return declared


def tenderer_forms(found: Declarations, lot: int, typed: Mapping[str, tuple[str, str]]) -> list[TendererForm]:
    """Return the form of a lot.

    Args:
        found: What there is to declare.
        lot: Number of the lot.
        typed: Answer and text that somebody sent, by bid; empty for what is stored.
    """
    tenderers = next(one.tenderers for one in found.lots if one.number == lot)
    forms = []
    for bid, tenderer in tenderers.items():
        last = found.last.get(bid)
        stored = ("", "") if last is None else (YES if last.has_conflict else NO, last.text)
        answer, text = typed.get(bid, stored)
        said = "" if last is None else "Interessenkonflikt" if last.has_conflict else "kein Interessenkonflikt"
        forms.append(TendererForm(bid=bid, tenderer=tenderer, answer=answer, text=text, last=said))
    return forms


def task_lines(tasks: tuple[Task, ...]) -> list[TaskLine]:
    """Return what waits as links."""
    return [_task_line(one) for one in tasks]


def _task_line(task: Task) -> TaskLine:
    lots = "Los " + ", ".join(map(str, task.lots))
    if task.kind is TaskKind.DECLARATION:
        text = f"{task.reference} ({lots}): Interessenkonflikte erklären"
        return TaskLine(address=addresses.declaration(task.slug), text=text)
    return TaskLine(address=addresses.own_sheets(task.slug), text=f"{task.reference} ({lots}): Einzelwertung ausfüllen")


def _member(team: Team, sheet: SheetFacts) -> MemberLine:
    bids = team.bids_of(sheet.lot)
    declared = [(bid, team.declared.get((bid.id, sheet.person))) for bid in bids]
    conflicts = tuple((bid.title, one.text) for bid, one in declared if one is not None and one.has_conflict)
    if sheet.has_conflict:
        words = "Interessenkonflikt erklärt; kein Zugang zu den Angeboten dieses Loses"
    elif sheet.undeclared:
        words = f"{len(bids) - sheet.undeclared} von {len(bids)} Bietern erklärt; noch kein Zugang"
    else:
        words = "kein Interessenkonflikt"
    return MemberLine(
        person=sheet.person,
        name=team.names.get(sheet.person, "unbekannt"),
        declared=words,
        conflicts=conflicts,
        sheet="abgegeben" if sheet.handed_in else "noch nicht abgegeben",
        is_removable=team.is_open and not sheet.handed_in,
    )
