"""Openness in the demo city: products, a check of alternatives, a rubric, and what bids say and show."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

from app.demo_procedures import actor_of
from app.house import House
from infra.fields.model import Edit
from infra.parameters import load_data
from licensing.assess.evidence import Signal
from procurement.model import Said
from procurement.rules.alternatives import REASON, STANDING
from procurement.services.alternatives.catalogue import NewCollection
from procurement.services.intake.importing import GivenFile
from procurement.services.openness import StatementWish
from procurement.services.repositories.naming import NewRepository

_LOT, _CRITERION = 1, "O1"
_SOURCE, _DATED = "Beispielsammlung Musterstadt", date(2026, 9, 28)
_ANNEX, _CORE = "Anlage Open Source.txt", "Abschnitt 1"
_VERSION = "4.2.1"
_NEED = "Videoberatung"
_TABLE = [
    "Produkt;Adresse;Lizenz;Version;Kategorien;Kurzbeschreibung",
    "Musterraum;https://git.example.org/musterraum;AGPL-3.0-only;4.2.1;video-conferencing;Videoberatung mit Warteraum",
    "Fernschalter;https://git.example.org/fernschalter;MIT;4.2.1;video-conferencing;Videoberatung im Browser",
    "Terminwerk;https://git.example.org/terminwerk;EUPL-1.2;7.1;time-management;Termine online vergeben",
    "Formularwerk;https://git.example.org/formularwerk;EUPL-1.2;2.4.1;workflow-management;Anträge online ausfüllen",
]
_JUDGED = {
    "Musterraum": ("suitable", "Warteraum und Termine sind vorhanden; Betrieb bieten mehrere Firmen an."),
    "Fernschalter": ("considered", "Warteraum fehlt; mit einer Erweiterung möglich."),
}
_SAID: Mapping[str, tuple[tuple[Signal, Said], ...]] = {
    "A": (
        (Signal.LICENCE, Said(expression="MIT")),
        (Signal.SOURCE, Said()),
        (Signal.OPEN_CORE, Said(open=12)),
    ),
    "B": ((Signal.LICENCE, Said(denied=True)), (Signal.SOURCE, Said(denied=True))),
    "C": ((Signal.LICENCE, Said(expression="AGPL-3.0-only", closed_additions=True)), (Signal.SOURCE, Said())),
}
"""What bids say, by their id in the worked example; nothing is noted about the others yet."""
_REPOSITORY = NewRepository(
    url="https://git.example.org/fernschalter", place=f"{_ANNEX}, {_CORE}", offered=_VERSION, licence="MIT"
)
_HEADER = "# SPDX-FileCopyrightText: Bieter A\n# SPDX-License-Identifier: MIT\n"


def prepare_openness(house: House, slug: str) -> None:
    """Look for alternatives, document the check, and give the lot the rubric that ships; before the release."""
    officer = actor_of("vergabestelle")
    files = (("sammlung.csv", "\n".join(_TABLE).encode()),)
    house.product_catalogue.import_collection(officer, NewCollection(source=_SOURCE, dated=_DATED, files=files))
    house.alternatives.keep_search(officer, slug, _NEED)
    for number, hit in house.alternatives.search(officer, slug, _NEED).hits:
        taken = house.alternatives.take(officer, slug, number)
        standing, reason = _JUDGED[hit.product.name]
        edits = [Edit(field=STANDING, value=standing, base_version=0), Edit(field=REASON, value=reason, base_version=0)]
        house.alternatives.save(officer, slug, taken.number, edits)
    house.alternatives.document(officer, slug, house.alternatives.open(officer, slug).check.version)
    rubric, version = house.rubrics.add(officer, house.rubrics.shipped), house.procedures.open(officer, slug)
    house.rubrics.take(officer, slug, version.procedure.version, _LOT, (_CRITERION, rubric.number))


def annex_of(bid: str) -> tuple[GivenFile, ...]:
    """Return the annex on openness that came with a bid; none with a bid that says nothing."""
    if bid not in _SAID:
        return ()
    text = f"{_CORE}: Angaben zu Open Source, Fassung {_VERSION}, Bieter {bid} der erfundenen Musterstadt.\n"
    return (GivenFile(name=_ANNEX, content=text.encode()),)


def note_openness(house: House, slug: str, bids: Mapping[str, str]) -> None:
    """Note what bids say, and take in the archive of the repository that one of them names.

    Args:
        house: Services on the day of the examination.
        slug: The procedure.
        bids: Ids of its bids by their id in the worked example.
    """
    officer = actor_of("vergabestelle")
    for example, statements in _SAID.items():
        for signal, said in statements:
            wish = StatementWish(signal=signal, said=said, file=_ANNEX, place=_CORE)
            house.openness_noting.note(officer, slug, bids[example], wish)
    named = house.repository_naming.name(officer, slug, bids["A"], _REPOSITORY)
    house.repository_taking.hand_in(officer, named.id, f"v{_VERSION}", "fernschalter.zip", _archive())


def _archive() -> bytes:
    """Return a small repository as forges pack it; always the same bytes."""
    held = load_data("licensing", "texts/MIT")
    files = {
        "publiccode.yml": f'{_HEADER}publiccodeYmlVersion: "0.7"\nname: Fernschalter\nurl: {_REPOSITORY.url}\n'
        f'softwareVersion: "{_VERSION}"\nplatforms: [web]\nlegal: {{license: MIT}}\n',
        "app.py": _HEADER,
        "LICENSES/MIT.txt": "\n".join([held["head"], "Copyright (c) 2026 Bieter A", held["text"], held["tail"]]),
        "CONTRIBUTING.md": "<!--\nSPDX-FileCopyrightText: Bieter A\nSPDX-License-Identifier: MIT\n-->\n",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in files.items():
            made.writestr(zipfile.ZipInfo(f"fernschalter-v{_VERSION}/{path}", (2026, 9, 1, 0, 0, 0)), content)
    return written.getvalue()
