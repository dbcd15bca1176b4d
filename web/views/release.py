"""The steps of a procedure as a page shows them: what each does, and where to mend what stands against it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.errors import VersionConflictError
from core.legal import LegalSource
from procurement.model import ProcedureStage
from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step
from procurement.rules.procedure.wording import STEPS, reason_sentence
from procurement.services.procedures import OpenedProcedure, StepOffer
from web import addresses
from web.local_time import UnreadableTimeError
from web.views.mending import mended_at

NAMES: Mapping[Step, str] = {
    Step.REQUEST_RELEASE: "erbitten",
    Step.RELEASE: "erteilen",
    Step.HAND_BACK: "zurueckgeben",
    Step.START_CHANGE: "aenderung",
    Step.WITHDRAW_CHANGE: "aenderung-verwerfen",
    Step.ABANDON: "einstellen",
    Step.ANNUL: "aufheben",
    Step.REQUEST_SELECTION: "auswahl-erbitten",
    Step.HAND_BACK_SELECTION: "auswahl-zurueckgeben",
    Step.INVITE: "auffordern",
    Step.START_EXAMINATION: "pruefung",
    Step.START_SCORING: "einzelwertung",
    Step.START_CONSENSUS: "konsenswertung",
    Step.FIX_QUALITY: "leistung",
    Step.UNLOCK_PRICES: "preise",
    Step.NEXT_ROUND: "runde",
    Step.REQUEST_RESULT: "ergebnis-erbitten",
    Step.HAND_BACK_RESULT: "ergebnis-zurueckgeben",
    Step.FIX_RESULT: "ergebnis",
    Step.REQUEST_AWARD: "zuschlag-erbitten",
    Step.HAND_BACK_AWARD: "zuschlag-zurueckgeben",
    Step.DECIDE_AWARD: "zuschlag-entscheiden",
    Step.AWARD: "zuschlag",
    Step.RESET: "rueckversetzen",
}
"""What each step is called in addresses; the openings have pages of their own."""

EXPLANATIONS: Mapping[Step, str] = {
    Step.REQUEST_RELEASE: (
        "Eine zweite Person der Vergabestelle wird benachrichtigt. Bis sie entscheidet, lässt sich nichts ändern."
    ),
    Step.RELEASE: (
        "Mit der Freigabe wird genau der Inhalt auf dieser Seite als Fassung festgehalten. Er ändert sich danach nie."
    ),
    Step.HAND_BACK: "Wer um die Freigabe gebeten hat, erfährt den Grund und kann den Inhalt wieder ändern.",
    Step.START_CHANGE: (
        "Die veröffentlichte Fassung gilt weiter, bis eine neue freigegeben ist. Wesentliche Änderungen verlängern "
        "die Frist. Der Grund steht später bei der neuen Fassung."
    ),
    Step.WITHDRAW_CHANGE: "Der Inhalt wird wieder der, der zuletzt veröffentlicht wurde.",
    Step.ABANDON: "Das Vergabeverfahren endet vor der Veröffentlichung, endgültig. Alles bleibt lesbar.",
    Step.ANNUL: (
        "Das veröffentlichte Vergabeverfahren endet, endgültig. Alles bleibt lesbar. Der Grund steht im "
        "Vergabevermerk und in den Schreiben an Bieter; nennen Sie darin nichts über einzelne Angebote."
    ),
    Step.OPEN_REQUESTS: "Zwei Personen öffnen nach Ablauf der Teilnahmefrist. Danach werden die Anträge festgehalten.",
    Step.REQUEST_SELECTION: (
        "Eine zweite Person der Vergabestelle wird gebeten, genau diese Auswahl zu bestätigen. Die Angebotsfrist gilt "
        "für alle aufgeforderten Bewerber."
    ),
    Step.HAND_BACK_SELECTION: "Wer um die Bestätigung gebeten hat, kann die Teilnahmeanträge wieder bearbeiten.",
    Step.INVITE: (
        "Die Auswahl steht danach fest, jeder Teilnahmeantrag mit seinem Grund. Angebote geben nur die aufgeforderten "
        "Bewerber ab. Die Aufforderung selbst geht über die Vergabeplattform."
    ),
    Step.OPEN_BIDS: "Zwei Personen öffnen nach Ablauf der Frist. Danach werden die Angebote übernommen.",
    Step.START_EXAMINATION: "Danach wird kein Angebot mehr übernommen. Die Angebote werden formal geprüft.",
    Step.START_SCORING: "Die zur Wertung bestimmten Personen können ihre Bögen ausfüllen, jede für sich.",
    Step.START_CONSENSUS: "Alle Einzelwertungen sind abgegeben und werden füreinander sichtbar.",
    Step.FIX_QUALITY: (
        "Die gemeinsamen Punkte ändern sich danach nie. Die Preise gibt anschließend eine zweite Person der "
        "Vergabestelle frei."
    ),
    Step.UNLOCK_PRICES: "Die Preise der gewerteten Angebote werden lesbar. Das lässt sich nicht zurücknehmen.",
    Step.NEXT_ROUND: (
        "Die Bieter werden zu neuen Angeboten aufgefordert, mit einer Frist für alle; was danach eingeht, ist "
        "verspätet. Kriterien und Gewichte bleiben; in die Rangfolge geht nur die letzte Runde ein."
    ),
    Step.REQUEST_RESULT: "Eine zweite Person der Vergabestelle wird gebeten, genau dieses Ergebnis festzustellen.",
    Step.HAND_BACK_RESULT: "Wer um die Feststellung gebeten hat, kann die Preiswertung wieder bearbeiten.",
    Step.FIX_RESULT: "Das Ergebnis wird berechnet und festgehalten. Es ändert sich danach nie.",
    Step.REQUEST_AWARD: (
        "Eine zweite Person der Vergabestelle wird gebeten, genau über diesen Zuschlag zu entscheiden. Bis dahin "
        "lassen sich Prüfpunkte und Begründung nicht ändern."
    ),
    Step.HAND_BACK_AWARD: "Wer um die Entscheidung gebeten hat, kann Prüfpunkte und Begründung wieder bearbeiten.",
    Step.DECIDE_AWARD: (
        "Die Entscheidung wird mit allen Prüfpunkten festgehalten und ändert sich danach nie. Erteilt ist der Zuschlag "
        "damit noch nicht."
    ),
    Step.AWARD: "Der Vertrag kommt zustande, das Vergabeverfahren ist zu Ende. Das lässt sich nicht zurücknehmen.",
    Step.RESET: (
        "Das Vergabeverfahren geht in den Stand vor der Veröffentlichung zurück. Alles Bisherige bleibt lesbar, geht "
        "aber in keine Wertung mehr ein. Danach braucht es eine neue Fassung und neue Angebote."
    ),
}
FINAL_STEPS = frozenset(
    {
        Step.INVITE,
        Step.ABANDON,
        Step.ANNUL,
        Step.FIX_QUALITY,
        Step.UNLOCK_PRICES,
        Step.FIX_RESULT,
        Step.AWARD,
        Step.RESET,
    }
)
"""Steps that cannot be taken back."""

UNDER_WAY = frozenset(
    {
        ProcedureStage.PREPARATION,
        ProcedureStage.RELEASE_REQUESTED,
        ProcedureStage.CHANGE,
        ProcedureStage.CHANGE_REQUESTED,
    }
)
"""Stages in which there is something that may be published next."""

REASON_MISSING = "Bitte geben Sie einen Grund an."
CHANGED_MEANWHILE = (
    "Das Vergabeverfahren wurde inzwischen geändert. Es ist nichts geschehen. Bitte prüfen Sie den jetzigen Stand auf "
    "dieser Seite und entscheiden Sie neu."
)
CONTENT_CHANGED = (
    "Der Inhalt ist nicht mehr der, den Sie gesehen haben. Es ist nichts geschehen. Bitte prüfen Sie ihn auf dieser "
    "Seite und entscheiden Sie neu."
)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands against a step.

    Args:
        text: German sentence.
        source: Rule that it comes from.
        link: Address and name of the page where it is mended; None where it is mended nowhere, or not now.
    """

    text: str
    source: LegalSource | None
    link: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepForm:
    """A step that somebody may take, now or once nothing stands against it any more.

    Args:
        name: What it is called in addresses.
        title: German name.
        explanation: What it does.
        address: Where the form leads to, or the page that it has of its own.
        has_own_page: It asks for more than a reason, on a page of its own.
        needs_reason: It is taken only with a written reason.
        needs_deadline: It is taken only with a deadline for bids.
        seal: Seal of what the reader sees and agrees to; empty for steps that agree to nothing.
        is_final: It cannot be taken back.
        hindrances: What stands against it.
        reason: What was typed.
        fault: What is wrong with that.
        day: Day of the deadline, as typed.
        clock: Time of day of the deadline, as typed.
        deadline_fault: What is wrong with them.
    """

    name: str
    title: str
    explanation: str
    address: str
    has_own_page: bool
    needs_reason: bool
    needs_deadline: bool
    seal: str
    is_final: bool
    hindrances: tuple[Hindrance, ...]
    reason: str = ""
    fault: str = ""
    day: str = ""
    clock: str = ""
    deadline_fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A step that was refused.

    Args:
        step: Which.
        reason: What was typed as its reason.
        sentences: Why, in German.
        is_incomplete: Only the reason is missing.
        typed: Day and time of day of the deadline, as typed.
        deadline_fault: What is wrong with them.
    """

    step: Step
    reason: str
    sentences: tuple[str, ...]
    is_incomplete: bool = False
    typed: tuple[str, str] = ("", "")
    deadline_fault: str = ""


def refused(step: Step, reason: str, error: Exception, typed: tuple[str, str] = ("", "")) -> Refused:
    """Return a refusal in words."""
    if isinstance(error, StepNotPossibleError):
        missing = [one.type for one in error.reasons] == ["reason-missing"]
        sentences = tuple(map(reason_sentence, error.reasons))
        wrong = " ".join(reason_sentence(one) for one in error.reasons if one.type.startswith("deadline"))
        return Refused(
            step=step, reason=reason, sentences=sentences, is_incomplete=missing, typed=typed, deadline_fault=wrong
        )
    if isinstance(error, UnreadableTimeError):
        fault = error.sentence
        return Refused(step=step, reason=reason, sentences=(fault,), typed=typed, deadline_fault=fault)
    text = CHANGED_MEANWHILE if isinstance(error, VersionConflictError) else CONTENT_CHANGED
    return Refused(step=step, reason=reason, sentences=(text,), typed=typed)


def step_forms(opened: OpenedProcedure, refusal: Refused | None) -> list[StepForm]:
    """Return what the reader may do; steps that their roles do not allow are left out."""
    return [_form(opened, offer, refusal) for offer in opened.steps if offer.denial is None]


def hindrances(opened: OpenedProcedure, reasons: Iterable[Reason]) -> tuple[Hindrance, ...]:
    """Return what stands against a step, each with the page where it is mended."""
    return tuple(Hindrance(reason_sentence(one), one.source, mended_at(opened, one)) for one in reasons)


def _address(opened: OpenedProcedure, step: Step) -> str:
    slug = opened.procedure.slug
    if step is Step.OPEN_REQUESTS:
        return addresses.participation(slug)
    return f"{addresses.procedure_release(slug)}/{NAMES[step]}" if step in NAMES else addresses.procedure_opening(slug)


def _form(opened: OpenedProcedure, offer: StepOffer, refusal: Refused | None) -> StepForm:
    again = refusal if refusal and refusal.step is offer.step else None
    day, clock = again.typed if again else ("", "")
    return StepForm(
        name=NAMES.get(offer.step, offer.step.value),
        title=STEPS[offer.step],
        explanation=EXPLANATIONS[offer.step],
        address=_address(opened, offer.step),
        has_own_page=offer.step not in NAMES,
        needs_reason=offer.needs_reason,
        needs_deadline=offer.needs_deadline,
        seal=opened.seal_for(offer.step) or "",
        is_final=offer.step in FINAL_STEPS,
        hindrances=hindrances(opened, offer.hindrances),
        reason=again.reason if again else "",
        fault=REASON_MISSING if again and again.is_incomplete else "",
        day=day,
        clock=clock,
        deadline_fault=again.deadline_fault if again else "",
    )
