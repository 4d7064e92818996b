"""What the pages say, in Bangla and English, and numbers, days and months as each of them writes them."""

import re

from normalizers.digits import bangla_digits
from pipeline.analysis.derived import DERIVED
from pipeline.schema import TABLES

LANGUAGES = {"bn": "বাংলা", "en": "English"}

_MONTHS = {
    "bn": "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "en": "January February March April May June July August September October November December",
}

SENTENCES: dict[str, tuple[str, str]] = {
    "about": ("সভার কার্যবিবরণীর সিদ্ধান্ত", "Decisions of meeting minutes"),
    "skip": ("মূল অংশে যান", "Skip to the content"),
    "home": ("প্রথম পাতা", "Home"),
    "decisions": ("সিদ্ধান্তসমূহ", "Decisions"),
    "meetings": ("সভা", "Meetings"),
    "documents": ("দলিল", "Documents"),
    "timeline": ("সময়রেখা", "Timeline"),
    "questions": ("প্রস্তুত প্রশ্ন", "Saved questions"),
    "tables": ("সব সারণি", "All tables"),
    "menu": ("মেনু", "Menu"),
    "search": ("খুঁজুন", "Search"),
    "search_label": ("সিদ্ধান্ত খুঁজুন", "Search the decisions"),
    "search_hint": (
        "শব্দের যেকোনো বানান ও বিভক্তিতে খোঁজা হয়; “উদ্ধৃতির” ভেতরের শব্দ পাশাপাশি থাকতে হবে।",
        "Words are found in any spelling and with any case ending; words in “quotes” must stand together.",
    ),
    "newest_meetings": ("সাম্প্রতিক সভা", "Newest meetings"),
    "recurring_topics": ("বারবার আসা বিষয়", "Topics that come back"),
    "all_topics": ("সব বিষয়ের সময়রেখা", "Timeline of all topics"),
    "where_missing": ("কোথায় তথ্য নেই", "Where data are missing"),
    "nothing_missing": ("কোনো ঘাটতি পাওয়া যায়নি।", "Nothing was found missing."),
    "failed_documents": ("পড়া যায়নি এমন দলিল", "Documents that could not be read"),
    "partial_documents": ("আংশিক পড়া দলিল", "Documents read in part"),
    "without_date": ("তারিখ জানা যায়নি এমন সভা", "Meetings without a date"),
    "without_place": ("জেলা জানা যায়নি এমন সিদ্ধান্ত", "Decisions without a district"),
    "without_implementer": ("বাস্তবায়নকারী লেখা নেই এমন সিদ্ধান্ত", "Decisions without an implementer"),
    "missing_months_of": ("মাসের কার্যবিবরণী নেই", "months without minutes"),
    "tables_changed": (
        "সারণি ইতোমধ্যে বদলেছে: নতুন তথ্য দেখতে siddhanto serve আবার চালু করুন।",
        "The tables have changed since: start siddhanto serve again to see the new ones.",
    ),
    "need_topics": (
        "বিষয়গুচ্ছ এখনো তৈরি হয়নি। এই নির্দেশে তৈরি হবে:",
        "Topics are not made yet. This command makes them:",
    ),
    "need_follow_ups": (
        "পরবর্তী সভায় কী বলা হয়েছে তা এখনো খোঁজা হয়নি। এই নির্দেশে খোঁজা হবে:",
        "What later meetings say has not been looked for yet. This command does it:",
    ),
    "no_topic": (
        "এই সিদ্ধান্ত কোনো বিষয়গুচ্ছে পড়েনি, তাই এর ধারা দেখানো যায় না।",
        "This decision belongs to no topic, so it cannot be followed.",
    ),
    "no_committee": (
        "কমিটি জানা যায়নি, তাই এর ধারা দেখানো যায় না।",
        "The committee is not known, so it cannot be followed.",
    ),
    "once_only": ("এই কমিটির অন্য কোনো সভায় বিষয়টি আসেনি।", "No other meeting of this committee had the topic."),
    "tied_by": ("এই বিষয়ের যোগসূত্র শব্দ", "Words that tie this topic"),
    "in_discussion": ("আলোচনায়", "in the discussion"),
    "csv_by_export": (
        "CSV এই নির্দেশে পাওয়া যায়, সূত্র হিসেবে চলে এমন লেখা নিষ্ক্রিয় করে: siddhanto export OUT --to csv --bom",
        "CSV, with texts that would run as formulas made harmless, comes from: siddhanto export OUT --to csv --bom",
    ),
    "results": ("টি সিদ্ধান্ত", "decisions"),
    "no_results": ("কোনো সিদ্ধান্ত পাওয়া যায়নি।", "No decisions were found."),
    "no_results_hint": (
        "কম শব্দ দিয়ে, অথবা ছাঁকনি তুলে দিয়ে আবার খুঁজুন।",
        "Try fewer words, or take filters away.",
    ),
    "filters": ("ছাঁকনি", "Filters"),
    "narrow": ("ফলাফল ছেঁকে নিন", "Narrow the results"),
    "take_away": ("তুলে দিন", "take away"),
    "clear": ("সব ছাঁকনি তুলে দিন", "Take all filters away"),
    "from_month": ("মাস থেকে", "From month"),
    "to_month": ("মাস পর্যন্ত", "To month"),
    "more": ("আরও", "More"),
    "next_page": ("পরের পাতা", "Next page"),
    "oldest_first": ("পুরোনো আগে", "Oldest first"),
    "newest_first": ("নতুন আগে", "Newest first"),
    "as_json": ("JSON আকারে", "As JSON"),
    "with_copies": ("একই সভার অন্য কপিও দেখান", "Show lesser copies of meetings too"),
    "without_copies": ("অন্য কপি বাদ দিন", "Leave lesser copies out"),
    "is_copy": ("একই সভার অন্য কপি", "a lesser copy of the meeting"),
    "too_slow": ("এই তালিকা সময়মতো তৈরি হয়নি:", "Not counted in time:"),
    "committee_key": ("কমিটি", "Committee"),
    "district": ("জেলা", "District"),
    "meeting_month": ("মাস", "Month"),
    "topic_id": ("বিষয়", "Topic"),
    "implementer": ("বাস্তবায়নকারী", "Implementer"),
    "decision": ("সিদ্ধান্ত", "Decision"),
    "agenda_title": ("আলোচ্য বিষয়", "Agenda item"),
    "discussion": ("আলোচনা", "Discussion"),
    "implementers": ("বাস্তবায়নকারী", "To be done by"),
    "deadline": ("সময়সীমা", "Deadline"),
    "as_written": ("লেখা আছে", "as written"),
    "understood": ("বোঝা গেছে", "understood as"),
    "not_understood": ("তারিখ বোঝা যায়নি", "no day could be told"),
    "not_stated": ("লেখা নেই", "not stated"),
    "amounts": ("টাকার অঙ্ক", "Sums named"),
    "taka": ("টাকা", "taka"),
    "topic": ("বিষয়গুচ্ছ", "Topic"),
    "meeting": ("সভা", "Meeting"),
    "committee": ("কমিটি", "Committee"),
    "office": ("অফিস", "Office"),
    "date": ("তারিখ", "Date"),
    "time": ("সময়", "Time"),
    "venue": ("সভার স্থান", "Venue"),
    "chair": ("সভাপতি", "Chair"),
    "memo": ("স্মারক নম্বর", "Memo number"),
    "signatory": ("স্বাক্ষরকারী", "Signed by"),
    "attendees": ("উপস্থিতি", "Attendance"),
    "thread": ("এই বিষয়, সভা থেকে সভায়", "This item, from meeting to meeting"),
    "this_one": ("এই সিদ্ধান্ত", "this decision"),
    "later_said": ("পরবর্তী সভায় যা বলা হয়েছে", "What later meetings say of it"),
    "none_later": ("এর পরে এই কমিটির কোনো সভা সারণিতে নেই।", "No later meeting of this committee is in the tables."),
    "implemented": ("বাস্তবায়িত বলা হয়েছে", "stated as implemented"),
    "in_progress": ("চলমান বলা হয়েছে", "stated as in progress"),
    "not_implemented": ("বাস্তবায়িত হয়নি বলা হয়েছে", "stated as not implemented"),
    "repeated": ("আবার একই সিদ্ধান্ত", "decided again"),
    "discussed": ("বিষয়টি আবার আলোচিত", "item discussed again"),
    "not_mentioned": ("কিছু বলা হয়নি", "not mentioned"),
    "source": ("উৎস", "Source"),
    "file": ("ফাইল", "File"),
    "page": ("পৃষ্ঠা", "Page"),
    "spot": ("অবস্থান", "Place in the file"),
    "read_by": ("পাঠের পথ", "Read as"),
    "confidence": ("আস্থা", "Confidence"),
    "same_file_at": ("একই ফাইল আছে", "The same file is also at"),
    "other_copies": ("একই সভার অন্য কপি", "Other copies of the same meeting"),
    "main_copy": ("প্রধান কপি", "main copy"),
    "picture_of_cell": (
        "উৎসের ছবি: যেখানে সিদ্ধান্তটি লেখা আছে",
        "Picture of the source: where the decision is written",
    ),
    "whole_page": ("পুরো পাতা দেখুন", "Show the whole page"),
    "text_of_source": ("উৎসে যেভাবে লেখা আছে", "As it stands in the source"),
    "show_source": ("উৎসের লেখা দেখুন", "Show the words of the source"),
    "source_moved": (
        "উৎস ফাইলটি এখন আর সেখানে নেই: হয়তো সরানো হয়েছে। ওপরের লেখা পাঠের সময় রাখা হয়েছিল।",
        "The source file is not there any more; it may have been moved. What is above was kept when it was read.",
    ),
    "source_changed": (
        "উৎস ফাইলটি পাঠের পর বদলে গেছে, তাই সেখান থেকে কিছু দেখানো হলো না। আবার import করলে হালনাগাদ হবে।",
        "The source file has changed since it was read, so nothing is shown from it. Another import brings it up to date.",
    ),
    "source_too_slow": ("উৎস থেকে ছবি বা লেখা সময়মতো আনা যায়নি।", "The source took too long to show."),
    "source_waits": ("উৎসটি খোলা হচ্ছে।", "The source is being opened."),
    "source_unreadable": ("উৎস ফাইলটি দেখানো যায়নি।", "The source file cannot be shown."),
    "source_busy": ("এখন অনেক ছবি তৈরি হচ্ছে; একটু পরে আবার চেষ্টা করুন।", "Many pictures are being made; try again soon."),
    "source_no_place": ("উৎসে স্থানটি আর পাওয়া যায়নি।", "The place was not found again in the source."),
    "issues": ("যা বোঝা যায়নি বা সন্দেহজনক", "Not understood, or doubtful"),
    "decisions_of_meeting": ("সভার সিদ্ধান্তসমূহ", "Decisions of the meeting"),
    "timeline_about": (
        "প্রতিটি দণ্ড একটি মাস; উচ্চতা: সে মাসে কতটি সভায় বিষয়টি ছিল। দণ্ডে চাপ দিলে সেই সিদ্ধান্তগুলো আসে।",
        "Each bar is a month; its height is how many meetings had the topic. A bar leads to its decisions.",
    ),
    "timeline_long": (
        "এক বছর বেছে নিলে মাসে মাসে চাপ দেওয়া যায়।",
        "Choose a year to follow its months by links.",
    ),
    "year": ("বছর", "Year"),
    "timeline_none": ("এই ছাঁকনিতে দেখানোর মতো বিষয় নেই।", "No topics to show with these filters."),
    "meetings_in": ("টি সভা", "meetings"),
    "all": ("সব", "All"),
    "show": ("দেখান", "Show"),
    "topics_shown": ("টি বিষয়, যেগুলো সবচেয়ে বেশি সভায় এসেছে", "topics that most meetings had"),
    "rows": ("টি সারি", "rows"),
    "no_rows": ("কোনো সারি নেই।", "No rows."),
    "column": ("ঘর", "Column"),
    "condition": ("শর্ত", "Condition"),
    "value": ("মান", "Value"),
    "filter": ("ছাঁকুন", "Filter"),
    "sort_by": ("এই ঘর অনুযায়ী সাজান", "sort by this column"),
    "ask": ("উত্তর দিন", "Answer"),
    "truncated": ("আরও সারি আছে; এখানে প্রথম দিকেরগুলো।", "There are more rows than are shown here."),
    "sql_of_it": ("প্রশ্নের SQL", "SQL of the question"),
    "own_sql": ("নিজের SQL প্রশ্ন", "A question of your own in SQL"),
    "error": ("দুঃখিত, পাতাটি দেখানো গেল না", "Sorry, this page cannot be shown"),
    "not_found": ("এমন কিছু সারণিতে নেই।", "There is no such thing in the tables."),
    "read_only": (
        "শুধু পড়ার জন্য; এই কম্পিউটারের বাইরে কিছু যায় না।",
        "Read-only; nothing leaves this computer.",
    ),
    "kind_confirmation": ("আগের কার্যবিবরণী দৃঢ়ীকরণ", "confirmation of the last minutes"),
    "kind_condolence": ("শোক প্রস্তাব", "condolence"),
    "kind_information": ("অবগতি", "information"),
}  # fmt: skip

TABLE_TITLES: dict[str, tuple[str, str]] = {
    "decisions": ("সিদ্ধান্ত", "Decisions"),
    "decision_details": ("সিদ্ধান্তের বিস্তারিত", "Details of decisions"),
    "meetings": ("সভা", "Meetings"),
    "documents": ("দলিল", "Documents"),
    "issues": ("যা বোঝা যায়নি", "Issues"),
    "topics": ("বিষয়গুচ্ছ", "Topics"),
    "follow_ups": ("পরবর্তী সভায় যা বলা হয়েছে", "Follow-ups"),
    "reviews": ("আগের সিদ্ধান্তের পর্যালোচনা", "Reviews of earlier decisions"),
    "committees": ("কমিটি", "Committees"),
    "committee_names": ("কমিটির নাম", "Names of committees"),
    "implementers": ("বাস্তবায়নকারী", "Implementers"),
    "decision_implementers": ("কোন সিদ্ধান্ত কার", "Who is to do what"),
    "missing_months": ("যে মাসের কার্যবিবরণী নেই", "Months without minutes"),
}

# Columns of saved questions and of the tables beside the promised ones.
_MORE_LABELS: dict[str, tuple[str, str]] = {
    "id": ("ক্রম", "no."),
    "committee_no": ("কমিটির ক্রম", "committee no."),
    "is_copy": ("অন্য কপি", "lesser copy"),
    "implementer": ("বাস্তবায়নকারী", "implementer"),
    "implementer_no": ("বাস্তবায়নকারীর ক্রম", "implementer no."),
    "implementer_key": ("বাস্তবায়নকারীর চাবি", "implementer key"),
    "month": ("মাস", "month"),
    "months": ("মাস", "months"),
    "first_month": ("প্রথম মাস", "first month"),
    "last_month": ("শেষ মাস", "last month"),
    "decisions": ("সিদ্ধান্তের সংখ্যা", "decisions"),
    "days_late": ("কত দিন পার", "days late"),
    "with_deadline": ("সময়সীমাসহ", "with a deadline"),
    "overdue": ("সময় পার", "overdue"),
    "implemented": ("বাস্তবায়িত বলা", "stated implemented"),
    "in_progress": ("চলমান বলা", "stated in progress"),
    "not_implemented": ("হয়নি বলা", "stated not implemented"),
    "repeated": ("আবার সিদ্ধান্ত", "decided again"),
    "discussed": ("আবার আলোচিত", "discussed again"),
    "not_mentioned": ("কিছু বলা হয়নি", "not mentioned"),
    "rows": ("সারি", "rows"),
    "example": ("উদাহরণ", "example"),
    "what": ("কী", "what"),
    "filled": ("পূর্ণ", "filled"),
    "of": ("মোট", "of"),
    "percent": ("শতকরা", "per cent"),
    "folded": ("খোঁজার রূপ", "as searched"),
    "min_meetings": ("অন্তত কতটি সভায়", "in at least so many meetings"),
    "on_day": ("যে তারিখে (YYYY-MM-DD; ফাঁকা: আজ)", "on the day (YYYY-MM-DD; empty: today)"),
    "implementer_words": ("দপ্তর বা পদের নামের শব্দ", "words of the office or post"),
    "district_name": ("জেলা (ফাঁকা: সব)", "district (empty: all)"),
}

_COLUMNS = {
    column.name: (column.label, column.name.replace("_", " "), column.meaning)
    for columns in (*DERIVED.values(), *reversed(TABLES.values()))
    for column in columns
}
_LARGE = re.compile(r"(?<=\d)(?=(?:\d\d)*\d{3}$)")


def say(key: str, language: str) -> str:
    """Return a sentence or word in `language`."""
    return SENTENCES[key][language == "en"]


def say_code(code: str | None, language: str) -> str:
    """Return a code of the tables in words; the code itself where there are none for it yet.

    >>> say_code("implemented", "bn"), say_code("another", "bn"), say_code(None, "bn")
    ('বাস্তবায়িত বলা হয়েছে', 'another', '')
    """
    return SENTENCES[code][language == "en"] if code in SENTENCES else code or ""


def heading(title: str | None, kind: str | None, language: str) -> str:
    """Return what an item is called: its title, or what kind of item without a title it is."""
    return title or say(f"kind_{kind}" if f"kind_{kind}" in SENTENCES else "decision", language)


def label_of(column: str, language: str) -> str:
    """Return what a column is called; its own name where nothing better is known."""
    if column in _MORE_LABELS:
        return _MORE_LABELS[column][language == "en"]
    return _COLUMNS[column][language == "en"] if column in _COLUMNS else column


def meaning_of(column: str) -> str:
    """Return what a promised column means, in English; "" for other columns."""
    return _COLUMNS[column][2] if column in _COLUMNS else ""


def title_of(table: str, language: str) -> str:
    """Return what a table is called."""
    return TABLE_TITLES[table][language == "en"] if table in TABLE_TITLES else table


def number(value: float, language: str) -> str:
    """Return a number with its groups parted: lakhs in Bangla, thousands in English.

    >>> number(1234567, "bn"), number(1234567, "en"), number(0.5, "en")
    ('১২,৩৪,৫৬৭', '1,234,567', '0.5')
    """
    if language == "en":
        return f"{value:,}"
    whole, dot, part = str(value).partition(".")
    return bangla_digits(_LARGE.sub(",", whole) + dot + part)


def count(value: int, key: str, language: str) -> str:
    """Return a number with what it counts.

    >>> count(3, "results", "bn"), count(3, "results", "en")
    ('৩টি সিদ্ধান্ত', '3 decisions')
    """
    return number(value, language) + (" " if language == "en" else "") + say(key, language)


def spot(locator: str, language: str) -> str:
    """Return a place in a file in words.

    >>> spot("table 2 row 5", "bn"), spot("paragraph 14", "bn"), spot("table 2 row 5", "en")
    ('সারণি ২ সারি ৫', 'অনুচ্ছেদ ১৪', 'table 2 row 5')
    """
    if language == "en":
        return locator
    for word, bangla in (("table", "সারণি"), ("row", "সারি"), ("paragraph", "অনুচ্ছেদ")):
        locator = locator.replace(word, bangla)
    return bangla_digits(locator)


def day(text: str | None, language: str) -> str:
    """Return a day or month in words; other text as it is.

    >>> day("2019-08-26", "bn"), day("2019-08", "en"), day(None, "bn")
    ('২৬ আগস্ট ২০১৯', 'August 2019', '')
    """
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?", text or "")
    if not match:
        return text or ""
    parts = [str(int(match[3]))] if match[3] else []
    written = " ".join([*parts, _MONTHS[language].split()[int(match[2]) - 1], match[1]])
    return bangla_digits(written) if language == "bn" else written
