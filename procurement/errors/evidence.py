"""What can stop work with evidence on licences."""

from procurement.errors.base import ProcurementError


class AnalysisNotFoundError(ProcurementError):
    """There is no analysis of this number."""

    type = "procurement/analysis-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class EvidenceFileNotFoundError(ProcurementError):
    """The analysis has no file of this number."""

    type = "procurement/evidence-file-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class AnalysisResultNotFoundError(ProcurementError):
    """The analysis has no finished result of this number."""

    type = "procurement/analysis-result-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class AnalysisRunningError(ProcurementError):
    """A result is being made: until it is there, or its job is over, nothing about the analysis changes."""

    type = "procurement/analysis-running"


class AnalysisEmptyError(ProcurementError):
    """Without a file there is nothing to judge."""

    type = "procurement/analysis-empty"


class AnalysisKeptError(ProcurementError):
    """It belongs to a bid, or there is a result: it stays."""

    type = "procurement/analysis-kept"


class EvidenceClosedError(ProcurementError):
    """The quality evaluation of the bid is fixed, or its round is over: evidence is read, and not gathered any more."""

    type = "procurement/evidence-closed"


class PriceFileRefusedError(ProcurementError):
    """The file tells the price: no analysis takes it."""

    type = "procurement/price-file-refused"


class HouseRulesNotFoundError(ProcurementError):
    """There is no version of the rules of the house of this number."""

    type = "procurement/house-rules-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class HouseRulesTakenError(ProcurementError):
    """A version of this name exists already and says something else: a stored version never changes."""

    type = "procurement/house-rules-taken"

    def __init__(self, version: str, number: int) -> None:
        super().__init__(version=version, number=str(number))
