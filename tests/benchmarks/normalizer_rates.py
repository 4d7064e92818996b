"""Megabytes of UTF-8 a second that each normalizer reads.

Whole texts for those that run over documents, one sentence at a time for those that look for values in cells and
sentences. Beside them stands the library that does most nearly the same, where it is installed; none is needed.
"""

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from time import process_time
from typing import Any

from benchmarks.result import Result
from normalizers.bijoy import bijoy_from_unicode, looks_bijoy, unicode_from_bijoy
from normalizers.committees import committee_key, committee_of
from normalizers.dates import find_dates, parse_any, parse_month
from normalizers.deadlines import find_deadline
from normalizers.implementers import split_implementers
from normalizers.memos import parse_memo
from normalizers.money import find_amounts
from normalizers.numbers import parse_number
from normalizers.offices import office_key
from normalizers.places import find_places
from normalizers.residue import repair_residue
from normalizers.text import clean, fold
from normalizers.times import parse_time

ROUNDS = 3
SENTENCE = (
    "সভাপতি উপস্থিত সকলকে স্বাগত জানান। বিস্তারিত আলোচনা শেষে সিদ্ধান্ত হয় যে, ৪,৫০০/- (চার হাজার পাঁচশত) টাকা ব্যয়ে নলকূপটি "
    "১২ মে ২০২১ খ্রি. তারিখ সকাল ১০.৩০ ঘটিকার পর মেরামত করতে হবে এবং প্রতিবেদন আগামী ০৭ কার্যদিবসের মধ্যে দাখিল করতে হবে।\n"
)
LINES = [
    clean(SENTENCE.replace("সভাপতি", f"{number} সভাপতি").strip()) for number in range(3000)
]  # more than `clean` remembers
BANGLA = "\n".join(LINES)
ENGLISH = "The Upazila Nirbahi Officer shall send the report within seven working days.\n" * 5000
BIJOY = bijoy_from_unicode(BANGLA)
RESIDUE = BANGLA.replace("স্ত", "সত্ম").replace("ন্ত", "মত্ম").replace("।", "|")
STALE = BANGLA.replace("ো", "ে\u09be").replace("।", " ।")

Read = Callable[[str], object]
WHOLE: list[tuple[str, Read, str]] = [
    ("clean", clean, BANGLA),
    ("clean, not in form", clean, STALE),
    ("clean, English", clean, ENGLISH),
    ("fold", fold, BANGLA),
    ("repair_residue", repair_residue, BANGLA),
    ("repair_residue, residue", repair_residue, RESIDUE),
    ("repair_residue, English", repair_residue, ENGLISH),
    ("unicode_from_bijoy", unicode_from_bijoy, BIJOY),
    ("looks_bijoy", looks_bijoy, BIJOY),
    ("bijoy_from_unicode", bijoy_from_unicode, BANGLA),
]
BY_SENTENCE: list[tuple[str, Read]] = [
    ("find_dates", find_dates),
    ("parse_month", parse_month),
    ("parse_any", parse_any),
    ("find_deadline", lambda text: find_deadline(text, date(2021, 5, 2))),
    ("find_amounts", find_amounts),
    ("parse_number", parse_number),
    ("parse_time", parse_time),
    ("parse_memo", parse_memo),
    ("split_implementers", split_implementers),
    ("office_key", office_key),
    ("committee_of", committee_of),
    ("committee_key", committee_key),
    ("find_places", lambda text: find_places([text])),
]
# Library, the name of its function or class in a module, what it stands beside, and the text it is given.
PEERS: list[tuple[str, str, str, str, str]] = [
    ("unicodeconverter", "unicodeconverter.converter", "convert_bijoy_to_unicode", "unicode_from_bijoy", BIJOY),
    ("bijoy2unicode", "bijoy2unicode.converter", "Unicode.convertBijoyToUnicode", "unicode_from_bijoy", BIJOY),
    ("indic-nlp-library", "indicnlp.normalize.indic_normalize", "BengaliNormalizer.normalize", "clean", BANGLA),
    ("doshomik", "doshomik", "parse", "parse_number", "৫ লক্ষ ২৫ হাজার"),
    ("dateparser", "dateparser", "parse", "parse_any", "২৫ আগস্ট ২০১৯"),
]


def rate(read: Read, texts: list[str]) -> float:
    """Return megabytes a second, the best of some rounds."""
    times = []
    for _ in range(ROUNDS):
        started = process_time()
        for text in texts:
            read(text)
        times.append(process_time() - started)
    return sum(len(text.encode()) for text in texts) / 1e6 / min(times)


def peer(module: str, name: str) -> Read | None:
    """Return a library's function, or the method of a new instance of its class; None where it is not installed."""
    try:
        found: Any = import_module(module)
    except ImportError:
        return None
    for part in name.split("."):
        found = getattr(found() if isinstance(found, type) else found, part)
    read: Read = found
    return read


def results() -> Iterator[Result]:
    """Yield a line for each normalizer, then one for each library that is here."""
    ours: dict[str, Read] = {name: read for name, read, _ in WHOLE} | dict(BY_SENTENCE)
    for name, read, text in WHOLE:
        yield Result(what=name, figure=f"{rate(read, [text]):.2f} MB/s", note="whole text")
    for name, read in BY_SENTENCE:
        yield Result(what=name, figure=f"{rate(read, LINES):.2f} MB/s", note="by sentence")
    for library, module, name, beside, text in PEERS:
        if theirs := peer(module, name):
            texts = [text] * (1 if len(text) > len(SENTENCE) else 200)
            yield Result(
                what=f"{library}, as {beside}",
                figure=f"{rate(theirs, texts):.2f} MB/s",
                note=f"{beside} on the same: {rate(ours[beside], texts):.2f} MB/s",
            )
