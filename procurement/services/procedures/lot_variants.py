"""What is published about variants (Nebenangebote) of a lot: what they must meet, or that there are none."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from core.errors import Fault, InputError
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.transactions import Transactions
from procurement.errors import LotNotFoundError
from procurement.model import Procedure, VariantTerms
from procurement.services.procedures.editing import editing, saved
from scoring.model import is_written

MOST_REQUIREMENTS = 50
LONGEST_REQUIREMENT = 1_000
LONGEST_SCORING = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantSetting:
    """Says whether lots admit variants; calls name the version that the person has seen.

    Args:
        transactions: Opens procedures to those who may prepare them.
    """

    transactions: Transactions

    def set_variants(
        self,
        actor: Actor,
        slug: str,
        version: int,
        number: int,
        terms: VariantTerms | None,
        once: Once | None = None,
    ) -> Procedure:
        """Say what variants of a lot must meet and how they are scored; None where the lot admits none.

        Raises:
            InputError: A minimum requirement or the scoring says nothing, or is too long.
            LotNotFoundError: There is no lot of this number.
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.

        Legal source:
            § 35 Abs. 1 und 2 VgV, § 25 UVgO
        """
        with editing(self.transactions, actor, slug, version, once) as (writing, procedure):
            lot = next((one for one in procedure.lots if one.number == number), None)
            if lot is None:
                raise LotNotFoundError(number)
            after = replace(lot, terms=replace(lot.terms, variants=None if terms is None else checked(terms)))
            lots = tuple(after if one.number == number else one for one in procedure.lots)
            told = [
                {"lot": lot.title, "variants": one and {**asdict(one), "requirements": list(one.requirements)}}
                for one in (lot.terms.variants, after.terms.variants)
            ]
            return saved(writing, procedure, replace(procedure, lots=lots), told[0], told[1])


def checked(terms: VariantTerms) -> VariantTerms:
    """Return what is said about variants as it is stored, without lines that say nothing.

    Raises:
        InputError: There is no minimum requirement, or nothing about the scoring, or something is too long.
    """
    requirements = [" ".join(plain_text(one).split()) for one in terms.requirements]
    requirements = [one for one in requirements if is_written(one)]
    scoring = plain_text(terms.scoring).strip()
    faults = list(_faults(requirements, scoring))
    if faults:
        raise InputError(faults)
    return replace(terms, requirements=tuple(requirements), scoring=scoring)


def _faults(requirements: Sequence[str], scoring: str) -> list[Fault]:
    found = []
    if not requirements:
        found.append(Fault("variant_requirements_missing", "/requirements"))
    if len(requirements) > MOST_REQUIREMENTS:
        found.append(Fault("variants_too_many", "/requirements", properties={"maximum": str(MOST_REQUIREMENTS)}))
    if any(len(one) > LONGEST_REQUIREMENT for one in requirements):
        found.append(Fault("text_too_long", "/requirements", properties={"maximum": str(LONGEST_REQUIREMENT)}))
    if not is_written(scoring):
        found.append(Fault("variant_scoring_missing", "/scoring"))
    if len(scoring) > LONGEST_SCORING:
        found.append(Fault("text_too_long", "/scoring", properties={"maximum": str(LONGEST_SCORING)}))
    return found
