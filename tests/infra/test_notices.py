import pytest
from sqlalchemy import event

from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.notices.errors import NoticeNotFoundError
from infra.notices.model import NoticeKind
from infra.notices.services import MANY, Notices
from infra.policy.decision import AccessDeniedError, Denial
from infra.policy.model import NOBODY, Actor
from infra.policy.table import Action
from infra.transactions import Transactions
from tests.audit_lines import lines_of
from tests.jobs import ADMINISTRATOR, AUDITOR, Bench
from tests.people import OPERATOR


@pytest.fixture
def transactions(database: Database) -> Transactions:
    return Bench(database, lambda _context, _payload: None).transactions


def tell(transactions: Transactions, person: Actor, times: int = 1) -> None:
    with transactions.write(ADMINISTRATOR, Action.MANAGE_PEOPLE) as writing:
        for _ in range(times):
            Notices.tell(writing, str(person.person), NoticeKind.ROLES_CHANGED, {"n": "1"}, "/konto")


def test_told_read_and_counted(transactions: Transactions) -> None:
    notices = Notices(transactions)
    assert notices.unread(AUDITOR) == 0
    tell(transactions, AUDITOR, 3)
    assert notices.unread(AUDITOR) == 3
    newest = notices.page(AUDITOR).items[0]
    assert (newest.kind, newest.properties, newest.link) == (NoticeKind.ROLES_CHANGED, {"n": "1"}, "/konto")
    for _ in range(2):
        notices.mark_read(AUDITOR, newest.id)
    assert notices.unread(AUDITOR) == 2
    assert notices.page(AUDITOR).items[0].read_at == transactions.clock.now()
    notices.mark_all_read(AUDITOR)
    assert notices.unread(AUDITOR) == 0


def test_counting_stops_somewhere(transactions: Transactions) -> None:
    tell(transactions, AUDITOR, MANY + 5)
    assert Notices(transactions).unread(AUDITOR) == MANY


def test_nobody_is_told_what_was_taken_back(transactions: Transactions) -> None:
    def fail() -> None:
        with transactions.write(ADMINISTRATOR, Action.MANAGE_PEOPLE) as writing:
            Notices.tell(writing, str(AUDITOR.person), NoticeKind.ROLES_CHANGED)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert Notices(transactions).unread(AUDITOR) == 0


def test_everybody_has_their_own(transactions: Transactions) -> None:
    notices = Notices(transactions)
    tell(transactions, AUDITOR)
    (mine,) = notices.page(AUDITOR).items
    assert notices.page(ADMINISTRATOR).items == ()
    with pytest.raises(AccessDeniedError) as denied:
        notices.mark_read(ADMINISTRATOR, mine.id)
    assert denied.value.denial is Denial.OTHER_PERSON
    line = lines_of(transactions.database, DEMO_CITY)[-1]
    assert (line["event"], line["actor"]) == ("access-denied", ADMINISTRATOR.person)
    assert line["subject"] == {"kind": "notice", "id": str(mine.id)}
    for number in (mine.id + 1, 2**40):
        with pytest.raises(NoticeNotFoundError):
            notices.mark_read(AUDITOR, number)
    notices.mark_all_read(ADMINISTRATOR)
    assert notices.unread(AUDITOR) == 1


def test_the_list_goes_on_where_it_ended(transactions: Transactions) -> None:
    notices = Notices(transactions)
    tell(transactions, AUDITOR, 5)
    first = notices.page(AUDITOR, size=3)
    second = notices.page(AUDITOR, before=first.before, size=3)
    numbers = [one.id for page in (first, second) for one in page.items]
    assert numbers == sorted(set(numbers), reverse=True)
    assert (len(numbers), second.before) == (5, None)


def test_nothing_is_asked_for_whoever_is_no_person(transactions: Transactions) -> None:
    statements: list[str] = []
    event.listen(transactions.database.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert (Notices(transactions).unread(NOBODY), Notices(transactions).unread(OPERATOR)) == (0, 0)
    assert statements == []
    Notices(transactions).unread(AUDITOR)
    assert len([one for one in statements if "notice" in one]) == 1
