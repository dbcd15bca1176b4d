"""Which addresses may be fetched at all: written one way only, a listed host, a public machine."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from infra.http.errors import FetchRefusedError, Refusal

_LONGEST = 2_000

_WRITTEN = re.compile(
    r"https://(?P<host>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)(?::(?P<port>443))?"
    r"(?P<path>/[A-Za-z0-9\-._~!$&'()*+,;=:@/%]*)?(?:\?(?P<query>[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*))?"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_LAST_LABEL = re.compile(r"[a-z]+|xn--[a-z0-9-]+")
_TUNNELS = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be fetched.

    Args:
        host: Its host, one of the list.
        path: Path and query as they go into the request.
    """

    host: str
    path: str

    @property
    def url(self) -> str:
        """The address as it is written."""
        return f"https://{self.host}{self.path}"


def target_of(url: str, hosts: frozenset[str]) -> Target:
    """Return where an address leads.

    Only one way of writing is understood: ``https``, a host of the list in small letters, no port but 443, no name
    or password, no fragment, no character outside ASCII. What two programs could read differently is refused.

    Args:
        url: The address.
        hosts: Hosts that may be fetched from, in small letters.

    Raises:
        FetchRefusedError: Anything else.
    """
    if len(url) > _LONGEST:
        raise FetchRefusedError(Refusal.TOO_LONG)
    written = _WRITTEN.fullmatch(url)
    if written is None:
        raise FetchRefusedError(_why_not(url))
    host = written["host"]
    if not _LAST_LABEL.fullmatch(host.rpartition(".")[2]):
        raise FetchRefusedError(Refusal.NUMBER)
    if host not in hosts:
        raise FetchRefusedError(Refusal.OFF_LIST)
    query = f"?{written['query']}" if written["query"] is not None else ""
    return Target(host, (written["path"] or "/") + query)


def _why_not(url: str) -> Refusal:
    scheme, found, rest = url.partition(":")
    if found and _SCHEME.fullmatch(scheme) and scheme != "https":
        return Refusal.SCHEME
    authority = re.split(r"[/?#\\]", rest.removeprefix("//"), maxsplit=1)[0]
    if "@" in authority:
        return Refusal.USERINFO
    if authority.startswith("["):
        return Refusal.NUMBER
    return Refusal.PORT if re.search(r":\d*$", authority) else Refusal.WRITTEN


def is_public(address: Address) -> bool:
    """Tell whether a machine's address belongs to the public network, by itself and not by what it carries inside."""
    if isinstance(address, IPv6Address):
        carries = address.ipv4_mapped or address.sixtofour or address.teredo
        if carries or any(address in network for network in _TUNNELS):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def public_address(found: list[str]) -> Address:
    """Return the first of the addresses that a name resolved to.

    Raises:
        FetchRefusedError: There is none, or any of them is not public: such a name is not to be trusted at all.
    """
    if not found:
        raise FetchRefusedError(Refusal.NO_ADDRESS)
    try:
        addresses = [ip_address(one.partition("%")[0]) for one in found]
    except ValueError as error:
        raise FetchRefusedError(Refusal.NO_ADDRESS) from error
    if not all(map(is_public, addresses)) or any("%" in one for one in found):
        raise FetchRefusedError(Refusal.NOT_PUBLIC)
    return addresses[0]
