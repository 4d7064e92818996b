"""Sentences of minutes: where they end, and which of them decide, open, close or only introduce."""

import re
from collections.abc import Sequence
from functools import lru_cache

from normalizers.letters import nfc
from pipeline.interpret.vocabulary import DECISION, IMPLEMENTED_BY, MINUTES, TAKEN, pattern

_END = re.compile(
    nfc(
        # An abbreviation or a bare number before the mark is no end; after it a space or the text's end.
        r"(?<!মো)(?<!মোসা)(?<!মোছা)(?<!ডা)(?<!খ্রি)(?<!খ্রিঃ)(?<!নং)(?<![\s(][০-৯0-9])(?<![\s(][০-৯0-9][০-৯0-9])(?<!^[০-৯0-9])(?<!^[০-৯0-9][০-৯0-9])"
        r"[।|?!]+[’”\"')]?(?=\s|$)|(?<=[A-Za-z0-9)]{2})\.(?=\s+[A-Z]|\s*$)"
    )
)
_BE = r"(?:হয়েছে|হইয়াছে|হয়|হইলো|হইল|হলো|হোল|হল|গেল|হ’ল)"
_DONE = (
    r"(?:অনুমোদন|অনুমোদিত|গঠন|গঠিত|গ্রহণ|গ্রহন|গৃহীত|গৃহিত|নির্ধারণ|নির্ধারিত|প্রদান|দেওয়া|দেয়া|দৃঢ়ীকরণ|দৃঢ়করণ|দৃঢ়ীকৃত|দৃঢ়িকরণ|"
    r"মনোনীত|মনোনয়ন|বরাদ্দ|নির্দেশ|অনুরোধ|দায়িত্ব|মঞ্জুর|নিয়োগ|নির্বাচিত|নির্বাচন|সাব্যস্ত|স্থির|পাশ|পাস|বাতিল|স্থগিত|সুপারিশ|"
    r"সম্মতি|নিশ্চিত|ধার্য্য?|অর্পণ|নিষ্পত্তি|প্রস্তাব)"
)
_TAKES = rf"(?:{TAKEN}|গ্রহণ|গ্রহন|নেওয়া|নেয়া|লওয়া|প্রদান|দেওয়া)?"
_STRONG = pattern(
    rf"{DECISION}[ঀ-৿]*\s+(?:(?:সর্ব\S*\s+)?{_TAKES}\s*(?:করা\s*)?{_BE}|{TAKEN}|নিয়েছে|নেন|গ্রহণ\s*করে)"
    rf"|{DECISION}\s*(?:এই\s*)?(?:মর্মে\s*)?যে|(?:resolved|decided|agreed)\s+(?:unanimously\s+)?(?:that|to)\b"
    r"|একমত\s*(?:পোষণ\s*কর[ঀ-৿]*|হয়|হন)\s*যে"
    r"|decision\s+(?:was|is|has been)\s+(?:taken|made)"
)
_PERFORMS = pattern(rf"{_DONE}(?:\s+[ঀ-৿]+){{0,2}}?\s*(?:করা\s*)?{_BE}(?![ঀ-৿])|was (?:approved|confirmed|adopted)")
# "করা হলো" declares; "করা হয়" may as well report.
_HEREBY = pattern(r"(?:করা|দেওয়া|দেয়া|নেওয়া)\s*(?:হইলো|হইল|হলো|হ’ল|হল)\s*[।|.]?\s*$")
_LET = pattern(r"(?:করা|দেওয়া|দেয়া|নেওয়া|নেয়া)\s*(?:হোক|হউক)\s*[।|.]?\s*$")
_TELLS = pattern(r"(?:জানান|বলেন|বলেছেন|উল্লেখ\s*করেন|প্রস্তাব\s*করেন|অনুরোধ\s*করেন)(?![ঀ-৿])")
_REPORTED = pattern(
    r"(?:আলোচনা|পাঠ|উপস্থাপন|পর্যালোচনা|অবহিত|অবগত|উল্লেখ|শুরু|আরম্ভ|সমাপ্ত|শেষ|পেশ|উত্থাপন|প্রেরণ)\s*(?:করা|করিয়া\s*শুনানো)?\s*(?:হইলো|হইল|হলো|হ’ল|হল)"
)
_DIRECTS = pattern(
    r"(?:তে|িতে|া|ানো)\s+(?:হবে|হইবে)|(?:যাবে|যাইবে)(?:\s+না)?\s*(?:[।|]|$)|(?:ব|বা)েন\s*(?:[।|]|$)|(?:হবে|হইবে|থাকবে|থাকিবে|রাখবে|করবে|করিবে|দিবে|দেবে)(?![ঀ-৿])"
    r"|\b(?:shall|should|must|will)\b"
)
_ENUMERATED = pattern(r"[(\[]?(?:[০-৯0-9]{1,2}|[ক-হ])\s?[)\]।.|]|[•*-]\s")
_NAMES_IMPLEMENTERS = pattern(rf"[(\[]?\s*{IMPLEMENTED_BY}")
_LONG = 600
_BELOW = r"(?:নিম্ন|নিন্ম|নিম্মো?|নি¤œ|নি¤)(?:রূপ|রুপ|বর্ণিত|লিখিত|োক্ত|ে|েœ|উল্লেখিত|উল্লিখিত)?[ঀ-৿œ¤]*|(?:নীচে|নিচে)[ঀ-৿]*"
_RESOLVES = pattern(r"সর্ব\s*-?\s*সম্মত|(?:হইল|হইলো|হলো|হ’ল)(?![ঀ-৿])|এতদ্বারা")
_TAKES_DECISION = pattern(rf"{DECISION}|decision|resol")
_ENGLISH = pattern(r"(?:resolved|decided|agreed)\s+(?:unanimously\s+)?(?:that|to)\b")
_LETTER = pattern(
    r"এতদসঙ্গে|এতৎসঙ্গে|এতদ্সঙ্গে|প্রাপ্তি\s*স্বীকার|নির্দেশক্রমে|উপর্যুক্ত\s*বিষয়|সদয়|প্রেরণ\s*করা\s*(?:হলো|হল|হইল)|জানানো\s*যাচ্ছে"
)
_VAGUE = pattern(
    rf"(?<![ঀ-৿])(?:বিভিন্ন|গুরুত্বপূর্ণ|কতিপয়|বেশ\s*কিছু|কিছু|কয়েকটি|একাধিক|ভিত্তিতে|{_BELOW})"
    rf"\s*(?:[ঀ-৿-]+\s+){{0,3}}{DECISION}"
)
_CONTENT = pattern(
    rf"{DECISION}[^।]{{0,60}}\sযে(?![ঀ-৿])|একমত[^।]{{0,30}}\sযে(?![ঀ-৿])|(?:র|করা|মর্মে|বলিয়াও?|বলেও?)\s+(?:সর্ব\S+\s+)?{DECISION}"
)
_INTRODUCES = pattern(rf"(?<![ঀ-৿])(?:{_BELOW}|following)[^।]{{0,200}}(?:[:ঃ]\s*[-–—]*|।)?\s*$|[:ঃ]\s*[-–—]*\s*$")
_CLOSES = pattern(
    r"(?:পরি)?সমাপ্তি?\s*(?:ঘোষ[ণন]া|ঘোষিত|টান)|সভা[ঀ-৿]*\s+(?:[ঀ-৿]+\s+){0,4}(?:পরি)?সমাপ্তি?\s*(?:করেন|করিলেন|করা\s*হ|হয়|হইল)|সমাপনী\s*বক্তব্য|সভার\s*(?:কাজ|কার্য|কার্যক্রম)\s*(?:শেষ|সমাপ্ত)"
    r"|সভা\s*(?:শেষ|সমাপ্ত|মুলতবি|মুলতবী)\s*(?:করা|করেন|ঘোষ|হয়|বলে)"
    r"|(?:আর|অন্য|অন্য\s*আর)\s+(?:কোনো?|কোন্)\s+(?:আলোচ্য|আলোচনা|এজেন্ডা|বিষয়|প্রস্তাব)[^।]{0,40}(?:না\s*থাকায়|নাই|নেই)"
    r"|(?:meeting|session)\b.{0,60}\b(?:ended|closed|concluded|adjourned|came to an end)|vote of thanks|no other (?:agenda|business|issue)"
)
_OPENS = pattern(
    r"স্বাগত|শুভেচ্ছা|সালাম|তেলাওয়াত|তিলাওয়াত|আসন\s*গ্রহণ|সভার\s*(?:কাজ|কার্য|কার্যক্রম)\s*(?:শুরু|আরম্ভ|সূচনা)|সভা\s*(?:শুরু|আরম্ভ)\s*কর"
    r"|সভাপতিত্বে[^।]{0,120}(?:অনুষ্ঠিত|আরম্ভ|শুরু)|সভায়\s*সভাপতিত্ব\s*করেন|welcomed|started the meeting|presided over|কার্যপত্র\s*উপস্থাপন"
)
_CONFIRMS = pattern(
    rf"(?:{MINUTES}|minutes|proceedings)[^।]{{0,160}}?"
    r"(?:দৃ[ঢ়ড়ট][়ঢ়]?ী?ি?ক|দৃঢ়|অনুমোদ|গৃহীত|গৃহিত|নিশ্চিত\s*কর|পঠিত|পাঠ|confirm|approv|adopt)"
)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of `text` in order, each with its closing mark; line breaks end sentences too."""
    found = []
    for line in text.splitlines():
        start = 0
        for match in _END.finditer(line):
            found.append(line[start : match.end()].strip())
            start = match.end()
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


def states_decision(sentence: str) -> bool:
    """True where the sentence says that something is decided, and what ("… সিদ্ধান্ত গৃহীত হয় যে, …")."""
    return bool(_STRONG.search(sentence)) and not is_vague(sentence)


def states_content(sentence: str) -> bool:
    """True where the sentence says what is decided, not only that decisions are made ("আলোচনা শেষে সিদ্ধান্ত গ্রহণ করা হয়")."""
    return states_decision(sentence) and bool(_CONTENT.search(sentence) or _ENGLISH.search(sentence))


def performs(sentence: str) -> bool:
    """True where the sentence decides by its verb: approves, forms, orders, asks ("অনুমোদন করা হলো", "প্রেরণ করা হোক")."""
    if is_vague(sentence):
        return False
    if _LET.search(sentence) and not _TELLS.search(sentence):
        return True
    return bool(_PERFORMS.search(sentence)) or bool(_HEREBY.search(sentence) and not _REPORTED.search(sentence))


def acts(text: str) -> bool:
    """True for words that do something themselves, though a list follows: "নিম্নরূপ কমিটি গঠন করা হলো:"."""
    return bool(_PERFORMS.search(text) or _HEREBY.search(text.rstrip(" :ঃ-–—"))) and not _TAKES_DECISION.search(text)


def resolves(sentence: str) -> bool:
    """True for a sentence that performs and sounds like a resolution: "সর্বসম্মতিক্রমে … গঠন করা হইল"."""
    return performs(sentence) and bool(_RESOLVES.search(sentence)) and not _LETTER.search(sentence)


def directs(sentence: str) -> bool:
    """True where the sentence says what has to be done ("করতে হবে", "করা হইবে")."""
    return bool(_DIRECTS.search(sentence))


def is_vague(sentence: str) -> bool:
    """True for a sentence that names decisions without saying one: an introduction, news, a habit."""
    if _CONTENT.search(sentence):
        return False
    return bool(_VAGUE.search(sentence)) or introduces(sentence)


def introduces(sentence: str) -> bool:
    """True for words that only lead to a list: "নিম্নরূপ সিদ্ধান্ত গৃহীত হয়ঃ"."""
    return bool(_INTRODUCES.search(sentence[-_LONG:]))


@lru_cache(maxsize=1 << 10)  # each recogniser asks it of the same lines
def closes(text: str) -> bool:
    """True for the closing ritual of a meeting."""
    return bool(_CLOSES.search(text))


def opens(text: str) -> bool:
    """True for the opening narrative of a meeting."""
    return bool(_OPENS.search(text))


def confirms(text: str) -> bool:
    """True where `text` is about confirming the minutes of the last meeting."""
    return bool(_CONFIRMS.search(text[:_LONG]))


def without_closing(text: str) -> str:
    """Return `text` up to the sentence that closes the meeting."""
    if not closes(text):
        return text
    kept = []
    for line in text.splitlines():
        sentences = sentences_of(line)
        until = next((index for index, sentence in enumerate(sentences) if closes(sentence)), None)
        if until is None:
            kept.append(line)
            continue
        if until:
            kept.append(" ".join(sentences[:until]))
        break
    return "\n".join(kept).strip()


def split_prose(text: str, *, strict: bool = False) -> tuple[str, str] | None:
    """Return what was said and what was decided; None where no sentence decides.

    The decision runs from the first sentence that states one to the last that decides at all, with the words behind it
    that name who is to do it.
    """
    found = [(number, sentence) for number, line in enumerate(text.split("\n")) for sentence in sentences_of(line)]
    states = states_content if strict else states_decision
    strong = [index for index, (_, sentence) in enumerate(found) if states(sentence)]
    if not strong:
        weak = resolves if strict else performs
        strong = [index for index, (_, sentence) in enumerate(found) if weak(sentence)]
    if not strong or introduces(text):
        return None
    first = strong[0]
    last = max(
        index for index, (_, sentence) in enumerate(found) if index in strong or performs(sentence) or directs(sentence)
    )
    if introduces(found[last][1]):
        listed = {number for number, line in enumerate(text.split("\n")) if _ENUMERATED.match(line.strip())}
        while last + 1 < len(found) and found[last + 1][0] in listed:
            last += 1
    if last + 1 < len(found) and _NAMES_IMPLEMENTERS.match(found[last + 1][1]):
        last += 1
    return _joined(found[:first]), _joined(found[first : last + 1])


def _joined(found: Sequence[tuple[int, str]]) -> str:
    parts: list[str] = []
    before: int | None = None
    for line, sentence in found:
        if before is not None:
            parts.append(" " if line == before else "\n")
        parts.append(sentence)
        before = line
    return "".join(parts)
