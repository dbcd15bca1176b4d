"""The form of a request that comes from elsewhere: filled with what was typed there, and kept up with it."""

from collections.abc import Mapping

from capacity.repository import CapacityRepository
from capacity.rules.form import TOLD
from capacity.services.shared import FORM
from infra.fields.model import Edit
from infra.transactions import Writing

ORIGIN = "digital-check"


def carry_over(writing: Writing, number: int, values: Mapping[str, str]) -> None:
    """Write values into the form of a request; what somebody else wrote into a field since stays.

    The caller has asked the policy about the thing that the values come from.

    Args:
        writing: The transaction.
        number: Number of the request.
        values: By the name of the field; an empty one empties what came from there before.
    """
    record = FORM.record(str(number))
    for name, value in values.items():
        FORM.save(writing, record, Edit(field=name, value=value, base_version=0, form=ORIGIN))
    held = FORM.values(writing, record)
    CapacityRepository(writing.session).put_words(number, " ".join(held[name].value for name in sorted(TOLD)))
