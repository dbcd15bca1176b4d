"""What is told about the queue of requests: figures, tables to take away."""

from dataclasses import dataclass

from capacity.services.desk import RequestDesk
from capacity.services.figures import FigureDesk
from capacity.services.files import QueueFiles
from infra.parameters import load_parameters
from infra.transactions import Transactions


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueHouse:
    """These services; routes ask for them by the name of their field.

    Args:
        figure_desk: Answers, waiting and age.
        queue_files: Requests and figures as tables.
    """

    figure_desk: FigureDesk
    queue_files: QueueFiles


def queue_house(transactions: Transactions) -> QueueHouse:
    """Build these services."""
    figures = load_parameters("capacity")
    figure_desk = FigureDesk(transactions=transactions, figures=figures)
    request_desk = RequestDesk(transactions=transactions, figures=figures)
    return QueueHouse(figure_desk=figure_desk, queue_files=QueueFiles(requests=request_desk, figures=figure_desk))
