"""The OpenAPI document of the interface, served without any page that would load scripts from elsewhere."""

from importlib.metadata import version
from typing import Any

from litestar import Request, Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import License
from pydantic.json_schema import models_json_schema

from infra.policy.table import Action
from procurement.rules.need import Need
from scoring.model import Evaluation

PATH = "/api/v1/openapi.json"

_DOCUMENTS = {"score_document": Evaluation, "probe_matrix": Evaluation, "suggest_procedure_kind": Need}
_COMPONENTS = "#/components/schemas/{model}"


class _Renderer(JsonRenderPlugin):
    def __init__(self) -> None:
        super().__init__(path="/")

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return self.render_json(request, complete(openapi_schema))


def openapi_config() -> OpenAPIConfig:
    """Return what Litestar needs to describe the interface at ``PATH``."""
    return OpenAPIConfig(
        title="Prüfstand",
        version=version("pruefstand"),
        summary="Wertung von Angeboten: nachrechenbar, begründet, offen",
        license=License(name="EUPL-1.2", identifier="EUPL-1.2"),
        openapi_router=Router(
            PATH, route_handlers=[], include_in_schema=False, opt={"action": Action.USE_PUBLIC_TOOLS}
        ),
        render_plugins=[_Renderer()],
    )


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Add the format of the posted documents: their addresses take bytes, which Litestar does not describe."""
    _, schemas = models_json_schema([(model, "validation") for model in (Evaluation, Need)], ref_template=_COMPONENTS)
    components = document.setdefault("components", {}).setdefault("schemas", {})
    components |= schemas["$defs"]
    for operations in document["paths"].values():
        for operation in operations.values():
            if model := _DOCUMENTS.get(operation.get("operationId")):
                reference = {"$ref": _COMPONENTS.format(model=model.__name__)}
                operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": reference}}}
    return document
