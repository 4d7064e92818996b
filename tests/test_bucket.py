"""An OUT in a bucket: the same bytes as a local one, whoever works for it, and however that ends."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("s3fs")
pytest.importorskip("moto")
from pipeline.schema import IMPORTED
from tests.s3_server import S3
from tests.test_remote import ROOT, TEXT, environment, siddhanto

RESULTS = (*(f"{name}.parquet" for name in IMPORTED), "report.html")


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    with S3().running() as server:
        server.client.create_bucket(Bucket="tables")
        yield server


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(f"{TEXT}\n{number}\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(s3: S3, archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("local") / "out"
    assert siddhanto(s3, "import", archive, "--out", out).returncode == 0
    return {name: (out / name).read_bytes() for name in RESULTS}


def results(s3: S3, prefix: str) -> dict[str, bytes]:
    return {name: s3.get(f"tables/{prefix}/{name}") for name in RESULTS}


def account(s3: S3, prefix: str) -> dict:
    content = json.loads(s3.get(f"tables/{prefix}/run.json"))
    assert content["reconciles"]
    assert set(content["objects"]) == {
        key.removeprefix(f"{prefix}/")
        for key in s3.keys("tables")
        if key.startswith(f"{prefix}/") and key.endswith((".parquet", ".html"))
    }
    return content


def test_two_machines_one_after_the_other(s3: S3, archive: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    half = [archive / f"{number:02}.txt" for number in range(30)]
    done = siddhanto(s3, "import", *half, "--out", "s3://tables/turns", "--work", tmp_path / "one")
    assert done.returncode == 0, done.stderr
    assert "in s3://tables/turns/*.parquet" in done.stdout
    done = siddhanto(s3, "import", archive, "--out", "s3://tables/turns/", "--work", tmp_path / "two")
    assert done.returncode == 0, done.stderr
    assert account(s3, "turns")["read"] == 30
    assert results(s3, "turns") == expected
    s3.asked.clear()
    siddhanto(s3, "import", archive, "--out", "s3://tables/turns", "--work", tmp_path / "two")
    assert account(s3, "turns")["read"] == 0
    written = {path for method, path in s3.asked if method == "PUT"}
    assert not any(path.endswith((".parquet", ".html")) for path in written)

    correction = f"document_id,field,value,who\n{next(iter(documents(s3)))},title,নতুন,test\n"
    s3.put("tables/turns/corrections.csv", correction)
    siddhanto(s3, "import", archive, "--out", "s3://tables/turns", "--work", tmp_path / "one", "--partition-by", "year")
    keys = s3.keys("tables")
    assert "turns/decisions.parquet" not in keys
    assert any(key.startswith("turns/decisions.parquet/year=") for key in keys)
    assert "turns/.siddhanto/lock" not in keys
    assert account(s3, "turns")["read"] == 0

    copy = tmp_path / "copy"
    told = siddhanto(s3, "status", "s3://tables/turns").stderr
    assert "siddhanto download s3://tables/turns FOLDER" in " ".join(told.replace("│", " ").split())
    assert siddhanto(s3, "download", "s3://tables/turns", copy).returncode == 0
    assert siddhanto(s3, "check", copy).returncode == 0
    assert "60 files" in siddhanto(s3, "status", copy).stdout
    s3.put("tables/turns/documents.parquet", b"of another set")
    torn = siddhanto(s3, "download", "s3://tables/turns", tmp_path / "torn")
    assert torn.returncode == 2
    assert "between two sets" in torn.stderr
    assert not list((tmp_path / "torn").glob("*.parquet"))


def documents(s3: S3) -> list[str]:
    import io

    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(s3.get("tables/turns/documents.parquet")))
    return list(table["document_id"].to_pylist())


def test_killed_and_gone_on_here_and_elsewhere(
    s3: S3, archive: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    here = ("import", archive, "--out", "s3://tables/killed", "--work", tmp_path / "here")
    kill_when_saved(s3, "killed", *here)
    elsewhere = (*here[:-1], tmp_path / "elsewhere")
    refused = siddhanto(s3, *elsewhere)
    assert refused.returncode == 2
    assert "--take-over" in refused.stderr
    assert "killed/run.json" not in s3.keys("tables")

    shutil.copytree(tmp_path / "here", tmp_path / "again")
    before = s3.get("tables/killed/.siddhanto/lock")
    assert siddhanto(s3, *here).returncode == 0, "the same machine goes on by itself"
    assert results(s3, "killed") == expected

    s3.put("tables/killed/.siddhanto/lock", before)
    assert siddhanto(s3, *elsewhere, "--take-over").returncode == 0
    assert results(s3, "killed") == expected
    assert account(s3, "killed")["read"] == 0


def kill_when_saved(s3: S3, prefix: str, *arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, env=environment(s3), stderr=subprocess.DEVNULL) as process:
        while f"{prefix}/.siddhanto/ledger.sqlite" not in s3.keys("tables") and process.poll() is None:
            time.sleep(0.02)
        process.kill()


def test_two_imports_at_once(s3: S3, archive: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    commands = [
        [
            sys.executable,
            "-m",
            "pipeline",
            "import",
            str(archive),
            "--out",
            "s3://tables/both",
            "--work",
            str(tmp_path / name),
        ]
        for name in ("one", "two")
    ]
    running = [
        subprocess.Popen(
            command, cwd=ROOT, env=environment(s3), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for command in commands
    ]
    told = [process.communicate(timeout=100)[1] for process in running]
    assert sorted(process.returncode for process in running) == [0, 2], told
    assert any("works in s3://tables/both since" in text for text in told)
    assert results(s3, "both") == expected


def test_a_bucket_that_is_not_there(s3: S3, archive: Path, tmp_path: Path) -> None:
    done = siddhanto(s3, "import", archive / "00.txt", "--out", "s3://no-such-bucket/x", "--work", tmp_path / "work")
    assert done.returncode == 2, done.stderr
    assert "s3://no-such-bucket/x cannot be used" in done.stderr
