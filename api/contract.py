"""What holds for every address, added to the OpenAPI document in one place: rights, problems, headers, formats."""

import copy
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.etag import IF_MATCH, IF_NONE_MATCH
from api.once import HEADER, PATTERN, REPLAYED, TAKES, is_repeatable, is_write
from api.problems import MEDIA_TYPE
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from infra.identity.sessions import PLAIN_COOKIE
from infra.policy.decision import decide
from infra.policy.model import NOBODY
from infra.policy.table import Action
from procurement.rules.criteria.catalogue import Catalogue
from procurement.rules.criteria.selection import Selection
from procurement.rules.need import Need
from scoring.model import Evaluation

_DOCUMENTS: Mapping[str, type[BaseModel]] = {
    "store_evaluation": Evaluation,
    "score_document": Evaluation,
    "probe_matrix": Evaluation,
    "save_need": Need,
    "set_lot_matrix": Evaluation,
    "suggest_procedure_kind": Need,
    "announce_award": Evaluation,
    "import_catalogue": Catalogue,
    "publish_check_questions": QuestionCatalogue,
    "make_matrix": Selection,
}
_TAGGED_WHEN_MADE = frozenset(
    {
        "add_office",
        "add_person",
        "create_analysis",
        "create_analysis_of_bid",
        "create_procedure",
        "begin_digital_check",
        "import_catalogue",
        "store_evaluation",
    }
)
"""What answers with the tag of what it made, without having asked for one."""

_COMPONENTS = "#/components/schemas/{model}"
_PROBLEM = {"$ref": _COMPONENTS.format(model="Problem")}
_INTERFACE = "/api/"

Document = dict[str, Any]


def complete(application: Litestar) -> Document:
    """Return the OpenAPI document with what Litestar cannot know."""
    document: Document = copy.deepcopy(application.openapi_schema.to_schema())
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    models: list[Any] = [(model, "validation") for model in dict.fromkeys(_DOCUMENTS.values())]
    schemas |= models_json_schema(models, ref_template=_COMPONENTS)[1]["$defs"]
    for schema in schemas.values():
        if "enum" in schema:  # shared by fields: Litestar puts the description of whichever comes first there
            schema.pop("description", None)
    document["components"]["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": PLAIN_COOKIE, "description": "siehe POST /api/v1/session"}
    }
    for path, method, handler in _operations(application):
        _complete_operation(document["paths"][path][method.lower()], path, method, handler)
        _close_input(document, document["paths"][path][method.lower()], handler)
    return document


def _operations(application: Litestar) -> Iterator[tuple[str, str, HTTPRouteHandler]]:
    for route in application.routes:
        if isinstance(route, HTTPRoute):
            for method, (handler, _) in route.route_handler_map.items():
                if method != "OPTIONS" and handler.resolve_include_in_schema():
                    yield route.path_format, str(method), handler


def _complete_operation(operation: Document, path: str, method: str, handler: HTTPRouteHandler) -> None:
    action: Action = handler.opt["action"]
    if model := _DOCUMENTS.get(operation["operationId"]):
        reference = {"$ref": _COMPONENTS.format(model=model.__name__)}
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": reference}}}
    if kind := handler.opt.get(TAKES):
        binary = {"schema": {"type": "string", "format": "binary"}}
        operation["requestBody"] = {"required": True, "content": {kind: binary}}
    if decide(NOBODY, action) is not None:
        operation["security"] = [{"session": []}]
    for status in _statuses(path, method, action):
        operation["responses"][str(int(status))] = _problem(status)
    operation["responses"].get("204", {}).pop("content", None)  # Litestar describes the null that is not sent
    _describe_headers(operation, path, method, handler)


def _statuses(path: str, method: str, action: Action) -> Iterator[HTTPStatus]:
    """Yield the problems that the frame around a route can answer with."""
    yield HTTPStatus.BAD_REQUEST
    yield HTTPStatus.SERVICE_UNAVAILABLE
    if decide(NOBODY, action) is not None:
        yield HTTPStatus.UNAUTHORIZED
        yield HTTPStatus.FORBIDDEN
    if "{" in path:
        yield HTTPStatus.NOT_FOUND
    if method != "GET":
        yield HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if is_write(method, action):
        yield HTTPStatus.FORBIDDEN
        yield HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        yield HTTPStatus.UNPROCESSABLE_ENTITY


def _problem(status: HTTPStatus) -> Document:
    return {"description": status.phrase, "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}


def _describe_headers(operation: Document, path: str, method: str, handler: HTTPRouteHandler) -> None:
    responses = operation["responses"]
    if method == "GET" and path.startswith(_INTERFACE):
        _add_header(operation, IF_NONE_MATCH, "Stand, der schon bekannt ist; ist er es noch, kommt nur 304")
        responses["304"] = {"description": HTTPStatus.NOT_MODIFIED.phrase}
        _announce(operation, "ETag", "Kennung dieses Standes")
    if decide(NOBODY, handler.opt["action"]) is not None:
        _announce(operation, "Location", "Adresse dessen, was entstanden ist", only="201")
    if str(int(HTTPStatus.PRECONDITION_REQUIRED)) in responses:
        responses.setdefault("412", _problem(HTTPStatus.PRECONDITION_FAILED))
        _add_header(operation, IF_MATCH, "„ETag“ des Standes, der geändert werden soll; nötig")
        _announce(operation, "ETag", "Kennung des neuen Standes")
    if operation["operationId"] in _TAGGED_WHEN_MADE:
        _announce(operation, "ETag", "Kennung des neuen Standes", only="201")
    if is_repeatable(handler.opt, method) and decide(NOBODY, handler.opt["action"]) is not None:
        words = "Frei gewählter Name dieser Anfrage: wiederholt wird sie nicht noch einmal ausgeführt"
        _add_header(operation, HEADER, words, pattern=PATTERN)
        _announce(operation, REPLAYED, "„true“, wenn dies die Antwort auf die erste Anfrage dieses Namens ist")


def _add_header(operation: Document, name: str, description: str, **schema: str) -> None:
    parameter = {"name": name, "in": "header", "description": description, "schema": {"type": "string", **schema}}
    operation.setdefault("parameters", []).append(parameter)


def _announce(operation: Document, name: str, description: str, *, only: str = "2") -> None:
    for status, response in operation["responses"].items():
        if status.startswith(only):
            header = {"description": description, "schema": {"type": "string"}}
            response.setdefault("headers", {})[name] = header


def _close_input(document: Document, operation: Document, handler: HTTPRouteHandler) -> None:
    """Say that an input model takes no further fields: Litestar leaves that out."""
    data = handler.parsed_fn_signature.parameters.get("data")
    model = data.annotation if data else None
    if isinstance(model, type) and issubclass(model, BaseModel) and model.model_config.get("extra") == "forbid":
        for content in operation["requestBody"]["content"].values():
            _referred(document, content["schema"])["additionalProperties"] = False


def _referred(document: Document, schema: Mapping[str, Any]) -> Document:
    name = str(schema["$ref"]).rpartition("/")[2]
    found: Document = document["components"]["schemas"][name]
    return found
