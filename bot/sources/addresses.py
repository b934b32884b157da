"""Which network addresses and URLs the bot may talk to.

Pure judgement, used by the guard at the moment of dialling and, as a courtesy to people, on URLs
before any work is done. The ranges are written out because ``ipaddress.is_global`` passes wrapped
loopback addresses on Python versions that are still in use; it must never be used here.
"""

import ipaddress
import unicodedata
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

MAX_URL_CHARACTERS = 2_048
PORT_OF_SCHEME = {"http": 80, "https": 443}
PUBLIC_PORTS = frozenset(PORT_OF_SCHEME.values())

HostPort = tuple[str, int]

_REFUSED_V4 = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    ipaddress.IPv6Network(block)
    for block in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
_MAPPED_V4 = ipaddress.IPv6Network("::ffff:0:0/96")


def is_public(address: str) -> bool:
    """Whether a numeric IP address lies in the public internet.

    Anything that is no plain address (a name, a scope id, an odd spelling) is not public. An IPv4
    address wrapped in IPv6 is judged by its IPv4; other wrappings fall outside the allowed ranges.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        if ip not in _MAPPED_V4:
            return ip in _GLOBAL_V6 and not any(ip in block for block in _REFUSED_V6)
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return not any(ip in block for block in _REFUSED_V4)


@dataclass(frozen=True, slots=True, kw_only=True)
class VettedUrl:
    """A URL whose form is acceptable. Says nothing of the addresses behind its host."""

    text: str
    scheme: str
    host: str
    port: int

    @property
    def pair(self) -> HostPort:
        """Host and port, in the form of the setting ``FETCH_ALLOW``."""
        return (self.host, self.port)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedUrl:
    """A URL that is not fetched, and why."""

    why: str


def vet_url(url: str, allow: frozenset[HostPort] = frozenset()) -> VettedUrl | RefusedUrl:
    """Check the form of a URL: scheme, port, length, and nothing that two readers read differently.

    ``allow`` holds the (host, port) pairs that may use another port. Only the form is judged; the
    host's addresses are judged when they are dialled.
    """
    if len(url) > MAX_URL_CHARACTERS:
        return RefusedUrl(why=f"longer than {MAX_URL_CHARACTERS} characters")
    if holds_forbidden(url):
        return RefusedUrl(why="holds a space, a backslash or a control character")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return RefusedUrl(why="malformed")
    scheme = parts.scheme
    if scheme not in PORT_OF_SCHEME:
        return RefusedUrl(why="neither http nor https")
    if "@" in parts.netloc:
        return RefusedUrl(why="carries a user name")
    host = _host(parts)
    if host is None:
        return RefusedUrl(why="names no host")
    port = PORT_OF_SCHEME[scheme] if port is None else port
    if port not in PUBLIC_PORTS and (host, port) not in allow:
        return RefusedUrl(why=f"port {port} is neither 80 nor 443")
    return VettedUrl(text=url, scheme=scheme, host=host, port=port)


def same_site(one_host: str, other_host: str) -> bool:
    """Whether two hosts are plainly one site: equal but for ``www.``, or one below the other."""
    one, other = (host.lower().removeprefix("www.") for host in (one_host, other_host))
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def holds_forbidden(url: str) -> bool:
    """Whether a URL holds a character that readers of URLs treat differently."""
    return any(_is_forbidden(character) for character in url)


def _is_forbidden(character: str) -> bool:
    return character == "\\" or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")


def _host(parts: SplitResult) -> str | None:
    host = (parts.hostname or "").rstrip(".").lower()
    return host if host and "%" not in host else None
