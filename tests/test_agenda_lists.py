"""Minutes whose agenda is a list of its own, and other layouts of prose, as small pages of invented words."""

import pytest

from extractors.document import Document, Paragraph
from normalizers.letters import nfc
from pipeline.interpret import interpret
from pipeline.interpret.serials import parse_serial

HEAD = """উপজেলা বীজ কমিটির সভার কার্যবিবরণী
সভাপতি : জনাব করিম আলী, উপজেলা নির্বাহী অফিসার, কল্পনাপুর।
তারিখ : ১২ মে ২০২১ খ্রি.
"""
OPENING = "সভাপতি উপস্থিত সকলকে স্বাগত জানিয়ে সভার কাজ শুরু করেন। কৃষি অফিসার মাঠের অবস্থা সভায় উপস্থাপন করেন।\n"
AGENDA = "আলোচ্যসূচিঃ\n১। বীজ বিতরণ।\n২। সারের মজুদ।\n"
TAIL = "সভাপতি সকলকে ধন্যবাদ জানিয়ে সভার সমাপ্তি ঘোষণা করেন।\n(করিম আলী)\nউপজেলা নির্বাহী অফিসার\n"


def rows(text: str) -> list[tuple[str | None, str | None, str | None, str]]:
    blocks = tuple(Paragraph(text=nfc(line)) for line in text.splitlines())
    return [
        (parse_serial(item.serial_text) if item.serial_text else None, item.title, item.discussion, decision.text)
        for minutes in interpret(Document(format="text", route="text", blocks=blocks)).minutes
        for item in minutes.items
        for decision in item.decisions
    ]


PAGES = {  # the words between heading and closing, and their rows
    "labels that name their agenda item": (
        AGENDA + OPENING + "১ নং আলোচ্যসূচির সিদ্ধান্তঃ বীজ ৭ দিনের মধ্যে বিতরণ করতে হবে।\n২ নং আলোচ্যসূচির সিদ্ধান্তঃ সারের চাহিদা পাঠাতে হবে।\n",
        [
            ("1", "বীজ বিতরণ", None, "বীজ ৭ দিনের মধ্যে বিতরণ করতে হবে।"),
            ("2", "সারের মজুদ", None, "সারের চাহিদা পাঠাতে হবে।"),
        ],
    ),
    "one list of decisions as long as the agenda": (
        AGENDA + OPENING + "সিদ্ধান্তসমূহ:\n১। বীজ বিতরণ করতে হবে।\n২। সারের চাহিদা পাঠাতে হবে।\n",
        [
            ("1", "বীজ বিতরণ", None, "বীজ বিতরণ করতে হবে।"),
            ("2", "সারের মজুদ", None, "সারের চাহিদা পাঠাতে হবে।"),
        ],
    ),
    "items without topics of their own answer the list, the last of which closes the meeting": (
        AGENDA + "৩। বিবিধ।\n" + OPENING + "১নং আলোচ্য বিষয়: বীজ এসেছে বলে জানানো হয়। আলোচনা শেষে বীজ বিতরণের সিদ্ধান্ত গৃহীত হয়।\n২নং আলোচ্য বিষয়: সার কম আছে। সারের চাহিদা পাঠানোর সিদ্ধান্ত গৃহীত হয়।\n৩নং আলোচ্য বিষয়: বিবিধ আলোচনায় কোনো প্রস্তাব না থাকায় সভাপতি সভা সমাপ্ত ঘোষণা করেন।\n",
        [
            ("1", "বীজ বিতরণ", "বীজ এসেছে বলে জানানো হয়।", "আলোচনা শেষে বীজ বিতরণের সিদ্ধান্ত গৃহীত হয়।"),
            ("2", "সারের মজুদ", "সার কম আছে।", "সারের চাহিদা পাঠানোর সিদ্ধান্ত গৃহীত হয়।"),
        ],
    ),
    "proposals have numbers of their own": (
        AGENDA + OPENING + "১নং প্রস্তাবঃ বীজ এসেছে।\nসিদ্ধান্তঃ বীজ বিতরণ করা হইবে।\n২নং প্রস্তাবঃ সার কম আছে।\nসিদ্ধান্তঃ সারের চাহিদা পাঠাইতে হইবে।\n",
        [("1", None, "বীজ এসেছে।", "বীজ বিতরণ করা হইবে।"), ("2", None, "সার কম আছে।", "সারের চাহিদা পাঠাইতে হইবে।")],
    ),
    "those who act, in brackets on a line behind the sentence that decides": (
        OPENING + "২। বীজ: বীজ এসেছে। বীজ বিতরণের সিদ্ধান্ত গৃহীত হয়।\n(বাস্তবায়নে: কৃষি অফিসার)\n৩। সার: সার কম আছে। চাহিদা পাঠানোর সিদ্ধান্ত গৃহীত হয়।\n(বাস্তবায়নে: সার ডিলার)\n",
        [
            ("2", "বীজ", "বীজ এসেছে।", "বীজ বিতরণের সিদ্ধান্ত গৃহীত হয়।"),
            ("3", "সার", "সার কম আছে।", "চাহিদা পাঠানোর সিদ্ধান্ত গৃহীত হয়।"),
        ],
    ),
    "a list by Roman numerals, and those who act on all of it": (
        OPENING + "বিস্তারিত আলোচনান্তে নিম্নোক্ত সিদ্ধান্তসমূহ গৃহীত হয়:\ni) বীজ দিতে হবে;\nii) সার দিতে হবে;\niii) মাঠ দেখতে হবে।\nদায়িত্ব: কৃষি অফিসার\n",
        [
            ("i", None, None, "বীজ দিতে হবে;"),
            ("ii", None, None, "সার দিতে হবে;"),
            ("iii", None, None, "মাঠ দেখতে হবে।"),
        ],
    ),
    "a topic that ends like a sentence between its number and its discussion": (
        OPENING + "আলোচ্যসূচি ৪.২\nপোকা দমন কার্যক্রম।\nআলোচনা: পোকা বেড়েছে।\nসিদ্ধান্ত: আলোক ফাঁদ বসাতে হবে।\n",
        [("4.2", "পোকা দমন কার্যক্রম", "পোকা বেড়েছে।", "আলোক ফাঁদ বসাতে হবে।")],
    ),
    "posts under the last words are a signature": (
        OPENING + "আলোচ্যসূচি-১: বীজ\nসিদ্ধান্ত: বীজ দিতে হবে।\nআলোচ্যসূচি-২: বিবিধ\nসিদ্ধান্ত: কোনো সিদ্ধান্ত গৃহীত হয়নি।\nসভাপতি          সম্পাদক\n",
        [("1", "বীজ", None, "বীজ দিতে হবে।")],
    ),
    "what shall be done, said as a wish": (
        OPENING + "১) বীজ: বীজ নেই। বীজের চাহিদা পাঠানোর প্রস্তাব দেওয়া হোক।\n২) সার: সার নেই। সার আনার সুপারিশ করা হলো।\n",
        [("1", "বীজ", "বীজ নেই।", "বীজের চাহিদা পাঠানোর প্রস্তাব দেওয়া হোক।"), ("2", "সার", "সার নেই।", "সার আনার সুপারিশ করা হলো।")],
    ),
    "the day of the next meeting is no part of a list": (
        "গৃহীত সিদ্ধান্ত\n• বীজ দিতে হবে।\n• সার দিতে হবে।\nপরবর্তী সভার তারিখ: ০৯/১২/২০২১\n",
        [(None, None, None, "বীজ দিতে হবে।"), (None, None, None, "সার দিতে হবে।")],
    ),
    "a signature in brackets is no part of a decision": (
        OPENING + "সিদ্ধান্ত-১: বীজ দিতে হবে।\nসিদ্ধান্ত-২: সার দিতে হবে।\n(স্বাক্ষরিত)\nরেজিস্ট্রার\n",
        [("1", None, None, "বীজ দিতে হবে।"), ("2", None, None, "সার দিতে হবে।")],
    ),
    "a number on a line of its own, and a signature in brackets behind those who act": (
        OPENING + "ক্রমিক: ০১\nআলোচ্য বিষয়: বীজ\nসিদ্ধান্ত: বীজ দিতে হবে।\nক্রমিক: ০২\nআলোচ্য বিষয়: সার\nসিদ্ধান্ত: সার দিতে হবে।\nবাস্তবায়নকারী: কৃষি অফিসার\n(মোঃ করিম আলী)\n",
        [("1", "বীজ", None, "বীজ দিতে হবে।"), ("2", "সার", None, "সার দিতে হবে।")],
    ),
    "items by letters": (
        OPENING + "(ক) বীজ: বীজ দেওয়ার সিদ্ধান্ত সর্বসম্মতিক্রমে গৃহীত হয়।\n(খ) সার: সার আনার সিদ্ধান্ত গৃহীত হয়।\n",
        [("ক", "বীজ", None, "বীজ দেওয়ার সিদ্ধান্ত সর্বসম্মতিক্রমে গৃহীত হয়।"), ("খ", "সার", None, "সার আনার সিদ্ধান্ত গৃহীত হয়।")],
    ),
    "a closing with a number of its own": (
        OPENING + "২। সার কম আছে।\n৩। বিস্তারিত আলোচনান্তে নিম্নরূপ সিদ্ধান্ত গৃহীত হয়ঃ\n৩.১ বীজ দিতে হবে।\n৩.২ সার দিতে হবে।\n৪। আর কোন আলোচনা না থাকায় সভাপতি সভা সমাপ্ত ঘোষণা করেন।\n",
        [("3", None, None, "বীজ দিতে হবে।"), ("3", None, None, "সার দিতে হবে।")],
    ),
    "chapters of numbered paragraphs": (
        OPENING + "১.০ বীজ বিতরণ\n১.১ বীজ এসেছে।\n১.২ সিদ্ধান্ত: বীজ দিতে হবে।\n২.০ সারের মজুদ\n২.১ সার কম আছে।\n২.২ সিদ্ধান্ত:\n২.২.১ সার দিতে হবে।\n২.২.২ চাহিদা পাঠাতে হবে।\n",
        [
            ("1.0", "বীজ বিতরণ", "বীজ এসেছে।", "বীজ দিতে হবে।"),
            ("2.0", "সারের মজুদ", "সার কম আছে।", "সার দিতে হবে।"),
            ("2.0", "সারের মজুদ", "সার কম আছে।", "চাহিদা পাঠাতে হবে।"),
        ],
    ),
    "an attendance list is no matter": (
        "উপস্থিত সদস্যবৃন্দ:\n১। আবুল হাশেম, কৃষি অফিসার\nঅনুপস্থিত সদস্যবৃন্দ:\n১। নূর আলম, মৎস্য অফিসার\n" + OPENING + "সিদ্ধান্তসমূহ:\n১। বীজ বিতরণ করতে হবে।\n২। সার পাঠাতে হবে।\n",
        [("1", None, None, "বীজ বিতরণ করতে হবে।"), ("2", None, None, "সার পাঠাতে হবে।")],
    ),
    "numbered decisions under a numbered head, one of which speaks of finishing": (
        OPENING + "২.০ আলোচনা:\n২.১ মাঠের অবস্থা জানানো হয়।\n৩.০ সিদ্ধান্তসমূহ:\n৩.১ অবশিষ্ট কাজ জুনে সমাপ্ত করার পরিকল্পনা দিতে হবে।\n৩.২ মাঠ পরিদর্শন করতে হবে।\n",
        [
            ("3.1", None, None, "অবশিষ্ট কাজ জুনে সমাপ্ত করার পরিকল্পনা দিতে হবে।"),
            ("3.2", None, None, "মাঠ পরিদর্শন করতে হবে।"),
        ],
    ),
    "labels on lines of their own": (
        OPENING + "আলোচ্যসূচি-০১: বীজ বিতরণ\nআলোচনা\nবীজের চাহিদার হার ৬৭%।\nসিদ্ধান্ত\nবীজ বিতরণ করতে হবে।\n",
        [("1", "বীজ বিতরণ", "বীজের চাহিদার হার ৬৭%।", "বীজ বিতরণ করতে হবে।")],
    ),
    "entries whose bullets were drawn": (
        OPENING + "আলোচনা শেষে সভায় নিম্নরূপ সিদ্ধান্ত গৃহীত হয়:\nবীজ বিতরণ করতে হবে।\nসারের মজুদ যাচাই করতে হবে।\n",
        [(None, None, None, "বীজ বিতরণ করতে হবে।"), (None, None, None, "সারের মজুদ যাচাই করতে হবে।")],
    ),
    "labels run together on a page": (
        OPENING.strip() + " আলোচ্য বিষয়-১: বীজ বিতরণ\nসিদ্ধান্ত-১: বীজ দিতে হবে। সিদ্ধান্ত-২: সার দিতে হবে।\n",
        [("1", "বীজ বিতরণ", None, "বীজ দিতে হবে।"), ("1", "বীজ বিতরণ", None, "সার দিতে হবে।")],
    ),
    "a proposal is told, not named": (
        OPENING + "১নং প্রস্তাবঃ মাঠে পোকার আক্রমণ বৃদ্ধি পাইয়াছে।\nসিদ্ধান্তঃ আলোক ফাঁদ স্থাপন করা হইল।\n",
        [("1", None, "মাঠে পোকার আক্রমণ বৃদ্ধি পাইয়াছে।", "আলোক ফাঁদ স্থাপন করা হইল।")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_the_rows_of_a_page(name: str) -> None:
    body, expected = PAGES[name]
    assert rows(HEAD + body + TAIL) == [tuple(None if one is None else nfc(one) for one in row) for row in expected]


def test_brackets_may_stand_in_the_brackets_of_an_implementer() -> None:
    text = (
        HEAD
        + OPENING
        + "সিদ্ধান্ত-১: অভিযান চালাতে হবে। (বাস্তবায়নে: সহকারী কমিশনার (ভূমি))\nসিদ্ধান্ত-২: বীজ দিতে হবে। (বাস্তবায়নে: কৃষি অফিসার)\n"
        + TAIL
    )
    assert [row[3] for row in rows(text)] == [nfc("অভিযান চালাতে হবে।"), nfc("বীজ দিতে হবে।")]


def test_those_named_below_a_list_act_on_all_of_it() -> None:
    text = HEAD + OPENING + "নিম্নোক্ত সিদ্ধান্তসমূহ গৃহীত হয়:\n১) বীজ দিতে হবে।\n২) সার দিতে হবে।\nদায়িত্ব: কৃষি অফিসার\n" + TAIL
    blocks = tuple(Paragraph(text=nfc(line)) for line in text.splitlines())
    (minutes,) = interpret(Document(format="text", route="text", blocks=blocks)).minutes
    assert [one.implementers_text for item in minutes.items for one in item.decisions] == [nfc("কৃষি অফিসার")] * 2


def test_a_signature_behind_the_last_implementer_is_no_implementer() -> None:
    text = (
        HEAD
        + OPENING
        + "আলোচ্যসূচি-১: বীজ\nসিদ্ধান্ত: বীজ দিতে হবে।\nবাস্তবায়নে: কৃষি অফিসার\nকরিম আলী শেখ\nউপজেলা নির্বাহী অফিসার\n"
    )
    blocks = tuple(Paragraph(text=nfc(line)) for line in text.splitlines())
    (minutes,) = interpret(Document(format="text", route="text", blocks=blocks)).minutes
    assert [one.implementers_text for item in minutes.items for one in item.decisions] == [nfc("কৃষি অফিসার")]
