"""Topic and discussion in one text: "সড়ক ও জনপথ: নির্বাহী প্রকৌশলী জানান …"."""

import re
from collections.abc import Sequence

from normalizers.letters import nfc
from pipeline.interpret.sentences import directs, performs, states_decision
from pipeline.interpret.vocabulary import DECISION, DISCUSSION, SEPARATOR, pattern

_CLOSING_MARKS = re.compile(nfc(r"[\s:ঃ।|.;,–—-]+$"))
_VISARGA_WORDS = pattern(
    r"(?<![ঀ-৿])(?:মো|মোসা|মোছা|মু|মুহা|মোহা|ডা|খ্রি|ক্র|নং|তাং|মি|মিঃ|অত|পুন|অন্ত|আন্ত|অধ|বহি|স্বত|প্রাত|মন|প্রা|লি|মে|ইঞ্জি|আলহাজ|সৈ|স্বা|দু|নি|রেজি|কি|জন)\s?$"
)
_COLON = re.compile(nfc(r"\s?[:ঃ]\s?[-–—]*(?=\s|$)|[:ঃ](?=[ঀ-৿A-Za-z(])|\s[-–—]{1,2}(?=\s)|(?<=\s)t(?=\s)"))
_SPEECH = pattern(r"(?:বলেন|জানান|বলেছেন|করেন|বলা\s*হয়|জানানো\s*হয়|যে)\s*,?$")
_VERB = pattern(
    r"(?:(?:হয়|হয়েছে|হয়েছিল|হলো|হইল|হইয়াছে|করেন|করেছেন|করিলেন|জানান|বলেন|আছে|রয়েছে|হবে|হইবে|ছিল|করা\s*হয়|থাকে|চলছে|করছে|করছেন|গেছে|গিয়েছে|পেয়েছে|যাচ্ছে|প্রয়োজন|দরকার|আবশ্যক|উচিত|দিয়েছেন|নিয়েছেন|বলেছেন|জানিয়েছেন|থাকেন|পড়েছে|হচ্ছে|হচ্ছেন)"
    r"|(?<![ঀ-৿])(?:হল|নেই|নাই|পারে|যায়|দেন|আসে|সম্ভব|নয়|চান|হন|আসেন|গেল))\s*[।|]?\s*$"
)
# Finite verbs by their endings, which no noun of a heading has; shorter ones only before a full stop.
_FINITE = pattern(
    r"(?:েছে|েছেন|েছিল|েছিলেন|িয়াছে|িয়াছেন|িয়াছিল|ইয়াছে|ইয়াছেন|ইয়াছিল|িলেন|ইলেন|িতেছে|িতেছেন|ইতেছে|ইতেছেন|চ্ছে|চ্ছেন)\s*[।|]?\s*$|(?:রাখেন|ধরেন|তোলেন|দেখান|শোনান|শুনান|নেন|পান|যান|আনেন|পাঠান|চালান|রাখে|করে|বাড়ে|কমে)\s*[।|]\s*$"
)
_SAYS = pattern(r"(?:জানান|বলেন|করেন|হয়|জানানো\s*হয়|থাকেন)\s*,?\s*যে(?![ঀ-৿])")
_ENGLISH_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|been|informed|said|stated|explained|placed|reported|noted|observed|discussed)\b.*\.\s*$",
    re.IGNORECASE,
)
_LONGEST_SENTENCE = 90  # letters of a topic that ends with a full stop
_LABEL = pattern(
    rf"^\s*(?:বিস্তারিত\s*)?(?:{DISCUSSION}(?:\s*(?:ও|এবং)\s*{DECISION})?|Discussions?){SEPARATOR}|^\s*{DISCUSSION}\s*[।|]\s*"
)
_AGENDA_ENTRY = pattern(
    r"(?:প্রসঙ্গে|সংক্রান্ত|বিষয়ক|বিষয়ে|বিবিধ|আলোচনা|পর্যালোচনা|অনুমোদন|দৃঢ়ীকরণ|সিদ্ধান্ত\s*গ্রহণ|গ্রহণ|প্রণয়ন|বিতরণ|আদায়)\s*[।|:ঃ.]*\s*$"
)
_LONGEST = 160


def tidy_title(text: str) -> str | None:
    """Return a topic on one line, without closing ঃ : । or -; None where nothing is left."""
    joined = re.sub(r"\s*\n\s*", "\n", text.strip())
    return _CLOSING_MARKS.sub("", joined).lstrip(" \t:।|") or None


def tidy_discussion(text: str) -> str | None:
    """Return a discussion without its label; None where nothing is left."""
    return _LABEL.sub("", text).strip() or None


def split_topic(text: str, *, of_discussion: bool = False) -> tuple[str | None, str | None]:
    """Return topic and discussion of a text that may hold both (ANNOTATION, `title`).

    The topic is what a colon-like mark sets apart at the beginning, or a first paragraph of its own that is no
    sentence. A short text that is no sentence is a topic alone, unless it stands in a column `of_discussion`.
    """
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if not lines:
        return None, None
    first = lines[0]
    cut = _colon(first)
    if cut:
        title, rest = first[: cut[0]], first[cut[1] :].strip()
        body = "\n".join([rest, *lines[1:]] if rest else lines[1:])
        return tidy_title(title), tidy_discussion(body)
    if is_heading(first) and (len(lines) > 1 or not of_discussion):
        return tidy_title(first), tidy_discussion("\n".join(lines[1:]))
    return None, tidy_discussion("\n".join(lines))


def is_heading(text: str) -> bool:
    """True for words that name a matter and say nothing about it."""
    stripped = text.strip()
    inner = _CLOSING_MARKS.sub("", stripped)
    if not inner or len(stripped) > _LONGEST:
        return False
    if (
        _SAYS.search(stripped)
        or _ENGLISH_SENTENCE.search(stripped)
        or (len(stripped) > _LONGEST_SENTENCE and stripped.endswith(("।", "|")))
    ):
        return False
    return not _VERB.search(stripped) and not _FINITE.search(stripped) and not re.search(r"[।|]\s+\S", stripped)


def says_nothing(text: str) -> bool:
    """True for an entry that names a matter and decides nothing."""
    deciding = states_decision(text) or performs(text) or directs(text)
    return not deciding and (bool(_AGENDA_ENTRY.search(text)) or is_heading(text))


def names_matter(text: str) -> bool:
    """True for words that end as the topics of an agenda do: "… প্রসঙ্গে", "… সংক্রান্ত আলোচনা।"."""
    return bool(_AGENDA_ENTRY.search(text)) and not (states_decision(text) or performs(text) or directs(text))


def is_agenda(entries: Sequence[str]) -> bool:
    """True for a list of topics, even under the head "সিদ্ধান্ত": its entries say nothing."""
    return sum(map(says_nothing, entries)) * 3 >= len(entries) * 2


def _colon(line: str) -> tuple[int, int] | None:
    for match in _COLON.finditer(line[: _LONGEST + 3]):
        before = line[: match.start()]
        if _VISARGA_WORDS.search(before) or not before.strip():
            continue
        if re.search(r"[।|]\s", before) or _SPEECH.search(before) or _VERB.search(before):
            return None
        if re.search(r"[০-৯0-9]$", before) and re.match(r"[০-৯0-9]", line[match.end() :]):
            continue
        if match[0].strip() in {"-", "–", "—", "--"} and not _SPEECH.search(before) and len(before) > 60:
            continue
        return match.start(), match.end()
    return None
