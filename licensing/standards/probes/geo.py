"""Geodata: GeoJSON (RFC 7946) and GeoPackage (OGC 12-128)."""

import struct
from typing import Any

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact

GEOJSON, GEOPACKAGE = "geojson", "geopackage"
ENDINGS = frozenset({"gpkg"})
_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_TYPES = frozenset({*_DEPTH, "GeometryCollection", "Feature", "FeatureCollection"})
_MOST_GEOMETRIES = 200_000
_EAST, _NORTH = 180, 90
_LEAST_LINE, _LEAST_RING = 2, 4
_MAGIC = b"SQLite format 3\0"
_APPLICATION, _USER_VERSION = 68, 60
_GPKG, _OLDER = 0x47504B47, {0x47503130: "1.0", 0x47503131: "1.1"}
_TABLES = ("gpkg_spatial_ref_sys", "gpkg_contents")
_SYSTEMS = {-1, 0, 4326}


def is_geojson(artefact: Artefact) -> bool:
    """Tell whether a JSON object has a type of GeoJSON and what belongs to it."""
    kind = artefact.fields.get("type")
    belongs = {"Feature": "geometry", "FeatureCollection": "features", "GeometryCollection": "geometries"}
    return artefact.is_json and kind in _TYPES and belongs.get(str(kind), "coordinates") in artefact.fields


def examine_geojson(artefact: Artefact) -> ProbeAnswer:
    """Return whether features and geometries have the form, nesting and range of RFC 7946."""
    found = Examination(GEOJSON, "RFC 7946")
    found.checked += ["geojson_form", "geojson_range"]
    found.unchecked.append("geojson_winding")
    document = artefact.fields
    if "crs" in document:
        found.error("geojson_crs", "/crs")
    waiting: list[tuple[Any, str]] = [(document, "")]
    count = 0
    while waiting and count < _MOST_GEOMETRIES:
        value, place = waiting.pop()
        count += 1
        if not isinstance(value, dict) or value.get("type") not in _TYPES:
            found.error("geojson_object", place or "/")
            continue
        waiting += _parts(value, place, found)
    return found.answer(Conformance.CONFORMING)


def _parts(value: dict[str, Any], place: str, found: Examination) -> list[tuple[Any, str]]:
    kind = str(value["type"])
    inside = {"FeatureCollection": "features", "GeometryCollection": "geometries"}.get(kind)
    if inside:
        entries = value.get(inside)
        if not isinstance(entries, list):
            found.error("field_missing", place or "/", name=inside)
            return []
        return [(entry, f"{place}/{inside}/{index}") for index, entry in enumerate(entries)]
    if kind == "Feature":
        for name in ("geometry", "properties"):
            if name not in value:
                found.error("field_missing", place or "/", name=name)
        return [(value["geometry"], f"{place}/geometry")] if value.get("geometry") is not None else []
    fault = _shape(value.get("coordinates"), _DEPTH[kind], kind)
    if fault:
        found.error(fault, f"{place}/coordinates", kind=kind)
    return []


def _shape(value: object, depth: int, kind: str) -> str:
    """Return what is wrong with coordinates; empty where nothing is."""
    if depth == 0:
        return _position(value)
    if not isinstance(value, list):
        return "geojson_nesting"
    if depth == 1 and kind.endswith("LineString") and len(value) < _LEAST_LINE:
        return "geojson_short"
    if depth == 1 and kind.endswith("Polygon") and (len(value) < _LEAST_RING or value[0] != value[-1]):
        return "geojson_ring"
    return next((fault for fault in (_shape(one, depth - 1, kind) for one in value) if fault), "")


def _position(value: object) -> str:
    if not isinstance(value, list) or len(value) < _LEAST_LINE:
        return "geojson_nesting"
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in value):
        return "geojson_nesting"
    return "" if abs(value[0]) <= _EAST and abs(value[1]) <= _NORTH else "geojson_range"


def is_geopackage(artefact: Artefact) -> bool:
    """Tell whether an SQLite file names GeoPackage in its head, or is named so."""
    if not artefact.data.startswith(_MAGIC) or len(artefact.data) < _APPLICATION + 4:
        return False
    return _application(artefact) in {_GPKG, *_OLDER} or artefact.ending in ENDINGS


def _application(artefact: Artefact) -> int:
    return int(struct.unpack_from(">I", artefact.data, _APPLICATION)[0])


def examine_geopackage(artefact: Artefact) -> ProbeAnswer:
    """Return whether the head, the mandatory tables and what they refer to are there."""
    found = Examination(GEOPACKAGE)
    found.checked += ["gpkg_head", "gpkg_tables", "gpkg_integrity"]
    found.unchecked.append("gpkg_geometries")
    application = _application(artefact)
    version = struct.unpack_from(">I", artefact.data, _USER_VERSION)[0]
    if application == _GPKG:
        found.version = f"{version // 10_000}.{version // 100 % 100}" if version else ""
    elif application in _OLDER:
        found.version = _OLDER[application]
    else:
        found.error("gpkg_application")
    _check_tables(artefact, found)
    return found.answer(Conformance.CLAIMED)


def _check_tables(artefact: Artefact, found: Examination) -> None:
    try:
        [[(integrity,)], names] = artefact.tools.query(
            artefact.data, ["PRAGMA quick_check(1)", "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"]
        )
        tables = {str(name) for (name,) in names}
        missing = [name for name in _TABLES if name not in tables]
        if integrity != "ok":
            found.error("gpkg_integrity")
        for name in missing:
            found.error("gpkg_table", name=name)
        if missing:
            return
        rows = artefact.tools.query(
            artefact.data,
            [
                "SELECT srs_id FROM gpkg_spatial_ref_sys",
                "SELECT table_name, data_type, srs_id FROM gpkg_contents",
                "SELECT table_name FROM gpkg_geometry_columns" if "gpkg_geometry_columns" in tables else "SELECT ''",
            ],
        )
    except ValueError:
        found.error("gpkg_integrity")
        return
    _check_contents(rows, tables, found)


def _check_contents(rows: list[list[tuple[Any, ...]]], tables: set[str], found: Examination) -> None:
    systems, contents, geometries = rows
    known = {number for (number,) in systems}
    for number in sorted(_SYSTEMS - known):
        found.error("gpkg_system", number=str(number))
    for name, kind, system in contents:
        if str(name) not in tables:
            found.error("gpkg_contents", name=str(name))
        if system is not None and system not in known:
            found.error("gpkg_system", str(name), number=str(system))
        if kind == "features" and (name,) not in geometries:
            found.error("gpkg_geometry", name=str(name))
