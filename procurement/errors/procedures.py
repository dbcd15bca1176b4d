"""What can stop work on evaluations and procedures up to their publication."""

from procurement.errors.base import ProcurementError


class EvaluationNotFoundError(ProcurementError):
    """No stored procedure has this slug."""

    type = "procurement/evaluation-not-found"

    def __init__(self, slug: str) -> None:
        super().__init__(slug=slug)


class NothingToBuyError(ProcurementError):
    """The Digital-Check says that nothing is bought."""

    type = "procurement/nothing-to-buy"


class CheckLinkedError(ProcurementError):
    """The procedure is linked to a Digital-Check already; one at a time."""

    type = "procurement/check-linked"

    def __init__(self, slug: str) -> None:
        super().__init__(slug=slug)


class CheckNotLinkedError(ProcurementError):
    """The procedure is linked to no Digital-Check."""

    type = "procurement/check-not-linked"

    def __init__(self, slug: str) -> None:
        super().__init__(slug=slug)


class PlaceNotFoundError(ProcurementError):
    """The list has no such place to go on from."""

    type = "procurement/place-not-found"


class BidNotFoundError(ProcurementError):
    """The evaluation has no bid with this id."""

    type = "procurement/bid-not-found"

    def __init__(self, bid: str) -> None:
        super().__init__(bid=bid)


class CriterionNotFoundError(ProcurementError):
    """The matrix scores no criterion with this id."""

    type = "procurement/criterion-not-found"

    def __init__(self, criterion: str) -> None:
        super().__init__(criterion=criterion)


class EvaluationAlreadyStoredError(ProcurementError):
    """The lot already has another stored evaluation by this method; a stored evaluation is never replaced."""

    type = "procurement/evaluation-already-stored"

    def __init__(self, reference: str, slug: str) -> None:
        super().__init__(reference=reference, slug=slug)


class PreviewChangedError(ProcurementError):
    """What is to be taken over is not what the preview showed."""

    type = "procurement/preview-changed"


class MatrixPublishedError(ProcurementError):
    """The matrix is public: its weights are fixed (§ 127 Abs. 5 GWB)."""

    type = "procurement/matrix-published"

    def __init__(self, reference: str) -> None:
        super().__init__(reference=reference)


class StabilityWithheldError(ProcurementError):
    """The result is preliminary: its stability must not influence the scores."""

    type = "procurement/stability-withheld"

    def __init__(self, slug: str) -> None:
        super().__init__(slug=slug)


class ResultDiffersError(ProcurementError):
    """The stored input now gives another result than the stored one; no paper may say either."""

    type = "procurement/result-differs"

    def __init__(self, slug: str) -> None:
        super().__init__(slug=slug)


class PruefvermerkCompletedError(ProcurementError):
    """The auditor has completed the Prüfvermerk on this procedure: it stays as it is."""

    type = "procurement/pruefvermerk-completed"

    def __init__(self, slug: str) -> None:
        super().__init__(slug=slug)


class PruefvermerkEmptyError(ProcurementError):
    """A Prüfvermerk without a finding cannot be completed."""

    type = "procurement/pruefvermerk-empty"

    def __init__(self, slug: str) -> None:
        super().__init__(slug=slug)


class ProcedureNotFoundError(ProcurementError):
    """No tender procedure has this slug."""

    type = "procurement/procedure-not-found"

    def __init__(self, slug: str) -> None:
        super().__init__(slug=slug)


class ReferenceTakenError(ProcurementError):
    """The city has another procedure of this reference number."""

    type = "procurement/reference-taken"

    def __init__(self, reference: str) -> None:
        super().__init__(reference=reference)


class ProcedureFrozenError(ProcurementError):
    """In its present stage the content of the procedure does not change."""

    type = "procurement/procedure-frozen"

    def __init__(self, slug: str) -> None:
        super().__init__(slug=slug)


class ContentChangedError(ProcurementError):
    """What is to be released is not what the person has seen."""

    type = "procurement/content-changed"

    def __init__(self, slug: str) -> None:
        super().__init__(slug=slug)


class LotNotFoundError(ProcurementError):
    """The procedure has no lot of this number, or the lot no matrix yet."""

    type = "procurement/lot-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class PublicationNotFoundError(ProcurementError):
    """The procedure has no published version of this number."""

    type = "procurement/publication-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))
