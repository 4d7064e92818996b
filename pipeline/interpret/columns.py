"""What the columns of a table hold, by the words of its head, or by the cells where the head is elsewhere."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from extractors.document import Cell, Table
from normalizers.letters import nfc
from pipeline.interpret.sentences import directs, performs, states_decision
from pipeline.interpret.serials import is_serial, value_of
from pipeline.interpret.vocabulary import AGENDA, DECISION, DISCUSSION, IMPLEMENT, PREVIOUS, pattern

Role = Literal[
    "serial",
    "title",
    "subject",  # department, project, applicant: the topic where no topic column stands
    "discussion",
    "decision",
    "both",  # discussion and decision in one cell
    "implementer",
    "deadline",
    "progress",
    "previous",
    "remarks",
    "person",
    "other",
]

# In this order: the first that matches names the column ("সিদ্ধান্ত বাস্তবায়নের অগ্রগতি" is progress).
_SOURCES: tuple[tuple[Role, str], ...] = (
        ("serial", rf"(?:{DECISION}|{AGENDA}|প্রস্তাব|বিষয়)[ঀ-৿]*\s*(?:নং|নম্বর|ক্রমিক|ক্রম)\s*$|(?:agenda|decision|item)\s*(?:no|number|#)"),
        ("subject", r"^\s*(?:চলমান\s*)?(?:প্রকল্প|কাজ|স্কিম|স্কীম|প্যাকেজ)[ঀ-৿]*\s*(?:এর\s*)?নাম|^\s*name\s*of\s*(?:the\s*)?(?:project|scheme|work)"),
        ("subject", r"(?:আবেদনকারী|প্রার্থী|উপকারভোগী|সুবিধাভোগী|ভাতাভোগী|দাতা|মালিক)[ঀ-৿]*\s*নাম"),
        ("person", r"স্বাক্ষর|সাক্ষর|মোবাইল|ফোন|পিতা|signature"),
        ("other", rf"(?<!আলোচ্য )কর্মসূচ[িী](?!\s*(?:/|ও|এবং)\s*{DECISION})|প্রতিষ্ঠানের\s*নাম|(?<![ঀ-৿])(?:দর|মূল্য|টাকা|বরাদ্দ|পরিমাণ|সংখ্যা|লক্ষ্যমাত্রা|অর্জন|হার|স্থান)(?![ঀ-৿])|price|amount|quantity"),
        ("implementer", rf"(?:{IMPLEMENT}|দায়িত্ব|responsib|action)[^:/]{{0,25}}(?:/|\sও\s|\sএবং\s|&|\sand\s)\s*(?:সময়|time|deadline|due)"),
        ("previous", rf"{PREVIOUS}[^:]{{0,40}}{DECISION}(?!\s*{IMPLEMENT})|previous\s+decision"),
        ("deadline", r"^\s*(?:কখন|কবে)(?![ঀ-৿])|কত\s*দিন|সময়\s*-?\s*সীমা|সময়কাল|সময়সূচি|মেয়াদ|শেষ\s*তারিখ|বাস্তবায়নের\s*(?:সময়|তারিখ|মেয়াদ)|সম্পাদনের\s*(?:সময়|তারিখ)|নির্ধারিত\s*(?:সময়|তারিখ)|deadline|time\s*-?\s*(?:line|frame|limit)|due\s*date|target\s*date|(?<![ঀ-৿])কবে(?![ঀ-৿])|^\s*সময়\s*$|^\s*তারিখ\s*$"),
        ("progress", r"অগ্রগতি|অগ্রগতির|হালনাগাদ|বর্তমান\s*অবস্থা|বাস্তব\s*অবস্থা|বাস্তবায়ন\s*(?:অবস্থা|পরিস্থিতি)|গৃহীত\s*ব্যবস্থা|প্রতিপালন|progress|status"),
        ("both", rf"(?:{DISCUSSION}|{AGENDA})[^:]{{0,20}}{DECISION}|discussions?\s*(?:and|&|/)\s*decisions?"),
        ("decision", rf"{DECISION}[ঀ-৿]*\s*(?:ও|এবং|/|,|&)\s*(?:{IMPLEMENT}|দায়িত্ব)"),
        ("implementer", rf"{IMPLEMENT}|কার্যকর(?:কারী|ী)|সম্পাদনকারী|দায়িত্ব|দায়ী|ব্যবস্থাপনা|কার্যার্থে|ব্যবস্থা\s*গ্রহণ(?:কারী|ে)|কর্তৃপক্ষ|(?<![ঀ-৿])কে\s*কর(?:বে|বেন|িবেন)|কার\s*দ্বারা|implement|responsib|action\s*(?:by|taken\s*by|officer)|assigned|concerned\s*(?:office|person|authority)"),
        ("person", r"পদবী|পদবি|পদমর্যাদা|ঠিকানা|designation|(?:সদস্য|কর্মকর্তা|ব্যক্তি|কর্মচারী)[ঀ-৿]*\s*নাম"),
        ("remarks", r"মন্তব্য|remarks?|comments?"),
        ("decision", rf"{DECISION}|decisions?|resolutions?"),
        ("title", rf"(?:আলোচনার|আলোচিত|বিবেচ্য)\s*বিষয়(?!\s*(?:ও|এবং|/)\s*{DISCUSSION})"),
        ("discussion", rf"{DISCUSSION}|পর্যালোচনা|উপস্থাপন|কার্যবিবরণ|discussions?|deliberation|proceedings"),
        ("title", rf"{AGENDA}|আলোচিত\s*বিষয়|বিষয়|শিরোনাম|প্রস্তাব|agenda|topics?|issues?|subject|item"),
        ("serial", r"ক্রমিক|ক্রম|^\s*ক্র\s*[.:ঃ]?|^\s*নং|^\s*নম্বর|^\s*s\s*[.:/]?\s*[nl]|serial|^\s*no\.?\s*$|^\s*#"),
        ("subject", r"সমস্যা|দপ্তর|দফতর|বিভাগ|প্রকল্প|শাখা|সংস্থা|মন্ত্রণালয়|অফিস|কার্যালয়|প্রতিষ্ঠান|উপজেলা|খাত|department|project|office|section"),
        ("decision", r"সুপারিশ|নির্দেশনা|করণীয়|recommendation|action\s*point"),
        ("person", r"নাম|name"),
)  # fmt: skip
_ROLES = tuple((role, pattern(source)) for role, source in _SOURCES)
# For heads that OCR or typing bent out of the patterns' reach.
_BENT: tuple[tuple[Role, str], ...] = (
    ("decision", "সিদ্ধান্ত"),
    ("discussion", "আলোচনা"),
    ("title", "আলোচ্যসূচি"),
    ("title", "আলোচ্য বিষয়"),
    ("implementer", "বাস্তবায়নকারী"),
    ("implementer", "বাস্তবায়নে"),
    ("implementer", "বাস্তবায়ন"),
    ("deadline", "সময়সীমা"),
    ("progress", "অগ্রগতি"),
    ("remarks", "মন্তব্য"),
    ("serial", "ক্রমিক"),
)
_CANONICAL = tuple((role, nfc(word)) for role, word in _BENT)
_SENTENCE = pattern(r"[।|]\s*$|(?:হবে|হইবে|হয়|করেন|হলো)\s*[।|.]?\s*$|[।|]\s")
_SIMILAR = 74  # of 100; two wrong letters in "সিদ্ধান্ত"
_LONGEST_HEAD = 70
_LONGEST_BENT = 30
_SHORTEST = 6  # letters in a cell that only numbers its column
_OFFICE = pattern(
    r"অফিসার|কর্মকর্তা|প্রকৌশলী|পরিচালক|কমিশনার|প্রশাসক|চেয়ারম্যান|সচিব|সদস্য|প্রধান|সুপার|সার্জন|শিক্ষক|কাউন্সিলর|মেয়র|প্রোগ্রামার|"
    r"ব্যবস্থাপক|ম্যাজিস্ট্রেট|ইনচার্জ|পুলিশ|ইউএনও|উদ্যোক্তা|প্রতিনিধি|মহোদয়|কমিটি|দপ্তর|দফতর|অধিদপ্তর|বিভাগ|শাখা|সংস্থা|কর্তৃপক্ষ|বোর্ড|পরিষদ|ইনস্পেক্টর|ইন্সপেক্টর|পরিদর্শক|সুপারভাইজার|সকল|সহকারী|কর্মী|সভাপতি|সম্পাদক|বাহিনী|থানা|officer|engineer|director|secretary|chairman|all\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The role of each column, and how sure it is."""

    roles: tuple[Role, ...]
    certainty: float

    def of(self, role: Role) -> tuple[int, ...]:
        """Return the indices of the columns with `role`."""
        return tuple(index for index, one in enumerate(self.roles) if one == role)

    def has(self, *roles: Role) -> bool:
        """True where any column has one of `roles`."""
        return any(one in roles for one in self.roles)


@lru_cache(maxsize=1024)
def role_of(head: str) -> tuple[Role, float] | None:
    """Return the role that the words of a column's head name and how sure it is; None where they name none."""
    text = re.sub(r"\s+", " ", head).strip()
    if not text or len(text) > _LONGEST_HEAD:
        return None
    for role, words in _ROLES:
        if words.search(text):
            return role, 1.0
    if len(text) > _LONGEST_BENT:
        return None
    score, role = max((fuzz.ratio(_letters(text), _letters(word)), role) for role, word in _CANONICAL)
    return (role, 0.85) if score >= _SIMILAR else None


def read_head(cells: Sequence[Cell | None]) -> Columns | None:
    """Return the roles of the columns under a head row; None where the row is no head of decisions or of their review."""
    texts = [cell.text.strip() for cell in cells if cell is not None and cell.text.strip()]
    if any(is_serial(text) or _SENTENCE.search(text) for text in texts):
        return None
    return columns_of([None if cell is None else cell.text for cell in cells])


def columns_of(heads: Sequence[str | None]) -> Columns | None:
    """Return the roles that a row of heads names; None where it heads no decisions and no review of decisions.

    A head that spans columns holds for all of them: None goes on with the head to its left.
    """
    roles: list[Role] = []
    certainty = 1.0
    named = 0
    for head in heads:
        if head is None:
            roles.append(roles[-1] if roles else "other")
            continue
        found = role_of(head)
        if found is None:
            if len(head.strip()) > _LONGEST_HEAD:
                return None
            roles.append("other")
            continue
        roles.append(found[0])
        certainty = min(certainty, found[1])
        named += 1
    filled = [head for head in heads if head is not None and head.strip()]
    if named < 2 or named * 2 < len(filled):
        return None
    columns = Columns(roles=_settled(tuple(roles)), certainty=certainty)
    return columns if columns.has("decision", "both", "previous", "progress") else None


def _settled(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Resolve roles that depend on their neighbours."""
    result = list(roles)
    if "decision" in result and result.count("title") > 1 and "discussion" not in result:
        last = len(result) - 1 - result[::-1].index("title")
        result[last] = "discussion"
    if "person" in result and "decision" in result:
        # "দপ্তর প্রধানের নাম" beside decisions is who acts, or whom the row is about.
        result[result.index("person")] = "subject" if "implementer" in result else "implementer"
    return tuple(result)


def with_serials(columns: Columns, rows: Sequence[Sequence[Cell | None]]) -> Columns:
    """Return the columns with the first as serials, where its head was not understood but its cells are numbers."""
    if columns.has("serial") or not columns.roles or columns.roles[0] != "other":
        return columns
    texts = [row[0].text for row in rows if row and row[0] is not None and row[0].text.strip()]
    if len(texts) * 2 < len(rows) or _share(texts, is_serial) < 0.6:
        return columns
    return Columns(roles=("serial", *columns.roles[1:]), certainty=columns.certainty * 0.95)


def by_content(table: Table, first: int = 0) -> Columns | None:
    """Return the roles of a headless table's columns from its cells; None where no column plainly holds decisions.

    A table whose head was understood and names no decisions has none.
    """
    if table.rows and _is_head(table.rows[first]):
        return None
    texts = [
        [cell.text for row in table.rows[first:] if (cell := row[column]) is not None and cell.text.strip()]
        for column in range(table.width)
    ]
    rows = len(table.rows) - first
    if rows < 2:
        return None
    lengths = [sum(map(len, column)) / max(1, len(column)) for column in texts]
    roles: list[Role] = ["other"] * table.width
    scores = [_share(column, lambda text: directs(text) or performs(text) or states_decision(text)) for column in texts]
    if not scores or max(scores) < 0.6:
        return None
    offices = [
        _share(column, lambda text: len(text) < 120 and bool(_OFFICE.search(text)) and not directs(text))
        for column in texts
    ]
    if _share(texts[0], is_serial) > 0.8:
        roles[0] = "serial"
    for column in range(table.width - 1, 0, -1):
        if offices[column] > 0.6 and scores[column] < 0.3 and lengths[column] < 60:
            roles[column] = "implementer"
            break
    candidates = [column for column in range(table.width) if roles[column] == "other" and scores[column] >= 0.6]
    if not candidates or ("implementer" not in roles and "serial" not in roles):
        return None
    decision = candidates[-1]
    roles[decision] = "decision"
    before = [column for column in range(decision) if roles[column] == "other"]
    for column in before:
        roles[column] = "title" if lengths[column] < 60 and column == before[0] and len(before) > 1 else "discussion"
    return Columns(roles=tuple(roles), certainty=0.6)


def _is_head(cells: Sequence[Cell | None]) -> bool:
    texts = [cell.text.strip() for cell in cells if cell is not None and cell.text.strip()]
    if any(is_serial(text) or _SENTENCE.search(text) for text in texts):
        return False
    roles = [found[0] for text in texts if (found := role_of(text))]
    return len(roles) >= max(3, len(texts) / 2) or (roles[:1] == ["serial"] and "person" in roles)


def is_number_row(cells: Sequence[Cell | None]) -> bool:
    """True for the row that numbers the columns: ১ ২ ৩ ৪ ৫; one of them may be misread."""
    texts = [cell.text.strip() for cell in cells if cell is not None and cell.text.strip()]
    marks = [re.sub(nfc(r"[()।.\s=+|-]"), "", text) for text in texts]
    if len(marks) < 2 or any(len(text) > _SHORTEST for text in texts):
        return False
    counted = sum(value_of(mark) == (number,) for number, mark in enumerate(marks, 1))
    letters = sum(letter == mark for letter, mark in zip(nfc("কখগঘঙচ"), marks, strict=False))
    return max(counted, letters) * 3 >= len(marks) * 2 and max(counted, letters) > 1


def names_office(text: str) -> bool:
    """True where the text names a post or an office."""
    return bool(_OFFICE.search(text))


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, texts)) / len(texts) if texts else 0.0


def _letters(text: str) -> str:
    return re.sub(nfc(r"[^ঀ-৿a-z]"), "", text.casefold())
