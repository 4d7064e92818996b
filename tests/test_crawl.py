"""A portal of our own, with everything that goes wrong, crawled in processes of their own; loopback alone is asked."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from extractors.options import Options
from pipeline.archive.run import run
from pipeline.cli import app
from pipeline.crawl.documents import StoredDocument, documents
from pipeline.crawl.urls import kind_of
from pipeline.lock import lock
from pipeline.sources import discover
from tests.portal_certificates import roots
from tests.portal_faults import answer, bomb, busy, drip, flaky, hang, huge, redirect
from tests.portal_items import RUNNING, Item, decision_of, docx_of, minutes_table
from tests.portal_pages import build_portal, give_file
from tests.portal_server import HOSTS, Portal, open_portal

pytest.importorskip("scrapy")

ROOT = Path(__file__).parents[1]
SIZES = {"ministry": (90, 22), "field": (110, 25), "office": (130, 30)}
OFFICES = tuple(SIZES)


def siddhanto(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *args],
        cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def crawl_args(portal: Portal, store: Path, *more: str, hosts: tuple[str, ...] = ("files",)) -> list[str]:
    seeds = [portal.url(office) for office in OFFICES]
    named = [part for host in hosts for part in ("--allow-host", HOSTS[host])]
    polite = ["--delay", "0", "--timeout", "2", "--max-size", "4"]
    return ["crawl", *seeds, "--store", str(store), *named, "--allow-private", *polite, *more]


def add(portal: Portal, office: str, title: str, *, wanted: bool) -> Item:
    number = 1000 + len(portal.items)
    item = Item(
        office=office,
        number=number,
        title=f"{title} {RUNNING}",
        decision=decision_of(office, number),
        day=datetime(2023, 5, 1, tzinfo=UTC),
    )
    portal.items.append(item)
    if wanted:
        WANTED.add(decision_of(office, number))
    return item


WANTED: set[str] = set()


def set_faults(portal: Portal) -> dict[str, Item]:
    """Break things; return what was broken, by the name of the fault."""
    broken = {
        name: add(portal, office, f"ত্রুটি {name}", wanted=wanted)
        for name, office, wanted in (
            ("flaky", "field", True), ("dead", "field", False), ("hang", "field", False), ("drip", "office", False),
            ("cut", "office", False), ("short", "office", False), ("mistyped", "office", True),
            ("mistyped_file", "field", True), ("soft", "field", False), ("html_file", "office", False),
            ("moved", "field", True), ("loop", "field", False), ("away", "office", False), ("away_file", "field", False),
            ("private", "field", False), ("closed", "office", False), ("expired", "office", False),
            ("trusted", "office", True), ("huge", "field", False), ("huge_stated", "field", False),
            ("bomb", "office", False), ("twin_file", "office", False),
        )
    }  # fmt: skip

    def page(name: str, what: object) -> None:
        item = broken[name]
        portal.extra[item.office, item.path] = what  # type: ignore[assignment]

    def file(name: str, what: object, host: str = "files", ending: str = "docx") -> None:
        give_file(portal, broken[name], name=f"{name}.{ending}")
        broken[name].file_host = host
        if what is not None:
            portal.extra[host, str(broken[name].file)] = what  # type: ignore[assignment]

    page("flaky", flaky)
    page("dead", answer(b"<html>500</html>", status=500))
    page("hang", hang)
    page("drip", drip)
    page("cut", answer(b"<html><body>" + b"x" * 300, length=2000))
    whole = docx_of(broken["short"])
    file("short", answer(whole[:-400], "application/octet-stream"))
    file("mistyped_file", answer(docx_of(broken["mistyped_file"]), "text/html"))
    page("soft", answer("<html><title>সমস্যা হয়েছে | পোর্টাল</title><body>আবার চেষ্টা করুন</body></html>".encode()))
    file(
        "html_file",
        answer("<!DOCTYPE html><html><body>ফাইল নেই</body></html>".encode(), "application/pdf"),
        ending="pdf",
    )
    page("loop", redirect(portal_path(broken["loop"])))
    file("closed", None, "closed")
    file("expired", None, "expired")
    file("trusted", busy, "trusted")
    file("huge", huge, ending="pdf")
    file("huge_stated", huge, ending="pdf")
    file("bomb", bomb, ending="pdf")
    twin = next(item for item in portal.items if item.office == "office" and item.file and item.number < 100)
    give_file(portal, broken["twin_file"], portal.files[str(twin.file)], name="again.docx")
    broken["private"].title = f"private {broken['private'].title}"
    portal.robots["field"] = (200, "User-agent: *\nDisallow: /bn/site/notices/a" + f"{broken['private'].number:03}")
    portal.robots["closed"] = (500, "")
    return broken


def portal_path(item: Item) -> str:
    from urllib.parse import quote

    return quote(item.path)


@dataclass
class Story:
    portal: Portal
    broken: dict[str, Item]
    store: Path
    first: subprocess.CompletedProcess[str]
    second: subprocess.CompletedProcess[str]
    marks: list[int] = field(default_factory=list)  # how many requests there were after each crawl
    changes: dict[str, set[str]] = field(default_factory=dict)
    decisions: list[set[str]] = field(default_factory=list)
    stored: list[list[StoredDocument]] = field(default_factory=list)
    out: Path = Path()

    def asked_of(self, name: str) -> int:
        item = self.broken[name]
        return sum(item.path in unquoted(asked.path) for asked in self.portal.asked if asked.host == item.office)


def unquoted(path: str) -> str:
    from urllib.parse import unquote

    return unquote(path)


def imported(store: Path, out: Path) -> set[str]:
    run(discover([store]), out, options=Options(), workers=2)
    meetings = pq.read_table(out / "meetings.parquet", columns=["meeting_id", "flags"]).to_pylist()
    past = {row["meeting_id"] for row in meetings if "superseded" in row["flags"]}  # what a page said before it changed
    decisions = pq.read_table(out / "decisions.parquet", columns=["meeting_id", "decision"]).to_pylist()
    return {row["decision"] for row in decisions if row["meeting_id"] not in past}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("portal")
    portal = build_portal(SIZES)
    WANTED.clear()
    WANTED.update(item.decision for item in portal.items if item.decision)
    broken = set_faults(portal)
    open_portal(portal, folder)
    forbidden = portal.url("forbidden", "/secret.pdf")
    moved = broken["moved"]
    portal.extra["field", moved.path] = redirect("/bn/site/notices/moved-a9999")
    portal.extra["field", "/bn/site/notices/moved-a9999"] = lambda handler: answer(
        f"<html><body><div id='left'><div class='details'><div class='value'>{minutes_table(moved)}</div></div></div></body></html>".encode()
    )(handler)
    portal.extra["office", broken["mistyped"].path] = lambda handler: answer(
        f"<html><body><p>{broken['mistyped'].title}</p>{minutes_table(broken['mistyped'])}</body></html>".encode(),
        "application/pdf",
    )(handler)
    portal.extra["office", broken["away"].path] = redirect(forbidden)
    away = broken["away_file"]
    portal.extra["field", away.path] = answer(
        f"<html><body><div id='left'><div class='notices details'><div class='value'><a href='{forbidden}'>ফাইল</a>"
        f"<img src='{forbidden}.jpg'><a href='http://127.0.0.3@{HOSTS['forbidden']}:{portal.ports['forbidden']}/x.pdf'>x</a>"
        f"<a href='http://localhost:{portal.ports['forbidden']}/x.pdf'>x</a></div></div></div></body></html>".encode()
    )
    portal.menu = {
        "ministry": [
            ("/site/view/notices", "নোটিশ"),
            ("site/page/0a0a0a0a-0000-4000-8000-000000000000", "কার্যবিবরণী"),
            (portal.url("forbidden", "/site/view/meeting_minutes"), "সভার কার্যবিবরণী"),
        ],
        "field": [("/bn/site/view/notices", "নোটিশ"), ("/en/site/view/notices", "Notices"), ("javascript:;", "মেনু")],
        "office": [("/views/sitemap", "সাইটম্যাপ"), ("", "গ্যালারী")],
    }
    args = crawl_args(portal, folder / "raw", hosts=("files", "expired", "trusted", "closed"))
    trusted = str(roots(folder / "roots.pem", *portal.certificates.values()))
    first = siddhanto(*args, SSL_CERT_FILE=trusted)
    told = Story(portal=portal, broken=broken, store=folder / "raw", first=first, second=first, out=folder / "out")
    told.marks.append(len(portal.asked))
    told.stored.append(list(documents(told.store)))
    told.decisions.append(imported(told.store, told.out))
    told.changes = change(portal)
    told.second = siddhanto(*args, SSL_CERT_FILE=trusted)
    told.marks.append(len(portal.asked))
    told.stored.append(list(documents(told.store)))
    told.decisions.append(imported(told.store, told.out))
    yield told
    portal.close()


def change(portal: Portal) -> dict[str, set[str]]:
    """Change, add and take away; return the paths that a second crawl has reason to fetch, and what vanished."""
    by_number = {(item.office, item.number): item for item in portal.items}
    page, row, filed, gone = (by_number[key] for key in (("office", 3), ("field", 2), ("office", 19), ("office", 5)))
    page.decision = decision_of("office", 3, revision=1)
    row.day += timedelta(days=1)
    filed.decision = decision_of("office", 19, revision=1)
    portal.files[str(filed.file)] = docx_of(filed)
    portal.changed[str(filed.file)] = datetime(2024, 6, 1, tzinfo=UTC)
    gone.is_gone = True
    portal.extra["office", by_number["office", 4].path] = answer(b"<html><body><p>Be back soon</p></body></html>")
    new = []
    for office in OFFICES:
        item = Item(office=office, number=900, title=f"নতুন {RUNNING}", decision=decision_of(office, 900))
        item.day = datetime(2024, 12, 9, tzinfo=UTC)
        portal.items.insert(0, item)
        new.append(item)
    return {
        "fetched": {page.path, row.path, str(filed.file), *(item.path for item in new)},
        "gone": {gone.path},
        "decisions": {str(item.decision) for item in (page, filed, *new)},
        "replaced": {decision_of("office", 3), decision_of("office", 19)},
    }


def test_the_portal_is_large_enough(story: Story) -> None:
    assert len(story.portal.items) > 300


def test_crawl_and_import_give_exactly_the_expected_decisions(story: Story) -> None:
    assert story.decisions[0] == WANTED
    assert story.first.returncode == 1  # some pages failed, and are named
    for name in ("dead", "hang", "drip", "cut", "soft", "loop"):
        assert story.broken[name].path in story.first.stderr, name  # in letters, not percent-encoded
    for name in ("short", "html_file", "closed", "expired", "huge", "huge_stated", "bomb"):
        assert str(story.broken[name].file) in story.first.stderr, name
    for name in ("flaky", "moved", "mistyped", "trusted", "private"):
        assert f"{story.broken[name].path}: " not in story.first.stderr, name
    (refused,) = [line for line in story.first.stderr.splitlines() if "robots.txt, such as" in line]
    assert story.broken["private"].path in refused
    assert f"--allow-host {HOSTS['forbidden']}" in story.first.stderr


def test_each_page_and_file_is_fetched_once(story: Story) -> None:
    items = {item.path for item in story.portal.items if item.decision} | set(story.portal.files)
    whole = story.portal.asked[: story.marks[0]]
    got = Counter(unquoted(asked.path) for asked in whole if asked.status == 200)
    ours = {path: times for path, times in got.items() if path in items}
    assert len(ours) > 70
    repeated = {story.broken[name].path for name in ("cut",)} | {str(story.broken["short"].file)}
    assert {path for path, times in ours.items() if times > 1} <= repeated


def test_notices_that_are_no_minutes_are_left_alone(story: Story) -> None:
    others = {item.path for item in story.portal.items if not item.decision}
    assert not others & {unquoted(asked.path) for asked in story.portal.asked}


def test_nothing_outside_the_allowed_hosts_is_asked(story: Story) -> None:
    assert [asked for asked in story.portal.asked if asked.host == "forbidden"] == []


def test_robots_are_obeyed(story: Story) -> None:
    assert story.asked_of("private") == 0
    assert {asked.path for asked in story.portal.asked if asked.host == "closed"} == {"/robots.txt"}


def test_no_address_is_asked_more_than_two_things_at_once(story: Story) -> None:
    slow = {"field", "office"}  # where given-up requests still hang at the server
    assert all(times <= (8 if host in slow else 2) for host, times in story.portal.busiest.items())


def test_a_server_that_asks_for_patience_gets_it(story: Story) -> None:
    first, second = [asked for asked in story.portal.asked if asked.host == "trusted" and "trusted" in asked.path][:2]
    assert (first.status, second.status) == (503, 200)
    assert second.at - first.at > 0.9  # at least: Retry-After says 1 s


def test_the_languages_of_a_list_are_one_list(story: Story) -> None:
    assert not [asked for asked in story.portal.asked if asked.path.startswith("/en/")]


def test_traps_are_not_entered(story: Story) -> None:
    assert sum("/site/page/" in asked.path for asked in story.portal.asked[: story.marks[0]]) <= 1
    assert not [asked for asked in story.portal.asked if "month=" in asked.path]


def test_large_files_and_bombs_cost_little(story: Story) -> None:
    sent = [asked.body for asked in story.portal.asked if "huge" in unquoted(asked.path)]
    assert sent
    assert max(sent) < 32 * 2**20
    assert not [path for path in story.store.rglob("*") if path.is_file() and path.stat().st_size > 4 * 2**20]


def test_failed_certificates_are_recorded_and_not_accepted_unasked(story: Story) -> None:
    assert [asked for asked in story.portal.asked if asked.host == "expired"] == []
    assert "certificate" in story.first.stderr
    with sqlite3.connect(story.store / "state.sqlite") as state:
        verdicts = set(state.execute("SELECT DISTINCT tls FROM fetch WHERE tls IS NOT NULL"))
        problems = {row[0] for row in state.execute("SELECT problem FROM fetch WHERE final_url LIKE 'https:%'")}
    assert ("verified",) in verdicts
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    assert f"certificate: expired {yesterday}" in problems  # its root is trusted: nothing else is wrong with it


def test_a_second_crawl_fetches_only_what_changed(story: Story) -> None:
    later = story.portal.asked[story.marks[0] : story.marks[1]]
    faults = {unquoted(portal_path(item)) for item in story.broken.values()}
    faults |= {str(item.file) for item in story.broken.values() if item.file}
    got = {
        unquoted(asked.path)
        for asked in later
        if asked.status == 200 and kind_of(f"http://x.gov.bd{asked.path}") in ("page", "file")
    }
    got -= faults | {"/robots.txt", "/api/datatable/notices_view.php", "/bn/site/notices/moved-a9999"}
    got -= {path for path in got if "office-কমিটির-৪-নং" in path}  # what it says now is no page of the portal
    assert {path for path in got if not path.startswith("/api/")} == story.changes["fetched"]
    assert sum(asked.status == 304 for asked in later) > 30


def test_a_list_is_not_paged_through_where_its_total_shows_that_no_more_is_new(story: Story) -> None:
    first, second = story.portal.asked[: story.marks[0]], story.portal.asked[story.marks[0] : story.marks[1]]
    assert [sum(asked.method == "POST" for asked in crawl) for crawl in (first, second)] == [4, 1]  # one is new on top
    pages = [
        sum(asked.host == "office" and "/pages/notices?" in asked.path for asked in crawl) for crawl in (first, second)
    ]
    assert pages == [3, 3]  # one is gone further down


def test_a_second_import_follows_the_changes_and_keeps_what_vanished(story: Story) -> None:
    assert story.decisions[1] == (WANTED | story.changes["decisions"]) - story.changes["replaced"]
    with sqlite3.connect(story.store / "state.sqlite") as state:
        gone = [row[0] for row in state.execute("SELECT url FROM page WHERE vanished_at IS NOT NULL")]
    assert len(gone) == 1
    assert unquoted(gone[0]).endswith(next(iter(story.changes["gone"])))


def test_a_page_of_the_portal_does_not_become_another_page(story: Story) -> None:
    assert (
        f"{Item(office='office', number=4, title='office কমিটির ৪ নং ' + RUNNING).path}: error_page"
        in story.second.stderr
    )
    assert decision_of("office", 4) in story.decisions[1]


def test_urls_offices_and_dates_arrive_in_the_tables(story: Story) -> None:
    rows = pq.read_table(story.out / "documents.parquet").to_pylist()
    assert all(row["source_uri"].startswith("http") and row["fetched_at"] is not None for row in rows)
    files = [row for row in rows if row["source_uri"].startswith(f"http://{HOSTS['files']}")]
    assert len(files) > 6
    assert all(row["published_on"] is not None for row in files)
    field_files = [row for row in files if "/field/" in row["source_uri"]]
    assert all(str(row["archived_on"]) == "2030-11-30" for row in field_files)
    assert any(row["aliases"] for row in rows)  # the same file at two URLs
    offices = {document.office for document in story.stored[0] if "/files/field/" in document.url}
    assert offices == {HOSTS["field"]}


def test_lists_are_compared_with_their_totals(story: Story) -> None:
    with sqlite3.connect(story.store / "state.sqlite") as state:
        found = state.execute("SELECT total, found FROM listing WHERE run = 1 ORDER BY found").fetchall()
    assert {total for total, _ in found} == {None, len([1 for i in story.portal.items if i.office == "ministry"]) - 1,
                                             len([1 for i in story.portal.items if i.office == "office"]) - 1}  # fmt: skip
    assert all(total in (None, rows) for total, rows in found)


def test_the_log_says_what_became_of_each(story: Story) -> None:
    with sqlite3.connect(story.store / "state.sqlite") as state:
        log = [(unquoted(url), problem) for url, problem in state.execute("SELECT final_url, problem FROM fetch")]
    for name, problem in {
        "dead": "http_500", "hang": "timeout", "drip": "timeout", "cut": "truncated", "soft": "error_page",
        "loop": "redirect_loop", "away": "outside of the allowed hosts", "private": "robots.txt",
    }.items():  # fmt: skip
        place = str(story.portal.ports["forbidden"]) if name == "away" else story.broken[name].path
        assert problem in {told for url, told in log if place in url}, name
    for name, problem in {
        "short": "truncated",
        "html_file": "not_the_file",
        "huge": "too_large",
        "bomb": "too_large",
    }.items():
        assert problem in {told for url, told in log if str(story.broken[name].file) in url}, name


def test_the_log_is_only_added_to(story: Story) -> None:
    with sqlite3.connect(story.store / "state.sqlite") as state:
        for statement in ("UPDATE fetch SET status = 200", "DELETE FROM fetch"):
            with pytest.raises(sqlite3.IntegrityError):
                state.execute(statement)


def test_reparse_and_warc_need_no_network(story: Story, tmp_path: Path) -> None:
    before = len(story.portal.asked)
    with sqlite3.connect(story.store / "state.sqlite") as state:
        told = state.execute("SELECT key, title, published FROM page WHERE kind = 'page' ORDER BY key").fetchall()
        state.execute("UPDATE page SET title = 'x', published = NULL WHERE kind = 'page'")
    state.close()
    assert CliRunner().invoke(app, ["reparse", str(story.store)]).exit_code == 0
    with sqlite3.connect(story.store / "state.sqlite") as state:
        again = state.execute("SELECT key, title, published FROM page WHERE kind = 'page' ORDER BY key").fetchall()
    read = [(old, new) for old, new in zip(told, again, strict=True) if new[1] != "x"]  # a few tell no title
    assert len(read) > 60
    assert all(old[1] == new[1] for old, new in read)
    assert sum(new[2] is not None for _, new in read) > 40
    file = tmp_path / "minutes.warc.gz"
    assert CliRunner().invoke(app, ["warc", str(story.store), str(file)]).exit_code == 0
    iterator = pytest.importorskip("warcio.archiveiterator").ArchiveIterator
    with file.open("rb") as stream:
        assert sum(record.rec_type == "response" for record in iterator(stream)) > 150
    assert len(story.portal.asked) == before


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Portal]:
    portal = build_portal({"ministry": (8, 8), "field": (25, 25), "office": (32, 32)})
    open_portal(portal, tmp_path)
    portal.menu = {
        "ministry": [("/site/view/notices", "নোটিশ")],
        "field": [("/bn/site/view/notices", "নোটিশ")],
        "office": [("/pages/notices", "নোটিশ")],
    }
    yield portal
    portal.close()


def test_a_killed_crawl_goes_on(small: Portal, tmp_path: Path) -> None:
    args = crawl_args(small, tmp_path / "raw")
    for enough in (20, 45):
        process = subprocess.Popen([sys.executable, "-m", "pipeline", *args], cwd=ROOT)
        while len(small.asked) < enough and process.poll() is None:
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    done = siddhanto(*args)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(tmp_path / "raw" / "state.sqlite") as state:
        assert state.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert state.execute("SELECT count(*), count(finished_at) FROM run").fetchone() == (1, 1)
    found = {document.sha256 for document in documents(tmp_path / "raw")}
    pages = [document for document in documents(tmp_path / "raw") if kind_of(document.url) == "page"]
    assert len(pages) == len(small.items)
    assert len(found) == len(small.items) + len(small.files)
    paths = {item.path for item in small.items}
    got = Counter(path for path in small.bodies() if path in paths)
    under_way = 2 * 2 * len(HOSTS)  # at each kill, at each address
    assert sum(got.values()) - len(paths) <= under_way


def test_one_crawl_at_a_time_works_in_a_store(small: Portal, tmp_path: Path) -> None:
    store = tmp_path / "raw"
    store.mkdir()
    with lock(store / "lock"):
        done = CliRunner().invoke(app, crawl_args(small, store))
    assert done.exit_code == 1
    assert "Another crawl" in done.stderr
    assert small.asked == []


def test_since_and_limit_bound_a_crawl(small: Portal, tmp_path: Path) -> None:
    args = crawl_args(small, tmp_path / "raw", "--since", "2024-11-29")
    assert siddhanto(*args).returncode == 0
    assert len([document for document in documents(tmp_path / "raw") if kind_of(document.url) == "page"]) == 9
    args = crawl_args(small, tmp_path / "other", "--limit", "7")
    assert siddhanto(*args).returncode == 0
    assert len([document for document in documents(tmp_path / "other") if kind_of(document.url) == "page"]) == 7


def test_lists_and_pages_may_be_named_and_the_budget_is_kept(small: Portal, tmp_path: Path) -> None:
    seeds = [small.url("office", "/pages/notices"), small.url("field", small.of("field")[1].path)]
    common = ["--store", str(tmp_path / "raw"), "--allow-private", "--delay", "0"]
    assert (
        siddhanto("crawl", *seeds, *common, "--allow-host", f"{HOSTS['files']}:{small.ports['files']}").returncode == 0
    )
    assert len([document for document in documents(tmp_path / "raw") if kind_of(document.url) == "page"]) == 33
    mark = len(small.asked)
    seeds[0] += "?filters={}"
    args = ["--store", str(tmp_path / "other"), "--allow-private", "--delay", "0", "--budget", "20"]
    table = tmp_path / "sites.csv"
    table.write_text("host,office\n" + "\n".join(f"{seed},নমুনা" for seed in seeds), "utf-8")
    done = siddhanto("crawl", "--sites", str(table), *args)
    assert done.returncode == 0
    assert sum(asked.host == "office" for asked in small.asked[mark:]) <= 20
    assert "left 0" not in done.stdout


def test_lists_are_found_where_a_script_draws_the_menu(small: Portal, tmp_path: Path) -> None:
    small.menu["office"] = []
    common = ["--store", str(tmp_path / "raw"), "--allow-private", "--delay", "0", "--limit", "3"]
    bare = f"{HOSTS['office']}:{small.ports['office']}"  # over HTTPS first, which this server does not speak
    assert siddhanto("crawl", bare, *common).returncode == 0
    assert len(list(documents(tmp_path / "raw"))) == 3


def test_a_crawl_delay_is_kept(small: Portal, tmp_path: Path) -> None:
    small.robots["field"] = (200, "User-agent: siddhanto\nCrawl-delay: 0.3\n")
    seeds = [small.url("field", item.path) for item in small.of("field")[:5]]
    assert (
        siddhanto("crawl", *seeds, "--store", str(tmp_path / "raw"), "--allow-private", "--delay", "0").returncode == 0
    )
    times = [asked.at for asked in small.asked if asked.path != "/robots.txt"]
    assert len(times) == 5
    assert all(after - before > 0.25 for before, after in pairwise(times))


def test_loopback_is_refused_unless_asked_for(small: Portal, tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "raw"), "--delay", "0"]
    assert CliRunner().invoke(app, ["crawl", small.url("office"), *store]).exit_code == 2
    by_name = f"http://localhost:{small.ports['office']}/"
    assert siddhanto("crawl", by_name, *store, "--timeout", "1").returncode == 1
    assert small.asked == []


@pytest.mark.parametrize(
    "args",
    [[], ["ftp://x.gov.bd/"], ["http://x@y.gov.bd/"], ["x.gov.bd", "--hours", "noon"], ["x.gov.bd", "--delay", "-1"]],
)
def test_wrong_usage_is_told_apart(args: list[str], tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["crawl", *args, "--store", str(tmp_path / "raw")]).exit_code == 2


def test_sites_are_printed_as_a_table() -> None:
    done = CliRunner().invoke(app, ["sites", "--level", "upazila", "--within", "নাটোর"])
    assert done.exit_code == 0
    assert done.stdout.startswith("host,office,level,division,district,upazila,union,code\n")
    assert "lalpur.natore.gov.bd," in done.stdout
    hosts = CliRunner().invoke(app, ["sites", "--level", "district", "--hosts"]).stdout.split()
    assert len(hosts) == 64
