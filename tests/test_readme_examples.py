"""The examples of reading the tables in the README, run on the samples' tables: all give the same answer."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from normalizers.text import clean

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
OFFICES = {
    "উপ-সহকারী প্রকৌশলী (জনস্বাস্থ্য)": 4,
    "ইউপি সচিব (সকল)": 2,
    "উপজেলা মহিলা বিষয়ক কর্মকর্তা": 2,
    "ইউপি চেয়ারম্যান (সকল)": 2,
    "মেয়র, রহনপুর পৌরসভা": 1,
}


def blocks(language: str, word: str) -> list[str]:
    """The README's code blocks in a language that hold a word."""
    return [code for code in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL) if word in code]


@pytest.fixture
def beside_tables(followed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tables").symlink_to(followed)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_python(word: str) -> dict[str, Any]:
    (code,) = blocks("python", word)
    names: dict[str, Any] = {}
    exec(compile(code, "README.md", "exec"), names)
    return names


def cleaned(counts: Mapping[str, int]) -> dict[str, int]:
    return {clean(name): count for name, count in counts.items()}


def test_pandas(beside_tables: Path) -> None:
    pytest.importorskip("pandas")
    names = run_python("pandas")
    assert len(names["late"]) == 9
    assert cleaned(names["offices"].to_dict()) == cleaned(OFFICES)


def test_polars(beside_tables: Path) -> None:
    pytest.importorskip("polars")
    names = run_python("polars")
    assert len(names["late"]) == 9
    assert cleaned(dict(names["offices"].iter_rows())) == cleaned(OFFICES)


def test_duckdb(beside_tables: Path) -> None:
    (query,) = blocks("sql", "unnest")
    assert cleaned(dict(duckdb.sql(query).fetchall())) == cleaned(OFFICES)


def test_r(beside_tables: Path) -> None:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed")
    utf8 = {**os.environ, "LC_ALL": "C.UTF-8"}
    needed = "cat(all(sapply(c('arrow', 'dplyr', 'tidyr', 'stringi'), requireNamespace, quietly = TRUE)))"
    if "TRUE" not in subprocess.run([program, "-e", needed], capture_output=True, text=True, check=True).stdout:
        pytest.skip("R is there, but not its packages arrow, dplyr, tidyr and stringi")
    (code,) = blocks("r", "arrow")
    Path("example.R").write_text(
        f'{code}\nwrite.csv(offices, "offices.csv", row.names = FALSE, quote = FALSE)', "utf-8"
    )
    subprocess.run([program, "example.R"], env=utf8, check=True, capture_output=True, timeout=120)
    rows = [line.rsplit(",", 1) for line in Path("offices.csv").read_text("utf-8").splitlines()[1:]]
    assert cleaned({name: int(count) for name, count in rows}) == cleaned(OFFICES)
