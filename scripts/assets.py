"""Fetch style sheets, scripts and fonts with pinned integrity and copy exactly the files listed here.

npm checks every package against the SHA-512 in package-lock.json and runs no install script. The copies are ignored by
git; a stamp with the hash of the lock and of this list says that they are current.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "web" / "static" / "vendor"
PDF_FONTS = ROOT / "infra" / "fonts"
STAMP = PACKAGES / ".copied"

KERN = "@kern-ux/native"
FIRA_CUTS = (
    "Light",
    "LightItalic",
    "Regular",
    "Italic",
    "Medium",
    "MediumItalic",
    "SemiBold",
    "SemiBoldItalic",
    "Bold",
    "BoldItalic",
)
DEJAVU_CUTS = (
    "Sans",
    "Sans-Bold",
    "Sans-Oblique",
    "Sans-BoldOblique",
    "SansCondensed",
    "SansCondensed-Bold",
    "SansMono",
)

COPIES: dict[str, Path] = {
    f"{KERN}/LICENSE.md": VENDOR / "kern" / "LICENSE.md",
    f"{KERN}/dist/kern.min.css": VENDOR / "kern" / "kern.min.css",
    f"{KERN}/dist/kern-grid.min.css": VENDOR / "kern" / "kern-grid.min.css",
    f"{KERN}/dist/fonts/fira-sans.css": VENDOR / "kern" / "fonts" / "fira-sans.css",
    **{
        f"{KERN}/dist/fonts/fira-sans/FiraSans-{cut}.woff2": VENDOR
        / "kern"
        / "fonts"
        / "fira-sans"
        / f"FiraSans-{cut}.woff2"
        for cut in FIRA_CUTS
    },
    **{
        f"swagger-ui-dist/{name}": VENDOR / "swagger-ui" / name
        for name in ("LICENSE", "NOTICE", "swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt")
    },
    "htmx.org/LICENSE": VENDOR / "htmx" / "LICENSE",
    "htmx.org/dist/htmx.min.js": VENDOR / "htmx" / "htmx.min.js",
    "axe-core/LICENSE": VENDOR / "axe-core" / "LICENSE",
    "axe-core/axe.min.js": VENDOR / "axe-core" / "axe.min.js",
    "tus-js-client/LICENSE": VENDOR / "tus-js-client" / "LICENSE",
    "tus-js-client/dist/tus.min.js": VENDOR / "tus-js-client" / "tus.min.js",
    "dejavu-fonts-ttf/LICENSE": PDF_FONTS / "LICENSE",
    **{f"dejavu-fonts-ttf/ttf/DejaVu{cut}.ttf": PDF_FONTS / f"DejaVu{cut}.ttf" for cut in DEJAVU_CUTS},
}
FONT_LICENCE = VENDOR / "kern" / "fonts" / "OFL.txt"
FONT_LICENCE_PARTS = (ROOT / "scripts" / "fira-sans.notice", ROOT / "LICENSES" / "OFL-1.1.txt")
INPUTS = (ROOT / "package-lock.json", Path(__file__), *FONT_LICENCE_PARTS)


def wanted_stamp() -> str:
    """Return one hash over everything that decides what the folders hold."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in INPUTS)).hexdigest()


def is_current(stamp: str) -> bool:
    """Tell whether all copies of this state are there."""
    made = [*COPIES.values(), FONT_LICENCE]
    return STAMP.is_file() and STAMP.read_text() == stamp and all(path.is_file() for path in made)


def copy_all() -> None:
    """Empty the two folders and fill them again, so that nothing old stays behind."""
    for folder in (VENDOR, PDF_FONTS):
        shutil.rmtree(folder, ignore_errors=True)
    for source, target in COPIES.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PACKAGES / source, target)
    FONT_LICENCE.write_text("".join(part.read_text(encoding="utf-8") for part in FONT_LICENCE_PARTS), encoding="utf-8")


def main() -> int:
    """Bring the assets up to date and return the exit code."""
    stamp = wanted_stamp()
    if is_current(stamp):
        return 0
    npm = shutil.which("npm")
    if npm is None:
        print("npm is missing; on Debian: apt-get install nodejs npm", file=sys.stderr)
        return 1
    subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ROOT, check=True)
    copy_all()
    STAMP.write_text(stamp)
    return 0


if __name__ == "__main__":
    sys.exit(main())
