"""What a sentence states of progress: done, under way, not done; instructions and questions state nothing."""

import re
from dataclasses import dataclass

from normalizers.letters import nfc
from normalizers.text import clean

_DOING = "বাস্তবায়ন|বাস্তবায়িত|সম্পন্ন|সম্পাদন|সমাপ্ত|নিষ্পত্তি|নিষ্পন্ন|কার্যকর|বিতরণ|প্রেরণ|দাখিল|মেরামত|নির্মাণ|স্থাপন|গঠন|আয়োজন|অপসারণ|উচ্ছেদ|চালু|পরিশোধ|হালনাগাদ|সংস্কার|শেষ"
_STATES = tuple(
    (state, re.compile(nfc(pattern)))
    for state, pattern in (
        (
            "not_implemented",
            rf"(?:{_DOING})\s+(?:করা\s+)?(?:সম্ভব\s+)?(?:হয়নি|হয়\s*নি|হয়\s*নাই|যায়নি|যায়\s*নাই)|অবাস্তবায়িত|এখনও?\s+[^।]{0, 40}(?:হয়নি|হয়\s*নি|হয়\s*নাই)",
        ),
        (
            "in_progress",
            r"চলমান|প্রক্রিয়াধীন|বাস্তবায়নাধীন|নির্মাণাধীন|কাজ\s+চলছে|কার্যক্রম\s+চলছে|অব্যাহত\s+(?:আছে|রয়েছে)|আংশিক\s+(?:বাস্তবায়িত|সম্পন্ন)|ব্যবস্থা\s+নেয়া\s+হচ্ছে|করা\s+হচ্ছে",
        ),
        (
            "implemented",
            rf"(?:{_DOING})\s+(?:(?:কাজ|করা|সম্পন্ন)\s+)?(?:হয়েছে|হইয়াছে|করেছেন|করা\s+হয়েছে)|(?:বাস্তবায়িত|সম্পন্ন|নিষ্পন্ন)\s*$",
        ),
    )
)
_NO_STATEMENT = re.compile(nfc("কি\\s*না|কিনা|হলে|যদি|করতে\\s+হবে|করা\\s+হবে|হবে\\s*$|অনুরোধ|নির্দেশ|সিদ্ধান্ত\\s+গৃহীত|\\?"))
_SENTENCE = re.compile(r"[^।\n;]+")
_LONGEST = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence that states progress."""

    status: str
    text: str


def statements(text: str | None) -> tuple[Statement, ...]:
    """Return the sentences of `text` that state progress, in order; a sentence that also orders or asks is left out.

    >>> [found.status for found in statements("রাস্তাটি মেরামত করা হয়েছে। ড্রেনের কাজ চলমান। সেতু নির্মাণ করতে হবে।")]
    ['implemented', 'in_progress']
    >>> [found.status for found in statements("তালিকা প্রেরণ করা হয়নি। বিতরণ সম্পন্ন হয়েছে কি না দেখতে হবে।")]
    ['not_implemented']
    """
    found = []
    for sentence in _SENTENCE.findall(clean(text or "")):
        if len(sentence) > _LONGEST or _NO_STATEMENT.search(sentence):
            continue
        status = next((state for state, pattern in _STATES if pattern.search(sentence)), None)
        if status:
            found.append(Statement(status=status, text=sentence.strip()))
    return tuple(found)
