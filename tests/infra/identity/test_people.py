"""Managing people, offices and cities, on both databases."""

from threading import Barrier, Thread

import pytest

from app.demo import add_people
from core.errors import VersionConflictError
from infra.identity.demo import DEMO_CITY, DEMO_PEOPLE, DemoPerson, demo_person
from infra.identity.errors import (
    FieldsRefusedError,
    LastAdministratorError,
    OfficeNotFoundError,
    OwnRecoveryError,
    PersonNotFoundError,
    Refusal,
)
from infra.identity.model import PersonDraft
from infra.identity.passwords import Passwords
from infra.identity.repository import IdentityRepository
from infra.policy.model import Actor, Role, operator
from infra.policy.roles import SEE_BIDS, are_compatible
from tests.infra.identity.conftest import CHEAP, World

NOBODYS_ROLES: frozenset[Role] = frozenset()


def draft(name: str = "Käthe Groß", *roles: Role, office: str | None = None) -> PersonDraft:
    return PersonDraft(name=name, roles=frozenset(roles), office=office)


def test_a_new_person_signs_in_with_the_one_time_password(world: World, admin: Actor) -> None:
    office = world.house.offices.all(admin)[0]
    access = world.house.people.add(admin, " K.Gross ", draft("Käthe Groß", Role.ADIT, office=office.id))

    assert (access.person.account, access.person.office_name, access.person.password_due) == (
        "k.gross",
        office.name,
        True,
    )
    assert world.house.sessions.actor(world.attempt("k.gross", access.one_time_password)).roles == {Role.ADIT}
    line = next(line for line in world.lines() if line["event"] == "person-added")
    assert line["details"] == {"after": {"roles": ["adit"], "office": office.id}}
    assert "Käthe" not in str(world.lines())
    assert access.one_time_password not in str(world.lines()) + repr(access) + str(access)


@pytest.mark.parametrize(
    ("account", "given", "faults"),
    [
        ("", draft(), {"account": Refusal.MISSING}),
        ("zwei worte", draft(), {"account": Refusal.CHARACTERS}),
        ("a/b", draft(), {"account": Refusal.CHARACTERS}),
        ("x" * 121, draft(), {"account": Refusal.TOO_LONG}),
        ("neu", draft("  "), {"name": Refusal.MISSING}),
        ("neu", draft("a\0b"), {"name": Refusal.MISSING}),
        ("neu", draft("x" * 121), {"name": Refusal.TOO_LONG}),
        ("VERGABESTELLE", draft(), {"account": Refusal.TAKEN}),
        ("neu", draft(office="nix"), {"office": Refusal.UNKNOWN}),
        ("neu", draft(office="0" * 36), {"office": Refusal.UNKNOWN}),
    ],
)
def test_what_cannot_be_stored_is_told_by_field(
    world: World, admin: Actor, account: str, given: PersonDraft, faults: dict[str, Refusal]
) -> None:
    with pytest.raises(FieldsRefusedError) as error:
        world.house.people.add(admin, account, given)

    assert error.value.faults == faults
    assert world.house.people.page(admin, page=1, size=1).total == len(DEMO_PEOPLE)


def test_changes_leave_lines_without_names(world: World, admin: Actor) -> None:
    person = demo_person("wertung")
    world.house.people.change(admin, person, draft("Mira Nowak-Süß", Role.EVALUATOR, Role.DEPARTMENT))

    roles, other = world.lines()[-2:]
    assert roles["details"] == {"before": ["evaluator"], "after": ["department", "evaluator"]}
    assert other["details"]["name_changed"] is True
    assert other["details"]["after"] == {"office": None}
    assert "Nowak" not in str(world.lines())
    assert [one.id for one in world.house.people.page(admin, "süß nowak", page=1, size=5).items] == [person]


def test_nobody_locks_the_last_administrator_out(world: World, admin: Actor) -> None:
    me = str(admin.person)
    with pytest.raises(LastAdministratorError):
        world.house.people.set_locked(admin, me, locked=True)
    with pytest.raises(LastAdministratorError):
        world.house.people.change(operator(DEMO_CITY), me, draft("Lea Brandt", Role.DEPARTMENT))
    other = world.house.people.add(admin, "zweite", draft("Zweite", Role.ADMINISTRATOR)).person
    world.house.people.set_locked(admin, me, locked=True)
    with pytest.raises(LastAdministratorError):
        world.house.people.set_locked(operator(DEMO_CITY), other.id, locked=True)


def test_two_administrators_cannot_lock_each_other_out_at_the_same_moment(world: World, admin: Actor) -> None:
    other = world.house.people.add(admin, "zweite", draft("Zweite", Role.ADMINISTRATOR)).person
    together, refused = Barrier(2), list[str]()

    def lock(person: str) -> None:
        together.wait()
        try:
            world.house.people.set_locked(operator(DEMO_CITY), person, locked=True)
        except LastAdministratorError:
            refused.append(person)

    threads = [Thread(target=lock, args=(person,)) for person in (other.id, str(admin.person))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1


def test_locking_twice_is_one_line(world: World, admin: Actor) -> None:
    person = demo_person("wertung")
    for _ in range(2):
        assert world.house.people.set_locked(admin, person, locked=True).is_locked
    for _ in range(2):
        assert not world.house.people.set_locked(admin, person, locked=False).is_locked
    events = [line["event"] for line in world.lines()]
    assert (events.count("account-locked"), events.count("account-unlocked")) == (1, 1)


def test_what_changes_nothing_makes_no_version_and_no_line(world: World, admin: Actor) -> None:
    before = world.house.people.get(admin, demo_person("wertung"))
    same = PersonDraft(name=f" {before.name} ", roles=frozenset(before.roles), office=before.office)
    office = world.house.offices.add(admin, "Bauamt", is_dezernat=False)
    lines = world.lines()

    assert world.house.people.change(admin, before.id, same, expected_version=before.version) == before
    assert world.house.offices.change(admin, office.id, name=office.name, is_dezernat=False) == office
    assert world.lines() == lines


def test_nobody_recovers_the_own_account(world: World, admin: Actor) -> None:
    other = world.house.people.add(admin, "zweite", draft("Zweite", Role.ADMINISTRATOR)).person
    before = world.lines()
    with pytest.raises(OwnRecoveryError):
        world.house.people.recover(admin, str(admin.person))

    assert world.lines() == before
    assert world.house.people.recover(admin, other.id).one_time_password
    assert world.house.people.recover(operator(DEMO_CITY), str(admin.person)).one_time_password


@pytest.mark.parametrize("person", ["", "nix", "0" * 36, "\0", "x" * 10_000])
def test_nobody_of_this_id(world: World, admin: Actor, person: str) -> None:
    with pytest.raises(PersonNotFoundError):
        world.house.people.get(admin, person)
    with pytest.raises(PersonNotFoundError):
        world.house.people.recover(admin, person)


def test_another_citys_people_do_not_exist(world: World, admin: Actor) -> None:
    world.house.founding.add(operator("neustadt"), "neustadt", "Neustadt")
    theirs = world.house.people.add(operator("neustadt"), "verwaltung", draft("Wer", Role.ADMINISTRATOR)).person
    office = world.house.offices.add(operator("neustadt"), "Ihr Amt", is_dezernat=False)

    assert world.house.people.page(admin, page=1, size=100).total == len(DEMO_PEOPLE)
    for work in (
        lambda: world.house.people.get(admin, theirs.id),
        lambda: world.house.people.change(admin, theirs.id, draft()),
        lambda: world.house.people.set_locked(admin, theirs.id, locked=True),
        lambda: world.house.people.recover(admin, theirs.id),
    ):
        with pytest.raises(PersonNotFoundError):
            work()
    with pytest.raises(OfficeNotFoundError):
        world.house.offices.get(admin, office.id)
    with pytest.raises(FieldsRefusedError):
        world.house.people.add(admin, "neu", draft(office=office.id))
    assert world.house.people.get(operator("neustadt"), theirs.id) == theirs


def test_people_are_searched_and_paged_in_the_database(world: World, admin: Actor) -> None:
    kept = Passwords(CHEAP).hash("ein kennwort für viele")
    with world.house.transactions.database.write(DEMO_CITY) as session:
        identity = IdentityRepository(session)
        for number in range(300):
            identity.add_person(
                f"{number:036d}",
                f"k{number}",
                f"Person {number:05d}",
                NOBODYS_ROLES,
                at=world.clock.moment,
                password_hash=kept,
            )
    page = world.house.people.page(admin, "PERSON", page=3, size=50)
    assert (page.total, page.pages, page.items[0].name) == (300, 6, "Person 00100")
    assert [one.account for one in world.house.people.page(admin, "00123", page=1, size=5).items] == ["k123"]
    assert world.house.people.page(admin, "100%", page=1, size=5).total == 0


def test_offices_have_a_name_of_their_own(world: World, admin: Actor) -> None:
    made = world.house.offices.add(admin, " Grünflächenamt ", is_dezernat=False)
    with pytest.raises(FieldsRefusedError):
        world.house.offices.add(admin, "Grünflächenamt", is_dezernat=True)
    changed = world.house.offices.change(admin, made.id, name="Dezernat IV", is_dezernat=True, expected_version=1)
    assert (changed.name, changed.is_dezernat, changed.version) == ("Dezernat IV", True, 2)
    with pytest.raises(VersionConflictError):
        world.house.offices.change(admin, made.id, name="Dezernat V", is_dezernat=True, expected_version=1)
    with pytest.raises(FieldsRefusedError):
        world.house.offices.change(admin, made.id, name="Revisionsamt", is_dezernat=False)
    assert world.house.offices.all(admin)[0].name == "Dezernat IV"
    details = world.lines()[-1]["details"]
    assert (details["before"]["name"], details["after"]["name"]) == ("Grünflächenamt", "Dezernat IV")


@pytest.mark.parametrize("city", ["", "X", "a", "mit leer", "ä-stadt", "x" * 41, "../etc"])
def test_ids_of_cities_are_plain(world: World, city: str) -> None:
    with pytest.raises(FieldsRefusedError):
        world.house.founding.add(operator(city), city, "Stadt")


def test_a_city_is_added_once(world: World) -> None:
    world.house.founding.add(operator("neustadt"), "neustadt", "Neustadt")
    with pytest.raises(FieldsRefusedError) as error:
        world.house.founding.add(operator("neustadt"), "neustadt", "Neustadt")
    assert error.value.faults == {"id": Refusal.TAKEN}
    assert [city.id for city in world.house.cities.all()] == ["musterstadt", "neustadt"]


@pytest.mark.parametrize("role", sorted(SEE_BIDS))
def test_who_runs_the_system_gets_no_role_that_sees_bids(world: World, admin: Actor, role: Role) -> None:
    wanted = draft("Beides", Role.ADMINISTRATOR, role)
    for work in (
        lambda: world.house.people.add(admin, "beides", wanted),
        lambda: world.house.people.add(operator(DEMO_CITY), "beides", wanted),
        lambda: world.house.people.change(operator(DEMO_CITY), demo_person("wertung"), wanted),
    ):
        with pytest.raises(FieldsRefusedError) as error:
            work()
        assert error.value.faults == {"roles": Refusal.ROLES_INCOMPATIBLE}
    assert world.house.people.page(admin, "Beides", page=1, size=1).total == 0


def test_nobody_changes_the_own_roles(world: World, admin: Actor) -> None:
    people, me = world.house.people, str(admin.person)
    people.add(admin, "zweite", draft("Zweite", Role.ADMINISTRATOR))
    for roles in ((Role.AUDITOR,), (Role.ADMINISTRATOR, Role.ADIT), ()):
        with pytest.raises(FieldsRefusedError) as error:
            people.change(admin, me, draft("Lea Brandt", *roles))
        assert error.value.faults == {"roles": Refusal.OWN_ROLES}
    assert people.get(admin, me).roles == (Role.ADMINISTRATOR,)
    assert people.change(admin, me, draft("Lea Brandt-Süß", Role.ADMINISTRATOR)).name == "Lea Brandt-Süß"


@pytest.mark.parametrize("roles", [(), (Role.ADIT,), (Role.ADMINISTRATOR, Role.ADIT)])
def test_a_city_begins_with_an_administrator_alone(world: World, roles: tuple[Role, ...]) -> None:
    new = operator("neustadt")
    world.house.founding.add(new, "neustadt", "Neustadt")
    with pytest.raises(FieldsRefusedError) as error:
        world.house.people.add(new, "erste", draft("Erste", *roles))
    assert error.value.faults == {"roles": Refusal.FIRST_PERSON}
    world.house.people.add(new, "erste", draft("Erste", Role.ADMINISTRATOR))
    world.house.people.add(new, "zweite", draft("Zweite", Role.ADMINISTRATOR, Role.ADIT))


def test_the_demo_city_has_nobody_with_incompatible_roles(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    assert all(are_compatible(person.roles) for person in DEMO_PEOPLE.values())
    both = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
    monkeypatch.setattr("app.demo.DEMO_PEOPLE", {"neu": DemoPerson("Neu", both, "adit")})
    with pytest.raises(FieldsRefusedError):
        add_people(world.house)
