"""What a job keeps of a verification: small, storable anywhere, and the same when read back."""

import json
from datetime import UTC, datetime

from infra.audit.checkpoint import Checkpoint
from infra.audit.verification import Finding, FindingKind, Verification
from infra.oversight.report import MOST_REPORTED, read_report, report_address, report_result

REACH = Checkpoint(city="a", sequence=2, hash="0" * 64, at=datetime(2026, 11, 22, tzinfo=UTC), key="1" * 64)


def found(*findings: Finding) -> Verification:
    return Verification(
        city="a", entries=3, head=3, head_hash="2" * 64, findings=findings, omitted=0, checkpoints=1, reach=REACH
    )


def test_it_is_read_back_as_it_was() -> None:
    outcome = found(Finding(FindingKind.CHANGED, 1), Finding(FindingKind.SURPLUS, None, {"stored": "4", "read": "3"}))
    result = report_result(outcome, 7)

    assert result["link"] == report_address(7)
    report = read_report(json.loads(json.dumps(result)))
    assert (report.found, report.holds) == (outcome, False)


def test_changes_come_before_notices_and_notices_alone_still_hold() -> None:
    notices = [Finding(FindingKind.TIME_BACKWARDS, number, {"seconds": "1"}) for number in range(MOST_REPORTED + 1)]
    late = Finding(FindingKind.CHANGED, 99)
    held, changed = (read_report(report_result(found(*some), 1)) for some in (notices, [*notices, late]))

    assert (held.holds, held.found.omitted, len(held.found.findings)) == (True, 1, MOST_REPORTED)
    assert (changed.holds, changed.found.omitted, changed.found.findings[0]) == (False, 2, late)


def test_whatever_stands_in_the_log_can_be_kept() -> None:
    result = report_result(found(Finding(FindingKind.OTHER_CITY, 1, {"city": "\ud800\0" + "x" * 9_999})), 1)

    text = json.dumps(result, ensure_ascii=False)
    assert len(text.encode()) < 2_000
    assert result["findings"][0]["properties"]["city"].startswith("??x")
