"""Long OpenDocument parts, validated in time that grows with their length: a table of 50,000 rows is an honest one."""

from copy import deepcopy

from lxml import etree

from licensing.standards.probes.artefact import Element

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_LONG, _KEPT = 1_000, 50


def with_flat_tables(grammar: Element) -> Element:
    """Return the grammar with its two nested repetitions made flat; it accepts the same documents as before.

    ``(group | (row+ header? row+) | …)+`` says that rows, headers and groups come in any order, and so does
    ``(group | row | header)+``. The validator tries every way to cut a sequence for the first form, which takes time
    with the third power of the rows, and for the second none.
    """
    for kind in ("rows", "columns"):
        sequence, pieces = (_definition(grammar, f"table-{kind}{end}") for end in ("-no-group", ""))
        if sequence is None or pieces is None:
            continue
        sequence[:] = [_choice(f"table-table-header-{kind}", f"table-{kind}")]
        for repeated in list(pieces.iter(f"{_RNG}oneOrMore")):
            if len(repeated) == 1:
                repeated.getparent().replace(repeated, repeated[0])
            else:
                repeated.tag = f"{_RNG}group"
    return grammar


def thinned(root: Element) -> Element | None:
    """Return a copy in which long runs of like elements are short; None where there are none.

    It is valid where the whole is: nothing in OpenDocument counts how many of a kind follow each other.
    """
    if not any(len(one) > _LONG for one in root.iter(etree.Element)):
        return None
    copy = deepcopy(root)
    for parent in [one for one in copy.iter(etree.Element) if len(one) > _LONG]:
        children = list(parent)
        step = len(children) // _KEPT
        for number in range(_KEPT, len(children) - 1):
            if number % step and len({one.tag for one in children[number - 1 : number + 2]}) == 1:
                parent.remove(children[number])
    return copy


def _definition(grammar: Element, name: str) -> Element | None:
    return next((one for one in grammar.iter(f"{_RNG}define") if one.get("name") == name), None)


def _choice(*names: str) -> Element:
    choice = etree.Element(f"{_RNG}choice")
    for name in names:
        etree.SubElement(choice, f"{_RNG}ref", name=name)
    return choice
