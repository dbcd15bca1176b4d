"""What can stop work on Kurzbewertungen."""

from procurement.errors.base import ProcurementError


class ShortAssessmentNotFoundError(ProcurementError):
    """There is no Kurzbewertung of this number."""

    type = "procurement/short-assessment-not-found"


class ShortAssessmentOfficeMissingError(ProcurementError):
    """A Kurzbewertung belongs to an office, and whoever begins one belongs to none."""

    type = "procurement/short-assessment-office-missing"


class ShortAssessmentClosedError(ProcurementError):
    """In its stage this is not done; the action as such is theirs."""

    type = "procurement/short-assessment-closed"


class ShortAssessmentSamePersonError(ProcurementError):
    """Whoever wrote or handed in a Kurzbewertung does not sign it."""

    type = "procurement/short-assessment-same-person"
