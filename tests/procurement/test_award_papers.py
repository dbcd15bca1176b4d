"""Papers of the award: each of the twelve items missing and present, what each paper says, and the file as a whole."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from app.award_wiring import load_award_book
from app.house import House
from app.wiring import build_house
from core.document import Document, to_text
from core.german import german_date
from core.package import unpack
from infra.database import Database
from infra.policy.decision import AccessDeniedError
from infra.policy.table import Action
from procurement.errors import LetterNotFoundError
from procurement.model import LetterKind, ProcedureType, Regime
from procurement.papers.award_letter import award_letter
from procurement.papers.public_extract import PublicFacts, PublicLot, public_extract
from procurement.papers.vergabevermerk import VermerkPaper, vergabevermerk
from procurement.papers.vergabevorschlag import ProposalFacts, ProposedLot, vergabevorschlag
from procurement.repository import CheckLinkRepository
from procurement.rules.award.answers import DONE, NOT_NEEDED, GateAnswer
from procurement.rules.award.vermerk import ITEMS, VermerkFacts, gaps, vermerk_entries
from procurement.services.awarding import AwardPaper
from procurement.services.awarding.fields import CONTRACT_END
from tests.awards import awarded, edit, sent, today
from tests.fakes import StoppedClock
from tests.participation import examined, invited
from tests.pdf_reader import Reader
from tests.people import actor
from tests.procurement.test_award_letters import OWN, WINNER
from tests.procurement.test_awards import DECIDED, annulled
from tests.procurement.test_tendering import signed
from tests.results import ASKER

DAY = date(2026, 11, 23)
WHOLE = VermerkFacts(
    regime=Regime.EU,
    kind=ProcedureType.OPEN,
    authority="Stadt Musterstadt, Rathausplatz 1",
    subject="Videoberatung",
    value="260.000,00 €",
    scored=("Süd AG, Rang 1",),
    invited={},
    declined={},
    unsuccessful={"Nord GmbH": "Rang 2"},
    low_rejected={},
    winners={"Gesamt": "Süd AG"},
    reason="Höchste Punktzahl.",
    kind_reason="Angebote sind nicht ohne Verhandlung vergleichbar.",
    annulled=None,
    electronic=True,
    conflicts=(),
    lots=2,
    weighted=True,
    texts={5: "Keine Unteraufträge."},
)
MISSING: Mapping[int, Mapping[str, object]] = {
    1: {"authority": ""},
    2: {"scored": ()},
    3: {"unsuccessful": {"Nord GmbH": " "}},
    4: {"low_rejected": {"Nord GmbH": ""}},
    5: {"texts": {}},
    6: {"kind": ProcedureType.NEGOTIATED_WITH_CALL, "kind_reason": ""},
    7: {"kind": ProcedureType.NEGOTIATED_WITHOUT_CALL, "kind_reason": ""},
    8: {"annulled": ""},
    9: {"electronic": False},
    10: {"conflicts": ("Wera Wertung: Beteiligung",)},
    11: {"lots": 1},
    12: {"weighted": False},
}
PRESENT: Mapping[int, Mapping[str, object]] = {
    4: {"low_rejected": {"Nord GmbH": "Preis nicht aufgeklärt"}},
    6: {"kind": ProcedureType.NEGOTIATED_WITH_CALL},
    7: {"kind": ProcedureType.NEGOTIATED_WITHOUT_CALL},
    8: {"annulled": "Kein wirtschaftliches Ergebnis"},
    9: {"electronic": False, "texts": {**WHOLE.texts, 9: "Muster per Post"}},
    10: {"conflicts": MISSING[10]["conflicts"], "texts": {**WHOLE.texts, 10: "wirkte nicht mit"}},
    11: {"lots": 1, "texts": {**WHOLE.texts, 11: "Schnittstellen"}},
    12: {"weighted": False, "texts": {**WHOLE.texts, 12: "nur Reihenfolge möglich"}},
}


def facts(changes: Mapping[str, object]) -> VermerkFacts:
    return replace(WHOLE, **changes)  # type: ignore[arg-type]  # fields of several types


@pytest.mark.parametrize("number", range(1, 13))
def test_each_of_the_twelve_is_missed_where_it_is_missing(number: int) -> None:
    missing = [one.number for one in gaps(vermerk_entries(facts(MISSING[number])))]
    assert number in missing
    assert set(missing) <= {number, 6} if number == 7 else missing == [number]


@pytest.mark.parametrize("number", range(1, 13))
def test_each_of_the_twelve_is_said_where_it_is_known(number: int) -> None:
    entries = vermerk_entries(facts(PRESENT.get(number, {})))
    assert gaps(entries) == ()
    assert entries[number - 1].lines


def test_candidates_of_a_teilnahmewettbewerb_stand_beside_the_bids_with_their_reasons() -> None:
    told = {"invited": {"Süd AG": "Rang 1 von 2"}, "declined": {"West KG": "Eignung nicht belegt"}}
    considered, others = vermerk_entries(facts(told))[1:3]
    assert considered.lines == ("Süd AG: Rang 1 von 2", "Süd AG, Rang 1")
    assert others.lines == ("West KG: Eignung nicht belegt", "Nord GmbH: Rang 2")
    for field, number in (("invited", 2), ("declined", 3)):
        unreasoned = vermerk_entries(facts({**told, field: {"West KG": " "}}))
        assert [one.number for one in gaps(unreasoned)] == [number]


def test_what_somebody_adds_stands_in_its_item() -> None:
    for item in ITEMS:
        entries = vermerk_entries(facts({"texts": {**WHOLE.texts, item.number: "Zusatz von Hand"}}))
        assert "Zusatz von Hand" in entries[item.number - 1].lines


def paper(**changes: object) -> VermerkPaper:
    return VermerkPaper(
        reference="VG-9",
        title="Videoberatung",
        kind="Offenes Verfahren",
        stage="Zuschlag erteilt",
        regime=Regime.EU,
        day=DAY,
        entries=vermerk_entries(facts(changes)),
        steps=["23.11.2026: Zuschlag erteilt durch Vera Vergabe"],
        keep_until=date(2030, 12, 31),
        is_over=True,
    )


def proposal() -> ProposalFacts:
    gates = [
        GateAnswer(gate, state, evidence)
        for gate, state, evidence in zip(
            load_award_book().gates,
            (DONE, NOT_NEEDED, DONE, "", DONE, DONE, DONE, NOT_NEEDED),
            ("Blatt 1", "kein Anwendungsfall", "", "", "Blatt 2", "Blatt 3", "Blatt 4", "oberhalb der Schwelle"),
            strict=True,
        )
    ]
    return ProposalFacts(
        reference="VG-9",
        title="Videoberatung",
        kind="Offenes Verfahren",
        value="260000",
        day=DAY,
        signs="der Magistrat",
        resolution="",
        reason="Höchste Punktzahl.",
        gates=gates,
        lots=[
            ProposedLot(title="Gesamt", winner="Süd AG", results=[WINNER, OWN]),
            ProposedLot(title="Schulung", winner="", results=[replace(OWN, rank=None, exclusion="A1 nicht erfüllt")]),
        ],
    )


def extract() -> PublicFacts:
    return PublicFacts(
        reference="VG-9",
        title="Videoberatung",
        kind="Offenes Verfahren",
        stage="Zuschlag erteilt",
        day=DAY,
        published_on=date(2026, 9, 1),
        versions=2,
        awarded_on=DAY,
        lots=[PublicLot(title="Gesamt", received=1, winner="Süd AG"), PublicLot(title="Rest", received=0, winner="")],
        objections=1,
    )


def letter(kind: LetterKind) -> dict[str, str]:
    return {
        "kind": kind.value,
        "law": "eu",
        "reference": "VG-9",
        "title": "Videoberatung",
        "lot": "Gesamt",
        "tenderer": "Nord GmbH",
        "bid": "Nord GmbH",
        "winner": "Süd AG",
        "grounds": "Rang 2.\nDie Hilfe ist unvollständig.",
        "advantages": "Es deckt mehr Abläufe ab." if kind is LetterKind.ON_REQUEST else "",
        "sent_on": "2026-11-23",
        "earliest": "2026-12-04" if kind is LetterKind.BEFORE_AWARD else "",
    }


def award_papers() -> list[Document]:
    """Return every paper of the award, with and without gaps, for the rules of PDF/UA and PDF/A too."""
    return [
        vergabevermerk(paper()),
        vergabevermerk(paper(scored=(), lots=1)),
        vergabevorschlag(proposal()),
        vergabevorschlag(replace(proposal(), check=[("Digital-Check", "Digital-Check Nr. 7, Vorlage 2026/0700")])),
        public_extract(extract()),
        public_extract(replace(extract(), awarded_on=None, lots=())),
        *(award_letter(letter(kind)) for kind in LetterKind),
        award_letter(letter(LetterKind.BEFORE_AWARD), is_draft=True),
    ]


def test_a_vermerk_with_gaps_says_so_first_and_calls_itself_preliminary() -> None:
    whole, gappy = to_text(vergabevermerk(paper())), to_text(vergabevermerk(paper(lots=1)))
    assert "vollständig" in whole
    assert "Aufzubewahren mindestens bis | 31.12.2030" in whole
    assert gappy.index("Es fehlen Angaben") < gappy.index("1. Auftraggeber")
    assert "Nr. 11" in gappy


def test_a_vermerk_says_how_long_the_file_is_kept_as_its_page_does() -> None:
    unknown = replace(paper(), keep_until=None)
    assert "bis | zum Ende des Vertrags; es ist noch nicht eingetragen" in to_text(vergabevermerk(unknown))
    assert "bis | steht mit dem Zuschlag fest" in to_text(vergabevermerk(replace(unknown, is_over=False)))


def test_the_proposal_tells_result_checks_and_who_decides() -> None:
    text = to_text(vergabevorschlag(proposal()))
    assert "Gesamt: Der Zuschlag soll auf das Angebot von Süd AG erteilt werden." in text
    assert "Süd AG | 1 | 90.000,00 € | –" in text
    assert "Nord GmbH | – | – | A1 nicht erfüllt" in text
    assert "Tariftreue und Mindestlohn | nicht anzuwenden | kein Anwendungsfall" in text
    assert "Sanktionen gegen Russland | offen" in text


def test_a_letter_before_the_award_names_winner_reasons_and_earliest_day() -> None:
    text = to_text(award_letter(letter(LetterKind.BEFORE_AWARD)))
    assert "den Zuschlag auf das Angebot von Süd AG" in text
    assert "Die Hilfe ist unvollständig." in text
    assert "frühestens am 04.12.2026" in text
    assert "Merkmale und Vorteile" in to_text(award_letter(letter(LetterKind.ON_REQUEST)))


@pytest.fixture
def house(award_database: Database, clock: StoppedClock) -> House:
    return build_house(award_database, clock=clock)


def test_live_data_fill_the_papers_and_the_file_lists_and_seals_all_of_it(house: House) -> None:
    sent(house, DECIDED)
    missing = [one.number for one in gaps(tuple(house.award.award_papers.entries(ASKER, DECIDED)))]
    assert missing == [1, 5, 11]
    texts = {1: "Stadt Musterstadt, Rathausplatz 1", 5: "Keine Unteraufträge.", 11: "Ein System."}
    house.award.award_desk.note(ASKER, DECIDED, [edit(f"vermerk-{one}", text) for one, text in texts.items()])
    assert gaps(tuple(house.award.award_papers.entries(ASKER, DECIDED))) == ()

    file = house.award.award_papers.paper(actor("revision"), DECIDED, AwardPaper.FILE)
    parts = unpack(file.data)
    metadata = json.loads(parts["metadaten.json"])
    assert metadata["reference"] == "VG-9"
    assert {one["name"]: one["sha256"] for one in metadata["files"]} == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in parts.items()
        if name not in {"metadaten.json", "pruefsummen.sha256"}
    }
    assert {"vergabevermerk.pdf", "vergabevorschlag.pdf", "schreiben-4.pdf", "entscheidung-1.json"} <= parts.keys()
    assert "vollständig" in " ".join(Reader(parts["vergabevermerk.pdf"]).texts())
    assert file.data == house.award.award_papers.paper(actor("revision"), DECIDED, AwardPaper.FILE).data


def test_the_vermerk_of_an_annulled_procedure_names_every_candidate_with_what_became_of_it(house: House) -> None:
    chosen, undecided = invited(house, "VG-10"), examined(house, "VG-11")
    for slug, considered, declined, why in (
        (chosen, 3, 1, "das Los entschied zwischen gleich bewerteten Bewerbern"),
        (undecided, 0, 4, "Das Vergabeverfahren wurde aufgehoben."),
    ):
        entries = annulled(house, slug, "Der Bedarf ist entfallen.").award.award_papers.entries(ASKER, slug)
        assert sum(line.startswith("Teilnahmeantrag") for line in entries[1].lines) == considered
        others = [line for line in entries[2].lines if line.startswith("Teilnahmeantrag")]
        assert len(others) == declined
        assert all(why in line for line in others)


def test_a_vermerk_counts_the_time_as_the_end_of_the_file_does(house: House) -> None:
    """Without a known end of the contract three years from the award would be a day on which the file is still kept."""
    then = awarded(house, DECIDED)
    for typed, told in (("", "es ist noch nicht eingetragen"), ("31.12.2030", "31.12.2030")):
        if typed:
            then.award.award_desk.note(ASKER, DECIDED, [edit(CONTRACT_END, typed)])
        until = then.award.disposal_desk.open(ASKER, DECIDED).end.until
        assert (until and german_date(until.last)) == (typed or None)
        words = " ".join(Reader(then.award.award_papers.paper(ASKER, DECIDED, AwardPaper.VERMERK).data).texts())
        assert f"Aufzubewahren mindestens bis {told}" in words.replace("zum Ende des Vertrags; ", "")


def test_the_proposal_tells_what_the_check_says_about_buying(house: House) -> None:
    number = signed(house)
    with house.transactions.write(ASKER, Action.TENDER_CHECK) as writing:
        CheckLinkRepository(writing.session).add(DECIDED, number, "", writing.now)
        writing.done(None)

    file = house.award.award_papers.paper(ASKER, DECIDED, AwardPaper.PROPOSAL)

    text = " ".join(Reader(file.data).texts())
    for said in (f"Digital-Check Nr. {number}, Vorlage 2026/0700 (gezeichnet", "24.000,00", "12.000,00", "15"):
        assert said in text
    assert "Vorhaben nach dem Digital-Check" not in to_text(vergabevorschlag(proposal()))


def test_letters_can_be_had_as_they_were_sent_and_as_drafts(house: House) -> None:
    papers = house.award.award_papers
    draft = papers.letter_draft(ASKER, DECIDED, "1-1-1-2", LetterKind.BEFORE_AWARD)
    assert "Entwurf" in " ".join(Reader(draft.data).texts())
    number = sent(house, DECIDED)[0].number
    assert today(house).strftime("%d.%m.%Y") in " ".join(Reader(papers.letter(ASKER, DECIDED, number).data).texts())
    with pytest.raises(LetterNotFoundError):
        papers.letter(ASKER, DECIDED, 99)
    with pytest.raises(AccessDeniedError):
        papers.paper(actor("fachamt"), DECIDED, AwardPaper.PROPOSAL)
