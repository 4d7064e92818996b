"""The words of an agenda title by which it is compared: stems without months, numbers and talk of the meeting itself."""

import re
import sys
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from functools import cache

from normalizers.letters import nfc
from normalizers.residue import repair_residue
from normalizers.text import clean, fold

Tokenizer = Callable[[str], list[str]]

_WORD = re.compile(r"[0-9০-৯]+(?:ম|য়|র্থ|ষ্ঠ|তম|টি|শে)?|[a-z]+|[\u0980-\u09e5\u09f0-\u09fe]+".replace("য়", nfc("য়")))
_NUMBER = re.compile("[0-9০-৯]")
_LETTER_NAMES = "এইচ|ডব্লিউ|এক্স|ওয়াই|জেড|আই|এফ|জে|কে|এল|এম|এন|কিউ|আর|এস|ইউ|এ|বি|সি|ডি|ই|জি|ও|পি|টি|ভি"
_SPELLED_OUT = re.compile(
    nfc(rf"(?<![\u0980-\u09ff])(?:(?:{_LETTER_NAMES})[ .,-]{{1,2}}){{1,6}}(?:{_LETTER_NAMES})(?=র?(?![\u0980-\u09ff]))")
)
_ELECTRONIC = re.compile(r"(?<![\u0980-\u09ffa-z])(ই|ডি|e|d)(?: ?- ?| )(?=[\u0980-\u09ffa-z]{3})")

_MONTHS = (
    "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট আগষ্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর বৈশাখ জ্যৈষ্ঠ আষাঢ় শ্রাবণ ভাদ্র আশ্বিন "
    "কার্তিক অগ্রহায়ণ পৌষ মাঘ ফাল্গুন চৈত্র মাস মাসের মাসিক সাল সনের অর্থবছর অর্থবছরের অর্থ বছর বছরের বৎসর বৎসরের "
    "প্রথম দ্বিতীয় তৃতীয় চতুর্থ পঞ্চম এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ পর্যায় পর্যায়ে পর্যায়ের তারিখ তারিখের দিন দিনের"
)
_STOP_WORDS = (
    "ও এবং বা এর কে র হতে থেকে জন্য সহ করা করে করণ করার করন হয় হবে হওয়া না এ এই সে যে তা কি কী কোন কোনো সকল সব বিষয় বিষয়ে বিষয়ক "
    "বিষয়টি প্রসঙ্গে প্রসংগে প্রসঙ্গ সংক্রান্ত সংক্রান্তে সম্পর্কে সম্পর্কিত সম্বন্ধে আলোচনা আলোচ্য আলোচিত উপর মধ্যে মাঝে দ্বারা মাধ্যমে আওতায় আওতাধীন লক্ষ্যে "
    "নিমিত্ত বিভিন্ন অত্র উক্ত নিয়ে পর্যন্ত সাথে দিয়ে অনুযায়ী ভিত্তিতে ভিত্তিক উপলক্ষে গ্রহণ গ্রহন করণীয় প্রদান ব্যবস্থা জরুরি জরুরী নিশ্চিত নিশ্চিতকরণ "
    "জোরদার জোরদারকরণ পরিস্থিতি অবস্থা প্রস্তাব the of and to on for in a"
)
_WEAK_WORDS = (
    "কার্যক্রম কর্মসূচি কর্মসূচী বাস্তবায়ন অগ্রগতি পর্যালোচনা প্রকল্প তালিকা অনুমোদন বিতরণ বিতরন উপজেলা জেলা ইউনিয়ন পৌর পৌরসভা পরিষদ পরিষদের উপজেলার "
    "জেলার ইউনিয়নের সরকারি সরকারী দপ্তর দপ্তরের অফিস অফিসের ব্যবহার বৃদ্ধি কমিটি কমিটির সভা সভার আয়োজন এলাকা এলাকায় এলাকার চালু চালুকরণ সচল রাখা "
    "মনিটরিং সেবা সেবার তথ্য নির্বাচন নির্ধারণ বরাদ্দ প্রতিরোধ রোধ বন্ধ পরিদর্শন সিদ্ধান্ত চূড়ান্ত প্রস্তুত উন্নয়ন বাছাই কাজ কাজের"
)
# Letters that scanning and typing exchange, and signs that are lost: what is left tells words apart well enough.
_ALIKE = str.maketrans(
    {
        "\u09df": "য", "\u09bc": None, "\u09dc": "র", "\u09dd": "র",  "ব": "র", "ৰ": "র", "থ": "খ",
        "ঠ": "ট", "ধ": "দ", "ছ": "চ", "ঝ": "জ", "ঘ": "গ", "ফ": "প", "\u09cd": None, "ঞ": "ন", "ং": "ন", "ঙ": "ন",
    }
)  # fmt: skip


_CASE_ENDINGS = (
    "সমূহের সমূহ গুলোর গুলো গুলির গুলি দেরকে দের য়ের য়ে ের েই টির টি টিকে করণের করণে করণ করন ীকরণ কারী এর তে র ে কে য়"
)
_SUFFIXES = sorted(
    {nfc(fold(suffix)).translate(_ALIKE) for suffix in _CASE_ENDINGS.split()},
    key=lambda suffix: (-len(suffix), suffix),
)


def own_tokens(text: str) -> list[str]:
    """Return the words, numbers and Latin words of `text` in order: the built-in tokenizer."""
    return _WORD.findall(text)


def bnlp_tokenizer() -> tuple[Tokenizer, frozenset[str]]:
    """Return bnlp-toolkit's basic tokenizer and its Bangla stop words.

    Both work without a network. Importing the package (3 s) prints to standard output and asks the network for data of
    another tokenizer of it, in vain without harm: it is used only where asked for, and its talk goes to standard error.

    Raises:
        ImportError: bnlp-toolkit is not installed (extra `analysis`).
    """
    with redirect_stdout(sys.stderr):
        from bnlp import BasicTokenizer, BengaliCorpus

    tokenizer = BasicTokenizer()

    def tokens(text: str) -> list[str]:  # its words keep their full stops and dates: part them as ours are
        return [piece for token in tokenizer.tokenize(text) for piece in _WORD.findall(str(token))]

    return tokens, frozenset(map(stem, BengaliCorpus.stopwords))


@cache
def stem(word: str) -> str:
    """Return a key of `word` for comparing: no case endings, no spelling variants, letters alike made one.

    >>> stem("রাস্তার") == stem("রাস্তায়") == stem("রাস্তাসমূহের")
    True
    """
    folded = nfc(fold(word)).translate(_ALIKE)
    for _ in range(2):
        for suffix in _SUFFIXES:
            if folded.endswith(suffix) and len(folded) - len(suffix) >= 3:
                folded = folded[: -len(suffix)]
                break
    return folded


def plain(title: str) -> str:
    """Return `title` repaired and lower-cased, with spelled-out acronyms ("ভি জি ডি") and ই- words in one piece."""
    text = repair_residue(clean(title)).casefold()
    text = _SPELLED_OUT.sub(lambda found: re.sub("[ .,-]", "", found[0]), text)
    return _ELECTRONIC.sub(r"\1", text)


STOPS = frozenset(stem(word) for word in (_STOP_WORDS + " " + _MONTHS).split())
WEAK = frozenset(stem(word) for word in _WEAK_WORDS.split())


def words_of(title: str, tokens: Tokenizer = own_tokens, more_stops: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the stems of `title` in order, without numbers, months and stop words.

    >>> words_of("২০১৯ সালের জুলাই মাসে রাস্তা মেরামত প্রসঙ্গে") == words_of("রাস্তা মেরামত")
    True
    """
    stops = STOPS.union(more_stops) if more_stops else STOPS
    return tuple(
        key for word in tokens(plain(title)) if not _NUMBER.match(word) and (key := stem(word)) and key not in stops
    )
