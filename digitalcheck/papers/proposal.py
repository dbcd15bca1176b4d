"""What is pasted into the Magistratsvorlage: one paragraph, or one numbered sentence."""

from digitalcheck.model import Depth, PreCheck
from digitalcheck.papers.code import check_code
from digitalcheck.papers.needs import days_in_words, period
from digitalcheck.papers.sheet import ADIT, NAME
from digitalcheck.papers.twin import sheet_twin
from digitalcheck.papers.version import counted, number_of, sheet_state
from digitalcheck.papers.words import told
from digitalcheck.rules.facts import efforts
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.result import negative_sentence
from digitalcheck.rules.wording import DEPTHS, headline_words


def paragraph_for_proposal(judgement: Judgement) -> str:
    """Return the text for the Vorlage; it says nothing that is not public."""
    if judgement.depth is Depth.NEGATIV:
        return told(negative_sentence(judgement) or "")
    mark = sheet_state(judgement)
    open_ = judgement.precheck is PreCheck.KLAERUNG
    rows, code = efforts(judgement.answers), check_code(sheet_twin(judgement)["digest"])
    sentences = [
        f"{mark + ': ' if mark else ''}{NAME} zur Vorlage {number_of(judgement)} ({DEPTHS[judgement.depth]}): "
        + ("Ob das Vorhaben Digitalbezug hat, ist noch zu klären." if open_ else "Das Vorhaben hat Digitalbezug."),
        f"Stand der Abstimmung mit dem {ADIT}: {headline_words(judgement)}.",
        f"Bedarf: {days_in_words(rows)} Personentage ({period(rows)})." if rows else "",
        f"Befunde: {counted(judgement, internal=False)}.",
        f"Einzelheiten stehen in der Anlage (Katalog {judgement.catalogue.name}, Prüfcode {code}).",
    ]
    return " ".join(filter(None, sentences))
