"""Why a document holds no decisions: news, a notice, stock text, a bare agenda, a list of members, a programme."""

from collections.abc import Sequence

from normalizers.letters import nfc
from pipeline.interpret.columns import Role, role_of
from pipeline.interpret.content import Content, Grid, TextLine
from pipeline.interpret.resolutions import lists_topic
from pipeline.interpret.sentences import opens
from pipeline.interpret.vocabulary import AGENDA, DECISION, MINUTES, pattern

_NOTICE = pattern(
    r"(?:সভার|বৈঠকের)\s*(?:নোটিশ|বিজ্ঞপ্তি|আহবান|আহ্বান)|অনুষ্ঠিত\s*(?:হবে|হইবে)|আহ্?বান\s*করা\s*(?:হলো|হয়েছে|যাচ্ছে)|will be held|meeting notice"
)
_REPORTED = pattern(r"(?:সভা|বৈঠক|সমাবেশ|কর্মশালা)\s*অনুষ্ঠিত\s*[।|]?\s*$|অনুষ্ঠিত\s*(?:হয়েছে|হয়ে\s*গেল|হয়ে\s*গেছে)")
_NEWS = (
    pattern(r"(?:সভা|বৈঠক|সমাবেশ|কর্মশালা)\s*অনুষ্ঠিত\s*[।|]?\s*$"),
    pattern(r"প্রধান\s*অতিথি|বিশেষ\s*অতিথি"),
    pattern(r"(?:আরও|আরো|অন্যান্যের?\s*মধ্যে)\s*[ঀ-৿\s]{0,30}(?:উপস্থিত\s*ছিলেন|বক্তব্য)|উপস্থিত\s*ছিলেন"),
    pattern(r"বক্তারা|বক্তাগণ|বক্তব্য\s*(?:রাখেন|দেন|প্রদান\s*করেন)|সংবাদদাতা|প্রতিনিধি\s*[:ঃ]|সংবাদ"),
    pattern(r"সভায়\s*সভাপতিত্ব\s*করেন"),
)
_ORDER = pattern(
    r"^\s*[\"“]?(?:(?:অফিস|সরকারি|বদলির|দাপ্তরিক)\s*আদেশ|আদেশ|প্রজ্ঞাপন|পরিপত্র|গণবিজ্ঞপ্তি|(?:দরপত্র|নিয়োগ|নিলাম|ভর্তি|ইজারা)\s*বিজ্ঞপ্তি|প্রেস\s*(?:রিলিজ|বিজ্ঞপ্তি)|সংবাদ\s*বিজ্ঞপ্তি|তথ্য\s*বিবরণী|office order|press release|notification|circular)[\"”]?\s*[।:ঃ-]*\s*$"
)
_MANY_SIGNS = 3  # under a heading that promises minutes
_TITLE = 140
_EVERY = r"প্রত(?:ি|্যেক)\s*(?:মাসে|মাসের|সপ্তাহে|তিন\s*মাস|দুই\s*মাস)"
_STOCK = pattern(
    rf"{_EVERY}[^।]{{0,160}}(?:সভা|মিটিং)[^।]{{0,120}}(?:হয়|হয়ে\s*থাকে|থাকে|থাকেন|করা\s*হয়|করে|বাধ্যতামূলক)"
    rf"|সভা[^।]{{0,80}}{_EVERY}[^।]{{0,60}}(?:অনুষ্ঠিত\s*হয়|হয়ে\s*থাকে)|সভা\s*সমূহ\s*অনুষ্ঠিত\s*হয়"
    r"|(?<![০-৯0-9])[০-৯0-9]{1,3}\s*টি\s*সভা\s*করে|সভা[^।]{0,60}(?:হয়ে|করে)\s*থাকে|সাধারণত[^।]{0,40}(?:সভা|আলোচনা)"
    r"|সভায়\s*যথারীতি?\s*কার্য\s*বিবরণী\s*প্রস্তুত"
)
_THIS_DAY = pattern(r"অদ্য|আজকের|[০-৯0-9]{1,2}\s*[/.-]\s*[০-৯0-9]{1,2}\s*[/.-]|শুরু\s*করেন|আরম্ভ\s*করেন|welcomed")
_MINUTES = pattern(rf"{MINUTES}|{DECISION}\s*সমূহ|minutes|resolution")
_AGENDA = pattern(rf"{AGENDA}|agenda")
_ATTENDANCE = pattern(r"উপস্থিত|হাজিরা|সদস্য[ঀ-৿]*\s*(?:তালিকা|নাম)|attendance|members")
_MEETING = pattern(rf"সভা(?!পতি)|বৈঠক|{MINUTES}|{DECISION}|meeting|minutes|resol|council")
_LIST_OF_PEOPLE = 2  # heads of columns: name and post, or signature
_SHORT_LIST = 1500  # letters of a page that holds a list of people and no more
_HELD = pattern(r"সভাপতিত্বে|অনুষ্ঠিত|সভাপতি\s*[:ঃ]|presided")


def is_news(contents: Sequence[Content]) -> bool:
    """True for a report about a meeting to the public: its decisions are not minuted there."""
    lines = [content.text for content in contents if isinstance(content, TextLine)]
    if not any(_REPORTED.search(text) for text in lines) or any(opens(text) and nfc("অদ্য") in text for text in lines):
        return False
    signs = sum(any(sign.search(text) for text in lines) for sign in _NEWS)
    titled = any(_MINUTES.search(text) and len(text) < _TITLE and not text.endswith("।") for text in lines)
    return signs >= (_MANY_SIGNS if titled else 1)


def is_notice(contents: Sequence[Content]) -> bool:
    """True for a call to a meeting that is yet to come."""
    lines = [content.text for content in contents if isinstance(content, TextLine)]
    calls = sum(bool(_NOTICE.search(text)) for text in lines)
    return calls > 0 and not any(opens(text) for text in lines) and not any(_held(text) for text in lines)


def speaks_of_meeting(contents: Sequence[Content]) -> bool:
    """True where any line is about a meeting; an office order decides too, but it is no minutes."""
    return any(_MEETING.search(content.text) for content in contents if isinstance(content, TextLine))


def is_order(contents: Sequence[Content]) -> bool:
    """True for an order or a notification: it decides, but no meeting is minuted under such a heading."""
    lines = [content.text for content in contents if isinstance(content, TextLine)]
    return any(_ORDER.match(text) for text in lines) and not any(
        _MINUTES.search(text) and len(text) < _TITLE for text in lines
    )


def is_stock(contents: Sequence[Content]) -> bool:
    """True for text about how often a committee meets and what it usually talks about."""
    lines = [content.text for content in contents if isinstance(content, TextLine)]
    return any(_STOCK.search(text) for text in lines) and not any(
        opens(text) and _THIS_DAY.search(text) for text in lines
    )


def _held(text: str) -> bool:
    return bool(pattern(r"অনুষ্ঠিত\s*(?:হয়|হইল|হলো|হয়েছে)").search(text))


def reason_for(contents: Sequence[Content], *, reviews: int) -> str:
    """Return the code of `pipeline.reasons.NO_DECISIONS` that fits a document without decisions."""
    lines = [content.text for content in contents if isinstance(content, TextLine)]
    grids = [content for content in contents if isinstance(content, Grid)]
    text = "\n".join(lines)
    if not text.strip() and not grids:
        return "no_text"
    if reviews:
        return "review_only"
    if is_notice(contents):
        return "notice"
    if is_stock(contents):
        return "stock_text"
    if is_news(contents):
        return "news"
    heads = [role for grid in grids for role in _heads(grid)]
    persons = heads.count("person")
    if (persons >= _LIST_OF_PEOPLE or (persons and _ATTENDANCE.search(text))) and len(text) < _SHORT_LIST:
        return "attendance_only"
    if {"other", "deadline", "person"} & set(heads):
        return "programme"
    if sum(lists_topic(line) for line in lines) > 2 and not any(map(opens, lines)):
        return "bare_agenda"
    if _MINUTES.search(text) and (_HELD.search(text) or any(map(opens, lines))):
        return "no_decisions_stated"
    if _AGENDA.search(text) or sum(lists_topic(line) for line in lines) > 1:
        return "bare_agenda"
    if _ATTENDANCE.search(text):
        return "attendance_only"
    return "no_minutes"


def _heads(grid: Grid) -> list[Role]:
    found: list[Role] = []
    for row in grid.table.rows[:2]:
        for cell in row:
            role = role_of(cell.text) if cell is not None else None
            if role:
                found.append(role[0])
    return found
