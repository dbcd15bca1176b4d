"""The reason for points as three answers: written apart, frozen as one text, split again without loss."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from scoring.model import is_written


class Prompt(StrEnum):
    """What an evaluator is asked about a criterion of a bid; the value is the label in the frozen text."""

    FOUND = "Was steht wo?"
    MISSING = "Was fehlt?"
    CONSEQUENCE = "Folge?"


_LABELS = frozenset(Prompt)
_MARK = " "


def compose_reason(answers: Mapping[Prompt, str]) -> str:
    """Return answers as one text: each under its label, those that say nothing left out.

    Args:
        answers: Texts by their prompt; lines end with a line feed.
    """
    written = [(prompt, answers.get(prompt, "").strip()) for prompt in Prompt]
    return "\n".join(f"{prompt}\n{_marked(text)}" for prompt, text in written if is_written(text))


def split_reason(reason: str) -> Mapping[Prompt, str]:
    """Return the answers that a text was composed of, in their order.

    Args:
        reason: What ``compose_reason`` returned.
    """
    found: dict[Prompt, list[str]] = {}
    for label, line in _lines(reason):
        held = found.setdefault(label, [])
        if line is not None:
            held.append(line)
    return {prompt: "\n".join(lines) for prompt, lines in found.items()}


def _lines(reason: str) -> Iterator[tuple[Prompt, str | None]]:
    """Yield every line with the label that it stands under, and None for the label itself."""
    label = None
    for line in reason.split("\n"):
        if line in _LABELS:
            label = Prompt(line)
            yield label, None
        elif label is not None:
            yield label, line[1:] if line.lstrip(_MARK) in _LABELS else line


def _marked(text: str) -> str:
    """Return a text none of whose lines is a label: those that were get a blank before them."""
    return "\n".join(_MARK + line if line.lstrip(_MARK) in _LABELS else line for line in text.split("\n"))
