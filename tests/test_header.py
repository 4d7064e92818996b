"""Headers as offices write them: every spelling of a label, separators, values over lines, prose without labels."""

import pytest

from extractors.document import Cell, Paragraph, Table
from normalizers.letters import nfc
from pipeline.interpret.header import Header, read_header
from pipeline.interpret.labels import fields_of
from pipeline.interpret.lines import Line

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
    ("তারিখ ও স্থান : ১৪ মে ২০২৩; হলরুম", "everything", "১৪ মে ২০২৩; হলরুম"),
    ("স্মারক নং উপপ/কা/২৩/৪১", "memo", "উপপ/কা/২৩/৪১"),
    ("সময়কাল |: সকাল ১০টা", "time", "সকাল ১০টা"),
    ("সভা অনুষ্ঠানের স্থান: হলরুম", "venue", "হলরুম"),
    ("সভাপতি          নূর আলম", "chair", "নূর আলম"),
    ("পদবিঃ উপজেলা চেয়ারম্যান", "chair_post", "উপজেলা চেয়ারম্যান"),
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
    (["মোঃ নূর আলম\tআবুল হাশেম", "সদস্য-সচিব\tমেয়র ও সভাপতি"], "আবুল হাশেম", "মেয়র ও সভাপতি"),
    (["সদস্য-সচিব\tসভাপতি", "মোঃ নূর আলম\tআবুল হাশেম", "হিসাবরক্ষণ অফিসার\tমেয়র"], "আবুল হাশেম", "মেয়র"),
    (["(মোঃ নূর আলম) (আবুল হাশেম)", "সদস্য-সচিব সভাপতি"], "মোঃ নূর আলম", None),  # nothing tells the chair
    (["(নূর আলম)", "সদস্য সচিব", "(আবুল হাশেম)", "সভাপতি, বীজ কমিটি"], "আবুল হাশেম", "সভাপতি, বীজ কমিটি"),
    (["আবুল হাশেম", "১২/০৬/২২", "জেলা প্রশাসক"], "আবুল হাশেম", "জেলা প্রশাসক"),
    (["আবুল হাশেম, জেলা প্রশাসক, ফেনী"], "আবুল হাশেম", None),
    (["সভাপতি", "(স্বাক্ষরিত)", "আবুল হাশেম", "মেয়র"], "আবুল হাশেম", "মেয়র"),
    (["স্বাক্ষর/-অস্পষ্ট", "(আবুল হাশেম)", "মেয়র"], "আবুল হাশেম", "মেয়র"),
    (["[আবুল হাশেম]", "মেয়র"], "আবুল হাশেম", "মেয়র"),
    (["(আবুল হাশেম), মেয়র"], "আবুল হাশেম", None),
    (["স্বাক্ষরিত: আবুল হাশেম", "মেয়র"], "আবুল হাশেম", "মেয়র"),
    (["ডাঃ আবুল হাশেম", "তত্ত্বাবধায়ক"], "ডাঃ আবুল হাশেম", "তত্ত্বাবধায়ক"),
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
    (["বিষয়: বীজ কমিটির ৩য় সভার কার্যবিবরণী।"], "বীজ কমিটির ৩য় সভার কার্যবিবরণী"),
    (["বিষয়: বীজ কমিটির ৩য় সভার কার্যবিবরণী প্রেরণ।"], None),
    (["পৌর পাঠাগার পর্ষদের সভার কার্যবিবরণী"], "পৌর পাঠাগার পর্ষদের সভার কার্যবিবরণী"),
    (["উপজেলা বীজ কমিটির সভা", "জুন/২০২২", "কার্যবিবরণী"], "উপজেলা বীজ কমিটির সভা জুন/২০২২ কার্যবিবরণী"),
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


def layout(*rows: tuple[str, ...]) -> Table:
    return Table(
        rows=tuple(
            tuple(Cell(text=nfc(text), row=r, column=c) for c, text in enumerate(row)) for r, row in enumerate(rows)
        )
    )


CHAIRS = [  # rows of a header table; the chair's lines
    ((("সভাপতি", "জনাব আবুল হাশেম\nজেলা প্রশাসক\nফেনী"), ("তারিখ", "০২/০৫/২০২১")), "জনাব আবুল হাশেম\nজেলা প্রশাসক\nফেনী"),
    (
        (("সভাপতি", ":", "আবুল হাশেম"), ("", "", "জেলা প্রশাসক"), ("তারিখ", ":", "০২/০৫/২০২১")),
        "আবুল হাশেম\nজেলা প্রশাসক",
    ),
    ((("১।", "সভাপতি", ": আবুল হাশেম, মেয়র"), ("২।", "তারিখ", ": ০২/০৫/২০২১")), "আবুল হাশেম, মেয়র"),
    ((("সভাপতি", "আবুল হাশেম, মেয়র", "তারিখ", "০২/০৫/২০২১"), ("স্থান", "হলরুম", "সময়", "১১টা")), "আবুল হাশেম, মেয়র"),
    ((("সভাপতি", ":", "আবুল হাশেম, মেয়র", ""), ("তারিখ", ":", "০২/০৫/২০২১", "")), "আবুল হাশেম, মেয়র"),
    ((("সভাপতি", "স্থান", "তারিখ"), ("আবুল হাশেম\nমেয়র", "হলরুম", "০২/০৫/২০২১")), "আবুল হাশেম\nমেয়র"),
    ((("সভাপতি: আবুল হাশেম\nমেয়র", "তারিখ: ০২/০৫/২০২১\nস্থান: হলরুম"),), "আবুল হাশেম\nমেয়র"),
    ((("সভাপতি", "আবুল হাশেম"), ("পদবি", "মেয়র"), ("তারিখ", "০২/০৫/২০২১")), "আবুল হাশেম\nমেয়র"),
]


@pytest.mark.parametrize(("rows", "chair"), CHAIRS)
def test_header_tables_of_any_shape(rows: tuple[tuple[str, ...], ...], chair: str) -> None:
    found = read_header([Paragraph(text=nfc("বীজ কমিটির সভার কার্যবিবরণী")), layout(*rows), Paragraph(text=nfc(BODY))])
    assert (found.chair_text, found.date_text) == (nfc(chair), nfc("০২/০৫/২০২১"))


def test_labels_on_lines_of_their_own_have_their_value_below() -> None:
    found = header(
        "বীজ কমিটির সভার কার্যবিবরণী", "সভাপতি", "আবুল হাশেম", "মেয়র", "সভার তারিখ", ":", "০২/০৫/২০২১", "স্থান", "হলরুম", BODY
    )
    assert (found.chair_text, found.date_text, found.venue) == (nfc("আবুল হাশেম\nমেয়র"), nfc("০২/০৫/২০২১"), nfc("হলরুম"))


def test_one_space_may_part_two_fields() -> None:
    found = header(
        "বীজ কমিটির সভার কার্যবিবরণী", "স্থানঃ পৌর সম্মেলন কক্ষ সভাপতিঃ আবুল হাশেম, মেয়র", "যোগদানের তারিখঃ ০১/০১/২০২০", BODY
    )
    assert (found.venue, found.chair_text) == (nfc("পৌর সম্মেলন কক্ষ"), nfc("আবুল হাশেম, মেয়র"))


def test_one_label_may_hold_day_and_place() -> None:
    found = header("বীজ কমিটির সভার কার্যবিবরণী", "তারিখ, সময় ও স্থান: ১৪ মে ২০২৩, সকাল ১০টা, হলরুম, ফেনী", BODY)
    assert (found.date_text, found.venue) == (nfc("১৪ মে ২০২৩, সকাল ১০টা"), nfc("হলরুম, ফেনী"))


def test_a_label_of_day_and_hour_may_hold_the_hour_alone() -> None:
    found = header("বীজ কমিটির সভার কার্যবিবরণী", "সময় ও তারিখঃ সকাল ১০.৩০ ঘটিকা", "তারিখঃ ০৪/০৩/২০২০খ্রিঃ", BODY)
    assert (found.date_text, found.time_text) == (nfc("০৪/০৩/২০২০খ্রিঃ"), nfc("সকাল ১০.৩০ ঘটিকা"))


HEADINGS = [  # a heading that tells the day, and one that tells that of an earlier meeting
    ("০৪/০৫/২০২২ তারিখ সকাল ১১.০০ টায় পরিষদ মিলনায়তনে অনুষ্ঠিত বীজ কমিটির সভার কার্যবিবরণী", "০৪/০৫/২০২২ তারিখ"),
    ("পৌর পরিষদের ২১ মার্চ, ২০২২ তারিখের সভার কার্যবিবরণী", "২১ মার্চ, ২০২২ তারিখ"),
    ("০৪/০৫/২০২২ তারিখে অনুষ্ঠিত সভার অগ্রগতি পর্যালোচনা সভার কার্যবিবরণী", None),
]


@pytest.mark.parametrize(("title", "day"), HEADINGS)
def test_the_heading_may_tell_the_day(title: str, day: str | None) -> None:
    assert header(title, BODY).date_text == (day and nfc(day))


OPENINGS = [  # an opening sentence, the chair
    ("চেয়ারম্যান আবুল হাশেম এর সভাপতিত্বে", "আবুল হাশেম, চেয়ারম্যান"),
    ("কমিটির সভাপতি জনাব আবদুর রশিদের সভাপতিত্বে", "জনাব আবদুর রশিদ, সভাপতি"),
    ("আলহাজ্ব এড. নূর বখতের সভাপতিত্বে", "আলহাজ্ব এড. নূর বখত"),
    ("মোঃ নূর আলী মিয়ার সভাপতিত্বে", "মোঃ নূর আলী মিয়া"),
]


@pytest.mark.parametrize(("words", "chair"), OPENINGS)
def test_who_presides_in_an_opening_sentence(words: str, chair: str) -> None:
    found = header("বীজ কমিটির সভার রেজুলেশন", f"অদ্য ০৪/০৫/২০২২ ইং তারিখ বেলা ১১.০০ ঘটিকায় হলরুমে {words} এক সভা অনুষ্ঠিত হয়।")
    assert found.chair_text == nfc(chair)


LISTS = [  # lines of a list, names and posts
    (["উপস্থিত সদস্যগণ:", "১। আবুল হাশেম - সভাপতি", "২। জনাব নূর আলম, সদস্য"], [("আবুল হাশেম", "সভাপতি"), ("নূর আলম", "সদস্য")]),
    (["উপস্থিতি (জ্যেষ্ঠতার ক্রমে নয়)", "ক) আবুল হাশেম, মেয়র"], [("আবুল হাশেম", "মেয়র")]),
    (["উপস্থিত সদস্য: ১। আবুল হাশেম, মেয়র ২। নূর আলম, সদস্য"], [("আবুল হাশেম", "মেয়র"), ("নূর আলম", "সদস্য")]),
    (["উপস্থিত ছিলেনঃ", "১| কৃষি অফিসার, ফেনী"], [("কৃষি অফিসার, ফেনী", None)]),
]


@pytest.mark.parametrize(("lines", "people"), LISTS)
def test_lists_of_those_present(lines: list[str], people: list[tuple[str, str | None]]) -> None:
    found = header("বীজ কমিটির সভার কার্যবিবরণী", *lines, BODY)
    assert [(one.name, one.designation) for one in found.attendees] == [(nfc(a), b and nfc(b)) for a, b in people]


def test_a_letterhead_may_stand_in_a_table_beside_the_memo() -> None:
    office = "গণপ্রজাতন্ত্রী বাংলাদেশ সরকার\nজেলা প্রশাসকের কার্যালয়\nবরগুনা"
    rows = layout((office, "স্মারক নং: বর/প্রশা/২২/৪৫\nতারিখ: ১২/০৫/২০২২"))
    found = read_header([rows, Paragraph(text=nfc("বীজ কমিটির সভার কার্যবিবরণী")), Paragraph(text=nfc(BODY))])
    assert (found.office, found.memo_text, found.issued_on_text) == (
        nfc("জেলা প্রশাসকের কার্যালয়, বরগুনা"),
        nfc("বর/প্রশা/২২/৪৫"),
        nfc("১২/০৫/২০২২"),
    )


def test_a_list_without_a_head_and_one_that_marks_the_absent() -> None:
    head = [Paragraph(text=nfc("বীজ কমিটির সভার কার্যবিবরণী")), Paragraph(text=nfc("উপস্থিত সদস্যগণের তালিকাঃ-"))]
    found = read_header([*head, layout(("১", "নূর আলম", "সদস্য"), ("২", "আবুল হাশেম", "মেয়র"))])
    assert [(one.name, one.designation) for one in found.attendees] == [
        (nfc("নূর আলম"), nfc("সদস্য")),
        (nfc("আবুল হাশেম"), nfc("মেয়র")),
    ]
    marked = layout(("নাম ও পদবি", "উপস্থিত/অনুপস্থিত"), ("নূর আলম, সদস্য", "উপস্থিত"), ("আবুল হাশেম, মেয়র", "অনুপস্থিত"))
    assert [one.present for one in read_header([head[0], marked]).attendees] == [True, False]


def test_dates_of_both_calendars_below_a_memo_need_no_label() -> None:
    found = header("বীজ কমিটির সভার কার্যবিবরণী", BODY, CLOSING, "(নূর আলম)", "স্মারক নং- ৪৫/২২", "১৪ আষাঢ় ১৪২৯", "২৮ জুন ২০২২")
    assert found.issued_on_text == nfc("১৪ আষাঢ় ১৪২৯\n২৮ জুন ২০২২")


@pytest.mark.parametrize("word", ["তারিখ: ", "উপস্থিত: ১। ক ", "মোঃ ", "Date and Time: ", "সভাপতিত্বে "])
def test_hostile_lines_end(word: str) -> None:
    line = nfc(word * 20_000)
    assert header(line, BODY, CLOSING, line).title is None


BODIES = [  # an opening sentence, the body that met, the room
    (
        "অদ্য ১৭/০৮/২০১৬ ইং রোজ বুধবার বেলা ১১ ঘটিকায় ৩নং পূর্বপাড়া ইউনিয়ন পরিষদের মাসিক সভা চেয়ারম্যান জনাব গোলাম রব্বানীর সভাপতিত্বে ইউপি কার্যালয়ে অনুষ্ঠিত হয়।",
        "৩নং পূর্বপাড়া ইউনিয়ন পরিষদের",
        "ইউপি কার্যালয়",
    ),
    (
        "গত ১২ মার্চ ২০২০ তারিখ সকাল ১০টায় প্রশাসকের সভাকক্ষে জেলা বীজ কমিটির এক সভা জনাব নূর আলমের সভাপতিত্বে অনুষ্ঠিত হয়।",
        "জেলা বীজ কমিটির",
        "প্রশাসকের সভাকক্ষ",
    ),
    (
        "অদ্য ০৩/০২/২০২১ খ্রিঃ তারিখে চেয়ারম্যান জনাব নূর আলমের সভাপতিত্বে ইউপি কার্যালয়ে মাসিক সভা অনুষ্ঠিত হয়।",
        None,
        "ইউপি কার্যালয়",
    ),
]


@pytest.mark.parametrize(("sentence", "body", "room"), BODIES)
def test_the_body_that_met_in_an_opening_sentence(sentence: str, body: str | None, room: str) -> None:
    found = header(sentence, BODY, CLOSING)
    assert (found.committee_text, found.venue) == (nfc(body) if body else None, nfc(room))


def test_an_implementer_above_the_signature_places_no_meeting() -> None:
    found = header(
        "জেলা বীজ কমিটির সভার কার্যবিবরণী",
        "আলোচনা-১: বীজ আসেনি।",
        "বাস্তবায়নে: সহকারী কমিশনার (ভূমি), মেলান্দহ।",
        CLOSING,
        "নূর আলম",
    )
    assert not [text for text in found.place_texts if nfc("মেলান্দহ") in text]


def test_the_date_on_the_line_of_the_memo_leaves_the_next_to_the_meeting() -> None:
    found = header(
        "স্মারক নং: উপ/শিক্ষা/২০১৯/২২৭                         তারিখ: ০৩/১২/২০১৯ খ্রি.",
        "বীজ কমিটির সভার কার্যবিবরণী",
        "তারিখ : ০১/১২/২০১৯ খ্রি.",
        BODY,
    )
    assert (found.issued_on_text, found.date_text) == (nfc("০৩/১২/২০১৯ খ্রি."), nfc("০১/১২/২০১৯ খ্রি."))


def test_an_office_above_a_whole_heading_is_no_part_of_it() -> None:
    title = "আগস্ট-২০২২ মাসের জেলা বীজ কমিটির সভার কার্যবিবরণী"
    assert header("জেলা প্রশাসকের কার্যালয়, শরীয়তপুর", title, BODY).title == nfc(title)


def test_the_chair_ends_where_the_agenda_begins() -> None:
    found = header("বীজ কমিটির সভার কার্যবিবরণী", "সভাপতি: নূর আলম, মেয়র", "আলোচ্যসূচি ১৯.১", "বীজ বিতরণ।", BODY)
    assert found.chair_text == nfc("নূর আলম, মেয়র")


def test_a_branch_names_the_office_above_it() -> None:
    found = header("কৃষি বিপণন অধিদপ্তর", "জেলা কার্যালয়, কুমিল্লা", "বীজ কমিটির সভার কার্যবিবরণী (খসড়া)", BODY)
    assert (found.office, found.title) == (
        nfc("কৃষি বিপণন অধিদপ্তর, জেলা কার্যালয়, কুমিল্লা"),
        nfc("বীজ কমিটির সভার কার্যবিবরণী (খসড়া)"),
    )


def test_a_meeting_is_no_place_of_an_office() -> None:
    assert header("শেরপুর জেলা পরিষদ কার্যালয়", "মাসিক সভা", BODY).office == nfc("শেরপুর জেলা পরিষদ কার্যালয়")


PRESIDING = [  # a sentence of its own, the chair
    ("সভাপতিত্ব করেন সমিতির সভাপতি অ্যাডভোকেট মোঃ নূর আলম।", "অ্যাডভোকেট মোঃ নূর আলম, সভাপতি"),
    ("সভাপতির আসন গ্রহণ করেন চেয়ারম্যান জনাব গোলাম রব্বানী।", "জনাব গোলাম রব্বানী, চেয়ারম্যান"),
]


@pytest.mark.parametrize(("sentence", "chair"), PRESIDING)
def test_who_presides_in_a_sentence_of_its_own(sentence: str, chair: str) -> None:
    found = header("পৌর পরিষদের বাজেট সভা", "তারিখ : ৩১/০৫/২০২২", sentence, BODY)
    assert (found.title, found.chair_text) == (nfc("পৌর পরিষদের বাজেট সভা"), nfc(chair))


def test_a_matter_that_begins_like_a_name_heads_no_list_of_people() -> None:
    rows = [
        ["ক্রম", "আলোচ্য বিষয়", "সিদ্ধান্ত"],
        ["১", "নামজারি", "নিষ্পত্তি করতে হবে।"],
        ["২", "অর্পিত সম্পত্তি", "আদায় করতে হবে।"],
    ]
    cells = tuple(
        tuple(Cell(text=nfc(text), row=row, column=column) for column, text in enumerate(texts))
        for row, texts in enumerate(rows)
    )
    assert read_header([Paragraph(text=nfc(BODY)), Table(rows=cells)], (), None).attendees == ()
