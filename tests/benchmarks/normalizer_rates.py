"""Megabytes of UTF-8 a second that each normalizer reads: `python tests/benchmarks/normalizer_rates.py`."""

import time
from collections.abc import Callable

from normalizers.bijoy import bijoy_from_unicode, looks_bijoy, unicode_from_bijoy
from normalizers.residue import repair_residue
from normalizers.text import clean, fold

BANGLA = (
    "সভাপতি উপস্থিত সকলকে স্বাগত জানিয়ে সভার কার্যক্রম শুরু করেন। বিস্তারিত আলোচনা শেষে নিম্নরূপ সিদ্ধান্ত গৃহীত হয়: "
    "০১। প্রকল্পের অগ্রগতি প্রতিবেদন আগামী ১৫/০৯/২০২২ তারিখের মধ্যে উপজেলা নির্বাহী অফিসারের কার্যালয়ে প্রেরণ করতে হবে।\n"
)
TEXT = "".join(BANGLA.replace("০১", f"{number}") for number in range(3000))
CASES: list[tuple[str, Callable[[str], object], str]] = [
    ("clean", clean, TEXT),
    ("fold", fold, TEXT),
    ("repair_residue", repair_residue, TEXT),
    ("unicode_from_bijoy", unicode_from_bijoy, bijoy_from_unicode(TEXT)),
    ("looks_bijoy", looks_bijoy, bijoy_from_unicode(TEXT)),
    ("bijoy_from_unicode", bijoy_from_unicode, TEXT),
]

if __name__ == "__main__":
    for name, function, text in CASES:
        started = time.process_time()
        function(text)
        print(f"{name:24} {len(text.encode()) / 1e6 / (time.process_time() - started):6.2f} MB/s")  # noqa: T201
