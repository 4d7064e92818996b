"""Where the crawler may go: names it may ask for, and addresses it may connect to."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

PORTAL = "gov.bd"
FILE_HOSTS = frozenset({"objectstorage.ap-dcc-gazipur-1.oraclecloud15.com"})  # of the portal's third generation
WEB_PORTS = {"http": 80, "https": 443}
# Addresses that wrap IPv4 ones (RFC 6052; RFC 4291, 2.5.5.1) or are of one site (RFC 3879), yet count as global.
_NOT_GLOBAL = tuple(map(IPv6Network, ("64:ff9b::/96", "::/96", "fec0::/10")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """The portal's hosts, and those that the user named: a host with one of its ports, or with None for all of them."""

    named: frozenset[tuple[str, int | None]] = frozenset()
    allow_private: bool = False

    def holds(self, url: str) -> bool:
        """Return whether a URL may be asked for at all."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port or WEB_PORTS.get(parts.scheme)
        except ValueError:
            return False
        if parts.scheme not in WEB_PORTS or "@" in parts.netloc:
            return False
        if (host, None) in self.named or (host, port) in self.named:
            return True
        is_portal = host == PORTAL or host.endswith(f".{PORTAL}") or host in FILE_HOSTS
        return is_portal and port in WEB_PORTS.values()

    def is_named(self, host: str) -> bool:
        """Return whether the user named a host, whichever the port."""
        return any(host == name for name, _ in self.named)

    def admits(self, host: str, address: str) -> bool:
        """Return whether a connection to `address` may be made for `host`.

        Public addresses are; a loopback address is only for a host that was named and when the user asked for it; all
        else (private, link-local, shared, multicast, addresses that wrap others) never is.
        """
        found = ip_address(address.partition("%")[0])
        if isinstance(found, IPv6Address):
            if found.ipv4_mapped:
                found = found.ipv4_mapped
            elif (
                found.sixtofour or found.teredo or (not found.is_loopback and any(found in net for net in _NOT_GLOBAL))
            ):
                return False
        if found.is_loopback:
            return self.allow_private and self.is_named(host)
        return found.is_global and not found.is_multicast


def territory(urls: Iterable[str], hosts: Iterable[str], *, allow_private: bool) -> Territory:
    """Return the portal with the hosts of `urls`, at their ports alone, and the named `hosts` added to it.

    Raises:
        ValueError: one of `hosts` is no host; the message says which.
    """
    named = {named_host(text) for text in hosts}
    for url in urls:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        named.update((host, port) for port in ([parts.port] if parts.port else WEB_PORTS.values()))
    return Territory(named=frozenset(named), allow_private=allow_private)


def named_host(text: str) -> tuple[str, int | None]:
    """Return the host that a user named, and its port where one was; a URL names its host.

    >>> named_host("Example.org"), named_host("127.0.0.1:8000"), named_host("http://[::1]:81/")
    (('example.org', None), ('127.0.0.1', 8000), ('::1', 81))

    Raises:
        ValueError: it is no host.
    """
    text = text.strip()
    netloc = urlsplit(text).netloc if "://" in text else text.partition("/")[0]
    if netloc.count(":") > 1 and not netloc.startswith("["):
        netloc = f"[{netloc}]"
    parts = urlsplit(f"//{netloc}")
    if not parts.hostname or "@" in netloc or any(map(str.isspace, netloc)):
        raise ValueError(f"{text} is no host")
    return parts.hostname.rstrip("."), parts.port


def is_refused_literal(url: str, where: Territory) -> bool:
    """Return whether a URL names an address, not a host, and that address may not be connected to."""
    host = urlsplit(url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return False
    return not where.admits(host, host)
