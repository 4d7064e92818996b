"""Hosts that are not as they should be: certificates, silence, closing hours, several names of one machine."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from pipeline.crawl.campaign import DHAKA, PARKED_AFTER
from tests.portal_certificates import DAY, Pair, made, roots
from tests.portal_server import Server, speak_tls

pytest.importorskip("scrapy")

ROOT = Path(__file__).parents[1]
HERE = "127.0.0.1"
POLITE = ["--allow-private", "--delay", "0"]


@dataclass
class Tally:
    """What the servers of one test were asked, and how much at once."""

    asked: list[str] = field(default_factory=list)
    under_way: int = 0
    most: int = 0
    pause: float = 0.0
    dies_after: int = 10_000  # requests
    lock: threading.Lock = field(default_factory=threading.Lock)
    servers: list[Server] = field(default_factory=list)


class Paper(BaseHTTPRequestHandler):
    """Answers everything with a page of its own."""

    tally: Tally

    def do_GET(self) -> None:
        tally = self.tally
        with tally.lock:
            tally.under_way += 1
            tally.most = max(tally.most, tally.under_way)
            tally.asked.append(self.path)
            is_dead = len(tally.asked) > tally.dies_after
        time.sleep(2.5 if is_dead or "hang" in self.path else tally.pause)
        body = f"<html><body><p>{self.path}</p></body></html>".encode()
        with tally.lock:
            tally.under_way -= 1
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def tally() -> Iterator[Tally]:
    told = Tally()
    yield told
    for server in told.servers:
        server.shutdown()
        server.server_close()


def serve(tally: Tally, *, pair: Pair | None = None, folder: Path | None = None) -> int:
    server = Server((HERE, 0), type("Sheet", (Paper,), {"tally": tally}))
    if pair is not None and folder is not None:
        speak_tls(server, pair, folder)
    tally.servers.append(server)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server.server_port


def crawl(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "crawl", *args, *POLITE],
        cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_what_is_wrong_with_a_certificate_is_said_and_decided_by_the_user(tally: Tally, tmp_path: Path) -> None:
    authority, stranger = made("authority", HERE), made("stranger", HERE)
    pairs = {
        "verified": made("host", HERE, issuer=authority),
        "self-signed": made("host", HERE),
        "expired": made("host", HERE, issuer=authority, ends=-DAY),
        "wrong host": made("host", "127.0.0.2", issuer=authority),
        "unknown issuer": made("host", HERE, issuer=stranger),
        "not valid before": made("host", HERE, issuer=authority, begins=DAY, ends=2 * DAY),
        "self-signed, expired": made("host", HERE, ends=-DAY),
    }
    ports = {fault: serve(tally, pair=pair, folder=tmp_path) for fault, pair in pairs.items()}
    seeds = [f"https://{HERE}:{port}/site/page/a-b" for port in ports.values()]
    trusted = {"SSL_CERT_FILE": str(roots(tmp_path / "roots.pem", authority))}
    store = ["--store", str(tmp_path / "raw")]
    done = crawl(*seeds, *store, **trusted)
    assert done.returncode == 1
    assert sorted(tally.asked) == ["/robots.txt", "/site/page/a-b"]  # of the one that is in order
    for fault, port in ports.items():
        lines = [line for line in done.stderr.splitlines() if f":{port}/" in line]
        assert bool(lines) == (fault != "verified"), fault
        assert all(f"certificate: {fault}" in line for line in lines), (fault, lines)
    done = crawl(*seeds, *store, "--accept-bad-certificates", **trusted)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "raw" / "state.sqlite")) as state:
        rows = state.execute("SELECT final_url, tls FROM fetch WHERE status = 200 AND kind = 'page'").fetchall()
    for fault, port in ports.items():
        (verdict,) = {tls for url, tls in rows if f":{port}/" in url}
        assert verdict.startswith(fault), (fault, verdict)


def test_dead_hosts_are_parked_and_slow_pages_do_not_park_theirs(tally: Tally, tmp_path: Path) -> None:
    dying = Tally(dies_after=1, servers=tally.servers)  # once it has shown its robots.txt
    port, alive = serve(dying), serve(tally)
    doomed = [f"http://{HERE}:{port}/site/page/d{number}-x" for number in range(60)]
    hanging = [f"http://{HERE}:{alive}/site/page/hang{number}-x" for number in range(PARKED_AFTER + 1)]
    well = f"http://{HERE}:{alive}/pages/notices"
    done = crawl(*hanging, well, *doomed, "--store", str(tmp_path / "raw"), "--concurrency", "12", "--timeout", "1.5")
    told = done.stderr.splitlines()
    assert len(told) == len(doomed) + len(hanging)
    assert "/pages/notices" in " ".join(tally.asked)
    assert sum("hang" in path for path in tally.asked) == 2 * len(hanging)  # each twice, for their host is well
    assert all(line.endswith("timeout") for line in told if "/hang" in line)
    assert sum(line.endswith("the host does not answer") for line in told) > 20
    assert len(dying.asked) < 40


def test_names_of_one_machine_share_its_queue(tally: Tally, tmp_path: Path) -> None:
    tally.pause = 0.05
    seeds = [
        f"http://{host}:{port}/site/page/p{number}-x"
        for host, port in (("localhost", serve(tally)), (HERE, serve(tally)))
        for number in range(6)
    ]
    done = crawl(*seeds, "--store", str(tmp_path / "raw"))
    assert done.returncode == 0, done.stderr
    assert len(tally.asked) == 12 + 2  # each page, and robots.txt of both
    assert tally.most == 2


def test_a_crawl_waits_for_its_hours_and_can_be_ended_meanwhile(tally: Tally, tmp_path: Path) -> None:
    port = serve(tally)
    now = datetime.now(DHAKA)
    begin, end = (f"{(now + timedelta(hours=hours)):%H:%M}" for hours in (2, 3))
    args = [f"http://{HERE}:{port}/site/page/a-b", "--store", str(tmp_path / "raw"), *POLITE]
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "crawl", *args, "--hours", f"{begin}-{end}"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    state = tmp_path / "raw" / "state.sqlite"
    while process.poll() is None and not _has_begun(state):
        time.sleep(0.05)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(1)
    assert _listening(process.pid) == []  # Scrapy has servers of its own, to look into a crawl or to command it
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=20)
    assert process.returncode == 1, error
    assert tally.asked == []
    assert "interrupted" in error
    assert "failed 0" in out
    begin, end = (f"{(now + timedelta(hours=hours)):%H:%M}" for hours in (-1, 1))
    assert crawl(*args[:3], "--hours", f"{begin}-{end}").returncode == 0
    assert "/site/page/a-b" in tally.asked


def _has_begun(state: Path) -> bool:
    if not state.exists():
        return False
    with closing(sqlite3.connect(f"{state.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return bool(connection.execute("SELECT 1 FROM run").fetchone())
        except sqlite3.OperationalError:
            return False


def _listening(pid: int) -> list[str]:
    """Return the addresses at which a process waits for connections; none where the system does not tell."""
    descriptors = Path(f"/proc/{pid}/fd")
    if not descriptors.is_dir():
        return []
    links = {str(descriptor.readlink()) for descriptor in descriptors.iterdir()}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and f"socket:[{columns[9]}]" in links:  # 0A: it listens
                found.append(columns[1])
    return found
