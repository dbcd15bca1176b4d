"""Results of analyses of licences as the interface shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from licensing.catalogue.obligations import Scenario
from licensing.compatibility.cells import Use
from procurement.model import AnalysisChoice, AnalysisResult, EvidenceKind, FileVerdict
from procurement.services.evidence.desk import OpenedResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView:
    """What files are judged by.

    Args:
        outbound: Licence of the offered product; empty where it is what the file says.
        use: How the components are used in the product.
        scenario: What is done with the product.
        rules: Version of the rules of the house.
    """

    outbound: str
    use: Use
    scenario: Scenario
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultHeadView:
    """A version of what came of an analysis.

    Args:
        number: Counts the results, from 1.
        choice: What it was judged by.
        lists: Name and version of every list it was judged by.
        asked_at: When it was asked for.
        finished_at: When it was there; null until then.
        rules_number: Number of the version of the rules of the house that ``choice`` names; 0 for the one that ships.
        rules_digest: ``sha256:…`` of its text; empty for results from before cities had their own.
    """

    number: int
    choice: ChoiceView
    lists: Mapping[str, str]
    asked_at: datetime
    finished_at: datetime | None
    rules_number: int
    rules_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsView:
    """How the columns of a licence list were read.

    Args:
        fields: Field to column, counted from 0.
        titles: Headings of the columns.
        confirmed: Somebody has confirmed them; else they are guessed.
        rows: First rows of the list, their cells cut.
    """

    fields: Mapping[str, int]
    titles: list[str]
    confirmed: bool
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """What came of one document of a file.

    Args:
        place: Its number within the result; ``…/documents/{place}`` tells all of it.
        file: Number of the file.
        name: Name of the file.
        kind: What the file is.
        member: Name inside an archive.
        digest: ``sha256:…`` of the file.
        is_read: It could be read.
        format: Format that was recognised.
        spec_version: Version of the format.
        components: How many components it has.
        counts: How many of them are what.
        columns: Columns of a licence list as they were read; null for what is none.
    """

    place: int
    file: int
    name: str
    kind: EvidenceKind
    member: str
    digest: str
    is_read: bool
    format: str
    spec_version: str
    components: int
    counts: Mapping[str, int]
    columns: ColumnsView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """A finished result, without its long lists.

    Args:
        head: What it was judged by, and when.
        components: Components of all documents.
        counts: How many of them are what, as in ``licences`` of ``pruefstand licences``.
        findings: How many findings there are of each weight.
        documents: What came of each document.
    """

    head: ResultHeadView
    components: int
    counts: Mapping[str, int]
    findings: Mapping[str, int]
    documents: list[DocumentView]


def result_view(opened: OpenedResult) -> ResultView:
    """Return a result as it is shown."""
    return ResultView(
        head=head_view(opened.result),
        components=opened.components,
        counts=opened.counts,
        findings={weight.value: count for weight, count in opened.findings.items()},
        documents=[_document(one) for one in opened.verdicts],
    )


def choice_view(choice: AnalysisChoice) -> ChoiceView:
    """Return what files are judged by as it is shown."""
    return ChoiceView(outbound=choice.outbound, use=choice.use, scenario=choice.scenario, rules=choice.rules)


def head_view(result: AnalysisResult) -> ResultHeadView:
    """Return a version of what came of an analysis as it is shown."""
    return ResultHeadView(
        number=result.number,
        choice=choice_view(result.choice),
        lists=result.lists,
        asked_at=result.asked_at,
        finished_at=result.finished_at,
        rules_number=result.rules_number,
        rules_digest=result.rules_digest,
    )


def _document(verdict: FileVerdict) -> DocumentView:
    plain = {name: getattr(verdict, name) for name in DocumentView.__dataclass_fields__ if name != "columns"}
    columns = None if verdict.columns is None else ColumnsView(**verdict.columns)
    return DocumentView(**plain, columns=columns)
