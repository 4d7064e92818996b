"""Bijoy to Unicode and back."""

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import bijoy_tables as tables
from normalizers.bijoy import (
    bijoy_from_unicode,
    is_bijoy_font,
    is_legacy_font,
    joins_bijoy,
    looks_bijoy,
    unicode_from_bijoy,
    unicode_from_runs,
)
from normalizers.digits import bangla_digits
from normalizers.text import clean

SHARED = Path(__file__).parents[2] / "shared"

UNDERSTOOD = [
    ("cwievi cwiKíbv", "পরিবার পরিকল্পনা"),
    ("wb¤‡œv³ wm×všÍ", "নিম্নোক্ত সিদ্ধান্ত"),  # the sign typed inside the conjunct
    ("wm×v\nšÍ", "সিদ্ধান্ত"),
    ("e…\nw× Ki‡Z", "বৃদ্ধি করতে"),
    ("D™ ¢vebx", "উদ্ভাবনী"),
    ("\x87Rjv c\u00aakvmK", "জেলা প্রশাসক"),
    ("\uf0a9", "©"),
    ("mfvq ICT Ges e-Nothi wel‡q", "সভায় ICT এবং e-Nothi বিষয়ে"),
    ("(K) SDG-4 (L) Covid-19 cÖwZ‡iva", "(ক) SDG-4 (খ) Covid-19 প্রতিরোধ"),
    ("ICT-Gi e¨envi", "ICT-এর ব্যবহার"),
    ("‡hvMv‡hvM: uno@kalai.gov.bd, 01712", "যোগাযোগ: uno@kalai.gov.bd, ০১৭১২"),
    ("Memo No. 05.43.6900", "Memo No. 05.43.6900"),
    ("¯§viK bs-05.43.6900.023", "স্মারক নং-০৫.৪৩.৬৯০০.০২৩"),
    ("“K” I ‘L’, 2019–2020", "“ক” ও ‘খ’, ২০১৯–২০২০"),
    ("• mfvi 10×12 dzU", "• সভার ১০×১২ ফুট"),
    ("A‡±vei gv‡mi 5g mfv", "অক্টোবর মাসের ৫ম সভা"),
    ("01|", "০১।"),
    ("সভা 10", "সভা 10"),
    ("a2i †cÖvMÖvg I e-GP wm‡÷g", "a2i প্রোগ্রাম ও e-GP সিস্টেম"),
    ("nvmcvZv‡j X-Ray †gwkb", "হাসপাতালে X-Ray মেশিন"),
    ("USB I Laptop µq; Phase I mgvß", "USB ও Laptop ক্রয়; Phase I সমাপ্ত"),
    ("BADC I BARI cÖwZwbwa", "BADC ও BARI প্রতিনিধি"),
    ("i¨vwj I Kvh©µg", "র‍্যালি ও কার্যক্রম"),
]
SOUND = "স্ট্র স্ক্র ন্ত্র ন্ত্র্য ষ্ট্র ঙ্ক্ষ ক্ষ্ম ক্ষ্ণ জ্জ্ব ত্ত্ব ন্দ্ব ম্ভ্র স্প্ল ন্ধ্র র্দ্র র্ধ্ব র্ত্য ন্ট্র ল্ক্য শ্ব হ্ব হ্ম হ্ণ হ্ল দ্ব দ্ভ্র গ্ধ ঞ্জ চ্ছ্ব ঠ্য থ্য ড়্গ"


@pytest.mark.parametrize(("bijoy", "unicode"), UNDERSTOOD)
def test_bijoy_becomes_unicode(bijoy: str, unicode: str) -> None:
    assert unicode_from_bijoy(bijoy) == unicodedata.normalize("NFC", unicode)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared case files are not here")
def test_shared_pairs() -> None:
    rows = [line.split("\t") for line in (SHARED / "cases/bijoy_pairs.tsv").read_text("utf-8").splitlines()[1:]]
    misses = [
        (b, unicode_from_bijoy(b)) for b, u, *_ in rows if unicode_from_bijoy(b) != unicodedata.normalize("NFC", u)
    ]
    assert misses == []


@pytest.mark.parametrize("glyph", sorted(tables.CONJUNCTS))
def test_every_conjunct_of_the_table(glyph: str) -> None:
    letters = tables.CONJUNCTS[glyph]
    assert unicode_from_bijoy(f"Kv{glyph}v") == unicodedata.normalize("NFC", f"কা{letters}া") or letters[-1] in "ুৃ"
    if letters[-1] not in "ুৃ":
        assert unicode_from_bijoy(f"w{glyph}Kv") == f"{letters}িকা"
        assert unicode_from_bijoy(f"K‡{glyph}©v") == f"কর্{letters}ো"


@pytest.mark.parametrize(
    ("classic", "later"), [("¶", "ÿ"), ("¯—", "¯Í"), ("j\xad", "jø"), ("cª", "cÖ"), ("i“", "iæ"), ("†K", "‡K")]
)
def test_both_tables_read_the_same(classic: str, later: str) -> None:
    assert unicode_from_bijoy(f"K{classic}v") == unicode_from_bijoy(f"K{later}v")


@pytest.mark.parametrize("cluster", SOUND.split())
@pytest.mark.parametrize("sign", ["", "া", "ি", "ু", "ৃ", "ো", "ৌ", "াঁ"])
def test_clusters_go_both_ways(cluster: str, sign: str) -> None:
    word = unicodedata.normalize("NFC", f"মা{cluster}{sign}নী")
    assert unicode_from_bijoy(bijoy_from_unicode(word)) == word


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not here")
def test_round_trip_over_the_corpus() -> None:
    texts = {
        text
        for path in (SHARED / "gold/corpus").glob("*.json")
        for text in _strings(json.loads(path.read_text("utf-8")))
    }
    bangla = [clean(text) for text in sorted(texts) if any("ক" <= character <= "হ" for character in text)]

    def loose(text: str) -> str:
        return bangla_digits(text).replace("\u200c", "").replace("–", "—")

    assert [text for text in bangla if loose(unicode_from_bijoy(bijoy_from_unicode(text))) != loose(text)] == []
    assert [text for text in bangla if len(text) > 8 and not looks_bijoy(bijoy_from_unicode(text))] == []


@pytest.mark.parametrize(
    ("name", "is_bijoy", "is_legacy"),
    [
        ("SutonnyMJ", True, False),
        ("ABCDEF+SutonnyMJ-Bold", True, False),
        ("'SutonnyMJ', serif", True, False),
        ("SutonnyMJ,BoldItalic", True, False),
        ("ChandrabatiMJ", True, False),
        ("SutonnyOMJ", False, False),
        ("NikoshBAN", False, False),
        ("Times New Roman", False, False),
        ("Boishakhi", False, True),
        ("AdarshaLipiNormal", False, True),
        ("", False, False),
    ],
)
def test_fonts(name: str, is_bijoy: bool, is_legacy: bool) -> None:
    assert (is_bijoy_font(name), is_legacy_font(name)) == (is_bijoy, is_legacy)


@pytest.mark.parametrize(
    "line", ["Kg©", "mfvcwZ", "Dc‡Rjv cwil` mfvK¶", "mfvq Facebook I YouTube wel‡q Av‡jvPbv", "gvb¨eiÕ †Pqvig¨vb"]
)
def test_lines_that_are_bijoy(line: str) -> None:
    assert looks_bijoy(line)


@pytest.mark.parametrize(
    "line",
    [
        "The chair thanked all members.",
        "“Smart” café – résumé",
        "LGED DPHE UNO",
        "a@b.gov.bd",
        "12/08/2019",
        "সভা শুরু",
        "",
        "xyz",
        "© 2020 A2I",
    ],
)
def test_lines_that_are_not(line: str) -> None:
    assert not looks_bijoy(line)


RUNS = [
    ([("wm×v", "SutonnyMJ"), ("šÍ", "SutonnyMJ")], ("সিদ্ধান্ত", "bijoy")),
    ([("wm×v", "SutonnyMJ"), ("šÍ", None)], ("সিদ্ধান্ত", "bijoy")),
    ([("‡", "SutonnyMJ"), ("Rjv", "SutonnyMJ"), (" ", None), ("cwil`", "SutonnyMJ")], ("জেলা পরিষদ", "bijoy")),
    ([("সভাপতি", "Nikosh"), (" : ", None), ("Rbve Kwig", "SutonnyMJ")], ("সভাপতি : জনাব করিম", "mixed")),
    ([("mfvq ", "SutonnyMJ"), ("Zoom", "Times New Roman"), (" e¨envi", "SutonnyMJ")], ("সভায় Zoom ব্যবহার", "bijoy")),
    ([("wm×všÍ M„nxZ nq", None)], ("সিদ্ধান্ত গৃহীত হয়", "bijoy")),
    ([("সভা", "SutonnyMJ")], ("সভা", "unicode")),
    ([("সভা", "SutonnyOMJ"), (" 2019", None)], ("সভা 2019", "unicode")),
    ([("Avgv‡`i", "Boishakhi")], ("Avgv‡`i", "unicode")),
    ([], ("", "unicode")),
]


@pytest.mark.parametrize(("runs", "expected"), RUNS)
def test_runs(runs: list[tuple[str, str | None]], expected: tuple[str, str]) -> None:
    assert unicode_from_runs(runs) == (unicodedata.normalize("NFC", expected[0]), expected[1])


def test_cut_words_are_known() -> None:
    assert joins_bijoy("Dcw¯", "’Z")
    assert joins_bijoy("‡", "Rjv")
    assert not joins_bijoy("how", "vision works")
    assert not joins_bijoy("mfvq", "ejv nq")


CODES = st.text(alphabet="KLMvwxyz‡†ˆŠ©¨ªšÍ¯’¤œ™¢&^u `_|~…“”–—•·°½×\x87\n 12abGe", max_size=20)


@given(st.text() | CODES)
def test_any_text_is_taken(text: str) -> None:
    unicode_from_bijoy(text)
    bijoy_from_unicode(text)
    looks_bijoy(text)
    is_bijoy_font(text)
    is_legacy_font(text)
    joins_bijoy(text, text)


@given(st.lists(st.tuples(CODES, st.sampled_from([None, "SutonnyMJ", "Nikosh", "Boishakhi"])), max_size=5))
def test_any_runs_are_taken(runs: list[tuple[str, str | None]]) -> None:
    unicode_from_runs(runs)


def test_a_mark_alone_in_a_bijoy_font_is_that_mark() -> None:
    assert unicode_from_runs([("সভা ", None), ("Ñ", "SutonnyMJ"), (" কাজ", None)])[0] == "সভা — কাজ"
