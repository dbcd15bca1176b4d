"""What ``pruefstand digitalcheck`` tells people."""

from app.reports.table import plain
from core.german import german_euro, german_number
from digitalcheck.model import Depth, Light
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.result import build_result, negative_sentence, resources
from digitalcheck.rules.wording import DEPTHS, LIGHTS, STATES, headline_words, missing_words


def check_report(judgement: Judgement) -> str:
    """Return the report on a check."""
    check = judgement.check
    lines = [f"Digital-Check: {check.head.titel}", f"Umfang: {DEPTHS[judgement.depth]}, Stand: {STATES[check.status]}"]
    if judgement.depth is Depth.NEGATIV:
        lines += ["", negative_sentence(judgement) or ""]
    else:
        lines += [f"Abstimmung mit ADIT (Amt für Digitalisierung und IT): {headline_words(judgement)}", ""]
        lines += [
            f"{LIGHTS[one.light]:<10}  {one.question:<3} {one.sentence}"
            for one in judgement.findings
            if one.light is not Light.ENTFAELLT
        ]
        lines += _sums(judgement)
    lines += _listed("Noch anzugeben", [missing_words(one, judgement.catalogue) for one in judgement.missing])
    lines += _listed("Hinweise", [one.text for one in judgement.notices])
    lines += ["", f"Katalog {judgement.catalogue.name}, Prüfsumme {build_result(judgement)['digest']}"]
    return "".join(f"{plain(line)}\n" for line in lines)


def _sums(judgement: Judgement) -> list[str]:
    needed = resources(judgement)
    lines = []
    if needed["person_days_to"] is not None and needed["person_days_from"] is not None:
        low, high = german_number(needed["person_days_from"]), german_number(needed["person_days_to"])
        lines.append(f"Personentage: {high if low == high else f'{low} bis {high}'}")
    if needed["cost_total_eur"] is not None:
        lines.append(f"Kosten über fünf Jahre: {german_euro(needed['cost_total_eur'])}")
    return ["", *lines] if lines else []


def _listed(title: str, items: list[str]) -> list[str]:
    return ["", f"{title}:", *(f"- {item}" for item in items)] if items else []
