"""Minutes written from tests/golden/follow_ups.txt in several layouts, with what each meeting says of earlier decisions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"
MONTHS = ["জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"]
CONFIRMED = ("বিগত সভার কার্যবিবরণী অনুমোদন", "কোনো সংশোধনী না থাকায় বিগত সভার কার্যবিবরণী দৃঢ়ীকরণ করা হয়।")


@dataclass(slots=True, kw_only=True)
class Item:
    name: str
    topic: str
    discussion: str
    decision: str
    who: str


@dataclass(slots=True, kw_only=True)
class Meeting:
    committee: str
    place: str
    layout: str
    day: date
    told: str = ""
    reviews: list[tuple[str, str]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    rows: list[tuple[str, str] | Item] = field(default_factory=list)  # reviews and items in their order
    says: dict[str, str] = field(default_factory=dict)  # name of an earlier decision: status


def meetings(name: str) -> list[Meeting]:
    """Return the meetings, those of one committee together, oldest first."""
    found: list[Meeting] = []
    committee = place = layout = ""
    for line in (GOLDEN / name).read_text("utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "==":
            committee, place, layout = (part.strip() for part in rest.split("|"))
        elif mark == "=":
            found.append(Meeting(committee=committee, place=place, layout=layout, day=date.fromisoformat(rest)))
        elif mark == "~":
            found[-1].told = rest
        elif mark == "?":
            reviewed, progress = (part.strip() for part in rest.split("|"))
            found[-1].reviews.append((reviewed, progress))
            found[-1].rows.append((reviewed, progress))
        elif mark == ">":
            name, status = rest.split()
            found[-1].says[name] = status
        elif mark and mark != "#":
            name, topic, discussion, decision, who = (part.strip() for part in line.split("|"))
            item = Item(name=name, topic=topic, discussion=discussion, decision=decision, who=who)
            found[-1].items.append(item)
            found[-1].rows.append(item)
    return found


def write(meeting: Meeting, path: Path) -> Path:
    """Write the minutes of `meeting` in its layout."""
    if meeting.layout == "sections":
        path = path.with_suffix(".txt")
        path.write_text("\n".join([*_head(meeting), *_sections(meeting)]) + "\n", "utf-8")
    else:
        path = path.with_suffix(".html")
        head = "".join(f"<p>{escape(line)}</p>" for line in _head(meeting))
        body = "".join(LAYOUTS[meeting.layout](meeting))
        path.write_text(f"<html><head><meta charset='utf-8'></head><body>{head}{body}</body></html>", "utf-8")
    return path


def _head(meeting: Meeting) -> Iterator[str]:
    month = MONTHS[meeting.day.month - 1]
    yield f"{meeting.committee}র {month} {_bangla(meeting.day.year)} মাসের সভার কার্যবিবরণী"
    yield meeting.place
    yield f"সভার তারিখ: {_bangla(meeting.day.day)} {month} {_bangla(meeting.day.year)}"
    yield "সভার সময়: সকাল ১০:৩০ টা"
    yield "সভাপতি: জনাব হাবিবুল বাশার চৌধুরী"


def _bangla(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))


def _grid(*rows: tuple[str, ...]) -> str:
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table border='1'>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _decisions(meeting: Meeting) -> str:
    head = ("ক্রমিক", "আলোচ্য বিষয়", "আলোচনা", "সিদ্ধান্ত", "বাস্তবায়নকারী")
    told = [(CONFIRMED[0], meeting.told, CONFIRMED[1], "")] if meeting.told else []
    rows = [*told, *((item.topic, item.discussion, item.decision, item.who) for item in meeting.items)]
    return _grid(head, *((_bangla(number), *row) for number, row in enumerate(rows, 1)))


def _table(meeting: Meeting) -> Iterator[str]:
    yield _decisions(meeting)


def _review(meeting: Meeting) -> Iterator[str]:
    if meeting.reviews:
        yield "<p>বিগত সভার সিদ্ধান্ত বাস্তবায়নের অগ্রগতি:</p>"
        rows = ((_bangla(number), reviewed, progress) for number, (reviewed, progress) in enumerate(meeting.reviews, 1))
        yield _grid(("ক্রমিক", "বিগত সভার সিদ্ধান্ত", "বাস্তবায়ন অগ্রগতি"), *rows)
    yield "<p>সভায় বিস্তারিত আলোচনান্তে নিম্নরূপ সিদ্ধান্ত গৃহীত হয়:</p>"
    yield _decisions(meeting)


def _reviewed(meeting: Meeting) -> Iterator[str]:
    yield "<p>সভায় নিম্নরূপ আলোচনা ও সিদ্ধান্ত গৃহীত হয়:</p>"
    yield _decisions(meeting)
    if meeting.reviews:
        yield "<p>গত সভায় গৃহীত সিদ্ধান্তসমূহের বাস্তবায়ন অগ্রগতি প্রতিবেদন</p>"
        rows = (
            (_bangla(number), reviewed, "সংশ্লিষ্ট কর্মকর্তা", progress)
            for number, (reviewed, progress) in enumerate(meeting.reviews, 1)
        )
        yield _grid(("ক্রমিক", "সিদ্ধান্ত", "বাস্তবায়নকারী", "অগ্রগতি"), *rows)


def _columns(meeting: Meeting) -> Iterator[str]:
    head = ("ক্রমিক", "আলোচ্য বিষয়", "গত সভার সিদ্ধান্ত", "অগ্রগতি", "বর্তমান সভার সিদ্ধান্ত", "বাস্তবায়নকারী")
    rows = []
    before = ("", "")
    for row in meeting.rows:
        if isinstance(row, tuple):
            before = row
            continue
        rows.append((_bangla(len(rows) + 1), row.topic, *before, row.decision, row.who))
        before = ("", "")
    yield _grid(head, *rows)


def _sections(meeting: Meeting) -> Iterator[str]:
    told = (
        [Item(name="", topic=CONFIRMED[0], discussion=meeting.told, decision=CONFIRMED[1], who="")]
        if meeting.told
        else []
    )
    for number, item in enumerate([*told, *meeting.items], 1):
        yield f"আলোচ্যসূচি-{_bangla(number)}: {item.topic}"
        yield f"আলোচনা: {item.discussion}"
        yield f"সিদ্ধান্ত: {item.decision}"
        if item.who:
            yield f"বাস্তবায়নে: {item.who}"


LAYOUTS: dict[str, Callable[[Meeting], Iterator[str]]] = {
    "table": _table,
    "confirmed": _table,
    "review": _review,
    "reviewed": _reviewed,
    "columns": _columns,
}
