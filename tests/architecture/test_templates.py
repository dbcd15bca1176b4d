"""Every template parses, also those that no test renders."""

from jinja2 import Environment

from tests.architecture.sources import ROOT, shown

TEMPLATES = ROOT / "web" / "templates"


def test_every_template_parses() -> None:
    templates = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())

    for template in templates:
        Environment(autoescape=True).parse(template.read_text(encoding="utf-8"), filename=shown(template))

    assert templates, "no template was found"
