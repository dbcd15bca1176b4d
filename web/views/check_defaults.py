"""What is the same in every Digital-Check of an office, as a form."""

from collections.abc import Mapping
from dataclasses import dataclass

from digitalcheck.rules.catalogue.form import Question, QuestionCatalogue
from digitalcheck.rules.prefill import carried_slots
from digitalcheck.rules.slots import DEZERNAT, HEAD, Slot
from infra.fields.model import Conflict, FieldValue
from web.views.digital_check import HEAD_WORDS, Answered, Asked, Shown, asked_as
from web.views.fields import FieldForm


@dataclass(frozen=True, slots=True)
class DefaultQuestion:
    """A question with the fields an office can fill in beforehand."""

    question: Question
    fields: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class DefaultsForm:
    """The form.

    Args:
        dezernat: The only field of the head.
        questions: Questions that are no proposal's own.
    """

    dezernat: Shown
    questions: tuple[DefaultQuestion, ...]

    @property
    def all_shown(self) -> tuple[Shown, ...]:
        """Every field of it."""
        return (self.dezernat, *(field for one in self.questions for field in one.fields))


def names_of(catalogue: QuestionCatalogue) -> list[str]:
    """Return the names of all its fields."""
    return [DEZERNAT, *(one.name for one in carried_slots(catalogue))]


def defaults_form(
    catalogue: QuestionCatalogue, held: Mapping[str, FieldValue], answered: Answered | None = None
) -> DefaultsForm:
    """Return the form.

    Args:
        catalogue: The catalogue that asks.
        held: What is stored.
        answered: What was sent and could not be saved as it was.
    """
    sent = answered or Answered()
    fields: dict[str, list[Slot]] = {}
    for slot in carried_slots(catalogue):
        fields.setdefault(slot.question, []).append(slot)
    return DefaultsForm(
        dezernat=_shown(sent, held, DEZERNAT, HEAD[DEZERNAT], (*HEAD_WORDS[DEZERNAT], ())),
        questions=tuple(
            DefaultQuestion(
                one, tuple(_shown(sent, held, slot.name, slot.longest, asked_as(slot)) for slot in fields[one.id])
            )
            for one in catalogue.questions
            if one.id in fields
        ),
    )


def _shown(sent: Answered, held: Mapping[str, FieldValue], name: str, longest: int, asked: Asked) -> Shown:
    look, label, hint, options = asked
    stored = held.get(name, FieldValue())
    typed = {edit.field: edit.value for edit in sent.edits}
    outcome = (sent.outcomes or {}).get(name)
    return Shown(
        field=FieldForm(
            name=name,
            value=typed.get(name, stored.value),
            held=stored,
            others=outcome.now.value if isinstance(outcome, Conflict) else None,
            fault=(sent.faults or {}).get(name, ""),
        ),
        look=look,
        label=label,
        hint=hint,
        longest=longest,
        options=options,
    )
