"""An OUT in a bucket: the same bytes as a local one, whoever works for it, and however that ends."""

import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import Result
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.schema import IMPORTED
from tests.s3_server import ROOT, S3

RESULTS = (*(f"{name}.parquet" for name in IMPORTED), "report.html")
TEXT = (ROOT / "data" / "samples" / "01_river_committee.txt").read_text("utf-8")
FILES = 4


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(f"{TEXT}\n{number}\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def bucket(s3: S3) -> S3:
    s3.client.create_bucket(Bucket="tables")
    return s3


@pytest.fixture(scope="module")
def expected(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("local") / "out"
    assert here("import", archive, "--out", out).exit_code == 0
    return {name: (out / name).read_bytes() for name in RESULTS}


def here(*arguments: str | Path) -> Result:
    """The program without a process of its own, for what needs none."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def results(s3: S3, prefix: str) -> dict[str, bytes]:
    return {name: s3.get(f"tables/{prefix}/{name}") for name in RESULTS}


def account(s3: S3, prefix: str) -> dict:
    content = json.loads(s3.get(f"tables/{prefix}/run.json"))
    assert content["reconciles"]
    keys = [key.removeprefix(f"{prefix}/") for key in s3.keys("tables") if key.startswith(f"{prefix}/")]
    assert sorted(content["objects"]) == sorted(key for key in keys if key.endswith((".parquet", ".html")))
    assert ".siddhanto/lock" not in keys
    return content


def test_two_machines_one_after_the_other(
    bucket: S3, archive: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out, one, two = "s3://tables/turns", tmp_path / "one", tmp_path / "two"
    half = [archive / f"{number}.txt" for number in range(FILES // 2)]
    done = bucket.run("import", *half, "--out", out, "--work", one)
    assert done.returncode == 0, done.stderr
    assert "in s3://tables/turns/*.parquet" in done.stdout
    assert here("import", archive, "--out", f"{out}/", "--work", two).exit_code == 0
    assert account(bucket, "turns")["read"] == FILES // 2
    assert results(bucket, "turns") == expected

    bucket.asked.clear()
    assert here("import", archive, "--out", out, "--work", two).exit_code == 0
    assert account(bucket, "turns")["read"] == 0
    written = {path for method, path in bucket.asked if method == "PUT"}
    assert not any(path.endswith((".parquet", ".html")) for path in written), "nothing has changed"

    documents = pq.read_table(io.BytesIO(expected["meetings.parquet"]))["meeting_id"].to_pylist()
    bucket.put("tables/turns/corrections.csv", f"meeting_id,field,value,who\n{documents[0]},title,নতুন,test\n")
    assert here("import", archive, "--out", out, "--work", one, "--partition-by", "year").exit_code == 0
    assert account(bucket, "turns")["read"] == 0
    keys = [key for key in bucket.keys("tables") if key.startswith("turns/meetings.parquet")]
    assert keys == ["turns/meetings.parquet/year=2023/part-0.parquet"]
    assert "নতুন" in pq.read_table(io.BytesIO(bucket.get(f"tables/{keys[0]}")))["title"].to_pylist()


def test_a_copy_is_one_whole_set(bucket: S3, archive: Path, tmp_path: Path) -> None:
    out, copy = "s3://tables/copied", tmp_path / "copy"
    assert here("import", archive, "--out", out, "--work", tmp_path / "work").exit_code == 0
    told = here("status", out)
    assert told.exit_code == 2
    assert "siddhanto download s3://tables/copied FOLDER" in " ".join(told.output.replace("│", " ").split())
    for _ in range(2):
        assert here("download", out, copy).exit_code == 0
    assert here("check", copy).exit_code == 0
    assert f"{FILES} files" in here("status", copy).stdout
    before = (copy / "documents.parquet").read_bytes()
    bucket.put("tables/copied/documents.parquet", b"of another set")
    torn = here("download", out, copy)
    assert (torn.exit_code, "between two sets" in torn.output) == (2, True)
    assert (copy / "documents.parquet").read_bytes() == before
    assert here("import", archive, "--out", out, "--work", tmp_path / "work").exit_code == 0
    assert here("download", out, copy).exit_code == 0, "the next import puts it right"
    assert "holds tables of its own" in here("download", out, tmp_path / "work").output
    assert "holds tables of its own" in here("import", archive, "--out", out, "--work", copy).output


@pytest.mark.parametrize("path", [".siddhanto/ledger.sqlite", "issues.parquet"])
def test_killed_and_gone_on_here_and_elsewhere(
    bucket: S3, archive: Path, expected: dict[str, bytes], tmp_path: Path, path: str
) -> None:
    prefix = f"killed-{path.rpartition('.')[2]}"
    arguments = ("import", archive, "--out", f"s3://tables/{prefix}", "--work")
    bucket.kill_at("PUT", f"/tables/{prefix}/{path}", *arguments, tmp_path / "one")
    assert f"{prefix}/run.json" not in bucket.keys("tables")
    refused = here(*arguments, tmp_path / "two")
    assert refused.exit_code == 2
    assert "works in s3://tables/" in refused.output
    assert "--take-over" in refused.output
    held = bucket.get(f"tables/{prefix}/.siddhanto/lock")
    assert here(*arguments, tmp_path / "one").exit_code == 0, "the same machine goes on by itself"
    assert results(bucket, prefix) == expected
    assert account(bucket, prefix)["read"] <= FILES

    bucket.put(f"tables/{prefix}/.siddhanto/lock", held)
    assert here(*arguments, tmp_path / "two", "--take-over").exit_code == 0
    assert account(bucket, prefix)["read"] == 0
    assert results(bucket, prefix) == expected


def test_two_imports_at_once(bucket: S3, archive: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    running = [
        bucket.start("import", archive, "--out", "s3://tables/both", "--work", tmp_path / name)
        for name in ("one", "two")
    ]
    told = [process.communicate(timeout=100)[1] for process in running]
    assert sorted(process.returncode for process in running) == [0, 2], told
    assert any("works in s3://tables/both since" in text for text in told)
    assert results(bucket, "both") == expected
    assert account(bucket, "both")["read"] == FILES


def test_one_that_was_taken_over_stops(bucket: S3, archive: Path, tmp_path: Path) -> None:
    arguments = ("import", archive, "--out", "s3://tables/taken", "--work")
    bucket.held.add(("PUT", "/tables/taken/issues.parquet"))
    with bucket.start(*arguments, tmp_path / "slow") as slow:
        while ("PUT", "/tables/taken/issues.parquet") not in bucket.asked:
            assert slow.poll() is None
        lock = json.loads(bucket.get("tables/taken/.siddhanto/lock"))
        bucket.put("tables/taken/.siddhanto/lock", json.dumps(lock | {"token": "of another"}))
        bucket.held.clear()
        _, told = slow.communicate(timeout=60)
    assert slow.returncode == 2
    assert "has taken over" in told
    keys = bucket.keys("tables")
    assert "taken/run.json" not in keys
    assert "taken/.siddhanto/lock" in keys, "it is that of the other one"


def test_a_bucket_that_cannot_be_used(bucket: S3, archive: Path, tmp_path: Path) -> None:
    done = here("import", archive / "0.txt", "--out", "s3://no-such-bucket/x", "--work", tmp_path / "work")
    assert done.exit_code == 2, done.output
    assert "s3://no-such-bucket/x cannot be used" in done.output
    bucket.broken.add("/tables/down/")
    done = here("import", archive / "0.txt", "--out", "s3://tables/down", "--work", tmp_path / "work2")
    bucket.broken.clear()
    assert done.exit_code == 3, done.output
    assert "s3://tables/down cannot be used (" in done.output
    assert bucket.url not in done.output
