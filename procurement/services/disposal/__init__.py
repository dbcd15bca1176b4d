"""Services of the end of a file: holds, the offer to the archive, deletion by two with a proof."""

from procurement.services.disposal.deleting import FileDeleting
from procurement.services.disposal.desk import DisposalDesk, OfferWish, OpenedDisposal, ReplyWish
from procurement.services.disposal.proofs import DisposalProofs, ShownProof

__all__ = ["DisposalDesk", "DisposalProofs", "FileDeleting", "OfferWish", "OpenedDisposal", "ReplyWish", "ShownProof"]
