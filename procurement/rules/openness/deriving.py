"""From what is known about a bid to the suggestion: signals, then answers that may only take away, then points."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import rfc8785

from core.digest import checksum
from licensing.assess.answers import AnswerKind, NotAfterDeadlineError, Round, Standing, answered
from licensing.assess.evidence import EvidenceState, Signal, SignalEvidence
from licensing.assess.reading import (
    Coverage,
    LicenceSaid,
    coherence_signal,
    licence_signal,
    open_core_signal,
    reuse_signal,
    source_signal,
)
from licensing.assess.rubric import AnchorKind, Rubric
from licensing.assess.suggestion import Suggestion, suggest
from licensing.catalogue.facts import Answer
from licensing.proof import Proof
from licensing.texts.comparing import TextState
from procurement.model import AnswerEffect, BidStatement
from procurement.rules.openness.facts import OpennessFacts

_WORD = re.compile(r"[A-Za-z0-9.+-]+")
ASKED_FOR: Mapping[str, AnswerKind] = {
    "question": AnswerKind.BIDDER_QUESTION,
    "clarification": AnswerKind.CLARIFICATION,
    "document-request": AnswerKind.DOCUMENT_REQUEST,
    "price-clarification": AnswerKind.DOCUMENT_REQUEST,
}
"""What the kind of an inquiry means for points; one about the price changes as little as one about papers."""

_REACHED: Mapping[Signal, tuple[str, ...]] = {
    Signal.LICENCE: ("osi", "osi_core"),
    Signal.SOURCE: ("same_version",),
    Signal.OPEN_CORE: ("open_alone", "mostly_open", "closed_needed"),
    Signal.COHERENCE: ("coherent",),
    Signal.REUSE: ("ready", "described"),
}


def missing_anchors(rubric: Rubric) -> tuple[tuple[Signal, str], ...]:
    """Return the anchors that evidence can reach and a rubric does not have: with it nothing could be suggested."""
    return tuple(
        (scored.signal, name)
        for scored in rubric.signals
        for name in _REACHED.get(scored.signal, ())
        if name not in {anchor.id for anchor in scored.anchors}
    )


def evidence_of(facts: OpennessFacts, rubric: Rubric) -> dict[Signal, SignalEvidence]:
    """Return the evidence for each signal of the rubric, as the bid stood at its deadline.

    Args:
        facts: What is known about the bid.
        rubric: The rubric published with the tender.
    """
    return {one.signal: _evidence(one.signal, facts, rubric) for one in rubric.signals}


def after_answers(
    evidence: Mapping[Signal, SignalEvidence],
    effects: Iterable[AnswerEffect],
    answers: Mapping[int, Proof],
    rubric: Rubric,
    deadline: datetime,
) -> dict[Signal, SignalEvidence]:
    """Return the evidence after clarifications; one that would raise points by now changes nothing.

    Args:
        evidence: As the bid stood at its deadline.
        effects: What answers showed about this bid, in their order.
        answers: Where each answer can be read, by the number of its inquiry.
        rubric: The published rubric.
        deadline: Of the bids of the round.
    """
    standing = Standing(Round(1, deadline), dict(evidence))
    for one in effects:
        if one.signal not in evidence:
            continue
        try:
            standing = answered(standing, AnswerKind.CLARIFICATION, shown(one, answers[one.inquiry]), rubric)
        except NotAfterDeadlineError:
            continue
    return dict(standing.evidence)


def shown(effect: AnswerEffect, answer: Proof) -> SignalEvidence:
    """Return what an answer shows as evidence."""
    return SignalEvidence(effect.signal, effect.state, effect.anchor, (answer,), "clarified")


def suggestion_of(
    facts: OpennessFacts, effects: Iterable[AnswerEffect], answers: Mapping[int, Proof], rubric: Rubric, due: datetime
) -> Suggestion:
    """Return what is suggested for a bid; arguments as above."""
    evidence = after_answers(evidence_of(facts, rubric), effects, answers, rubric, due)
    return suggest(rubric, evidence.values(), facts.components)


def seal_of(suggestion: Suggestion) -> str:
    """Return the checksum of a suggestion: rubric, states, anchors and proofs, all that somebody decides on."""
    told: dict[str, Any] = {
        "rubric": suggestion.rubric_sha256,
        "signals": [
            {
                "signal": one.evidence.signal.value,
                "state": one.evidence.state.value,
                "anchor": one.evidence.anchor,
                "why": one.evidence.why,
                "proofs": [[proof.file, proof.sha256, proof.place] for proof in one.evidence.proofs],
            }
            for one in suggestion.signals
        ],
    }
    return checksum(rfc8785.dumps(told))


def _evidence(signal: Signal, facts: OpennessFacts, rubric: Rubric) -> SignalEvidence:
    statement = facts.statements.get(signal)
    if statement and statement.said.denied:
        return SignalEvidence(signal, EvidenceState.ABSENT, proofs=_stated(statement), why="denied")
    if statement and statement.said.promise:
        return _promised(statement, rubric)
    read = _READ.get(signal)
    return read(statement, facts) if read else SignalEvidence(signal, EvidenceState.UNKNOWN, why="nothing_said")


def _promised(statement: BidStatement, rubric: Rubric) -> SignalEvidence:
    """A binding promise scores by its published anchor; one that is not published scores nothing."""
    scored, name = rubric.signal(statement.signal), statement.said.promise
    promised = {one.id for one in scored.anchors if one.kind is AnchorKind.PROMISE} if scored else set()
    if name not in promised:
        return SignalEvidence(statement.signal, EvidenceState.UNKNOWN, proofs=_stated(statement), why="promise_unknown")
    return SignalEvidence(statement.signal, EvidenceState.PROVEN, name, _stated(statement), "promised")


def _licence(statement: BidStatement | None, facts: OpennessFacts) -> SignalEvidence:
    if statement is None:
        return licence_signal(LicenceSaid(Answer.UNKNOWN))
    state, proof = _licence_text(statement.said.expression, facts)
    said = LicenceSaid(
        Answer(statement.osi or Answer.UNKNOWN), _stated(statement), state, proof, statement.said.closed_additions
    )
    return licence_signal(said)


def _licence_text(expression: str, facts: OpennessFacts) -> tuple[TextState | None, Proof | None]:
    """Return the licence text that came with the bid; without one that of the repository that it names."""
    named = {word.casefold() for word in _WORD.findall(expression)}
    text = next((one for one in (*facts.texts, *facts.repository.texts) if one.licence.casefold() in named), None)
    return (text.state, text.proof) if text else (None, None)


def _source(statement: BidStatement | None, facts: OpennessFacts) -> SignalEvidence:
    return source_signal((*_stated(statement), *facts.repository.named), facts.repository.verified)


def _open_core(statement: BidStatement | None, _facts: OpennessFacts) -> SignalEvidence:
    if statement is None:
        return open_core_signal(Coverage(0, 0), (), confirmed=False)
    said = statement.said
    coverage = Coverage(said.open, said.closed, said.unknown, said.closed_dependencies)
    return open_core_signal(coverage, _stated(statement), confirmed=said.confirmed)


def _coherence(_statement: BidStatement | None, facts: OpennessFacts) -> SignalEvidence:
    return coherence_signal(facts.answers, facts.bills)


def _reuse(statement: BidStatement | None, facts: OpennessFacts) -> SignalEvidence:
    return reuse_signal((*_stated(statement), *facts.repository.named), facts.repository.reuse)


def _stated(statement: BidStatement | None) -> tuple[Proof, ...]:
    return (Proof(statement.file, statement.digest, statement.place),) if statement else ()


_READ: Mapping[Signal, Callable[[BidStatement | None, OpennessFacts], SignalEvidence]] = {
    Signal.LICENCE: _licence,
    Signal.SOURCE: _source,
    Signal.OPEN_CORE: _open_core,
    Signal.COHERENCE: _coherence,
    Signal.REUSE: _reuse,
}
