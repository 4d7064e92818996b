"""Places in headings and host names."""

import json
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.places import find_places, is_place

UNDERSTOOD = [
    (["জেলা প্রশাসকের কার্যালয়, লালমনিরহাট"], None, ("রংপুর", "লালমনিরহাট", None, None)),
    (["উপজেলা কৃষি অফিসারের কার্যালয়, ডিমলা, নীলফামারী"], None, ("রংপুর", "নীলফামারী", "ডিমলা", None)),
    (["উপজেলা কৃষি অফিসারের কার্যালয়, ডিমলা"], None, ("রংপুর", "নীলফামারী", "ডিমলা", None)),
    (["জামালপুরের মেলান্দহ উপজেলা"], None, ("ময়মনসিংহ", "জামালপুর", "মেলান্দহ", None)),
    (["মেলান্দহ উপজেলার মাসিক সভা"], None, ("ময়মনসিংহ", "জামালপুর", "মেলান্দহ", None)),
    (["উপজেলা নির্বাহী অফিসারের কার্যালয়, শেরপুর, বগুড়া"], None, ("রাজশাহী", "বগুড়া", "শেরপুর", None)),
    (["৩ নং রামনগর ইউনিয়ন পরিষদ", "উপজেলাঃ মেলান্দহ, জেলাঃ জামালপুর"], None, ("ময়মনসিংহ", "জামালপুর", "মেলান্দহ", "রামনগর")),
    (["Office of the Upazila Nirbahi Officer, Melandaha, Jamalpur"], None, ("ময়মনসিংহ", "জামালপুর", "মেলান্দহ", None)),
    (["বিভাগীয় কমিশনারের কার্যালয়, খুলনা"], None, ("খুলনা", None, None, None)),
    ([], "https://www.jessore.gov.bd/bn/site/page/1", ("খুলনা", "যশোর", None, None)),
    ([], "dss.cumilla.gov.bd", ("চট্টগ্রাম", "কুমিল্লা", None, None)),
    ([], "melandah.jamalpur.gov.bd", ("ময়মনসিংহ", "জামালপুর", "মেলান্দহ", None)),
    (["উপজেলা পরিষদ, কালীগঞ্জ"], "lalmonirhat.gov.bd", ("রংপুর", "লালমনিরহাট", "কালীগঞ্জ", None)),
]
AMBIGUOUS = [
    (["উপজেলা পরিষদ, কালীগঞ্জ"], (None, None, "কালীগঞ্জ", None)),
    (["রামনগর ইউনিয়ন পরিষদ"], (None, None, None, "রামনগর")),
]
NOT_A_PLACE = ["", "মাসিক সভা", "সকল উপজেলা", "সংশ্লিষ্ট ইউনিয়ন পরিষদ", "মৎস্য অধিদপ্তর, ঢাকা", "বাংলাদেশ সচিবালয়, ঢাকা", "পৌরসভা"]


def _nfc(names):
    return tuple(name and normalize("NFC", name) for name in names)


@pytest.mark.parametrize(("texts", "host", "names"), UNDERSTOOD)
def test_chain_is_found(texts, host, names):
    found = find_places(texts, host)
    assert (found.division, found.district, found.upazila, found.union) == _nfc(names)


@pytest.mark.parametrize(("texts", "names"), AMBIGUOUS)
def test_name_of_several_places_gives_nothing_above_it(texts, names):
    found = find_places(texts)
    assert (found.division, found.district, found.upazila, found.union) == _nfc(names)
    assert found.code is None


@pytest.mark.parametrize("text", NOT_A_PLACE)
def test_no_place_is_made_up(text):
    found = find_places([text])
    assert (found.district, found.upazila, found.union) == (None, None, None)


def test_spelling_of_the_document_stands_beside_the_canonical_one():
    found = find_places(["সিভিল সার্জনের কার্যালয়, জেলাঃ চট্রগ্রাম"])
    assert (found.district, found.canonical_district, found.code) == ("চট্রগ্রাম", "চট্টগ্রাম", "2015")


def test_bare_places_are_told_from_posts():
    assert all(map(is_place, ["মেলান্দহ", "জামালপুর সদর", "ফেনী জেলা"]))
    assert not any(map(is_place, ["চেয়ারম্যান", "গ্রাম পুলিশ", "", "সকল"]))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet=st.sampled_from("জেলাউপমন্দহঃ, ইয়কশ.১:\n-ab"), max_size=60), max_size=4),
    st.text(max_size=30),
)
def test_any_text_is_taken(texts, host):
    find_places(texts, host)


def test_labelled_headers_of_the_corpus():
    gold = Path(__file__).parents[2] / "shared" / "gold" / "corpus"
    if not gold.is_dir():
        pytest.skip("no shared material")
    asked = right = 0
    for path in sorted(gold.glob("*.json")):
        for meeting in json.loads(path.read_text("utf-8"))["meetings"]:
            if meeting.get("district") and meeting.get("office"):
                asked += 1
                found = find_places([meeting["office"], meeting.get("committee") or ""])
                right += _nfc([meeting["district"], meeting["upazila"]]) == (found.district, found.upazila)
    assert right >= 0.98 * asked


def test_the_hill_districts_are_named_without_the_word() -> None:
    assert find_places(["জেলা প্রশাসকের কার্যালয়, খাগড়াছড়ি পার্বত্য জেলা"]).district == normalize("NFC", "খাগড়াছড়ি")


def test_a_label_before_the_word_union_is_no_union() -> None:
    assert find_places(["স্থানঃ ইউনিয়ন পরিষদ ভবন", "তারিখঃ ইউপি"]).union is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("পটিয়া", ("চট্টগ্রাম", "চট্টগ্রাম", "পটিয়া", None)),
        ("রাঙ্গামাটি পার্বত্য জেলা পরিষদ", ("চট্টগ্রাম", "রাঙ্গামাটি", None, None)),
        ("কালীগঞ্জ", (None, None, None, None)),
    ],
)
def test_a_name_alone_counts_where_only_one_upazila_bears_it(text, names):
    found = find_places([text])
    assert (found.division, found.district, found.upazila, found.union) == _nfc(names)


def test_a_number_glued_to_the_word_for_number_is_no_name() -> None:
    assert find_places(["১৫নং চরকালিয়া ইউনিয়ন পরিষদ"]).union == normalize("NFC", "চরকালিয়া")
