"""What every answer carries and every request must have, for a server that only this computer's browsers should read."""

import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]

# No scripts at all: whatever a document says, it is never run. Styles: charts set the size of their bars.
_HEADERS = {
    "content-security-policy": "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "vary": "Cookie",
}
_METHODS = ("GET", "HEAD")
_FACET = re.compile(r"_facet(?:_array|_date|_m2m)?$")


def guarded(app: App, hosts: frozenset[str]) -> App:
    """Return `app`, answering only requests that read and that name one of `hosts` (no other site can be pointed here)."""

    async def answer(scope: Scope, receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        named = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
        if named != [host for host in named if host in hosts] or len(named) != 1:
            await _refuse(send, 403, "This server answers only to its own address.")
        elif scope["method"] not in _METHODS:
            await _refuse(send, 405, "Nothing is written here.")
        elif any(
            _FACET.match(name) and "{" in value for name, value in parse_qsl(scope["query_string"].decode("latin-1"))
        ):
            await _refuse(
                send, 400, "A facet is the name of a column."
            )  # Datasette takes more, and fails on half of it
        else:
            await app(scope, receive, _with_headers(send))

    return answer


def _with_headers(send: Send) -> Send:
    async def sending(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            given = [
                (name, value) for name, value in message.get("headers", ()) if name.lower().decode() not in _HEADERS
            ]
            message["headers"] = [*given, *((name.encode(), value.encode()) for name, value in _HEADERS.items())]
        await send(message)

    return sending


async def _refuse(send: Send, status: int, sentence: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})
