"""The parts of crawling, each by itself: URLs, hosts and addresses, lists, verdicts, the raw store, sites."""

import sqlite3
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.crawl.datatables import api_of, read_answer
from pipeline.crawl.details import read_detail
from pipeline.crawl.documents import documents
from pipeline.crawl.hosts import Territory, territory
from pipeline.crawl.links import read_links
from pipeline.crawl.lists import first_page, read_list
from pipeline.crawl.paging import MOST_PAGES, Paging
from pipeline.crawl.raw_store import Fetch, Page, RawStore, body_path, is_raw_store
from pipeline.crawl.rows import Row
from pipeline.crawl.sites import find_sites
from pipeline.crawl.urls import content_type, has_strange_query, identity_key, is_detail, is_trap, kind_of, resolve
from pipeline.crawl.verdicts import problem_of
from pipeline.crawl.vocabulary import is_of_minutes
from pipeline.sources import discover

pytest.importorskip("scrapy")

from pipeline.crawl.campaign import DHAKA, PARKED_AFTER, Campaign, Wishes, seconds_until
from pipeline.crawl.itinerary import MOST_MAPS, MOST_VARIANTS, Itinerary

BASE = "https://x.gov.bd/bn/site/view/notices"
UUID = "5c2432b0-0000-491c-8000-be649e8cd7fd"
SKELETONS = Path(__file__).parents[2] / "shared" / "prototypes" / "portal_skeletons"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        (" /a/b ", "https://x.gov.bd/a/b"),
        ("//y.gov.bd//uploader/server/../../sites/default/a.pdf", "https://y.gov.bd/sites/default/a.pdf"),
        ("../../../../etc/passwd", "https://x.gov.bd/etc/passwd"),
        ("/%2e%2e/%2E/a", "https://x.gov.bd/a"),
        ("/ক খ.PDF#page=2", "https://x.gov.bd/%E0%A6%95%20%E0%A6%96.PDF"),
        ("/100%.pdf", "https://x.gov.bd/100%25.pdf"),
        ("http://X.GOV.BD:80/", "http://x.gov.bd/"),
        ("?page=2", f"{BASE}?page=2"),
        ("/it's (1).docx", "https://x.gov.bd/it's%20(1).docx"),
        ("https://objectstorage.y.com/b//o/a.pdf", "https://objectstorage.y.com/b//o/a.pdf"),
        ("/a/..", "https://x.gov.bd/"),
    ],
)
def test_hrefs_become_urls(href: str, url: str) -> None:
    assert resolve(href, BASE) == url


@pytest.mark.parametrize(
    "href",
    [
        "", " ", "#top", "javascript:;", "mailto:a@b.c", "tel:1", "data:text/html,x", "file:///etc/passwd", "ftp://x.gov.bd/a",
        "http://x.gov.bd@127.0.0.9/", "http://a:b@x.gov.bd/", "\\\\x\\y", "http://127.0.0.9\\@x.gov.bd/", "http://",
        "http://x.gov.bd:99999/", "http://[::1", "/site/view/vcard?id=1", "/site/view/officers/[front]",
        "http://x%00.gov.bd/", "/" + "a" * 5000, "/site/page/u" * 3, "/a/b" * 9,
    ],
)  # fmt: skip
def test_hrefs_that_lead_nowhere(href: str) -> None:
    assert resolve(href, "https://x.gov.bd/") is None


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_href_gives_a_stable_url_or_none(href: str) -> None:
    url = resolve(href, "https://x.gov.bd/a/b")
    if url is not None:
        assert resolve(url) == url
        assert url.isascii()
        assert "/../" not in url
        assert identity_key(url) == identity_key(url.replace("https:", "http:", 1))


SAME = [
    (
        "http://www.x.gov.bd/en/site/notices/a5Qx-ক",
        "https://x.gov.bd/bn/site/notices/a5Qx-ক",
        "https://x.gov.bd/site/notices/a5Qx-ক",
    ),
    (f"http://x.portal.gov.bd/site/notices/{UUID}/ক/খ", f"https://x.gov.bd/site/notices/{UUID.upper()}/-"),
    (f"https://x.gov.bd/site/page/{UUID}/-", f"https://x.gov.bd/site/page/{UUID}"),
    (
        "https://x.gov.bd/pages/notices/ক-q024hu-6a9965bb1fa8cd87d1f4bf6a",
        "http://x.gov.bd/pages/notice/6A9965BB1FA8CD87D1F4BF6A",
    ),
    ("https://lalmai.comilla.gov.bd/bn/site/page/a-b", "https://www.lalmai.cumilla.gov.bd/site/page/a-b"),
    ("http://bogra.gov.bd:80/a", "https://bogura.gov.bd/a"),
    ("https://x.gov.bd/a%E0%A7%9F", "https://x.gov.bd/a%E0%A6%AF%E0%A6%BC"),
    ("https://x.gov.bd:443/a?b=1&c=2", "https://x.gov.bd/a?c=2&b=1&lang=bn"),
]


@pytest.mark.parametrize("urls", SAME)
def test_urls_of_one_page_have_one_key(urls: tuple[str, ...]) -> None:
    assert len({identity_key(url) for url in urls}) == 1


def test_urls_of_different_pages_have_different_keys() -> None:
    urls = [
        "https://x.gov.bd/bn/site/notices/a5Qx-ক", "https://y.gov.bd/bn/site/notices/a5Qx-ক", "https://x.gov.bd/bn/site/notices/a6Qx-ক",
        "https://x.gov.bd/pages/notices?page=1", "https://x.gov.bd/pages/notices?page=2", "https://x.gov.bd:8080/",
        "https://x.gov.bd/", "https://file-x.portal.gov.bd/a", "https://file-x.gov.bd/a",
        "https://comillaboard.gov.bd/a", "https://comilla.x.gov.bd/a", "https://cumilla.x.gov.bd/a",
    ]  # fmt: skip
    assert len({identity_key(url) for url in urls}) == len(urls)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "home"), ("/bn", "home"), ("/bn/", "home"), ("/index.html", "home"), ("/views/sitemap", "sitemap"),
        ("/bn/site/view/notices?page=2", "list"), ("/site/view/meeting_minutes/সভার-কার্যবিবরণী", "list"),
        ("/pages/notices?archived=true", "list"), ("/views/latest-news", "list"), (f"/site/page/{UUID}/-", "page"),
        ("/pages/notices/6922e919dbfbab28ce0abfac", "page"), ("/bn/site/page/a6qp-কার্যবিবরণী", "page"),
        ("/files/a/b.PDF", "file"), ("/uploads/1/2", "file"), ("/sites/default/files/files/x/y", "file"), ("/a.JPG", "file"),
        ("/natore.gov.bd/bn/site/view/notices", "list"), ("/mirror/pages/notices/6922e919dbfbab28ce0abfac", "page"),
    ],
)  # fmt: skip
def test_kinds_of_urls(path: str, kind: str) -> None:
    assert kind_of(f"https://x.gov.bd{path}") == kind


def test_pages_of_mirrored_sites_are_known_by_their_form() -> None:
    assert is_detail("https://x.gov.bd/mirror/site/page/a-b")
    assert first_page("https://x.gov.bd/mirror/pages/notices").endswith("?archived=true&page=1&page_size=100")
    assert not is_detail("https://x.gov.bd/mirror/pages/notices")
    assert content_type("https://x.gov.bd/mirror/bn/site/view/notices") == "notice"


def test_real_slugs_with_slashes_are_no_traps() -> None:
    assert not is_trap(f"https://x.gov.bd/site/page/{UUID}/ক/-খ/-গ/ঘ/ঙ/চ")
    assert not has_strange_query("https://x.gov.bd/pages/notices?archived=true&page=2&page_size=50&filters={}")
    assert has_strange_query("https://x.gov.bd/pages/notices?month=2031-05")


WHERE = territory(["http://127.0.0.2:8000/"], ["127.0.0.5", "Example.org", "127.0.0.6:81"], allow_private=True)


@pytest.mark.parametrize(
    "url",
    ["https://a.b.gov.bd/", "https://gov.bd/", "http://x.gov.bd:80/", "http://127.0.0.2:8000/", "https://example.org/",
     "http://127.0.0.6:81/", "http://127.0.0.5:9/"],
)  # fmt: skip
def test_hosts_that_may_be_asked(url: str) -> None:
    assert WHERE.holds(url)


@pytest.mark.parametrize(
    "url",
    ["https://xgov.bd/", "https://gov.bd.example.com/", "https://a.example.org/", "http://127.0.0.9/", "http://127.1/",
     "http://2130706434/", "http://[::ffff:127.0.0.2]/", "http://x.gov.bd:22/", "file:///etc/passwd", "http://127.0.0.6/",
     "http://127.0.0.2:9/", "http://127.0.0.2/", "http://x.gov.bd@example.com/", "http://a@x.gov.bd/", "https://localhost/", "http:///a"],
)  # fmt: skip
def test_hosts_that_may_not_be_asked(url: str) -> None:
    assert not WHERE.holds(url)


PRIVATE = ["10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::", "fe80::1", "fc00::1",
           "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1", "255.255.255.255", "fe80::1%eth0",
           "::10.0.0.1", "::7f00:1", "fec0::1"]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_never_connected_to(address: str) -> None:
    for host in ("x.gov.bd", "127.0.0.2", address):
        named = Territory(named=frozenset({("127.0.0.2", None), (address, None)}), allow_private=True)
        assert not named.admits(host, address)


def test_loopback_is_for_named_hosts_alone() -> None:
    assert WHERE.admits("127.0.0.2", "127.0.0.2")
    assert WHERE.admits("127.0.0.6", "127.0.0.6")
    assert not WHERE.admits("x.gov.bd", "127.0.0.2")  # a name that resolves to it
    assert not WHERE.admits("127.0.0.9", "127.0.0.9")
    assert not Territory(named=WHERE.named).admits("127.0.0.2", "127.0.0.2")
    assert not WHERE.admits("x.gov.bd", "::1")
    assert WHERE.admits("x.gov.bd", "103.48.16.1")


@pytest.mark.parametrize(
    ("body", "kind", "problem"),
    [
        (b"", "page", "empty"),
        ("<html><title>সমস্যা হয়েছে | x</title>".encode(), "page", "error_page"),
        (b"<html><body>Domain is not available: x</body></html>", "home", "error_page"),
        (b"<html><body><h1>404</h1></body></html>", "page", "error_page"),
        (b"<html><title>Error 503</title></html>", "list", "error_page"),
        ("<html><title>পাতাটি পাওয়া যায়নি</title></html>".encode(), "page", "error_page"),
        ("<html><title>404/2024 স্মারকের সভা</title></html>".encode(), "page", None),
        ("<html><title>যা পাওয়া যায়নি: সভার কার্যবিবরণী</title></html>".encode(), "page", None),
        (b"<!DOCTYPE html><html>", "file", "not_the_file"),
        (b"<!DOCTYPE html><html>", "page", None),
        (b"<html><body><table><tr><td>1</td></tr><tr><td>", "list", "truncated"),
        (b"<html><body><p>1</p><a hre", "page", "truncated"),
        (b"<html><body><table><tr><td>1</td></tr></table>", "page", None),
        (b"<html><body><table><tr><td>1</body></html>", "page", None),
        (b"%PDF-1.4 ...", "file", "truncated"),
        (b"%PDF-1.4 ... %%EOF\n", "file", None),
        (b"PK\x03\x04....", "file", "truncated"),
        (b"\xff\xd8\xff....", "file", "truncated"),
        (b"\xd0\xcf\x11\xe0 anything", "file", None),
    ],
)
def test_verdicts(body: bytes, kind: str, problem: str | None) -> None:
    assert problem_of(body, kind, "http://x.gov.bd/a.pdf") == problem


@pytest.mark.parametrize(
    "title",
    ["মাসিক সভার কার্যবিবরণী", "কার্যবিবরনী", "কার্য-বিবরণি", "সভার রেজুলেশন", "রেজ্যুলেশন", "সভার সিদ্ধান্ত", "মিটিং মিনিটস", "Meeting-Minutes", "Board Minutes 2024", "সভায় গৃহীত সিদ্ধান্তসমূহ",
     "Minutes of the meeting", "সভার নোটিশ ও কার্যবিবরণী"],
)  # fmt: skip
def test_titles_of_minutes(title: str) -> None:
    assert is_of_minutes(title)


@pytest.mark.parametrize(
    "title", ["সভার নোটিশ", "সভা আহ্বান", "কার্যবিবরণী অনুমোদনের সভার নোটিশ", "দরপত্র বিজ্ঞপ্তি", "কার্যপত্র", "15 minutes", ""]
)
def test_titles_of_other_things(title: str) -> None:
    assert not is_of_minutes(title)


def test_a_list_that_is_smaller_than_its_total_goes_on() -> None:
    row = '<tr><td data-column="title">ক</td><td><a href="/pages/notices/{:024x}">দেখুন</a></td></tr>'
    body = f'<div class="datatable-widget"><table>{row.format(1)}{row.format(2)}</table>মোট ৪৩ এন্ট্রি</div>'.encode()
    url = first_page("https://x.gov.bd/pages/notices?filters=%7B%22a%22%3A1%7D")
    listing = read_list(body, url)
    assert (listing.total, len(listing.rows), listing.rows[0].title) == (43, 2, "ক")
    assert listing.next_page is not None
    assert "page=2" in listing.next_page
    assert "filters=" in listing.next_page
    assert read_list(b"<html></html>", url).next_page is None
    assert read_list(b"", url).rows == ()


ROWS = [Row(title=str(number), page=f"https://x.gov.bd/pages/notices/{number:024x}") for number in range(60)]


@pytest.mark.parametrize(
    ("now", "total", "rest"),
    [
        (ROWS[10:60], 50, 40),  # as it was
        (ROWS[8:60], 52, 42),  # two are new on top
        (ROWS[8:60], 53, 0),  # one more was put in further down
        (ROWS[10:60], 49, 0),  # one was taken away
        (ROWS[8:60], 51, 0),
        (ROWS[0:10] + ROWS[10:60], 60, 0),  # all that came is new: there may be more
        (ROWS[10:60], None, 0),
    ],
)
def test_what_a_list_need_not_be_asked_for(now: list[Row], total: int | None, rest: int) -> None:
    known = {row.key: Row.of_mark(row.mark) for row in ROWS[10:60]}
    paging = Paging(key="k", url=BASE, is_of_minutes=False, known=known)
    paging.note(now[:10], total)
    assert len(paging.rest()) == rest


def test_a_list_ends_where_a_page_repeats_others_or_all_came() -> None:
    paging = Paging(key="k", url=BASE, is_of_minutes=False)
    paging.note(ROWS[:10], 25)
    pinned = [ROWS[0], *ROWS[10:20]]  # what stands on top of every page ends nothing
    paging.note(pinned, 25)
    assert not paging.is_over
    paging.note(ROWS[12:20], 25)
    assert (paging.is_over, paging.is_short, paging.is_whole) == (True, True, False)
    again = paging.again()
    again.note(ROWS[:10], 25)
    assert not again.is_over
    again.note(ROWS[10:25], 25)
    assert (again.is_over, again.is_short, again.is_whole) == (True, False, True)


def test_links_are_relative_to_what_a_page_names() -> None:
    body = '<html><head><base href="/portal/"></head><body><a href="site/page/a-b">সভার কার্যবিবরণী</a></body></html>'.encode()
    assert [link.url for link in read_links(body, BASE)] == ["https://x.gov.bd/portal/site/page/a-b"]
    assert [page.url for page in read_detail(body, BASE).pages] == ["https://x.gov.bd/portal/site/page/a-b"]


LIST = """<html><body><div id="left"><table><tr><th>ক্রম</th><th>{heads}</th></tr>{rows}</table>{more}</div></body></html>"""


@pytest.mark.parametrize(
    ("heads", "cells", "row"),
    [
        ("বিষয়</th><th>সভার তারিখ</th><th>প্রকাশের তারিখ</th><th>সংযুক্তি",
         '<td>১</td><td><a href="/site/page/a-b">সভার কার্যবিবরণী</a></td><td>০১/০২/২০২৪</td><td>০৫/০২/২০২৪</td>'
         '<td><a href="//f.gov.bd/d/77">দেখুন</a></td>',
         Row(title="সভার কার্যবিবরণী", page="https://x.gov.bd/site/page/a-b", files=("https://f.gov.bd/d/77",), date="০৫/০২/২০২৪")),
        ("শিরোনাম</th><th>তারিখ</th><th>ফাইল",  # the file is called something else than the row
         '<td>১</td><td>সভার কার্যবিবরণী</td><td>৫ ফেব্রুয়ারি ২০২৪</td><td><a href="/files/7">a_long_name_of_a_file_2024</a></td>',
         Row(title="সভার কার্যবিবরণী", files=("https://x.gov.bd/files/7",), date="৫ ফেব্রুয়ারি ২০২৪")),
        ("নাম</th><th>বিবরণ",  # no head says what is a file
         '<td>২</td><td>সভার কার্যবিবরণী</td><td><a href="/x/9"><i class="fa fa-download"></i></a></td>',
         Row(title="সভার কার্যবিবরণী", files=("https://x.gov.bd/x/9",))),
        ("বিষয়</th><th>তারিখ", "<td>৩</td><td>সভার কার্যবিবরণী</td><td>২০২৪-০২-০৫</td>", Row(title="৩ সভার কার্যবিবরণী ২০২৪-০২-০৫")),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_heads(heads: str, cells: str, row: Row) -> None:
    body = LIST.format(heads=heads, rows=f"<tr>{cells}</tr>", more="").encode()
    assert read_list(body, BASE).rows == (row,)


@pytest.mark.parametrize(
    ("more", "page"),
    [
        ("", f"{BASE}?page=2"),
        ('<ul class="pagination"><li><a href="?page=2">২</a></li></ul>', f"{BASE}?page=2"),
        ('<ul class="pagination"><li><a href="?page=1">২</a></li><li><a rel="next" href="?page=1">»</a></li></ul>', f"{BASE}?page=1"),
        ('<div class="pager"><a href="?offset=20">পরবর্তী</a></div>', f"{BASE}?offset=20"),
        ('<ul class="pagination"><li><a href="?page=1">১</a></li></ul>', None),
        ('<ul class="pagination"><li><a href="javascript:;">২</a></li></ul>', f"{BASE}?page=2"),
    ],
)  # fmt: skip
def test_the_next_page_is_where_the_pager_says(more: str, page: str | None) -> None:
    row = '<tr><td>১</td><td><a href="/site/page/a-b">সভার কার্যবিবরণী</a></td></tr>'
    assert read_list(LIST.format(heads="বিষয়", rows=row, more=more).encode(), BASE).next_page == page


def test_a_list_that_a_script_draws_tells_its_pages_in_the_script() -> None:
    body = """<html><body><div class="datatable-widget"><table></table><span>মোট ২ এন্ট্রি</span></div><script>
        window.rows = [{"url": "/pages/notices/মাসিক-সভার-কার্যবিবরণী-q024hu-6a9965bb1fa8cd87d1f4bf6a"},
        {"file": "https:\\/\\/objectstorage.ap-dcc-gazipur-1.oraclecloud15.com\\/n\\/a\\/b\\/V2Ministry\\/o\\/office\\/1.pdf"}];
        </script></body></html>""".encode()
    rows = read_list(body, "https://x.gov.bd/pages/notices").rows
    assert rows[0].title == "মাসিক সভার কার্যবিবরণী"
    assert [len(row.files) for row in rows] == [0, 1]


API = "https://x.gov.bd/api/datatable/notices_view.php?domain_id=9"


@pytest.mark.parametrize(
    "script",
    [
        """$('#t').DataTable({"sAjaxSource":'//x.gov.bd/api/datatable/notices_view.php?domain_id=9'});""",
        """$('#t').dataTable({sAjaxSource : "/api/datatable/notices_view.php?domain_id=9"});""",
        """$('#t').DataTable({"ajax": {"type": "POST", "url": "/api/datatable/notices_view.php?domain_id=9"}});""",
        """var u = '/api/datatable/notices_view.php?domain_id=9'; $.post(u);""",
        """var x = {"sAjaxSource":'//former.gov.bd/api/datatable/notices_view.php?domain_id=9'};""",  # at its own host first
    ],
)
def test_apis_are_known_by_what_scripts_say(script: str) -> None:
    api = api_of(script, BASE)
    assert api is not None
    assert (api.url, api.method) == (API, "POST")
    methods = [api.method]
    while api.otherwise is not None:
        api = api.otherwise
        methods.append(api.method)
    assert methods == sorted(methods, reverse=True)


def test_an_api_that_a_script_puts_together_is_known_by_its_pattern() -> None:
    script = "var domainId = 118; var subdomain='m.portal.gov.bd'; var contentType=\"notices\"; url = '//' + host + '/api/datatable/'"
    api = api_of(script, "https://x.gov.bd/site/view/notices")
    assert api is not None
    assert api.url == (
        "https://x.gov.bd/api/datatable/notices_view.php?domain_id=118&lang=bn&subdomain=m.portal.gov.bd&content_type=notices"
    )
    assert api_of("var domainId='118';", BASE) is None


def test_files_of_a_page_are_known_by_where_they_stand() -> None:
    body = """<html><body><div id="left"><div class="notices details"><div>
        <div><div class="label">বিস্তারিত</div><div class="value"><a href="/x/1"><i class="fa fa-file-pdf-o"></i></a>
        <iframe src="https://docs.google.com/viewer?url=//x.gov.bd/x/2.pdf&amp;embedded=true"></iframe>
        <iframe src="/web/viewer.html?file=/x/3"></iframe><a href="/site/page/d-e">আরেকটি</a><a href="/x/6">কিছু</a>
        <img src="/pics/4"><img src="/pics/5" width="80"><img src="/themes/a.png"></div></div>
        <div><div class="label">সংযুক্তি</div><div class="value"><a href="/x/7">এখানে</a></div></div>
        </div></div></div><object data="/x/8.pdf"></object></body></html>""".encode()
    detail = read_detail(body, "https://x.gov.bd/site/notices/a-b")
    assert [file.url.removeprefix("https://x.gov.bd") for file in detail.attachments] == [
        "/x/1", "/x/2.pdf", "/x/3", "/pics/4", "/x/7", "/x/8.pdf",
    ]  # fmt: skip
    assert [page.url.removeprefix("https://x.gov.bd") for page in detail.pages] == ["/site/page/d-e", "/x/6"]


def test_lists_and_maps_that_invent_themselves_come_to_an_end(tmp_path: Path) -> None:
    paging = Paging(key="k", url=BASE, is_of_minutes=False)
    for number in range(MOST_PAGES):
        assert not paging.is_over
        paging.note([Row(title="সভা", page=f"https://x.gov.bd/site/page/{number}-a")], None)
    assert (paging.is_over, paging.is_endless, paging.is_whole) == (True, True, False)
    store = RawStore(tmp_path)
    itinerary = Itinerary(Campaign(store=store, run=1, where=WHERE, wishes=Wishes()))
    for kind, path, most in (("sitemap", "/map/{}", MOST_MAPS), ("page", "/site/page/a-b?n={}", MOST_VARIANTS)):
        asked = [itinerary.add(f"https://x.gov.bd{path.format(number)}", kind) for number in range(100)]
        assert sum(asked) == most
    store.close()


def test_api_answers() -> None:
    body = '{"iTotalRecords": "7", "data": [["১", "<a href=\'/site/notices/1\'>সভার কার্যবিবরণী</a>", "২০২৪-০১-০২", null]]}'.encode()
    listing = read_answer(body, BASE)
    assert listing is not None
    assert (listing.total, listing.rows[0].title, listing.rows[0].date) == (7, "সভার কার্যবিবরণী", "২০২৪-০১-০২")
    for other in (b"<html>", b"[]", b'{"data": 3}', b'{"aaData": [1, null, []]}', b"[" * 100_000):
        found = read_answer(other, BASE)
        assert found is None or found.rows == ()


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_anything_can_be_read(body: bytes) -> None:
    read_list(body, BASE)
    read_answer(body, BASE)
    read_links(body, BASE)
    read_detail(body, BASE)
    problem_of(body, "file", BASE)


@pytest.mark.skipif(not SKELETONS.is_dir(), reason="no skeletons here")
def test_skeletons_of_the_generations() -> None:
    second = read_list((SKELETONS / "g2_listing_notices.html").read_bytes(), BASE)
    assert [len(row.files) for row in second.rows] == [1, 0, 1]
    assert second.next_page == f"{BASE}?page=2"
    third = read_list(
        (SKELETONS / "g3_listing_notices.html").read_bytes(), first_page("https://x.gov.bd/pages/notices")
    )
    assert (third.total, [len(row.files) for row in third.rows]) == (12, [1, 2])
    found = {name: read_detail((SKELETONS / name).read_bytes(), BASE) for name in (
        "g1_detail_notice.html", "g2_detail_minutes.html", "g3_detail_notice.html")}  # fmt: skip
    assert [detail.generation for detail in found.values()] == [1, 2, 3]
    assert [len(detail.attachments) for detail in found.values()] == [2, 2, 2]  # a picture of 57 pixels is no scan
    assert found["g3_detail_notice.html"].attachments[0].title == "সভার কার্যবিবরণী.pdf"


def page(key: str, digest: str, **more: object) -> Page:
    told = {
        "url": f"https://{key}",
        "kind": "page",
        "office": "x.gov.bd",
        "first_seen": "",
        "last_seen": "2024-01-01T00:00:00+00:00",
    }
    return Page(key=key, sha256=digest, **{**told, **more})  # type: ignore[arg-type]


def test_a_host_is_silent_when_it_did_not_answer_many_times_in_a_row(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    campaign = Campaign(store=store, run=1, where=WHERE, wishes=Wishes())
    for _ in range(PARKED_AFTER - 1):
        campaign.unheard("x.gov.bd")
    campaign.heard("x.gov.bd")
    for _ in range(PARKED_AFTER - 1):
        campaign.unheard("x.gov.bd")
    assert not campaign.is_silent("x.gov.bd")
    campaign.unheard("x.gov.bd")
    assert campaign.is_silent("x.gov.bd")
    assert not campaign.is_silent("x.gov.bd:8080")
    store.close()


@pytest.mark.parametrize(
    ("hour", "window", "hours"),
    [
        (12, (9, 17), 0),
        (8, (9, 17), 1),
        (17, (9, 17), 16),
        (23, (22, 6), 0),
        (5, (22, 6), 0),
        (6, (22, 6), 16),
        (3, None, 0),
    ],
)
def test_requests_wait_for_the_hours_that_are_allowed(hour: int, window: tuple[int, int] | None, hours: int) -> None:
    span = (time(window[0]), time(window[1])) if window else None
    assert seconds_until(span, datetime(2024, 1, 1, hour, tzinfo=DHAKA)) == hours * 3600


def test_the_store_keeps_the_same_bytes_once(tmp_path: Path) -> None:
    assert not is_raw_store(tmp_path)
    store = RawStore(tmp_path)
    digest = store.keep(b"abc")
    assert store.keep(b"abc") == digest
    assert store.body(digest) == b"abc"
    assert [path for path in (tmp_path / "sha256").rglob("*") if path.is_file()] == [body_path(tmp_path, digest)]
    assert is_raw_store(tmp_path)
    store.close()


def test_a_run_that_was_not_finished_goes_on(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    run = store.begin_run(["a"])
    fetch = Fetch(key="k", url="u", final_url="u", kind="page", status=200, sha256="0" * 64)
    store.log(run, fetch)
    store.close()
    store = RawStore(tmp_path)
    assert store.begin_run(["a"]) == run
    assert store.fetched_in(run) == {"k": "0" * 64}
    assert store.begin_run(["b"]) != run
    store.close()


def test_copies_of_two_generations_are_one_document(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    old, new, other, twice = (store.keep(name) for name in (b"old", b"new", b"other", b"twice"))
    told = {"title": "নমুনা সভার কার্যবিবরণী", "published": "05/10/2020"}
    store.save(page("x.gov.bd/site/notices/a", old, generation=2, **told))
    oldest = {**told, "published": "২০২০-১০-০৫"}
    store.save(page("x.gov.bd/site/notices/5c24", store.keep(b"oldest"), generation=1, **oldest))
    store.save(page("x.gov.bd/pages/1", new, generation=3, title="নমুনা সভার  কার্যবিবরণী", published="০৫-১০-২০২০"))
    store.save(page("x.gov.bd/pages/2", other, generation=3, title="অন্য সভা", published="০৫-১০-২০২০"))
    for number in (3, 4):  # a title that says nothing, twice on a day: two documents
        store.save(page(f"x.gov.bd/pages/{number}", twice, generation=3, title="কার্যবিবরণী", published="০১-১০-২০২০"))
    store.close()
    found = {document.url: document.aliases for document in documents(tmp_path)}
    assert found == {
        "https://x.gov.bd/pages/1": ("https://x.gov.bd/site/notices/5c24", "https://x.gov.bd/site/notices/a"),
        "https://x.gov.bd/pages/2": (),
        "https://x.gov.bd/pages/3": (),
        "https://x.gov.bd/pages/4": (),
    }


def test_an_import_sees_the_documents_of_a_store_with_the_office_of_files(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    file = page("file-x.portal.gov.bd/a.pdf", store.keep(b"%PDF"), kind="file", office="lalpur.natore.gov.bd",
                published="০৫-১০-২০২০", last_fetched="2024-05-01T10:00:00.000+00:00")  # fmt: skip
    store.save(file)
    store.close()
    (source,) = discover([tmp_path])
    assert source.uri == "https://file-x.portal.gov.bd/a.pdf"
    assert source.fetched is not None
    assert (source.fetched.office, source.fetched.published) == ("lalpur.natore.gov.bd", "০৫-১০-২০২০")
    assert source.fetched.at == datetime(2024, 5, 1, 10, tzinfo=UTC)


def test_the_log_refuses_changes(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    store.log(store.begin_run(["a"]), Fetch(key="k", url="u", final_url="u", kind="page"))
    store.close()
    with sqlite3.connect(tmp_path / "state.sqlite") as state, pytest.raises(sqlite3.IntegrityError):
        state.execute("DELETE FROM fetch")


def test_sites_are_named_with_their_places() -> None:
    sites = list(find_sites())
    assert len(sites) > 5_000
    assert all(site.host.endswith(".gov.bd") and " " not in site.host for site in sites)
    assert {site.host for site in find_sites(level="district", within="রাজশাহী")} >= {"natore.gov.bd", "pabna.gov.bd"}
