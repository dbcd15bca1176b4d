"""The services of people, their sessions, and places."""

from typing import Any

from infra.identity.desk import Desk
from infra.identity.limits import Limits
from infra.identity.own_account import OwnAccounts
from infra.identity.passwords import Cost, Passwords
from infra.identity.people import People
from infra.identity.places import Cities, Founding, Offices
from infra.identity.proving import Proving
from infra.identity.sessions import Sessions
from infra.identity.signing_in import SignIn
from infra.secrets import Secrets
from infra.settings import Settings
from infra.transactions import Transactions


def about_people(transactions: Transactions, secrets: Secrets, settings: Settings, cost: Cost | None) -> dict[str, Any]:
    """Build the services of people and places, by the name of their field in ``House``."""
    passwords, sessions, limits = Passwords(cost), Sessions(transactions), Limits(secrets)
    cities = Cities(transactions=transactions)
    proving = Proving(transactions=transactions, passwords=passwords, secrets=secrets, limits=limits, sessions=sessions)
    return {
        "sessions": sessions,
        "desk": Desk(),
        "sign_in": SignIn(proving, cities, lets_demo_in=settings.lets_demo_in),
        "accounts": OwnAccounts(proving),
        "people": People(transactions=transactions, passwords=passwords, limits=limits),
        "offices": Offices(transactions=transactions),
        "cities": cities,
        "founding": Founding(transactions=transactions),
    }
