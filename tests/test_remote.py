"""Documents in buckets: listed, fetched once, and accounted for like files. A real server answers, real processes ask."""

import io
import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import Result
from typer.testing import CliRunner

pytest.importorskip("s3fs")
from extractors.options import Options
from pipeline.archive.fetching import AHEAD, arrivals
from pipeline.archive.remote import TRIES, RemoteError, TooLargeError, fetch_to, with_access
from pipeline.archive.run import run
from pipeline.archive.wanted import Wanted
from pipeline.cli import app
from pipeline.sources import discover
from tests.s3_server import S3

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "data" / "samples" / "01_river_committee.txt").read_text("utf-8")


def here(*arguments: str | Path) -> Result:
    """The program without a process of its own, for what needs none."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def account(out: Path) -> dict:
    content = json.loads((out / "run.json").read_text("utf-8"))
    assert content["reconciles"]
    return content


def rows(out: Path, table: str) -> dict[str, dict]:
    found = pq.read_table(out / f"{table}.parquet").to_pylist()
    return {row["source_uri"]: row for row in found}


def zipped(**files: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return content.getvalue()


def test_only_what_is_new_or_changed_is_fetched(s3: S3, tmp_path: Path) -> None:
    out = tmp_path / "out"
    s3.client.create_bucket(Bucket="archive")
    for number, name in enumerate(("a.txt", "নিচে/খ [1].txt", "x::file:⁄⁄y.txt")):
        s3.put(f"archive/minutes/{name}", f"{TEXT}\n{number}\n")
    for name in (".hidden.txt", ".trash/old.txt"):
        s3.put(f"archive/minutes/{name}", TEXT)
    s3.put("archive/minutes/copy.txt", f"{TEXT}\n0\n")
    s3.put("archive/minutes/several.zip", zipped(one=f"{TEXT}\none", two=f"{TEXT}\n1\n"))
    done = s3.run("import", "s3://archive/minutes", "--out", out, "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert len(s3.fetched("archive")) == 5
    content = account(out)
    assert (content["files"], content["duplicates"], content["opened"], content["read"]) == (6, 2, 5, 4)
    assert "s3://archive/minutes/several.zip!/one.txt" in rows(out, "documents")
    assert not list((out / ".siddhanto").glob("spool"))

    here("import", "s3://archive/minutes", "--out", out)
    assert s3.fetched("archive") == []
    assert (account(out)["opened"], account(out)["read"]) == (0, 0)

    s3.put("archive/minutes/a.txt", f"{TEXT}\nসংশোধিত\n")
    s3.delete("archive/minutes/x::file:⁄⁄y.txt")
    s3.put("archive/minutes/new.txt", f"{TEXT}\nনতুন\n")
    here("import", "s3://archive/minutes", "--out", out)
    assert sorted(s3.fetched("archive")) == ["minutes/a.txt", "minutes/new.txt"]
    content = account(out)
    assert (content["files"], content["superseded"], content["read"]) == (7, 0, 2), (
        "the old content of a.txt is copy.txt"
    )

    local = tmp_path / "local"
    for name in s3.keys("archive"):
        path = local / "minutes" / name.removeprefix("minutes/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(s3.get(f"archive/{name}"))
    here("import", local / "minutes", "--out", tmp_path / "of_files")
    files, there = rows(tmp_path / "of_files", "documents"), rows(out, "documents")
    there = {uri: row for uri, row in there.items() if "::" not in uri}
    assert {row["document_id"] for row in files.values()} == {row["document_id"] for row in there.values()}


def test_lists_manifests_patterns_and_what_cannot_be_had(s3: S3, tmp_path: Path) -> None:
    out = tmp_path / "out"
    s3.client.create_bucket(Bucket="named")
    for name in ("a", "b", "c", "down"):
        s3.put(f"named/in/{name}.txt", f"{TEXT}\n{name}\n")
    s3.put("named/list.txt", "s3://named/in/a.tx?\ns3://named/gone.txt\ns3://nowhere/*.pdf\n")
    s3.put(
        "named/in/manifest.csv",
        "path,url,published\nb.txt,https://office.example/b.txt,2023-06-15\ns3://named/in/c.txt,,\n",
    )
    s3.broken.add("/in/down")
    arguments = ("s3://named/in/dow*", "--list", "s3://named/list.txt", "--manifest", "s3://named/in/manifest.csv")
    done = s3.run("import", *arguments, "--out", out)
    assert done.returncode == 1, done.stderr
    found = rows(out, "documents")
    assert {uri: row["reason"] for uri, row in found.items() if row["status"] == "failed"} == {
        "s3://named/in/down.txt": "unreachable",
        "s3://named/gone.txt": "not_found",
        "s3://nowhere/*.pdf": "not_found",
    }
    assert {uri for uri, row in found.items() if row["status"] != "failed"} == {
        "s3://named/in/a.txt", "https://office.example/b.txt", "s3://named/in/c.txt",
    }  # fmt: skip
    assert str(found["https://office.example/b.txt"]["published_on"]) == "2023-06-15"
    everything = done.stdout + done.stderr + (out / "run.json").read_text() + (out / "report.html").read_text()
    everything += str(found) + str(rows(out, "issues"))
    for secret in (s3.url, s3.environment["AWS_SECRET_ACCESS_KEY"], s3.environment["AWS_ACCESS_KEY_ID"]):
        assert secret not in everything
        assert secret.encode() not in (out / ".siddhanto" / "ledger.sqlite").read_bytes()

    s3.broken.clear()
    s3.fetched("named")
    assert here("retry", out).exit_code == 1, "gone.txt is still gone"
    assert s3.fetched("named") == ["in/down.txt"]
    assert account(out)["statuses"]["failed"] == 2


def test_one_import_killed_and_taken_up(s3: S3, tmp_path: Path) -> None:
    out = tmp_path / "out"
    s3.client.create_bucket(Bucket="killed")
    for number in range(12):
        s3.put(f"killed/{number:02}.txt", f"{TEXT}\n{number}\n")
    s3.kill_at("GET", "/killed/11.txt", "import", "s3://killed", "--out", out)
    assert not (out / "run.json").exists()
    told = here("status", out).stdout
    assert "12 files" in told
    assert "waiting" in told
    assert here("import", "s3://killed", "--out", out).exit_code == 0
    assert account(out)["statuses"]["decisions"] == 12
    assert account(out)["waiting"] == 0


def test_a_protocol_whose_package_is_missing_is_told(tmp_path: Path) -> None:
    done = here("import", "gs://bucket/minutes", "--out", tmp_path / "out")
    assert (done.exit_code, done.stderr.strip()) == (
        2,
        "gs:// needs a package that is not installed: pip install gcsfs.",
    )
    done = here("import", "s3://user:word@bucket/minutes", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "belong into the environment" in done.stderr
    assert "word@" not in done.stderr
    done = here("import", "nothing://user:word@host/minutes", "--out", tmp_path / "out")
    assert (done.exit_code, done.stderr.strip()) == (2, "nothing:// is no protocol that fsspec knows.")


def test_objects_are_bounded_before_they_are_fetched(tmp_path: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    contents = {
        "small.txt": TEXT.encode(),
        "large.txt": TEXT.encode() * 9,
        "large.zip": zipped(one=TEXT, two=f"{TEXT}২", three=f"{TEXT}৩"),
    }
    for name, content in contents.items():
        memory.pipe_file(f"/bounded/{name}", content)
    options = Options(max_bytes=len(TEXT.encode()) * 2)
    run(discover(["memory://bounded"]), tmp_path, options=options)
    found = rows(tmp_path, "documents")
    assert {
        uri.rpartition("bounded/")[2]: row["reason"] for uri, row in found.items() if row["status"] == "failed"
    } == {"large.txt": "limit_exceeded"}
    assert any(uri.endswith("large.zip!/one.txt") for uri in found)
    with pytest.raises(TooLargeError):
        fetch_to("memory://bounded/large.txt", tmp_path / "fetched", 1000)
    assert not (tmp_path / "fetched").exists()


def test_a_thousand_objects_take_the_room_of_a_few(tmp_path: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    wanted = []
    for number in range(200):
        memory.pipe_file(f"/many/{number}", b"x" * number)
        wanted.append(Wanted(uri=f"m{number}", url=f"memory://many/{number}", size=number, stamp="", fetched=None))
    seen = 0
    for arrival in arrivals(iter(wanted), tmp_path, Options(), {}):
        assert len(list(tmp_path.iterdir())) <= AHEAD
        assert arrival.path.stat().st_size == arrival.wanted.size
        arrival.path.unlink()
        seen += 1
    assert seen == len(wanted)


def test_passing_faults_are_tried_again(s3: S3, tmp_path: Path) -> None:
    s3.client.create_bucket(Bucket="flaky")
    s3.put("flaky/a.txt", TEXT)
    s3.asked.clear()
    with pytest.raises(RemoteError, match="HTTP status 403"):
        fetch_to(f"{s3.url}/flaky/a.txt", tmp_path / "a.txt")
    assert s3.fetched("flaky") == ["a.txt"], "what is refused once is refused again"
    s3.client.put_object_acl(Bucket="flaky", Key="a.txt", ACL="public-read")
    s3.flaky["/flaky/a.txt"] = TRIES - 1
    fetch_to(f"{s3.url}/flaky/a.txt", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text("utf-8") == TEXT
    s3.flaky["/flaky/a.txt"] = TRIES
    with pytest.raises(RemoteError) as failure:
        fetch_to(f"{s3.url}/flaky/a.txt", tmp_path / "b.txt")
    assert failure.value.reason == "unreachable"
    assert not (tmp_path / "b.txt").exists()


def test_user_and_password_of_a_url_are_used_and_never_kept(tmp_path: Path) -> None:
    (source,) = discover(["memory://user:word@bounded/none.txt"])
    assert "word" not in source.uri + source.location
    assert with_access(source.location, {"memory://bounded": "user:word"}) == "memory://user:word@bounded/none.txt"
