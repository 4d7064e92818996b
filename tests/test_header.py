"""Headers as offices write them: every spelling of a label, separators, values over lines, prose without labels."""

import pytest

from extractors.document import Cell, Paragraph, Table
from pipeline.interpret.header import Header, read_header
from pipeline.interpret.labels import fields_of
from pipeline.interpret.lines import Line, nfc

BODY = "সভাপতি উপস্থিত সকলকে স্বাগত জানিয়ে সভার কাজ শুরু করেন এবং গত সভার সিদ্ধান্ত বাস্তবায়নের অগ্রগতি জানতে চান। " * 3
CLOSING = "আর কোন আলোচনা না থাকায় সভাপতি সভার সমাপ্তি ঘোষণা করেন।"


def header(*lines: str, page_title: str | None = None) -> Header:
    return read_header([Paragraph(text=nfc(line)) for line in lines], (), page_title)


LABELS = [  # one line as written, the field it holds, its value
    ("সভাপতি ঃ জনাব আবুল হাশেম", "chair", "জনাব আবুল হাশেম"),
    ("সভাপতি: বেগম রওশন আরা", "chair", "বেগম রওশন আরা"),
    ("সভার সভাপতি\t:\tমোঃ নূর আলম", "chair", "মোঃ নূর আলম"),
    ("স্থান:-ইউনিয়ন পরিষদ ভবন।", "venue", "ইউনিয়ন পরিষদ ভবন"),
    ("সভার স্থানঃ উপজেলা পরিষদ মিলনায়তন", "venue", "উপজেলা পরিষদ মিলনায়তন"),
    ("১। সভার স্থান : হলরুম", "venue", "হলরুম"),
    ("তারিখ t ১২/০৩/২০১৫ ইং", "date", "১২/০৩/২০১৫ ইং"),
    ("সভার তারিখ ঃ- ০৪ মার্চ ২০২০", "meeting_date", "০৪ মার্চ ২০২০"),
    ("তারিখ ও সময়ঃ-০৭/১১/২০১৯ খ্রিঃ সকাল ১০ ঘটিকা", "date_time", "০৭/১১/২০১৯ খ্রিঃ সকাল ১০ ঘটিকা"),
    ("স্মারক নং- ৪৪.০১.২২০০.০০০", "memo", "৪৪.০১.২২০০.০০০"),
    ("Date of the meeting: 12 May 2022", "meeting_date", "12 May 2022"),
    ("Chairperson : Mr. Abdul Karim", "chair", "Mr. Abdul Karim"),
]


@pytest.mark.parametrize(("text", "kind", "value"), LABELS)
def test_a_label_is_known_in_its_spellings(text: str, kind: str, value: str) -> None:
    (field,) = fields_of([Line(text=nfc(text))])
    assert (field.kind, field.value) == (kind, nfc(value))


PROSE = [  # the label's word, but no label
    "সভাপতি সভায় জানান যে, কাজ শেষ হয়েছে।",
    "সভাপতি উপস্থিত সকলকে ধন্যবাদ জানান।",
    "সময় স্বল্পতার কারণে আলোচনা হয়নি।",
    "স্থান নির্ধারণ করা হয়নি।",
    "তারিখ পরে জানানো হবে।",
]


@pytest.mark.parametrize("text", PROSE)
def test_the_word_of_a_label_in_prose_is_no_label(text: str) -> None:
    assert fields_of([Line(text=nfc(text))]) == []


def test_two_fields_on_one_line_are_two_fields() -> None:
    found = header("উপজেলা সার কমিটির সভার কার্যবিবরণী", "সভার তারিখ: ১২/০৮/২০১৭ খ্রি:          সময় বেলা: ০২:০০ ঘটিকা।", BODY)
    assert found.date_text is not None
    assert found.date_text.startswith(nfc("১২/০৮/২০১৭"))
    assert nfc("সময়") not in found.date_text
    found = header("সার কমিটির সভার কার্যবিবরণী", "তারিখঃ ১২/০৮/২০১৭ ইং। সময়ঃ বিকাল ০৩.০০ ঘটিকা।", BODY)
    assert (found.date_text, found.time_text) == (nfc("১২/০৮/২০১৭ ইং"), nfc("বিকাল ০৩.০০ ঘটিকা"))


def test_the_chairs_post_may_stand_on_the_lines_below() -> None:
    found = header(
        "বাঁধ কমিটির সভার কার্যবিবরণী",
        "সভাপতি ঃ জনাব গোলাম রব্বানী",
        "চেয়ারম্যান",
        "ও",
        "সভাপতি ইউনিয়ন বাঁধ কমিটি।",
        "স্থান ঃ পরিষদ ভবন",
        BODY,
    )
    assert found.chair_text == nfc("জনাব গোলাম রব্বানী\nচেয়ারম্যান\nও\nসভাপতি ইউনিয়ন বাঁধ কমিটি")
    assert found.venue == nfc("পরিষদ ভবন")


def test_labels_laid_out_as_a_table() -> None:
    pairs = [("সভাপতি", "জনাব আবুল হাশেম, জেলা প্রশাসক, ফেনী"), ("তারিখ", "০২/০৫/২০২১ খ্রিঃ"), ("সময়", "সকাল ১০.০০ টা")]
    rows = tuple(
        tuple(Cell(text=nfc(text), row=index, column=column) for column, text in enumerate((label, ":", value)))
        for index, (label, value) in enumerate(pairs)
    )
    found = read_header(
        [Paragraph(text=nfc("জেলা ক্রীড়া কমিটির সভার কার্যবিবরণী")), Table(rows=rows), Paragraph(text=nfc(BODY))]
    )
    assert found.chair_text == nfc("জনাব আবুল হাশেম, জেলা প্রশাসক, ফেনী")
    assert (found.date_text, found.time_text) == (nfc("০২/০৫/২০২১ খ্রিঃ"), nfc("সকাল ১০.০০ টা"))


def test_the_memos_date_is_not_the_meetings() -> None:
    found = header(
        "গণপ্রজাতন্ত্রী বাংলাদেশ সরকার", "জেলা প্রশাসকের কার্যালয়, ফেনী", "স্মারক নং- ০৫.৪২.৩০০০.০১২.০৬.০০২.২১-৮৮", "তারিখ: ১৮ মে ২০২১",
        "জেলা ক্রীড়া কমিটির মে ২০২১ মাসের সভার কার্যবিবরণী", "তারিখ : ১১ মে ২০২১", BODY, CLOSING,
    )  # fmt: skip
    assert (found.date_text, found.issued_on_text) == (nfc("১১ মে ২০২১"), nfc("১৮ মে ২০২১"))
    assert found.memo_text == nfc("০৫.৪২.৩০০০.০১২.০৬.০০২.২১-৮৮")
    assert found.office == nfc("জেলা প্রশাসকের কার্যালয়, ফেনী")
    assert found.month_text == nfc("মে ২০২১")


def test_a_memo_at_the_end_has_both_calendars_below_it() -> None:
    found = header(
        "ক্রীড়া কমিটির সভার কার্যবিবরণী",
        "তারিখঃ ১১ মে ২০২১",
        BODY,
        CLOSING,
        "(আবুল হাশেম)",
        "জেলা প্রশাসক",
        "নম্বর: ০৫.৪২.৩০০০.০১২.০৬.০০২.২১-৮৮",
        "তারিখ:",
        "০৪ জ্যৈষ্ঠ ১৪২৮",
        "১৮ মে ২০২১",
        "অনুলিপি:",
    )
    assert found.issued_on_text == nfc("০৪ জ্যৈষ্ঠ ১৪২৮\n১৮ মে ২০২১")
    assert found.date_text == nfc("১১ মে ২০২১")


def test_minutes_without_labels_say_it_in_their_first_sentence() -> None:
    found = header(
        "পূর্বপাড়া ইউনিয়ন পরিষদের মাসিক সভার রেজুলেশন",
        "অদ্য ১২/০৪/২০১৬ ইং তারিখ রোজ মঙ্গলবার সকাল ১০.০০ ঘটিকার সময় পূর্বপাড়া ইউনিয়ন পরিষদের সভাকক্ষে অত্র পরিষদের চেয়ারম্যান জনাব গোলাম রব্বানী এর সভাপতিত্বে এক সাধারণ সভা অনুষ্ঠিত হয়।",
    )
    assert found.chair_text == nfc("জনাব গোলাম রব্বানী, চেয়ারম্যান")
    assert found.date_text is not None
    assert found.date_text.startswith(nfc("১২/০৪/২০১৬ ইং"))
    assert found.time_text == nfc("সকাল ১০.০০ ঘটিকা")
    assert found.venue == nfc("পূর্বপাড়া ইউনিয়ন পরিষদের সভাকক্ষ")


SIGNATURES = [  # the lines after the closing; name; designation
    (["(আবুল হাশেম)", "জেলা প্রশাসক", "ফেনী।"], "আবুল হাশেম", "জেলা প্রশাসক, ফেনী"),
    (["স্বাক্ষরিত/-", "(বেগম রওশন আরা)", "চেয়ারম্যান"], "বেগম রওশন আরা", "চেয়ারম্যান"),
    (["গোলাম রব্বানী", "উপজেলা নির্বাহী অফিসার", "ও", "সভাপতি"], "গোলাম রব্বানী", "উপজেলা নির্বাহী অফিসার ও সভাপতি"),
    (["(মোঃ নূর আলম)\t(আবুল হাশেম)", "সদস্য-সচিব\tসভাপতি"], "আবুল হাশেম", "সভাপতি"),
    (["অনুলিপি:", "১। জেলা প্রশাসক, ফেনী।"], None, None),
    ([], None, None),
]


@pytest.mark.parametrize(("lines", "name", "designation"), SIGNATURES)
def test_who_signed(lines: list[str], name: str | None, designation: str | None) -> None:
    found = header("ক্রীড়া কমিটির সভার কার্যবিবরণী", BODY, CLOSING, *lines)
    assert (found.signatory_name, found.signatory_designation) == (name and nfc(name), designation and nfc(designation))


TITLES = [  # lines above the body; the title
    (["জেলা সার কমিটির সভার কার্যবিবরণী"], "জেলা সার কমিটির সভার কার্যবিবরণী"),
    (
        ["জেলা সার ও বীজ মনিটরিং কমিটির", "জুন ২০২২ মাসের সভার কার্যবিবরণী"],
        "জেলা সার ও বীজ মনিটরিং কমিটির জুন ২০২২ মাসের সভার কার্যবিবরণী",
    ),
    (["পূর্বপাড়া ইউনিয়ন পরিষদের মাসিক সভার কার্য বিবরনীঃ"], "পূর্বপাড়া ইউনিয়ন পরিষদের মাসিক সভার কার্য বিবরনী"),
    (["Minutes of the Monthly Coordination Meeting"], "Minutes of the Monthly Coordination Meeting"),
    (["১। গত সভার কার্যবিবরণী পাঠ ও অনুমোদন"], None),
]


@pytest.mark.parametrize(("lines", "title"), TITLES)
def test_the_heading(lines: list[str], title: str | None) -> None:
    assert header(*lines, BODY).title == (title and nfc(title))


def test_attendance_lists_mark_the_absent() -> None:
    def table(*names: str) -> Table:
        head = ("ক্রমিক", "নাম", "পদবি")
        body = [(str(number), name, "সদস্য") for number, name in enumerate(names, 1)]
        return Table(
            rows=tuple(
                tuple(Cell(text=nfc(text), row=r, column=c) for c, text in enumerate(row))
                for r, row in enumerate([head, *body])
            )
        )

    found = read_header(
        [
            Paragraph(text=nfc("সার কমিটির সভার কার্যবিবরণী")),
            Paragraph(text=nfc("উপস্থিত সদস্যগণের তালিকা:")),
            table("আবুল হাশেম", "জনাব নূর আলম"),
            Paragraph(text=nfc("অনুপস্থিত সদস্যগণের তালিকা:")),
            table("গোলাম রব্বানী"),
        ]
    )
    assert [(person.name, person.present) for person in found.attendees] == [
        (nfc("আবুল হাশেম"), True),
        (nfc("নূর আলম"), True),
        (nfc("গোলাম রব্বানী"), False),
    ]
