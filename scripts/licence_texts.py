"""Write ``licensing/data/texts`` anew from the npm package spdx-license-list (CC0-1.0), unpacked beforehand.

``npm pack spdx-license-list@6.12.0 && tar xf spdx-license-list-6.12.0.tgz``, then
``python scripts/licence_texts.py package/spdx-full.json``.
"""

import json
import re
import sys
from pathlib import Path

import yaml

SOURCE = "npm spdx-license-list 6.12.0"
TARGET = Path(__file__).resolve().parents[1] / "licensing" / "data"
LICENCES = tuple(
    """
    0BSD AFL-3.0 AGPL-3.0-only Apache-2.0 Artistic-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause BSD-4-Clause BSL-1.0
    BUSL-1.1 CC-BY-4.0 CC-BY-SA-4.0 CC0-1.0 CDDL-1.0 CECILL-2.1 curl Elastic-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2
    GPL-2.0-only GPL-3.0-only HPND ISC LGPL-2.1-only LGPL-3.0-only MIT MIT-0 MPL-1.1 MPL-2.0 MS-PL NCSA OFL-1.1 OSL-3.0
    PostgreSQL Python-2.0 SSPL-1.0 Unicode-3.0 Unlicense WTFPL X11 Zlib
    """.split()  # noqa: SIM905 - a list of 44 lines says no more
)
SAME_TEXT = {name: name.replace("-only", "-or-later") for name in LICENCES if name.endswith("-only")}
TAILS = (
    r"\n[ \t]*END OF TERMS AND CONDITIONS",
    r"\n[ \t]*APPENDIX: How to apply",
    r"\n[ \t]*How to Apply These Terms",
    r"\n[ \t]*Creative Commons (?:Corporation )?(?:\(“Creative Commons”\) )?is not a party",
    r"\n[ \t]*GNU GENERAL PUBLIC LICENSE\s+Version 3",
)
"""Where the part begins that SPDX lets everybody leave out."""
OPTIONAL = {
    "GPL-2.0-only": [
        "GNU GENERAL PUBLIC LICENSE",
        (
            "This General Public License does not permit incorporating your program into proprietary programs. If "
            "your program is a subroutine library, you may consider it more useful to permit linking proprietary "
            "applications with the library. If this is what you want to do, use the GNU Lesser General Public License "
            "instead of this License."
        ),
    ],
    "LGPL-2.1-only": ["GNU LESSER GENERAL PUBLIC LICENSE"],
}
"""Passages that copies of a text have or lack; SPDX marks them as optional."""
LONGEST_TITLE_WORDS = 14


class _Literal(str):
    """A text written as a block."""

    __slots__ = ()


yaml.SafeDumper.add_representer(
    _Literal, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|")
)


def parts_of(name: str, text: str) -> tuple[str, str, str]:
    """Return title, text and what may be left out at the end."""
    body = "\n".join(line.rstrip().replace("\t", " ") for line in text.strip().splitlines())
    body = re.sub(r"[\x00-\x08\x0b-\x1f\u200b\ufeff]", "", body)
    found = [match.start() for tail in TAILS if (match := re.search(tail, body)) and match.start() > len(body) // 10]
    if not name.startswith("LGPL-3") and "GPL-3" in name:
        found = [place for place in found if place > len(body) // 2]
    cut = min(found, default=len(body))
    head = ""
    title, _, rest = body[:cut].partition("\n\n")
    plain = not re.search(r"permission|redistribut|copyright \(|granted|\.$", title, re.IGNORECASE)
    if rest and plain and len(title.split()) <= LONGEST_TITLE_WORDS:
        head, start = title, len(title)
    else:
        start = 0
    return head, body[start:cut].strip(), body[cut:].strip()


def main(full: Path) -> None:
    """Write one file a text, and the index."""
    texts = json.loads(full.read_text(encoding="utf-8"))
    (TARGET / "texts").mkdir(exist_ok=True)
    for name in LICENCES:
        head, body, tail = (_Literal(part) for part in parts_of(name, texts[name]["licenseText"]))
        document = {
            "id": name,
            "source": SOURCE,
            "head": head,
            "text": body,
            "tail": tail,
            "optional": OPTIONAL.get(name, []),
        }
        dumped = yaml.dump(document, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
        (TARGET / "texts" / f"{name}.yaml").write_text(dumped, encoding="utf-8")
    index = {
        "version": "1",
        "source": {"citation": "SPDX License List", "status": "verified", "note": SOURCE},
        "texts": [*LICENCES],
        "same_text": {other: name for name, other in SAME_TEXT.items()},
    }
    comment = (
        "# Licence texts that ship with the program; scripts/licence_texts.py writes this file and texts/*.yaml.\n\n"
    )
    dumped = yaml.dump(index, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False)
    (TARGET / "texts.yaml").write_text(comment + dumped, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
