"""What lists of requests for capacity are asked for, in the address."""

from collections.abc import Mapping
from typing import Annotated

from litestar.params import QueryParameter

from capacity.model import ChoiceList, Party, RequestStage
from capacity.rules.choices import LONGEST_VALUE

Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus Titel oder Nummer")]
Stage = Annotated[RequestStage | None, QueryParameter(description="nur in diesem Stand")]
Turn = Annotated[Party | None, QueryParameter(description="nur, wo diese Stelle an der Reihe ist")]
ActionField = Annotated[str, QueryParameter(max_length=LONGEST_VALUE, description="nur in diesem Handlungsfeld")]
Goal = Annotated[str, QueryParameter(max_length=LONGEST_VALUE, description="nur zu diesem Ziel 2031")]
Category = Annotated[str, QueryParameter(max_length=LONGEST_VALUE, description="nur in dieser Projektkategorie")]
Dezernat = Annotated[str, QueryParameter(max_length=LONGEST_VALUE, description="nur aus diesem Dezernat")]


def asked_labels(*, field_of_action: str, goal_2031: str, project_category: str, dezernat: str) -> Mapping[str, str]:
    """Return by which fields a list is filtered, by the name of the field."""
    return {
        ChoiceList.HANDLUNGSFELD.value: field_of_action,
        ChoiceList.ZIEL.value: goal_2031,
        ChoiceList.PROJEKTKATEGORIE.value: project_category,
        ChoiceList.DEZERNAT.value: dezernat,
    }
