"""What pages about repositories show: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from licensing.repository.facts import RepositoryFacts
from licensing.repository.publiccode import Grade
from licensing.repository.reuse import ReuseState
from licensing.texts.comparing import TextState
from procurement.model import RepositorySnapshot
from procurement.rules.repository_wording import HINDRANCES, ORIGINS, REUSE, TEXTS, problem_sentence
from procurement.services.repositories.desk import BidRepositories, SeenRepository
from web import repository_words as words
from web.formats import count
from web.views.evidence_forms import size_of

NAMED = ("adresse", "stelle", "version", "produkt", "lizenz")
PLACES: Mapping[str, str] = {
    "/url": "adresse",
    "/place": "stelle",
    "/offered": "version",
    "/product": "produkt",
    "/licence": "lizenz",
    "/reason": "grund",
    "/reference": "stand",
    "/content": "datei",
    "": "datei",
}
_MATCHING = frozenset({TextState.SAME, TextState.SAME_AND_MORE})
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryLine:
    """An entry in a list.

    Args:
        number: Its number.
        url: Address.
        offered: Offered version.
        place: Where in the bid.
        state: Kind and words of where it stands.
    """

    number: int
    url: str
    offered: str
    place: str
    state: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """One thing that a snapshot shows.

    Args:
        name: What it is about.
        kind: Kind of its badge.
        state: Words of the badge.
        detail: What exactly; empty where there is nothing to add.
        proof: File that shows it; empty where it is the snapshot as a whole.
        digest: Checksum of that file.
    """

    name: str
    kind: str
    state: str
    detail: str = ""
    proof: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotPart:
    """A snapshot on the page of its entry.

    Args:
        number: Its number.
        origin: How it came here.
        taken_at: When.
        taken_by: Name of the person.
        problem: Why there is none; empty where there is one.
        hindrances: Why it is no evidence; empty where it is.
        rows: Key figures.
        lines: What it shows.
        faults: Faults of ``publiccode.yml``: grade, place, sentence.
        more_faults: How many further ones.
        archive: Name and size of the archive; empty where there is none.
    """

    number: int
    origin: str
    taken_at: datetime
    taken_by: str
    problem: str
    hindrances: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    lines: tuple[FactLine, ...] = ()
    faults: tuple[tuple[str, str, str], ...] = ()
    more_faults: int = 0
    archive: str = ""


def lines_of(seen: BidRepositories) -> tuple[RepositoryLine, ...]:
    """Return the entries of a bid as its list shows them."""
    return tuple(
        RepositoryLine(
            number=one.named.id,
            url=one.named.url,
            offered=one.named.offered,
            place=one.named.place,
            state=_state(one, seen.deadline),
        )
        for one in seen.entries
    )


def parts_of(one: SeenRepository, seen: BidRepositories) -> tuple[SnapshotPart, ...]:
    """Return the snapshots of an entry, the newest first."""
    return tuple(_part(taken, seen) for taken in one.snapshots)


def typed_of(one: SeenRepository) -> dict[str, str]:
    """Return what stands in the fields of an entry."""
    named = one.named
    return dict(zip(NAMED, (named.url, named.place, named.offered, named.product, named.licence), strict=True))


def _state(one: SeenRepository, deadline: datetime | None) -> tuple[str, str]:
    if one.withdrawal:
        return "info", "zurückgenommen"
    if one.job:
        return "info", "wird abgerufen"
    facts = one.facts
    if facts is None:
        return ("warning", "nicht erhalten") if one.snapshots else ("info", "noch kein Stand")
    if deadline and facts.hindrances(deadline):
        return "warning", "kein Nachweis"
    return "success", "Stand gespeichert"


def _part(taken: RepositorySnapshot, seen: BidRepositories) -> SnapshotPart:
    facts, name = taken.facts, seen.names.get(taken.taken_by, "")
    origin = ORIGINS[taken.origin]
    if facts is None:
        problem = problem_sentence(taken.problem, taken.detail) if taken.problem else ""
        return SnapshotPart(number=taken.number, origin=origin, taken_at=taken.taken_at, taken_by=name, problem=problem)
    faults = facts.shown.publiccode.faults if facts.shown.publiccode else ()
    return SnapshotPart(
        number=taken.number,
        origin=origin,
        taken_at=taken.taken_at,
        taken_by=name,
        problem="",
        hindrances=tuple(HINDRANCES[one] for one in facts.hindrances(seen.deadline)) if seen.deadline else (),
        rows=_rows(facts),
        lines=tuple(_facts(facts)),
        faults=tuple(
            (words.GRADES[one.grade], one.pointer or "/", words.PUBLICCODE_FAULTS.get(one.type, words.OTHER_FAULT))
            for one in faults[:_MOST_FAULTS]
        ),
        more_faults=max(0, len(faults) - _MOST_FAULTS),
        archive=f"{taken.archive_name}, {size_of(taken.archive_size)}",
    )


def _rows(facts: RepositoryFacts) -> tuple[tuple[str, str], ...]:
    tag = facts.tag
    return (
        ("Tag oder Commit", facts.reference),
        ("Commit des Tags", tag.commit if tag else ""),
        ("Dateien", count(facts.shown.files, "Datei", "Dateien")),
        ("Prüfsumme des Standes", facts.digest),
        ("Prüfsumme des Archivs", facts.archive.sha256),
    )


def _facts(facts: RepositoryFacts) -> list[FactLine]:
    return [*_texts(facts), _publiccode(facts), _reuse(facts), _contributing(facts)]


def _texts(facts: RepositoryFacts) -> list[FactLine]:
    name = "Lizenztext"
    if not facts.licence:
        return [FactLine(name=name, kind="info", state="nicht verglichen", detail="Das Angebot nennt keine Lizenz.")]
    if not facts.shown.texts:
        return [FactLine(name=name, kind="warning", state="fehlt", detail=f"Kein Text zu {facts.licence} gefunden.")]
    return [
        FactLine(
            name=f"{name} zu {one.licence}",
            kind="success" if one.state in _MATCHING else "warning",
            state=TEXTS[one.state],
            proof=one.proof.file,
            digest=one.proof.sha256,
        )
        for one in facts.shown.texts
    ]


def _publiccode(facts: RepositoryFacts) -> FactLine:
    found, name = facts.shown.publiccode, "publiccode.yml"
    if found is None:
        return FactLine(name=name, kind="info", state="nicht vorhanden")
    wrong = sum(one.grade is Grade.ERROR for one in found.faults)
    said = [f"Version {found.version}" if found.version else "", f"Lizenz {found.licence}" if found.licence else ""]
    return FactLine(
        name=name,
        kind="success" if found.is_valid else "warning",
        state="gültig" if found.is_valid else f"ungültig, {count(wrong, 'Fehler', 'Fehler')}",
        detail=", ".join(one for one in said if one),
        proof=found.proof.file,
        digest=found.proof.sha256,
    )


def _reuse(facts: RepositoryFacts) -> FactLine:
    reuse = facts.shown.reuse
    return FactLine(
        name="REUSE (Lizenz und Rechteinhaber je Datei)",
        kind="success" if reuse.state is ReuseState.COMPLETE else "warning",
        state=REUSE[reuse.state],
        detail=f"{reuse.told} von {count(reuse.files, 'Datei', 'Dateien')} mit Lizenz und Rechteinhaber",
    )


def _contributing(facts: RepositoryFacts) -> FactLine:
    found, name = facts.shown.contributing, "Hinweise zum Mitwirken"
    if found is None:
        return FactLine(name=name, kind="info", state="nicht vorhanden")
    return FactLine(name=name, kind="success", state="vorhanden", proof=found.file, digest=found.sha256)
