"""Which validators are installed: veraPDF with Java, and Chromium with axe."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from infra.settings import Settings
from infra.validators.page import Axe
from infra.validators.pdf import VeraPdf

AXE_SCRIPT = Path(__file__).resolve().parents[2] / "web" / "static" / "vendor" / "axe-core" / "axe.min.js"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """Programs that prove.

    Args:
        pdf: veraPDF; None where it is not installed.
        page: axe in Chromium; None likewise.
    """

    pdf: VeraPdf | None = None
    page: Axe | None = None


NONE = Validators()
"""Nothing is installed: claims stay claims."""


def installed(settings: Settings) -> Validators:
    """Return what is installed: where the settings say, else what is found on the path."""
    return Validators(pdf=_verapdf(settings.verapdf), page=_axe(settings.chromium))


def _verapdf(named: str | None) -> VeraPdf | None:
    java = shutil.which("java") if shutil.which("javac") else None
    class_path = _found_verapdf() if named is None else named
    return VeraPdf(java=java, class_path=class_path) if java and class_path else None


def _found_verapdf() -> str:
    """Return the JAR files beside the program that veraPDF's installer writes; empty where there is none."""
    program = shutil.which("verapdf")
    jars = sorted((Path(program).resolve().parent / "bin").glob("*.jar")) if program else []
    return ":".join(map(str, jars))


def _axe(named: str | None) -> Axe | None:
    found = next((path for one in _BROWSERS if (path := shutil.which(one))), "") if named is None else named
    return Axe(chromium=found, script=AXE_SCRIPT) if found and AXE_SCRIPT.is_file() else None
