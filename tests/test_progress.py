"""What a progress cell or a sentence states; silence, orders and talk state nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.progress import find_progress, parse_progress

CELLS = [
    ("বাস্তবায়িত", "implemented"),
    ("সম্পন্ন।", "implemented"),
    ("শতভাগ বাস্তবায়ন করা হয়েছে", "implemented"),
    ("১০০% সম্পন্ন", "implemented"),
    ("চিঠি পাঠানো হয়েছে।", "implemented"),
    ("কাজটি সমাপ্ত করা হইয়াছে", "implemented"),
    ("৮০% কাজ সম্পন্ন", "in_progress"),
    ("৪৫ শতাংশ কাজ শেষ হয়েছে", "in_progress"),
    ("১২টির মধ্যে ৭টি মেরামত করা হয়েছে", "in_progress"),
    ("দুটি করা হয়েছে, একটি করা হয়নি", "in_progress"),
    ("আংশিক বাস্তবায়িত", "in_progress"),
    ("অর্ধেক রাস্তা মেরামত করা হয়েছে", "in_progress"),
    ("ছয়টি গ্রামে সভা হয়েছে, দুটিতে হয়নি", "in_progress"),
    ("বাস্তবায়নাধীন", "in_progress"),
    ("কাজ শুরু হয়েছে", "in_progress"),
    ("বাস্তবায়িত হয়নি", "not_implemented"),
    ("বাস্তবায়িত হয় নাই।", "not_implemented"),
    ("এখনও পাওয়া যায়নি", "not_implemented"),
    ("কাজ শুরু করা সম্ভব হয়নি", "not_implemented"),
    ("কোনো অগ্রগতি নেই", "not_implemented"),
    ("ঠিকাদার মালামাল পাঠাননি", "not_implemented"),
    ("অনুমোদন এখনও মেলেনি", "not_implemented"),
    ("বরাদ্দ পেলে কাজ শুরু করা হবে", "not_implemented"),
    ("০% অগ্রগতি", "not_implemented"),
    ("-", None),
    ("", None),
    (None, None),
    ("আলোচনা করা হয়েছে", None),
    ("সম্পন্ন হয়েছে কি না জানা যায়নি", None),
]
SILENT = [
    "প্রতিবেদন উপস্থাপন করা হয়েছে।",
    "কাজ সম্পন্ন হলে বিল দেওয়া যাবে।",
    "দ্রুত মেরামত করার জন্য অনুরোধ করা হয়েছে।",
    "কোনো অভিযোগ পাওয়া যায়নি।",
    "কার্যবিবরণী সদস্যদের নিকট প্রেরণ করা হয়েছে এবং কোনো সংশোধনী পাওয়া যায়নি।",
    "রপ্তানি",
    "মামলার শুনানি",
    "সিদ্ধান্ত গৃহীত হয়েছে।",
]


@pytest.mark.parametrize(("text", "status"), CELLS)
def test_cells(text: str | None, status: str | None) -> None:
    assert parse_progress(text) == status


@pytest.mark.parametrize("text", SILENT)
def test_sentences_that_state_nothing(text: str) -> None:
    assert not find_progress(text)


@given(st.text(alphabet="কাজ হয়েছেনিচলমান সম্পন্ন১০%টিরমধ্যে।,", max_size=300))
def test_any_text_is_read(text: str) -> None:
    for found in find_progress(text):
        assert found.text in text or found.text
    assert parse_progress(text) in {"implemented", "in_progress", "not_implemented", None}
