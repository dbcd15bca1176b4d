"""From answers to findings: what is asked, what it means, what is missing, what contradicts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.german import german_date
from digitalcheck.model import WORST_FIRST, CapacityState, CheckFinding, Depth, Headline, Light, PreCheck
from digitalcheck.rules.answers import Answers, DigitalCheck, Typed, read_answers
from digitalcheck.rules.catalogue.condition import Value, holds
from digitalcheck.rules.catalogue.form import PRECHECK_SECTION, UNSURE, Question, QuestionCatalogue, Rule
from digitalcheck.rules.facts import Figures, facts

_HEADLINES = {
    CapacityState.KEINE: Headline.NICHT_ABGESTIMMT,
    CapacityState.GESTELLT: Headline.ABSTIMMUNG_LAEUFT,
    CapacityState.TEILWEISE: Headline.ABSTIMMUNG_LAEUFT,
    CapacityState.VORBEHALT: Headline.ABGESTIMMT_VORBEHALTLICH,
    CapacityState.ZUGESAGT: Headline.ABGESTIMMT,
}
_EXPLAINS = {"reason", "until"}
_WANTS_REASON = {Light.ROT, Light.GELB}


@dataclass(frozen=True, slots=True)
class Missing:
    """Something still to be said: the field of a question, or of the head (``question`` empty)."""

    question: str
    field: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A contradiction or a hint; it blocks nothing."""

    id: str
    questions: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that follows from a check on a day."""

    check: DigitalCheck
    catalogue: QuestionCatalogue
    answers: Answers
    day: date
    precheck: PreCheck
    depth: Depth
    headline: Headline | None
    findings: tuple[CheckFinding, ...]
    public_findings: tuple[CheckFinding, ...]
    missing: tuple[Missing, ...]
    notices: tuple[Notice, ...]

    def sections(self, *, public: bool = False) -> dict[str, Light]:
        """Return the light of each section: the worst of its findings; open where something is unanswered.

        Args:
            public: Leave out sections with sentences of their own for the public: these tell a fact, not how it stands.
        """
        if self.depth is Depth.NEGATIV:
            return {}
        veiled = self.catalogue.veiled_sections if public else frozenset()
        shown = self.public_findings if public else self.findings
        unanswered = self.unanswered_sections(public=public)
        by_section: dict[str, set[Light]] = {id_: {Light.OFFEN} for id_ in unanswered}
        for one in shown:
            by_section.setdefault(self.section_of(one.question), set()).add(one.light)
        return {
            one.id: next((light for light in WORST_FIRST if light in by_section.get(one.id, ())), Light.ENTFAELLT)
            for one in self.catalogue.sections
            if one.id != PRECHECK_SECTION and one.id not in veiled
        }

    def unanswered_sections(self, *, public: bool = False) -> tuple[str, ...]:
        """Return the ids of the sections in which an answer is still missing.

        Args:
            public: Leave out questions of which nothing is told in public.
        """
        return self._sections({one for one in self._lacking(public=public) if one.field not in _EXPLAINS})

    def unreasoned_sections(self, *, public: bool = False) -> tuple[str, ...]:
        """Return the ids of the sections in which a reason, a date or an office is still missing."""
        return self._sections({one for one in self._lacking(public=public) if one.field in _EXPLAINS})

    def unanswered(self, *, public: bool = False) -> int:
        """Return how many questions lack an answer or a part of it."""
        return len({one.question for one in self._lacking(public=public) if one.field not in _EXPLAINS})

    def _lacking(self, *, public: bool) -> list[Missing]:
        asked = {one.id: one for one in self.catalogue.questions}
        return [
            one
            for one in self.missing
            if one.question in asked and not (public and asked[one.question].veils(explaining=one.field in _EXPLAINS))
        ]

    def _sections(self, lacking: set[Missing]) -> tuple[str, ...]:
        found = {self.section_of(one.question) for one in lacking}
        return tuple(one.id for one in self.catalogue.sections if one.id in found)

    def section_of(self, id_: str) -> str:
        """Return the id of the section of a question; empty where there is no such question."""
        question = self.catalogue.question(id_)
        return question.section if question else ""


def judge(check: DigitalCheck, catalogue: QuestionCatalogue, figures: Figures, day: date) -> Judgement:
    """Return what follows from a check.

    Args:
        check: The check.
        catalogue: The catalogue it names.
        figures: The dated figures of the day.
        day: Day on which limits are counted from.

    Raises:
        InputError: Answers that the catalogue does not know, each with its JSON pointer.
    """
    answers = read_answers(check, catalogue)
    scene = _Scene(catalogue, answers, facts(check, answers, catalogue, figures, day))
    precheck = _precheck(check, scene)
    depth = _depth(precheck, scene, figures)
    asked = [] if depth is Depth.NEGATIV else [one for one in catalogue.questions if _is_asked(one, depth, scene)]
    findings = tuple(found for one in asked if (found := scene.finding(one, one.rules)))
    public = tuple(found for one in asked if (found := scene.public_finding(one)))
    return Judgement(
        check=check,
        catalogue=catalogue,
        answers=answers,
        day=day,
        precheck=precheck,
        depth=depth,
        headline=None if precheck is PreCheck.KEIN_DIGITALBEZUG else _HEADLINES[check.capacity_state],
        findings=findings,
        public_findings=public,
        missing=_missing(check, scene, depth, asked, findings),
        notices=tuple(_notices(scene)),
    )


class _Scene:
    """Answers and facts, as conditions see them."""

    def __init__(self, catalogue: QuestionCatalogue, answers: Answers, known: Mapping[str, Value]) -> None:
        self.catalogue, self.answers, self.known = catalogue, answers, known

    def look_up(self, operand: str) -> Value:
        """Return the value of an operand; a question that is not asked has no answer."""
        if operand.startswith("fact."):
            return self.known[operand.removeprefix("fact.")]
        counted = operand.startswith("#")
        id_, _, name = operand.lstrip("#").partition(".")
        question = self.catalogue.question(id_)
        value = self.answers.get(id_, {}).get(name or "value")
        if question is None or not holds(question.when, self.look_up):
            value = None
        if counted:
            return Decimal(len(value)) if isinstance(value, tuple) else None
        return value  # type: ignore[return-value]  # rows of effort are only ever asked for being there

    def applies(self, question: Question) -> bool:
        """Tell whether a question is asked."""
        return holds(question.when, self.look_up)

    def unanswered(self, question: Question) -> list[str]:
        """Return the names of the fields still empty that must not be."""
        answer = self.answers.get(question.id, {})
        if question.answered != "here" or answer.get("value") == UNSURE:
            return []
        return [one.name for one in question.fields if not one.optional and answer.get(one.name) in {None, "", ()}]

    def finding(self, question: Question, rules: tuple[Rule, ...]) -> CheckFinding | None:
        """Return what the answer to a question means; None where it means nothing yet, or nothing at all."""
        if not self.applies(question):
            return self._found(question, "entfaellt", Light.ENTFAELLT, "Entfällt nach den übrigen Angaben.")
        if self._is_unsure(question):
            office = self.catalogue.office(question.office)
            return self._found(question, UNSURE, Light.OFFEN, f"Noch offen; zu klären mit: {office}.")
        if question.answered == "here" and self.answers.get(question.id, {}).get("value") in {None, "", ()}:
            return None
        rule = next((one for one in rules if holds(one.when, self.look_up)), None)
        return None if rule is None else self._found(question, rule.id, rule.light, self._sentence(question, rule))

    def public_finding(self, question: Question) -> CheckFinding | None:
        """Return what of it may be told in public."""
        if question.public_rules is None:
            return self.finding(question, question.rules)
        if not self.applies(question) or not question.public_rules:
            return None
        return self.finding(question, question.public_rules)

    def _is_unsure(self, question: Question) -> bool:
        value = self.answers.get(question.id, {}).get("value")
        return value == UNSURE or (isinstance(value, tuple) and UNSURE in value)

    def _found(self, question: Question, rule: str, light: Light, sentence: str) -> CheckFinding:
        return CheckFinding(question.id, rule, light, sentence, self.catalogue.citations(question))

    def _sentence(self, question: Question, rule: Rule) -> str:
        answer = self.answers.get(question.id, {})
        names = {"until", "owner", *(one.name for one in question.fields)}
        return rule.sentence.format_map({name: self._shown(question, name, answer.get(name)) for name in names})

    @staticmethod
    def _shown(question: Question, name: str, value: Typed) -> str:
        field = question.field(name)
        labels = {one.code: one.label for one in field.options} if field else {}
        if isinstance(value, tuple):
            return ", ".join(labels.get(str(one), str(one)) for one in value) or "–"
        if isinstance(value, date):
            return german_date(value)
        return labels.get(str(value), str(value)) if value is not None else "–"


def _precheck(check: DigitalCheck, scene: _Scene) -> PreCheck:
    if check.head.art is not None:
        return PreCheck.KEIN_DIGITALBEZUG
    asked = [one for one in scene.catalogue.questions if one.section == PRECHECK_SECTION]
    values = [scene.answers.get(one.id, {}).get("value") for one in asked]
    if "ja" in values:
        return PreCheck.VOLLPRUEFUNG
    return PreCheck.KEIN_DIGITALBEZUG if all(value == "nein" for value in values) else PreCheck.KLAERUNG


def _depth(precheck: PreCheck, scene: _Scene, figures: Figures) -> Depth:
    """A small effort must be stated to be small: what is not known yet is checked in full."""
    if precheck is PreCheck.KEIN_DIGITALBEZUG:
        return Depth.NEGATIV
    days, total = scene.known["person_days"], scene.known["cost_total_eur"]
    small = (
        _is_small(scene, "K1", days, figures.short_check_person_days),
        _is_small(scene, "K3", total, figures.short_check_cost_eur),
    )
    return Depth.KURZ if all(small) else Depth.VOLL


def _is_small(scene: _Scene, id_: str, value: Value, limit: Value) -> bool:
    question = scene.catalogue.question(id_)
    if question is None or (not scene.applies(question) and _is_decided(scene)):
        return True
    return isinstance(value, Decimal) and isinstance(limit, Decimal) and value <= limit


def _is_decided(scene: _Scene) -> bool:
    asked = [one for one in scene.catalogue.questions if one.section == PRECHECK_SECTION]
    return all(scene.answers.get(one.id, {}).get("value") in {"ja", "nein"} for one in asked)


def _is_asked(question: Question, depth: Depth, scene: _Scene) -> bool:
    """In the Kurz-Check only its questions are asked; what was told beyond is judged all the same."""
    if question.section == PRECHECK_SECTION:
        return scene.answers.get(question.id, {}).get("value") == UNSURE
    return depth is Depth.VOLL or question.short or question.id in scene.answers


def _missing(
    check: DigitalCheck, scene: _Scene, depth: Depth, asked: list[Question], findings: tuple[CheckFinding, ...]
) -> tuple[Missing, ...]:
    precheck = [one for one in scene.catalogue.questions if one.section == PRECHECK_SECTION]
    found: list[Missing] = [] if (check.head.vorlagen_nr or "").strip() else [Missing("", "vorlagen_nr")]
    if check.head.art is None:
        found += [Missing(one.id, "value") for one in precheck if one.id not in scene.answers]
    if depth is Depth.NEGATIV:
        return (*found, *([] if check.head.art or check.negative_reason else [Missing("", "negative_reason")]))
    lights = {one.question: one.light for one in findings}
    for question in asked:
        if scene.applies(question):
            found += [Missing(question.id, name) for name in scene.unanswered(question)]
        answer = scene.answers.get(question.id, {})
        if lights.get(question.id) in _WANTS_REASON:
            found += [] if answer.get("reason") else [Missing(question.id, "reason")]
            found += [] if answer.get("until") or answer.get("owner") else [Missing(question.id, "until")]
    return tuple(dict.fromkeys(found))


def _notices(scene: _Scene) -> list[Notice]:
    told = [
        Notice(one.id, one.questions, one.text) for one in scene.catalogue.notices if holds(one.when, scene.look_up)
    ]
    unused = [
        one.id
        for one in scene.catalogue.questions
        if one.id in scene.answers and one.section != PRECHECK_SECTION and not scene.applies(one)
    ]
    if unused:
        text = (
            "Diese Antworten zählen nicht, weil die Fragen nach den übrigen Angaben entfallen: "
            + ", ".join(unused)
            + "."
        )
        told.append(Notice("ohne_bedeutung", tuple(unused), text))
    return told
