"""Rules of the house for licences in versions of a city: added, compared, and named by what is judged by them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.house import House
from app.licences.house_rules import GatedRules
from app.licences.policy_file import LONGEST_ORDER, read_policy
from app.wiring import build_house
from core.errors import InputError
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.policy.decision import AccessDeniedError
from procurement.errors import HouseRulesNotFoundError, HouseRulesTakenError
from procurement.model import AnalysisResult, ComponentQuery, ComponentRuling
from tests.audit_lines import lines_of
from tests.evidence import drafted, judged, with_list
from tests.fakes import StoppedClock
from tests.people import OFFICER, actor

ADIT, AUDITOR, DEPARTMENT = (actor(one) for one in ("adit", "revision", "fachamt"))
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SHIPPED = GatedRules().shipped
OF_OSI = 'when: {osi: "yes", strengths: [public_domain, permissive, weak_copyleft]}\n    ruling: '


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(NOW))


def rules(version: str = "2026-12", day: str = "2026-11-22", ruling: str = "deny") -> bytes:
    """Return the rules that ship, but what the OSI knows as permissive gets another ruling as component."""
    text = SHIPPED.text.replace('version: "1"', f'version: "{version}"').replace(
        "valid_from: 2026-11-22", f"valid_from: {day}"
    )
    assert OF_OSI in text
    return text.replace(f"{OF_OSI}allow", f"{OF_OSI}{ruling}").encode()


def result_of(house: House) -> tuple[int, AnalysisResult, Mapping[str, ComponentRuling]]:
    """Return a result of now with the ruling on each component."""
    analysis = judged(house, ADIT, with_list(house, ADIT, drafted(house, ADIT)))
    (result,) = house.evidence_desk.open(ADIT, analysis.id).results
    found = house.evidence_desk.components(ADIT, analysis.id, result.number, ComponentQuery()).items
    return analysis.id, result, {one.name: one.ruling for one in found}


def faults(house: House, data: bytes) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as error:
        house.house_rules.add(OFFICER, data)
    return [(one.type, one.pointer, one.properties.get("line", "")) for one in error.value.faults]


def test_everybody_begins_with_the_version_that_ships_and_results_name_it(house: House) -> None:
    page = house.house_rules.page(ADIT)
    _, result, rulings = result_of(house)

    assert (page.items, page.in_force) == ((), SHIPPED)
    assert rulings["alpha"] is ComponentRuling.ALLOW
    assert (result.choice.rules, result.rules_number, result.rules_digest) == ("1", 0, SHIPPED.digest)


def test_analyses_are_judged_by_the_newest_version_and_earlier_results_stay(house: House) -> None:
    before, earlier, _ = result_of(house)
    stored = house.house_rules.add(OFFICER, rules())
    _, result, rulings = result_of(house)

    assert rulings["alpha"] is ComponentRuling.DENY
    assert (result.choice.rules, result.rules_number, result.rules_digest) == ("2026-12", 1, stored.digest)
    opened = house.evidence_desk.result(ADIT, before, earlier.number)
    assert (opened.result, opened.in_force) == (earlier, stored)
    again = house.analysing.start(ADIT, before, house.evidence_desk.open(ADIT, before).analysis.version)
    assert again.result.rules_number == 1


def test_a_version_holds_from_its_day_on(house: House) -> None:
    later = (NOW + timedelta(days=2)).date().isoformat()
    stored = house.house_rules.add(OFFICER, rules(day=later))
    assert house.house_rules.page(ADIT).in_force == SHIPPED
    assert result_of(house)[1].rules_number == 0
    tomorrow = build_house(house.transactions.database, clock=StoppedClock(NOW + timedelta(days=2)))
    assert tomorrow.house_rules.page(ADIT).in_force == stored


def test_an_analysis_can_keep_to_a_version_that_was_published(house: House) -> None:
    house.house_rules.add(OFFICER, rules())
    analysis = with_list(house, ADIT, drafted(house, ADIT))
    assert house.evidence_desk.open(ADIT, analysis.id).rules == ("2026-12", "1")
    kept = replace(analysis.choice, rules="1")
    analysis = house.evidence_gathering.change(ADIT, analysis.id, analysis.version, "Nachweise", kept)
    result = house.analysing.start(ADIT, analysis.id, analysis.version).result
    assert (result.choice.rules, result.rules_number) == ("1", 0)
    with pytest.raises(InputError):
        house.evidence_gathering.change(
            ADIT, drafted(house, ADIT).id, 1, "Nachweise", replace(kept, rules="gibt-es-nicht")
        )


def test_versions_never_change_and_their_differences_are_told(house: House) -> None:
    one = house.house_rules.add(OFFICER, rules())
    two = house.house_rules.add(OFFICER, rules("2027-01", ruling="review").replace(b"\n", b"\r\n"))
    assert house.house_rules.add(OFFICER, rules()) == one
    with pytest.raises(HouseRulesTakenError):
        house.house_rules.add(OFFICER, rules(ruling="review"))
    with pytest.raises(HouseRulesTakenError):
        house.house_rules.add(OFFICER, rules("1"))

    opened = house.house_rules.open(AUDITOR, two.number)
    assert opened.earlier == one
    assert [(change.removed, change.added) for change in opened.changes] == [
        (('version: "2026-12"',), ('version: "2027-01"',)),
        (("    ruling: deny",), ("    ruling: review",)),
    ]
    assert house.house_rules.open(AUDITOR, one.number).earlier == SHIPPED
    assert (opened.stored.added_at, opened.by != "") == (NOW, True)
    assert [page.number for page in house.house_rules.page(AUDITOR, size=1).items] == [2]
    assert house.house_rules.page(AUDITOR, before=2).items == (one,)
    assert house.house_rules.open(AUDITOR, 0).stored == SHIPPED
    for number in (-1, 3, 2**70):
        with pytest.raises(HouseRulesNotFoundError):
            house.house_rules.open(AUDITOR, number)
    lines = lines_of(house.transactions.database, DEMO_CITY)
    assert [one["event"] for one in lines].count("house-rules-added") == 2


def test_only_officers_add_and_nobody_without_evidence_reads(house: House) -> None:
    for person in (ADIT, AUDITOR, DEPARTMENT):
        with pytest.raises(AccessDeniedError):
            house.house_rules.add(person, rules())
    with pytest.raises(AccessDeniedError):
        house.house_rules.page(actor("magistrat"))


def test_each_fault_is_told_with_place_and_line(house: House) -> None:
    text = rules().decode()
    lines = text.splitlines()
    unknown = text.replace("AGPL-3.0-only,", "AGPL-3-only,")
    line = next(str(at) for at, one in enumerate(lines, 1) if "AGPL-3.0-only," in one)
    assert faults(house, unknown.encode()) == [("policy_licence_unknown", "/rules/4/when/licences/1", line)]
    without = text.replace('    reason: "Von der OSI anerkannt."\n', "")
    first = next(str(at) for at, one in enumerate(lines, 1) if "id: kern-osi" in one)
    assert faults(house, without.encode()) == [("format_missing", "/rules/0/reason", first)]
    wrong = text.replace("ruling: deny", "ruling: verboten").replace("otherwise:", "sonst: 1\notherwise:")
    assert {one[0] for one in faults(house, wrong.encode())} == {"format_enum", "format_extra_forbidden"}
    assert house.house_rules.page(OFFICER).items == ()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"a: ]\nb: 1\nc: 2\n", "sbom_no_yaml"),
        (b"\xff\xfe\x00", "policy_no_text"),
        (b"a: &x 1\nb: *x\n", "sbom_yaml_alias"),
        (b"a: !!python/object:os.system 1\n", "sbom_yaml_tag"),
        (b"format: 1\nformat: 2\n", "policy_key_twice"),
        (b"a: 1\n" * 6_000, "policy_too_long"),
        (b"x" * (2**20 + 1), "file_size"),
        (b"42", "object_expected"),
        (b'{"rules": [', "policy_cut_off"),
        (b"title: " + b"x" * (LONGEST_ORDER + 1), "policy_too_large"),
    ],
)
def test_what_no_rules_can_be_is_refused(data: bytes, kind: str) -> None:
    with pytest.raises(InputError) as error:
        read_policy(data)
    assert error.value.faults[0].type == kind


def test_hostile_files_end_in_the_cage_and_names_fit_into_a_line(house: House) -> None:
    for data, kind in (
        (b"", "file_empty"),
        (b"[" * 100_000, "sbom_too_deep"),
        (rules().replace(b'version: "2026-12"', b'version: "a\\0b"'), "policy_version_plain"),
        (rules("v" * 81), "text_too_long"),
    ):
        assert faults(house, data)[0][0] == kind


def test_the_most_rules_that_are_let_in_reach_the_child(house: House) -> None:
    """The system lets one argument of a process have 131,072 bytes."""
    text = rules().decode()
    head, tail = text.split("\notherwise:")
    rule = (
        "  - {{id: regel-{0}, roles: [core], scenarios: [saas], when: {{licences: [LicenseRef-{0}]}}, ruling: review, "
        'reason: "{1}"}}\n'
    )
    more = "".join(rule.format(at, "ä" * 95) for at in range(120))
    whole = head.replace("rules:\n", f"rules:\n{more}", 1) + f"\notherwise:{tail}"
    stored = house.house_rules.add(OFFICER, whole.encode())
    assert LONGEST_ORDER * 0.8 < len(json.dumps(stored.document)) <= LONGEST_ORDER
    _, result, rulings = result_of(house)
    assert (result.rules_number, rulings["alpha"]) == (1, ComponentRuling.DENY)
