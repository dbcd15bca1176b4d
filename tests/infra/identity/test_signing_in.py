"""Signing in, sessions and limits, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread

import pyotp
import pytest
from sqlalchemy import text

from app.demo import add_people
from app.jobs import MAINTENANCE
from app.migrations import upgrade
from app.wiring import build_house
from core.errors import VersionConflictError
from infra.database import Database
from infra.identity.demo import DEMO_CITY, DEMO_OFFICES, DEMO_PEOPLE, demo_person
from infra.identity.errors import (
    CityNotFoundError,
    FieldsRefusedError,
    Refusal,
    SecondFactorInUseError,
    SecondFactorOfferError,
    SignInRefusedError,
    TooManyAttemptsError,
)
from infra.identity.limits import ACCOUNT_FAILURES, ADDRESS_FAILURES, network_of
from infra.identity.model import Attempt, PersonDraft
from infra.identity.passwords import Cost, Passwords
from infra.identity.repository import CredentialsRepository
from infra.jobs.runner import Runner
from infra.policy.decision import AccessDeniedError, Denial, decide
from infra.policy.model import NOBODY, Actor, Role, operator
from infra.policy.table import Action
from infra.settings import Settings
from tests.audit_lines import lines_of
from tests.infra.identity.conftest import CHEAP, PASSWORD, SECRET_KEY, World
from tests.people import OPERATOR

WRONG = "nicht das richtige kennwort"


def refused(world: World, account: str = "vergabestelle", password: str = WRONG, **more: str) -> None:
    with pytest.raises(SignInRefusedError):
        world.attempt(account, password, **more)


def set_up_second_factor(world: World, account: str = "vergabestelle") -> pyotp.TOTP:
    actor = world.signed_in(account)
    offer = world.house.accounts.offer_second_factor(actor)
    app = pyotp.TOTP(offer.secret.replace(" ", ""))
    world.house.accounts.add_second_factor(
        actor, sealed=offer.sealed, code=app.at(world.clock.moment), password=PASSWORD, address=""
    )
    world.later(seconds=60)
    return app


def test_account_and_password_open_a_session_with_the_roles_of_now(world: World) -> None:
    actor = world.house.sessions.actor(world.attempt(" VergabeStelle "))

    assert (actor.name, actor.city_name, actor.roles) == (
        "Jonas Keller",
        "Musterstadt",
        frozenset({Role.PROCUREMENT_OFFICER}),
    )
    assert world.lines()[-1]["event"] == "signed-in"
    assert world.lines()[-1]["actor"] == demo_person("vergabestelle")


def test_a_demo_city_that_appears_while_the_service_is_in_the_network_opens_nothing(world: World) -> None:
    settings = Settings(secret_key=SECRET_KEY, host="192.0.2.1")  # type: ignore[arg-type]  # pydantic wraps it
    served = build_house(world.house.transactions.database, clock=world.clock, settings=settings, cost=CHEAP)
    attempt = Attempt(account="vergabestelle", password=PASSWORD)
    with pytest.raises(SignInRefusedError):
        served.sign_in.sign_in(attempt)
    assert (world.lines()[-1]["event"], world.lines()[-1]["details"]) == (
        "sign-in-refused",
        {"reason": "published-password"},
    )

    public = build_house(
        world.house.transactions.database,
        clock=world.clock,
        settings=settings.model_copy(update={"demo_public": True}),
        cost=CHEAP,
    )
    assert public.sessions.actor(public.sign_in.sign_in(attempt)).is_known


def test_people_of_a_real_city_sign_in_over_the_network(world: World) -> None:
    world.house.founding.add(operator("neustadt"), "neustadt", "Neustadt")
    draft = PersonDraft(name="Neu", roles=frozenset({Role.ADMINISTRATOR}))
    access = world.house.people.add(operator("neustadt"), "neu", draft)
    settings = Settings(secret_key=SECRET_KEY, host="192.0.2.1")  # type: ignore[arg-type]  # pydantic wraps it
    served = build_house(world.house.transactions.database, clock=world.clock, settings=settings, cost=CHEAP)

    token = served.sign_in.sign_in(Attempt(account="neu", password=access.one_time_password, city="neustadt"))
    assert served.sessions.actor(token).city == "neustadt"


def test_loading_the_demo_city_is_told_by_its_log_once(empty_database: Database) -> None:
    upgrade(empty_database)
    house = build_house(empty_database)
    add_people(house)
    lines = lines_of(empty_database, DEMO_CITY)
    told = [line["event"] for line in lines]
    assert told == ["city-added"] + ["office-added"] * len(DEMO_OFFICES) + ["person-added"] * len(DEMO_PEOPLE)
    assert {line["actor"] for line in lines} == {"operator"}
    add_people(house)
    assert lines_of(empty_database, DEMO_CITY) == lines


def test_the_unrecorded_people_of_tests_are_those_of_the_demo_city(world: World) -> None:
    before = world.house.people.page(OPERATOR, page=1, size=50), world.house.offices.all(OPERATOR)
    add_people(world.house)
    assert (world.house.people.page(OPERATOR, page=1, size=50), world.house.offices.all(OPERATOR)) == before
    assert world.lines() == []


def test_every_sign_in_gets_a_token_of_its_own_and_ends_the_one_before(world: World) -> None:
    first = world.attempt()
    second = world.attempt(old_token=first)

    assert first != second
    assert world.house.sessions.actor(first) == NOBODY
    assert world.house.sessions.actor(second).is_known


@pytest.mark.parametrize(
    "token",
    ["x", "musterstadt.", "musterstadt." + "A" * 43, "andere." + "A" * 43, "\0", "musterstadt.Ā", "A" * 5000, ""],
)
def test_a_token_that_was_not_issued_is_nobodys_and_is_never_adopted(world: World, token: str) -> None:
    assert world.house.sessions.actor(token) == NOBODY
    issued = world.attempt(old_token=token)
    assert issued != token
    assert world.house.sessions.actor(token) == NOBODY


def test_a_token_works_for_no_other_city(world: World) -> None:
    world.house.founding.add(operator("neustadt"), "neustadt", "Neustadt")
    token = world.attempt(city=DEMO_CITY)

    assert world.house.sessions.actor("neustadt." + token.partition(".")[2]) == NOBODY
    with pytest.raises(CityNotFoundError):
        world.attempt()
    with pytest.raises(CityNotFoundError):
        world.attempt(city="altstadt")
    refused(world, password=PASSWORD, city="neustadt")


def test_the_database_holds_no_token(world: World) -> None:
    token = world.attempt()
    with world.house.transactions.database.read() as session:
        kept = session.execute(text("SELECT token_digest FROM identity_session")).scalars().all()

    assert kept
    assert all(token not in one and one not in token for one in kept)


def test_signing_out_ends_the_session(world: World) -> None:
    token = world.attempt()
    world.house.sessions.close(world.house.sessions.actor(token), token)

    assert world.house.sessions.actor(token) == NOBODY
    assert world.lines()[-1]["event"] == "signed-out"


def test_a_session_ends_after_thirty_idle_minutes(world: World) -> None:
    token = world.attempt()
    world.later(minutes=29)
    assert world.house.sessions.actor(token).is_known
    world.later(minutes=30)
    assert world.house.sessions.actor(token).is_known
    world.later(minutes=30, seconds=1)
    assert world.house.sessions.actor(token) == NOBODY


def test_a_session_ends_after_twelve_hours_however_busy(world: World) -> None:
    token = world.attempt()
    for _ in range(36):
        world.later(minutes=20)
        assert world.house.sessions.actor(token).is_known
    world.later(seconds=1)
    assert world.house.sessions.actor(token) == NOBODY


def test_ended_sessions_are_forgotten(world: World) -> None:
    world.attempt()
    world.later(hours=13)
    world.house.jobs.start(OPERATOR, MAINTENANCE)
    assert Runner(world.house.jobs).work_once()
    with world.house.transactions.database.read() as session:
        assert session.execute(text("SELECT count(*) FROM identity_session")).scalar_one() == 0


@pytest.mark.parametrize(
    ("account", "password"),
    [("vergabestelle", WRONG), ("niemand", PASSWORD), ("", ""), ("x" * 500, PASSWORD), ("ver\0", PASSWORD)],
)
def test_what_does_not_fit_is_refused_alike(world: World, account: str, password: str) -> None:
    refused(world, account, password)

    line = world.lines()[-1]
    assert (line["event"], line["actor"]) == ("sign-in-refused", "nobody")
    assert PASSWORD not in str(line)
    assert account == "vergabestelle" or account not in str(line["subject"]) or not account


def test_after_five_failures_the_account_waits_even_with_the_right_password(world: World) -> None:
    for _ in range(ACCOUNT_FAILURES):
        refused(world, address="192.0.2.1")
        world.later(minutes=1)
    with pytest.raises(TooManyAttemptsError) as waiting:
        world.attempt(address="192.0.2.2")
    assert 9 * 60 < waiting.value.seconds <= 10 * 60 + 1
    assert world.attempt("wertung", address="192.0.2.1")
    world.later(minutes=10, seconds=1)
    assert world.attempt()


def test_signing_in_forgives_the_failures_of_the_account(world: World) -> None:
    for _ in range(3):
        for _ in range(ACCOUNT_FAILURES - 1):
            refused(world, address="192.0.2.9" if _ else "192.0.2.8")
        world.attempt()


def test_after_twenty_failures_the_address_waits(world: World) -> None:
    for number in range(ADDRESS_FAILURES):
        refused(world, f"niemand{number}", address="2001:db8:1:2::1")
    with pytest.raises(TooManyAttemptsError):
        world.attempt(address="2001:db8:1:2:ffff::9")
    assert world.attempt(address="2001:db8:1:3::1")


def test_failures_hold_neither_account_nor_address(world: World) -> None:
    refused(world, address="192.0.2.1")
    with world.house.transactions.database.maintain(read_only=True) as session:
        rows = session.execute(text("SELECT account_digest, address_digest FROM identity_sign_in_failure")).all()

    assert len(rows) == 1
    assert all(len(digest) == 64 for digest in rows[0])


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8::1:2", "2001:db8::"), ("x", "x")],
)
def test_networks(address: str, network: str) -> None:
    assert network_of(address) == network


def test_attempts_side_by_side_do_not_slip_through_the_limit(world: World) -> None:
    together, outcomes = Barrier(12), list[str]()

    def attempt() -> None:
        together.wait()
        try:
            world.attempt(password=WRONG)
        except (SignInRefusedError, TooManyAttemptsError) as error:
            outcomes.append(type(error).__name__)

    threads = [Thread(target=attempt) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes).count("SignInRefusedError") == ACCOUNT_FAILURES


def test_roles_and_locks_count_from_the_next_request(world: World, admin: Actor) -> None:
    token = world.attempt()
    person = demo_person("vergabestelle")
    draft = PersonDraft(name="Jonas Keller", roles=frozenset({Role.MAGISTRAT}))
    world.house.people.change(admin, person, draft)
    assert world.house.sessions.actor(token).roles == {Role.MAGISTRAT}
    world.house.people.set_locked(admin, person, locked=True)
    assert world.house.sessions.actor(token) == NOBODY
    refused(world, password=PASSWORD)
    assert world.lines()[-1]["details"]["reason"] == "locked"


def test_a_hash_of_another_cost_is_renewed(world: World) -> None:
    dear = Passwords(Cost(passes=2, memory_kibibytes=16, lanes=1)).hash(PASSWORD)
    person = demo_person("vergabestelle")
    with world.house.transactions.database.write(DEMO_CITY) as session:
        CredentialsRepository(session).set_password(person, dear)
    world.attempt()
    with world.house.transactions.database.read(DEMO_CITY) as session:
        found = CredentialsRepository(session).of_person(person)
    assert found is not None
    assert "m=8,t=1,p=1" in found.password_hash
    assert world.attempt()


def test_another_password_ends_all_sessions_and_opens_a_new_one(world: World) -> None:
    here, there = world.attempt(), world.attempt()
    actor = world.house.sessions.actor(here)
    token = world.house.accounts.change_password(actor, old=PASSWORD, new="ein ganz neues kennwort", address="")

    assert [world.house.sessions.actor(one).is_known for one in (here, there, token)] == [False, False, True]
    refused(world, password=PASSWORD)
    assert world.attempt(password="ein ganz neues kennwort")
    assert "password-changed" in [line["event"] for line in world.lines()]


@pytest.mark.parametrize(
    ("old", "new", "field", "refusal"),
    [
        (WRONG, "ein ganz neues kennwort", "old", Refusal.WRONG_PASSWORD),
        (PASSWORD, PASSWORD, "new", Refusal.UNCHANGED),
        (PASSWORD, "kurz", "new", Refusal.PASSWORD_TOO_SHORT),
        (PASSWORD, "x" * 300, "new", Refusal.PASSWORD_TOO_LONG),
        (PASSWORD, "passwort1234", "new", Refusal.PASSWORD_COMMON),
        (PASSWORD, "vergabestelle1", "new", Refusal.PASSWORD_LIKE_ACCOUNT),
    ],
)
def test_passwords_that_are_not_taken(world: World, old: str, new: str, field: str, refusal: Refusal) -> None:
    actor = world.signed_in("vergabestelle")
    with pytest.raises(FieldsRefusedError) as error:
        world.house.accounts.change_password(actor, old=old, new=new, address="")

    assert error.value.faults == {field: refusal}
    assert world.attempt()


def test_an_open_session_is_no_way_to_try_passwords(world: World) -> None:
    actor = world.signed_in("vergabestelle")
    for _ in range(ACCOUNT_FAILURES):
        with pytest.raises(FieldsRefusedError):
            world.house.accounts.change_password(actor, old=WRONG, new="ein ganz neues kennwort", address="")
    with pytest.raises(TooManyAttemptsError):
        world.house.accounts.change_password(actor, old=PASSWORD, new="ein ganz neues kennwort", address="")


def test_attempts_at_the_same_time_do_not_slip_through_the_limit_together(world: World) -> None:
    actor, start = world.signed_in("vergabestelle"), Barrier(ACCOUNT_FAILURES + 4)

    def change() -> type[Exception]:
        start.wait()
        with pytest.raises((FieldsRefusedError, TooManyAttemptsError)) as refused_with:
            world.house.accounts.change_password(actor, old=WRONG, new="ein ganz neues kennwort", address="")
        return refused_with.type

    with ThreadPoolExecutor(start.parties) as threads:
        ends = [one.result() for one in [threads.submit(change) for _ in range(start.parties)]]
    assert ends.count(FieldsRefusedError) == ACCOUNT_FAILURES
    assert [line["details"] for line in world.lines()] == [{"reason": "confirmation"}] * ACCOUNT_FAILURES


def test_wrong_codes_are_counted_and_recorded_as_at_the_sign_in(world: World) -> None:
    app = set_up_second_factor(world)
    actor = world.signed_in("vergabestelle")

    def remove(code: str) -> None:
        world.house.accounts.remove_second_factor(actor, code=code, password=PASSWORD, address="")

    for _ in range(ACCOUNT_FAILURES):
        with pytest.raises(FieldsRefusedError) as error:
            remove("")
        assert error.value.faults == {"code": Refusal.WRONG_CODE}
    assert [(line["event"], line["actor"], line["details"]) for line in world.lines()[-ACCOUNT_FAILURES:]] == [
        ("sign-in-refused", actor.person, {"reason": "confirmation-code"})
    ] * ACCOUNT_FAILURES
    with pytest.raises(TooManyAttemptsError):
        remove(app.at(world.clock.moment))
    with pytest.raises(TooManyAttemptsError):
        world.attempt(code=app.at(world.clock.moment))
    world.later(minutes=15)
    remove(app.at(world.clock.moment))
    assert world.attempt()


def test_wrong_codes_of_an_offer_count_too(world: World) -> None:
    actor = world.signed_in("vergabestelle")
    offer = world.house.accounts.offer_second_factor(actor)
    with pytest.raises(FieldsRefusedError):
        world.house.accounts.add_second_factor(actor, sealed=offer.sealed, code="", password=PASSWORD, address="")
    assert world.lines()[-1]["details"] == {"reason": "confirmation-code"}
    assert not world.house.accounts.show(actor).person.has_second_factor


def test_a_factor_of_another_key_is_refused_and_told_to_the_log_alone(world: World) -> None:
    set_up_second_factor(world)
    settings = Settings(secret_key=SECRET_KEY[::-1])  # type: ignore[arg-type]  # pydantic wraps it
    other = build_house(world.house.transactions.database, clock=world.clock, settings=settings, cost=CHEAP)
    with pytest.raises(FieldsRefusedError) as error:
        other.accounts.remove_second_factor(
            world.signed_in("vergabestelle"), code="123456", password=PASSWORD, address=""
        )
    assert error.value.faults == {"code": Refusal.WRONG_CODE}
    assert world.lines()[-1]["details"] == {"reason": "key-lost"}


def test_a_second_factor_is_asked_for_and_each_code_works_once(world: World) -> None:
    app = set_up_second_factor(world)
    refused(world, password=PASSWORD)
    refused(world, password=PASSWORD, code="000000" if app.at(world.clock.moment) != "000000" else "111111")
    code = app.at(world.clock.moment)
    refused(world, password=WRONG, code=code)
    assert world.attempt(code=f"{code[:3]} {code[3:]}")
    refused(world, password=PASSWORD, code=code)
    assert [line["details"].get("reason") for line in world.lines()][-1] == "code"
    world.later(seconds=30)
    assert world.attempt(code=app.at(world.clock.moment))
    assert world.lines()[-1]["details"] == {"by": "password-and-code"}


@pytest.mark.parametrize(("seconds", "works"), [(-30, True), (30, True), (-60, False), (60, False)])
def test_clocks_may_differ_by_one_step(world: World, seconds: int, works: bool) -> None:  # noqa: FBT001 - a case
    app = set_up_second_factor(world)
    world.later(seconds=120)
    code = app.at(int(world.clock.moment.timestamp()) + seconds)
    if works:
        assert world.attempt(code=code)
    else:
        refused(world, password=PASSWORD, code=code)


def test_the_code_that_set_the_factor_up_is_used_up(world: World) -> None:
    actor = world.signed_in("vergabestelle")
    offer = world.house.accounts.offer_second_factor(actor)
    code = pyotp.TOTP(offer.secret.replace(" ", "")).at(world.clock.moment)
    world.house.accounts.add_second_factor(actor, sealed=offer.sealed, code=code, password=PASSWORD, address="")

    refused(world, password=PASSWORD, code=code)
    with pytest.raises(SecondFactorInUseError):
        world.house.accounts.offer_second_factor(actor)


def test_an_offer_belongs_to_one_person_and_the_secret_is_sealed(world: World) -> None:
    offer = world.house.accounts.offer_second_factor(world.signed_in("vergabestelle"))
    secret = offer.secret.replace(" ", "")
    code = pyotp.TOTP(secret).at(world.clock.moment)
    with pytest.raises(SecondFactorOfferError):
        world.house.accounts.add_second_factor(
            world.signed_in("wertung"), sealed=offer.sealed, code=code, password=PASSWORD, address=""
        )
    app = set_up_second_factor(world, "wertung")
    with world.house.transactions.database.read(DEMO_CITY) as session:
        found = CredentialsRepository(session).of_person(demo_person("wertung"))
    assert found is not None
    assert found.totp_secret
    assert app.secret not in found.totp_secret
    assert app.secret not in repr(found) + repr(offer)


def test_removing_the_factor_takes_password_and_code(world: World) -> None:
    app = set_up_second_factor(world)
    actor = world.signed_in("vergabestelle")

    def remove(password: str, code: str) -> None:
        world.house.accounts.remove_second_factor(actor, code=code, password=password, address="")

    code = app.at(world.clock.moment)
    for password, wrong in ((WRONG, code), (PASSWORD, ""), (PASSWORD, "12345")):
        with pytest.raises(FieldsRefusedError):
            remove(password, wrong)
    remove(PASSWORD, code)
    assert world.attempt()


def test_recovery_takes_the_factor_ends_sessions_and_demands_a_new_password(world: World, admin: Actor) -> None:
    set_up_second_factor(world)
    token = world.house.sessions.open(DEMO_CITY, demo_person("vergabestelle"))
    access = world.house.people.recover(admin, demo_person("vergabestelle"))

    assert world.house.sessions.actor(token) == NOBODY
    refused(world, password=PASSWORD)
    actor = world.house.sessions.actor(world.attempt(password=access.one_time_password))
    assert actor.password_due
    assert decide(actor, Action.LIST_EVALUATIONS) is Denial.PASSWORD_DUE
    assert decide(actor, Action.USE_OWN_ACCOUNT) is None
    token = world.house.accounts.change_password(
        actor, old=access.one_time_password, new="ein ganz neues kennwort", address=""
    )
    assert decide(world.house.sessions.actor(token), Action.LIST_EVALUATIONS) is None
    line = next(line for line in world.lines() if line["event"] == "account-recovered")
    assert line["actor"] == admin.person
    assert access.one_time_password not in str(world.lines()) + repr(access)


def test_recovery_forgets_earlier_failures(world: World, admin: Actor) -> None:
    for _ in range(ACCOUNT_FAILURES):
        refused(world, password="falsch falsch falsch")
    with pytest.raises(TooManyAttemptsError):
        world.attempt()
    access = world.house.people.recover(admin, demo_person("vergabestelle"))

    assert world.attempt(password=access.one_time_password)


def test_a_one_time_password_ends(world: World, admin: Actor) -> None:
    access = world.house.people.recover(admin, demo_person("vergabestelle"))
    world.later(days=3)
    refused(world, password=access.one_time_password)
    assert world.lines()[-1]["details"]["reason"] == "one-time-password-ended"


def test_closing_other_sessions_leaves_this_one(world: World) -> None:
    here, there = world.attempt(), world.attempt()
    actor = world.house.sessions.actor(here)
    assert world.house.accounts.show(actor).sessions == 2
    assert world.house.accounts.close_other_sessions(actor, here) == 1
    assert (world.house.sessions.actor(here).is_known, world.house.sessions.actor(there).is_known) == (True, False)
    assert world.house.accounts.show(actor).sessions == 1


@pytest.mark.parametrize(
    "work",
    [
        lambda world, actor: world.house.people.page(actor, page=1, size=5),
        lambda world, actor: world.house.people.recover(actor, demo_person("verwaltung")),
        lambda world, actor: world.house.people.add(actor, "neu", PersonDraft(name="Neu", roles=frozenset())),
        lambda world, actor: world.house.offices.add(actor, "Neu", is_dezernat=False),
    ],
)
def test_people_are_managed_by_administrators_alone(world: World, work: Callable[[World, Actor], object]) -> None:
    actor = world.signed_in("vergabestelle")
    with pytest.raises(AccessDeniedError):
        work(world, actor)
    assert world.lines()[-1]["event"] == "access-denied"


def test_a_version_that_is_old_changes_nothing(world: World, admin: Actor) -> None:
    person = demo_person("wertung")
    draft = PersonDraft(name="Mira Nowak", roles=frozenset({Role.EVALUATOR}))
    changed = world.house.people.change(admin, person, draft, expected_version=1)
    assert changed.version == 2
    with pytest.raises(VersionConflictError) as conflict:
        world.house.people.change(admin, person, PersonDraft(name="X", roles=frozenset()), expected_version=1)
    assert conflict.value.current_version == 2
    assert world.house.people.get(admin, person) == changed


def test_an_offer_ends(world: World) -> None:
    actor, accounts = world.signed_in("vergabestelle"), world.house.accounts
    offer = accounts.offer_second_factor(actor)
    app = pyotp.TOTP(offer.secret.replace(" ", ""))
    world.later(minutes=9)
    again = accounts.offer_second_factor(actor, offer.sealed)
    assert again.secret == offer.secret
    world.later(minutes=1, seconds=1)
    for sealed in (offer.sealed, again.sealed):
        with pytest.raises(SecondFactorOfferError):
            accounts.offer_second_factor(actor, sealed)
        code = app.at(world.clock.moment)
        with pytest.raises(SecondFactorOfferError):
            accounts.add_second_factor(actor, sealed=sealed, code=code, password=PASSWORD, address="")
    assert not accounts.show(actor).person.has_second_factor


@pytest.mark.parametrize("is_recovered", [False, True])
def test_a_code_that_was_used_stays_used_when_the_factor_comes_back(world: World, is_recovered: bool) -> None:  # noqa: FBT001 - a case
    actor, accounts = world.signed_in("wertung"), world.house.accounts
    offer = accounts.offer_second_factor(actor)
    app = pyotp.TOTP(offer.secret.replace(" ", ""))
    proof = {"password": PASSWORD, "address": ""}
    accounts.add_second_factor(actor, sealed=offer.sealed, code=app.at(world.clock.moment), **proof)
    world.later(seconds=60)
    used = app.at(world.clock.moment)
    if is_recovered:
        world.attempt("wertung", code=used)
        world.house.people.recover(world.signed_in("verwaltung"), str(actor.person))
        with world.house.transactions.database.write(DEMO_CITY) as session:
            CredentialsRepository(session).set_password(str(actor.person), Passwords(CHEAP).hash(PASSWORD))
    else:
        accounts.remove_second_factor(actor, code=used, **proof)
    with pytest.raises(FieldsRefusedError):
        accounts.add_second_factor(actor, sealed=offer.sealed, code=used, **proof)
    world.later(seconds=30)
    accounts.add_second_factor(actor, sealed=offer.sealed, code=app.at(world.clock.moment), **proof)
