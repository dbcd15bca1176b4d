"""The OpenAPI document of the interface, and where it is served."""

from importlib.metadata import version
from typing import Any

from litestar import Request, Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import License

from api.contract import complete
from api.etag import Tagged
from infra.policy.table import Action

PATH = "/api/v1/openapi.json"


class _Renderer(JsonRenderPlugin):
    def __init__(self) -> None:
        super().__init__(path="/")
        self._written: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002 - its name
        if self._written is None:
            self._written = self.render_json(request, complete(request.app))
        return self._written


def openapi_config() -> OpenAPIConfig:
    """Return what Litestar needs to describe the interface at ``PATH``."""
    return OpenAPIConfig(
        title="Prüfstand",
        version=version("pruefstand"),
        summary="Wertung von Angeboten: nachrechenbar, begründet, offen",
        license=License(name="EUPL-1.2", identifier="EUPL-1.2"),
        openapi_router=Router(
            PATH,
            route_handlers=[],
            include_in_schema=False,
            middleware=[Tagged()],
            opt={"action": Action.USE_PUBLIC_TOOLS},
        ),
        render_plugins=[_Renderer()],
    )
