"""States of signals from what a bid says and a snapshot shows: unclear is a question, a repository only verifies."""

from datetime import UTC, datetime, timedelta

import pytest

from licensing.assess.evidence import EvidenceState, SignalEvidence
from licensing.assess.reading import (
    Coverage,
    LicenceSaid,
    ReuseSaid,
    coherence_signal,
    licence_signal,
    open_core_signal,
    reuse_signal,
    source_signal,
)
from licensing.catalogue.facts import Answer
from licensing.compatibility.cells import Compatible
from licensing.proof import Proof
from licensing.repository.reuse import ReuseState, reuse_of
from licensing.repository.snapshot import Origin, Snapshot, Tag, files_of
from licensing.repository.version import NoEvidence, bare_version, hindrances, tag_of
from licensing.texts.comparing import TextState

BID = (Proof("angebot.pdf", "sha256:" + "0" * 64, "Abschnitt 3"),)
SHOWN = Proof("LICENSE", "sha256:" + "1" * 64)
YES, NO, UNCLEAR = Compatible.YES, Compatible.NO, Compatible.UNCLEAR
DEADLINE = datetime(2026, 11, 2, 11, tzinfo=UTC)
URL = "https://forge.example.org/stadt/muster"


def reuse(*, valid: bool | None, state: ReuseState = ReuseState.COMPLETE, contributing: bool = True) -> ReuseSaid:
    return ReuseSaid(valid, state, contributing, (SHOWN,))


@pytest.mark.parametrize(
    ("evidence", "state", "anchor"),
    [
        (licence_signal(LicenceSaid(Answer.YES)), "unknown", ""),
        (licence_signal(LicenceSaid(Answer.UNKNOWN, BID)), "unknown", ""),
        (licence_signal(LicenceSaid(Answer.NO, BID)), "absent", "not_osi"),
        (licence_signal(LicenceSaid(Answer.YES, BID)), "declared", "osi"),
        (licence_signal(LicenceSaid(Answer.YES, BID, TextState.SAME, SHOWN)), "proven", "osi"),
        (licence_signal(LicenceSaid(Answer.YES, BID, TextState.UNKNOWN, SHOWN)), "declared", "osi"),
        (licence_signal(LicenceSaid(Answer.YES, BID, TextState.EDITED, SHOWN)), "unknown", ""),
        (licence_signal(LicenceSaid(Answer.YES, BID, closed_additions=True)), "declared", "osi_core"),
        (source_signal((), SHOWN), "unknown", ""),
        (source_signal(BID, None), "declared", "same_version"),
        (source_signal(BID, SHOWN), "proven", "same_version"),
        (open_core_signal(Coverage(0, 0), BID, confirmed=True), "unknown", ""),
        (open_core_signal(Coverage(4, 0), BID, confirmed=False), "declared", "open_alone"),
        (open_core_signal(Coverage(3, 1), BID, confirmed=True), "proven", "mostly_open"),
        (open_core_signal(Coverage(3, 2), BID, confirmed=True), "proven", "closed_needed"),
        (open_core_signal(Coverage(3, 0, 1), BID, confirmed=True), "unknown", ""),
        (open_core_signal(Coverage(1, 6, 1), BID, confirmed=True), "proven", "closed_needed"),
        (open_core_signal(Coverage(4, 0, 0, 1), BID, confirmed=True), "proven", "closed_needed"),
        (coherence_signal([YES, UNCLEAR], BID), "proven", "coherent"),
        (coherence_signal([YES, NO], BID), "absent", "contradiction"),
        (coherence_signal([UNCLEAR], BID), "unknown", ""),
        (coherence_signal([], BID), "unknown", ""),
        (reuse_signal((), reuse(valid=True)), "unknown", ""),
        (reuse_signal(BID, None), "declared", "described"),
        (reuse_signal(BID, reuse(valid=True)), "proven", "ready"),
        (reuse_signal(BID, reuse(valid=True, state=ReuseState.PARTIAL)), "proven", "described"),
        (reuse_signal(BID, reuse(valid=True, contributing=False)), "proven", "described"),
        (reuse_signal(BID, reuse(valid=None)), "absent", "not_ready"),
        (reuse_signal(BID, reuse(valid=False)), "absent", "not_ready"),
    ],
)
def test_states(evidence: SignalEvidence, state: str, anchor: str) -> None:
    assert (evidence.state, evidence.anchor) == (EvidenceState(state), anchor)
    assert evidence.why


def snapshot(files: dict[str, bytes] | None = None, *tags: Tag, url: str = URL, reference: str = "v2.4.1") -> Snapshot:
    return Snapshot(url, DEADLINE, Origin.UPLOADED, reference, files_of((files or {}).items()), tags)


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("v2.4.1", "2.4.1"),
        ("V2.4.1", "2.4.1"),
        ("release-2.4.1", "2.4.1"),
        ("refs/tags/v2.4.1", "2.4.1"),
        ("muster-2.4.1", "2.4.1"),
        ("muster-v2.4.1", "2.4.1"),
        ("2.4.1-rc1", "2.4.1-rc1"),
        ("2.4.10", "2.4.10"),
        ("latest", "latest"),
    ],
)
def test_version_of_a_tag(name: str, version: str) -> None:
    assert bare_version(name, "Muster") == version


def test_a_repository_counts_only_if_named_at_the_offered_version_before_the_deadline() -> None:
    tag, late = Tag("v2.4.1", "ab" * 20, DEADLINE), Tag("v2.4.1", "ab" * 20, DEADLINE + timedelta(seconds=1))
    named, offered = (f"{URL.upper()}.git/",), "2.4.1"

    assert hindrances(snapshot(None, tag), named, offered, DEADLINE) == ()
    assert hindrances(snapshot(None, tag), named, "abab" * 10, DEADLINE) == (NoEvidence.OTHER_VERSION,)
    assert hindrances(snapshot(None, reference="ab" * 20), named, "ababab7"[:6] + "a", DEADLINE) == ()
    assert hindrances(snapshot(None, tag), ("https://example.org/x",), offered, DEADLINE) == (NoEvidence.NOT_NAMED,)
    assert hindrances(snapshot(None, tag), (), offered, DEADLINE) == (NoEvidence.NOT_NAMED,)
    assert hindrances(snapshot(None, tag), named, "2.4.2", DEADLINE) == (NoEvidence.OTHER_VERSION,)
    assert hindrances(snapshot(None, tag, reference="main"), named, offered, DEADLINE) == (NoEvidence.OTHER_VERSION,)
    assert hindrances(snapshot(None, late), named, offered, DEADLINE) == (NoEvidence.AFTER_DEADLINE,)
    assert tag_of(snapshot(None, tag, Tag("release-2.4.1", "cd" * 20)), offered) is None, "two states, one version"


HEAD = b"# SPDX-FileCopyrightText: Stadt Muster\n# SPDX-License-Identifier: EUPL-1.2 OR MIT\n"
TOML = b'version = 1\n[[annotations]]\npath = ["docs/*.md", "data/**"]\n'
TOML += b'SPDX-FileCopyrightText = "Stadt Muster"\nSPDX-License-Identifier = "CC0-1.0"\n'
OVER = TOML + b'precedence = "override"\n'
TEXTS = {f"LICENSES/{name}.txt": b"Text" for name in ("EUPL-1.2", "MIT", "CC0-1.0")}
WHOLE = {"app.py": HEAD, "docs/a.md": b"x", "data/a/b.csv": b"1", "empty.py": b"", "REUSE.toml": TOML, **TEXTS}


@pytest.mark.parametrize(
    ("change", "state", "untold", "missing", "unused"),
    [
        ({}, "complete", (), (), ()),
        ({"more.py": b"x"}, "partial", ("more.py",), (), ()),
        ({"docs/deep/b.md": b"x"}, "partial", ("docs/deep/b.md",), (), ()),
        ({"logo.png": b"x", "logo.png.license": HEAD}, "complete", (), (), ()),
        ({"data/own.py": HEAD.replace(b"EUPL-1.2 OR MIT", b"0BSD")}, "partial", (), ("0BSD",), ()),
        ({"data/own.py": HEAD.replace(b"EUPL-1.2 OR MIT", b"0BSD"), "REUSE.toml": OVER}, "complete", (), (), ()),
        ({"LICENSES/MIT.txt": None}, "partial", (), ("MIT",), ()),
        ({"LICENSES/0BSD.txt": b"Text"}, "partial", (), (), ("0BSD",)),
        ({"REUSE.toml": b"[["}, "partial", ("data/a/b.csv", "docs/a.md"), (), ("CC0-1.0",)),
        (
            {"app.py": b"x", "REUSE.toml": None},
            "none",
            ("app.py", "data/a/b.csv", "docs/a.md"),
            (),
            (*sorted(("CC0-1.0", "EUPL-1.2", "MIT")),),
        ),
    ],
)
def test_reuse(
    change: dict[str, bytes | None],
    state: str,
    untold: tuple[str, ...],
    missing: tuple[str, ...],
    unused: tuple[str, ...],
) -> None:
    files = {name: data for name, data in (WHOLE | change).items() if data is not None}
    found = reuse_of(snapshot(files))

    assert (found.state, found.untold, found.texts_missing, found.texts_unused) == (
        ReuseState(state),
        untold,
        missing,
        unused,
    )


def test_a_folder_that_only_the_archive_adds_is_left_out() -> None:
    packed = files_of((f"muster-2.4.1/{name}", data) for name, data in WHOLE.items())

    assert packed == files_of(WHOLE.items())
    found = snapshot({**WHOLE, "PublicCode.yml": b"name: x"}).named("publiccode.yml", "publiccode.yaml")
    assert found is not None
    assert (found[0], found[1].text) == ("PublicCode.yml", "name: x")
    assert snapshot(WHOLE).named("publiccode.yml") is None
