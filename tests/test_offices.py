"""Keys of offices and posts."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.offices import office_key

ONE_KEY = [
    [
        "উপজেলা নির্বাহী অফিসার",
        "উপজেলা নির্বাহী কর্মকর্তা",
        "ইউএনও",
        "UNO",
        "উপজেলা নির্বাহী অফিসার (সকল), ফেনী",
        "মাননীয় উপজেলা নির্বাহী অফিসার মহোদয়",
        "উপজেলা নির্বাহী অফিসারকে",
    ],
    ["সহকারী কমিশনার (ভূমি)", "এসিল্যান্ড", "এসি (ল্যান্ড), ডিমলা", "সহকারী কমিশনার (ভুমি)"],
    ["প্রধান শিক্ষক", "প্রধান শিক্ষকগণ", "সংশ্লিষ্ট প্রধান শিক্ষক", "প্রধান শিক্ষক (সকল)", "প্রধান শিক্ষকবৃন্দ"],
    ["সংশ্লিষ্ট সকল", "সংশ্লিষ্ট সকলে", "সংশ্লিষ্ট সকল।"],
    ["ইউপি চেয়ারম্যান (সকল)", "সকল ইউনিয়ন পরিষদ চেয়ারম্যান", "চেয়ারম্যান, ইউনিয়ন পরিষদ"],
    ["উপপরিচালক, কৃষি সম্প্রসারণ অধিদপ্তর, যশোর", "উপ-পরিচালক (কৃষি)"],
    ["নির্বাহী প্রকৌশলী (সওজ)", "নির্বাহী প্রকৌশলী, সড়ক ও জনপথ অধিদপ্তর, ভোলা"],
    ["উপজেলা মহিলা বিষয়ক কর্মকর্তা", "উপজেলা মহিলা বিষয়ক অফিসার"],
    ["অফিসার ইনচার্জ", "অফিসার-ইন-চার্জ, ডিমলা থানা", "ভারপ্রাপ্ত কর্মকর্তা, সাভার মডেল থানা", "ওসি (সকল)"],
    ["মেয়র", "মেয়র, নাটোর পৌরসভা", "পৌর মেয়র"],
    ["ইউপি চেয়ারম্যান", "চেয়ারম্যান, সকল ইউপি"],
    ["সংশ্লিষ্ট দপ্তর প্রধান", "সংশ্লিষ্ট দপ্তর প্রধান (সকল)", "সংশ্লিষ্ট দপ্তর প্রধানগণ"],
    ["উপ পরিচালক, ডিএই", "উপপরিচালক, কৃষি সম্প্রসারণ অধিদপ্তর, যশোর"],
    ["উপজেলা ভাইস চেয়ারম্যান", "ভাইস চেয়ারম্যান, উপজেলা পরিষদ"],
]
APART = [
    "উপজেলা নির্বাহী অফিসার",
    "জেলা প্রশাসক",
    "অতিরিক্ত জেলা প্রশাসক",
    "উপজেলা শিক্ষা অফিসার",
    "উপজেলা মাধ্যমিক শিক্ষা অফিসার",
    "জেলা শিক্ষা অফিসার",
    "সংশ্লিষ্ট সকল",
    "দপ্তর প্রধান",
    "সংশ্লিষ্ট দপ্তর প্রধান",
    "স্ব-স্ব দপ্তর প্রধান",
    "উপজেলা ভাইস চেয়ারম্যান",
    "মহিলা ভাইস চেয়ারম্যান",
    "উপপরিচালক",
    "উপপরিচালক (সমাজসেবা)",
]
UNRESOLVED = ["", "মেলা উদযাপন কমিটি", "উপপরিচালক, নতুন কোনো অধিদপ্তর", "আবুল কাশেম", "।", "উপপরিচালক (অজানা)"]


@pytest.mark.parametrize("forms", ONE_KEY)
def test_variants_have_one_key(forms):
    keys = {office_key(form) for form in forms}
    assert len(keys) == 1
    assert None not in keys


def test_different_posts_have_different_keys():
    keys = [office_key(form) for form in APART]
    assert None not in keys
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("text", UNRESOLVED)
def test_unknown_has_no_key(text):
    assert office_key(text) is None


def test_every_form_of_the_table_gives_its_key():
    table = files("normalizers").joinpath("tables", "offices.csv").read_text("utf-8")
    wrong = [row for row in csv.DictReader(table.splitlines()) if office_key(row["form"]) != row["key"]]
    assert wrong == []


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("উপজেলানির্বাহীঅফিসার(),। সকলগণ"), max_size=60))
def test_any_text_is_taken(text):
    office_key(text)
