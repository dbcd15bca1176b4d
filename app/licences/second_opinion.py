"""A second opinion on SPDX 2 by the reference library. Runs in a child process: the library leaves the interpreter."""

import json
from typing import Any
from xml.sax import SAXParseException

from app.licences.spdx_tools_indexed import indexed
from licensing.sbom.notes import Notes
from licensing.sbom.opening import open_file, refused
from licensing.sbom.recognising import is_yaml, unwrapped
from licensing.sbom.tag_value import is_tag_value
from licensing.sbom.xml_tree import read_tree
from licensing.sbom.yaml_tree import read_yaml

_LISTED = 50
_CHARACTERS = 300
_LIBRARY = "spdx-tools"


def second_opinion(data: bytes) -> dict[str, Any]:
    """Return whether the library finds an SPDX 2 document valid, and what it objects to.

    Raises:
        InputError: The file holds no such document, or what the library must not be given.
    """
    from importlib.metadata import version

    from spdx_tools.spdx.parser.error import SPDXParsingError
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    try:
        document = _parsed(open_file(data)[0].data)
        with indexed():
            messages = [one.validation_message for one in validate_full_spdx_document(document)]
    except SPDXParsingError as error:
        messages = list(error.get_messages())
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        SAXParseException,
        SystemExit,
    ) as error:
        messages = [f"{type(error).__name__}: {error}"]
    shown = [str(message)[:_CHARACTERS] for message in messages[:_LISTED]]
    library = f"{_LIBRARY} {version(_LIBRARY)}"
    return {"library": library, "valid": not messages, "messages": shown, "count": len(messages)}


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - the document of the library
    from spdx_tools.spdx.parser.jsonlikedict.json_like_dict_parser import JsonLikeDictParser

    text = data.decode("utf-8", "replace")
    if text.lstrip().startswith("<"):
        return _parsed_xml(data, text)
    if is_yaml(text):
        return JsonLikeDictParser().parse(_object(read_yaml(data, Notes())))
    if is_tag_value(text):
        from spdx_tools.spdx.parser.tagvalue.parser import Parser

        return Parser(write_tables=False, debug=False).parse(text)
    return JsonLikeDictParser().parse(_object(json.loads(text)))


def _object(value: object) -> dict[str, Any]:
    inner, _ = unwrapped(value, Notes())
    if not isinstance(inner, dict) or "spdxVersion" not in inner:
        raise refused("sbom_unknown", line="1", column="1")
    return inner


def _parsed_xml(data: bytes, text: str) -> Any:  # noqa: ANN401 - the document of the library
    """Return the document after our own parser has refused entities and nesting."""
    root = read_tree(data, Notes())
    if root.name == "RDF":
        from rdflib import Graph
        from spdx_tools.spdx.parser.rdf.rdf_parser import translate_graph_to_document

        return translate_graph_to_document(Graph().parse(data=text, format="xml"))
    import xmltodict
    from spdx_tools.spdx.parser.jsonlikedict.json_like_dict_parser import JsonLikeDictParser
    from spdx_tools.spdx.parser.xml.xml_parser import _fix_list_like_fields

    found = _fix_list_like_fields(xmltodict.parse(text)).get("Document")
    if not isinstance(found, dict):
        raise refused("sbom_unknown", line="1", column="1")
    return JsonLikeDictParser().parse(found)
