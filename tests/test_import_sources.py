"""Where an import takes its files from, and what it tells of them: lists, patterns, manifests, JSON lines, the report."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.archive.manifest import ManifestError, read_manifest
from pipeline.archive.report import missing_months
from pipeline.sources import discover
from tests.program import ROOT, siddhanto

TEXT = (ROOT / "data" / "samples" / "01_river_committee.txt").read_text("utf-8")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for number, name in enumerate(("a.txt", "b.txt", "নিচে/c.txt")):
        path = tmp_path / "archive" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{TEXT}\n{number}\n", "utf-8")
    return tmp_path / "archive"


def names(pattern: str) -> list[str]:
    return [Path(source.uri).name for source in discover([pattern]) if not source.problem]


def test_patterns(archive: Path) -> None:
    assert names(f"{archive}/*.txt") == ["a.txt", "b.txt"]
    assert names(f"{archive}/**/*.txt") == ["a.txt", "b.txt", "c.txt"]
    assert [source.problem for source in discover([f"{archive}/*.pdf"])] == ["not_found"]
    (archive / "[1].txt").write_text(TEXT, "utf-8")
    assert names(f"{archive}/[1].txt") == ["[1].txt"], "a file that is there is no pattern"


def test_a_list_a_manifest_and_json_lines(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(f"{archive}/a.txt\n\n{archive}/b.txt\n", "utf-8-sig")
    with (tmp_path / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["path", "url", "published"])
        writer.writerow(["archive/নিচে/c.txt", "https://office.example/c.txt", "২০২৩-০৬-১৫"])
        writer.writerow(["archive/none.txt", "", ""])
    out = tmp_path / "out"
    done = siddhanto(
        "import", "--list", tmp_path / "list.txt", "--manifest", tmp_path / "manifest.csv", "--out", out, "--log-json"
    )
    assert done.returncode == 1, done.stderr
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events] == ["found", "read", "read", "read"]
    documents = {
        row["source_uri"].rsplit("/", 1)[-1]: row for row in pq.read_table(out / "documents.parquet").to_pylist()
    }
    assert documents["c.txt"]["source_uri"] == "https://office.example/c.txt"
    assert str(documents["c.txt"]["published_on"]) == "2023-06-15"
    assert documents["none.txt"]["reason"] == "not_found"
    page = (out / "report.html").read_text("utf-8")
    assert "none.txt" in page
    assert "Documents by status" in page


def test_a_manifest_in_parquet_and_one_that_is_none(archive: Path, tmp_path: Path) -> None:
    pq.write_table(pa.table({"uri": ["archive/a.txt"], "office": ["office.example"]}), tmp_path / "manifest.parquet")
    (source,) = read_manifest(tmp_path / "manifest.parquet")
    assert source.fetched is not None
    assert source.fetched.office == "office.example"
    (tmp_path / "other.csv").write_text("name,size\nx,1\n")
    with pytest.raises(ManifestError, match="no column path"):
        list(read_manifest(tmp_path / "other.csv"))


def test_the_report_takes_names_as_text(archive: Path, tmp_path: Path) -> None:
    (archive / "<script>alert(1)<").write_bytes(b"")
    siddhanto("import", archive, "--out", tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_months_without_minutes() -> None:
    assert missing_months(["2023-01", "2023-04", "2023-02"]) == ["2023-03"]
    assert missing_months([]) == []
