"""``/check-questions``: catalogues of questions of the Digital-Check; ``/check-defaults``: answers of an office."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Request, Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, RawBody
from litestar.status_codes import HTTP_201_CREATED

from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, field_view, saved_field
from api.once import answer_once, presented
from api.problems import responses
from digitalcheck.model import PublishedQuestions
from digitalcheck.services.filling import Filling
from digitalcheck.services.questions import ListedQuestions, Questions
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedView:
    """A version that the city published."""

    name: str
    title: str
    digest: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeAnswersView:
    """What is the same in every check of an office.

    Args:
        catalogue: Name of the catalogue that asks for it.
        fields: What stands in the fields, by name; those never saved are left out.
    """

    catalogue: str
    fields: dict[str, FieldView]


@get(
    "/check-questions",
    operation_id="list_check_questions",
    summary="Fassungen des Fragenkatalogs",
    sync_to_thread=True,
    action=Action.READ_CHECK_QUESTIONS,
)
def list_questions(actor: NamedDependency[Actor], questions: NamedDependency[Questions]) -> list[ListedQuestions]:
    """Return all versions."""
    return list(questions.all(actor))


@get(
    "/check-questions/{question_set:str}/{question_version:str}",
    operation_id="get_check_questions",
    summary="Eine Fassung des Fragenkatalogs",
    sync_to_thread=True,
    action=Action.READ_CHECK_QUESTIONS,
)
def get_questions(
    actor: NamedDependency[Actor],
    questions: NamedDependency[Questions],
    question_set: FromPath[str],
    question_version: FromPath[str],
) -> dict[str, Any]:
    """Return the catalogue as it was published."""
    return questions.get(actor, f"{question_set}/{question_version}").document


@post(
    "/check-questions",
    operation_id="publish_check_questions",
    summary="Eine eigene Fassung des Fragenkatalogs veröffentlichen",
    description="Format „pruefstand/digitalcheck-catalogue/1“. Begonnene Digital-Checks behalten ihre Fassung.",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PUBLISH_CHECK_QUESTIONS,
)
def publish_questions(
    request: Call, actor: NamedDependency[Actor], questions: NamedDependency[Questions], body: RawBody
) -> Response[PublishedView]:
    """Publish a version."""
    return answer_once(request, lambda once: questions.publish_document(actor, body, once), _published)


@get(
    "/check-defaults",
    operation_id="get_check_defaults",
    summary="Antworten, die in jedem Digital-Check des eigenen Amts gleich sind",
    sync_to_thread=True,
    responses=responses(409),
    action=Action.WRITE_CHECK,
)
def get_defaults(actor: NamedDependency[Actor], filling: NamedDependency[Filling]) -> OfficeAnswersView:
    """Return them."""
    catalogue, held = filling.office_answers(actor)
    fields = {name: field_view(one) for name, one in held.items() if one.version}
    return OfficeAnswersView(catalogue=catalogue.name, fields=fields)


@patch(
    "/check-defaults/fields/{check_field:str}",
    operation_id="change_check_default",
    summary="Eine dieser Antworten speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.WRITE_CHECK,
)
def change_default(
    request: Call,
    actor: NamedDependency[Actor],
    filling: NamedDependency[Filling],
    check_field: FromPath[str],
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save one field."""
    edit = edit_of(request, check_field, data)
    return answer_once(request, lambda once: filling.change_office_answer(actor, edit, once), saved_field)


def _published(one: PublishedQuestions) -> KeptAnswer:
    view = PublishedView(name=one.name, title=one.title, digest=one.digest, published_at=one.published_at)
    return presented(view, status=201, location=f"/api/v1/check-questions/{one.name}")


HANDLERS = (list_questions, get_questions, publish_questions, get_defaults, change_default)
