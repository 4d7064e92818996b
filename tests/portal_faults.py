"""What goes wrong at a portal: answers to put in the place of pages and files."""

import gzip
import time
from collections.abc import Callable

from tests.portal_pages import SITES, files
from tests.portal_server import Asked, Handler


def hang(handler: Handler) -> None:
    handler.portal.log(Asked(handler.host, "GET", handler.path, 0, 0, False))
    time.sleep(6)


def drip(handler: Handler) -> None:
    handler.portal.log(Asked(handler.host, "GET", handler.path, 0, 0, False))
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(60):
        handler.wfile.write(b"%")
        handler.wfile.flush()
        time.sleep(0.1)


def huge(handler: Handler) -> None:
    """A PDF of 1 GiB; what is really sent is counted."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/pdf")
    if "stated" in handler.route:
        handler.send_header("Content-Length", str(2**30))
    else:
        handler.send_header("Connection", "close")
        handler.close_connection = True
    handler.end_headers()
    sent, block = 0, b"%PDF-1.7\n" + b"0" * 65_536
    try:
        while sent < 2**30:
            handler.wfile.write(block)
            sent += len(block)
    except (ConnectionError, TimeoutError):
        handler.close_connection = True
    handler.portal.log(Asked(handler.host, "GET", handler.path, 0, sent, False))


def bomb(handler: Handler) -> None:
    packed = gzip.compress(bytes(64 * 2**20))
    handler.send(packed, "text/html", Content_Encoding="gzip")


def flaky(handler: Handler) -> None:
    times = handler.portal.flaky[handler.route] = handler.portal.flaky.get(handler.route, 0) + 1
    if times <= 2:
        handler.send(b"<html>500</html>", status=500)
    else:
        SITES[handler.host](handler)


def busy(handler: Handler) -> None:
    times = handler.portal.flaky[handler.route] = handler.portal.flaky.get(handler.route, 0) + 1
    if times == 1:
        handler.send(b"<html>503</html>", status=503, Retry_After="1")
    else:
        files(handler)


def redirect(target: str, status: int = 302) -> Callable[[Handler], None]:
    return lambda handler: handler.send(b"", status=status, Location=target)


def answer(
    body: bytes, kind: str = "text/html", *, status: int = 200, length: int | None = None
) -> Callable[[Handler], None]:
    return lambda handler: handler.send(body, kind, status=status, length=length)
