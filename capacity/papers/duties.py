"""The daily mail: what waits for somebody, in words."""

from collections.abc import Collection, Sequence
from datetime import date

from capacity.model import Duty
from capacity.papers.tables import topic_words
from capacity.rules.course.wording import PARTIES
from capacity.rules.figures import QUESTION
from core.german import german_date

MOST = 50
"""Most answers that a mail names; the page shows all."""


def duty_words(duty: Duty) -> str:
    """Return what an answer is for."""
    return "Rückfrage beantworten" if duty.topic.startswith(QUESTION) else topic_words(duty.topic)


def mail_subject(duties: Collection[Duty]) -> str:
    """Return the subject of the mail; it names no request."""
    return "Prüfstand: " + (
        "eine Antwort zu einer IT-Anforderung steht an"
        if len(duties) == 1
        else f"{len(duties)} Antworten zu IT-Anforderungen stehen an"
    )


def mail_text(name: str, duties: Sequence[Duty], day: date, public_url: str | None) -> str:
    """Return the mail.

    Args:
        name: Whom it is for.
        duties: What waits, the most urgent first.
        day: The day of the mail.
        public_url: Address of this service; None where it has none, then nothing is linked.
    """
    lines = [f"Guten Tag {name},", "", "bei diesen IT-Anforderungen wird auf Ihre Stelle gewartet:", ""]
    for one in duties[:MOST]:
        late = " – überschritten" if one.due < day else ""
        lines += [
            f"Nr. {one.request}: {one.title}",
            f"  Was: {duty_words(one)}",
            f"  Wer: {PARTIES[one.party]}",
            f"  Antwort bis: {german_date(one.due)}{late}",
            *([f"  {public_url}/anforderungen/{one.request}"] if public_url else []),
            "",
        ]
    if len(duties) > MOST:
        lines += [f"Und {len(duties) - MOST} weitere, siehe die Liste der IT-Anforderungen.", ""]
    lines += [
        "Diese Mail kommt höchstens einmal am Tag und nur, wenn etwas wartet. Abbestellen können Sie sie in Prüfstand",
        "unter IT-Anforderungen, „Termine und tägliche Mail“.",
    ]
    return "\n".join(lines) + "\n"
