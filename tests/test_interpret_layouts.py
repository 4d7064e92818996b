"""Layouts of minutes that offices use, each as a small page of invented words, and the rows that are in it."""

import pytest

from extractors.document import Block, Cell, Document, Paragraph, Table
from pipeline.interpret import interpret
from pipeline.interpret.lines import nfc
from pipeline.interpret.serials import parse_serial
from pipeline.minutes import Interpretation

HEAD = """
জেলা পরিবেশ কমিটির মে ২০২১ মাসের সভার কার্যবিবরণী
সভাপতি : জনাব করিম আলী, জেলা প্রশাসক, কল্পনাপুর।
তারিখ : ১২ মে ২০২১ খ্রি.
সভাপতি উপস্থিত সকলকে স্বাগত জানিয়ে সভার কাজ শুরু করেন। গত সভার কার্যবিবরণী পাঠ করা হলে তা দৃঢ়ীকরণ করা হয়।
"""
TAIL = """
আর কোন আলোচ্য বিষয় না থাকায় সভাপতি সভার সমাপ্তি ঘোষণা করেন।
(করিম আলী)
অনুলিপি:
১। বিভাগীয় কমিশনার।
২। অফিস কপি।
"""


def page(text: str) -> Document:
    """Build a page: a line is a paragraph, "| a | b |" a row; ^ goes on with the cell above, < with the one at its left."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in [*text.strip().splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip().replace("¶", "\n") for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            blocks.append(table(rows))
            rows = []
        if line.strip():
            blocks.append(Paragraph(text=nfc(line.strip())))
    return Document(format="html", route="html", blocks=tuple(blocks))


def table(rows: list[list[str]]) -> Table:
    grid: list[tuple[Cell | None, ...]] = []
    for index, row in enumerate(rows):
        cells: list[Cell | None] = []
        for column, text in enumerate(row):
            if text == "^":
                cells.append(grid[index - 1][column])
            elif text == "<":
                cells.append(None)
            else:
                width = next(
                    (one for one in range(1, len(row) - column) if row[column + one] != "<"), len(row) - column
                )
                height = next(
                    (one for one in range(1, len(rows) - index) if rows[index + one][column] != "^"), len(rows) - index
                )
                cells.append(Cell(text=nfc(text), row=index, column=column, row_span=height, column_span=width))
        grid.append(tuple(cells))
    return Table(rows=tuple(grid))


Row = tuple[str | None, str | None, str | None, str, str | None, str | None]


def rows_of(found: Interpretation) -> list[Row]:
    """Serial, topic, discussion, decision, implementers and deadline of every row."""
    return [
        (
            parse_serial(item.serial_text) if item.serial_text else None,
            item.title,
            item.discussion,
            decision.text,
            decision.implementers_text,
            decision.deadline_text,
        )
        for minutes in found.minutes
        for item in minutes.items
        for decision in item.decisions
    ]


LAYOUTS: dict[str, tuple[str, list[Row]]] = {
    "two columns": (
        """
| আলোচনা | সিদ্ধান্ত |
| নদী দূষণ নিয়ে কথা হয়। | নদীতে বর্জ্য ফেলা বন্ধ করতে হবে। |
| ইটভাটা নিয়ে কথা হয়। | অবৈধ ভাটা উচ্ছেদ করতে হবে। |
""",
        [
            (None, None, "নদী দূষণ নিয়ে কথা হয়।", "নদীতে বর্জ্য ফেলা বন্ধ করতে হবে।", None, None),
            (None, None, "ইটভাটা নিয়ে কথা হয়।", "অবৈধ ভাটা উচ্ছেদ করতে হবে।", None, None),
        ],
    ),
    "decisions numbered in their own cells": (
        """
| গৃহীত সিদ্ধান্ত | বাস্তবায়নকারী |
| ১। বর্জ্য ফেলা বন্ধ করতে হবে। | উপপরিচালক |
| ২। ভাটা উচ্ছেদ করতে হবে। | ম্যাজিস্ট্রেট |
""",
        [
            ("1", None, None, "বর্জ্য ফেলা বন্ধ করতে হবে।", "উপপরিচালক", None),
            ("2", None, None, "ভাটা উচ্ছেদ করতে হবে।", "ম্যাজিস্ট্রেট", None),
        ],
    ),
    "the agenda as rows over the rows": (
        """
| আলোচনা | সিদ্ধান্ত | বাস্তবায়নে |
| ১। নদী দূষণ | < | < |
| পানি কালো হয়ে গেছে। | বর্জ্য ফেলা বন্ধ করতে হবে। | পরিবেশ অধিদপ্তর |
| ২। ইটভাটা | < | < |
| ধোঁয়া বেশি। | (ক) ভাটা উচ্ছেদ করতে হবে। (খ) মামলা করতে হবে। | জেলা প্রশাসন |
""",
        [
            ("1", "নদী দূষণ", "পানি কালো হয়ে গেছে।", "বর্জ্য ফেলা বন্ধ করতে হবে।", "পরিবেশ অধিদপ্তর", None),
            ("2", "ইটভাটা", "ধোঁয়া বেশি।", "ভাটা উচ্ছেদ করতে হবে।", "জেলা প্রশাসন", None),
            ("2", "ইটভাটা", "ধোঁয়া বেশি।", "মামলা করতে হবে।", "জেলা প্রশাসন", None),
        ],
    ),
    "a head of two rows": (
        """
| ক্রঃ নং | আলোচ্য বিষয় | সিদ্ধান্ত | বাস্তবায়ন | < |
| ^ | ^ | ^ | দায়িত্বপ্রাপ্ত দপ্তর | সময়সীমা |
| ১ | ২ | ৩ | ৪ | ৫ |
| ১ | নদী: পানি কালো হয়ে গেছে। | বর্জ্য ফেলা বন্ধ করতে হবে। | পরিবেশ অধিদপ্তর | ৩০/০৬/২০২১ |
| ২ | ভাটা: ধোঁয়া বেশি। | ভাটা উচ্ছেদ করতে হবে। | জেলা প্রশাসন | চলমান |
""",
        [
            ("1", "নদী", "পানি কালো হয়ে গেছে।", "বর্জ্য ফেলা বন্ধ করতে হবে।", "পরিবেশ অধিদপ্তর", "৩০/০৬/২০২১"),
            ("2", "ভাটা", "ধোঁয়া বেশি।", "ভাটা উচ্ছেদ করতে হবে।", "জেলা প্রশাসন", "চলমান"),
        ],
    ),
    "merged serials, and a row whose serial is left empty": (
        """
| ক্রঃ নং | আলোচ্য বিষয় | আলোচনা | সিদ্ধান্ত | বাস্তবায়ন |
| ১ | নদী | পানি কালো। | বর্জ্য বন্ধ করতে হবে। | পরিবেশ অধিদপ্তর |
| ^ | ^ | দখল হয়েছে। | দখল উচ্ছেদ করতে হবে। | ^ |
|  |  | মাছ কমেছে। | অভয়াশ্রম করতে হবে। | মৎস্য দপ্তর |
| ২ | ভাটা | ধোঁয়া বেশি। | ভাটা বন্ধ করতে হবে। | জেলা প্রশাসন |
""",
        [
            ("1", "নদী", "পানি কালো।", "বর্জ্য বন্ধ করতে হবে।", "পরিবেশ অধিদপ্তর", None),
            ("1", "নদী", "দখল হয়েছে।", "দখল উচ্ছেদ করতে হবে।", "পরিবেশ অধিদপ্তর", None),
            ("1", "নদী", "মাছ কমেছে।", "অভয়াশ্রম করতে হবে।", "মৎস্য দপ্তর", None),
            ("2", "ভাটা", "ধোঁয়া বেশি।", "ভাটা বন্ধ করতে হবে।", "জেলা প্রশাসন", None),
        ],
    ),
    "a table that goes on without a head": (
        """
| ক্রঃ নং | আলোচ্য বিষয় | আলোচনা | সিদ্ধান্ত | বাস্তবায়ন |
| ১ | নদী | পানি কালো। | নদীতে বর্জ্য ফেলা | পরিবেশ অধিদপ্তর |
পাতা-২
|  |  |  | বন্ধ করতে হবে। |  |
| ২ | ভাটা | ধোঁয়া বেশি। | ভাটা বন্ধ করতে হবে। | জেলা প্রশাসন |
""",
        [
            ("1", "নদী", "পানি কালো।", "নদীতে বর্জ্য ফেলা বন্ধ করতে হবে।", "পরিবেশ অধিদপ্তর", None),
            ("2", "ভাটা", "ধোঁয়া বেশি।", "ভাটা বন্ধ করতে হবে।", "জেলা প্রশাসন", None),
        ],
    ),
    "no head at all": (
        """
| ১ | নদী | উপপরিচালক জানান যে নদীর পানি কালো হয়ে গেছে এবং মাছ মরে যাচ্ছে। | বর্জ্য ফেলা বন্ধ করতে হবে। | উপপরিচালক |
| ২ | ভাটা | ধোঁয়ার কারণে ফসলের ক্ষতি হচ্ছে বলে সদস্যগণ মত প্রকাশ করেন। | ভাটা উচ্ছেদ করতে হবে। | নির্বাহী প্রকৌশলী |
""",
        [
            ("1", "নদী", "উপপরিচালক জানান যে নদীর পানি কালো হয়ে গেছে এবং মাছ মরে যাচ্ছে।", "বর্জ্য ফেলা বন্ধ করতে হবে।", "উপপরিচালক", None),
            ("2", "ভাটা", "ধোঁয়ার কারণে ফসলের ক্ষতি হচ্ছে বলে সদস্যগণ মত প্রকাশ করেন।", "ভাটা উচ্ছেদ করতে হবে।", "নির্বাহী প্রকৌশলী", None),
        ],
    ),
    "discussion and decision in one cell": (
        """
| ক্রমিক | আলোচ্য বিষয় | আলোচনা ও সিদ্ধান্ত | বাস্তবায়নে |
| ১ | নদী | পানি কালো হয়ে গেছে।¶সিদ্ধান্ত: বর্জ্য ফেলা বন্ধ করতে হবে। | পরিবেশ অধিদপ্তর |
| ২ | গাছ | চারা নেই। সভায় সিদ্ধান্ত গৃহীত হয় যে, চারা রোপণ করা হবে। | বন বিভাগ |
""",
        [
            ("1", "নদী", "পানি কালো হয়ে গেছে।", "বর্জ্য ফেলা বন্ধ করতে হবে।", "পরিবেশ অধিদপ্তর", None),
            ("2", "গাছ", "চারা নেই।", "সভায় সিদ্ধান্ত গৃহীত হয় যে, চারা রোপণ করা হবে।", "বন বিভাগ", None),
        ],
    ),
    "projects with progress": (
        """
| ক্রঃ | প্রকল্পের নাম | বরাদ্দ | বিগত সভার সিদ্ধান্ত | অগ্রগতি | সিদ্ধান্ত | দায়িত্ব |
| ১ | খাল খনন | ১২.০০ | কাজ শুরু করতে হবে। | কাজ শুরু হয়েছে। | কাজ শেষ করতে হবে। | পানি উন্নয়ন বোর্ড |
| ২ | সেতু | ৩০.০০ | নকশা করতে হবে। | নকশা হয়েছে। | - | - |
""",
        [("1", "খাল খনন", "কাজ শুরু হয়েছে।", "কাজ শেষ করতে হবে।", "পানি উন্নয়ন বোর্ড", None)],
    ),
    "a table for each department under its name": (
        """
১। কৃষি সম্প্রসারণ
| আলোচনা | সিদ্ধান্ত | বাস্তবায়নকারী |
| সার নেই। | সার আনতে হবে। | কৃষি অফিসার |
২। মৎস্য
| আলোচনা | সিদ্ধান্ত | বাস্তবায়নকারী |
| পোনা নেই। | পোনা ছাড়তে হবে। | মৎস্য অফিসার |
""",
        [
            ("1", "কৃষি সম্প্রসারণ", "সার নেই।", "সার আনতে হবে।", "কৃষি অফিসার", None),
            ("2", "মৎস্য", "পোনা নেই।", "পোনা ছাড়তে হবে।", "মৎস্য অফিসার", None),
        ],
    ),
    "labels down the first column": (
        """
| আলোচ্য বিষয় | নদী |
| আলোচনা | পানি কালো হয়ে গেছে। |
| সিদ্ধান্ত | বর্জ্য ফেলা বন্ধ করতে হবে। |
| বাস্তবায়নে | পরিবেশ অধিদপ্তর |
| আলোচ্য বিষয় | ভাটা |
| সিদ্ধান্ত | ভাটা উচ্ছেদ করতে হবে। |
""",
        [
            (None, "নদী", "পানি কালো হয়ে গেছে।", "বর্জ্য ফেলা বন্ধ করতে হবে।", "পরিবেশ অধিদপ্তর", None),
            (None, "ভাটা", None, "ভাটা উচ্ছেদ করতে হবে।", None, None),
        ],
    ),
    "implementers inside the decision": (
        """
| ক্রম | বিষয় | আলোচনা | সিদ্ধান্ত |
| ১ | নদী | পানি কালো। | বর্জ্য ফেলা বন্ধ করতে হবে।¶বাস্তবায়নে: পরিবেশ অধিদপ্তর |
| ২ | ভাটা | ধোঁয়া। | (ক) ভাটা বন্ধ করতে হবে।¶(খ) মামলা করতে হবে।¶বাস্তবায়নকারী: জেলা প্রশাসন |
""",
        [
            ("1", "নদী", "পানি কালো।", "বর্জ্য ফেলা বন্ধ করতে হবে।", "পরিবেশ অধিদপ্তর", None),
            ("2", "ভাটা", "ধোঁয়া।", "ভাটা বন্ধ করতে হবে।", "জেলা প্রশাসন", None),
            ("2", "ভাটা", "ধোঁয়া।", "মামলা করতে হবে।", "জেলা প্রশাসন", None),
        ],
    ),
    "a review of the last meeting before the business": (
        """
গত সভার সিদ্ধান্ত বাস্তবায়ন অগ্রগতি:
| ক্রঃ | সিদ্ধান্ত | বাস্তবায়নকারী | অগ্রগতি |
| ১ | কাজ শুরু করতে হবে। | প্রকৌশলী | শুরু হয়েছে। |
আলোচ্যসূচি-১: সেতু
আলোচনা: সেতু নিয়ে কথা হয়।
সিদ্ধান্ত: কাজ শেষ করতে হবে।
""",
        [("1", "সেতু", "সেতু নিয়ে কথা হয়।", "কাজ শেষ করতে হবে।", None, None)],
    ),
    "an item in prose before the table": (
        """
আলোচ্যসূচি-১: বিগত সভার কার্যবিবরণী দৃঢ়ীকরণ
সিদ্ধান্ত: বিগত সভার কার্যবিবরণী সর্বসম্মতিক্রমে দৃঢ়ীকরণ করা হলো।
| ক্রঃ | দপ্তর | আলোচনা | সিদ্ধান্ত | বাস্তবায়নে |
| ২ | কৃষি | সার নেই। | সার আনতে হবে। | কৃষি অফিসার |
""",
        [
            ("1", "বিগত সভার কার্যবিবরণী দৃঢ়ীকরণ", None, "বিগত সভার কার্যবিবরণী সর্বসম্মতিক্রমে দৃঢ়ীকরণ করা হলো।", None, None),
            ("2", "কৃষি", "সার নেই।", "সার আনতে হবে।", "কৃষি অফিসার", None),
        ],
    ),
    "numbered decisions with labels": (
        """
সিদ্ধান্ত-১: বর্জ্য ফেলা বন্ধ করতে হবে।
বাস্তবায়নে: পরিবেশ অধিদপ্তর
সিদ্ধান্ত-২: ভাটা উচ্ছেদ করতে হবে।
সময়সীমা: ৩০/০৬/২০২১
""",
        [
            ("1", None, None, "বর্জ্য ফেলা বন্ধ করতে হবে।", "পরিবেশ অধিদপ্তর", None),
            ("2", None, None, "ভাটা উচ্ছেদ করতে হবে।", None, "৩০/০৬/২০২১"),
        ],
    ),
    "everything of an item in one paragraph": (
        """
১। নদী: পানি কালো হয়ে গেছে। সিদ্ধান্ত: বর্জ্য ফেলা বন্ধ করতে হবে। বাস্তবায়নে: পরিবেশ অধিদপ্তর।
২। ভাটা: ধোঁয়া নিয়ে কথা হয়। সিদ্ধান্ত: (ক) ভাটা উচ্ছেদ করতে হবে। (খ) মামলা করতে হবে।
""",
        [
            ("1", "নদী", "পানি কালো হয়ে গেছে।", "বর্জ্য ফেলা বন্ধ করতে হবে।", "পরিবেশ অধিদপ্তর।", None),
            ("2", "ভাটা", "ধোঁয়া নিয়ে কথা হয়।", "ভাটা উচ্ছেদ করতে হবে।", None, None),
            ("2", "ভাটা", "ধোঁয়া নিয়ে কথা হয়।", "মামলা করতে হবে।", None, None),
        ],
    ),
    "the agenda first, then its items with numbered decisions": (
        """
আলোচ্যসূচি:
১। নদী দূষণ
২। ইটভাটা
৩। বিবিধ
১। নদী দূষণ
পানি কালো হয়ে গেছে।
সিদ্ধান্তঃ
১। বর্জ্য ফেলা বন্ধ করতে হবে।
২। পাহারা বসাতে হবে।
২। ইটভাটা
ধোঁয়া নিয়ে কথা হয়।
সিদ্ধান্তঃ ভাটা উচ্ছেদ করতে হবে।
৩। বিবিধ
আর কিছু নেই।
""",
        [
            ("1", "নদী দূষণ", "পানি কালো হয়ে গেছে।", "বর্জ্য ফেলা বন্ধ করতে হবে।", None, None),
            ("1", "নদী দূষণ", "পানি কালো হয়ে গেছে।", "পাহারা বসাতে হবে।", None, None),
            ("2", "ইটভাটা", "ধোঁয়া নিয়ে কথা হয়।", "ভাটা উচ্ছেদ করতে হবে।", None, None),
        ],
    ),
    "bullets that pair": (
        """
আলোচ্যসূচি-১: নদী
সিদ্ধান্ত:
• বর্জ্য ফেলা বন্ধ করতে হবে।
• পাহারা বসাতে হবে।
বাস্তবায়নে:
• পরিবেশ অধিদপ্তর
• নৌ পুলিশ
""",
        [
            ("1", "নদী", None, "বর্জ্য ফেলা বন্ধ করতে হবে।", "পরিবেশ অধিদপ্তর", None),
            ("1", "নদী", None, "পাহারা বসাতে হবে।", "নৌ পুলিশ", None),
        ],
    ),
    "topics without numbers": (
        """
নদী দূষণ
পানি কালো হয়ে গেছে।
সিদ্ধান্ত: বর্জ্য ফেলা বন্ধ করতে হবে।
বাস্তবায়নে: পরিবেশ অধিদপ্তর
ইটভাটা
ধোঁয়া নিয়ে কথা হয়।
সিদ্ধান্ত: ভাটা উচ্ছেদ করতে হবে।
""",
        [
            (None, "নদী দূষণ", "পানি কালো হয়ে গেছে।", "বর্জ্য ফেলা বন্ধ করতে হবে।", "পরিবেশ অধিদপ্তর", None),
            (None, "ইটভাটা", "ধোঁয়া নিয়ে কথা হয়।", "ভাটা উচ্ছেদ করতে হবে।", None, None),
        ],
    ),
    "chapters numbered 1.0, 2.0": (
        """
২.০ আলোচনা:
২.১ উপসচিব জানান যে, প্রকল্পের অগ্রগতি ৫০%।
৩.০ সিদ্ধান্তসমূহ:
৩.১ কাজ জুনের মধ্যে শেষ করতে হবে।
৩.২ জমি অধিগ্রহণ করতে হবে।
""",
        [
            ("3.1", None, None, "কাজ জুনের মধ্যে শেষ করতে হবে।", None, None),
            ("3.2", None, None, "জমি অধিগ্রহণ করতে হবে।", None, None),
        ],
    ),
    "a list of decisions by letters": (
        """
বিস্তারিত আলোচনা শেষে নিম্নরূপ সিদ্ধান্ত গৃহীত হয়:
ক) সার আনতে হবে।
খ) পোনা ছাড়তে হবে।
""",
        [("ক", None, None, "সার আনতে হবে।", None, None), ("খ", None, None, "পোনা ছাড়তে হবে।", None, None)],
    ),
    "a list of decisions in one paragraph": (
        "আলোচনা শেষে নিম্নবর্ণিত সিদ্ধান্তসমূহ গৃহীত হয়ঃ ১। সার আনতে হবে। ২। পোনা ছাড়তে হবে।",
        [("1", None, None, "সার আনতে হবে।", None, None), ("2", None, None, "পোনা ছাড়তে হবে।", None, None)],
    ),
    "proposals decided by their last sentence": (
        """
১নং প্রস্তাবঃ বাঁধ ভাঙ্গিয়া গিয়াছে বলিয়া সদস্যগণ জানান। সর্বসম্মতিক্রমে সিদ্ধান্ত গৃহীত হইল যে, বাঁধ মেরামত করা হইবে।
২নং প্রস্তাবঃ নিবন্ধন ফি লইয়া আলোচনা হয়। ফি বাবদ ৫০ টাকা ধার্য করা হইল।
""",
        [
            ("1", None, "বাঁধ ভাঙ্গিয়া গিয়াছে বলিয়া সদস্যগণ জানান।", "সর্বসম্মতিক্রমে সিদ্ধান্ত গৃহীত হইল যে, বাঁধ মেরামত করা হইবে।", None, None),
            ("2", None, "নিবন্ধন ফি লইয়া আলোচনা হয়।", "ফি বাবদ ৫০ টাকা ধার্য করা হইল।", None, None),
        ],
    ),
    "prose without any mark": (
        """
বন্যায় বাঁধ ভাঙ্গিয়া গিয়াছে বলিয়া চেয়ারম্যান জানান।
বিস্তারিত আলোচনার পর সিদ্ধান্ত গৃহীত হয় যে, বাঁধ মেরামত করা হইবে।
অতঃপর মসজিদের কথা উঠে। প্রস্তাবটি সর্বসম্মতিক্রমে গৃহীত হয় এবং কমিটি গঠন করা হইল।
""",
        [
            (None, None, "বন্যায় বাঁধ ভাঙ্গিয়া গিয়াছে বলিয়া চেয়ারম্যান জানান।", "বিস্তারিত আলোচনার পর সিদ্ধান্ত গৃহীত হয় যে, বাঁধ মেরামত করা হইবে।", None, None),
            (None, None, "অতঃপর মসজিদের কথা উঠে।", "প্রস্তাবটি সর্বসম্মতিক্রমে গৃহীত হয় এবং কমিটি গঠন করা হইল।", None, None),
        ],
    ),
    "labels that OCR bent": (
        """
আলোচ্যসূচি-১: সার
আলোচণা: সার নেই।
সিদ্ধান্ড: সার আনতে হবে।
বাস্তবায়ণে: কৃষি অফিসার
""",
        [("1", "সার", "সার নেই।", "সার আনতে হবে।", "কৃষি অফিসার", None)],
    ),
    "an English table": (
        """
| Sl. No. | Agenda | Discussion | Decision | Responsibility | Timeline |
| 1 | Roads | Twelve roads are under way. | Work shall be completed by 30 August 2020. | UE (all) | 30/08/2020 |
""",
        [("1", "Roads", "Twelve roads are under way.", "Work shall be completed by 30 August 2020.", "UE (all)", "30/08/2020")],
    ),
    "English sections": (
        """
Agenda 2: Revision of the project
Discussion: The cost was discussed.
Decisions:
(a) The revised cost of Tk. 25.50 lakh was approved.
(b) The period shall be extended to June 2020.
Action by: Project Director
""",
        [
            ("2", "Revision of the project", "The cost was discussed.", "The revised cost of Tk. 25.50 lakh was approved.", "Project Director", None),
            ("2", "Revision of the project", "The cost was discussed.", "The period shall be extended to June 2020.", "Project Director", None),
        ],
    ),
    "English resolutions": (
        """
1. Admission
The Registrar informed that 320 applications were received. It was resolved that the test be held in June.
2. Examination
The Controller placed the schedule. It was decided to hold the examination in July.
""",
        [
            ("1", "Admission", "The Registrar informed that 320 applications were received.", "It was resolved that the test be held in June.", None, None),
            ("2", "Examination", "The Controller placed the schedule.", "It was decided to hold the examination in July.", None, None),
        ],
    ),
    "a table flattened to lines": (
        """
ক্রমিক
আলোচ্য বিষয়
সিদ্ধান্ত
বাস্তবায়নে
১.১
সার বিতরণঃ
সারের অবস্থা নিয়ে আলোচনা করা হয়।
সার আনার সিদ্ধান্ত গৃহীত হয়।
এবং
সার সমভাবে বিতরণ করতে হবে।
উপজেলা কৃষি অফিসার
১.২
পোনা নিয়ে সদস্যগণ মতামত প্রদান করেন মর্মে আলোচনা করা হয়।
পোনা ছাড়তে হবে।
উপজেলা মৎস্য কর্মকর্তা
উপজেলা প্রকৌশলী
""",
        [
            ("1.1", "সার বিতরণ", "সারের অবস্থা নিয়ে আলোচনা করা হয়।", "সার আনার সিদ্ধান্ত গৃহীত হয়।", "উপজেলা কৃষি অফিসার", None),
            ("1.1", "সার বিতরণ", "সারের অবস্থা নিয়ে আলোচনা করা হয়।", "সার সমভাবে বিতরণ করতে হবে।", "উপজেলা কৃষি অফিসার", None),
            ("1.2", None, "পোনা নিয়ে সদস্যগণ মতামত প্রদান করেন মর্মে আলোচনা করা হয়।", "পোনা ছাড়তে হবে।", "উপজেলা মৎস্য কর্মকর্তা\nউপজেলা প্রকৌশলী", None),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_rows_of_a_layout(name: str) -> None:
    body, rows = LAYOUTS[name]
    found = interpret(page(HEAD + body + TAIL))
    expected = [tuple(None if text is None else nfc(text) for text in row) for row in rows]
    assert rows_of(found) == expected
    assert len(found.minutes) == 1


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_reconciles(name: str) -> None:
    found = interpret(page(HEAD + LAYOUTS[name][0] + TAIL))
    assert found.rows_seen == found.rows_explained + len(rows_of(found))


MEETINGS = {  # documents of several meetings, and how many rows each holds
    "the same heading twice, numbered anew": (
        """
০৯-০৩-২০২৩ ইং তারিখের সভায় গৃহীত সিদ্ধান্ত সমূহঃ
১) রাস্তা মেরামত করার সিদ্ধান্ত গৃহীত হয়।
২) ভিজিডি তালিকা অনুমোদন করা হয়।
০৯-০৩-২০২৩ ইং তারিখের সভায় গৃহীত সিদ্ধান্ত সমূহঃ
১) গাছ রোপণের সিদ্ধান্ত হয়।
২) কম্বল বিতরণ করা হবে।
৩) সেতু মেরামত করা হবে।
""",
        [2, 3],
    ),
    "undated tables": (
        """
১ম সভা :
| ক্রমিক নং | সিদ্ধান্ত সমূহ | বাস্তবায়নে |
| ১ | রাস্তা মেরামত করা হবে। | চেয়ারম্যান |
| ২ | সার বিতরণ করা হবে। | কৃষি অফিসার |
২য় সভা :
| ক্রমিক নং | সিদ্ধান্ত সমূহ | বাস্তবায়নে |
| ১ | সেতু মেরামত করা হবে। | চেয়ারম্যান |
""",
        [2, 1],
    ),
    "two minutes with their own headings and closings": (
        HEAD + "\nসিদ্ধান্ত: নদী রক্ষা করতে হবে।\n" + TAIL + HEAD.replace("মে ২০২১", "জুন ২০২১")
        + "\nসিদ্ধান্ত: পাহাড় রক্ষা করতে হবে।\n" + TAIL,
        [1, 1],
    ),
    "a heading repeated on the next page is no second meeting": (
        HEAD + "\nসিদ্ধান্ত-১: নদী রক্ষা করতে হবে।\nজেলা পরিবেশ কমিটির মে ২০২১ মাসের সভার কার্যবিবরণী\n"
        "সিদ্ধান্ত-২: পাহাড় রক্ষা করতে হবে।\n" + TAIL,
        [2],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MEETINGS)
def test_meetings_are_told_apart(name: str) -> None:
    text, counts = MEETINGS[name]
    found = interpret(page(text))
    assert [sum(len(item.decisions) for item in one.items) for one in found.minutes] == counts


def test_a_cover_letter_is_no_header_but_gives_the_memo() -> None:
    letter = """
স্মারক নং- ০৫.৪১.০০০০.১২
বিষয়ঃ সভার কার্যবিবরণী প্রেরণ।
উপর্যুক্ত বিষয়ের প্রেক্ষিতে গত ০৫/০৩/২০১৯ তারিখে অনুষ্ঠিত সভার কার্যবিবরণী পরবর্তী প্রয়োজনীয় ব্যবস্থা গ্রহণের জন্য এতদসঙ্গে প্রেরণ করা হলো এবং প্রাপ্তি স্বীকার করার জন্য অনুরোধ করা হলো।
(রফিক আহমেদ)
"""
    (minutes,) = interpret(page(letter + HEAD + "\nসিদ্ধান্ত: নদী রক্ষা করতে হবে।\n" + TAIL)).minutes
    assert minutes.title == nfc("জেলা পরিবেশ কমিটির মে ২০২১ মাসের সভার কার্যবিবরণী")
    assert minutes.memo_text == nfc("০৫.৪১.০০০০.১২")
    assert minutes.date_text == nfc("১২ মে ২০২১ খ্রি.")


NEGATIVES = {
    "notice": "সভার নোটিশ\nআগামী ১২/০৬/২০২১ তারিখে কমিটির সভা অনুষ্ঠিত হবে।\nআলোচ্যসূচিঃ\n১। কার্যবিবরণী দৃঢ়ীকরণ।\n২। বিবিধ।",
    "news": "মাসিক সভা অনুষ্ঠিত\nরবিবার মিলনায়তনে কমিটির মাসিক সভা অনুষ্ঠিত হয়েছে। প্রধান অতিথি ছিলেন চেয়ারম্যান। সভায় সিদ্ধান্ত হয় যে, পাহারা জোরদার করা হবে।",
    "stock_text": "ইউনিয়ন পরিষদের সভা\nচেয়ারম্যান প্রতি মাসে একটি করে বছরে ১২টি সভা করে থাকেন। মতামতের ভিত্তিতে সিদ্ধান্ত গৃহীত হয়।",
    "bare_agenda": "নিচে মাসিক সভার সিদ্ধান্ত সমূহ দেওয়া হলোঃ\n১। কার্যবিবরণীর পাঠ ও অনুমোদন।\n২। ট্যাক্স আদায় বিষয়ক আলোচনা।\n৩। প্রকল্প গ্রহণ সংক্রান্ত।\n৪। বিবিধ।",
    "programme": "বিজয় দিবস উদযাপনের কর্মসূচি\n| ক্রমিক | তারিখ ও সময় | কর্মসূচি | স্থান | বাস্তবায়ন |\n| ১ | সকাল ৬টা | পুষ্পস্তবক অর্পণ | স্মৃতিসৌধ | সকল দপ্তর |",
    "attendance_only": "কমিটির সদস্যদের তালিকা\n| ক্রমিক | নাম | পদবী |\n| ১ | করিম আলী | সভাপতি |\n| ২ | রহিম শেখ | সদস্য |",
    "review_only": "গত সভার সিদ্ধান্ত বাস্তবায়ন অগ্রগতি\n| ক্রঃ | গত সভার সিদ্ধান্ত | অগ্রগতি |\n| ১ | কাজ শুরু করতে হবে। | শুরু হয়েছে। |",
    "no_decisions_stated": HEAD + "\nসদস্যগণ নদী নিয়ে কথা বলেন।\n" + TAIL,
    "no_minutes": "যোগাযোগ\nকল্পনাপুর সদর",
    "no_text": "",
}


@pytest.mark.parametrize("reason", NEGATIVES)
def test_a_page_without_decisions_says_why(reason: str) -> None:
    found = interpret(page(NEGATIVES[reason]))
    assert (rows_of(found), found.reason) == ([], reason)


def test_what_is_overlooked_is_reported() -> None:
    found = interpret(
        page(
            HEAD
            + "\n| ক্রঃ | সিদ্ধান্ত | বাস্তবায়নে |\n| ১ | সার আনতে হবে। | কৃষি অফিসার |\n| ৩ | পোনা ছাড়তে হবে। | মৎস্য অফিসার |\n"
            + TAIL
        )
    )
    assert [(finding.code, finding.text) for finding in found.findings] == [("serial_gap", "2")]
