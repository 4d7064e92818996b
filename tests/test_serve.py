"""`siddhanto serve`: a real server over the samples' tables, asked by HTTP and, where there is one, by a real browser."""

import asyncio
import html
import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from time import sleep
from urllib.parse import quote, urlencode, urlsplit
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest
from PIL import Image
from typer.testing import CliRunner

from extractors.options import Options
from normalizers.letters import nfc
from pipeline.archive.run import run
from pipeline.cli import app
from pipeline.schema import arrow_schema
from pipeline.serve import build
from pipeline.serve.search_words import expression, fragment, marked
from pipeline.serve.wording import SENTENCES
from pipeline.serve.workshop import NotMadeError, Workshop
from pipeline.sources import discover

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "samples"
ODD_NAME = "সভা 'জুলাই' \"২\" <b>&.html"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    process: subprocess.Popen[str]
    port: int
    out: Path

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, quote(path, safe="/?&=%+"), headers=headers)
            response = connection.getresponse()
            return Answer(
                status=response.status,
                headers={name.lower(): value for name, value in response.getheaders()},
                content=response.read(),
            )
        finally:
            connection.close()

    def rows(self, path: str, **arguments: str) -> list[dict[str, object]]:
        answer = self.ask(f"{path}.json?{urlencode({**arguments, '_shape': 'array'})}")
        assert answer.status == 200, answer.text
        return json.loads(answer.text)  # type: ignore[no-any-return]

    def a_decision(self, **arguments: str) -> str:
        return str(self.rows("/siddhanto/decisions", **arguments)[0]["decision_id"])


def started(out: Path, *options: str) -> Server:
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "serve", str(out), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    assert url, "the server did not begin"
    return Server(process=process, port=urlsplit(url).port or 0, out=out)


def ended(server: Server) -> int:
    server.process.send_signal(signal.SIGINT)
    try:
        return server.process.wait(20)
    finally:
        server.process.kill()
        if server.process.stdout:
            server.process.stdout.close()


def documents(folder: Path) -> list[Path]:
    """What the samples lack: hostile words and names, a member of an archive, another copy of a meeting."""
    page = (SAMPLES / "04_law_and_order_gen2.html").read_text("utf-8")
    word = "হবে।"
    assert word in page
    folder.mkdir()
    odd = folder / ODD_NAME
    odd.write_text(
        page.replace(word, f"{word} &lt;script&gt;document.title='run'&lt;/script&gt;&lt;img src=x onerror=x&gt;"),
        "utf-8",
    )
    packed = folder / "archive.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("pdf/মৎস্য.pdf", (SAMPLES / "09_fisheries.pdf").read_bytes() + b"\n% another copy\n")
    return [odd, packed]


@pytest.fixture(scope="module")
def tables(imported_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    out = Path(shutil.copytree(imported_once, folder / "tables"))
    run(discover(documents(folder / "more")), out, options=Options())
    for command in ("topics", "follow-up"):
        assert CliRunner().invoke(app, [command, str(out)]).exit_code == 0
    return out


@pytest.fixture(scope="module")
def server(tables: Path) -> Iterator[Server]:
    running = started(tables)
    yield running
    assert ended(running) == 0


FOUND = [  # what is typed, and what is written
    ("সোশ্যাল মিডিয়া", "সোশ্যাল মিডিয়ায়"),
    ("সোশ্যাল মিডিয়ায়", "সোশ্যাল মিডিয়ায়"),
    ("সোশ্যাল মিডি\u09dfা", "সোশ্যাল মিডিয়ায়"),
    ("সোশ্যা\u200cল", "সোশ্যাল মিডিয়ায়"),
    ('"মিডিয়ায় গুজব"', "মিডিয়ায় গুজব"),
    ("বাল্যবিবাহ", "বাল্যবিবাহ"),
    ("প্রতীরোধ", "প্রতিরোধ"),
    ("ইউনিয়নের", "ইউনিয়ন"),
    ("২০১৯", "২০১৯"),
    ("2019", "২০১৯"),
]
NOT_FOUND = ["োশ্যাল", "ল্যবিবাহ", '"গুজব মিডিয়ায়"', "নভোচারী", "বাল্যবিবাহ নভোচারী", 'মিডিয়া" OR "সভা', "সভা NEAR কমিটি নভোচারী"]


@pytest.mark.parametrize(("typed", "written"), FOUND)
def test_words_are_found_in_any_spelling_and_case(server: Server, typed: str, written: str) -> None:
    rows = server.rows("/siddhanto/decisions", _q=typed)
    assert any(nfc(written) in json.dumps(row, ensure_ascii=False) for row in rows)


@pytest.mark.parametrize("typed", NOT_FOUND)
def test_parts_of_words_and_operators_are_not(server: Server, typed: str) -> None:
    assert server.rows("/siddhanto/decisions", _q=typed) == []


def test_a_question_without_words_asks_nothing() -> None:
    assert expression("। % *") is None
    assert marked("<i>", "। ।") == "&lt;i&gt;"


def test_the_database_is_made_only_when_the_tables_have_changed(tables: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(tables, tmp_path / "tables"))
    told: list[str] = []
    path = build.up_to_date(out, told.append)
    first = path.stat().st_mtime_ns
    for file in out.glob("*.parquet"):
        os.utime(file)  # written again, the same
    assert build.up_to_date(out, told.append).stat().st_mtime_ns == first
    (out / "follow_ups.parquet").unlink()
    assert build.up_to_date(out, told.append).stat().st_mtime_ns > first
    assert build.fact(path, "made") == "topics" or "follow_ups" not in (build.fact(path, "made") or "")
    path.write_bytes(b"not a database")
    assert build.fact(build.up_to_date(out, told.append), "fingerprint") == build.fingerprint(out)
    assert not list(path.parent.glob("siddhanto.sqlite.*"))


def test_a_failure_leaves_the_database_as_it_was(tables: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(tables, tmp_path / "tables"))
    before = build.up_to_date(out).read_bytes()
    (out / "decisions.parquet").write_bytes(b"PAR1 broken")
    with pytest.raises(Exception, match=r"(?i)parquet|too small|magic"):
        build.up_to_date(out)
    assert (out / ".siddhanto" / build.FILE).read_bytes() == before
    with pytest.raises(FileNotFoundError, match=r"holds no decisions\.parquet"):
        build.up_to_date(tmp_path)


def test_tables_of_an_earlier_version_lack_columns(tables: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(tables, tmp_path / "tables"))
    table = pq.read_table(out / "meetings.parquet").drop_columns(["venue"])
    pq.write_table(table, out / "meetings.parquet")
    assert build.fact(build.up_to_date(out), "fingerprint")


def test_tables_may_be_in_parts_and_may_be_empty(tables: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(tables, tmp_path / "tables"))
    table = pq.read_table(out / "decisions.parquet")
    (out / "decisions.parquet").unlink()
    for part, rows in enumerate((table.slice(0, 5), table.slice(5))):
        (out / "decisions.parquet" / f"year={2018 + part}").mkdir(parents=True)
        pq.write_table(rows, out / "decisions.parquet" / f"year={2018 + part}" / "part-0.parquet")
    with closing(sqlite3.connect(build.up_to_date(out))) as database:
        assert database.execute("SELECT count(*) FROM decisions").fetchone() == (table.num_rows,)
    shutil.rmtree(out / "decisions.parquet")
    for name in ("decisions", "meetings", "documents", "issues"):
        pq.write_table(arrow_schema(name).empty_table(), out / f"{name}.parquet")
    with closing(sqlite3.connect(build.up_to_date(out))) as database:
        assert database.execute("SELECT filled FROM filled").fetchall() == [(0,)] * 12


def test_a_word_of_the_discussion_is_shown_where_it_stands(server: Server) -> None:
    page = server.ask("/siddhanto/decisions?_q=চলাকালে").text
    assert re.search(nfc("আলোচনায়: .*<mark>চলাকালে</mark>"), nfc(page))
    assert fragment("এক দুই", "তিন") == ""


def test_csv_is_left_to_the_export_that_guards_formulas(server: Server) -> None:
    answer = server.ask("/siddhanto/decisions.csv")
    assert answer.status == 404
    assert "siddhanto export" in answer.text


def test_every_decision_is_in_the_database(server: Server, tables: Path) -> None:
    written = pq.read_table(tables / "decisions.parquet", columns=["decision_id"])["decision_id"].to_pylist()
    shown = server.rows("/siddhanto/decisions", _copies="1", _size="max")
    assert sorted(str(row["decision_id"]) for row in shown) == sorted(written)
    days = [str(row["meeting_date"] or row["meeting_month"] or "") for row in shown]
    assert days == sorted(days, reverse=True)


def test_lesser_copies_of_meetings_are_left_out(server: Server) -> None:
    everything = server.rows("/siddhanto/decisions", _copies="1", _size="max")
    copies = [row for row in everything if row["is_copy"]]
    assert copies
    assert len(server.rows("/siddhanto/decisions", _size="max")) == len(everything) - len(copies)
    page = server.ask(f"/decision/{copies[0]['decision_id']}").text
    assert "একই সভার অন্য কপি" in page
    assert "প্রধান কপি" in page


PAGES = [
    "/",
    "/timeline",
    "/siddhanto",
    "/siddhanto/decisions",
    "/siddhanto/meetings",
    "/siddhanto/documents",
    "/siddhanto/issues",
]
PAGES += ["/siddhanto/topics", "/siddhanto/committees", "/siddhanto/implementers", "/siddhanto/implementers/1"]
PAGES += [
    f"/siddhanto/{name}"
    for name in ("recurring", "overdue", "implementers_load", "missing", "quality", "issues_by_code", "unread")
]
PAGES += ["/siddhanto/by_implementer?implementer_words=চেয়ারম্যান", "/siddhanto?sql=select+1"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_there_in_both_languages_without_scripts(server: Server, path: str) -> None:
    bangla = server.ask(path)
    english = server.ask(path, cookie="language=en")
    assert (bangla.status, english.status) == (200, 200)
    assert '<html lang="bn">' in bangla.text
    assert '<html lang="en">' in english.text
    assert "<script" not in bangla.text
    assert not re.search(
        r"https?://", re.sub(r'https?://127\.0\.0\.1|xmlns="[^"]*"|<li>[^<]*</li>', "", bangla.text)
    ), path
    for answer in (bangla, english):
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        for field in re.findall(r"<(?:input|select|textarea)[^>]*>", answer.text):
            hidden = 'type="hidden"' in field
            name = re.search(r'\bid="([^"]+)"', field)
            inside = re.search(r"<label[^>]*>(?:(?!</label>).)*" + re.escape(field), answer.text, re.DOTALL)
            assert hidden or inside or (name and f'for="{name[1]}"' in answer.text), f"{field} has no label"


def test_every_sentence_is_there_and_is_used() -> None:
    folder = ROOT / "pipeline" / "serve"
    written = "".join(path.read_text("utf-8") for path in [*folder.rglob("*.html"), *folder.glob("*.py")])
    assert set(re.findall(r'\bsay\("(\w+)"\)', written)) <= set(SENTENCES)
    others = written.replace((folder / "wording.py").read_text("utf-8"), "")
    assert [key for key in SENTENCES if f'"{key}"' not in others and not key.startswith("kind_")] == []
    assert all(bangla and english for bangla, english in SENTENCES.values())


def test_the_language_is_remembered_and_leads_nowhere_else(server: Server) -> None:
    answer = server.ask("/language/en?to=/siddhanto/decisions%3F_q%3Dসভা")
    assert answer.status == 302
    assert answer.headers["location"].startswith("/siddhanto/decisions?_q=")
    assert "language=en" in answer.headers["set-cookie"]
    for target in ("//example.org", "https://example.org", "/%5Cexample.org", "%0D%0Ax: y", "javascript:x"):
        assert server.ask(f"/language/en?to={target}").headers["location"] in ("/", "/example.org")


def test_facets_count_and_narrow(server: Server) -> None:
    facets = json.loads(server.ask("/siddhanto/decisions.json?_size=1").text)["facet_results"]
    assert set(facets) == {"committee_key", "district", "meeting_month", "topic_id", "implementer"}
    for name, parameter in (("district", "district"), ("topic_id", "topic_id"), ("implementer", "_implementer")):
        value = facets[name]["results"][0]
        rows = server.rows("/siddhanto/decisions", **{parameter: str(value["value"])}, _size="max")
        assert len(rows) == value["count"] > 1
    label = facets["implementer"]["results"][0]["label"]
    page = server.ask(f"/siddhanto/decisions?_implementer={facets['implementer']['results'][0]['value']}").text
    assert f"বাস্তবায়নকারী: {label}" in nfc(page)


def test_what_is_filtered_by_is_told_and_kept(server: Server) -> None:
    page = server.ask("/siddhanto/decisions?district__isnull=1&_from=2018-01&implementers=[]").text
    told = html.unescape(re.findall(r'<ul class="chips".*?</ul>', page, re.DOTALL)[0])
    assert [part in nfc(told) for part in map(nfc, ("জেলা: লেখা নেই", "মাস থেকে: জানুয়ারি ২০১৮", "বাস্তবায়নকারী: লেখা নেই"))] == [
        True
    ] * 3
    assert page.count('name="district__isnull" value="1"') == 2
    assert "জেলা: লেখা নেই" not in server.ask("/siddhanto/decisions?_from=2018-01").text


def test_months_bound_the_list(server: Server) -> None:
    rows = server.rows("/siddhanto/decisions", _from="2019-02", _to="2019-05", _size="max")
    assert {str(row["meeting_month"])[:4] for row in rows} == {"2019"}
    assert min(str(row["meeting_month"]) for row in rows) >= "2019-02"


def test_a_decision_has_its_meeting_its_thread_and_what_was_said_later(server: Server) -> None:
    told = server.rows("/siddhanto/follow_ups", status="implemented")[0]
    page = server.ask(f"/decision/{told['decision_id']}").text
    assert "বাস্তবায়িত বলা হয়েছে" in page
    assert str(told["evidence"])[:40].split("<")[0] in page
    assert 'aria-current="true"' in page
    for part in ("সময়সীমা", "সভাপতি", "তারিখ", "অবস্থান", "আস্থা", "বাস্তবায়নকারী"):
        assert nfc(part) in nfc(page)
    assert server.ask(f"/meeting/{told['later_meeting_id']}").status == 200


def test_the_picture_of_the_cell_is_cut_from_the_page(server: Server, tables: Path) -> None:
    rows = pq.read_table(tables / "decisions.parquet").to_pylist()
    row = next(row for row in rows if row["source_uri"].endswith("10_municipality.pdf"))
    page = server.ask(f"/decision/{row['decision_id']}").text
    assert f"/picture/{row['decision_id']}/cell" in page
    cell = server.ask(f"/picture/{row['decision_id']}/cell")
    whole = server.ask(f"/picture/{row['decision_id']}/page")
    assert (cell.headers["content-type"], whole.headers["content-type"]) == ("image/png", "image/jpeg")
    with Image.open(BytesIO(cell.content)) as small, Image.open(BytesIO(whole.content)) as large:
        ratio = (row["bbox"][2] - row["bbox"][0]) / (row["bbox"][3] - row["bbox"][1])
        assert small.width / small.height == pytest.approx(ratio, rel=0.1)
        assert small.width < large.width / 2
        assert any(pixel < 100 for pixel in small.convert("L").tobytes()), "there are letters"
    assert f"/picture/{row['decision_id']}/page" in server.ask(f"/source/{row['decision_id']}").text


def test_a_member_of_an_archive_is_pictured(server: Server, tables: Path) -> None:
    rows = pq.read_table(tables / "decisions.parquet").to_pylist()
    row = next(row for row in rows if "archive.zip!/" in row["source_uri"])
    assert server.ask(f"/picture/{row['decision_id']}/cell").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "name", ["05_development_gen3.html", "06_disaster_committee.docx", "13_union_meetings_text.txt"]
)
def test_formats_without_pages_show_the_words_of_the_source(server: Server, tables: Path, name: str) -> None:
    rows = pq.read_table(tables / "decisions.parquet").to_pylist()
    row = next(row for row in rows if row["source_uri"].endswith(name) and row["kind"] == "decision")
    page = server.ask(f"/source/{row['decision_id']}").text
    (here,) = re.findall(r'class="(?:para )?here">(.*?)(?:</tr>|</p>)', page, re.DOTALL)
    words = row["decision"].split()[:4]
    assert all(word in nfc(here) for word in words)
    assert "/picture/" not in page
    assert server.ask(f"/picture/{row['decision_id']}/cell").status == 404


def test_what_documents_say_is_never_run(server: Server, tables: Path) -> None:
    rows = pq.read_table(tables / "decisions.parquet").to_pylist()
    row = next(row for row in rows if "<script>" in row["decision"])
    assert ODD_NAME in row["source_uri"]
    for path in (
        f"/decision/{row['decision_id']}",
        f"/source/{row['decision_id']}",
        f"/meeting/{row['meeting_id']}",
        "/siddhanto/decisions?_q=<script>&_copies=1",
        "/siddhanto/decisions?_copies=1&_q=script",
        "/siddhanto/decisions?district=<script>alert(1)</script>",
        "/siddhanto/overdue?district_name=<script>",
        "/siddhanto?sql=select+'<script>'",
        "/timeline?district=<script>",
        "/<script>",
    ):
        page = server.ask(path).text
        assert "<script" not in page.lower(), path
        assert "<img src=x" not in page
        assert "<b>&.html" not in page


NOT_THERE = ["/decision/0000000000000000/1/1", "/decision/../../etc/passwd", "/picture/0000000000000000/1/1/cell"]
NOT_THERE += [
    "/picture/%2e%2e%2f%2e%2e%2fetc%2fpasswd/1/1/cell",
    "/meeting/x/1",
    "/siddhanto/nothing",
    "/assets/../server.py",
    "/assets/%2e%2e/server.py",
]


@pytest.mark.parametrize("path", NOT_THERE)
def test_what_is_not_in_the_tables_is_not_there(server: Server, path: str) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", path)
    response = connection.getresponse()
    assert b"import" not in response.read()
    if response.status == 302:  # Datasette writes %2e in its own way
        connection.request("GET", response.headers["location"])
        response = connection.getresponse()
    assert response.status in (403, 404)
    connection.close()


def test_only_this_computers_readers_are_answered(server: Server) -> None:
    assert server.ask("/", host="example.org").status == 403
    assert server.ask("/", host=f"localhost:{server.port}").status == 200
    assert server.ask("/siddhanto/decisions", method="POST").status == 405
    refused = server.ask("/siddhanto.json?sql=delete+from+decisions")
    assert refused.status == 400
    assert server.ask("/siddhanto/decisions?_facet=%7B%22column").status == 400
    assert server.ask("/siddhanto.json?sql=select+load_extension('x')").status == 400


def test_without_topics_and_source_the_page_says_what_to_do(imported_once: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(imported_once, tmp_path / "সারণি #1 'ক' ?%41"))
    shutil.copytree(SAMPLES, tmp_path / "moved", ignore=shutil.ignore_patterns("*scan*"))
    places = [tmp_path / "moved" / name for name in ("10_municipality.pdf", "05_development_gen3.html")]
    for place in places:
        place.write_bytes(place.read_bytes() + b"\n<!-- -->\n")
    run(discover(places), out, options=Options())
    places[0].unlink()
    places[1].write_text("আর কিছু", "utf-8")
    server = started(out, "--port", "0")
    try:
        rows = pq.read_table(out / "decisions.parquet").to_pylist()
        moved = next(row for row in rows if row["source_uri"] == places[0].as_posix())
        page = server.ask(f"/decision/{moved['decision_id']}").text
        assert f"siddhanto topics {shlex.quote(out.as_posix())}" in html.unescape(page)
        assert f"siddhanto follow-up {shlex.quote(out.as_posix())}" in html.unescape(page)
        assert "হয়তো সরানো হয়েছে" in page
        assert "<img" not in page
        assert "siddhanto topics" in server.ask("/").text
        assert "siddhanto topics" in server.ask("/timeline").text
        assert server.ask(f"/picture/{moved['decision_id']}/cell").status == 404
        assert "হয়তো সরানো হয়েছে" in server.ask(f"/source/{moved['decision_id']}").text
        changed = next(row for row in rows if row["source_uri"] == places[1].as_posix())
        assert "পাঠের পর বদলে গেছে" in server.ask(f"/source/{changed['decision_id']}").text
        taken = CliRunner().invoke(app, ["serve", str(out), "--port", str(server.port)])
        assert taken.exit_code == 2
        assert "--port" in taken.output
    finally:
        assert ended(server) == 0


def test_what_takes_too_long_or_breaks_down_costs_only_its_own_picture(tmp_path: Path) -> None:
    async def reasons() -> list[str]:
        found = []
        for function, argument in ((sleep, 60), (os._exit, 3), (sleep, 60)):
            with pytest.raises(NotMadeError) as raised:
                await workshop.made(function, argument)
            found.append(raised.value.reason)
        assert await workshop.made(bytes, 3) == await workshop.made(bytes, 3) == b"\0\0\0"
        return found

    workshop = Workshop(tmp_path / "pictures", seconds=1)
    try:
        assert asyncio.run(reasons()) == ["source_too_slow", "source_unreadable", "source_too_slow"]
    finally:
        workshop.close()


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: make browser")
def test_a_reader_searches_filters_and_sees_the_source(server: Server, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test")
    home = f"http://127.0.0.1:{server.port}"
    problems: list[str] = []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=CHROMIUM, args=FLAGS, viewport={"width": 390, "height": 800}
        )
        page = browser.new_page()
        page.on("console", lambda message: problems.append(message.text))
        page.on(
            "request",
            lambda asked: (
                problems.append(asked.url)
                if urlsplit(asked.url).hostname != "127.0.0.1" and not asked.url.startswith("data:")
                else None
            ),
        )

        page.goto(home)
        page.keyboard.press("Tab")  # the first stop of the keyboard leads past the menu
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        page.get_by_role("searchbox").fill("সোশ্যাল মিডিয়া")
        page.get_by_role("searchbox").press("Enter")
        page.wait_for_url("**/siddhanto/decisions?*")
        assert nfc("মিডিয়ায়") in [nfc(mark) for mark in page.locator("mark").all_inner_texts()]

        page.goto(f"{home}/siddhanto/decisions")
        before = page.locator("article.card").count()
        page.locator("section", has_text="জেলা").locator("summary").first.click()
        page.locator("#facets").get_by_role("link", name=nfc("রাজবাড়ী")).click()
        page.wait_for_url("**district=**")
        assert 0 < page.locator("article.card").count() < before
        page.locator("article.card h3 a").first.click()
        page.wait_for_url("**/decision/**")  # and for its pictures: the load event
        picture = page.locator("figure img")
        assert picture.evaluate("image => image.naturalWidth") > 100
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("link", name="পুরো পাতা দেখুন").click()
        page.wait_for_url("**/source/**")
        assert page.locator("figure img").evaluate("image => image.naturalWidth") > 1000

        page.goto(f"{home}/timeline")
        bars = page.locator("svg.strip .bar")
        assert bars.count() > 5
        assert bars.first.evaluate("bar => bar.getBoundingClientRect().height") > 3
        page.locator("svg.strip a").first.click()
        page.wait_for_url("**topic_id=**")
        assert page.locator("article.card").count() >= 1

        page.get_by_role("link", name="English").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Decisions"
        browser.close()
    assert problems == []


def test_without_datasette_the_command_names_the_extra(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    done = CliRunner().invoke(app, ["serve", str(tables)])
    assert done.exit_code == 2
    assert "siddhanto[serve]" in done.output
