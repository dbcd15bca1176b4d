"""Addresses of pages to look at, by who sees them. Every page of the application has to be among them.

``tests/web/test_page_lists.py`` compares them with the routes, so that a new page is looked at too.
"""

from collections.abc import Mapping

from app.demo import demo_person
from infra.identity.demo import demo_office

QUOTIENT = "/vergaben/vg-2026-031-preis-quotient"
EXTENDED = "/vergaben/vg-2026-031-richtwert-erweitert"
PREPARED = (
    "/werkzeuge/verfahrensart?berechnen=1&tag=30.11.2026&art=buy&los1-einmalig=12.000"
    "&los1-monatlich=900&los1-monatlich-unbefristet=ja"
)
EVERYDAY: Mapping[str, str] = {
    "start": "/",
    "search": "/?suche=nichts",
    "result quotient": QUOTIENT,
    "result extended": EXTENDED,
    "bid": f"{QUOTIENT}/angebote/A",
    "excluded bid": f"{QUOTIENT}/angebote/D",
    "criterion": f"{EXTENDED}/angebote/C/kriterien/F1",
    "stability": f"{QUOTIENT}/stabilitaet",
    "probe": f"{QUOTIENT}/probe",
    "probe questions": f"{EXTENDED}/probe?methode=preis_festbereich",
    "probe faults": f"{EXTENDED}/probe?methode=preis_festbereich&angaben=1&preisgewicht=abc",
    "probe other": f"{QUOTIENT}/probe?methode=festpreis&angaben=1&umrechnen=ja",
    "probe weights": f"{EXTENDED}/probe?gewichte=1&gewicht-3=40&gewicht-4=25&gewicht-5=15&gewicht-6=10&gewicht-7=10",
    "probe weights faults": f"{EXTENDED}/probe?gewichte=1&gewicht-3=40&gewicht-4=x",
    "take over": "/vergaben/neu",
    "template": "/vergaben/vorlage",
    "template faults": "/vergaben/vorlage?personen=99&format=xlsx",
    "bundle": "/pruefpaket",
    "methods": "/methoden",
    "method": "/methoden/preis_quotient",
    "refused": "/methoden/min_max",
    "check": "/pruefen",
    "probe before bids": "/probe",
    "notice of the award": "/bekanntmachung",
    "criteria": "/kriterien",
    "criteria search": "/kriterien?suche=lizenz&art=B",
    "catalogue": "/kriterien/kataloge/kommunale-software",
    "catalogue version": "/kriterien/kataloge/kommunale-software/fassungen/1",
    "catalogue criterion": "/kriterien/kataloge/kommunale-software/fassungen/1/kriterien/O1",
    "catalogue changes": "/kriterien/kataloge/kommunale-software/vergleich?von=1&bis=1",
    "catalogue import": "/kriterien/neu",
    "drafts of catalogues": "/kriterien/entwuerfe",
    "draft of a catalogue": "/kriterien/entwuerfe/software-musterstadt",
    "criterion of a draft": "/kriterien/entwuerfe/software-musterstadt/kriterien/O1",
    "clause of a draft": "/kriterien/entwuerfe/software-musterstadt/klauseln/K-SBOM",
    "matrix from the catalogue": "/kriterien/bewertungsmatrix",
    "preparation": "/werkzeuge/verfahrensart",
    "preparation faults": f"{PREPARED}&los1-ausstieg=x",
    "preparation national": PREPARED,
    "preparation EU": f"{PREPARED}&lose=2&los2-einmalig=200.000",
    "help": "/hilfe",
    "handbook": "/hilfe/wertung-lesen",
    "handbook workbook": "/hilfe/arbeitsmappe",
    "accessibility": "/barrierefreiheit",
    "jobs": "/auftraege",
    "notices": "/mitteilungen",
    "procedures": "/vergabeverfahren",
    "procedures none": "/vergabeverfahren?suche=nichts",
    "new procedure": "/vergabeverfahren/neu",
    "procedure": "/vergabeverfahren/vg-2026-047",
    "procedure published": "/vergabeverfahren/vg-2026-048",
    "procedure need": "/vergabeverfahren/vg-2026-047/bedarf",
    "procedure need published": "/vergabeverfahren/vg-2026-048/bedarf",
    "procedure plan": "/vergabeverfahren/vg-2026-047/angaben",
    "procedure plan published": "/vergabeverfahren/vg-2026-048/angaben",
    "eligibility": "/vergabeverfahren/vg-2026-047/eignung",
    "eligibility published": "/vergabeverfahren/vg-2026-048/eignung",
    "participation": "/vergabeverfahren/vg-2026-048/teilnahme",
    "lots": "/vergabeverfahren/vg-2026-047/lose",
    "lot": "/vergabeverfahren/vg-2026-047/lose/1",
    "lot by hand": "/vergabeverfahren/vg-2026-047/lose/1/kriterien",
    "clauses of a lot": "/vergabeverfahren/vg-2026-047/lose/1/klauseln",
    "contract of a lot": "/vergabeverfahren/vg-2026-047/lose/1/vertrag",
    "criterion for a lot": "/vergabeverfahren/vg-2026-047/lose/1/kriterium",
    "variants of a lot": "/vergabeverfahren/vg-2026-047/lose/1/nebenangebote",
    "matrix of the catalogue for a lot": "/kriterien/bewertungsmatrix?verfahren=vg-2026-047&los=1",
    "published lot": "/vergabeverfahren/vg-2026-048/lose/1",
    "release": "/vergabeverfahren/vg-2026-047/freigabe",
    "released": "/vergabeverfahren/vg-2026-048/freigabe",
    "prices locked": "/vergabeverfahren/vg-2026-048/preise",
    "no result yet": "/vergabeverfahren/vg-2026-048/ergebnis",
    "history of a procedure": "/vergabeverfahren/vg-2026-048/verlauf",
    "versions": "/vergabeverfahren/vg-2026-048/fassungen",
    "no versions": "/vergabeverfahren/vg-2026-047/fassungen",
    "bids": "/vergabeverfahren/vg-2026-048/angebote",
    "opening": "/vergabeverfahren/vg-2026-048/angebote/oeffnung",
    "bid import": "/vergabeverfahren/vg-2026-048/angebote/uebernehmen",
    "new bid": "/vergabeverfahren/vg-2026-048/angebote/neu",
    "notice of a procedure": "/vergabeverfahren/vg-2026-048/bekanntmachung",
    "examination": "/vergabeverfahren/vg-2026-048/pruefung",
    "inquiries": "/vergabeverfahren/vg-2026-048/anfragen",
    "evaluators": "/vergabeverfahren/vg-2026-048/wertende",
    "evidence on licences": "/analysen",
    "missing": "/gibt-es-nicht",
}
"""What the procurement officer sees, by name."""

OF_PEOPLE: Mapping[str | None, tuple[str, ...]] = {
    None: ("/", "/anmelden", "/probe", "/werkzeuge/verfahrensart"),
    "fachamt": ("/", "/vergabeverfahren"),
    "wertung": ("/vergabeverfahren", "/vergabeverfahren/vg-2026-048"),
    "vergabestelle": ("/konto", "/konto/passwort", "/konto/zweiter-faktor", "/auftraege", "/mitteilungen"),
    "verwaltung": (
        "/verwaltung/personen",
        "/verwaltung/personen?suche=niemand",
        f"/verwaltung/personen/{demo_person('wertung')}",
        "/verwaltung/personen/neu",
        "/verwaltung/aemter",
        f"/verwaltung/aemter/{demo_office('adit')}",
    ),
    "revision": (
        "/pruefprotokoll",
        "/pruefprotokoll/evaluation/vg-2026-031-preis-quotient",
        f"{QUOTIENT}/pruefvermerk",
        f"/verwaltung/personen/{demo_person('wertung')}",
    ),
}
"""Pages that look different for others; None is nobody signed in."""

ON_THE_WAY = (
    "/auftraege/{job}",
    "/pruefprotokoll/pruefung/{job}",
    "/vergabeverfahren/{procedure}/angebote/{bid}",
    "/vergabeverfahren/{procedure}/teilnahme/{request_number}",
    "/vergabeverfahren/{procedure}/pruefung/{bid}",
    "/vergabeverfahren/{procedure}/anfragen/{inquiry}",
    "/vergabeverfahren/{procedure}/erklaerung",
    "/vergabeverfahren/{procedure}/wertung",
    "/vergabeverfahren/{procedure}/wertung/{number}",
    "/vergabeverfahren/{procedure}/wertung/{number}/{criterion_id}",
    "/vergabeverfahren/{procedure}/konsens",
    "/vergabeverfahren/{procedure}/konsens/{number}/{criterion_id}",
    "/vergabeverfahren/{procedure}/teststellung",
    "/vergabeverfahren/{procedure}/teststellung/{bid}",
    "/vergabeverfahren/{procedure}/angebote/{bid}/analysen",
    "/vergabeverfahren/{procedure}/angebote/{bid}/repositorien",
    "/vergabeverfahren/{procedure}/angebote/{bid}/repositorien/{repository}",
    "/analysen/{analysis}",
    "/analysen/{analysis}/ergebnisse/{result_number}",
    "/analysen/{analysis}/ergebnisse/{result_number}/komponenten",
    "/analysen/{analysis}/ergebnisse/{result_number}/komponenten/{component_number}",
    "/analysen/{analysis}/ergebnisse/{result_number}/befunde",
    "/analysen/{analysis}/dateien/{file_number}/spalten",
)
"""Pages that exist once a job was asked for, bids came in or somebody was appointed: their own tests look at them."""

NO_PAGES = (
    "/kriterien/kataloge/{catalogue}/fassungen/{number}/dateien/katalog.json",
    "/vergaben/{slug}/dateien/{name}",
    "/vergabeverfahren/{procedure}/lose/{number}/dateien/arbeitsmappe",
    "/vergabeverfahren/{procedure}/fassungen/{number}/dateien/fassung.json",
    "/vergabeverfahren/{procedure}/angebote/vorlage",
    "/vergabeverfahren/{procedure}/fassungen/{number}/runden/{offer_round}/niederschrift",
    "/vergabeverfahren/{procedure}/angebote/{bid}/dateien/{file_name}",
    "/vergabeverfahren/{procedure}/angebote/{bid}/repositorien/{repository}/archive/{snapshot_number}",
    "/vergabeverfahren/{procedure}/teilnahme/{request_number}/dateien/{file_name}",
    "/vergabeverfahren/{procedure}/bekanntmachung/{number}/dateien/text",
    "/vergabeverfahren/{procedure}/bekanntmachung/{number}/dateien/xml",
    "/pruefprotokoll/pruefprogramm",
    "/auftraege/{job}/stand",
    "/analysen/{analysis}/stand",
    "/analysen/{analysis}/ergebnisse/{result_number}/daten",
)
"""Files, and parts of pages."""

ANSWERS = (
    "/bekanntmachung",
    "/kriterien/bewertungsmatrix",
    "/kriterien/neu",
    "/pruefen",
    "/probe",
    "/vergaben/neu",
    "/vergabeverfahren/{procedure}/lose/{number}/bewertungsmatrix",
    "/vergabeverfahren/{procedure}/angebote/uebernehmen",
    "/pruefpaket",
    "/verwaltung/personen/neu",
    "/verwaltung/personen/{person}/wiederherstellen",
)
"""Forms whose answer is a page of its own: tests of journeys look at them."""
