"""Labelled prose: "আলোচ্যসূচি-১ … আলোচনাঃ … সিদ্ধান্তঃ … বাস্তবায়নেঃ …", with or without a topic for each decision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.agenda_lists import agenda_list, answers
from pipeline.interpret.columns import names_office
from pipeline.interpret.content import Content, Found, TextLine
from pipeline.interpret.enumerations import split_marks
from pipeline.interpret.label_tables import label_lines
from pipeline.interpret.marks import Kind, Mark, marks_of
from pipeline.interpret.prologue import is_header_line, may_be_topic
from pipeline.interpret.section_items import Group, Section, items_of, with_bare_numbers
from pipeline.interpret.sentences import closes, directs, opens, performs, without_closing
from pipeline.interpret.serials import follows, value_of
from pipeline.interpret.titles import is_heading, names_matter, split_topic, tidy_title
from pipeline.interpret.vocabulary import NUMBER, pattern

_SHORT = 160
_ITEMS_AHEAD = 12
_RECOMMENDATION = pattern(
    rf"^\s*(?:গৃহীত\s*|সভার\s*)?(?:সুপারিশ|করণীয়|নির্দেশনা|recommendations?)\s*(?:সমূহ|মালা)?\s*[-–]?\s*(?P<number>{NUMBER})?\s*[:ঃ]\s*[-–]*\s*"
)
_UNTIL = pattern(r"^\s*(?:সময়|মেয়াদ|কাল)\s*[-–]?\s*[:ঃ]\s*[-–]*\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    mark: Mark
    line: TextLine


def read_sections(contents: Sequence[Content]) -> Found | None:
    """Return the items whose decisions stand behind a label; None where no label leads to a decision."""
    pieces = _without_agenda(_with_recommendations(_pieces(contents)))
    labelled = sum(piece.mark.kind == "decision" for piece in pieces)
    if labelled == 1 and _is_list_head(pieces):
        return None
    if not labelled and not any(piece.mark.kind == "agenda" and piece.mark.number for piece in pieces):
        return None
    sections = with_bare_numbers(_sections(pieces))
    plainly = labelled * 2 > sum(bool(section.number) for section in sections)
    items = [item for section in sections for item in items_of(section, strict=plainly)]
    kept = tuple(item for item in items if item.decisions)
    if not kept:
        return None
    numbered = sum(1 for item in kept if item.serial_text)
    certainty = 0.97 if numbered == len(kept) else 0.9
    silent = tuple(item.serial_text for item in items if item.serial_text and not item.decisions)
    return Found(items=kept, layout="sections", certainty=certainty, silent=silent)


def _with_recommendations(pieces: list[_Piece]) -> list[_Piece]:
    """Take "সুপারিশ:" and "করণীয়:" for the labels of decisions where no label says সিদ্ধান্ত."""
    if any(piece.mark.kind == "decision" for piece in pieces):
        return pieces
    return [
        replace(
            piece, mark=replace(piece.mark, kind="decision", number=match["number"], text=piece.mark.raw[match.end() :])
        )
        if piece.mark.kind == "text" and (match := _RECOMMENDATION.match(piece.mark.raw))
        else piece
        for piece in pieces
    ]


def _without_agenda(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces without a list of topics whose numbers the decisions go by."""
    marks = [piece.mark for piece in pieces]
    topics = agenda_list(marks)
    if topics is None or not answers(marks, topics):
        return pieces
    return pieces[: topics.start] + pieces[topics.end :]


def _is_list_head(pieces: Sequence[_Piece]) -> bool:
    """True where "সিদ্ধান্ত" is but the head over a list of paragraphs, not the label of a decision."""
    index = next(index for index, piece in enumerate(pieces) if piece.mark.kind == "decision")
    mark = pieces[index].mark
    if mark.text or mark.style or mark.number or any(piece.mark.kind in {"agenda", "implementer"} for piece in pieces):
        return False
    return (
        index + 2 < len(pieces) and pieces[index + 1].mark.number is None and pieces[index + 2].mark.number is not None
    )


def _pieces(contents: Sequence[Content]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for content in contents:
        lines = [content] if isinstance(content, TextLine) else label_lines(content)
        for line in lines:
            text = line.text
            if closes(text):
                text = without_closing(text)
                if text and (text != line.text):
                    pieces += (_Piece(mark=mark, line=line) for mark in marks_of(text))
                if pieces and any(piece.mark.kind == "decision" for piece in pieces):
                    return pieces
                continue
            pieces += (_Piece(mark=mark, line=line) for mark in marks_of(text))
    return pieces


def _sections(pieces: Sequence[_Piece]) -> list[Section]:
    sections: list[Section] = []
    mode: Kind = "discussion"
    by_agenda = any(piece.mark.kind == "agenda" and piece.mark.number for piece in pieces)
    for index, piece in enumerate(pieces):
        mark = piece.mark
        current = sections[-1] if sections else None
        if mark.kind == "agenda":
            if mark.number is None and not mark.text:
                mode = "text"
                continue
            sections.append(_begin(piece, has_label=True))
            mode = "discussion"
        elif mark.kind == "text":
            if _begins_item(pieces, index, sections, mode, by_agenda=by_agenda):
                sections.append(_begin(piece, has_label=False))
                mode = "discussion"
            elif current is None:
                if not is_header_line(mark.raw) and not opens(mark.raw):
                    sections.append(Section(line=piece.line, title=_topic_above(pieces, index), discussion=[mark.raw]))
                    mode = "discussion"
            elif current.groups and not by_agenda and _begins_unmarked(pieces, index, current, mode):
                title, discussion = split_topic(mark.raw)
                sections.append(Section(line=piece.line, title=title, discussion=[discussion] if discussion else []))
                mode = "discussion"
            elif _is_late_title(current, mark.raw):
                current.title = tidy_title(mark.raw)
            else:
                mode = _continue(current, piece, mode)
        else:
            if current is None:
                current = Section(line=piece.line, title=_topic_above(pieces, index))
                sections.append(current)
            current, mode = _label(sections, current, piece)
    return sections


def _topic_above(pieces: Sequence[_Piece], index: int) -> str | None:
    """The line right above the first words of business, where it may be their topic."""
    above = pieces[index - 1].mark if index else None
    if above is None or above.kind != "text" or above.number or not may_be_topic(above.raw):
        return None
    return tidy_title(above.raw)


def _is_late_title(current: Section, text: str) -> bool:
    """True for the topic on the line below its number: "আলোচ্যসূচি-১" and then "সার বিতরণ"."""
    if not current.has_label or current.title or current.discussion or current.groups:
        return False
    return is_heading(text) and (names_matter(text) or not text.rstrip().endswith(("।", "|", ".")))


def _begins_unmarked(pieces: Sequence[_Piece], index: int, current: Section, mode: Kind) -> bool:
    """True where words without any mark begin the next matter: another label follows, and the decision is whole."""
    mark = pieces[index].mark
    group = current.groups[-1]
    if mark.number is not None or split_marks(mark.raw) or (mode == "decision" and not group.decision):
        return False
    if mode == "implementer" and (not group.implementer or (names_office(mark.raw) and len(mark.raw) <= _SHORT)):
        return False
    if mode == "decision" and not group.decision[-1].rstrip().endswith(("।", "|", ".", "?", ")")):
        return False
    following = next((piece.mark for piece in pieces[index + 1 :] if piece.mark.kind != "text"), None)
    if following is None or following.kind not in {"decision", "discussion"}:
        return False
    return not (mode == "decision" and (directs(mark.raw) or performs(mark.raw)))


def _begin(piece: _Piece, *, has_label: bool) -> Section:
    title, discussion = split_topic(piece.mark.text)
    if title is None and discussion is not None and has_label and len(discussion) <= _SHORT and is_heading(discussion):
        title, discussion = tidy_title(discussion), None
    return Section(
        line=piece.line,
        number=piece.mark.number,
        style=piece.mark.style,
        title=title,
        has_label=has_label,
        discussion=[discussion] if discussion else [],
    )


def _label(sections: list[Section], current: Section, piece: _Piece) -> tuple[Section, Kind]:
    """Take a labelled stretch into the item it belongs to."""
    mark = piece.mark
    if mark.kind == "discussion":
        if current.groups or mark.style or (mark.number and not current.has_label and not current.number):
            current = Section(line=piece.line, number=None if mark.style else mark.number)
            sections.append(current)
        current.is_labelled = True
        if mark.text:
            current.discussion.append(mark.text)
        return current, "discussion"
    if mark.kind == "decision":
        if mark.style and not mark.text and (current.number or current.groups or current.discussion):
            current = Section(line=piece.line)
            sections.append(current)
        current.groups.append(Group(line=piece.line, decision=[mark.text] if mark.text else [], number=mark.number))
        return current, "decision"
    if not current.groups:
        return current, "discussion"
    into = current.groups[-1].implementer if mark.kind == "implementer" else current.groups[-1].deadline
    if mark.text:
        into.append(mark.text)
    return current, mark.kind


def _continue(current: Section, piece: _Piece, mode: Kind) -> Kind:
    text = piece.mark.raw
    until = _UNTIL.match(text)
    if until and current.groups and mode in {"decision", "implementer"} and not directs(text):
        current.groups[-1].deadline.append(text[until.end() :])
        return "deadline"
    if mode == "decision" and current.groups:
        current.groups[-1].decision.append(text)
    elif mode == "implementer" and current.groups and len(text) <= _SHORT and not directs(text):
        current.groups[-1].implementer.append(text)
    elif mode == "deadline" and current.groups and not current.groups[-1].deadline:
        current.groups[-1].deadline.append(text)
    elif current.groups:
        return mode
    elif mode != "text":
        current.discussion.append(text)
    return mode


def _begins_item(
    pieces: Sequence[_Piece], index: int, sections: Sequence[Section], mode: Kind, *, by_agenda: bool
) -> bool:
    """True where a numbered line begins an agenda item, rather than an entry of a decision or of a list."""
    mark = pieces[index].mark
    if mark.number is None:
        return False
    value = value_of(mark.number)
    if by_agenda or value is None or _lists_discussion(pieces, index):
        return False
    last = next((section for section in reversed(sections) if section.number), None)
    before = value_of(last.number) if last and last.number else None
    if mode in {"decision", "implementer"} and last is not None:
        continues = _is_entry(pieces, index, value)
        if continues and not (before and follows(value, before) and _leads_to_decision(pieces, index)):
            return False
        if not continues and before is not None and follows(value, before):
            return True
    if before is not None and last is not None and last.groups and not follows(value, before):
        return False
    if _leads_to_decision(pieces, index) or (before is not None and follows(value, before) and len(value) > 1):
        return True
    follows_on = follows(value, before) if before is not None else value[-1] == 1
    return mode not in {"decision", "implementer"} and follows_on and _is_among_items(pieces, index, value)


def _lists_discussion(pieces: Sequence[_Piece], index: int) -> bool:
    """True for an entry of one list of what was said, with one list of what was decided below it."""
    label = next((piece.mark for piece in reversed(pieces[:index]) if piece.mark.kind != "text"), None)
    if label is None or label.kind != "discussion" or label.text or label.number:
        return False
    below = next((one for one in range(index, len(pieces)) if pieces[one].mark.kind != "text"), None)
    if below is None or pieces[below].mark.kind != "decision" or pieces[below].mark.text or pieces[below].mark.number:
        return False
    first = pieces[below + 1].mark if below + 1 < len(pieces) else None
    return first is not None and first.kind == "text" and first.number is not None and value_of(first.number) == (1,)


def _is_entry(pieces: Sequence[_Piece], index: int, value: tuple[int, ...]) -> bool:
    """True where the number goes on with an enumeration that began after the last label."""
    if value[-1] == 1:
        return True
    for piece in reversed(pieces[:index]):
        if piece.mark.kind != "text":
            own = value_of(piece.mark.text[:4]) if piece.mark.text[:1] in "১1(" else None
            return own is not None and own[-1] == value[-1] - 1
        if piece.mark.number is not None:
            earlier = value_of(piece.mark.number)
            return earlier is not None and earlier[-1] == value[-1] - 1 and piece.mark.style == pieces[index].mark.style
    return False


def _is_among_items(pieces: Sequence[_Piece], index: int, value: tuple[int, ...]) -> bool:
    """True where the next numbers count on from this one to an item with a decision label."""
    style = pieces[index].mark.style
    position, last = index, value
    for _ in range(_ITEMS_AHEAD):
        after = next(
            (
                one
                for one in range(position + 1, len(pieces))
                if pieces[one].mark.number and pieces[one].mark.style == style
            ),
            None,
        )
        value_after = value_of(pieces[after].mark.number or "") if after is not None else None
        if after is None or value_after is None or value_after[:-1] != last[:-1] or value_after[-1] != last[-1] + 1:
            return False
        if _leads_to_decision(pieces, after):
            return True
        position, last = after, value_after
    return False


def _leads_to_decision(pieces: Sequence[_Piece], index: int) -> bool:
    """True where a decision label comes before the next line that is numbered in the same way."""
    style = pieces[index].mark.style
    for piece in pieces[index + 1 :]:
        if piece.mark.kind == "decision":
            return not piece.mark.style  # a numbered head "৩.০ সিদ্ধান্ত" stands beside the matter, not under it
        if piece.mark.kind == "agenda" or (
            piece.mark.kind == "text" and piece.mark.number and piece.mark.style == style
        ):
            return False
    return False
