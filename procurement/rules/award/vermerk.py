"""Vergabevermerk: the twelve things that it says at least, and which of them are missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.legal import LegalSource, VerificationStatus
from procurement.model import ProcedureType, Regime

CONTENT = LegalSource(
    "§ 8 Abs. 2 VgV",
    VerificationStatus.SECONDARY,
    "Mindestinhalt Nr. 1 bis 12; Inhalt bei Dritten gelesen, Wortlaut der Nummern zu prüfen",
    date(2026, 11, 23),
)
CONTENT_BELOW = LegalSource(
    "§ 6 UVgO",
    VerificationStatus.UNVERIFIED,
    "verlangt fortlaufende Dokumentation und nennt keine Liste; gegliedert wird wie nach § 8 VgV",
    date(2026, 11, 23),
)

_NEGOTIATED = frozenset(
    {
        ProcedureType.NEGOTIATED_WITH_CALL,
        ProcedureType.NEGOTIATED_WITHOUT_CALL,
        ProcedureType.COMPETITIVE_DIALOGUE,
        ProcedureType.INNOVATION_PARTNERSHIP,
        ProcedureType.VERHANDLUNGSVERGABE_MIT,
        ProcedureType.VERHANDLUNGSVERGABE_OHNE,
        ProcedureType.BESCHRAENKTE_AUSSCHREIBUNG_MIT,
        ProcedureType.BESCHRAENKTE_AUSSCHREIBUNG_OHNE,
    }
)
_WITHOUT_CALL = frozenset({ProcedureType.NEGOTIATED_WITHOUT_CALL, ProcedureType.VERHANDLUNGSVERGABE_OHNE})


@dataclass(frozen=True, slots=True)
class VermerkItem:
    """One thing that the Vergabevermerk says.

    Args:
        number: 1 to 12.
        title: German heading.
        hint: German sentence: what is missing where nothing is known.
    """

    number: int
    title: str
    hint: str

    @property
    def field(self) -> str:
        """Name of the field that people write into."""
        return f"vermerk-{self.number}"


ITEMS = (
    VermerkItem(1, "Auftraggeber, Gegenstand und Wert", "Name und Anschrift des Auftraggebers fehlen."),
    VermerkItem(2, "Berücksichtigte Bewerber und Bieter, Gründe", "Es ist kein Angebot gewertet."),
    VermerkItem(
        3,
        "Nicht berücksichtigte Angebote und Teilnahmeanträge, Gründe",
        "Zu einem Angebot oder Teilnahmeantrag fehlen die Gründe.",
    ),
    VermerkItem(4, "Abgelehnte ungewöhnlich niedrige Angebote", "Zu einem abgelehnten Angebot fehlen die Gründe."),
    VermerkItem(
        5,
        "Erfolgreicher Bieter, Gründe, Unteraufträge",
        "Der Name, die Begründung des Zuschlags oder die Angabe zu Unteraufträgen fehlt.",
    ),
    VermerkItem(6, "Gründe für Verhandlung oder Beschränkung", "Die Verfahrensart ist nicht begründet."),
    VermerkItem(7, "Gründe für den Verzicht auf einen Teilnahmewettbewerb", "Der Verzicht ist nicht begründet."),
    VermerkItem(8, "Gründe für den Verzicht auf die Vergabe", "Die Aufhebung ist nicht begründet."),
    VermerkItem(9, "Gründe für andere als elektronische Mittel", "Andere Mittel sind nicht begründet."),
    VermerkItem(10, "Interessenkonflikte und Abhilfe", "Zu einem erklärten Interessenkonflikt fehlt die Abhilfe."),
    VermerkItem(11, "Gründe für die gemeinsame Vergabe von Losen", "Warum nicht in Lose geteilt wurde, fehlt."),
    VermerkItem(12, "Gründe für fehlende Gewichtung", "Warum Kriterien ohne Gewichtung blieben, fehlt."),
)
"""What § 8 (2) VgV lists, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VermerkFacts:
    """What is known of a procedure for its Vergabevermerk.

    Args:
        regime: Law that it follows.
        kind: Kind of procedure.
        authority: Name and address of the city, as written; empty where they are not.
        subject: What is bought.
        value: Estimated value, shown.
        scored: Bids that were scored, each with what it came to.
        invited: Candidates of the Teilnahmewettbewerb who were invited, each with the reason.
        declined: Candidates who were not, likewise; empty where no reason is known.
        unsuccessful: Bids that do not get the contract, each with its reason; empty where none is known.
        low_rejected: Bids excluded as unusually low, likewise.
        winners: Who gets it, by the title of the lot.
        reason: Why, as decided.
        kind_reason: Why this kind of procedure.
        annulled: Why it was annulled; None where it was not.
        electronic: Bids were taken electronically.
        conflicts: Conflicts of interest that were declared.
        lots: Number of lots.
        weighted: Every criterion has a published weight.
        texts: What people wrote, by the number of the item.
    """

    regime: Regime
    kind: ProcedureType
    authority: str
    subject: str
    value: str
    scored: tuple[str, ...]
    invited: Mapping[str, str]
    declined: Mapping[str, str]
    unsuccessful: Mapping[str, str]
    low_rejected: Mapping[str, str]
    winners: Mapping[str, str]
    reason: str
    kind_reason: str
    annulled: str | None
    electronic: bool
    conflicts: tuple[str, ...]
    lots: int
    weighted: bool
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class VermerkEntry:
    """One item of a Vergabevermerk.

    Args:
        item: Which.
        lines: What it says; empty where nothing is known.
        is_missing: Something that it has to say is missing.
    """

    item: VermerkItem
    lines: tuple[str, ...]
    is_missing: bool


def vermerk_entries(facts: VermerkFacts) -> tuple[VermerkEntry, ...]:
    """Return all twelve items, with what is missing.

    Legal source:
        § 8 Abs. 2 VgV
    """
    known = {
        1: _authority(facts),
        2: _considered(facts),
        3: _reasoned({**facts.declined, **facts.unsuccessful}, "Alle sind berücksichtigt."),
        4: _reasoned(facts.low_rejected, "Kein Angebot wurde als ungewöhnlich niedrig abgelehnt."),
        5: _winners(facts),
        6: _kind(facts, facts.kind in _NEGOTIATED, "Trifft nicht zu: Alle Unternehmen konnten ein Angebot abgeben."),
        7: _kind(facts, facts.kind in _WITHOUT_CALL, "Trifft nicht zu: Es gab keinen solchen Verzicht."),
        8: _annulled(facts),
        9: _unless(facts.electronic, facts.texts.get(9, ""), "Angebote wurden elektronisch eingereicht."),
        10: _conflicts(facts),
        11: _unless(facts.lots > 1, facts.texts.get(11, ""), "Der Auftrag ist in Lose geteilt."),
        12: _unless(facts.weighted, facts.texts.get(12, ""), "Alle Kriterien sind mit Gewichtung veröffentlicht."),
    }
    return tuple(_entry(item, *known[item.number], facts) for item in ITEMS)


def gaps(entries: tuple[VermerkEntry, ...]) -> tuple[VermerkItem, ...]:
    """Return what is missing before the Vergabevermerk is final."""
    return tuple(one.item for one in entries if one.is_missing)


_Known = tuple[tuple[str, ...], bool]


def _entry(item: VermerkItem, lines: tuple[str, ...], is_missing: bool, facts: VermerkFacts) -> VermerkEntry:  # noqa: FBT001 - one of the known pairs
    written = facts.texts.get(item.number, "").strip()
    more = (written,) if written and written not in lines else ()
    return VermerkEntry(item, (*lines, *more), is_missing)


def _authority(facts: VermerkFacts) -> _Known:
    written = facts.texts.get(1, "").strip() or facts.authority
    lines = (written, f"Gegenstand: {facts.subject}", f"Geschätzter Auftragswert, netto: {facts.value}")
    return tuple(one for one in lines if one), not written


def _considered(facts: VermerkFacts) -> _Known:
    invited, unreasoned = _reasoned(facts.invited, "")
    lines = tuple(one for one in (*invited, *facts.scored) if one)
    return lines, unreasoned or (not facts.scored and facts.annulled is None)


def _reasoned(bids: Mapping[str, str], none: str) -> _Known:
    lines = tuple(f"{bid}: {why or 'ohne Gründe'}" for bid, why in bids.items())
    return lines or (none,), any(not why.strip() for why in bids.values())


def _winners(facts: VermerkFacts) -> _Known:
    if facts.annulled is not None:
        return ("Kein Zuschlag: Das Vergabeverfahren wurde aufgehoben.",), False
    lines = [f"{lot}: {name}" for lot, name in facts.winners.items()]
    lines += [facts.reason] if facts.reason.strip() else []
    told = facts.winners and facts.reason.strip() and facts.texts.get(5, "").strip()
    return tuple(lines), not told


def _kind(facts: VermerkFacts, applies: bool, otherwise: str) -> _Known:  # noqa: FBT001 - a fact about the kind
    if not applies:
        return (otherwise,), False
    return ((facts.kind_reason,), False) if facts.kind_reason.strip() else ((), True)


def _annulled(facts: VermerkFacts) -> _Known:
    if facts.annulled is None:
        return ("Trifft nicht zu: Auf die Vergabe wurde nicht verzichtet.",), False
    return ((facts.annulled,), False) if facts.annulled.strip() else ((), True)


def _conflicts(facts: VermerkFacts) -> _Known:
    if not facts.conflicts:
        return ("Niemand, der gewertet hat, hat einen Interessenkonflikt erklärt.",), False
    return facts.conflicts, not facts.texts.get(10, "").strip()


def _unless(holds: bool, written: str, sentence: str) -> _Known:  # noqa: FBT001 - a fact about the procedure
    return ((sentence,), False) if holds else ((), not written.strip())
