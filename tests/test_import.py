"""The import as a person runs it: real files, real processes, honest accounts."""

import io
import json
import os
import random
import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline.analysis.derived import DERIVED
from pipeline.reasons import ADVICE, NO_DECISIONS, PARTIAL, READ_FAILED
from pipeline.schema import IMPORTED, TABLES
from tests.program import ROOT, rows, siddhanto

SAMPLES = ROOT / "data" / "samples"
QUICK = ["01_river_committee.txt", "06_disaster_committee.docx", "12_meeting_notice_gen3.html"]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for name in QUICK:
        shutil.copy(SAMPLES / name, folder)
    return folder


def test_a_folder_becomes_tables_and_an_account(archive: Path, tmp_path: Path) -> None:
    done = siddhanto("import", archive, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *(f"{name}.parquet" for name in IMPORTED),
        "run.json",
        "report.html",
        ".siddhanto",
    }
    run = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert run["statuses"] == {"decisions": 2, "no_decisions": 1, "partial": 0, "failed": 0}
    assert run["reconciles"]
    assert "adds up" in done.stdout
    assert len(rows(tmp_path / "out", "decisions")) == run["rows"]["decisions"] > 5


def test_the_same_input_gives_the_same_bytes_with_any_workers_and_order(archive: Path, tmp_path: Path) -> None:
    files = sorted(archive.iterdir())
    random.Random(7).shuffle(files)
    siddhanto("import", archive, "--out", tmp_path / "one")
    siddhanto("import", *files, "--out", tmp_path / "two", "--workers", "2")
    for name in IMPORTED:
        assert (tmp_path / "one" / f"{name}.parquet").read_bytes() == (
            tmp_path / "two" / f"{name}.parquet"
        ).read_bytes()


def truncated_docx() -> bytes:
    return (SAMPLES / "06_disaster_committee.docx").read_bytes()[:5000]


def zip_bomb_docx() -> bytes:
    """A sound DOCX whose body unpacks to half a gigabyte."""
    file = io.BytesIO()
    sound = zipfile.ZipFile(SAMPLES / "06_disaster_committee.docx")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sound.namelist():
            content = sound.read(name)
            archive.writestr(name, content + b" " * (500 * 2**20) if name == "word/document.xml" else content)
    return file.getvalue()


BAD = {
    "empty.pdf": (b"", "empty_file"),
    "white.txt": (b" \n\n\t ", "empty_file"),
    "cut.docx": (truncated_docx, "corrupt_file"),
    "bomb.docx": (zip_bomb_docx, "limit_exceeded"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<<", "corrupt_file"),
    "noise.bin": (bytes(range(256)) * 40, "unsupported_format"),
    "sheet.html": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported_format"),
}


def test_bad_files_are_told_apart_and_lose_nothing_else(archive: Path, tmp_path: Path) -> None:
    for name, (content, _) in BAD.items():
        (archive / name).write_bytes(content if isinstance(content, bytes) else content())
    (tmp_path / "void").mkdir()
    done = siddhanto("import", archive, tmp_path / "void", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert done.returncode == 1
    documents = {Path(row["source_uri"]).name: row for row in rows(tmp_path / "out", "documents")}
    expected = {name: reason for name, (_, reason) in BAD.items()} | {"void": "empty_folder", "nowhere": "not_found"}
    assert {name: documents[name]["reason"] for name in expected} == expected
    assert all(documents[name]["status"] == "failed" for name in expected)
    assert documents["06_disaster_committee.docx"]["status"] == "decisions"
    run = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert run["files"] == sum(run["statuses"].values()) + run["duplicates"] == len(documents)
    for name in expected:
        assert name in done.stdout, "the screen names each failed file"
    details = {
        row["document_id"]: row["detail"] for row in rows(tmp_path / "out", "issues") if row["severity"] == "error"
    }
    assert all(len(details[row["document_id"]]) > 20 for row in documents.values() if row["status"] == "failed")


def test_a_picture_named_pdf_is_read_as_a_picture(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("L", (200, 100), 255).save(tmp_path / "photo.pdf", "JPEG")
    siddhanto("import", tmp_path / "photo.pdf", "--out", tmp_path / "out")
    (document,) = rows(tmp_path / "out", "documents")
    # A blank picture holds no text; without the OCR part, the reason is that it is missing.
    assert (document["format"], document["reason"]) in {
        ("image", "no_text"),
        ("image", "no_minutes"),
        (None, "ocr_missing"),
    }


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(archive: Path, tmp_path: Path) -> None:
    (archive / QUICK[0]).chmod(0)
    done = siddhanto("import", archive, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert [row["reason"] for row in rows(tmp_path / "out", "documents") if row["status"] == "failed"] == ["unreadable"]


def test_same_bytes_under_two_names_are_one_document_with_an_alias(archive: Path, tmp_path: Path) -> None:
    shutil.copy(archive / QUICK[0], archive / "00_copy.txt")
    siddhanto("import", archive, "--out", tmp_path / "out")
    documents = {Path(row["source_uri"]).name: row for row in rows(tmp_path / "out", "documents")}
    assert [Path(alias).name for alias in documents["00_copy.txt"]["aliases"]] == [QUICK[0]]
    assert QUICK[0] not in documents


def test_members_of_an_archive_are_sources_of_their_own(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive / "minutes.zip", "w") as packed:
        packed.write(SAMPLES / QUICK[0], "2023/river.txt")
        packed.write(SAMPLES / "13_union_meetings_text.txt", "union.txt")
        packed.writestr("__MACOSX/._union.txt", "litter")
        packed.writestr("empty.pdf", b"")
    with zipfile.ZipFile(archive / "nothing.zip", "w"):
        pass
    siddhanto("import", archive, "--out", tmp_path / "out")
    documents = {row["source_uri"].rsplit("/archive/")[-1]: row for row in rows(tmp_path / "out", "documents")}
    assert documents["minutes.zip!/union.txt"]["status"] == "decisions"
    assert documents["minutes.zip!/empty.pdf"]["reason"] == "empty_file"
    assert [alias.rsplit("/", 2)[-2:] for alias in documents[QUICK[0]]["aliases"]] == [["2023", "river.txt"]]
    assert documents["nothing.zip"]["reason"] == "empty_file"
    assert len(documents) == len(QUICK) + 3


@pytest.mark.skipif(not (shutil.which("soffice") or shutil.which("libreoffice")), reason="LibreOffice is not installed")
def test_old_word_files_are_read_together_and_fail_alone(archive: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        text = "".join(f"\\u{ord(letter)}?" for letter in f"সভার কার্যবিবরণী {number}")
        (archive / f"{number}.rtf").write_text(f"{{\\rtf1\\ansi {text}}}", "ascii")
    (archive / "broken.doc").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument\0".encode("utf-16-le") + bytes(600)
    )
    siddhanto("import", archive, "--out", tmp_path / "out")
    found = {
        Path(row["source_uri"]).name: (row["format"], row["status"]) for row in rows(tmp_path / "out", "documents")
    }
    assert found["1.rtf"] == found["2.rtf"] == ("rtf", "no_decisions")
    assert found["broken.doc"] == (None, "failed")
    assert len(found) == len(QUICK) + 3


def test_a_file_named_twice_is_one_file(archive: Path, tmp_path: Path) -> None:
    siddhanto("import", archive, archive / QUICK[0], "--out", tmp_path / "out")
    run = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert (run["files"], run["duplicates"]) == (3, 0)


def test_reasons_are_a_closed_list_with_advice() -> None:
    from extractors import errors

    codes = {
        error.code: error.advice
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, errors.ExtractionError)
    }
    assert all(codes.values())
    assert set(ADVICE) == set(READ_FAILED)
    assert not set(codes) & (set(NO_DECISIONS) | set(PARTIAL) | set(READ_FAILED))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["import"], "--out"),
        (["import", "--out", "x"], "Missing argument"),
        (["import", "x.pdf"], "--out"),
        (["schema", "topicz"], "there is no table topicz"),
        (["show", "nowhere.pdf"], "does not exist"),
        (["nothing"], "No such command"),
    ],
)
def test_wrong_usage_is_exit_2_and_says_what_is_wrong(arguments: list[str], says: str) -> None:
    done = siddhanto(*arguments)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.replace("│", " ").split())


def test_show_prints_what_was_seen_and_understood() -> None:
    sample = SAMPLES / QUICK[1]
    shown = siddhanto("show", sample)
    assert shown.returncode == 0, shown.stderr
    content = json.loads(siddhanto("show", sample, "--json").stdout)
    assert set(content) == {"document", "meetings", "decisions", "issues"}
    assert all(len(decision["decision"]) > 5 for decision in content["decisions"])
    blocks = siddhanto("show", sample, "--blocks").stdout
    assert "table 1" in blocks


def test_help_of_every_command_has_an_example() -> None:
    for command in ("import", "show", "schema"):
        told = siddhanto(command, "--help").stdout
        assert f"siddhanto {command}" in told


def test_schema_command_prints_every_column() -> None:
    content = json.loads(siddhanto("schema", "--json").stdout)
    assert {name: [column["name"] for column in columns] for name, columns in content.items()} == {
        name: [column.name for column in columns] for name, columns in (TABLES | DERIVED).items()
    }
