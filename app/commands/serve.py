"""``pruefstand serve``: the web service on this machine."""

import argparse
import os
import sys

from app.commands._database import OUTDATED, with_settings
from app.console import DONE, INVALID
from infra.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = "Startet die Anwendung als Webdienst auf diesem Rechner."
    parser.add_argument("--host", metavar="ADRESSE", help="sonst PRUEFSTAND_HOST, sonst 127.0.0.1")
    parser.add_argument("--port", metavar="NUMMER", help="sonst PRUEFSTAND_PORT, sonst 8000")
    parser.add_argument(
        "--demo-oeffentlich",
        action="store_true",
        help="auch dann im Netz anbieten, wenn eine erfundene Stadt mit bekanntem Kennwort geladen ist",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; refuse to start on a database whose schema is not the one of this version."""
    for name, value in (("PRUEFSTAND_HOST", args.host), ("PRUEFSTAND_PORT", args.port)):
        if value is not None:
            os.environ[name] = value  # the worker is a process of its own and reads the environment
    if args.demo_oeffentlich:
        os.environ["PRUEFSTAND_DEMO_PUBLIC"] = "true"
    return with_settings(_serve)


def _serve(settings: Settings) -> int:
    from granian import Granian
    from granian.constants import Interfaces, Loops

    from app.wiring import has_demo_city, require_secret, schema_is_current
    from infra.logging import CONFIGURATION

    if not schema_is_current(settings):
        print(OUTDATED, file=sys.stderr)
        return INVALID
    if not settings.lets_demo_in and has_demo_city(settings):
        print(
            "In dieser Datenbank liegt eine erfundene Stadt, deren Kennwort veröffentlicht ist. Mit ihr gibt es den "
            "Dienst nur auf diesem Rechner (127.0.0.1, ohne Proxy davor). Wer sie dennoch im Netz zeigen will: "
            "--demo-oeffentlich",
            file=sys.stderr,
        )
        return INVALID
    require_secret(settings)
    print(f"Prüfstand läuft auf http://{settings.host}:{settings.port} – beenden mit Strg+C.", file=sys.stderr)
    server = Granian(
        "app.main:create_app",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        workers=1,
        log_access=False,
        log_dictconfig=CONFIGURATION,
    )
    server.serve()
    return DONE
