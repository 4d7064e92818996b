"""Three offices as another hand would build them from what is known of the portal: nothing of them may be missed.

One address with four ports; titles, menus, columns, links and files differ from those of `portal_server`.
"""

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pyarrow.parquet as pq
import pytest
from PIL import Image

from extractors.options import Options
from pipeline.archive.run import run as import_sources
from pipeline.crawl.documents import documents
from pipeline.sources import discover
from tests.portal_items import BANGLA, Item, docx_of, minutes_table

pytest.importorskip("scrapy")

ROOT = Path(__file__).parents[1]
UUID = "5c2432b0-0000-491c-8000-{:012d}"
OID = "6a9965bb1fa8cd87d1f4{:04x}"
Page = str | bytes | Callable[["Visit"], str | None]


@dataclass(frozen=True)
class Visit:
    query: dict[str, str]
    form: dict[str, str]


@dataclass
class Office:
    """A server of its own; `pages` are by decoded path."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"


class Handler(BaseHTTPRequestHandler):
    office: Office

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self._answer({name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()})

    def _answer(self, form: dict[str, str]) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        self.office.asked.append(f"{self.command} {unquote(self.path)}")
        page = self.office.pages.get(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        told = page(Visit(query, form)) if callable(page) else page
        body = told.encode() if isinstance(told, str) else told or b"<html><title>404</title></html>"
        self.send_response(404 if told is None else 200)
        kind = "text/html; charset=utf-8" if isinstance(told, str) else "application/octet-stream"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


WANTED: dict[str, Item] = {}


def item(name: str) -> Item:
    """A set of minutes whose decision names it."""
    told = Item(
        office=name,
        number=1,
        title=f"{name} কমিটির মাসিক সভার কার্যবিবরণী",
        decision=f"{name} নামের খাল আগামী মাসে খনন করতে হবে।",
    )
    WANTED[name] = told
    return told


def day(number: int) -> str:
    return f"{number:02}-০২-২০২৪".translate(BANGLA)


def first(office: Office, files: Office) -> None:
    """A ministry: rows come from the API, which knows GET alone, the first stands in the page too; some have a file only."""
    kind = "meeting_minutes"
    storage = f"//{files.host}/sites/default/files/files/demo.portal.gov.bd/{kind}"
    office.pages["/"] = f"""<html><head><link rel="stylesheet" href="/themes/responsive_npf/css/style.css"></head><body>
        <div id="jmenu"><ul class="meganizr"><li><a href="javascript:;">ই-সেবা</a><div><h6>তথ্য</h6><ul class="mzr-links">
        <li><a href=" http://{office.host}/site/view/{kind}/সভার-রেজুলেশন ">রেজুলেশনসমূহ</a></li><li><a href="">ছবি</a></li>
        <li><a href="/site/view/officer_list_category/[front]">কর্মকর্তা</a></li></ul></div></li></ul></div></body></html>"""
    paged, filed = [item(f"প্রথম{number}") for number in range(3)], [item(f"নথি{number}") for number in range(2)]
    rows = [["১", "সাধারণ সভার নোটিশ", "২০২৪-০১-০১", f'<a href="{storage}/x/notice.pdf">notice.pdf</a>']]
    for number, told in enumerate(paged):
        path = f"/site/{kind}/{UUID.format(number)}/{told.title.replace(' ', '-')}"
        rows.append([str(number), f"<a href='{path}'>{told.title}</a>", "২০২৪-০২-০১", ""])
        name = f"{UUID.format(number).replace('-', '_')}/{told.title} (চূড়ান্ত).DOCX"
        files.pages[f"/sites/default/files/files/demo.portal.gov.bd/{kind}/{name}"] = docx_of(told)
        office.pages[path] = f"""<html><body><div id="printable_area"><h3>{told.title}</h3><div><p>সংযুক্ত</p></div>
            <a href="//{files.host}/uploader/server/../../sites/default/files/files/demo.portal.gov.bd/{kind}/{name}">ফাইল</a>
            </div></body></html>"""
    for number, told in enumerate(filed):
        name = f"n_{number}/2024-02-01-10-00-0123456789abcdef.docx"
        files.pages[f"/sites/default/files/files/demo.portal.gov.bd/{kind}/{name}"] = docx_of(told)
        rows.append([str(number), told.title, "২০২৪-০২-০১", f'<a href="{storage}/{name}">minutes_feb.docx</a>'])

    shown = "".join(f"<td>{cell}</td>" for cell in rows[1])
    office.pages[
        f"/site/view/{kind}/সভার-রেজুলেশন"
    ] = f"""<html><body><ul><li><a href="/site/page/{UUID.format(77)}">ইতিহাস</a></li></ul>
        <div id="printable_area"><h3>রেজুলেশন</h3><table id="example1"><thead><tr><th>ক্রমিক</th><th>শিরোনাম</th></tr></thead>
        <tbody><tr>{shown}</tr></tbody></table></div><script>$('#example1').DataTable({{"bServerSide": true, "sAjaxSource":
        '//{office.host}/api/datatable/{kind}_view.php?domain_id=9&lang=bn&subdomain=demo.portal.gov.bd', "sServerMethod": "POST"}});
        </script></body></html>"""

    def api(visit: Visit) -> str:
        start = int(visit.query.get("iDisplayStart", -1))
        if start < 0:
            return "<html><body>GET only</body></html>"
        return json.dumps({"sEcho": 1, "iTotalRecords": str(len(rows)), "iTotalDisplayRecords": str(len(rows)),
                           "data": rows[start : start + 2]})  # fmt: skip

    office.pages[f"/api/datatable/{kind}_view.php"] = api


def second(office: Office, files: Office) -> None:
    """An upazila without /bn in its links; files have no endings, scans stand in the page, some lists are kept by hand."""
    told = [item(f"দ্বিতীয়{number}") for number in range(5)]
    office.pages[
        "/"
    ] = f"""<html><body><div id="start-np">Wellcome to National Portal</div><nav><ul><li><a href="#">মেনু</a><ul>
        <li><a href="#">সভা</a><ul><li><a href="{quote("/site/page/a6qp-কার্যবিবরণী-তালিকা")}"><span>কার্যবিবরণী</span></a></li>
        <li><a href="/site/view/notices">নোটিশ বোর্ড</a></li></ul></li></ul></li></ul></nav>
        <a href="/site/view/notices?month=2024-01">জানুয়ারি</a></body></html>"""

    def listing(visit: Visit) -> str:
        page = int(visit.query.get("page", "1"))
        rows = "".join(
            f"""<tr><td>{number}</td><td>{day(number + 1)}</td><td><a href="notices/b{number}Qx-সভা">{row.title}</a></td>
            <td><a href="//{files.host}/files/demo.natore.gov.bd/notices/{number:032x}" target="_blank"><i class="fa fa-download"></i></a>
            </td></tr>""".replace('href="notices', 'href="/site/notices')
            for number, row in list(enumerate(told))[(page - 1) * 2 : page * 2]
        )
        others = "".join(f'<li><a href="?page={number}">{number}</a></li>' for number in (1, 2, 3) if number != page)
        head = "<tr><th>ক্রম</th><th>তারিখ</th><th>বিষয়</th><th>সংযুক্তি</th></tr>"
        return f"""<html><body><div id="left"><div class="notices list"><div class="table-responsive chbappy1"><table>{head}{rows}
            </table></div><ul class="pagination">{others}</ul></div></div></body></html>"""

    office.pages["/site/view/notices"] = listing
    for number, row in enumerate(told):
        files.pages[f"/files/demo.natore.gov.bd/notices/{number:032x}"] = docx_of(row)
        office.pages[
            f"/site/notices/b{number}Qx-সভা"
        ] = f"""<html><body><div id="left"><div class="notices details"><div><div>
            <div class="text title"><div class="label">শিরোনাম</div><div class="value">{row.title}</div></div>
            <div class="html_text body"><div class="label">বিস্তারিত</div><div class="value">বিস্তারিত ফাইলে</div></div>
            <div class="f"><div class="label">সংযুক্তি</div><div class="value"><a href="//{files.host}/files/demo.natore.gov.bd/notices/{number:032x}">
            দেখুন</a></div></div><div class="d"><div class="label">প্রকাশের তারিখ</div><div class="value">{day(number + 1)}</div></div>
            </div></div></div></div></body></html>"""
    by_hand, scanned = item("হাতে"), item("চিত্র")
    del WANTED["চিত্র"]  # a picture of nothing
    office.pages["/site/page/a6qp-কার্যবিবরণী-তালিকা"] = f"""<html><body><div id="left"><div class="page details"><div><div>
        <div class="html_text body"><div><ul><li><a href="{quote("/bn/site/page/c7-ফেব্রুয়ারি")}">ফেব্রুয়ারি ২০২৪</a></li>
        <li><a href="http://{office.host}/site/page/d8-স্ক্যান">মার্চ ২০২৪</a></li></ul></div></div></div></div></div></div></body></html>"""
    office.pages["/bn/site/page/c7-ফেব্রুয়ারি"] = f"""<html><body><div id="left"><div class="page details"><div><div>
        <div class="html_text body"><div>{minutes_table(by_hand)}</div></div></div></div></div></div></body></html>"""
    office.pages[
        "/site/page/d8-স্ক্যান"
    ] = f"""<html><body><div id="left"><div class="page details"><div><div><div class="html_text body">
        <div><p>{scanned.title}</p><img src="//{files.host}/files/demo.natore.gov.bd/page/scan-1.PNG" style="width:800px">
        <img src="//{files.host}/files/demo.natore.gov.bd/page/0a1b" style="width:800px">
        </div></div></div></div></div></div></body></html>"""
    for name, form in (("scan-1.PNG", "PNG"), ("0a1b", "JPEG")):
        picture = BytesIO()
        Image.new("L", (300, 400), 255).save(picture, form)
        files.pages[f"/files/demo.natore.gov.bd/page/{name}"] = picture.getvalue()


def third(office: Office, files: Office) -> None:
    """A directorate whose lists only the map in the footer names; it knows no sizes of pages; bodies come in pieces."""
    told = [item(f"তৃতীয়{number}") for number in range(23)]
    head = '<head><link rel="stylesheet" href="/site-assets/css/index.css"><!-- RENDERING 1 : 1790656546729 --></head>'
    office.pages["/"] = f'<html>{head}<body><footer><a href="/views/sitemap">সাইট ম্যাপ</a></footer></body></html>'
    corner = "/pages/innovation-corners?filters=" + quote('{"innovation_corner_type":"000000000000000000000abc"}')
    office.pages[
        "/views/sitemap"
    ] = f"""<html>{head}<body><ul><li>উদ্ভাবন<ul><li><a href="{corner}"><div>Meeting-Minutes</div></a></li></ul>
        </li><li><a href="/pages/photo-galleries">ছবি</a></li></ul></body></html>"""

    def listing(visit: Visit) -> str | None:
        if "filters" not in visit.query or "page_size" in visit.query:
            return None
        page = int(visit.query.get("page", "1"))
        known = told if visit.query.get("archived") == "true" else told[:3]
        rows = "".join(
            f"""<tr class="table-tr"><td class="table-td">{number}</td><td class="table-td" data-column="title">{row.title}</td>
            <td class="table-td" data-column="pdf">{pdf(number)}</td><td data-column="publish_date"><span>{day(number + 1)}</span></td>
            <td class="table-td centered"><a href="/pages/innovation-corners/{OID.format(number)}">দেখুন</a></td></tr>"""
            for number, row in list(enumerate(known))[(page - 1) * 10 : page * 10]
        )
        count = f"দেখছেন {page} থেকে ১০ পর্যন্ত, মোট {len(known)} এন্ট্রি".translate(BANGLA)
        search = '<tr class="table-tr toggle-hidden"><td colspan="5"><input type="text"></td></tr>'
        return f"""<html>{head}<body><div class="widget datatable-widget"><table id="noticeTable"><tbody class="table-tbody">{search}
            {rows}</tbody></table><span class="pagination-counts">{count}</span></div></body></html>"""

    def pdf(number: int) -> str:
        if number % 5:
            return ""
        return f'<a class="table-td-icon" href="http://{files.host}/n/axv/b/V2Ministry/o/office-demo/2026/7/{number:032x}"></a>'

    office.pages["/pages/innovation-corners"] = listing
    for number, row in enumerate(told):
        body = (
            base64.b64encode(minutes_table(row).encode()[:301]).decode(),
            base64.b64encode(minutes_table(row).encode()[301:]).decode(),
        )
        encoded = "" if number % 5 == 0 else ";".join(body)
        files.pages[f"/n/axv/b/V2Ministry/o/office-demo/2026/7/{number:032x}"] = docx_of(row)
        office.pages[
            f"/pages/innovation-corners/{OID.format(number)}"
        ] = f"""<html>{head}<body><div class="widget content-viewer-widget">
            <div class="widget title-with-image-content-widget"><h2>{row.title}</h2><p class="chips"><span class="basic-chip">
            প্রকাশের তারিখ: {day(number + 1)}</span></p><rt-renderer encoded-content="{encoded}">পুনরাবৃত্তি</rt-renderer></div></div></body></html>"""


@pytest.fixture(scope="module")
def offices() -> Iterator[dict[str, Office]]:
    WANTED.clear()
    told = {name: Office() for name in ("first", "second", "third", "files", "other")}
    servers = []
    for office in told.values():
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("OfficeHandler", (Handler,), {"office": office}))
        server.daemon_threads = True
        office.port = server.server_port
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    first(told["first"], told["files"])
    second(told["second"], told["files"])
    third(told["third"], told["files"])
    yield told
    for server in servers:
        server.shutdown()
        server.server_close()


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *args], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


def test_nothing_is_missed(offices: dict[str, Office], tmp_path: Path) -> None:
    seeds = [f"http://{offices[name].host}/" for name in ("first", "second", "third")]
    named = ["--allow-host", offices["files"].host, "--allow-private", "--delay", "0"]
    done = run("crawl", *seeds, "--store", str(tmp_path / "raw"), *named)
    assert done.returncode == 0, done.stderr
    import_sources(discover([tmp_path / "raw"]), tmp_path / "out", options=Options(), workers=2)
    told = {
        row["decision"]
        for row in pq.read_table(tmp_path / "out" / "decisions.parquet", columns=["decision"]).to_pylist()
    }
    assert told == {str(row.decision) for row in WANTED.values()}
    (scans,) = [document for document in documents(tmp_path / "raw") if "scan-1.PNG" in document.url]
    assert [url.rpartition("/")[2] for url in scans.aliases] == ["0a1b"]
    assert scans.path.read_bytes().startswith(b"%PDF")
    assert not [
        path
        for office in offices.values()
        for path in office.asked
        if "photo" in path or "month=" in path or "[front]" in path
    ]
    rows = pq.read_table(tmp_path / "out" / "documents.parquet", columns=["source_uri", "published_on"]).to_pylist()
    assert all(
        row["published_on"] for row in rows if "V2Ministry" in row["source_uri"] or "/notices/" in row["source_uri"]
    )


def test_pages_of_other_forms_are_minutes_and_front_pages(offices: dict[str, Office], tmp_path: Path) -> None:
    other = offices["other"]
    told = item("অন্য")
    other.pages["/about/minutes-1.html"] = (
        f"<html><body>{minutes_table(told)}<a href='/list.html'>কার্যবিবরণীর তালিকা</a></body></html>"
    )
    other.pages["/list.html"] = "<html><body><a href='/download/77'>ফেব্রুয়ারির কার্যবিবরণী</a></body></html>"
    other.pages["/download/77"] = docx_of(told)
    args = [
        f"http://{other.host}/about/minutes-1.html",
        "--store",
        str(tmp_path / "raw"),
        "--allow-private",
        "--delay",
        "0",
    ]
    assert run("crawl", *args).returncode == 0
    assert sorted(urlsplit(document.url).path for document in documents(tmp_path / "raw")) == [
        "/about/minutes-1.html", "/download/77", "/list.html",
    ]  # fmt: skip
