"""``/docs``: the description of the interface to look at and try, from this machine alone."""

from collections.abc import Callable

from litestar import MediaType, get
from litestar.di import NamedDependency

from infra.policy.table import Action

_VIEWER = "vendor/swagger-ui"
_PAGE = """<!DOCTYPE html>
<html lang="de">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Schnittstelle – Prüfstand</title>
    <link rel="icon" href="{icon}">
    <link rel="stylesheet" href="{style}">
    <script defer src="{viewer}"></script>
    <script defer src="{start}"></script>
  </head>
  <body>
    <main>
      <h1>Schnittstelle von Prüfstand</h1>
      <p><a href="/">Zur Anwendung</a> · <a href="/api/v1/openapi.json">Beschreibung als JSON (OpenAPI 3.1)</a></p>
      <div id="schnittstelle"></div>
    </main>
  </body>
</html>
"""


@get("/docs", media_type=MediaType.HTML, include_in_schema=False, sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def show_docs(static: NamedDependency[Callable[[str], str]]) -> str:
    """Show the page; its script reads the description and draws it."""
    return _PAGE.format(
        icon=static("bild/zeichen.svg"),
        style=static(f"{_VIEWER}/swagger-ui.css"),
        viewer=static(f"{_VIEWER}/swagger-ui-bundle.js"),
        start=static("js/schnittstelle.js"),
    )


HANDLERS = (show_docs,)
