"""Tables that a portal or a copy flattened to lines: the head's words, then the cells one after another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from normalizers.letters import nfc
from pipeline.interpret.columns import Columns, Role, columns_of, names_office, role_of
from pipeline.interpret.content import Content, Found, TextLine
from pipeline.interpret.decisions import decisions_of
from pipeline.interpret.sentences import closes, directs, performs, states_decision
from pipeline.interpret.serials import follows, is_serial, value_of
from pipeline.interpret.titles import is_heading, split_topic, tidy_discussion, tidy_title
from pipeline.interpret.vocabulary import pattern
from pipeline.minutes import AgendaItem

_HEAD_LENGTH = 40
_MOST_LINES = 3000
_FEWEST_COLUMNS = 3
_MOST_COLUMNS = 9
_SERIAL_LINE = re.compile(nfc(r"^\s*([০-৯0-9]{1,2}(?:\.[০-৯0-9]{1,2})*)\s*[।.)|]?\s+(?=\S)"))
_REPORTS = pattern(
    r"(?:আলোচনা\s*(?:করা\s*)?হয়|জানান|বলেন|অবহিত|উল্লেখ\s*করেন|ধরেন|রয়েছে|হয়েছে|আছে|করেন|নেই|হয়নি|প্রস্তাব\s*করেন|অনুরোধ\s*করেন|অভিযোগ)"
)
_CONNECTOR = pattern(r"^\s*(?:এবং|ও|তাছাড়া|এছাড়া|and)\s*$")
_TIME = pattern(
    r"[০-৯0-9]+[/.-][০-৯0-9]+[/.-][০-৯0-9]+|মধ্যে|অব্যাহত|চলমান|সভার\s*পূর্বে|মাস|তাৎক্ষণিক|জরুরি|নিয়মিত|দিন|প্রয়োজন\s*অনুযায়ী"
)
_BAR = re.compile(r"\s+\|\s*$")
_FURNITURE = pattern(r"^(?:ছবি|প্রকাশের\s*তারিখ|আর্কাইভ\s*তারিখ|স্মারক|অনুলিপি|স্বাক্ষরিত|বিতরণ)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    serial: str | None
    lines: tuple[TextLine, ...]


def read_flattened(contents: Sequence[Content]) -> Found | None:
    """Return the rows of a flattened decision table; None where no such head stands."""
    # Some copies leave the bar between the cells at the end of each line.
    lines = [
        replace(content, text=_BAR.sub("", content.text))
        for content in contents
        if isinstance(content, TextLine) and content.text.strip(" |")
    ]
    head = _head(lines)
    if head is None:
        return None
    start, columns = head
    body = _body(lines[start:], columns)
    rows = _rows(body) if columns.has("serial") else []
    if not rows and len(body) <= _MOST_LINES:
        rows = _unnumbered_rows(body, [role for role in columns.roles if role != "serial"])
    items = tuple(item for row in rows if (item := _item(row, columns)))
    kept = tuple(item for item in items if item.decisions)
    if not kept:
        return None
    return Found(
        items=kept, layout="flattened table", certainty=0.85 * columns.certainty, explained=len(items) - len(kept)
    )


def _head(lines: Sequence[TextLine]) -> tuple[int, Columns] | None:
    """Where the cells begin, and the columns: the longest run of short lines that head a decision table."""
    named = [_names_column(line.text) for line in lines]
    for index in range(len(lines)):
        run = 0
        while index + run < len(lines) and run <= _MOST_COLUMNS and named[index + run]:
            run += 1
        if run < _FEWEST_COLUMNS:
            continue
        heads = [line.text for line in lines[index : index + run]]
        roles = [named[0] for named in map(role_of, heads) if named]
        if "serial" in roles:  # a heading of the section may stand right above
            heads = heads[roles.index("serial") :]
        columns = columns_of(heads)
        if columns is not None and columns.has("decision") and len(set(columns.roles)) == len(columns.roles):
            return index + run, columns
    return None


def _names_column(text: str) -> bool:
    if len(text) > _HEAD_LENGTH or is_serial(text) or text.rstrip().endswith(("।", "?")):
        return False
    named = role_of(text)
    # "আলোচনা: …" is a label with its words, "ক্রঃ নং" is none.
    return named is not None and (named[0] == "serial" or re.search(nfc(r"[:ঃ]\s*\S"), text) is None)


def _body(lines: Sequence[TextLine], columns: Columns) -> list[TextLine]:
    body: list[TextLine] = []
    for line in lines:
        if closes(line.text) or _FURNITURE.search(line.text):
            break
        body.append(line)
    # The row that numbers the columns, ১ to ৫, one to a line.
    width = len(columns.roles)
    numbers = [value_of(line.text) for line in body[:width] if is_serial(line.text)]
    if numbers == [(number,) for number in range(1, width + 1)]:
        return body[width:]
    return body


def _rows(body: Sequence[TextLine]) -> list[_Cells]:
    rows: list[tuple[str, list[TextLine]]] = []
    last: tuple[int, ...] | None = None
    is_inline = False  # the serials stand before the words of the first cell, not on lines of their own
    for line in body:
        if is_serial(line.text):
            value, rest = value_of(line.text), ""
            number = line.text
        else:
            match = _SERIAL_LINE.match(line.text)
            value = value_of(match[1]) if match and (last is None or is_inline) else None
            number, rest = (match[1], line.text[match.end() :]) if match else ("", "")
        if value is not None and follows(value, last) and (last is None or len(value) == len(last)):
            rows.append((number, []))
            is_inline = is_inline or (last is None and bool(rest))
            last = value
            if rest:
                rows[-1][1].append(TextLine(text=rest, place=line.place, block=line.block))
        elif rows:
            rows[-1][1].append(line)
    return [_Cells(serial=serial, lines=tuple(lines)) for serial, lines in rows if lines]


def _unnumbered_rows(body: Sequence[TextLine], roles: Sequence[Role]) -> list[_Cells]:
    """Cut lines into rows by the best way through the columns, again and again."""
    count = len(roles)
    if not body or count < 2:
        return []
    score = [_fits(body[0].text, role, is_first=True) - column for column, role in enumerate(roles)]
    ways: list[list[tuple[int, bool]]] = []
    for line in body[1:]:
        best: list[float] = []
        way: list[tuple[int, bool]] = []
        for column, role in enumerate(roles):
            options = [
                (score[before] - (0.1 if before == column else column - before - 1), before, False)
                for before in range(column + 1)
            ]
            options += [(score[before] - 0.4 - column, before, True) for before in range(count) if before > 0]
            value, before, turns = max(options)
            best.append(value + _fits(line.text, role, is_first=turns and column == 0))
            way.append((before, turns))
        score = best
        ways.append(way)
    column = max(range(count), key=lambda one: score[one])
    starts: list[int] = []
    for index in range(len(body) - 1, 0, -1):
        column, turns = ways[index - 1][column]
        if turns:
            starts.insert(0, index)
    bounds = [0, *starts, len(body)]
    return [_Cells(serial=None, lines=tuple(body[begin:end])) for begin, end in pairwise(bounds)]


def _item(row: _Cells, columns: Columns) -> AgendaItem | None:
    roles = [role for role in columns.roles if role != "serial"]
    parts = _aligned(row.lines, roles)
    texts: dict[Role, str] = {}
    for role, lines in zip(roles, parts, strict=True):
        if lines:
            texts[role] = "\n".join(line.text for line in lines)
    decision = next(
        (lines for role, lines in zip(roles, parts, strict=True) if role == "decision" and lines), row.lines
    )
    title, discussion = None, texts.get("discussion")
    if "title" in texts and discussion is None:
        title, discussion = split_topic(texts["title"])
    elif "title" in texts:
        title, discussion = tidy_title(texts["title"]), tidy_discussion(discussion or "")
    elif "subject" in texts:
        title, discussion = tidy_title(texts["subject"]), discussion or texts.get("progress")
    elif discussion is not None:
        title, discussion = split_topic(discussion, of_discussion=True)
    return AgendaItem(
        place=decision[0].place,
        serial_text=row.serial,
        title=title,
        discussion=discussion,
        decisions=decisions_of(
            texts.get("decision", ""),
            texts.get("implementer"),
            texts.get("deadline"),
            title=title,
            place=decision[0].place,
            confidence=decision[0].confidence,
        ),
    )


def _aligned(lines: Sequence[TextLine], roles: Sequence[Role]) -> list[list[TextLine]]:
    """Part the lines into the columns, in order, so that each line fits its column best."""
    width, count = len(roles), len(lines)
    worst = float("-inf")
    best = [[worst] * (width + 1) for _ in range(count + 1)]
    back = [[0] * (width + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    for column in range(1, width + 1):
        for end in range(count + 1):
            total = 0.0
            for begin in range(end, -1, -1):
                if begin < end:
                    total += _fits(lines[begin].text, roles[column - 1], is_first=begin == 0)
                empty = 0.0 if begin < end else -3.0 if roles[column - 1] == "decision" else -1.5
                value = best[begin][column - 1] + total + empty
                if value > best[end][column]:
                    best[end][column], back[end][column] = value, begin
    parts: list[list[TextLine]] = []
    end = count
    for column in range(width, 0, -1):
        begin = back[end][column]
        parts.insert(0, list(lines[begin:end]))
        end = begin
    return parts


def _fits(text: str, role: Role, *, is_first: bool) -> float:
    """How well a line fits a column, by its words and its length."""
    decides = states_decision(text) or directs(text) or performs(text)
    reports = bool(_REPORTS.search(text)) and not states_decision(text)
    office = len(text) < 90 and names_office(text) and not decides
    if _CONNECTOR.match(text):
        return 1.5 if role == "decision" else -1.0
    if role == "implementer":
        return 2.0 if office else -2.0 if len(text) > 90 or decides else -0.3
    if role == "decision":
        return (1.6 if decides else 0.0) - (0.8 if reports and not directs(text) else 0.0) - (1.2 if office else 0.0)
    if role in {"title", "discussion", "subject", "progress", "previous"}:
        score = 0.9 if reports else 0.2
        score += 0.8 if is_first else 0.0
        score += 0.6 if is_heading(text) and is_first else 0.0
        return score - (1.4 if decides and not reports else 0.0) - (0.8 if office else 0.0)
    if role == "deadline":
        return 1.5 if len(text) < 50 and _TIME.search(text) and not decides else -2.0
    return -0.5
