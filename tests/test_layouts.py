"""Tables as folders with a file a year: the same rows, read by any reader of such folders and by every command."""

import json
import shutil
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from extractors.options import Options
from pipeline.archive.run import run
from pipeline.cli import app
from pipeline.schema import IMPORTED, arrow_schema
from pipeline.sources import discover
from pipeline.store import DATED, ROW_GROUP, write_tables

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
NAMES = ("01_*", "02_*", "03_*", "04_*", "05_*", "06_*")


def sources() -> list[Path]:
    found = sorted(path for name in NAMES for path in SAMPLES.glob(name) if "scan" not in path.stem)
    return [path for path in found if path.suffix in (".txt", ".html", ".docx")]


def files(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.parquet") if path.is_file()}


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("layouts")
    for name, by_year in (("plain", False), ("by_year", True)):
        run(discover(sources()), folder / name, options=Options(), by_year=by_year)
    return folder / "plain", folder / "by_year"


def sorted_rows(table: pa.Table) -> list[dict]:
    return sorted(table.to_pylist(), key=lambda row: json.dumps(row, default=str, sort_keys=True))


def test_rows_and_columns_are_those_of_the_plain_tables(layouts: tuple[Path, Path]) -> None:
    plain, by_year = layouts
    assert len(files(by_year)) > len(IMPORTED)
    for name in IMPORTED:
        expected = pq.ParquetFile(plain / f"{name}.parquet").read()
        found = ds.dataset(by_year / f"{name}.parquet", partitioning="hive")
        columns = found.schema.names
        assert columns == arrow_schema(name).names + (["year"] if name in DATED else [])
        assert sorted_rows(found.to_table(arrow_schema(name).names)) == sorted_rows(expected)
    for path in (by_year / "decisions.parquet").rglob("*.parquet"):
        assert pq.read_schema(path).equals(pq.read_schema(plain / "decisions.parquet"), check_metadata=True)


def test_readers_of_folders_know_the_year(layouts: tuple[Path, Path], tmp_path: Path) -> None:
    _, by_year = layouts
    files_of = f"{by_year}/decisions.parquet/**/*.parquet"
    query = (
        f"SELECT year, meeting_month, count(*) FROM read_parquet('{files_of}', hive_partitioning = true) GROUP BY ALL"
    )
    with duckdb.connect() as connection:
        found = connection.execute(query).fetchall()
    assert found
    assert all((str(year) if year is not None else None) == (month[:4] if month else None) for year, month, _ in found)
    empty = {name: [] for name in IMPORTED}
    rows = [
        {"decision_id": f"d/1/{n}", "meeting_date": None, "meeting_month": month}
        for n, month in enumerate((None, "2019-01"))
    ]
    meetings = [{"meeting_id": "d/1", "meeting_date": None, "meeting_month": None}]
    write_tables([empty | {"decisions": rows, "meetings": meetings}], tmp_path, by_year=True)
    path = tmp_path / "decisions.parquet"
    assert pq.read_table(path)["year"].to_pylist() == [2019, None]
    with duckdb.connect() as connection:
        query = f"SELECT decision_id FROM read_parquet('{path}/**/*.parquet') WHERE year IS NULL"
        assert connection.execute(query).fetchall() == [("d/1/0",)]
    assert (tmp_path / "meetings.parquet").is_file(), "no year is known"
    assert pq.read_table(tmp_path / "meetings.parquet")["meeting_id"].to_pylist() == ["d/1"]


def test_many_years_share_one_bound_of_memory(tmp_path: Path) -> None:
    empty = {name: [] for name in IMPORTED}
    rows = [
        {"decision_id": f"d/{n}/1", "meeting_date": None, "meeting_month": f"{2000 + n % 7}-01"} for n in range(25_000)
    ]
    for folder in ("one", "two"):
        write_tables(
            [empty | {"decisions": rows[:9_000]}, empty | {"decisions": rows[9_000:]}], tmp_path / folder, by_year=True
        )
    assert files(tmp_path / "one") == files(tmp_path / "two")
    found = [pq.ParquetFile(path) for path in sorted((tmp_path / "one" / "decisions.parquet").rglob("*.parquet"))]
    assert len(found) == 7
    assert sum(file.metadata.num_rows for file in found) == len(rows)
    assert all(file.metadata.row_group(0).num_rows < ROW_GROUP for file in found)


def test_switching_leaves_nothing_stale_and_retry_keeps_the_layout(layouts: tuple[Path, Path], tmp_path: Path) -> None:
    plain, by_year = layouts
    out = tmp_path / "out"
    for layout, expected in ((False, plain), (True, by_year), (False, plain), (True, by_year)):
        run(discover(sources()), out, options=Options(), by_year=layout)
        assert files(out) == files(expected)
    shutil.rmtree(out / "decisions.parquet")
    run((), out, options=Options(), again=True)
    assert files(out) == files(by_year)


COMMANDS = (
    ["check", "OUT"],
    ["topics", "OUT"],
    ["follow-up", "OUT"],
    ["check", "OUT"],
    ["sql", "OUT", "select * from decisions order by decision_id", "--format", "json"],
    ["search", "OUT", "সভা", "--format", "csv"],
    ["recurring", "OUT", "--min-meetings", "1", "--format", "csv"],
    ["export", "OUT", "--to", "duckdb"],
    ["export", "OUT", "--to", "sqlite"],
    ["status", "OUT"],
)


def test_every_command_answers_alike(layouts: tuple[Path, Path], tmp_path: Path) -> None:
    told = []
    for layout in layouts:
        out = Path(shutil.copytree(layout, tmp_path / layout.name / "out"))
        answers = [CliRunner().invoke(app, [str(out) if word == "OUT" else word for word in line]) for line in COMMANDS]
        assert [answer.exit_code for answer in answers] == [0] * len(COMMANDS), [answer.output for answer in answers]
        told.append([answer.stdout.replace(str(out), "OUT") for answer in answers])
        told[-1] += [(out / f"{name}.parquet").read_bytes() for name in ("topics", "follow_ups")]
        told[-1].append(sorted_rows(ds.dataset(out / "decisions.parquet").to_table(arrow_schema("decisions").names)))
    assert told[0] == told[1]
