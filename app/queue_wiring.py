"""What is told about the queue of requests: figures, tables to take away, calendar and daily mail."""

from dataclasses import dataclass

from app.mail_wiring import mailer_of
from capacity.services.desk import RequestDesk
from capacity.services.figures import FigureDesk
from capacity.services.files import QueueFiles
from capacity.services.resources import ResourceDesk, RoleRates
from capacity.services.spending import Spending
from capacity.services.subscribing import Subscribing
from infra.parameters import load_parameters
from infra.settings import Settings
from infra.transactions import Transactions


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueHouse:
    """These services; routes ask for them by the name of their field.

    Args:
        figure_desk: Answers, waiting and age.
        queue_files: Requests and figures as tables.
        request_spending: What requests really took.
        subscribing: What waits for somebody, as calendar and daily mail.
        resource_desk: Person-days and euro for the budget.
        role_rates: What person-days cost.
    """

    figure_desk: FigureDesk
    queue_files: QueueFiles
    request_spending: Spending
    subscribing: Subscribing
    resource_desk: ResourceDesk
    role_rates: RoleRates


def queue_house(transactions: Transactions, request_desk: RequestDesk, subscribing: Subscribing) -> QueueHouse:
    """Build these services.

    Args:
        transactions: What they open their transactions with.
        request_desk: Reads requests.
        subscribing: As ``queue_mail`` returns it.
    """
    figure_desk = FigureDesk(transactions=transactions, figures=load_parameters("capacity"))
    return QueueHouse(
        figure_desk=figure_desk,
        queue_files=QueueFiles(requests=request_desk, figures=figure_desk),
        request_spending=Spending(transactions=transactions),
        subscribing=subscribing,
        resource_desk=ResourceDesk(transactions=transactions),
        role_rates=RoleRates(transactions=transactions),
    )


def queue_mail(transactions: Transactions, settings: Settings) -> Subscribing:
    """Build what tells people what waits for them; without a mail server it sends nothing."""
    return Subscribing(transactions=transactions, public_url=settings.public_url, mailer=mailer_of(settings))
