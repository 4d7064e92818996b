"""Where one meeting ends in a document and the next begins."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from normalizers.letters import nfc
from pipeline.interpret.content import Content, Found, Grid, TextLine
from pipeline.interpret.resolutions import lists_topic
from pipeline.interpret.sentences import closes
from pipeline.interpret.serials import value_of
from pipeline.interpret.vocabulary import AGENDA, DECISION, MINUTES, PREVIOUS, TAKEN, pattern

_TITLE = pattern(
    rf"সভা[ঀ-৿]*\s[^।]{{0,40}}{MINUTES}|{MINUTES}(?:র\s*অনুলিপি|\s*ও\s*{DECISION}\S*)?\s*[।:ঃ.-]*\s*$"
    rf"|(?:সভা[ঀ-৿]*|{TAKEN})\s+(?:{TAKEN}\s*)?{DECISION}\s*(?:সমূহ|াবলী|াবলি)?\s*[:ঃ।-]*\s*$"
    r"|^\W*(?:draft\s+)?(?:minutes|resolutions?|proceedings) of (?:the )?[^.]{0,90}meeting"
)
_NOT_TITLE = pattern(
    rf"^\s*{PREVIOUS}|^\s*[(\[]?[০-৯0-9]{{1,2}}(?:\.[০-৯0-9]+)*\s*[)\]।|.]|(?:হয়|হয়েছে|হলো|হইল|করেন|করা|হবে|জানান|থাকে)[ঃ:।|\s]*$|{MINUTES}.{{0,60}}(?:পাঠ|দৃঢ়|অনুমোদন|উপস্থাপন|নিশ্চিত)|(?:পাঠ|দৃঢ়ীকরণ|উপস্থাপন)\s*(?:ও|এবং|করা|করেন|প্রসঙ্গে)|(?:confirmed|approved|adopted|read out)"
    rf"|^\s*(?:বিষয়|সূত্র|অনুলিপি|প্রস্তাব|আলোচ|{DECISION}|{AGENDA}|agenda|decision|item)"
)
_DAY = pattern(
    r"^\s*(?:সভার\s*)?তারিখ\s*(?:ও\s*সময়)?\s*[-–]?\s*[:ঃ]|^\s*[০-৯0-9]+\s*(?:ম|য়|র্থ|ষ্ঠ|তম)\s*সভা\s*[:ঃ]|^\s*date\s*:"
)
_MONTH = pattern(
    r"^\s*[ঀ-৿]{2,14}[\s,/'’-]{0,3}[০-৯0-9]{2,4}\s*(?:ইং|খ্রিঃ|খ্রি\.)?\s*(?:মাসের\s*)?(?:[ঀ-৿]+\s+){0,2}সভা\s*[:ঃ।-]*\s*$"
)
_OPENING = pattern(r"^\s*অদ্য[^।]{0,300}(?:সভাপতিত্বে|সভা\s*অনুষ্ঠিত)")
_STATE = pattern(r"গণ(?:প্রজা|প্রাজা)তন্ত্রী|people.?s republic")
_OFFICE = pattern(r"কার্যালয়|পরিষদ|মন্ত্রণালয়|অধিদপ্তর|office of")
_NUMBERED = pattern(
    rf"^\s*(?:মন্তব্য|{DECISION}|প্রস্তাব|{AGENDA})?\s*(?:নং)?\s*[-–]?\s*[(\[]?([০-৯0-9]{{1,2}})\s*(?:নং|[)\]।|.:ঃ])"
)
_SENTENCES = pattern(r"[।|]\s+\S.{12}")  # a heading is no run of sentences
_MOST_TITLE = 200
_LETTERHEAD = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The contents of one meeting, what was found in them, and what stands before its own heading: a cover letter, portal lines."""

    contents: tuple[Content, ...]
    found: Found | None
    before: tuple[Content, ...] = ()


def cut_meetings(contents: Sequence[Content], recognise: Callable[[Sequence[Content]], Found | None]) -> list[Meeting]:
    """Return the meetings in order, with what `recognise` finds in each; every piece of content belongs to one.

    A heading of minutes begins a meeting when decisions stand before it and after it; a day, a month or an opening sentence
    does so too, where the numbering or a closing shows that the meeting before is over.
    """
    starts = _starts(contents)
    parts = [tuple(contents[begin:end]) for begin, end in zip([0, *starts], [*starts, len(contents)], strict=True)]
    meetings: list[Meeting] = []
    before: tuple[Content, ...] = ()
    for part in parts:
        found = recognise(part)
        if found is not None and found.items:
            meetings.append(Meeting(contents=part, found=found, before=before))
            before = ()
        else:
            before += part
    if not meetings:
        return [Meeting(contents=before, found=found if len(parts) == 1 else recognise(before))]
    if before:
        last = meetings[-1]
        whole = last.contents + before
        meetings[-1] = Meeting(contents=whole, found=recognise(whole), before=last.before)
    return meetings


def _starts(contents: Sequence[Content]) -> list[int]:
    starts: list[int] = []
    titles: set[str] = set()
    closed = False
    numbered = topics = 0  # lines and rows since the last start, and those of them that an agenda may hold
    for index, content in enumerate(contents):
        if isinstance(content, Grid):
            numbered += len(content.table.rows)
            continue
        numbered += bool(_NUMBERED.match(content.text))
        topics += lists_topic(content.text)
        if closes(content.text):
            closed = True
            continue
        if _is_title(content):
            words = re.sub(nfc(r"[^ঀ-৿A-Za-z]"), "", content.text)
            again = words in titles
            if index and (closed or not again or _restarts(contents, index, numbered)):
                starts.append(_with_letterhead(contents, index))
                closed, numbered, topics = False, 0, 0
            titles.add(words)
        elif (
            index
            and (_OPENING.search(content.text) or _DAY.search(content.text) or _MONTH.search(content.text))
            and (closed or _restarts(contents, index, numbered - topics))
        ):
            starts.append(_with_letterhead(contents, index))
            closed, numbered, topics = False, 0, 0
    return sorted({start for start in starts if start})


def _is_title(line: TextLine) -> bool:
    return (
        len(line.text) <= _MOST_TITLE
        and not _SENTENCES.search(line.text)
        and bool(_TITLE.search(line.text))
        and not _NOT_TITLE.search(line.text)
    )


def _restarts(contents: Sequence[Content], index: int, numbered: int) -> bool:
    """True where the numbering starts at one again behind `index`, after `numbered` numbered lines or rows."""
    for content in contents[index + 1 : index + 12]:
        if isinstance(content, Grid):
            serials = [value for row in content.table.rows if row and row[0] and (value := value_of(row[0].text))]
            return bool(serials) and serials[0] == (1,) and numbered > 1
        match = _NUMBERED.match(content.text)
        if match:
            return value_of(match[1]) == (1,) and numbered > 1
    return False


def _with_letterhead(contents: Sequence[Content], index: int) -> int:
    """Move the start up over the letterhead that belongs to it."""
    begin = index
    for back in range(1, _LETTERHEAD + 1):
        position = index - back
        if position < 0:
            break
        content = contents[position]
        if isinstance(content, Grid) or closes(content.text) or content.text.lstrip().startswith("("):
            break
        if _STATE.search(content.text):
            return position
        if back <= 3 and _OFFICE.search(content.text) and nfc("কার্যালয়") in content.text:
            begin = position
    return begin
