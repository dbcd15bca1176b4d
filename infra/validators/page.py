"""axe in Chromium: what of the accessibility of a page a machine can see, with its styles and after it was drawn."""

import html
import json
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from infra.validators.broken import MOST_RULES, BrokenRule
from infra.validators.launch import Program, ValidatorError, answer_of, scratch_folder

_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; form-action 'none'; "
    "script-src 'nonce-{mark}'"
)
# Right after the document type: the parser puts it at the head of the page, whose own attributes still count.
_HEAD = (
    '<meta http-equiv="Content-Security-Policy" content="{policy}"><script nonce="{mark}" src="axe.js"></script>'
    '<script nonce="{mark}">addEventListener("load", () => axe.run(document, {options}).then((found) => {{'
    'const told = document.createElement("pre"); told.id = "{mark}"; told.textContent = JSON.stringify('
    "found.violations.map((one) => [one.id, one.nodes.length])); document.body.append(told); }}));</script>"
)
_DOCTYPE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<!doctype[^>]*>", re.IGNORECASE | re.DOTALL)
_SWITCHES = (
    "--headless",
    "--no-sandbox",  # its own needs rights that the child gave away; scripts of the page do not run at all
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--user-data-dir=profile",
    "--virtual-time-budget=20000",
    "--dump-dom",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axe:
    """The validator.

    Args:
        chromium: The browser.
        script: File with axe.
    """

    chromium: str
    script: Path

    def broken(self, page: str) -> tuple[BrokenRule, ...]:
        """Return the rules of WCAG 2.1, levels A and AA, that a page breaks; its own scripts and other files stay out.

        Raises:
            ValidatorError: It gave no answer.
        """
        mark = secrets.token_hex(16)
        with scratch_folder() as folder:
            (Path(folder) / "axe.js").write_bytes(self.script.read_bytes())
            (Path(folder) / "page.html").write_text(_prepared(page, mark), encoding="utf-8")
            command = (self.chromium, *_SWITCHES, f"file://{folder}/page.html")
            drawn = answer_of(Program(command=command), Path(folder))
        return _told(drawn, mark)


def _prepared(page: str, mark: str) -> str:
    options = json.dumps({"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]})
    head = _HEAD.format(policy=_POLICY.format(mark=mark), mark=mark, options=options)
    found = _DOCTYPE.match(page)
    at = found.end() if found else 0
    return f'{page[:at]}<meta charset="utf-8">{head}{page[at:]}'


def _told(drawn: str, mark: str) -> tuple[BrokenRule, ...]:
    """Return what our script wrote: nobody else knows the mark."""
    found = re.search(rf'<pre id="{mark}">(.*?)</pre>', drawn, re.DOTALL)
    if found is None:
        raise ValidatorError("crash")
    rules = json.loads(html.unescape(found[1]))
    return tuple(sorted(BrokenRule(str(name), int(count)) for name, count in rules))[:MOST_RULES]
