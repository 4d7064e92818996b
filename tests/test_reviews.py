"""Earlier decisions that minutes review are kept, and are no decisions of the meeting."""

import pytest

from extractors import extract
from pipeline.interpret import interpret
from pipeline.minutes import RawReview

HEAD = """<p>জেলা সেচ কমিটির মে ২০২১ মাসের সভার কার্যবিবরণী</p><p>সভার তারিখ: ১০ মে ২০২১</p>"""
DECISIONS = """<table><tr><td>ক্রমিক</td><td>আলোচ্য বিষয়</td><td>আলোচনা</td><td>সিদ্ধান্ত</td><td>বাস্তবায়নকারী</td></tr>
<tr><td>১</td><td>পাম্প</td><td>পাম্প পুরোনো।</td><td>নতুন পাম্প কিনতে হবে।</td><td>প্রকৌশলী</td></tr></table>"""


def row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def table(*rows: str) -> str:
    return f"<table border='1'>{''.join(rows)}</table>"


def reviews(body: str) -> tuple[RawReview, ...]:
    (minutes,) = interpret(extract(f"<html><body>{HEAD}{body}</body></html>".encode())).minutes
    assert [item.title for item in minutes.items] == ["পাম্প"]
    return minutes.reviews


REVIEWS = {
    "a table of its own": (
        table(row("ক্রমিক", "বিগত সভার সিদ্ধান্ত", "অগ্রগতি"), row("২", "খাল খনন করতে হবে।", "চলমান")) + DECISIONS,
        [("খাল খনন করতে হবে।", "চলমান", "২")],
    ),
    "decisions by their caption": (
        DECISIONS
        + "<p>বিগত সভার সিদ্ধান্তের বাস্তবায়ন অগ্রগতি</p>"
        + table(row("ক্রমিক", "সিদ্ধান্ত", "বাস্তবায়নকারী", "অগ্রগতি"), row("১", "খাল খনন করতে হবে।", "পাউবো", "শেষ হয়েছে")),
        [("খাল খনন করতে হবে।", "শেষ হয়েছে", "১")],
    ),
    "columns beside the decision": (
        table(
            row("ক্রমিক", "আলোচ্য বিষয়", "গত সভার সিদ্ধান্ত", "অগ্রগতি", "বর্তমান সিদ্ধান্ত"),
            row("১", "পাম্প", "পাম্পের দর যাচাই করতে হবে।", "যাচাই করা হয়েছে।", "নতুন পাম্প কিনতে হবে।"),
        ),
        [("পাম্পের দর যাচাই করতে হবে।", "যাচাই করা হয়েছে।", "১")],
    ),
    "columns that are empty": (
        table(
            row("ক্রমিক", "আলোচ্য বিষয়", "গত সভার সিদ্ধান্ত", "অগ্রগতি", "বর্তমান সিদ্ধান্ত"),
            row("১", "পাম্প", "", "", "নতুন পাম্প কিনতে হবে।"),
        ),
        [],
    ),
    "two in one cell": (
        table(
            row("ক্রমিক", "পূর্ববর্তী সভার সিদ্ধান্ত", "অগ্রগতি"),
            row("১", "ক) খাল খনন করতে হবে।<br>খ) বাঁধ মেরামত করতে হবে।", "ক) চলমান।<br>খ) মেরামত করা হয়েছে।"),
        )
        + DECISIONS,
        [("খাল খনন করতে হবে।", "চলমান।", "১"), ("বাঁধ মেরামত করতে হবে।", "মেরামত করা হয়েছে।", "১")],
    ),
    "a row that goes on": (
        table(
            row("ক্রমিক", "বিগত সভার সিদ্ধান্ত", "অগ্রগতি"),
            row("১", "খাল খনন", "কাজ"),
            row("", "করতে হবে।", ""),
            row("", "", "চলমান।"),
        )
        + DECISIONS,
        [("খাল খনন করতে হবে।", "কাজ চলমান।", "১")],
    ),
    "a paragraph": (
        "<p>গত সভার সিদ্ধান্ত অনুযায়ী খাল খননের কাজ শেষ হয়েছে এবং বাঁধের কাজ চলমান আছে বলে জানানো হয়।</p>" + DECISIONS,
        [(None, "গত সভার সিদ্ধান্ত অনুযায়ী খাল খননের কাজ শেষ হয়েছে এবং বাঁধের কাজ চলমান আছে বলে জানানো হয়।", None)],
    ),
    "a paragraph that tells nothing": (
        "<p>গত সভার কার্যবিবরণী পাঠ করে শোনানো হয় এবং কোনো সংশোধনী না থাকায় তা সর্বসম্মতিক্রমে অনুমোদন করা হয়।</p>" + DECISIONS,
        [],
    ),
    "progress that led to a decision": (
        table(row("ক্রমিক", "আলোচ্য বিষয়", "অগ্রগতি", "সিদ্ধান্ত"), row("১", "পাম্প", "দরপত্র চলমান।", "নতুন পাম্প কিনতে হবে।")),
        [],
    ),
}


def test_what_stands_in_an_item_is_not_kept_twice() -> None:
    told = "গত সভার সিদ্ধান্ত অনুযায়ী খাল খননের কাজ শেষ হয়েছে এবং বাঁধের কাজ চলমান আছে বলে জানানো হয়।"
    lines = [
        "জেলা সেচ কমিটির মে ২০২১ মাসের সভার কার্যবিবরণী",
        "সভার তারিখ: ১০ মে ২০২১",
        "আলোচ্যসূচি-১: পাম্প",
        f"আলোচনা: {told}",
        "সিদ্ধান্ত: নতুন পাম্প কিনতে হবে।",
    ]
    (minutes,) = interpret(extract("\n".join(lines).encode())).minutes
    assert minutes.items[0].discussion == told
    assert minutes.reviews == ()


@pytest.mark.parametrize("case", REVIEWS)
def test_reviewed_decisions_are_kept(case: str) -> None:
    body, expected = REVIEWS[case]
    assert [(one.decision, one.progress, one.serial_text) for one in reviews(body)] == expected
