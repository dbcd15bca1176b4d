"""All fields of a request: what the department fills in, and what ADIT and the Digitaldezernat add."""

from collections.abc import Mapping

from capacity.rules.form import CLASSIFYING, FIELDS, FormField
from capacity.rules.priority.criteria import ASSESSING

ADDED: tuple[FormField, ...] = (*CLASSIFYING, *ASSESSING)
"""What ADIT and the Digitaldezernat fill in."""

ALL: Mapping[str, FormField] = {one.name: one for one in (*FIELDS, *ADDED)}
