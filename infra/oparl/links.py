"""Where a link of an answer leads: only on the host that gave it."""

from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": {None, 80}, "https": {None, 443}}
_PATH, _QUERY = "/%-._~!$&'()*+,;=:@", "/%-._~!$&'()*+,;=:@?"


def followed(link: object, base: str) -> str | None:
    """Return the address a link leads to, by TLS; None where it is no link or leads to another machine.

    Args:
        link: What stands in the answer: an address, or a path relative to where it stands.
        base: Address that gave the answer.
    """
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        leads = urlsplit(urljoin(base, link.strip()))
        foreign = leads.hostname != urlsplit(base).hostname or leads.username is not None
        if foreign or leads.port not in _DEFAULT_PORTS.get(leads.scheme, set()):
            return None
    except ValueError:  # brackets or a port that are none
        return None
    return urlunsplit(("https", leads.hostname or "", quote(leads.path, _PATH), quote(leads.query, _QUERY), ""))
