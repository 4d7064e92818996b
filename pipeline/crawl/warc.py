"""The raw store as a WARC file (ISO 28500)."""

import json
from io import BytesIO
from pathlib import Path

from pipeline.crawl.raw_store import RawStore
from pipeline.version import VERSION

_OF_THE_TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})


def write_warc(folder: Path, path: Path) -> int:
    """Write a response record for every answer whose bytes are kept, and return how many there are.

    Bodies are kept unpacked, so the headers that told of their packing are left out.
    """
    from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
    from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

    store = RawStore(folder)
    records = 0
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            writer = WARCWriter(file, gzip=path.suffix == ".gz")
            told = {"software": f"siddhanto/{VERSION}", "format": "WARC File Format 1.0", "robots": "obey"}
            writer.write_record(writer.create_warcinfo_record(path.name, told))
            for row in store.fetches():
                if not row["sha256"] or row["status"] is None:
                    continue
                headers = [
                    (name, value)
                    for name, values in json.loads(row["headers"] or "{}").items()
                    for value in values
                    if name.lower() not in _OF_THE_TRANSFER
                ]
                body = store.body(row["sha256"])
                headers.append(("Content-Length", str(len(body))))
                record = writer.create_warc_record(
                    row["final_url"],
                    "response",
                    payload=BytesIO(body),
                    http_headers=StatusAndHeaders(f"{row['status']} OK", headers, protocol="HTTP/1.1"),
                    warc_headers_dict={"WARC-Date": row["fetched_at"][:19] + "Z"},
                )
                writer.write_record(record)
                record.raw_stream.close()  # a temporary file for each, else
                records += 1
        partial.replace(path)
    finally:
        store.close()
        partial.unlink(missing_ok=True)
    return records
