"""The committee in a heading, its key and its level."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.committees import committee_key, committee_of, level_of
from normalizers.text import clean

UNDERSTOOD = [
    ("জেলা পরিবেশ ও বন উন্নয়ন কমিটির আগস্ট ২০১৯ মাসের সভার কার্যবিবরণী", "জেলা পরিবেশ ও বন উন্নয়ন কমিটি", "district"),
    ("সেপ্টেম্বর ২০২২ মাসের জেলা চোরাচালান প্রতিরোধ কমিটির সভার কার্যবিবরণী", "জেলা চোরাচালান প্রতিরোধ কমিটি", "district"),
    ("ডিমলা উপজেলা পরিষদের মে/২৩ মাসের সাধারণ সভার রেজুলেশন", "ডিমলা উপজেলা পরিষদ", "upazila"),
    ("০৪ নং চরপাড়া ইউনিয়ন পরিষদের মাসিক সভার কার্য বিবরণী", "০৪ নং চরপাড়া ইউনিয়ন পরিষদ", "union"),
    ("ইউনিয়ন উন্নয়ন সমন্বয় কমিটি এর সভা", "ইউনিয়ন উন্নয়ন সমন্বয় কমিটি", "union"),
    ("জেলা ভিক্ষুক পুনর্বাসন সংক্রান্ত কমিটির ৩য় সভার কার্যবিবরণী", "জেলা ভিক্ষুক পুনর্বাসন সংক্রান্ত কমিটি", "district"),
    ("পৌর পরিষদের ১২তম সাধারণ সভার কার্যবিবরণী", "পৌর পরিষদ", "municipality"),
    ("বিভাগীয় উন্নয়ন সমন্বয় কমিটির ২০২৪ সালের ফেব্রুয়ারি মাসের সভার কার্যবিবরণী", "বিভাগীয় উন্নয়ন সমন্বয় কমিটি", "division"),
    ("বস্ত্র ও পাট মন্ত্রণালয়ের মার্চ ২০২৩ মাসের মাসিক সমন্বয় সভার কার্যবিবরণী", "বস্ত্র ও পাট মন্ত্রণালয়", "national"),
    ("সিন্ডিকেটের ৪৫তম সভার কার্যবিবরণী", "সিন্ডিকেট", "institution"),
    (
        "Minutes of the District Development Coordination Committee meeting",
        "District Development Coordination Committee",
        "district",
    ),
    ("Minutes of the 7th Meeting of the Syndicate", "Syndicate", None),
    (
        "Minutes of the Special Meeting of the Union Disaster Committee for May 2022",
        "Union Disaster Committee",
        "union",
    ),
    ("Minutes of the 2nd Purchase Committee Meeting of the Bridge Project", "Purchase Committee", None),
    ("গত ০৫ মে ২০২২ তারিখে অনুষ্ঠিত উপজেলা বীজ কমিটির সভার কার্যবিবরণী", "উপজেলা বীজ কমিটি", "upazila"),
    ("শহর সমন্বয় কমিটির (টিএলসি) ৫ম সভার কার্যবিবরণী", "শহর সমন্বয় কমিটি (টিএলসি)", None),
    ("জেলা বীজ কমিটি, নড়াইল এর সভার কার্যবিবরণী", "জেলা বীজ কমিটি, নড়াইল", "district"),
    ("জেলা খাদ্য নিয়ন্ত্রকের কার্যালয়ের মাসিক স্টাফ সভার কার্যবিবরণী", "জেলা খাদ্য নিয়ন্ত্রকের কার্যালয়", "district"),
    ("২০২২-২০২৩ অর্থবছরের ৩য় ক্রয় কমিটির সভার কার্যবিবরণী", "ক্রয় কমিটি", None),
    ("জেলা ইনোভেশন টিমের ত্রৈমাসিক (জানুয়ারি-মার্চ ২০২৪) সভার কার্যবিবরণী", "জেলা ইনোভেশন টিম", "district"),
    ("গভর্নিং বডির সভার রেজুলেশন", "গভর্নিং বডি", None),
]
NO_BODY = [
    "২য় পরিষদের ১৯তম করপোরেশন সভার কার্যবিবরণী",
    "",
    "মাসিক সমন্বয় সভার কার্যবিবরণী",
    "জেলা পর্যায়ে ইলিশ সংরক্ষণ বিষয়ক মতবিনিময় সভার কার্যবিবরণী",
    "১২তম সভার কার্যবিবরণী",
    "নোটিশ",
    "মাসিক স্টাফ সভার কার্যবিবরণী",
]
ONE_KEY = [
    ("জেলা আইন-শৃঙ্খলা কমিটি", "জেলা আইনশৃংখলা কমিটির"),
    ("উপজেলা আইসিটি বিষয়ক কমিটি", "উপজেলা আইসিটি কমিটি"),
    ("ইউনিয়ন উন্নয়ন সমন্বয় কমিটি (ইউডিসিসি)", "ইউনিয়ন উন্নয়ন সমন্বয় কমিটি"),
]


@pytest.mark.parametrize(("title", "committee", "level"), UNDERSTOOD)
def test_body_is_named(title, committee, level):
    assert committee_of(title) == clean(committee)
    assert level_of(committee) == level


@pytest.mark.parametrize("title", NO_BODY)
def test_no_body_is_made_up(title):
    assert committee_of(title) is None


@pytest.mark.parametrize(("first", "second"), ONE_KEY)
def test_key_is_equal_over_spellings(first, second):
    assert committee_key(first) == committee_key(second) is not None


def test_different_bodies_have_different_keys():
    assert committee_key("জেলা শিক্ষা কমিটি") != committee_key("উপজেলা শিক্ষা কমিটি")
    assert committee_key("।") is None


def test_field_office_of_a_national_body_counts_for_where_it_is():
    assert level_of("কৃষি সম্প্রসারণ অধিদপ্তর, জেলা কার্যালয়") == "district"
    assert level_of("সভা") is None


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["জেলা", "কমিটির", "কমিটি", "মে", "২০২২", "মাসের", "সভার", "কার্যবিবরণী", "(", ")", "-", "পরিষদের", "১ম"]
        ),
        max_size=14,
    ).map(" ".join)
    | st.text(max_size=40)
)
def test_any_title_is_taken(title):
    committee = committee_of(title)
    assert committee is None or committee
    committee_key(title)
    level_of(title)
