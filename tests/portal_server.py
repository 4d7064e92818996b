"""A portal of our own on loopback: an address for each office, all three generations, and everything that goes wrong.

What it says is made up. Every request is counted, at every address, so that a test can tell what was asked for.
"""

import base64
import gzip
import hashlib
import io
import json
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote

from docx import Document

BANGLA = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
HOSTS = {
    "ministry": "127.0.0.2", "field": "127.0.0.3", "office": "127.0.0.4", "files": "127.0.0.5", "expired": "127.0.0.6",
    "trusted": "127.0.0.7", "closed": "127.0.0.8", "forbidden": "127.0.0.9",
}  # fmt: skip
RUNNING = "মাসিক সভার কার্যবিবরণী"


@dataclass
class Item:
    """One notice; of minutes when it has a decision."""

    office: str
    number: int
    title: str
    decision: str | None = None
    file: str | None = None  # a path at the file host, in place of a table in the page
    file_host: str = "files"
    day: datetime = datetime(2024, 1, 1, tzinfo=UTC)
    is_gone: bool = False
    revision: int = 0

    @property
    def object_id(self) -> str:
        return hashlib.sha256(f"{self.office}-{self.number}".encode()).hexdigest()[:24]

    @property
    def uuid(self) -> str:
        digits = hashlib.sha256(f"{self.office}/{self.number}".encode()).hexdigest()
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:32]}"

    @property
    def path(self) -> str:
        slug = self.title.replace(" ", "-")
        if self.office == "ministry":
            return f"/site/notices/{self.uuid}/{slug}"
        if self.office == "field":
            return f"/bn/site/notices/a{self.number:03}-{slug}"
        return f"/pages/notices/{slug}-q024hu-{self.object_id}"

    @property
    def date(self) -> str:
        form = {"ministry": "%Y-%m-%d", "field": "%Y-%m-%d", "office": "%d-%m-%Y"}[self.office]
        return self.day.strftime(form).translate(BANGLA)


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
    menu: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
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


def minutes_table(item: Item) -> str:
    day = item.day.strftime("%d/%m/%Y").translate(BANGLA)
    return (
        f"<p>{item.title}</p><p>সভার তারিখ: {day}</p><p>সভাপতি: জনাব নমুনা ব্যক্তি</p>"
        "<table border='1'><tr><td>ক্রমিক</td><td>আলোচ্য বিষয়</td><td>সিদ্ধান্ত</td><td>বাস্তবায়নে</td></tr>"
        f"<tr><td>১</td><td>রাস্তা মেরামত</td><td>{item.decision}</td><td>উপজেলা প্রকৌশলী</td></tr></table>"
    )


def docx_of(item: Item) -> bytes:
    document = Document()
    document.add_paragraph(item.title)
    document.add_paragraph(f"সভার তারিখ: {item.day.strftime('%d/%m/%Y').translate(BANGLA)}")
    table = document.add_table(rows=0, cols=4)
    for values in (
        ("ক্রমিক", "আলোচ্য বিষয়", "সিদ্ধান্ত", "বাস্তবায়নে"),
        ("১", "সেতু নির্মাণ", item.decision or "", "নির্বাহী প্রকৌশলী"),
    ):
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value
    told = io.BytesIO()
    document.save(told)
    return told.getvalue()


def decision_of(office: str, number: int, revision: int = 0) -> str:
    told = f"{office}-{number}-{revision}"
    return f"প্রকল্প {told} এর রাস্তা মেরামতের কাজ আগামী মাসের মধ্যে শেষ করতে হবে।"


def build_portal(sizes: dict[str, tuple[int, int]]) -> Portal:
    """Return a portal whose offices have (all notices, minutes among them); every tenth of them in a DOCX file."""
    portal = Portal()
    for office, (notices, minutes) in sizes.items():
        for number in range(notices):
            day = datetime(2024, 12, 1, tzinfo=UTC) - timedelta(days=number)
            if number >= minutes:
                title = f"সাধারণ বিজ্ঞপ্তি নং {number}"
                portal.items.append(Item(office=office, number=number, title=title, day=day))
                continue
            item = Item(
                office=office,
                number=number,
                title=f"{office} কমিটির {number}".translate(BANGLA) + f" নং {RUNNING}",
                decision=decision_of(office, number),
                day=day,
            )
            portal.items.append(item)
            if number % 10 == 9:
                give_file(portal, item)
    return portal


def give_file(portal: Portal, item: Item, body: bytes | None = None, *, name: str | None = None) -> None:
    item.file = f"/files/{item.office}/notices/{item.uuid.replace('-', '_')}/{name or 'minutes.docx'}"
    portal.files[item.file] = docx_of(item) if body is None else body
    portal.changed[item.file] = datetime(2024, 1, 1, tzinfo=UTC)


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
            else:
                getattr(self, f"_{self.host}", self._nothing)()

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

    def _nothing(self) -> None:
        self.send("<html><title>404</title><body>পাওয়া যায়নি</body></html>".encode(), status=404)

    # The three generations

    def _menu(self) -> str:
        links = self.portal.menu.get(self.host, [])
        return "".join(f'<li><a href="{target}">{text}</a></li>' for target, text in links)

    def _item(self) -> Item | None:
        found = [item for item in self.portal.of(self.host) if item.path.rpartition("/")[2] in self.route]
        return found[0] if found else None

    def _file_link(self, item: Item) -> str:
        return self.portal.url(item.file_host, item.file) if item.file else ""

    def _ministry(self) -> None:
        if self.route == "/":
            self.send(f'<html><body><div id="jmenu"><ul>{self._menu()}</ul></div></body></html>'.encode())
        elif self.route.startswith("/site/view/notices"):
            self.send(
                (
                    '<html><body><div id="printable_area"><h3>নোটিশ</h3><table id="example1"><thead><tr><th>ক্রমিক</th></tr>'
                    "</thead><tbody></tbody></table></div><script>var domainId='118';var subdomain='m.portal.gov.bd';"
                    "var contentType='notices';var cur_lang='bn';</script></body></html>"
                ).encode()
            )
        elif self.route == "/api/datatable/notices_view.php" and self.command == "POST":
            start, length = int(self.form["iDisplayStart"][0]), min(int(self.form["iDisplayLength"][0]), 25)
            items = self.portal.of("ministry")
            rows = [
                [str(item.number), f"<a href='{item.path}'>{item.title}</a>", item.date, ""]
                for item in items[start : start + length]
            ]
            told = {"sEcho": 1, "iTotalRecords": len(items), "iTotalDisplayRecords": len(items), "aaData": rows}
            self.send(json.dumps(told).encode(), "text/html")
        elif item := self._item():
            link = f'<a href="{self._file_link(item)}">সংযুক্তি</a>' if item.file else ""
            body = "<p>সংযুক্ত ফাইল</p>" if item.file else minutes_table(item)
            relative = '<a href="site/page/0a0a0a0a-0000-4000-8000-000000000000">কার্যবিবরণী</a>'
            self.send(
                (
                    f'<html><body><div id="jmenu">{relative}</div><div id="printable_area"><h3>{item.title}</h3>'
                    f"<div>{body}</div>{link}</div></body></html>"
                ).encode()
            )
        elif "/site/page/" in self.route:  # whatever follows: the menu grows the path
            trap = '<a href="site/page/0a0a0a0a-0000-4000-8000-000000000000">সভার কার্যবিবরণী</a>'
            self.send(
                f'<html><body>{trap}<div id="printable_area"><h3>ইতিহাস</h3><div>{trap}</div></div></body></html>'.encode()
            )
        else:
            self._nothing()

    def _field(self) -> None:
        if self.route in ("/", "/bn/"):
            self.send(f"<html><body><nav><ul>{self._menu()}</ul></nav></body></html>".encode())
        elif self.route == "/bn/site/view/notices":
            page = int(self.query.get("page", 1))
            items = self.portal.of("field")[(page - 1) * 20 : page * 20]
            rows = "".join(
                f'<tr><td><a href="{item.path}">{item.title}</a></td><td>{item.date}</td>'
                f'<td><a href="{self._file_link(item)}">ডাউনলোড</a></td></tr>'
                if item.file
                else f'<tr><td><a href="{item.path} ">{item.title}</a></td><td>{item.date}</td><td></td></tr>'
                for item in items
            )
            head = "<tr><th>শিরোনাম</th><th>প্রকাশের তারিখ</th><th>ডাউনলোড</th></tr>"
            calendar = f'<a href="/bn/site/view/notices?month={page + 1}">পরের মাস</a>'
            self.send(
                (
                    f'<html><body><div id="left"><div class="notices list"><table>{head}{rows}</table></div></div>'
                    f"{calendar}</body></html>"
                ).encode()
            )
        elif item := self._item():
            link = f'<a href="{self._file_link(item)}">ফাইল</a>' if item.file else ""
            body = "<p>সংযুক্তি দেখুন</p>" if item.file else minutes_table(item)
            day = item.day.strftime("%d/%m/%Y")
            self.send(
                (
                    '<html><body><div id="left"><div class="notices details">'
                    + "".join(
                        f'<div><div><div class="x"><div class="label">{label}</div><div class="value">{value}</div></div>'
                        "</div></div>"
                        for label, value in (
                            ("শিরোনাম", item.title),
                            ("বিস্তারিত", body),
                            ("সংযুক্তি", link),
                            ("প্রকাশের তারিখ", day),
                            ("আর্কাইভ তারিখ", "30/11/2030"),
                        )
                    )
                    + "</div></div></body></html>"
                ).encode()
            )
        else:
            self._nothing()

    def _office(self) -> None:
        stamp = f"<!-- RENDERING 0001 : {time.time_ns()} -->"
        if self.route == "/":
            head = '<link rel="stylesheet" href="/site-assets/css/index.css">'
            self.send(f"<html><head>{head}{stamp}</head><body><ul>{self._menu()}</ul></body></html>".encode())
        elif self.route == "/views/sitemap":
            self.send(f'<html><body>{stamp}<a href="/pages/notices">নোটিশ</a></body></html>'.encode())
        elif self.route == "/pages/notices":
            page, size = int(self.query.get("page", 1)), min(int(self.query.get("page_size", 10)), 50)
            items = self.portal.of("office") if self.query.get("archived") else self.portal.of("office")[:5]
            shown = items[(page - 1) * size : page * size]
            rows = "".join(
                f'<tr class="table-tr"><td>{item.number}</td><td data-column="title">{item.title}</td>'
                f'<td data-column="publish_date"><span>{item.date}</span></td>'
                f'<td class="centered"><a href="{item.path}">দেখুন</a></td></tr>'
                for item in shown
            )
            total = f"দেখছেন {page} থেকে {size} পর্যন্ত, মোট {len(items)} এন্ট্রি".translate(BANGLA)
            self.send(
                (
                    f'<html><body>{stamp}<div class="datatable-widget"><table id="noticeTable"><tbody>{rows}</tbody></table>'
                    f'<span class="pagination-counts">{total}</span></div></body></html>'
                ).encode()
            )
        elif item := self._item():
            inner = base64.b64encode(minutes_table(item).encode()).decode()
            cut = len(inner) // 8 * 4
            chip = f'<div class="chip" title="কার্যবিবরণী.docx"><a href="{self._file_link(item)}" download>x</a></div>'
            text = (
                f'<html><body>STAMP<div class="widget content-viewer-widget"><div class="title-with-image-content-widget">'
                f"<h2>{item.title}</h2>"
                f'<span class="basic-chip">প্রকাশের তারিখ: {item.date}</span>'
                '<span class="basic-chip">আর্কাইভ তারিখ: ৩১-১২-২০৩০</span>'
                f'<rt-renderer encoded-content="{"" if item.file else inner[:cut] + ";" + inner[cut:]}"></rt-renderer>'
                f'<div class="title-with-image-content-widget-content-files">{chip if item.file else ""}</div>'
                "</div></div></body></html>"
            )
            etag = hashlib.sha256(text.encode()).hexdigest()[:12]
            self.send(text.replace("STAMP", stamp).encode(), ETag=f'"{etag}"')
        else:
            self._nothing()

    def _files(self) -> None:
        if self.route in self.portal.files:
            modified = self.portal.changed[self.route].strftime("%a, %d %b %Y %H:%M:%S GMT")
            self.send(self.portal.files[self.route], "application/octet-stream", Last_Modified=modified)
        else:
            self._nothing()

    _expired = _trusted = _files


# What goes wrong


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
        getattr(handler, f"_{handler.host}")()


def busy(handler: Handler) -> None:
    times = handler.portal.flaky[handler.route] = handler.portal.flaky.get(handler.route, 0) + 1
    if times == 1:
        handler.send(b"<html>503</html>", status=503, Retry_After="1")
    else:
        handler._files()


def redirect(target: str, status: int = 302) -> Callable[[Handler], None]:
    return lambda handler: handler.send(b"", status=status, Location=target)


def answer(
    body: bytes, kind: str = "text/html", *, status: int = 200, length: int | None = None
) -> Callable[[Handler], None]:
    return lambda handler: handler.send(body, kind, status=status, length=length)


# Its servers


def certificate(folder: Path, name: str, address: str, *, is_expired: bool) -> Path:
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    today = datetime.now(UTC)
    ends = today - timedelta(days=1) if is_expired else today + timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=9))
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


class _Server(ThreadingHTTPServer):
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
        server = _Server((address, 0), handler)
        if host in ("expired", "trusted"):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate(folder, host, address, is_expired=host == "expired"))
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        portal.ports[host] = server.server_port
        portal.servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()


def trusted_roots(folder: Path) -> Path:
    """Both certificates as roots: what is wrong with the expired one is its date alone."""
    path = folder / "roots.pem"
    found = [
        (folder / f"{name}.pem").read_text().partition("-----BEGIN CERTIFICATE-----") for name in ("expired", "trusted")
    ]
    path.write_text("".join(begin + rest for _, begin, rest in found))
    return path
