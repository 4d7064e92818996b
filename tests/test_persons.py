"""Persons as minutes name them: name, post and office of a chair's or an attendee's line."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.persons import split_person, without_address

UNDERSTOOD = [  # text, name, designation
    ("জনাব রহিম বকস, জেলা প্রশাসক, ফেনী", "রহিম বকস", "জেলা প্রশাসক, ফেনী"),
    ("বেগম রাশিদা আখতার জাহান, সচিব", "রাশিদা আখতার জাহান", "সচিব"),
    ("মিজ তানিয়া সরকার\nউপজেলা নির্বাহী অফিসার\nলোহাগড়া", "তানিয়া সরকার", "উপজেলা নির্বাহী অফিসার, লোহাগড়া"),
    ("ড. কামাল পাশা, মহাপরিচালক", "ড. কামাল পাশা", "মহাপরিচালক"),
    ("ডাঃ সুমন কুমার নাথ (সিভিল সার্জন)", "ডাঃ সুমন কুমার নাথ", "সিভিল সার্জন"),
    ("আলহাজ্ব এড. নূর বখত - সভাপতি", "আলহাজ্ব এড. নূর বখত", "সভাপতি"),
    ("মোঃ আব্দুল বারেক চেয়ারম্যান", "মোঃ আব্দুল বারেক", "চেয়ারম্যান"),
    ("জনাব রতন চন্দ্র পাল উপজেলা মৎস্য কর্মকর্তা, তালা", "রতন চন্দ্র পাল", "উপজেলা মৎস্য কর্মকর্তা, তালা"),
    ("প্রফেসর শিরিন হক সহকারী পরিচালক", "প্রফেসর শিরিন হক", "সহকারী পরিচালক"),
    ("Mr. Anwar Pasha, Deputy Director", "Anwar Pasha", "Deputy Director"),
    ("জনাব গোলাম রসুল\nচেয়ারম্যান\nও\nসভাপতি, বাঁধ কমিটি", "গোলাম রসুল", "চেয়ারম্যান ও সভাপতি, বাঁধ কমিটি"),
    ("জেলা প্রশাসক মিজ রোকসানা হক, ফেনী", "রোকসানা হক", "জেলা প্রশাসক, ফেনী"),
    ("আবদুর রব (সদস্য)", "আবদুর রব", "সদস্য"),
    ("কৃষি অফিসার, তালা", None, "কৃষি অফিসার, তালা"),
    ("উপ-সহকারী প্রকৌশলী, এলজিইডি", None, "উপ-সহকারী প্রকৌশলী, এলজিইডি"),
    ("প্রতিনিধি, এলজিইডি", None, "প্রতিনিধি, এলজিইডি"),
    ("কাজী শামসুন নাহার", "কাজী শামসুন নাহার", None),
    ("অতিরিক্ত জেলা প্রশাসক (শিক্ষা), নওগাঁ", None, "অতিরিক্ত জেলা প্রশাসক (শিক্ষা), নওগাঁ"),
    ("উপজেলা নির্বাহী অফিসার, সাঁথিয়া", None, "উপজেলা নির্বাহী অফিসার, সাঁথিয়া"),
    ("মেয়র, কুলাউড়া পৌরসভা", None, "মেয়র, কুলাউড়া পৌরসভা"),
    ("Deputy Commissioner, Pabna", None, "Deputy Commissioner, Pabna"),
]


@pytest.mark.parametrize(("text", "name", "designation"), UNDERSTOOD)
def test_a_line_is_parted_into_name_and_post(text: str, name: str | None, designation: str | None) -> None:
    person = split_person(text)
    assert (person.name, person.designation) == (
        name and normalize("NFC", name),
        designation and normalize("NFC", designation),
    )


ADDRESSED = [
    ("জনাব নূর আলম", "নূর আলম"),
    ("জনাবা হাসনা হেনা", "হাসনা হেনা"),
    ("বেগম হাসনা হেনা", "হাসনা হেনা"),
    ("বেগম রোকেয়া", "বেগম রোকেয়া"),  # nothing would tell her from another
    ("মাননীয় জনাব নূর আলম", "নূর আলম"),
    ("Ms. Hasna Hena", "Hasna Hena"),
    ("প্রফেসর নূর আলম", "প্রফেসর নূর আলম"),
]


@pytest.mark.parametrize(("text", "name"), ADDRESSED)
def test_forms_of_address_are_no_part_of_a_name(text: str, name: str) -> None:
    assert without_address(text) == normalize("NFC", name)


@given(st.text(max_size=300))
def test_any_text_gives_a_person(text: str) -> None:
    person = split_person(text)
    assert person.name is None or person.name == person.name.strip()
