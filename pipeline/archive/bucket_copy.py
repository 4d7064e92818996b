"""A local copy of an OUT in a bucket, for the commands that ask tables."""

import json
from pathlib import Path

from pipeline.archive.bucket import LEDGER_NAME, RUN, BucketError, fetch_if_there, measured
from pipeline.archive.corrections import FILE as CORRECTIONS
from pipeline.archive.ledger import FILE, FOLDER
from pipeline.archive.remote import RemoteError, fetch_to, read_bytes, shown
from pipeline.lock import lock
from pipeline.replacement import replacing

MARK = "copy_of"  # the file that says of which bucket a folder is the copy


def copy(url: str, folder: Path) -> list[str]:
    """Copy tables, report, corrections and ledger of a bucket into `folder`, and return the names of tables and report.

    Those are compared with the sizes and digests in run.json and take the places of an earlier copy all together.

    Raises:
        BucketError: they are not those that run.json names, or `folder` has tables that are no copy of them.
        LockedError: another program is at work in `folder`.
        RemoteError: something could not be fetched.
    """
    url = url.rstrip("/")
    mark = folder / FOLDER / MARK
    if (folder / FOLDER / FILE).exists() and not (mark.exists() and mark.read_text("utf-8") == shown(url)):
        raise BucketError(f"{folder} holds tables of its own; name another folder for the copy of {shown(url)}")
    mark.parent.mkdir(parents=True, exist_ok=True)
    with lock(folder / FOLDER / "lock"):
        mark.write_text(shown(url), "utf-8")
        run = json.loads(read_bytes(f"{url}/{RUN}"))
        with replacing(folder) as new:
            for name, said in run["objects"].items():
                _fetch(url, name, new / name)
                if measured(new / name) != said:
                    raise _torn(url)
            (new / RUN).write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", "utf-8")
        fetch_if_there(f"{url}/{CORRECTIONS}", folder / CORRECTIONS)
        for path in (folder / FOLDER).glob(f"{FILE}-*"):  # of the ledger before
            path.unlink()
        fetch_if_there(f"{url}/{LEDGER_NAME}", folder / FOLDER / FILE)
    return sorted(run["objects"])


def _fetch(url: str, name: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        fetch_to(f"{url}/{name}", path)
    except RemoteError as error:
        if error.reason != "not_found":
            raise
        raise _torn(url) from error


def _torn(url: str) -> BucketError:
    return BucketError(
        f"{shown(url)} is between two sets of tables: an import is at work there, or was ended while it put them there; "
        "wait, or import into it once more"
    )
