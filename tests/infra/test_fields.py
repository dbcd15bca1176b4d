"""Saving field by field: what is a conflict, what is none, and whose draft it is."""

from dataclasses import replace

import pytest

from app.wiring import build_house
from infra.database import Database
from infra.fields.model import (
    Conflict,
    Edit,
    FieldRule,
    FieldTooLongError,
    OtherOwnerError,
    Saved,
    UnknownFieldError,
)
from infra.fields.services import FieldStore
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions
from tests.people import actor

STORE = FieldStore("probe", (FieldRule(name="text", longest=50), FieldRule(name="note")))
SHARED = STORE.record("eins")
REVISION, OFFICER = actor("revision"), actor("vergabestelle")


@pytest.fixture
def transactions(database: Database) -> Transactions:
    return build_house(database).transactions


def save(transactions: Transactions, edit: Edit, who: Actor = REVISION) -> Saved | Conflict:
    with transactions.write(who, Action.USE_OWN_ACCOUNT) as writing:
        return STORE.save(writing, SHARED, edit)


def edit(value: str, base: int, form: str | None = None) -> Edit:
    return Edit(field="text", value=value, base_version=base, form=form)


def test_a_field_never_saved_is_empty_at_version_0(transactions: Transactions) -> None:
    with transactions.read(REVISION, Action.USE_OWN_ACCOUNT) as reading:
        values = STORE.values(reading, SHARED)
    assert [(name, held.value, held.version) for name, held in values.items()] == [("text", "", 0), ("note", "", 0)]


def test_versions_count_from_one(transactions: Transactions) -> None:
    outcomes = [save(transactions, edit(f"Fassung {number}", number)) for number in range(3)]
    assert [(type(one), one.now.version) for one in outcomes] == [(Saved, 1), (Saved, 2), (Saved, 3)]
    assert outcomes[2].now.changed_by == REVISION.person


def test_somebody_else_was_faster(transactions: Transactions) -> None:
    save(transactions, edit("erste", 0))
    outcome = save(transactions, edit("zweite", 0), OFFICER)
    assert isinstance(outcome, Conflict)
    assert (outcome.now.value, outcome.now.version, outcome.now.changed_by) == ("erste", 1, REVISION.person)
    kept = save(transactions, edit("zweite", 1), OFFICER)
    assert (type(kept), kept.now.version) == (Saved, 2)


def test_what_is_there_already_is_no_conflict(transactions: Transactions) -> None:
    """The answer got lost, the same text comes again; or two people typed the same."""
    save(transactions, edit("gleich", 0))
    for who in (REVISION, OFFICER):
        outcome = save(transactions, edit("gleich", 0), who)
        assert (type(outcome), outcome.now.version) == (Saved, 1)


def test_a_form_is_not_alarmed_by_its_own_save(transactions: Transactions) -> None:
    """The answer got lost and somebody typed on: the second save still names the version before the first."""
    save(transactions, edit("erst", 0, "fenster-1"))
    outcome = save(transactions, edit("erst, dann weiter", 0, "fenster-1"))
    assert (type(outcome), outcome.now.version) == (Saved, 2)
    assert isinstance(save(transactions, edit("anderes Fenster", 0, "fenster-2")), Conflict)
    assert isinstance(save(transactions, edit("ohne Namen", 0)), Conflict)


def test_line_ends_of_a_form_are_no_change(transactions: Transactions) -> None:
    save(transactions, edit("eins\nzwei", 0))
    outcome = save(transactions, edit("eins\r\nzwei", 1))
    assert (outcome.now.version, outcome.now.value) == (1, "eins\nzwei")


def test_emptying_a_field_is_a_change(transactions: Transactions) -> None:
    save(transactions, edit("etwas", 0))
    assert save(transactions, edit("", 1)).now.version == 2
    assert save(transactions, edit("", 0)).now.version == 2


def test_what_no_field_takes(transactions: Transactions) -> None:
    assert isinstance(save(transactions, edit("ä" * 50, 0)), Saved)
    with pytest.raises(FieldTooLongError):
        save(transactions, edit("x" * 51, 1))
    with pytest.raises(UnknownFieldError):
        save(transactions, replace(edit("x", 0), field="erfunden"))
    assert save(transactions, edit("a\0b", 1)).now.value == "ab"


def test_a_draft_is_its_owners_alone(transactions: Transactions) -> None:
    own = STORE.record("entwurf", owner=REVISION.person)
    with transactions.write(REVISION, Action.USE_OWN_ACCOUNT) as writing:
        STORE.save(writing, own, edit("vertraulich", 0))
    for use in (
        lambda one: STORE.values(one, own),
        lambda one: STORE.save(one, own, edit("fremd", 1)),
        lambda one: STORE.drop(one, own),
    ):
        with pytest.raises(OtherOwnerError), transactions.write(OFFICER, Action.USE_OWN_ACCOUNT) as writing:
            use(writing)
    with transactions.write(REVISION, Action.USE_OWN_ACCOUNT) as writing:
        assert STORE.values(writing, own)["text"].value == "vertraulich"
        STORE.drop(writing, own)
        assert STORE.values(writing, own)["text"].version == 0
