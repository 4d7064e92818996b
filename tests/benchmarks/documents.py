"""The sample documents by format, and as many distinct documents made of them as a benchmark wants."""

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from normalizers.digits import bangla_digits
from normalizers.gazetteer import places

ROOT = Path(__file__).parents[2]
SAMPLES, GOLDEN = ROOT / "data" / "samples", ROOT / "tests" / "golden"
FORMATS = {".html": "HTML", ".txt": "text", ".docx": "DOCX", ".pdf": "PDF"}
MONTHS = ("জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর")
MONTH = re.compile(rf"({'|'.join(MONTHS)})(?![\u0980-\u09ff])")
NUMERIC_DATE = re.compile("([০-৯]{2})/([০-৯]{2})/(২০[০-৯]{2})")
YEAR = re.compile("(?<![০-৯])২০[১২][০-৯](?![০-৯])")
DECIDED = re.compile("(?= (?:করতে হবে|গৃহীত হয়|করা হলো|দিতে হবে))")
ENCODED = re.compile(r'(?<=encoded-content=")[^"]*')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample document with its right answer."""

    name: str
    form: str  # HTML, text, DOCX, PDF or scan
    data: bytes
    golden: dict[str, object]


@cache
def samples() -> tuple[Sample, ...]:
    """Return all samples, by name."""
    return tuple(
        Sample(
            name=path.name,
            form="scan" if "scan" in path.stem else FORMATS[path.suffix],
            data=path.read_bytes(),
            golden=json.loads((GOLDEN / f"{path.stem}.json").read_text("utf-8")),
        )
        for path in sorted(SAMPLES.iterdir())
        if path.suffix in FORMATS
    )


def by_format() -> dict[str, list[Sample]]:
    """Return the samples of each format."""
    found: dict[str, list[Sample]] = {}
    for sample in samples():
        found.setdefault(sample.form, []).append(sample)
    return found


def cheap() -> list[Sample]:
    """Return the samples that are read fast and whose place is known: many of them make an archive of many offices."""
    return [sample for sample in samples() if sample.form in ("HTML", "text") and _place_of(sample)[0]]


def write_varied(sources: Sequence[Sample], count: int, folder: Path) -> None:
    """Write `count` distinct documents made of `sources` in turn into `folder`, a thousand in each folder below it."""
    for number, (name, data) in enumerate(varied(sources, count)):
        path = folder / f"{number // 1000:04}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def varied(sources: Sequence[Sample], count: int) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of `count` documents: other places, other dates, and a sum of its own in a decision.

    What has no text that can be rewritten (PDF, scans, Bijoy) differs by its number in a place that is read over.
    """
    for number in range(count):
        sample = sources[number % len(sources)]
        yield f"{number:06}_{sample.name}", _variant(sample, number)


def _variant(sample: Sample, number: int) -> bytes:
    if sample.form in ("PDF", "scan"):
        return sample.data + f"\n% {number}\n".encode()
    if sample.form == "DOCX":
        return _variant_of_docx(sample, number)
    coding = "utf-16" if sample.data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return _rewritten(sample, sample.data.decode(coding), number).encode(coding)


def _variant_of_docx(sample: Sample, number: int) -> bytes:
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sample.data)) as package,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        made.comment = str(number).encode()
        for member in package.infolist():
            content = package.read(member)
            if member.filename == "word/document.xml":
                content = _rewritten(sample, content.decode(), number).encode()
            made.writestr(member.filename, content)
    return output.getvalue()


def _rewritten(sample: Sample, text: str, number: int) -> str:
    """The page with other days, months, years and places; in the third generation of the portal it is encoded."""
    inner = ENCODED.search(text)
    if inner:
        content = b"".join(map(base64.b64decode, inner[0].split(";"))).decode()
        encoded = base64.b64encode(_rewritten(sample, content, number).encode()).decode()
        return f"{text[: inner.start()]}{encoded}{text[inner.end() :]}"
    pairs = _pairs()
    place, turn = number % len(pairs), number // len(pairs)
    months, years = turn % 12, turn // 12

    def numeric(found: re.Match[str]) -> str:
        month = (int(found[2]) - 1 + months) % 12 + 1
        return f"{bangla_digits(f'{min(int(found[1]), 28):02}/{month:02}')}/{_year(found[3], years)}"

    text = NUMERIC_DATE.sub(numeric, text)
    text = MONTH.sub(lambda found: MONTHS[(MONTHS.index(found[1]) + months) % 12], text)
    text = YEAR.sub(lambda found: _year(found[0], years), text)
    district, upazila = _place_of(sample)
    if district:
        other_district, other_upazila = pairs[place]
        text = text.replace(district, other_district)
        text = text.replace(upazila, other_upazila) if upazila else text
    return DECIDED.sub(f" {bangla_digits(str(1000 + number))}/- টাকা ব্যয়ে", text, count=1)


def _year(text: str, years: int) -> str:
    return bangla_digits(str(2011 + (int(text) + years) % 12))


def _place_of(sample: Sample) -> tuple[str | None, str | None]:
    meetings = sample.golden["meetings"]
    first = meetings[0] if isinstance(meetings, list) and meetings else {}
    return first.get("district"), first.get("upazila")


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    """Every upazila with its district."""
    return tuple((place.district, place.name) for place, _ in places() if place.level == "upazila" and place.district)
