"""Who may do what, complete: every role, every action, every state, own and other city, own and others' things.

``tests/approved/policy.txt`` is the table that people read and approve. After a change of the rules write it anew with
``PRUEFSTAND_APPROVE=1 pytest tests/app/test_policy_table.py`` and read the difference.
"""

import ast
import os
import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
from litestar import Litestar, WebSocket, asgi, get, websocket

from app.doors import UndeclaredActionError, check_declared
from app.main import build
from app.wiring import build_house
from infra.database import Database
from infra.policy.decision import Denial, Resource, decide, readable_states, scopes
from infra.policy.grants import Audience
from infra.policy.model import NOBODY, Actor, Role, operator
from infra.policy.roles import SEE_BIDS
from infra.policy.states import PUBLISHED
from infra.policy.table import RULES, Action
from infra.settings import Settings
from procurement.model import EvaluationState, ProcedureStage
from procurement.rules.procedure.stages import PUBLIC
from tests.architecture.sources import ROOT, package_modules, tree_of

APPROVED = ROOT / "tests" / "approved" / "policy.txt"
OWN, OTHER = "musterstadt", "andernorts"

# Actions that no route, command or job carries out, with the reason; a test says when the reason is gone.
UNUSED: Mapping[Action, str] = {}

WORDS: Mapping[Denial | None, str] = {
    None: "ja",
    Denial.NOT_SIGNED_IN: "anmelden",
    Denial.OTHER_CITY: "fremd",
    Denial.ROLE: "–",
    Denial.LOCKED: "gesperrt",
    Denial.OTHER_OFFICE: "Amt",
    Denial.OTHER_PERSON: "Person",
}
HEAD = """Wer was darf: erzeugt aus infra/policy/table.py, verglichen mit infra.policy.decision.decide.

Spalten: was jemand überhaupt darf; dann an Dingen der eigenen Stadt, je Zustand an eigenen, an denen des eigenen Amtes
und an allen übrigen; zuletzt an Dingen einer anderen Stadt.
Zellen:  ja = erlaubt, – = mit dieser Rolle nicht, anmelden = nur angemeldet, gesperrt = nicht in diesem Zustand,
         Amt = nur im eigenen Amt, Person = nur an eigenen Dingen, fremd = andere Stadt.
"""


def states() -> list[str]:
    """Return every state that a rule names or an evaluation has."""
    named = {state for rule in RULES.values() for grant in rule.grants for state in grant.states or ()}
    return sorted(named | {state.value for state in EvaluationState} | {stage.value for stage in ProcedureStage})


def actors() -> dict[str, Actor]:
    known = {role.value: Actor(city=OWN, person="ich", office="mein-amt", roles=frozenset({role})) for role in Role}
    nobody_special = Actor(city=OWN, person="ich", office="mein-amt")
    return known | {"ohne Rolle": nobody_special, "nicht angemeldet": NOBODY, "Befehlszeile": operator(OWN)}


def resources() -> dict[str, Resource | None]:
    things: dict[str, Resource | None] = {"überhaupt": None}
    for state in states():
        for whose, office, owner in (
            ("eigenes", "mein-amt", "ich"),
            ("Amt", "mein-amt", "wer"),
            ("übrige", "anderes-amt", "wer"),
        ):
            things[f"{state} {whose}"] = Resource(kind="x", id="1", city=OWN, state=state, office=office, owner=owner)
    return things | {"andere Stadt": Resource(kind="x", id="1", city=OTHER, state="final", office=None, owner=None)}


def table() -> str:
    """Return the whole table."""
    lines = [HEAD]
    things = resources()
    for action in Action:
        lines += [f"\n{action.value}", " " * 24 + "".join(f"{name:>17}" for name in things)]
        for name, actor in actors().items():
            cells = (
                WORDS.get(denial, str(denial)) for denial in (decide(actor, action, one) for one in things.values())
            )
            lines.append(f"  {name:22}" + "".join(f"{cell:>17}" for cell in cells))
    return "\n".join(lines) + "\n"


def test_the_table_is_the_approved_one() -> None:
    if os.environ.get("PRUEFSTAND_APPROVE"):
        APPROVED.write_text(table(), encoding="utf-8")
    assert table() == APPROVED.read_text(encoding="utf-8")


def test_every_action_has_a_rule_and_no_rule_is_left_over() -> None:
    assert set(RULES) == set(Action)


def test_only_named_actions_are_open_to_everybody() -> None:
    public = {action for action, rule in RULES.items() if rule.audience is Audience.PUBLIC}
    assert public == {Action.USE_PUBLIC_TOOLS, Action.SIGN_IN, Action.HAND_IN_BID}
    assert {action for action in Action if decide(NOBODY, action) is None} == public


@pytest.mark.parametrize("action", Action)
def test_a_thing_of_another_city_is_nobodys_business(action: Action) -> None:
    elsewhere = Resource(kind="x", id="1", city=OTHER, state="final", office="mein-amt", owner="ich")
    for actor in actors().values():
        if RULES[action].audience is not Audience.PUBLIC:
            assert decide(actor, action, elsewhere) in {Denial.OTHER_CITY, Denial.NOT_SIGNED_IN}


def test_who_runs_the_system_sees_no_bid() -> None:
    administrator = actors()[Role.ADMINISTRATOR.value]
    for action in (Action.LIST_EVALUATIONS, Action.READ_EVALUATION, Action.EXPORT_EVALUATION, Action.TRY_WEIGHTS):
        assert decide(administrator, action) is Denial.ROLE


def test_no_other_role_sees_bids() -> None:
    """The roles that nobody has together with running the system are those that the table lets see bids."""
    bids = (Action.LIST_EVALUATIONS, Action.READ_EVALUATION, Action.EXPORT_EVALUATION, Action.READ_PRUEFVERMERK)
    seeing = {role for role in Role for action in bids if decide(actors()[role.value], action) is None}
    assert seeing == SEE_BIDS


def test_who_audits_changes_nothing_but_the_own_note() -> None:
    auditor = actors()[Role.AUDITOR.value]
    changing = {
        action
        for action in Action
        if re.match(r"(store|write|manage|add|try|sign-c|run|prepare|release|end)", action.value)
    }
    assert {action for action in changing if decide(auditor, action) is None} == {Action.WRITE_PRUEFVERMERK}
    others = Resource(kind="x", id="1", city=OWN, owner="wer")
    assert decide(auditor, Action.WRITE_PRUEFVERMERK, others) is Denial.OTHER_PERSON


@pytest.mark.parametrize("action", Action)
def test_lists_hold_what_can_be_read(action: Action) -> None:
    """Lists filter by ``readable_states``: what it leaves in is exactly what ``decide`` allows somebody to read."""
    for name, actor in actors().items():
        readable = readable_states(actor, action)
        for state in states():
            thing = Resource(kind="x", id="1", city=OWN, state=state, office="mein-amt", owner="ich")
            listed = readable is None or state in readable
            assert listed == (decide(actor, action, thing) is None or RULES[action].audience is Audience.PUBLIC), name


@pytest.mark.parametrize("action", Action)
def test_scopes_hold_what_can_be_read(action: Action) -> None:
    """The same for lists whose rules look at offices too."""
    for name, actor in actors().items():
        shown = scopes(actor, action)
        for state, office in product(states(), ("mein-amt", "anderes-amt", None)):
            thing = Resource(kind="x", id="1", city=OWN, state=state, office=office, owner="ich")
            listed = any(
                (one.states is None or state in one.states) and (one.office is None or office == one.office)
                for one in shown
            )
            assert listed == (decide(actor, action, thing) is None), name


def test_the_policy_knows_what_is_public_of_a_procedure() -> None:
    assert {stage.value for stage in PUBLIC} == PUBLISHED


def named_in_code() -> set[str]:
    """Return the names of actions that routes, services, commands and jobs use."""
    return {
        node.attr
        for path in package_modules()
        if "policy" not in path.parts
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Action"
    }


def test_every_rule_is_used_or_says_why_not() -> None:
    used = {Action[name] for name in named_in_code()}
    assert set(Action) - used == set(UNUSED)
    assert all(UNUSED.values())


def routes_without_action() -> Iterator[Litestar]:
    @get("/", sync_to_thread=False)
    def forgotten() -> None: ...

    @get("/", sync_to_thread=False, action="read-evaluation")
    def spelt_by_hand() -> None: ...

    for handler in (forgotten, spelt_by_hand):
        yield Litestar([handler], logging_config=None, openapi_config=None)


def test_no_application_starts_with_an_undeclared_handler() -> None:
    for application in routes_without_action():
        with pytest.raises(UndeclaredActionError, match=r"GET.* /"):
            check_declared(application)


@pytest.mark.parametrize("action", [{}, {"action": Action.USE_PUBLIC_TOOLS}])
def test_no_application_starts_with_what_is_no_http(action: dict[str, Any]) -> None:
    @websocket("/leak", **action)
    async def listening(socket: WebSocket[Any, Any, Any]) -> None: ...

    @asgi("/raw", copy_scope=True, **action)
    async def raw(scope: Any, receive: Any, send: Any) -> None: ...  # noqa: ANN401 - as ASGI has it

    for handler, path in ((listening, "/leak"), (raw, "/raw")):
        with pytest.raises(UndeclaredActionError, match=path):
            check_declared(Litestar([handler], logging_config=None, openapi_config=None))


def test_ours_starts_and_would_not_with_one_action_less() -> None:
    application = build(build_house(Database("sqlite:///nowhere.db")), Settings())
    check_declared(application)
    paths = {route.path: route for route in application.routes}
    handler = next(one for one in paths["/methoden"].route_handlers if one.opt)  # type: ignore[union-attr]  # over HTTP
    del handler.opt["action"]
    with pytest.raises(UndeclaredActionError):
        check_declared(application)
