"""The small rules of interpretation: serials, enumerations, topics, columns, sentences, labels, misread serials."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Document, Paragraph
from normalizers.letters import nfc
from pipeline.interpret import interpret
from pipeline.interpret.columns import columns_of, role_of
from pipeline.interpret.decisions import is_confirmation
from pipeline.interpret.enumerations import pair, split_decisions
from pipeline.interpret.marks import marks_of
from pipeline.interpret.sentences import closes, introduces, performs, sentences_of, states_decision
from pipeline.interpret.serial_repair import repair_serials
from pipeline.interpret.serials import is_serial, parse_serial
from pipeline.interpret.titles import split_topic
from pipeline.minutes import AgendaItem, Place, RawDecision

SERIALS = [
    ("০২।", "2"),
    ("২.১", "2.1"),
    ("২.১০", "2.10"),
    ("০3।", "3"),
    ("1.", "1"),
    ("আলোচ্যসূচি-৩", "3"),
    ("প্রস্তাব নং ০২", "2"),
    ("(ক)", "ক"),
    ("৩.০", "3.0"),
    ("", None),
    ("বিবিধ", None),
]


@pytest.mark.parametrize(("text", "serial"), SERIALS)
def test_a_serial_is_read(text: str, serial: str | None) -> None:
    assert parse_serial(text) == (None if serial is None else nfc(serial))


@pytest.mark.parametrize("text", ["১", "০১।", "২.১", "(১)", "ক)", "1."])
def test_a_bare_serial_is_known(text: str) -> None:
    assert is_serial(nfc(text))


@pytest.mark.parametrize("text", ["", "১২/০৫/২০২১", "১ম সভা", "সচিব", "১২ জন"])
def test_other_short_texts_are_no_serials(text: str) -> None:
    assert not is_serial(nfc(text))


ENUMERATIONS = [
    ("(ক) এক করতে হবে।\n(খ) দুই করতে হবে।", ["এক করতে হবে।", "দুই করতে হবে।"]),
    ("ক. এক করতে হবে।\nখ. দুই করতে হবে।", ["এক করতে হবে।", "দুই করতে হবে।"]),
    ("১। এক করতে হবে। ২। দুই করতে হবে।", ["এক করতে হবে।", "দুই করতে হবে।"]),
    ("(১) এক হবে। (২) দুই হবে। (৩) তিন হবে।", ["এক হবে।", "দুই হবে।", "তিন হবে।"]),
    ("1) one\n2) two", ["one", "two"]),
    ("i. one\nii. two\niii. three", ["one", "two", "three"]),
    ("(a) one (b) two", ["one", "two"]),
    ("• এক\n• দুই\n  তিন", ["এক", "দুই\nতিন"]),
    ("- এক\n- দুই", ["এক", "দুই"]),
    ("২.১ এক হবে।\n২.২ দুই হবে।", ["এক হবে।", "দুই হবে।"]),
    ("৪। এক হবে।\n৫। দুই হবে।", ["৪। এক হবে।\n৫। দুই হবে।"]),  # does not begin at one
    ("নিম্নরূপ সিদ্ধান্ত গৃহীত হয়ঃ\n১। এক হবে।\n২। দুই হবে।", ["এক হবে।", "দুই হবে।"]),
    ("রাস্তা মেরামত করতে হবে।\n১। এক হবে।\n২। দুই হবে।", ["রাস্তা মেরামত করতে হবে।", "এক হবে।", "দুই হবে।"]),
    ("এক করতে হবে।\nএবং\nদুই করতে হবে।", ["এক করতে হবে।", "দুই করতে হবে।"]),
    ("এক করতে হবে। এবং\nদুই করতে হবে।", ["এক করতে হবে।", "দুই করতে হবে।"]),
    ("এক করতে হবে। এবং দুই করতে হবে।", ["এক করতে হবে। এবং দুই করতে হবে।"]),
    ("এক করতে হবে।\nদুই করতে হবে।", ["এক করতে হবে।\nদুই করতে হবে।"]),
    ("(ক) একমাত্র সিদ্ধান্ত।", ["একমাত্র সিদ্ধান্ত।"]),
    ("১২.৫০ লক্ষ টাকা (পাঁচ) কিস্তিতে দেওয়া হবে।", ["১২.৫০ লক্ষ টাকা (পাঁচ) কিস্তিতে দেওয়া হবে।"]),
    ("১। (ক) এক\n(খ) দুই\n২। তিন", ["(ক) এক\n(খ) দুই", "তিন"]),
]


@pytest.mark.parametrize(("text", "entries"), ENUMERATIONS)
def test_decisions_are_split(text: str, entries: list[str]) -> None:
    assert list(split_decisions(nfc(text)).entries) == [nfc(entry) for entry in entries]


def test_parallel_cells_pair_by_number_only_where_counts_agree() -> None:
    assert pair(["এক", "দুই"], nfc("ক) সচিব\nখ) সদস্য")) == [nfc("সচিব"), nfc("সদস্য")]
    assert pair(["এক", "দুই", "তিন"], nfc("ক) সচিব\nখ) সদস্য")) == [nfc("ক) সচিব\nখ) সদস্য")] * 3
    assert pair(["এক"], None) == [None]


TOPICS = [
    ("সড়ক ও জনপথ: প্রকৌশলী কাজের কথা বলেন।", "সড়ক ও জনপথ", "প্রকৌশলী কাজের কথা বলেন।"),
    ("ই-নথি সংক্রান্তঃ\nনথির অবস্থা আলোচনা করা হয়।", "ই-নথি সংক্রান্ত", "নথির অবস্থা আলোচনা করা হয়।"),
    ("বাল্যবিবাহ প্রতিরোধ\nকাজী সাহেব তথ্য দেন।", "বাল্যবিবাহ প্রতিরোধ", "কাজী সাহেব তথ্য দেন।"),
    ("বিবিধ।", "বিবিধ", None),
    ("সভাপতি বলেন: কাজ করতে হবে।", None, "সভাপতি বলেন: কাজ করতে হবে।"),
    ("মোঃ রহিম সভায় রাস্তার কথা জানান।", None, "মোঃ রহিম সভায় রাস্তার কথা জানান।"),
    ("১২/০৫/২০২১ খ্রিঃ তারিখে চাল পাওয়া গিয়েছে।", None, "১২/০৫/২০২১ খ্রিঃ তারিখে চাল পাওয়া গিয়েছে।"),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "title", "discussion"), TOPICS)
def test_topic_and_discussion_are_parted(text: str, title: str | None, discussion: str | None) -> None:
    expected = tuple(None if part is None else nfc(part) for part in (title, discussion))
    assert split_topic(nfc(text)) == expected


ROLES = [
    ("ক্রঃ নং", "serial"),
    ("ক্র.নং", "serial"),
    ("সিদ্ধান্ত নং", "serial"),
    ("আলোচ্য বিষয়", "title"),
    ("আলোচ্যসূচী", "title"),
    ("আলোচনা", "discussion"),
    ("আলোচ্যসূচি ও আলোচনা", "discussion"),
    ("সিদ্বান্ত", "decision"),
    ("সিদ্ধামত্ম সমূহ", "decision"),
    ("গৃহীত সিদ্ধান্ত", "decision"),
    ("সিদ্ধান্ড", "decision"),
    ("বাসত্মবায়নে", "implementer"),
    ("বাস্তবায়ন কর্তৃপক্ষ", "implementer"),
    ("দায়িত্বপ্রাপ্ত কর্মকর্তার নাম ও পদবী", "implementer"),
    ("বাস্তবায়নের সময়সীমা", "deadline"),
    ("বাস্তবায়ন অগ্রগতি", "progress"),
    ("বিগত সভার সিদ্ধান্ত", "previous"),
    ("গত সভার সিদ্ধান্ত", "previous"),
    ("অগ্রগতি ও সিদ্ধান্ত", "progress"),
    ("আলোচনা ও সিদ্ধান্ত", "both"),
    ("মন্তব্য", "remarks"),
    ("বিভাগ/দপ্তর", "subject"),
    ("প্রকল্পের নাম", "subject"),
    ("নাম", "person"),
    ("দাখিলকৃত দর", "other"),
    ("Decisions", "decision"),
    ("Action by", "implementer"),
    ("Time frame", "deadline"),
]


@pytest.mark.parametrize(("head", "role"), ROLES)
def test_a_column_is_known_by_its_head(head: str, role: str) -> None:
    found = role_of(nfc(head))
    assert found is not None
    assert found[0] == role


@pytest.mark.parametrize(
    "heads", [("ক্রমিক", "নাম", "পদবী", "স্বাক্ষর"), ("ক্রমিক", "প্রতিষ্ঠানের নাম", "দর", "মন্তব্য"), ("সিদ্ধান্ত", "", "")]
)
def test_other_tables_have_no_decision_columns(heads: tuple[str, ...]) -> None:
    assert columns_of([nfc(head) for head in heads]) is None


STATES = [
    "সভায় সিদ্ধান্ত গৃহীত হয় যে, রাস্তা মেরামত করা হবে।",
    "সর্বসম্মতিক্রমে সিদ্ধান্ত গৃহিত হইল যে, বাঁধ মেরামত করা হইবে।",
    "পত্র প্রেরণের সিদ্ধান্ত গৃহীত হয়।",
    "It was decided that the road be repaired.",
]
STATES_NOTHING = [
    "সভায় বিভিন্ন গুরুত্বপূর্ণ সিদ্ধান্ত গৃহীত হয়।",
    "আলোচনা শেষে নিম্নরূপ সিদ্ধান্ত গৃহীত হয়ঃ",
    "মতামতের ভিত্তিতে সিদ্ধান্ত গৃহীত হয়।",
    "সভাপতি সদস্যদের মতামত জানতে চান।",
]


@pytest.mark.parametrize("sentence", STATES)
def test_a_sentence_that_decides(sentence: str) -> None:
    assert states_decision(nfc(sentence))


@pytest.mark.parametrize("sentence", STATES_NOTHING)
def test_a_sentence_that_decides_nothing(sentence: str) -> None:
    assert not states_decision(nfc(sentence))


def test_a_sentence_may_decide_by_its_verb() -> None:
    assert performs(nfc("পাঁচ সদস্যের কমিটি গঠন করা হইল।"))
    assert not performs(nfc("কার্যবিবরণী পাঠ করা হইল।"))


def test_sentences_spare_abbreviations_and_numbers() -> None:
    text = nfc("মোঃ রহিম জানান ১২.৫০ লক্ষ টাকা আছে। ২০ খ্রি. তারিখে চাল আসে। কাজ শুরু হয়।")
    assert len(sentences_of(text)) == 3


def test_closing_and_introduction() -> None:
    assert closes(nfc("সভাপতি সাহেব সভার কাজ সমাপ্ত ঘোষণা করেন।"))
    assert not closes(nfc("কাজ জুনের মধ্যে সমাপ্ত করতে হবে।"))
    assert introduces(nfc("নিম্নবর্ণিত সিদ্ধান্তসমূহ গৃহীত হয়ঃ"))
    assert not introduces(nfc("সর্বনিম্ন দরদাতাকে কাজ দেওয়া হবে।"))


LABELS = [
    ("আলোচ্যসূচি-১: সার বিতরণ", "agenda", "1", "সার বিতরণ"),
    ("১ নং আলোচ্য বিষয়: সার বিতরণ", "agenda", "1", "সার বিতরণ"),
    ("প্রস্তাব নং ০২ঃ সার বিতরণ", "agenda", "2", "সার বিতরণ"),
    ("এজেন্ডা নং-৩ঃ সার বিতরণ", "agenda", "3", "সার বিতরণ"),
    ("আলোচনাঃ সার নেই।", "discussion", None, "সার নেই।"),
    ("সিদ্ধান্তঃ সার আনতে হবে।", "decision", None, "সার আনতে হবে।"),
    ("গৃৃহিত সিদ্ধান্ত:- সার আনতে হবে।", "decision", None, "সার আনতে হবে।"),
    ("সিদ্ধান্ত-২: সার আনতে হবে।", "decision", "2", "সার আনতে হবে।"),
    ("মন্তব্য ১) সার আনতে হবে।", "decision", "1", "সার আনতে হবে।"),
    ("বাস্তবায়নেঃ কৃষি অফিসার", "implementer", None, "কৃষি অফিসার"),
    ("দায়িত্বে - কৃষি অফিসার", "implementer", None, "কৃষি অফিসার"),
    ("সময়সীমাঃ ৩০ জুন", "deadline", None, "৩০ জুন"),
    ("সিদ্ধান্ত গৃহীত হয় যে, সার আনা হবে।", "text", None, "সিদ্ধান্ত গৃহীত হয় যে, সার আনা হবে।"),
    ("০১। সার বিতরণ", "text", "1", "সার বিতরণ"),
    ("Decision: Work shall start.", "decision", None, "Work shall start."),
]


@pytest.mark.parametrize(("line", "kind", "number", "text"), LABELS)
def test_a_label_of_prose_is_known(line: str, kind: str, number: str | None, text: str) -> None:
    mark = next(marks_of(nfc(line)))
    assert (mark.kind, parse_serial(mark.number) if mark.number else None, mark.text) == (kind, number, nfc(text))


def test_labels_inside_a_line_part_it() -> None:
    line = nfc("সার নেই। সিদ্ধান্তঃ সার আনতে হবে। বাস্তবায়নেঃ কৃষি অফিসার")
    assert [mark.kind for mark in marks_of(line)] == ["text", "decision", "implementer"]


def test_a_confirmation_is_told_from_other_matters() -> None:
    assert is_confirmation(nfc("বিগত সভার কার্যবিবরণী পাঠ ও অনুমোদন"), nfc("অনুমোদিত হয়।"))
    assert is_confirmation(None, nfc("গত সভার কার্যবিবরণী দৃঢ়ীকরণ করা হলো।"))
    assert not is_confirmation(nfc("সার বিতরণ"), nfc("সার আনতে হবে।"))


def ocr_items(*serials: str | None) -> list[AgendaItem]:
    place = Place(locator="table 1 row 2")
    decision = RawDecision(text="সার আনতে হবে।", place=place, confidence=0.8)
    return [
        AgendaItem(place=place, serial_text=serial, title=str(number), decisions=(decision,))
        for number, serial in enumerate(serials)
    ]


MISREAD = [
    (("১", "২", "৩", "8", "৫"), ["1", "2", "3", "4", "5"]),
    (("১", "২", "৩", None, "৫", "b"), ["1", "2", "3", "4", "5", "6"]),
    ((None, "২", "৩", "৪"), ["1", "2", "3", "4"]),
    (("১", "২", "৪", "৫"), ["1", "2", "4", "5"]),  # an item without a decision stood between
    ((None, None, "৩"), [None, None, "3"]),  # too little to go by
]


@pytest.mark.parametrize(("read", "printed"), MISREAD)
def test_misread_serials_follow_their_neighbours(read: tuple[str | None, ...], printed: list[str | None]) -> None:
    repaired = repair_serials(ocr_items(*read))
    assert [parse_serial(item.serial_text) if item.serial_text else None for item in repaired] == printed


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from(nfc("১২৩কখ()।:ঃ-•| \nসিদ্ধান্তআলোচনাহবে")), max_size=60), max_size=8))
def test_any_text_is_interpreted(lines: list[str]) -> None:
    found = interpret(Document(format="text", route="text", blocks=tuple(Paragraph(text=line) for line in lines)))
    decisions = [decision for one in found.minutes for item in one.items for decision in item.decisions]
    assert all(decision.text.strip() for decision in decisions)
    assert found.rows_seen >= found.rows_explained + len(decisions)


@pytest.mark.parametrize("text", ["১। " * 20000, "নিম্ন " * 20000, "সিদ্ধান্তঃ ১। ক খ " * 8000, "১।" + " \t" * 50000 + "ক"])
def test_long_hostile_text_ends(text: str) -> None:
    interpret(Document(format="text", route="text", blocks=(Paragraph(text=nfc(text)),)))


SHARED = Path(__file__).parents[2] / "shared"
RULES = sorted((Path(__file__).parents[1] / "pipeline" / "interpret").glob("*.py"))
GENERAL = {nfc(word) for word in ("মোছাঃ", "মোহাম্মদ", "আলহাজ্ব", "বেগম", "মিসেস", "সদস্য", "সরকার", "প্রধান", "প্রতিনিধি")}


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled documents are not here")
def test_no_rule_names_a_place_or_a_person_of_the_labelled_documents() -> None:
    import json

    names: set[str] = set()
    for path in (SHARED / "gold").rglob("*.json"):
        for meeting in json.loads(path.read_text("utf-8"))["meetings"]:
            people = [meeting.get("chair_name"), meeting.get("signatory_name")]
            people += [person["name"] for person in meeting.get("attendees") or []]
            places = [meeting.get(level) for level in ("district", "upazila", "union")]
            names |= {word for text in (*people, *places) if text for word in re.findall("[ঀ-৿]{4,}", nfc(text))}
    words = {word for path in RULES for word in re.findall("[ঀ-৿]+", nfc(path.read_text("utf-8")))}
    assert sorted((names & words) - GENERAL) == []
