"""``pruefstand schema``: the published JSON schema of a format."""

import argparse
import sys

from app.console import DONE, INVALID, print_json
from app.reports.standards import FORMAT as STANDARDS
from app.reports.standards import StandardsReport
from app.reports.verification import FORMAT as VERIFICATION
from app.reports.verification import VerificationReport
from capacity.planning.form import FORMAT as CAPACITY
from capacity.planning.form import CapacityPlanInput
from capacity.planning.result import FORMAT as PLAN
from capacity.planning.result import PlanResult
from digitalcheck.papers.meeting import FORMAT as CHECK_MEETING
from digitalcheck.papers.meeting import Meeting
from digitalcheck.papers.twin import FORMAT as CHECK_SHEET
from digitalcheck.papers.twin import CheckSheet
from digitalcheck.rules.answers import FORMAT as CHECK
from digitalcheck.rules.answers import DigitalCheck
from digitalcheck.rules.catalogue.form import FORMAT as CHECK_CATALOGUE
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.council.register import FORMAT as COUNCIL
from digitalcheck.rules.council.register import CouncilRegister
from digitalcheck.rules.result import FORMAT as CHECK_RESULT
from digitalcheck.rules.result import CheckResult
from licensing.standards.export import FORMAT as STANDARD_CATALOGUE
from licensing.standards.export import StandardCatalogueFile
from procurement.rules.criteria.catalogue import FORMAT as CRITERIA
from procurement.rules.criteria.catalogue import Catalogue
from procurement.rules.openness.report import FORMAT as OPENNESS
from procurement.rules.openness.report import OpennessReport
from procurement.rules.participation.matrix import FORMAT as ELIGIBILITY
from procurement.rules.participation.matrix import EligibilityMatrix
from scoring.formats import FORMATS as SCORING
from scoring.formats import format_schema

FORMATS = SCORING | {
    VERIFICATION: VerificationReport,
    CRITERIA: Catalogue,
    ELIGIBILITY: EligibilityMatrix,
    CHECK: DigitalCheck,
    CHECK_RESULT: CheckResult,
    CHECK_SHEET: CheckSheet,
    CHECK_MEETING: Meeting,
    CHECK_CATALOGUE: QuestionCatalogue,
    COUNCIL: CouncilRegister,
    STANDARDS: StandardsReport,
    STANDARD_CATALOGUE: StandardCatalogueFile,
    OPENNESS: OpennessReport,
    CAPACITY: CapacityPlanInput,
    PLAN: PlanResult,
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = "Gibt das JSON-Schema (2020-12) eines Dateiformats aus. Formate: " + ", ".join(FORMATS) + "."
    parser.add_argument("name", metavar="FORMAT", help="Name des Formats, zum Beispiel pruefstand/evaluation/1")
    parser.add_argument("--json", action="store_true", help="ohne Wirkung: die Ausgabe ist immer JSON")


def run(args: argparse.Namespace) -> int:
    """Print the schema; the prefix ``pruefstand/`` and the version may be left out where that is unambiguous."""
    found = [name for name in FORMATS if args.name in {name, name.split("/", 1)[1], name.split("/")[1]}]
    if len(found) != 1:
        print(f"Das Format {args.name!r} gibt es nicht. Vorhanden: {', '.join(FORMATS)}.", file=sys.stderr)
        return INVALID
    print_json(format_schema(found[0], FORMATS))
    return DONE
