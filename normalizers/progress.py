"""What minutes state of progress: done, under way, not done. Orders, wishes and questions state nothing.

Rules by judgement, measured on tests/golden/follow_ups.txt: a part that is done is under way, and a thing that is done
beside one that is not makes the whole under way. What is doubtful states nothing.
"""

import re
from dataclasses import dataclass
from typing import Literal

from normalizers.digits import ascii_digits
from normalizers.letters import nfc
from normalizers.text import clean

Status = Literal["implemented", "in_progress", "not_implemented"]

_NOUNS = (
    "বাস্তবায়ন|বাস্তবায়িত|সম্পন্ন|সম্পাদন|সমাপ্ত|নিষ্পত্তি|নিষ্পন্ন|কার্যকর|বিতরণ|প্রেরণ|দাখিল|মেরামত|নির্মাণ|স্থাপন|গঠন|আয়োজন|"
    "অপসারণ|উচ্ছেদ|চালু|পরিশোধ|হালনাগাদ|সংস্কার|শেষ|তৈরি|প্রস্তুত|প্রকাশ|জারি|আদায়|ভরাট|রোপণ|সংগ্রহ|পরিষ্কার|জমা|অনুষ্ঠিত|শুরু"
)
_END = r"(?![ঀ-৿])"
_PAST = rf"(?:হয়েছে|হয়েছিল|হইয়াছে|হইয়াছিল|হয়েছেন){_END}"
_ACTED = rf"(?:করেছেন|করেছে|করিয়াছেন|করিয়াছে|দিয়েছেন|দিয়েছে|পাঠিয়েছেন|পাঠিয়েছে|নিয়েছেন|নিয়েছে|বসিয়েছেন|বসিয়েছে){_END}"


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(nfc(source))


_NO_STATEMENT = _pattern(
    rf"কি\s*না{_END}|কিনা{_END}|\?|(?:হলে|যদি|গেলে|পেলে|মাত্র){_END}|অনুরোধ|নির্দেশ|পরামর্শ|কার্যবিবরণী|সংশোধনী|সিদ্ধান্ত\s+গৃহীত|(?:হবে|হইবে|হতে\s+পারে){_END}"
)
_PLANNED = _pattern(rf"(?:হবে|হইবে){_END}")
_TALK = _pattern(
    rf"(?:আলোচনা|আলোকপাত|উপস্থাপন|পর্যালোচনা|অবহিত|অবগত|অনুমোদন|দৃঢ়ীকরণ|প্রস্তাব|সুপারিশ|পাঠ|পঠিত|ব্যক্ত|উত্থাপন|আলোচিত|উপস্থাপিত|পর্যালোচিত|অনুমোদিত|উত্থাপিত|গৃহীত)\s+(?:করা\s+)?(?:{_PAST}|হয়{_END}|করেন{_END})"
)
_COMPLAINT = _pattern(r"(?:অভিযোগ|সমস্যা|আপত্তি|দুর্ঘটনা|ক্ষতি|অবনতি|মৃত্যু)[ঀ-৿]*\s")
_NOT = _pattern(
    rf"(?:হয়|যায়|করে|করেন|পারে|পারেন|দেয়|দেন|পায়|পান|আসে|আসেন|নেয়|নেন)\s*(?:নি|নাই|নি\s*ই){_END}|[ঀ-৿]{{1,12}}(?:েনি|ননি|ায়নি)(?:\s*$|\s+(?:মর্মে|বলে){_END})"
    rf"|অবাস্তবায়িত|(?:অগ্রগতি|কার্যক্রম|পদক্ষেপ|উদ্যোগ)\s+(?:হয়\s+)?(?:নেই|নাই|নয়){_END}|অনিষ্পন্ন|অসমাপ্ত|(?:সম্ভব|বাস্তবায়িত|সম্পন্ন)\s+(?:নয়|হচ্ছে\s+না)"
    rf"|(?:হচ্ছে|যাচ্ছে|হয়)\s+না{_END}"
)
_UNDER_WAY = _pattern(
    rf"চলমান|প্রক্রিয়াধীন|প্রক্রিয়ায়|(?:বাস্তবায়ন|নির্মাণ|বিবেচনা|তদন্ত|বিচার|অপেক্ষা)াধীন|(?:চলছে|চলিতেছে|চলতেছে){_END}"
    rf"|অব্যাহত\s+(?:আছে|রয়েছে|রাখা\s+হয়েছে)|আংশিক|অর্ধেক|একাংশ|কিছু\s+অংশ|তৃতীয়াংশ|অবশিষ্ট|(?:বাকি|বাকী){_END}|শেষ\s+(?:পর্যায়ে|দিকে)|শেষের\s+(?:পথে|দিকে)|অপেক্ষমাণ|অপেক্ষমান|অপেক্ষায়"
    rf"|(?:করা|নেওয়া|নেয়া|দেওয়া|দেয়া|[ঀ-৿]{{2,12}}ানো|{_NOUNS})\s+(?:হচ্ছে|হইতেছে|হতেছে){_END}|(?:শুরু|আরম্ভ)\s+(?:করা\s+)?{_PAST}"
    rf"|(?:উদ্যোগ|প্রস্তুতি|পরিকল্পনা|প্রক্রিয়া)\s+(?:নেওয়া|নেয়া|গ্রহণ|শুরু)\s+(?:করা\s+)?{_PAST}"
)
_DONE = _pattern(
    rf"(?:{_NOUNS})\s+(?:(?:কাজ|করা|সম্পন্ন|শেষ)\s+)?{_PAST}|(?:{_NOUNS})\s+(?:করে\s+)?{_ACTED}"
    rf"|(?:করা|নেওয়া|নেয়া|দেওয়া|দেয়া|গ্রহণ|[ঀ-৿]{{2,12}}ানো|বসা|তোলা|ফেলা|কেনা|রাখা|খোলা|পাওয়া)\s+(?:হয়েছে|হয়েছিল|হইয়াছে|গেছে|গিয়েছে)"
    rf"|{_ACTED}|[ঀ-৿]{{2,14}}িত\s+{_PAST}|(?:বাস্তবায়িত|সম্পন্ন|নিষ্পন্ন|সমাপ্ত|সম্পাদিত)(?:\s+হয়েছে)?\s*$"
)
_HAPPENED = _pattern(rf"{_PAST}|{_ACTED}")
_SHARE = re.compile(r"([0-9]{1,3})(?:\.[0-9]{1,2})?\s*(?:%|" + nfc("শতাংশ|ভাগ)"))
_OF = re.compile(
    r"([0-9]{1,5})\s*(?:" + nfc("টি|জন|খানা|টা|কি") + r")[^।0-9]{0,40}(?:" + nfc("মধ্যে") + r")[^।0-9]{0,20}([0-9]{1,5})"
)
_WHOLE = _pattern("শতভাগ|শত\\s*ভাগ|সম্পূর্ণ|পুরোপুরি|সকল|সব")
_SENTENCE = re.compile(r"[^।\n;|]+")
_LONGEST = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence that states progress."""

    status: Status
    text: str


def find_progress(text: str | None) -> tuple[Statement, ...]:
    """Return the sentences of running text that state progress, in order; one that also orders or asks is left out.

    >>> [found.status for found in find_progress("রাস্তাটি মেরামত করা হয়েছে। ড্রেনের কাজ চলমান। সেতু নির্মাণ করতে হবে।")]
    ['implemented', 'in_progress']
    >>> [found.status for found in find_progress("তালিকা প্রেরণ করা হয়নি। বিতরণ সম্পন্ন হয়েছে কি না দেখতে হবে।")]
    ['not_implemented']
    """
    found = []
    for sentence in _SENTENCE.findall(clean(text or "")):
        if len(sentence) > _LONGEST or _NO_STATEMENT.search(sentence):
            continue
        status = _status(sentence)
        if status:
            found.append(Statement(status=status, text=sentence.strip()))
    return tuple(found)


def parse_progress(text: str | None) -> Status | None:
    """Return what a cell states of one decision as a whole; None where it states nothing.

    A plan for what is to be done yet says that it is not done.

    >>> parse_progress("৮০% কাজ সম্পন্ন।"), parse_progress("সম্পন্ন"), parse_progress("বরাদ্দ পাওয়া গেলে কাজ শুরু হবে।")
    ('in_progress', 'implemented', 'not_implemented')
    >>> parse_progress("তিনটি সভা হয়েছে কি না জানাতে বলা হয়।"), parse_progress("-")
    (None, None)
    """
    stated = {statement.status for statement in find_progress(text)}
    if len(stated) == 1:
        return stated.pop()
    if stated:
        return "in_progress"
    sentences = _SENTENCE.findall(clean(text or ""))
    return "not_implemented" if any(map(_PLANNED.search, sentences)) and len(sentences) == 1 else None


def _status(sentence: str) -> Status | None:
    share = _share(sentence)
    rest = _TALK.sub("", sentence)
    is_done, is_not = bool(_DONE.search(rest)), bool(_NOT.search(sentence))
    if is_not and _COMPLAINT.search(sentence):
        return None
    if _UNDER_WAY.search(sentence) or (is_not and _HAPPENED.search(rest)):
        return "in_progress"
    if is_not:
        return "not_implemented"
    if share is not None and (is_done or not _TALK.search(sentence)):
        return "implemented" if share >= 1 else "in_progress" if share > 0 else "not_implemented"
    return "implemented" if is_done else None


def _share(sentence: str) -> float | None:
    """The part that is done, where a percentage or "১০টির মধ্যে ৬টি" says so; more than 1 is no part."""
    text = ascii_digits(sentence)
    if percentage := _SHARE.search(text):
        return int(percentage[1]) / 100
    if (part := _OF.search(text)) and int(part[1]) > 0 and int(part[2]) <= int(part[1]):
        return int(part[2]) / int(part[1])
    return None
