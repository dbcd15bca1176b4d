"""``pruefstand openapi``: the description of the JSON interface."""

import argparse

from app.commands._database import with_settings
from app.console import DONE, print_json
from infra.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = "Gibt die Beschreibung der JSON-Schnittstelle aus (OpenAPI 3.1)."
    parser.add_argument("--json", action="store_true", help="ohne Wirkung: die Ausgabe ist immer ein JSON-Dokument")


def run(_args: argparse.Namespace) -> int:
    """Print the description; no database is opened."""
    from app.main import specification

    def work(settings: Settings) -> int:
        print_json(specification(settings))
        return DONE

    return with_settings(work)
