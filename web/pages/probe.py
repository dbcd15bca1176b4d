"""Probe of the Bewertungsmatrix: the stored one, or the same criteria under another method. Nothing is stored."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from core.errors import Fault, InputError
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import EvaluationRecord
from procurement.services import Services
from scoring.matrix_check.places import criterion_names_in
from scoring.methods import METHODS
from scoring.wording import fault_sentence
from web.formats import percent
from web.method_fields import DECISION, FIELDS, PRICE_WEIGHT, Field, complaint
from web.rendering import render
from web.upload import UNREADABLE
from web.views.probe import ProbeView, probe_view
from web.views.rematrix import Json, Rescaling, read_answers, stored_price_weight, wanted_price_weight, with_method
from web.views.weights import TrialView, WeightForm, before_and_after, trial_view, weight_form, with_faults

CONSENT = "umrechnen"


@dataclass(frozen=True, slots=True)
class Chooser:
    """The form that chooses a method.

    Args:
        chosen: Name of the chosen method.
        fields: What it asks.
        typed: Answers as typed, by field name.
        faults: What is wrong, by field name; under the empty name what belongs to no field.
        options: Choices of the decision criterion: value and label.
        needs_consent: Whether weights of the main groups would have to be fitted.
        asked: Whether the reader has already answered, so that faults may be shown.
    """

    chosen: str
    fields: tuple[Field, ...]
    typed: Mapping[str, str]
    faults: Mapping[str, str]
    options: tuple[tuple[str, str], ...]
    needs_consent: bool
    asked: bool

    @property
    def places(self) -> dict[str, tuple[str, str]]:
        """Anchor and question by field name, for the list of faults."""
        return {"": ("methode", ""), CONSENT: (CONSENT, "")} | {
            field.name: (field.name, field.label) for field in self.fields
        }


@get("/vergaben/{slug:str}/probe", sync_to_thread=True, action=Action.READ_EVALUATION)
def show_probe(
    request: Request[Any, Any, Any], services: NamedDependency[Services], slug: FromPath[str]
) -> Response[str]:
    """Show the probe of the stored matrix, or under the method that the address names."""
    record = services.get_evaluation(request.user, slug)
    stored: Json = json.loads(record.document)
    query = {key: value[:200] for key, value in request.query_params.items() if isinstance(value, str)}
    own = stored["matrix"]["method"]["name"]
    form, trial = _weighed(request.user, services, record, weight_form(stored, query))
    method = own if form.asked else query.get("methode", own)
    changed = "methode" in query and not form.asked
    chooser = _chooser(stored, method if method in METHODS else own, {} if form.asked else query)
    view, rescaling = (trial.probe if trial else None), None
    if not form.asked:
        view, rescaling, chooser = _probed(request.user, services, stored, chooser, changed=changed)
    return render(
        request,
        "vergaben/probe.html",
        status=UNREADABLE if form.has_faults or (chooser.asked and chooser.faults) else 200,
        summary=record.summary,
        chooser=chooser,
        methods=METHODS,
        view=view,
        rescaling=rescaling,
        changed=changed,
        form=form,
        trial=trial,
        weights=before_and_after(form),
    )


def _weighed(
    actor: Actor, services: Services, record: EvaluationRecord, form: WeightForm
) -> tuple[WeightForm, TrialView | None]:
    """Return what other weights would do, or the form with the faults that stand in its way."""
    if not form.asked or form.has_faults:
        return form, None
    try:
        trial = services.try_weights(actor, record.summary.slug, form.weights)
    except InputError as error:
        return with_faults(form, error.faults), None
    return form, trial_view(trial, criterion_names_in(json.loads(record.document)))


def _probed(
    actor: Actor, services: Services, stored: Json, chooser: Chooser, *, changed: bool
) -> tuple[ProbeView | None, Rescaling | None, Chooser]:
    """Return the report, or none with the faults that stand in its way."""
    if not changed:
        return probe_view(services.probe_value(actor, stored), criterion_names_in(stored)), None, chooser
    waits = bool(chooser.fields or chooser.needs_consent) and not chooser.asked
    if chooser.faults or waits:
        return None, None, chooser
    document, rescaling = with_method(stored, chooser.chosen, read_answers(chooser.chosen, chooser.typed))
    try:
        report = services.probe_value(actor, document)
    except InputError as error:
        return None, None, replace(chooser, faults=_faults_at_fields(error.faults, chooser.fields))
    return probe_view(report, criterion_names_in(document)), rescaling, chooser


def _chooser(stored: Json, method: str, query: Mapping[str, str]) -> Chooser:
    asked = "angaben" in query
    fields = FIELDS[method]
    typed = {
        field.name: query.get(field.name, "" if asked else _shown_first(stored, method, field)) for field in fields
    }
    found = [(field, complaint(field, typed[field.name])) for field in fields] if asked else []
    faults = {field.name: text for field, text in found if text is not None}
    needs_consent = _needs_consent(stored, method, typed)
    if asked and needs_consent and CONSENT not in query and not faults:
        faults[CONSENT] = _consent_sentence(stored, method, typed)
    groups = [(node["id"], f"Hauptgruppe {node['id']} – {node['title']}") for node in _main_groups(stored)]
    options = (("leistungspunkte", "Leistungspunkte"), ("price", "niedrigster Preis"), *groups)
    return Chooser(method, fields, {**typed, CONSENT: query.get(CONSENT, "")}, faults, options, needs_consent, asked)


def _main_groups(stored: Json) -> list[Json]:
    return [node for node in stored["matrix"]["criteria"] if node["kind"] == "B"]


def _shown_first(stored: Json, method: str, field: Field) -> str:
    """Return the stored answer where the stored method is asked about, else the usual one."""
    matrix = stored["matrix"]
    value: object = field.default
    if field.name == PRICE_WEIGHT and matrix.get("price"):
        value = matrix["price"]["weight_percent"]
    elif matrix["method"]["name"] == method:
        rounding = matrix["method"].get("rounding") or {}
        value = matrix["method"].get(field.key, field.default) if field.key else rounding.get("digits", "")
    return str(value) if field.name == DECISION else str(value).replace(".", ",")


def _needs_consent(stored: Json, method: str, typed: Mapping[str, str]) -> bool:
    answers = read_answers(method, typed)
    if METHODS[method].weights_price_in_tree and PRICE_WEIGHT not in answers:
        return False
    return stored_price_weight(stored) != wanted_price_weight(method, answers)


def _consent_sentence(stored: Json, method: str, typed: Mapping[str, str]) -> str:
    have = sum((Fraction(str(node["weight_percent"])) for node in _main_groups(stored)), Fraction(0))
    need = 100 - wanted_price_weight(method, read_answers(method, typed))
    return (
        f"Die Hauptgruppen ergeben zusammen {percent(have)}, nötig sind {percent(need)}. Bitte stimmen Sie der "
        "Umrechnung zu oder wählen Sie eine Methode mit demselben Gewicht des Preises."
    )


def _faults_at_fields(faults: list[Fault], fields: tuple[Field, ...]) -> dict[str, str]:
    """Return the sentences of faults at the fields they belong to; the rest under the empty name."""
    places = {f"/matrix/method/{field.key}": field.name for field in fields if field.key}
    places["/matrix/price/weight_percent"] = PRICE_WEIGHT
    if fields:
        places["/matrix/method"] = next((field.name for field in fields if field.key), fields[0].name)
    sentences: dict[str, str] = {}
    for fault in faults:
        sentences.setdefault(places.get(fault.pointer, ""), fault_sentence(fault))
    return sentences


HANDLERS = (show_probe,)
