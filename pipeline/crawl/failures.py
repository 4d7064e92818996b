"""What may become of a request that gets no answer."""

from collections.abc import Iterator

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

NO_ANSWER = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError)
FAILURES = (*NO_ANSWER, DownloadCancelledError, DownloadFailedError, ResponseDataLossError, UnsupportedURLSchemeError)
ANY = (*FAILURES, IgnoreRequest)
_CODES: dict[type[BaseException], str] = {
    CannotResolveHostError: "no_such_host",
    DownloadConnectionRefusedError: "connection_refused",
    DownloadTimeoutError: "timeout",
    DownloadCancelledError: "too_large",
    ResponseDataLossError: "truncated",
    UnsupportedURLSchemeError: "refused",
}
_SCRAPY_SAYS = {"DOWNLOAD_MAXSIZE": "too_large", "max redirections": "redirect_loop"}


def problem_of_failure(error: BaseException) -> str:
    """Return the word by which the log and the summary name a failure."""
    if type(error) is IgnoreRequest:  # Scrapy's own
        told = next((code for words, code in _SCRAPY_SAYS.items() if words in str(error)), None)
        return told or str(error)[:300]
    if isinstance(error, IgnoreRequest):
        return str(error)[:300]
    if certificate := certificate_problem(error):
        return f"certificate: {certificate}"
    code = _CODES.get(type(error))
    return code or f"{type(error).__name__.lower()}: {error}"[:300]


def certificate_problem(error: BaseException) -> str | None:
    """Return why a server's certificate was not accepted, or None where that was not the trouble.

    Twisted wraps what OpenSSL and service_identity say in lists of failures, several deep.
    """
    for cause in _causes(error, 0):
        name, text = type(cause).__name__, str(cause)
        if "certificate verify failed" in text:
            return "not verified"
        if name in ("VerificationError", "CertificateError"):
            return "for another name"
    return None


def _causes(error: BaseException, depth: int) -> Iterator[BaseException]:
    yield error
    if depth > 6:
        return
    inner = [error.__cause__, *(getattr(reason, "value", None) for reason in getattr(error, "reasons", None) or ())]
    for cause in inner:
        if isinstance(cause, BaseException):
            yield from _causes(cause, depth + 1)
