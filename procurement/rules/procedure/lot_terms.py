"""Where the criteria of a lot come from, which clauses and which contract it has: stored, published, compared."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from procurement.model import ChosenClause, ChosenContract, ChosenRubric, CriterionOrigin, LotTerms, VariantTerms
from procurement.rules.digest import canonical, digest_of
from scoring.model import OPEN_SOURCE_ROLE, CriterionKind

_TEXTS = ("title", "kind", "expectation", "degrees", "evidence", "subject_link", "minimum_points")
_OWN = ("title", "degrees", "evidence")

Json = Mapping[str, Any]


def terms_text(terms: LotTerms) -> str | None:
    """Return terms as they are stored; None where there are none."""
    return None if terms == LotTerms() else canonical(asdict(terms))


def read_terms(text: str | None) -> LotTerms:
    """Return terms as ``terms_text`` wrote them."""
    if text is None:
        return LotTerms()
    held: dict[str, Any] = json.loads(text)
    return LotTerms(
        origins=tuple(CriterionOrigin(**one) for one in held["origins"]),
        clauses=tuple(_clause(one) for one in held["clauses"]),
        contract=ChosenContract(**held["contract"]) if held["contract"] else None,
        variants=variant_terms(held.get("variants")),
        rubric=rubric_terms(held.get("rubric")),
    )


def nodes_of(document: Json) -> dict[str, Json]:
    """Return all criteria and groups of an evaluation by their id."""
    return {node["id"]: node for node in _walk(document["matrix"]["criteria"])}


def texts_digest(node: Json) -> str:
    """Return the digest of what a criterion says; its weight and id are the buyer's."""
    return digest_of(canonical({name: node[name] for name in _TEXTS if name in node}))


def is_changed(origin: CriterionOrigin, node: Json) -> bool:
    """Tell whether a criterion says something else than when it was taken from the catalogue."""
    return texts_digest(node) != origin.taken


def kept_origins(terms: LotTerms, before: str | None, after: str) -> LotTerms:
    """Return terms after the matrix of a lot was replaced.

    A criterion keeps its origin as long as one of the same id has its title, its degrees or its evidence: another one
    that only happens to have the same id does not come from the catalogue.

    Args:
        terms: Terms of the lot.
        before: Its evaluation before, canonical JSON.
        after: The same after.
    """
    terms = kept_rubric(terms, after)
    if before is None:
        return replace(terms, origins=())
    old, new = nodes_of(json.loads(before)), nodes_of(json.loads(after))
    kept = tuple(
        one for one in terms.origins if one.criterion in new and _is_the_same(old[one.criterion], new[one.criterion])
    )
    return replace(terms, origins=kept)


def kept_rubric(terms: LotTerms, after: str) -> LotTerms:
    """Return terms after the matrix of a lot was replaced: without its criterion a rubric says nothing.

    Args:
        terms: Terms of the lot.
        after: Its evaluation after, canonical JSON.
    """
    if terms.rubric is None or terms.rubric.criterion in open_source_criteria(json.loads(after)):
        return terms
    return replace(terms, rubric=None)


def open_source_criteria(document: Json) -> dict[str, str]:
    """Return the titles of the scored criteria in the open-source group of an evaluation, by their id."""
    groups = [node for node in document["matrix"]["criteria"] if node.get("role") == OPEN_SOURCE_ROLE]
    return {
        node["id"]: node["title"]
        for node in _walk(groups)
        if node["kind"] == CriterionKind.B_KRITERIUM and not node.get("children")
    }


def published_terms(terms: LotTerms, matrix: Json) -> dict[str, Any]:
    """Return what a publication says of the terms of a lot; nothing where there are none.

    Args:
        terms: Terms of the lot.
        matrix: Its Bewertungsmatrix.
    """
    nodes = nodes_of({"matrix": matrix})
    found: dict[str, Any] = {}
    if terms.origins:
        found["criteria_sources"] = [
            {
                "id": one.criterion,
                **{name: value for name, value in asdict(one).items() if name != "criterion"},
                "changed": is_changed(one, nodes[one.criterion]),
            }
            for one in terms.origins
        ]
    if terms.clauses:
        found["clauses"] = [{**asdict(one), "sources": list(one.sources)} for one in terms.clauses]
    if terms.contract:
        found["contract"] = {
            "kind": terms.contract.name,
            **{name: value for name, value in asdict(terms.contract).items() if name not in {"name", "reason"}},
        }
    if terms.variants:
        found["variants"] = {**asdict(terms.variants), "requirements": list(terms.variants.requirements)}
    if terms.rubric:
        found["rubric"] = asdict(terms.rubric)
    return found


def restored_terms(lot: Json, reason: str) -> LotTerms:
    """Return the terms that a published lot was made of.

    Args:
        lot: The lot in a document ``pruefstand/publication/1``.
        reason: Why its contract is another one than suggested: that stands in the internal part.
    """
    origins = (
        CriterionOrigin(
            criterion=one["id"], **{name: value for name, value in one.items() if name not in {"id", "changed"}}
        )
        for one in lot.get("criteria_sources", ())
    )
    said = {name: value for name, value in lot.get("contract", {}).items() if name != "kind"}
    contract = ChosenContract(name=lot["contract"]["kind"], **said, reason=reason) if said else None
    return LotTerms(
        origins=tuple(origins),
        clauses=tuple(_clause(one) for one in lot.get("clauses", ())),
        contract=contract,
        variants=variant_terms(lot.get("variants")),
        rubric=rubric_terms(lot.get("rubric")),
    )


def variant_terms(held: Json | None) -> VariantTerms | None:
    """Return what is said about variants in stored terms or in a published lot; None where they are not admitted."""
    return VariantTerms(**{**held, "requirements": tuple(held["requirements"])}) if held else None


def rubric_terms(held: Json | None) -> ChosenRubric | None:
    """Return the rubric in stored terms or in a published lot; None where there is none."""
    return ChosenRubric(**held) if held else None


def _is_the_same(before: Json, after: Json) -> bool:
    return any(after.get(name) and after.get(name) == before.get(name) for name in _OWN)


def _clause(held: Json) -> ChosenClause:
    return ChosenClause(**{**held, "sources": tuple(held["sources"])})


def _walk(nodes: list[Json]) -> Iterator[Json]:
    for node in nodes:
        yield node
        yield from _walk(node.get("children", []))
