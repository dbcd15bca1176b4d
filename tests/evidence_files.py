"""Files of evidence on licences for tests: small ones, with hostile names in them."""

import json

HOSTILE = '<img src=x onerror="alert(1)">'


def bill(*components: tuple[str, str | None]) -> bytes:
    listed = [
        {"type": "library", "name": name, "version": "1", "bom-ref": f"c{at}"}
        | ({"licenses": [{"expression": licence}]} if licence else {})
        for at, (name, licence) in enumerate(components)
    ]
    product = {"type": "application", "name": "Produkt", "licenses": [{"license": {"id": "EUPL-1.2"}}]}
    told = {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": product}, "components": listed}
    return json.dumps(told).encode()


BILL = bill(
    ("eins", "MIT"),
    (HOSTILE, "MIT OR GPL-2.0-only"),
    ("drei", "AGPL-3.0-only"),
    ("vier", None),
    ("fünf", f"Lizenz {HOSTILE}"),
)
LISTED = b"Komponente;Lizenz;Anmerkung\neins;MIT;gut\nzwei;GPL-2.0-only;<b>schlecht</b>\n"
DENIED = b"Permission is hereby denied."
