"""Every template is sound on its own, and every one is used."""

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError, meta

import web
from web.rendering import ENVIRONMENT

TEMPLATES = sorted(ENVIRONMENT.list_templates())


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_can_be_parsed_and_compiled(name: str) -> None:
    ENVIRONMENT.get_template(name)


def test_every_template_is_used() -> None:
    loader = ENVIRONMENT.loader
    assert loader is not None
    used: set[str | None] = set()
    for name in TEMPLATES:
        used.update(meta.find_referenced_templates(ENVIRONMENT.parse(loader.get_source(ENVIRONMENT, name)[0])))
    rendered = {
        match
        for path in Path(web.__file__).parent.rglob("*.py")
        for match in re.findall(r'"([a-z_]+/[a-z_]+\.html)"', path.read_text(encoding="utf-8"))
    }

    assert set(TEMPLATES) == used | rendered | {"fehler/seite.html"}


def test_a_forgotten_value_is_an_error_and_text_is_escaped() -> None:
    with pytest.raises(UndefinedError):
        ENVIRONMENT.from_string("{{ fehlt }}").render()
    assert ENVIRONMENT.from_string("{{ text }}").render(text="<b>") == "&lt;b&gt;"
