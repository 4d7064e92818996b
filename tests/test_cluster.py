"""A real Dask cluster on loopback: the same tables as here, whatever happens to its workers."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

pytest.importorskip("distributed")
pytest.importorskip("s3fs")
pytest.importorskip("moto")
import psutil

from pipeline.version import reading_version
from tests.s3_server import S3

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "data" / "samples" / "01_river_committee.txt").read_text("utf-8")
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
HIDE = 'mount -t tmpfs none "$0" && exec "$@"'  # the folder is empty for the program, and as it was for all others
LONG = 1500  # times the text: many times longer to read than any bound of these tests


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "pipeline", *map(str, arguments)]


def start(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*arguments), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options
    )


def ended(process: subprocess.Popen[str], seconds: float = 120) -> tuple[int, str]:
    _, told = process.communicate(timeout=seconds)
    assert "Traceback" not in told, told
    return process.returncode, told


def tables(out: Path) -> dict[str, bytes]:
    return {name: (out / f"{name}.parquet").read_bytes() for name in ("decisions", "meetings", "documents", "issues")}


def reasons(out: Path) -> dict[str, str]:
    documents = pq.read_table(out / "documents.parquet").to_pylist()
    return {Path(row["source_uri"]).name: row["reason"] for row in documents if row["status"] == "failed"}


def reader_files(reader: Any) -> str:
    """The job of a program that reads, which names its files."""
    try:
        return (Path(reader.cmdline()[-1]) / "job").read_bytes().decode("utf-8", "replace")
    except (psutil.Error, OSError, IndexError):
        return ""


def awaited(look: Callable[[], Any], seconds: float = 90) -> Any:
    until = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < until, "it does not come"
        time.sleep(0.02)
    return found


class Cluster:
    """A scheduler and its workers, each a process of its own with a nanny, as `dask` starts them."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.environment = environment
        self.folder = folder
        self.hidden = folder / "hidden"
        self.hidden.mkdir()
        self.hide = ["unshare", "--mount", "sh", "-c", HIDE, str(self.hidden)]
        self.hides = bool(shutil.which("unshare")) and not subprocess.run([*self.hide, "true"], check=False).returncode
        self.processes: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self.begin("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", file)
        self.address = json.loads(awaited(lambda: file.exists() and file.read_text()))["address"]

    def begin(self, kind: str, *arguments: str | Path, environment: dict[str, str] | None = None) -> None:
        program = [sys.executable, "-m", "dask", kind, "--no-dashboard", *map(str, arguments)]
        if kind == "worker" and self.hides:
            program = [*self.hide, *program]
        with (self.folder / "log").open("ab") as log:
            self.processes.append(
                subprocess.Popen(
                    program, env=self.environment | (environment or {}), cwd=self.folder, stdout=log, stderr=log
                )
            )

    def add_worker(self, **options: Any) -> None:
        folder = self.folder / f"worker{len(self.processes)}"
        self.begin(
            "worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--local-directory", folder, **options
        )

    def readers(self) -> list[Any]:
        """The programs that read a batch; their parents are workers."""
        found = []
        for process in self.processes:
            try:
                for child in psutil.Process(process.pid).children(recursive=True):
                    if "pipeline.archive.cluster_worker" in child.cmdline():
                        found.append(child)
            except psutil.Error:
                continue
        return found

    def end(self) -> None:
        for process in reversed(self.processes):
            for child in psutil.Process(process.pid).children(recursive=True) if process.poll() is None else ():
                child.kill()
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    with S3().running() as server:
        yield server


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, s3: S3) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"), os.environ | ENVIRONMENT | s3.environment)
    for _ in range(2):
        cluster.add_worker()
    yield cluster
    cluster.end()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"{TEXT}\nঅনুলিপি {number}\n", "utf-8")
    return folder


def test_wrong_addresses_and_a_missing_package_are_told(archive: Path, tmp_path: Path) -> None:
    nobody = start("import", archive, "--out", tmp_path / "a", "--dask", "tcp://127.0.0.1:9")
    wrong = start("import", archive, "--out", tmp_path / "b", "--dask", "nonsense")
    program = "import sys; sys.modules['distributed'] = None; from pipeline.cli import main; main()"
    missing = subprocess.Popen(
        [sys.executable, "-c", program, "import", archive, "--out", tmp_path / "c", "--dask", "tcp://127.0.0.1:9"],
        cwd=ROOT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    for process, says in ((nobody, "No scheduler answers"), (wrong, "nonsense"), (missing, "extra `dask`")):
        status, told = ended(process)
        assert status == 2
        assert says in told


def test_the_same_bytes_as_here_though_a_document_hangs_and_a_worker_is_lost(
    cluster: Cluster, archive: Path, tmp_path: Path
) -> None:
    (archive / "long.txt").write_text(TEXT * LONG, "utf-8")
    here = start("import", archive, "--out", tmp_path / "here", "--timeout", "8")
    there = start("import", archive, "--out", tmp_path / "there", "--timeout", "8", "--dask", cluster.address)
    reader = awaited(cluster.readers)[0]
    worker = reader.parent()
    nanny = worker.parent()
    assert nanny.pid in {process.pid for process in cluster.processes}
    nanny.kill()
    worker.kill()
    reader.wait(30)  # it ends by itself
    assert ended(here)[0] == ended(there)[0] == 1
    assert reasons(tmp_path / "there") == {"long.txt": "timeout"}
    assert tables(tmp_path / "here") == tables(tmp_path / "there")
    cluster.add_worker()


def test_ctrl_c_leaves_nothing_on_the_cluster(cluster: Cluster, archive: Path, tmp_path: Path) -> None:
    from distributed import Client

    (archive / "long.txt").write_text(TEXT * LONG, "utf-8")
    process = start("import", archive, "--out", tmp_path / "out", "--dask", cluster.address)
    awaited(cluster.readers)
    process.send_signal(signal.SIGINT)
    status, told = ended(process, 30)
    assert status == 130, told
    awaited(lambda: not cluster.readers())
    with Client(cluster.address, set_as_default=False) as client:
        assert not any(client.processing().values())


def test_a_document_that_kills_its_workers_is_given_up(cluster: Cluster, archive: Path, tmp_path: Path) -> None:
    (archive / "long.txt").write_text(TEXT * LONG, "utf-8")
    process = start(
        "import", archive / "0.txt", archive / "long.txt", "--out", tmp_path / "out", "--dask", cluster.address
    )
    killed = set()
    while process.poll() is None:
        for reader in cluster.readers():
            # Not those that read something else: the batch is taken apart when it has killed two.
            if "long.txt" in reader_files(reader) and reader.ppid() not in killed:
                killed.add(reader.ppid())
                reader.parent().kill()
        time.sleep(0.05)
    assert ended(process)[0] == 1
    assert reasons(tmp_path / "out") == {"long.txt": "crashed"}
    assert len(killed) == 4


def test_contents_are_sent_where_a_worker_cannot_see_them(cluster: Cluster, archive: Path, tmp_path: Path) -> None:
    if not cluster.hides:
        pytest.skip("only root can hide a folder from a process")
    hidden = cluster.hidden / "archive"
    shutil.copytree(archive, hidden)
    process = start("import", hidden, "--out", tmp_path / "there", "--dask", cluster.address)
    assert ended(process)[0] == 0
    assert ended(start("import", hidden, "--out", tmp_path / "here"))[0] == 0
    assert tables(tmp_path / "here") == tables(tmp_path / "there")


def test_from_a_bucket_into_a_bucket(cluster: Cluster, archive: Path, tmp_path: Path, s3: S3) -> None:
    s3.client.create_bucket(Bucket="minutes")
    for path in archive.iterdir():
        s3.put(f"minutes/archive/{path.name}", path.read_bytes())
    # Where workers may see the folder of the import, they take what it has fetched; else they ask the bucket.
    work = cluster.hidden / "work" if cluster.hides else tmp_path / "work"
    out = ("--out", "s3://minutes/tables", "--work", work)
    process = start("import", "s3://minutes/archive", *out, "--dask", cluster.address, env=os.environ | s3.environment)
    assert ended(process)[0] == 0
    fetched = [key for key in s3.fetched("minutes") if key.startswith("archive/")]
    assert len(fetched) == len(set(fetched)) * (2 if cluster.hides else 1)
    here = start("import", "s3://minutes/archive", "--out", tmp_path / "here", env=os.environ | s3.environment)
    assert ended(here)[0] == 0
    for name, content in tables(tmp_path / "here").items():
        assert s3.get(f"minutes/tables/{name}.parquet") == content


def test_a_worker_that_would_read_otherwise_is_refused(cluster: Cluster, archive: Path, tmp_path: Path) -> None:
    from distributed import Client

    other = tmp_path / "other"
    for layer in ("pipeline", "extractors", "normalizers"):
        shutil.copytree(ROOT / layer, other / layer, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "normalizers" / "text.py").open("a") as file:
        file.write("# read otherwise\n")
    with Client(cluster.address, set_as_default=False) as client:
        workers = len(client.nthreads())
        cluster.add_worker(environment={"PYTHONPATH": str(other)})
        client.wait_for_workers(workers + 1, timeout=90)
    status, told = ended(start("import", archive, "--out", tmp_path / "out", "--dask", cluster.address))
    assert status == 2
    assert reading_version() in told
    assert told.count("+") == 2, "both versions are named"
