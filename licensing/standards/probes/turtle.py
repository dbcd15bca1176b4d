"""Turtle and N-Triples, by the library that reads RDF; neither language makes it fetch other files."""

from collections.abc import Iterator

_HERE = "urn:x-file:here"
"""Stands for the address of the text itself, which a relative address is meant from."""


class TurtleError(Exception):
    """The text is no Turtle.

    Args:
        line: Where reading ended; 0 where the library does not say.
    """

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def triples(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield subject, property and value of each statement.

    Raises:
        TurtleError: The text is no Turtle.
    """
    from rdflib import Graph  # noqa: PLC0415 - takes long to import; only Turtle needs it
    from rdflib.plugins.parsers.notation3 import BadSyntax  # noqa: PLC0415 - the same

    try:
        graph = Graph(bind_namespaces="none").parse(data=text, format="turtle", publicID=_HERE)
    except BadSyntax as error:
        raise TurtleError(error.lines + 1) from None
    except (AssertionError, LookupError, RecursionError, TypeError, ValueError):
        raise TurtleError(0) from None
    for subject, name, value in graph:
        yield str(subject), str(name), str(value)
