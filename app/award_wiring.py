"""The award: its services and dated data."""

from dataclasses import dataclass
from functools import cache

from infra.parameters import load_data, load_parameters
from infra.transactions import Transactions
from procurement.rules.award.book import AwardBook
from procurement.rules.rulebook import Rulebook
from procurement.services.awarding import AwardDesk, AwardGathering, AwardPapers, Letters, Objections
from procurement.services.disposal import DisposalDesk, DisposalProofs, FileDeleting


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardHouse:
    """These services; routes ask for them by the name of their field.

    Args:
        award_desk: What is known and written about awards.
        letters: Letters to bidders.
        objections: Rügen and reviews.
        award_papers: Papers of the award.
        disposal_desk: Until when files are kept, holds, the offer to the archive.
        file_deleting: Deleting files whose time is over.
        disposal_proofs: Proofs of deletion.
    """

    award_desk: AwardDesk
    letters: Letters
    objections: Objections
    award_papers: AwardPapers
    disposal_desk: DisposalDesk
    file_deleting: FileDeleting
    disposal_proofs: DisposalProofs


def award_house(transactions: Transactions, gathering: AwardGathering) -> AwardHouse:
    """Build them."""
    return AwardHouse(
        award_desk=AwardDesk(transactions=transactions, gathering=gathering),
        letters=Letters(transactions=transactions, gathering=gathering),
        objections=Objections(transactions=transactions, book=gathering.book),
        award_papers=AwardPapers(
            transactions=transactions, gathering=gathering, check_figures=load_parameters("digitalcheck")
        ),
        disposal_desk=DisposalDesk(transactions=transactions, parameters=gathering.book.parameters),
        file_deleting=FileDeleting(transactions=transactions, parameters=gathering.book.parameters),
        disposal_proofs=DisposalProofs(transactions=transactions),
    )


def award_gathering(transactions: Transactions, rulebook: Rulebook) -> AwardGathering:
    """Build what gathers facts about awards."""
    return AwardGathering(book=load_award_book(), kinds=rulebook.kinds, clock=transactions.clock)


@cache
def load_award_book() -> AwardBook:
    """Read the dated data of the award."""
    return AwardBook.from_data(load_data("procurement", "zuschlag"))
