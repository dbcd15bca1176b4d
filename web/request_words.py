"""German words of requests for IT capacity on pages."""

from collections.abc import Mapping
from dataclasses import replace

from capacity.model import Choice, ChoiceList, LiftGround, ReviewLight
from capacity.rules.choices import FILTERS
from capacity.rules.course.wording import (
    LIGHTS,
    PARTIES,
    PROOFS,
    REVIEWS,
    STAGES,
    STEPS,
    reason_sentence,
)
from capacity.rules.form import EFFORT, FieldLook, FormField, FormPage, Unfilled
from capacity.services.desk import SeenClock
from web.formats import count

__all__ = ["LIGHTS", "PARTIES", "PROOFS", "REVIEWS", "STAGES", "STEPS", "reason_sentence"]

CLASSIFICATION, ASSESSMENT = "einordnung", "bewertung"
PAGES: Mapping[str, str] = {
    FormPage.STECKBRIEF.value: "Steckbrief",
    FormPage.NUTZEN.value: "Nutzen und Frist",
    FormPage.VORAUSSETZUNGEN.value: "Voraussetzungen",
    CLASSIFICATION: "Einordnung durch ADIT (Amt für Digitalisierung und IT) und Digitaldezernat",
    ASSESSMENT: "Bewertung nach sechs Kriterien",
}
FAULTS: Mapping[Unfilled, str] = {
    Unfilled.MISSING: "Diese Angabe fehlt noch.",
    Unfilled.NUMBER: "Bitte eine Zahl ab 0 eingeben, zum Beispiel 1.500 oder 2,5.",
    Unfilled.DAY: "Bitte einen Tag eingeben, zum Beispiel 31.01.2027.",
    Unfilled.CHOICE: "Bitte einen der angebotenen Werte wählen.",
    Unfilled.NUMBERS: "Bitte nur Nummern von IT-Anforderungen nennen, mit Komma getrennt.",
}
BADGES: Mapping[ReviewLight | None, str] = {
    ReviewLight.GRUEN: "success",
    ReviewLight.GELB: "warning",
    ReviewLight.ROT: "danger",
    ReviewLight.FEHLT: "danger",
    None: "info",
}
ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "stoerung": ("Etwas ist gestört", "Bitte melden Sie eine Störung dem Helpdesk. Sie wird dort sofort bearbeitet."),
    "bestellung": (
        "Etwas aus dem Katalog bestellen",
        "Geräte, Zugänge und vorhandene Programme bestellen Sie bitte im Katalog. Eine Anforderung ist nicht nötig.",
    ),
    "klein": (
        "Eine kleine Änderung",
        "Bis zwei Personentage, keine neuen Daten, kein Vertrag: Bitte beauftragen Sie Ihr Betreuungsteam direkt.",
    ),
}
"""What does not belong into the queue, and where it goes."""

GROUNDS: Mapping[LiftGround, str] = {
    LiftGround.DECISION: "Entscheidung des Digitaldezernats",
    LiftGround.RESOLUTION: "Beschluss des Magistrats",
}
REQUEST = "anforderung"
LISTS: Mapping[ChoiceList, tuple[str, str]] = {
    ChoiceList.HANDLUNGSFELD: ("Handlungsfelder", "Handlungsfeld"),
    ChoiceList.ZIEL: ("Ziele 2031", "Ziel 2031"),
    ChoiceList.PROJEKTKATEGORIE: ("Projektkategorien", "Projektkategorie"),
    ChoiceList.DEZERNAT: ("Dezernate", "Dezernat"),
    ChoiceList.ROLLE: ("Rollen", "Rolle"),
}
"""Heading of each list that the city edits, and what one entry is."""


def filters(choices: tuple[Choice, ...], chosen: Mapping[str, str]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return by which fields the list of requests can be filtered: field, label, options.

    Entries that are offered no more stay in it, as old requests hold them; so does what is asked for just now.
    """
    found = []
    for one in FILTERS:
        values = dict.fromkeys(each.value for each in choices if each.list is one)
        values |= dict.fromkeys(each for name, each in chosen.items() if name == one.value)
        if values:
            found.append((one.value, LISTS[one][1], [(each, each) for each in values]))
    return found


def with_choices(rule: FormField, offered: Mapping[ChoiceList, tuple[str, ...]]) -> FormField:
    """Return a field with what the city offers for it; free text where it offers nothing."""
    values = offered[ChoiceList(rule.name)] if rule.name in set(ChoiceList) else ()
    if rule.name == EFFORT and (roles := offered[ChoiceList.ROLLE]):
        return replace(rule, hint=f"{rule.hint} Rollen: {', '.join(roles)}.")
    if not values:
        return rule
    options = (("", "noch nicht eingeordnet"), *((one, one) for one in values))
    return replace(rule, look=FieldLook.CHOICE, options=options)


def left_words(seen: SeenClock) -> str:
    """Return how many working days are left, as words."""
    if seen.is_late:
        late = count(max(0, -seen.left), "Arbeitstag", "Arbeitstagen")
        return f"überschritten seit {late}" if seen.left < 0 else "überschritten"
    return f"noch {count(seen.left, 'Arbeitstag', 'Arbeitstage')}"
