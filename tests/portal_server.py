"""A portal of our own on loopback: an address for each office, with all that is asked of it counted."""

import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote

from tests.portal_certificates import DAY, Pair, made
from tests.portal_items import Item

HOSTS = {
    "ministry": "127.0.0.2", "field": "127.0.0.3", "office": "127.0.0.4", "files": "127.0.0.5", "expired": "127.0.0.6",
    "trusted": "127.0.0.7", "closed": "127.0.0.8", "forbidden": "127.0.0.9",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    host: str
    method: str
    path: str
    status: int
    body: int  # bytes that were sent
    is_conditional: bool
    at: float = 0.0


@dataclass
class Portal:
    items: list[Item] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    changed: dict[str, datetime] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    ports: dict[str, int] = field(default_factory=dict)
    flaky: dict[str, int] = field(default_factory=dict)
    robots: dict[str, tuple[int, str]] = field(default_factory=dict)
    extra: dict[tuple[str, str], Callable[["Handler"], None]] = field(default_factory=dict)
    sites: dict[str, Callable[["Handler"], None]] = field(default_factory=dict)  # what each host shows
    menu: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    certificates: dict[str, Pair] = field(default_factory=dict)
    busy: Counter[str] = field(default_factory=Counter)  # requests under way at each host
    busiest: Counter[str] = field(default_factory=Counter)
    servers: list[ThreadingHTTPServer] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, host: str, path: str = "/") -> str:
        scheme = "https" if host in ("expired", "trusted") else "http"
        return f"{scheme}://{HOSTS[host]}:{self.ports[host]}{quote(path, safe='/?=&%:')}"

    def of(self, office: str) -> list[Item]:
        return [item for item in self.items if item.office == office and not item.is_gone]

    def log(self, asked: Asked) -> None:
        with self.lock:
            self.asked.append(replace(asked, at=time.monotonic()))

    def bodies(self, host: str | None = None) -> list[str]:
        """The decoded paths that were answered in full with 200."""
        return [
            unquote(asked.path)
            for asked in self.asked
            if asked.status == 200 and (host is None or asked.host == host) and asked.method == "GET"
        ]

    def close(self) -> None:
        for server in self.servers:
            server.shutdown()
            server.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    portal: Portal
    host: str

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.form = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _answer(self) -> None:
        path, _, query = self.path.partition("?")
        self.route, self.query = unquote(path), {name: values[0] for name, values in parse_qs(query).items()}
        with self.portal.lock:
            self.portal.busy[self.host] += 1
            self.portal.busiest[self.host] = max(self.portal.busiest[self.host], self.portal.busy[self.host])
        try:
            self._route()
        finally:
            with self.portal.lock:
                self.portal.busy[self.host] -= 1

    def _route(self) -> None:
        special = self.portal.extra.get((self.host, self.route))
        with suppress(ConnectionError, TimeoutError):
            if special is not None:
                special(self)
            elif self.route == "/robots.txt":
                status, text = self.portal.robots.get(self.host, (404, "<html><body>404</body></html>"))
                self.send(text.encode(), "text/plain", status=status)
            elif self.host in self.portal.sites:
                self.portal.sites[self.host](self)
            else:
                self.nothing()

    def send(
        self,
        body: bytes,
        kind: str = "text/html; charset=utf-8",
        *,
        status: int = 200,
        length: int | None = None,
        **headers: str,
    ) -> None:
        etag, modified = headers.get("ETag"), headers.get("Last_Modified")
        if status == 200 and (
            (etag and self.headers.get("If-None-Match") == etag)
            or (modified and not etag and self.headers.get("If-Modified-Since") == modified)
        ):
            status, body = 304, b""
        self.portal.log(
            Asked(
                host=self.host,
                method=self.command,
                path=self.path,
                status=status,
                body=len(body),
                is_conditional=bool(self.headers.get("If-None-Match") or self.headers.get("If-Modified-Since")),
            )
        )
        self.send_response(status)
        for name, told in headers.items():
            self.send_header(name.replace("_", "-"), told)
        if status != 304:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        if length is not None and length > len(body):
            self.close_connection = True

    def nothing(self) -> None:
        self.send("<html><title>404</title><body>পাওয়া যায়নি</body></html>".encode(), status=404)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that does not trust us ends the handshake

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        connection.settimeout(20)
        return connection, address


def open_portal(portal: Portal, folder: Path) -> None:
    """Listen at all addresses; the handshakes of TLS are made in the threads of the connections."""
    for host, address in HOSTS.items():
        handler = type("HostHandler", (Handler,), {"portal": portal, "host": host})
        server = Server((address, 0), handler)
        if host in ("expired", "trusted"):
            pair = made(host, address, ends=-DAY if host == "expired" else DAY)
            portal.certificates[host] = pair
            speak_tls(server, pair, folder)
        portal.ports[host] = server.server_port
        portal.servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()


def speak_tls(server: ThreadingHTTPServer, pair: Pair, folder: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.write(folder / f"{pair.certificate.serial_number}.pem"))
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
