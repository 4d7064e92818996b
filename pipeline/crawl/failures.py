"""What may become of a request that gets no answer."""

import re
from collections.abc import Iterator

from scrapy import Request
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
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_SCRAPY_SAYS = {"DOWNLOAD_MAXSIZE": "too_large", "max redirections": "redirect_loop"}


def problem_of_failure(error: BaseException, request: Request) -> str:
    """Return the word by which the log and the summary name a failure; control characters are never in it."""
    if type(error) is IgnoreRequest:  # Scrapy's own
        told = next((code for words, code in _SCRAPY_SAYS.items() if words in str(error)), str(error))
    elif isinstance(error, IgnoreRequest):
        told = str(error)
    elif is_of_certificate(error):
        told = f"certificate: {request.meta.get('doubt', 'not verified')}"
    else:
        *_, innermost = _causes(error, 0)
        inner = f"{type(innermost).__name__}: {innermost}"
        told = _CODES.get(type(error)) or (f"connection_lost ({inner})" if isinstance(error, FAILURES) else inner)
    return _CONTROL.sub(" ", told)[:300]


def is_of_certificate(error: BaseException) -> bool:
    """Return whether a connection failed because the server's certificate was not accepted.

    Twisted wraps what OpenSSL says in lists of failures, several deep.
    """
    return any("certificate verify failed" in str(cause) for cause in _causes(error, 0))


def _causes(error: BaseException, depth: int) -> Iterator[BaseException]:
    yield error
    if depth > 6:
        return
    inner = [error.__cause__, *(getattr(reason, "value", None) for reason in getattr(error, "reasons", None) or ())]
    for cause in inner:
        if isinstance(cause, BaseException):
            yield from _causes(cause, depth + 1)
