"""The three generations of the portal, each at one of our offices, and the host of their files."""

import base64
import hashlib
import json
import time
from datetime import UTC, datetime, timedelta

from tests.portal_items import BANGLA, RUNNING, Item, decision_of, docx_of, minutes_table
from tests.portal_server import Handler, Portal


def _menu(to: Handler) -> str:
    links = to.portal.menu.get(to.host, [])
    return "".join(f'<li><a href="{target}">{text}</a></li>' for target, text in links)


def _item(to: Handler) -> Item | None:
    found = [item for item in to.portal.of(to.host) if item.path.rpartition("/")[2] in to.route]
    return found[0] if found else None


def _file_link(to: Handler, item: Item) -> str:
    return to.portal.url(item.file_host, item.file) if item.file else ""


def ministry(to: Handler) -> None:
    if to.route == "/":
        to.send(f'<html><body><div id="jmenu"><ul>{_menu(to)}</ul></div></body></html>'.encode())
    elif to.route.startswith("/site/view/notices"):
        to.send(
            (
                '<html><body><div id="printable_area"><h3>নোটিশ</h3><table id="example1"><thead><tr><th>ক্রমিক</th></tr>'
                "</thead><tbody></tbody></table></div><script>var domainId='118';var subdomain='m.portal.gov.bd';"
                "var contentType='notices';var cur_lang='bn';</script></body></html>"
            ).encode()
        )
    elif to.route == "/api/datatable/notices_view.php" and to.command == "POST":
        start, length = int(to.form["iDisplayStart"][0]), min(int(to.form["iDisplayLength"][0]), 25)
        items = to.portal.of("ministry")
        rows = [
            [str(item.number), f"<a href='{item.path}'>{item.title}</a>", item.date, ""]
            for item in items[start : start + length]
        ]
        told = {"sEcho": 1, "iTotalRecords": len(items), "iTotalDisplayRecords": len(items), "aaData": rows}
        to.send(json.dumps(told).encode(), "text/html")
    elif item := _item(to):
        link = f'<a href="{_file_link(to, item)}">সংযুক্তি</a>' if item.file else ""
        body = "<p>সংযুক্ত ফাইল</p>" if item.file else minutes_table(item)
        relative = '<a href="site/page/0a0a0a0a-0000-4000-8000-000000000000">কার্যবিবরণী</a>'
        to.send(
            (
                f'<html><body><div id="jmenu">{relative}</div><div id="printable_area"><h3>{item.title}</h3>'
                f"<div>{body}</div>{link}</div></body></html>"
            ).encode()
        )
    elif "/site/page/" in to.route:  # whatever follows: the menu grows the path
        trap = '<a href="site/page/0a0a0a0a-0000-4000-8000-000000000000">সভার কার্যবিবরণী</a>'
        to.send(
            f'<html><body>{trap}<div id="printable_area"><h3>ইতিহাস</h3><div>{trap}</div></div></body></html>'.encode()
        )
    else:
        to.nothing()


def field_office(to: Handler) -> None:
    if to.route in ("/", "/bn/"):
        to.send(f"<html><body><nav><ul>{_menu(to)}</ul></nav></body></html>".encode())
    elif to.route == "/bn/site/view/notices":
        page = int(to.query.get("page", 1))
        items = to.portal.of("field")[(page - 1) * 20 : page * 20]
        rows = "".join(
            f'<tr><td><a href="{item.path}">{item.title}</a></td><td>{item.date}</td>'
            f'<td><a href="{_file_link(to, item)}">ডাউনলোড</a></td></tr>'
            if item.file
            else f'<tr><td><a href="{item.path} ">{item.title}</a></td><td>{item.date}</td><td></td></tr>'
            for item in items
        )
        head = "<tr><th>শিরোনাম</th><th>প্রকাশের তারিখ</th><th>ডাউনলোড</th></tr>"
        calendar = f'<a href="/bn/site/view/notices?month={page + 1}">পরের মাস</a>'
        to.send(
            (
                f'<html><body><div id="left"><div class="notices list"><table>{head}{rows}</table></div></div>'
                f"{calendar}</body></html>"
            ).encode()
        )
    elif item := _item(to):
        link = f'<a href="{_file_link(to, item)}">ফাইল</a>' if item.file else ""
        body = "<p>সংযুক্তি দেখুন</p>" if item.file else minutes_table(item)
        day = item.day.strftime("%d/%m/%Y")
        to.send(
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
        to.nothing()


def office(to: Handler) -> None:
    stamp = f"<!-- RENDERING 0001 : {time.time_ns()} -->"
    if to.route == "/":
        head = '<link rel="stylesheet" href="/site-assets/css/index.css">'
        to.send(f"<html><head>{head}{stamp}</head><body><ul>{_menu(to)}</ul></body></html>".encode())
    elif to.route == "/views/sitemap":
        to.send(f'<html><body>{stamp}<a href="/pages/notices">নোটিশ</a></body></html>'.encode())
    elif to.route == "/pages/notices":
        page, size = int(to.query.get("page", 1)), min(int(to.query.get("page_size", 10)), 50)
        items = to.portal.of("office") if to.query.get("archived") else to.portal.of("office")[:5]
        shown = items[(page - 1) * size : page * size]
        rows = "".join(
            f'<tr class="table-tr"><td>{item.number}</td><td data-column="title">{item.title}</td>'
            f'<td data-column="publish_date"><span>{item.date}</span></td>'
            f'<td class="centered"><a href="{item.path}">দেখুন</a></td></tr>'
            for item in shown
        )
        total = f"দেখছেন {page} থেকে {size} পর্যন্ত, মোট {len(items)} এন্ট্রি".translate(BANGLA)
        to.send(
            (
                f'<html><body>{stamp}<div class="datatable-widget"><table id="noticeTable"><tbody>{rows}</tbody></table>'
                f'<span class="pagination-counts">{total}</span></div></body></html>'
            ).encode()
        )
    elif item := _item(to):
        inner = base64.b64encode(minutes_table(item).encode()).decode()
        cut = len(inner) // 8 * 4
        chip = f'<div class="chip" title="কার্যবিবরণী.docx"><a href="{_file_link(to, item)}" download>x</a></div>'
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
        to.send(text.replace("STAMP", stamp).encode(), ETag=f'"{etag}"')
    else:
        to.nothing()


def files(to: Handler) -> None:
    if to.route in to.portal.files:
        modified = to.portal.changed[to.route].strftime("%a, %d %b %Y %H:%M:%S GMT")
        to.send(to.portal.files[to.route], "application/octet-stream", Last_Modified=modified)
    else:
        to.nothing()


SITES = {
    "ministry": ministry,
    "field": field_office,
    "office": office,
    "files": files,
    "expired": files,
    "trusted": files,
}


def build_portal(sizes: dict[str, tuple[int, int]]) -> Portal:
    """Return a portal whose offices have (all notices, minutes among them); every tenth of them in a DOCX file."""
    portal = Portal(sites=dict(SITES))
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
