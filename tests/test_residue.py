"""Converter residue."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.residue import repair_residue

REPAIRED = """
সিদ্ধামত্ম সিদ্ধান্ত
সিদ্দামত্ম সিদ্দান্ত
পর্যমত্ম পর্যন্ত
মমত্মব্য মন্তব্য
প্রামেত্ম প্রান্তে
বাসত্মবায়ন বাস্তবায়ন
বিসত্মারিত বিস্তারিত
পুষ্পসত্মবক পুষ্পস্তবক
শুরম্ন শুরু
জরম্নরী জরুরী
সংরৰিত সংরক্ষিত
স্বাÿর স্বাক্ষর
সংশিস্নষ্ট সংশ্লিষ্ট
সণাতকোত্তর স্নাতকোত্তর
নি¤œ নিম্ন
নি¤েœাক্ত নিম্নোক্ত
গøাস গ্লাস
স¦ল্পতার স্বল্পতার
বিশ^াস বিশ্বাস
সহা¯্রাধীক সহাস্রাধীক
ভ‚ঁইয়া ভূঁইয়া
ভ‚মি ভূমি
ঢ়ৎড়ারংরড়হধষষু provisionally
গববঃরহম Meeting
উলেস্নখ উল্লেখ
কুমিলস্না কুমিল্লা
আব্দুলস্নাহ আব্দুল্লাহ
পলস্নী পল্লী
বিপস্নব বিপ্লব
দ্রম্নত দ্রুত
গুরম্নত্বপূর্ণ গুরুত্বপূর্ণ
ফেব্রম্নয়ারি ফেব্রুয়ারি
সমত্মোষজনক সন্তোষজনক
সমেত্মাষজনক সন্তোষজনক
শামিত্ম শান্তি
শাসিত্ম শাস্তি
শি¶া শিক্ষা
পদÿেপ পদক্ষেপ
সি×ান্ত সিদ্ধান্ত
উ™¢াবনী উদ্ভাবনী
কর্মকা- কর্মকাণ্ড
ম-ল মণ্ডল
পা-ুলিপি পাণ্ডুলিপি
কাযার্লয় কার্যালয়
কাযর্ক্রম কার্যক্রম
কমর্কতার্ কর্মকর্তা
নিধার্রিত নির্ধারিত
গুর“ত্ব গুরুত্ব
শুর“ শুরু
কেŠশল কৌশল
আকা•ক্ষা আকাঙ্ক্ষা
পরি®‹ার পরিষ্কার
রা¯Íা রাস্তা
সিদ্ধাšÍ সিদ্ধান্ত
ব্যব¯’া ব্যবস্থা
উপ¯ি’ত উপস্থিত
প্র¯‘তি প্রস্তুতি
খ্রিt খ্রিঃ
“শি¶া” “শিক্ষা”
ঢাকাÑচট্টগ্রাম ঢাকা—চট্টগ্রাম
দৃষ্টামত্ম দৃষ্টান্ত
অমত্মর্ভুক্ত অন্তর্ভুক্ত
হসত্মামত্মর হস্তান্তর
মস্নান ম্লান
লÿ্য লক্ষ্য
দÿতা দক্ষতা
তত্ত¡াবধায়ক তত্ত্বাবধায়ক
দায়িত¦ দায়িত্ব
আহŸান আহ্বান
ট্যা· ট্যাক্স
বৃ¶রোপণ বৃক্ষরোপণ
অধ্যÿ অধ্যক্ষ
সত্মর স্তর
সত্মম্ভ স্তম্ভ
মসিত্মষ্ক মস্তিষ্ক
অসিত্মত্ব অস্তিত্ব
ক্লামিত্ম ক্লান্তি
কিমত্মু কিন্তু
চূড়ামত্মভাবে চূড়ান্তভাবে
আমত্মর্জাতিক আন্তর্জাতিক
সামত্ম্বনা সান্ত্বনা
বসত্মু বস্তু
ত্রম্নটি ত্রুটি
শত্রম্ন শত্রু
বিরম্নদ্ধে বিরুদ্ধে
রম্নপ রুপ
শেস্নাগান শ্লোগান
পস্ন্যান প্ল্যান
বস্নক ব্লক
অমস্ন অম্ল
ফস্ন্যাট ফ্ল্যাট
পরীৰা পরীক্ষা
স্বাৰর স্বাক্ষর
ব্যবস'া ব্যবস্থা
স্বাস'্য স্বাস্থ্য
উপসি'ত উপস্থিত
স'ান স্থান
সেণহ স্নেহ
ম-প মণ্ডপ
প্রস্ত্ততি প্রস্তুতি
বস্ত্ত বস্তু
কিন্ত্তু কিন্তু
সবের্মাট সর্বমোট
ঝউএ SDG
ঈড়সঢ়ধহু Company
ঞৎধরহরহম Training
ঙহষরহব Online
চৎড়লবপঃ Project
"""
NOT_YET = """
দ- দণ্ড
পৰে পক্ষে
অনত্মর্ভুক্ত অন্তর্ভুক্ত
"""
KEPT = """
উদ্বোধন আত্মা আত্মীয় মাহাত্ম্য জন্মান্তর আধ্যাত্মিক মহাত্মা পরমাত্মা নিম্ন স্নান সস্নেহে জেলা-উপজেলা মিটার² একাত্মতা কৃষি-খাত উৎস বাক্স মূল্যায়ন জন্মনিবন্ধন ইি ক্লাব
উত্তর সত্ত্বেও সান্ত্বনা কর্ত্তা নরম বরফ চরম ধর্মাত্মা সর্বাত্মক মারাত্মক নিম্নলিখিত জ্যোৎস্না স্নাতক প্রশ্ন রত্ন কৃষ্ণ খ- দ- ২½ ১০×১২ ব্র্যান্ড® সভা\u00adপতি
"""
LINES = [
    ("আলোচ্য বিষয় t", "আলোচ্য বিষয় ঃ"),
    ("১|  আলোচ্য বিষয়t", "১।  আলোচ্য বিষয়ঃ"),
    ("সভা শেষ হয়| পরে আলোচনা হয়|", "সভা শেষ হয়। পরে আলোচনা হয়।"),
    ("কাজ শেষ হয় |", "কাজ শেষ হয়।"),
    ("Ø বিবিধ", "• বিবিধ"),
    ("ঢাকাÑখুলনা", "ঢাকা—খুলনা"),
    ("ÒবিশেষÓ সভা", "“বিশেষ” সভা"),
    ("(গববঃরহম)", "(Meeting)"),
    ("ওঈঞ শাখা", "ICT শাখা"),
    ("গবসড় ঘড়. ১২", "Memo No. ১২"),
    ("শিৰা ও রাষ্ট্রপৰে পৰে", "শিক্ষা ও রাষ্ট্রপক্ষে পক্ষে"),
]
LINES_KEPT = [
    "তিনি বলেন 'মানুষ' ও 'গ্রন্থ'",
    "হাসি'র",
    "হুবহু অহরহ শাশুড়ি গুঁড়ি খবরঃ করিঃ",
    "ইউজার ইউনিট এইড উইং",
    "| ক | খ |",
    "ক | খ",
    "t-test",
    "ICT t test",
    "plain | text",
    "জেলা-উপজেলা",
    "“আলোচনা” – ‘সিদ্ধান্ত’…",
]


@pytest.mark.parametrize("case", REPAIRED.strip().splitlines())
def test_residue_is_repaired(case: str) -> None:
    written, meant = case.split()
    assert repair_residue(written) == unicodedata.normalize("NFC", meant)


@pytest.mark.xfail(strict=True, reason="either reading may be meant, or the word is not known")
@pytest.mark.parametrize("case", NOT_YET.strip().splitlines())
def test_residue_that_is_left(case: str) -> None:
    test_residue_is_repaired(case)


@pytest.mark.parametrize("word", KEPT.split())
def test_sound_words_stay(word: str) -> None:
    assert repair_residue(word) == unicodedata.normalize("NFC", word)


@pytest.mark.parametrize(("written", "meant"), LINES)
def test_marks_are_repaired(written: str, meant: str) -> None:
    assert repair_residue(written) == unicodedata.normalize("NFC", meant)


@pytest.mark.parametrize("line", LINES_KEPT)
def test_sound_lines_stay(line: str) -> None:
    assert repair_residue(line) == unicodedata.normalize("NFC", line)


@given(st.text() | st.text(alphabet="কতমসনরলশিেৈা্ুৰ¤œøÿ¯^©“—•-|t Ø১ড", max_size=14))
def test_repair_is_idempotent(text: str) -> None:
    assert repair_residue(repair_residue(text)) == repair_residue(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_stays(text: str) -> None:
    assert repair_residue(text) == text
