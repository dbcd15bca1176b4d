"""A Digital-Check from a file: JSON, or YAML in its simple form, with the catalogue it names."""

from datetime import date

from core.errors import Fault, InputError
from core.german import german_date
from core.json_text import read_json
from core.parameters import ParameterNotValidError
from digitalcheck.rules.answers import parse_check
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.catalogue.reading import parse_catalogue
from digitalcheck.rules.facts import Figures
from digitalcheck.rules.findings import Judgement, judge
from digitalcheck.services.shipped import known_catalogues, load_catalogue
from infra.parameters import load_parameters
from licensing.sbom.notes import Notes
from licensing.sbom.yaml_tree import read_yaml

MAXIMUM_BYTES = 2**20


def read_catalogue(data: bytes) -> QuestionCatalogue:
    """Return a city's own catalogue.

    Args:
        data: The file, JSON or YAML.

    Raises:
        InputError: Every fault with its place, or it changes a version that was published.
    """
    catalogue = parse_catalogue(read_document(data))
    if catalogue.name in known_catalogues() and catalogue.digest != load_catalogue(catalogue.name).digest:
        raise InputError([Fault("catalogue_changed", "/version", properties={"name": catalogue.name})])
    return catalogue


def read_document(data: bytes) -> object:
    """Return the value in a file: JSON where it begins with a brace, else YAML.

    Raises:
        InputError: Too large, or neither; with line and column.
    """
    if len(data) > MAXIMUM_BYTES:
        raise InputError([Fault("file_size", "", properties={"maximum": str(MAXIMUM_BYTES // 2**20)})])
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"[", b""}:
        return read_json(data)
    notes = Notes()
    try:
        value = read_yaml(data, notes)
    except InputError as error:
        raise InputError([_yaml_fault(fault) for fault in error.faults]) from error
    if doubled := [one for one in notes.findings if one.type == "json_duplicate_key"]:
        raise InputError([Fault("check_key_twice", one.place) for one in doubled])
    return value


def _yaml_fault(fault: Fault) -> Fault:
    place = {"line": "–", "column": "–"} | dict(fault.properties)
    return Fault("check_yaml", "", properties=place)


def judge_file(data: bytes, day: date, own: QuestionCatalogue | None = None) -> Judgement:
    """Return what follows from the answers in a file.

    Args:
        data: The file.
        day: Day whose figures are valid and that limits are counted from.
        own: A city's own catalogue, instead of those that ship with the program.

    Raises:
        InputError: Every fault with its place.
    """
    check = parse_check(read_document(data))
    catalogue = own or load_catalogue(check.catalogue)
    try:
        figures = Figures.on(load_parameters("digitalcheck"), day)
    except ParameterNotValidError as error:
        properties = {"day": german_date(day), "name": error.name}
        raise InputError([Fault("day_without_parameters", "", properties=properties)]) from error
    return judge(check, catalogue, figures, day)
