"""The decisions of one cell or section, each with its implementers and its deadline."""

from collections.abc import Sequence

from pipeline.interpret.content import squeeze
from pipeline.interpret.enumerations import pair, split_decisions
from pipeline.interpret.sentences import confirms, without_closing
from pipeline.interpret.vocabulary import DECISION, IMPLEMENTED_BY, TAKEN, pattern
from pipeline.minutes import Place, RawDecision

_IMPLEMENTER_WITHIN = pattern(
    rf"\s*[(\[]\s*{IMPLEMENTED_BY}\s*((?:[^()\[\]]|\([^()]{{0,60}}\)){{2,160}})[)\]]\s*[।.]?\s*$"
    rf"|(?:\n|\s[-–—]+|(?<=[।|.]))\s*{IMPLEMENTED_BY}\s*([^\n]{{2,200}})\s*$"
)
_NUMERAL = r"[০-৯0-9]{1,4}"
_TIME = pattern(
    rf"[(\[]?\s*(?:(?:আগামী|সময়\s*-?\s*সীমা)\s*[:ঃ-]*\s*)?(?:{_NUMERAL}\s*[/.-]\s*{_NUMERAL}\s*[/.-]\s*{_NUMERAL}|{_NUMERAL}\s*[ঀ-৿]{{3,12}},?\s*{_NUMERAL}"
    rf"|(?:{_NUMERAL}|এক|দুই|তিন)\s*\S{{0,8}}\s*(?:কার্য\s*)?(?:দিবস|দিন|সপ্তাহ|মাস)[ঀ-৿]*)\s*(?:(?:খ্রি|ইং|তারিখ)[ঀ-৿.]*\s*)*(?:(?:এর\s*)?মধ্যে)?\s*[)\]।.]*"
)
_EMPTY = pattern(
    r"^[\s\-–—.।/]*$|^\s*(?:নাই|নেই|প্রযোজ্য\s*নয়|nil|n/?a|none)\s*[।.]?\s*$"
    rf"|^\s*(?:এ\s*বিষয়ে\s*)?(?:কোনো?\s*)?{DECISION}(?:ের)?\s*(?:{TAKEN}\s*|গ্রহণ(?:ের)?\s*|প্রয়োজন\s*)*(?:(?:করা\s*)?হয়নি|নেই|নাই|হয়\s*নাই)\s*[।.]?\s*$"
)


def decisions_of(
    text: str,
    implementers: str | None,
    deadline: str | None,
    *,
    title: str | None,
    place: Place,
    confidence: float | None = None,
) -> tuple[RawDecision, ...]:
    """Return the decisions of one cell or section, each with its implementers and deadline."""
    text = without_closing(squeeze(text)).strip()
    if not text or is_void(text):
        return ()
    entries, named = implementers_within(split_decisions(text).entries)
    whom = [own or who for own, who in zip(named, pair(entries, implementers), strict=True)]
    if deadline is None and implementers is not None:
        deadline = _time_within(implementers)
    until = pair(entries, deadline)
    return tuple(
        RawDecision(
            text=entry,
            place=place,
            implementers_text=who,
            deadline_text=by,
            confidence=confidence,
            is_confirmation=is_confirmation(title, entry),
        )
        for entry, who, by in zip(entries, whom, until, strict=True)
    )


def is_void(text: str) -> bool:
    """True for what stands where no decision was taken: a dash, নাই, "সিদ্ধান্তের প্রয়োজন নেই"."""
    return _EMPTY.match(text) is not None


def _time_within(implementers: str) -> str | None:
    """The end of a cell of implementers, a line or what a stroke sets apart, where it names a time ("বাস্তবায়ন ও সময়")."""
    for mark in ("\n", "/", ";"):
        names, _, last = implementers.strip().rpartition(mark)
        if names and _TIME.fullmatch(last.strip()):
            return last.strip()
    return None


def implementers_within(entries: Sequence[str]) -> tuple[list[str], list[str | None]]:
    """Return the decisions without "(বাস্তবায়নে: …)" and a last line "বাস্তবায়নে: …" and those names apart; such a last line holds for all."""
    texts: list[str] = []
    named: list[str | None] = []
    for entry in entries:
        match = _IMPLEMENTER_WITHIN.search(entry)
        if match and match.start() > 0:
            texts.append(entry[: match.start()].strip())
            named.append((match[1] or match[2]).strip())
        else:
            texts.append(entry)
            named.append(None)
    if len(entries) > 1 and named[-1] and not any(named[:-1]) and "\n" in entries[-1]:
        named = [named[-1]] * len(named)
    return texts, named


def is_confirmation(title: str | None, decision: str) -> bool:
    """True where the matter is to confirm the minutes of the last meeting."""
    return confirms(decision) if not title else confirms(title) or confirms(decision)
