"""Where the crawler may go: names it may ask for, and addresses it may connect to."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

PORTAL = "gov.bd"
FILE_HOSTS = frozenset({"objectstorage.ap-dcc-gazipur-1.oraclecloud15.com"})  # of the portal's third generation
WEB_PORTS = (None, 80, 443)
_NAT64 = IPv6Network("64:ff9b::/96")  # wraps IPv4 addresses (RFC 6052), yet counts as global


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """The portal's hosts, and those that the user named: HOST for all of its ports, or HOST:PORT for one."""

    named: frozenset[str] = frozenset()
    allow_private: bool = False

    def holds(self, url: str) -> bool:
        """Return whether a URL may be asked for at all."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            return False
        if parts.scheme not in ("http", "https") or "@" in parts.netloc:
            return False
        if host in self.named or f"{host}:{port}" in self.named:
            return True
        is_portal = host == PORTAL or host.endswith(f".{PORTAL}") or host in FILE_HOSTS
        return is_portal and port in WEB_PORTS

    def admits(self, host: str, address: str) -> bool:
        """Return whether a connection to `address` may be made for `host`.

        Public addresses are; a loopback address is only for a host that was named and when the user asked for it; all
        else (private, link-local, shared, multicast, addresses that wrap others) never is.
        """
        found = ip_address(address.partition("%")[0])
        if isinstance(found, IPv6Address):
            if found.ipv4_mapped:
                found = found.ipv4_mapped
            elif found.sixtofour or found.teredo or found in _NAT64:
                return False
        if found.is_loopback:
            return self.allow_private and any(host in (name, name.rpartition(":")[0]) for name in self.named)
        return found.is_global and not found.is_multicast


def territory(urls: Iterable[str], hosts: Iterable[str], *, allow_private: bool) -> Territory:
    """Return the portal with the hosts of `urls` and the named `hosts` added to it."""
    seeds = (urlsplit(url).hostname or "" for url in urls)
    return Territory(
        named=frozenset(host.lower().rstrip(".") for host in (*seeds, *hosts) if host), allow_private=allow_private
    )


def is_refused_literal(url: str, where: Territory) -> bool:
    """Return whether a URL names an address, not a host, and that address may not be connected to."""
    host = urlsplit(url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return False
    return not where.admits(host, host)
