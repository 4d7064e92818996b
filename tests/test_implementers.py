"""Cells of implementers, split into offices and persons."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.implementers import split_implementers
from normalizers.text import clean

WHOLE = [
    "সহকারী পরিচালক, ভোক্তা অধিকার",
    "শাখা ব্যবস্থাপক, সবুজ বাংলা",
    "Deputy Director, Department of Fisheries",
    "Project Manager, BWDB, Feni",
    "উপপরিচালক, কৃষি সম্প্রসারণ অধিদপ্তর, যশোর",
    "উপজেলা স্বাস্থ্য ও পরিবার পরিকল্পনা কর্মকর্তা",
    "উপজেলা আনসার ও ভিডিপি কর্মকর্তা",
    "সচিব, স্থানীয় সরকার, পল্লী উন্নয়ন ও সমবায় মন্ত্রণালয়",
    "উপপরিচালক, স্থানীয় সরকার, নাটোর",
    "স্টেশন অফিসার, ফায়ার সার্ভিস ও সিভিল ডিফেন্স, ভোলা",
    "উপজেলা প্রকৌশলী, এলজিইডি",
    "সহকারী কমিশনার, আইসিটি শাখা, জেলা প্রশাসকের কার্যালয়, ফেনী",
    "জনাব আবুল কাশেম, সদস্য, ৩ নং ওয়ার্ড",
    "অফিসার ইনচার্জ, সদর মডেল থানা, বরগুনা",
    "উপজেলা কৃষি, মৎস্য ও প্রাণিসম্পদ কর্মকর্তা",
    "সংশ্লিষ্ট দপ্তর প্রধান (সকল), নাটোর",
    "উপজেলা নির্বাহী অফিসার, মেলান্দহ ও ইসলামপুর",
    "চেয়ারম্যান, চর আমখাওয়া ইউনিয়ন পরিষদ",
    "নারী ও শিশু নির্যাতন প্রতিরোধ কমিটি",
    "ব্যবস্থাপক, সোনালী ব্যাংক, শাহজাদপুর শাখা, সিরাজগঞ্জ",
    "পরিচালক (প্রশাসন ও অর্থ)",
]
PARTED = [
    # Line breaks that a reader of scans or PDF took for wrapping.
    (
        "সিভিল সার্জন, ভোলা পুলিশ সুপার, ভোলা উপপরিচালক (যুব উন্নয়ন), ভোলা",
        "সিভিল সার্জন, ভোলা|পুলিশ সুপার, ভোলা|উপপরিচালক (যুব উন্নয়ন), ভোলা",
    ),
    ("উপপরিচালক, স্থানীয় সরকার উপজেলা নির্বাহী অফিসার (সকল)", "উপপরিচালক, স্থানীয় সরকার|উপজেলা নির্বাহী অফিসার (সকল)"),
    (
        "সহকারী পরিচালক, পরিবেশ অধিদপ্তর নির্বাহী প্রকৌশলী, বাপাউবো",
        "সহকারী পরিচালক, পরিবেশ অধিদপ্তর|নির্বাহী প্রকৌশলী, বাপাউবো",
    ),
    ("গাড়িচালক ও অফিস সহায়ক", "গাড়িচালক|অফিস সহায়ক"),
    ("সহকারী প্রকৌশলী (বিদ্যুৎ) নির্বাহী প্রকৌশলী", "সহকারী প্রকৌশলী (বিদ্যুৎ)|নির্বাহী প্রকৌশলী"),
    (
        "নির্বাহী প্রকৌশলী, এলজিইডি, বগুড়া ও নির্বাহী প্রকৌশলী, সড়ক ও জনপথ অধিদপ্তর, বগুড়া",
        "নির্বাহী প্রকৌশলী, এলজিইডি, বগুড়া|নির্বাহী প্রকৌশলী, সড়ক ও জনপথ অধিদপ্তর, বগুড়া",
    ),
    ("জেলা প্রশাসক, পুলিশ সুপার, সিভিল সার্জন, লালমনিরহাট", "জেলা প্রশাসক|পুলিশ সুপার|সিভিল সার্জন, লালমনিরহাট"),
    ("জেলা প্রশাসক, পরিবেশ অধিদপ্তর", "জেলা প্রশাসক|পরিবেশ অধিদপ্তর"),
    ("বিআরটিএ, বিআরটিসি ও পুলিশ", "বিআরটিএ|বিআরটিসি|পুলিশ"),
    ("পৌরসভা ও ইউনিয়ন পরিষদ", "পৌরসভা|ইউনিয়ন পরিষদ"),
    ("ক. জেলা প্রশাসক খ. পুলিশ সুপার", "জেলা প্রশাসক|পুলিশ সুপার"),
    ("উপপরিচালক, স্থানীয় সরকার ও জেলা প্রশাসক", "উপপরিচালক, স্থানীয় সরকার|জেলা প্রশাসক"),
    ("চেয়ারম্যান, ১নং রাজাপালং ইউপি", "চেয়ারম্যান, ১নং রাজাপালং ইউপি"),
    ("• সিভিল সার্জন • পুলিশ সুপার", "সিভিল সার্জন|পুলিশ সুপার"),
    ("উপজেলা কৃষি কর্মকর্তা ও সংশ্লিষ্ট সকল।", "উপজেলা কৃষি কর্মকর্তা|সংশ্লিষ্ট সকল"),
    ("১. উপজেলা প্রকৌশলী ২. উপজেলা সমবায় অফিসার", "উপজেলা প্রকৌশলী|উপজেলা সমবায় অফিসার"),
    ("১। উপজেলা প্রকৌশলী, ২। উপজেলা সমবায় অফিসার।", "উপজেলা প্রকৌশলী|উপজেলা সমবায় অফিসার"),
    ("(ক) উপজেলা প্রকৌশলী (খ) পিআইও।", "উপজেলা প্রকৌশলী|পিআইও"),
    ("• মহাপরিচালক, পরিবেশ অধিদপ্তর\n• চেয়ারম্যান, বিআইডব্লিউটিএ", "মহাপরিচালক, পরিবেশ অধিদপ্তর|চেয়ারম্যান, বিআইডব্লিউটিএ"),
    ("যুগ্মসচিব (প্রশাসন ও অর্থ), উপসচিব (উন্নয়ন)", "যুগ্মসচিব (প্রশাসন ও অর্থ)|উপসচিব (উন্নয়ন)"),
    ("চেয়ারম্যান, বিউবো/এমডি, ওজোপাডিকো", "চেয়ারম্যান, বিউবো|এমডি, ওজোপাডিকো"),
    ("ইউএনও/এসিল্যান্ড/ওসি", "ইউএনও|এসিল্যান্ড|ওসি"),
    ("উপজেলা মহিলা\nবিষয়ক কর্মকর্তা\nউপজেলা প্রকৌশলী", "উপজেলা মহিলা বিষয়ক কর্মকর্তা|উপজেলা প্রকৌশলী"),
    ("চেয়ারম্যান, গ্রাম পুলিশ", "চেয়ারম্যান|গ্রাম পুলিশ"),
    ("বাস্তবায়নেঃ ইউপি সচিব ও ইউপি সদস্যবৃন্দ", "ইউপি সচিব|ইউপি সদস্যবৃন্দ"),
    ("প্রশাসন শাখা, হিসাব শাখা", "প্রশাসন শাখা|হিসাব শাখা"),
    ("মোঃ রফিকুল হাসান ও মোছাঃ সালমা বানু", "মোঃ রফিকুল হাসান|মোছাঃ সালমা বানু"),
    (
        "Deputy Commissioner, Rangpur; Superintendent of Police, Rangpur",
        "Deputy Commissioner, Rangpur|Superintendent of Police, Rangpur",
    ),
]
NOBODY = ["", " ", "-", "—", "প্রযোজ্য নয়", "।", "xxx", "১।"]


@pytest.mark.parametrize("text", WHOLE)
def test_name_of_one_stays_whole(text):
    assert split_implementers(text + "।") == (clean(text),)


@pytest.mark.parametrize(("text", "parts"), PARTED)
def test_several_are_parted(text, parts):
    assert split_implementers(text) == tuple(map(clean, parts.split("|")))


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_empty(text):
    assert split_implementers(text) == ()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["উপজেলা", "কৃষি", "অফিসার", "ও", "এবং", ",", ";", "/", "\n", "(সকল)", "(", ")", "নাটোর", "১।", "ক)", "।"]
        ),
        max_size=14,
    )
)
def test_any_text_gives_clean_parts(words):
    for part in split_implementers(" ".join(words)):
        assert part == part.strip()
        assert "\n" not in part
        assert not part.endswith(("।", ",", ";"))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises(text):
    split_implementers(text)


def test_long_text_is_split_in_time():
    assert len(split_implementers("উপজেলা কৃষি অফিসার, " * 2000)) == 2000


def test_labelled_cells_of_the_corpus():
    gold = Path(__file__).parents[2] / "shared" / "gold" / "corpus"
    if not gold.is_dir():
        pytest.skip("no shared material")
    asked = right = 0
    for path in sorted(gold.glob("*.json")):
        for meeting in json.loads(path.read_text("utf-8"))["meetings"]:
            for item in meeting["agenda"]:
                cells: dict[str, list[list[str]]] = {}
                for decision in item["decisions"]:
                    if decision.get("implementers_raw"):
                        cells.setdefault(decision["implementers_raw"], []).append(decision["implementers"])
                for cell, lists in cells.items():
                    # Cells enumerated in parallel with decisions are dealt out one by one.
                    dealt = any(names != lists[0] for names in lists)
                    wanted = [name for names in lists for name in names] if dealt else lists[0]
                    asked += 1
                    right += split_implementers(cell) == tuple(map(clean, wanted))
    assert right >= 0.99 * asked
