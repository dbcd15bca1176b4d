"""The command ``pruefstand``: looks up the command's module and loads only that one."""

import argparse
import os
import re
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from app.memory import look_rarely
from core.errors import IncompleteInstallationError

COMMANDS = {
    "score": "Wertung berechnen und begründen",
    "probe": "Bewertungsmatrix vor der Veröffentlichung prüfen",
    "template": "Arbeitsmappe zum Ausfüllen anlegen",
    "verify": "Prüfpaket nachrechnen",
    "licences": "Stücklisten und Lizenzlisten lesen und beurteilen",
    "standards": "Dateien auf offene Standards prüfen",
    "digitalcheck": "Digital-Check: Befunde und Übersicht für eine Magistratsvorlage",
    "meeting": "Mappe einer Sitzung: alle Digital-Checks mit Inhaltsverzeichnis",
    "catalogue": "Fragenkatalog des Digital-Checks ausgeben",
    "council": "Ratsinformationssystem lesen: Vorlagen finden, Veröffentlichtes vergleichen",
    "plan": "IT-Anforderungen auf Kapazitäten planen, mit Gründen",
    "schema": "JSON-Schema eines Dateiformats ausgeben",
    "serve": "Anwendung als Webdienst starten",
    "db": "Datenbank einrichten und aktualisieren",
    "city": "Städte anlegen und auflisten",
    "user": "Personen anlegen, auflisten, Zugang wiederherstellen",
    "backup": "Gesamten Bestand in eine Datei sichern",
    "restore": "Sicherung in eine Datenbank zurückspielen",
    "demo": "Musterstadt laden",
    "audit": "Prüfprotokoll prüfen, bezeugen und ausführen",
    "openapi": "Beschreibung der Programmierschnittstelle ausgeben",
}
# Commands that touch no city's data; `serve` logs its requests itself. All others leave a line in the log.
WITHOUT_DATA = frozenset(
    {
        "score",
        "probe",
        "template",
        "verify",
        "licences",
        "standards",
        "digitalcheck",
        "meeting",
        "catalogue",
        "council",
        "plan",
        "schema",
        "serve",
        "openapi",
    }
)

_DEFECT = 1
_INTERRUPTED = 130

_GERMAN = (
    (r"the following arguments are required: (.+)", r"Es fehlt: \1"),
    (r"unrecognized arguments: (.+)", r"Unbekannte Angabe: \1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1: \2 gibt es nicht. Zulässig: \3"),
    (r"argument (.+?): expected one argument", r"\1: Es fehlt ein Wert"),
    (r"argument (.+?): invalid .+? value: (.+)", r"\1: \2 ist kein zulässiger Wert"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 geht nicht zusammen mit \2"),
    (r"^argument (\S+): ", r"\1: "),
)


class GermanParser(argparse.ArgumentParser):
    """An argument parser whose help and messages are German."""

    def __init__(self, *, prog: str, description: str | None = None) -> None:
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "Angaben", "Schalter"
        self.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")

    def format_usage(self) -> str:
        """Return the usage line with a German heading."""
        return super().format_usage().replace("usage:", "Aufruf:", 1)

    def format_help(self) -> str:
        """Return the help with German headings."""
        return super().format_help().replace("usage:", "Aufruf:", 1)

    def error(self, message: str) -> NoReturn:
        """Explain in German what is wrong with the call and leave with exit code 2."""
        for english, german in _GERMAN:
            message = re.sub(english, german, message)
        self.exit(2, f"{self.format_usage()}{self.prog}: {message}. Hilfe: {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    look_rarely()  # start-up builds many long-lived objects and no cycles
    # Nothing here uses validator plug-ins; looking for them reads the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A closed standard error is None, and `print` would then write to standard output.
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115 - stays open as long as the program
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _dispatch(given)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except IncompleteInstallationError as error:
        print(
            f"Das Programm ist nicht vollständig eingerichtet: {error.missing} fehlt. Bitte „make setup“ ausführen.",
            file=sys.stderr,
        )
        return _DEFECT
    except OSError as error:
        return _output_lost(error)
    except Exception:  # noqa: BLE001 - the last line of defence: a defect of ours leaves with exit code 1
        traceback.print_exc()
        print("Das ist ein Fehler des Programms. Bitte mit diesen Zeilen melden.", file=sys.stderr)
        return _DEFECT


def _output_lost(error: OSError) -> int:
    """Leave quietly when the reader of our output has gone, and with a sentence when it cannot be written."""
    # What is still buffered would fail again when Python closes its streams.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if isinstance(error, BrokenPipeError):
        return 0
    print(f"Die Ausgabe lässt sich nicht schreiben: {error.strerror or error}.", file=sys.stderr)
    return _DEFECT


def _dispatch(given: list[str]) -> int:
    code = _run(given)
    sys.stdout.flush()  # here, so that a full disk is noticed
    return code


def _run(given: list[str]) -> int:
    if given and given[0] in COMMANDS:
        module = import_module(f"app.commands.{given[0]}")
        parser = GermanParser(prog=f"pruefstand {given[0]}")
        module.configure(parser)
        return _carried_out(given[0], module, parser.parse_args(given[1:]))
    return _overview(given)


def _carried_out(name: str, module: ModuleType, arguments: argparse.Namespace) -> int:
    """Run a command; those at work on the city's data are told of in the log, unless a person is watching."""
    if name in WITHOUT_DATA or sys.stderr.isatty():
        return int(module.run(arguments))
    from infra.logging import configure, measured

    configure()
    with measured("command", name) as outcome:
        outcome.code = int(module.run(arguments))
    return outcome.code


def _overview(given: list[str]) -> int:
    parser = GermanParser(prog="pruefstand", description="Prüfstand: Softwarevergabe und Digital-Check für Städte.")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {text}" for name, text in COMMANDS.items()]
    parser.epilog = "Befehle:\n" + "\n".join(lines) + "\n\nHilfe zu einem Befehl: pruefstand BEFEHL --help"
    parser.add_argument("command", metavar="BEFEHL", choices=list(COMMANDS), help="was zu tun ist, siehe unten")
    parser.parse_args(given)
    return 0


if __name__ == "__main__":
    sys.exit(main())
