"""The scoring methods: which there are, how they compute, where they come from."""

from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from infra.policy.table import Action
from scoring.methods import METHODS, min_max
from web.markdown import RULES, documents
from web.rendering import render

PREPARATION = frozenset({"estimated_value", "procedure_kind", "periods", "evb_it"})
"""Pages about what is decided before there is a method."""


@get("/methoden", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def list_methods(request: Request[Any, Any, Any]) -> Response[str]:
    """Show the methods offered first, the others, and the refused one."""
    first = {name: method for name, method in METHODS.items() if method.offered_first}
    others = {name: method for name, method in METHODS.items() if not method.offered_first}
    pages = [page for name, page in documents(RULES).items() if name not in METHODS and name != min_max.NAME]
    rules = [page for page in pages if page.name not in PREPARATION]
    before = [page for page in pages if page.name in PREPARATION]
    return render(
        request, "methoden/liste.html", first=first, others=others, refused=min_max, rules=rules, before=before
    )


@get("/methoden/{name:str}", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def show_method(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[str]:
    """Show one method, or another rule page of the documentation."""
    document = documents(RULES).get(name)
    method = METHODS.get(name)
    refused = min_max if name == min_max.NAME else None
    if document is None and method is None and refused is None:
        raise NotFoundException
    return render(request, "methoden/methode.html", name=name, method=method, document=document, refused=refused)


HANDLERS = (list_methods, show_method)
