"""Certificates of servers: checked as browsers do, with a word for each thing that is wrong."""

from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any

from cryptography.x509 import Certificate
from OpenSSL import SSL, crypto
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.internet.ssl import optionsForClientTLS
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

# Of OpenSSL's x509_vfy.h.
_SELF_SIGNED = frozenset({18, 19})  # the certificate itself; the last of its chain
_UNKNOWN_ISSUER = frozenset({2, 20, 21, 27})


def faults_of(certificate: Certificate, code: int, *, is_of_host: bool, at: datetime) -> str:
    """Return all that is wrong with a certificate: of "self-signed", "unknown issuer", "expired", "wrong host" and others.

    `code` is OpenSSL's, 0 where its chain is trusted: OpenSSL stops at the first fault, but a certificate that has run
    out a year ago is often self-signed too, and the user is to decide on everything at once.
    """
    faults = []
    if code in _SELF_SIGNED:
        faults.append("self-signed")
    elif code in _UNKNOWN_ISSUER:
        faults.append("unknown issuer")
    if certificate.not_valid_after_utc < at:
        faults.append(f"expired {certificate.not_valid_after_utc:%Y-%m-%d}")
    if certificate.not_valid_before_utc > at:
        faults.append(f"not valid before {certificate.not_valid_before_utc:%Y-%m-%d}")
    if not is_of_host:
        faults.append("wrong host")
    return ", ".join(faults) or f"not verified (OpenSSL {code})"


@implementer(IPolicyForHTTPS)
class CheckedCertificates:
    """Lets connections come about only to servers whose certificate is in order; `doubts` are the faults of the others.

    The keys of `doubts` are host and port.
    """

    def __init__(self, doubts: MutableMapping[tuple[str, int], str]) -> None:
        self._doubts = doubts

    def creatorForNetloc(self, hostname: bytes, port: int) -> "_Checked":  # noqa: N802 (Twisted's interface)
        """Return what makes the connection to a host secure."""
        return _Checked(hostname.decode("ascii"), port, self._doubts)


@implementer(IOpenSSLClientConnectionCreator)
class _Checked:
    def __init__(self, host: str, port: int, doubts: MutableMapping[tuple[str, int], str]) -> None:
        self._host, self._port, self._doubts = host, port, doubts
        self._creator: Any = optionsForClientTLS(host)

    def clientConnectionForTLS(self, tls: Any) -> SSL.Connection:  # noqa: N802 (Twisted's interface)
        connection: SSL.Connection = self._creator.clientConnectionForTLS(tls)
        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, self._is_accepted)
        return connection

    def _is_accepted(self, _: SSL.Connection, certificate: crypto.X509, code: int, depth: int, trusted: int) -> bool:
        """Return whether OpenSSL may go on; it is asked for each certificate of a chain, the host's own (depth 0) last."""
        is_of_host = depth > 0 or _is_of(certificate, self._host)
        if trusted and is_of_host:
            return True
        self._doubts[self._host, self._port] = faults_of(
            certificate.to_cryptography(), code, is_of_host=is_of_host, at=datetime.now(UTC)
        )
        return False


def _is_of(certificate: crypto.X509, host: str) -> bool:
    try:
        name: ServiceID = IPAddress_ID(host)
    except ValueError:
        name = DNS_ID(host)
    try:
        verify_service_identity(extract_patterns(certificate), [name], [])
    except (VerificationError, CertificateError):  # the second: it names nobody
        return False
    return True
