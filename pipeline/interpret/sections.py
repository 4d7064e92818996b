"""Labelled prose: "আলোচ্যসূচি-১ … আলোচনাঃ … সিদ্ধান্তঃ … বাস্তবায়নেঃ …", with or without a topic for each decision."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.interpret.agenda_lists import agenda_list, answers
from pipeline.interpret.columns import names_office
from pipeline.interpret.content import Content, Found, TextLine
from pipeline.interpret.enumerations import is_bullet, split_marks
from pipeline.interpret.label_tables import label_lines
from pipeline.interpret.marks import Kind, marks_of
from pipeline.interpret.prologue import is_header_line, may_be_topic
from pipeline.interpret.section_chapters import with_chapters
from pipeline.interpret.section_items import Group, Section, items_of, with_bare_numbers
from pipeline.interpret.section_starts import Piece, begins_item
from pipeline.interpret.sentences import closes, directs, opens, performs, without_closing
from pipeline.interpret.serials import value_of
from pipeline.interpret.titles import is_heading, names_matter, split_topic, tidy_title
from pipeline.interpret.vocabulary import NUMBER, pattern

_SHORT = 160
_RECOMMENDATION = pattern(
    rf"^\s*(?:গৃহীত\s*|সভার\s*)?(?:সুপারিশ|করণীয়|নির্দেশনা|recommendations?)\s*(?:সমূহ|মালা)?\s*[-–]?\s*(?P<number>{NUMBER})?\s*[:ঃ]\s*[-–]*\s*"
)
_UNTIL = pattern(r"^\s*(?:সময়|মেয়াদ|কাল)\s*[-–]?\s*[:ঃ]\s*[-–]*\s*(?=\S)")


def read_sections(contents: Sequence[Content]) -> Found | None:
    """Return the items whose decisions stand behind a label; None where no label leads to a decision."""
    pieces = with_chapters(_without_agenda(_with_recommendations(_pieces(contents))))
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


def _with_recommendations(pieces: list[Piece]) -> list[Piece]:
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


def _without_agenda(pieces: list[Piece]) -> list[Piece]:
    """The pieces without a list of topics whose numbers the decisions go by."""
    marks = [piece.mark for piece in pieces]
    topics = agenda_list(marks)
    if topics is None or not answers(marks, topics):
        return pieces
    return pieces[: topics.start] + pieces[topics.end :]


def _is_list_head(pieces: Sequence[Piece]) -> bool:
    """True where "সিদ্ধান্ত" is but the head over a list of paragraphs, not the label of a decision."""
    index = next(index for index, piece in enumerate(pieces) if piece.mark.kind == "decision")
    mark = pieces[index].mark
    if mark.text or mark.style or mark.number or any(piece.mark.kind in {"agenda", "implementer"} for piece in pieces):
        return False
    return (
        index + 2 < len(pieces) and pieces[index + 1].mark.number is None and pieces[index + 2].mark.number is not None
    )


def _pieces(contents: Sequence[Content]) -> list[Piece]:
    pieces: list[Piece] = []
    for content in contents:
        lines = [content] if isinstance(content, TextLine) else label_lines(content)
        for line in lines:
            text = line.text
            if closes(text):
                text = without_closing(text)
                if text and (text != line.text):
                    pieces += (Piece(mark=mark, line=line) for mark in marks_of(text))
                if any(piece.mark.kind == "decision" or _RECOMMENDATION.match(piece.mark.raw) for piece in pieces):
                    return pieces
                continue
            pieces += (Piece(mark=mark, line=line) for mark in marks_of(text))
    return pieces


def _sections(pieces: Sequence[Piece]) -> list[Section]:
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
            if current is not None and _is_numbered_only(current) and mark.number is None:
                sections[-1] = replace(_begin(piece, has_label=True), number=current.number, style=current.style)
            else:
                sections.append(_begin(piece, has_label=True))
            mode = "discussion"
        elif mark.kind == "text":
            if begins_item(pieces, index, sections, mode, by_agenda=by_agenda):
                sections.append(_begin(piece, has_label=False))
                mode = "discussion"
            elif mode in {"implementer", "deadline"} and _next_entry(current, piece):
                mode = "decision"
            elif not by_agenda and (topic := _bullet_topic(pieces, index)):
                sections.append(Section(line=piece.line, title=topic[0], discussion=[topic[1]]))
                mode = "discussion"
            elif current is None:
                if not is_header_line(mark.raw) and not opens(mark.raw):
                    sections.append(Section(line=piece.line, title=_topic_above(pieces, index), discussion=[mark.raw]))
                    mode = "discussion"
            elif current.groups and not by_agenda and _begins_unmarked(pieces, index, current, mode):
                title, discussion = split_topic(mark.raw)
                sections.append(Section(line=piece.line, title=title, discussion=[discussion] if discussion else []))
                mode = "discussion"
            elif _is_late_title(current, pieces[index : index + 2]):
                current.title = tidy_title(mark.raw)
            else:
                mode = _continue(current, piece, mode)
        else:
            if current is None:
                current = Section(line=piece.line, title=_topic_above(pieces, index))
                sections.append(current)
            current, mode = _label(sections, current, piece)
    return sections


def _is_numbered_only(section: Section) -> bool:
    """True for an item of which no more is known than its number: "ক্রমিক: ০২", with its topic on the next line."""
    return bool(section.number and section.has_label) and not (section.title or section.discussion or section.groups)


def _topic_above(pieces: Sequence[Piece], index: int) -> str | None:
    """The line right above the first words of business, where it may be their topic."""
    above = pieces[index - 1].mark if index else None
    if above is None or above.kind != "text" or above.number or not may_be_topic(above.raw):
        return None
    return tidy_title(above.raw)


def _is_late_title(current: Section, pieces: Sequence[Piece]) -> bool:
    """True for the topic on the line below its number: "আলোচ্যসূচি-১" and then "সার বিতরণ", or any above "আলোচনা:"."""
    if not current.has_label or current.title or current.discussion or current.groups:
        return False
    text = pieces[0].mark.raw
    told = len(pieces) > 1 and pieces[1].mark.kind == "discussion"
    return is_heading(text) and (told or names_matter(text) or not text.rstrip().endswith(("।", "|", ".")))


def _next_entry(current: Section | None, piece: Piece) -> bool:
    """Take the next of enumerated decisions that each name their own implementers below them."""
    mark = piece.mark
    before = current.groups[-1] if current is not None and current.groups else None
    if current is None or before is None or not before.decision or mark.number is None or not mark.style:
        return False
    head = next(marks_of(before.decision[0])) if not current.enumerated else None
    number = head.number if head is not None else before.number
    value, value_before = value_of(mark.number), value_of(number or "")
    if value is None or value_before is None or (head is not None and head.style != mark.style):
        return False
    if value[:-1] != value_before[:-1] or value[-1] != value_before[-1] + 1:
        return False
    if head is not None:
        before.number, before.decision[0] = number, head.text
        current.enumerated = True
    current.groups.append(Group(line=piece.line, decision=[mark.text], number=mark.number))
    return True


def _bullet_topic(pieces: Sequence[Piece], index: int) -> tuple[str, str] | None:
    """Topic and discussion of a bullet with a decision label right below it: "• কৃষি বিভাগ: …"."""
    text = pieces[index].mark.raw
    following = pieces[index + 1].mark if index + 1 < len(pieces) else None
    if following is None or following.kind != "decision" or not is_bullet(text) or directs(text) or performs(text):
        return None
    title, discussion = split_topic((split_marks(text) or ("", [text]))[1][0])
    return (title, discussion) if title and discussion else None


def _begins_unmarked(pieces: Sequence[Piece], index: int, current: Section, mode: Kind) -> bool:
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


def _begin(piece: Piece, *, has_label: bool) -> Section:
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


def _label(sections: list[Section], current: Section, piece: Piece) -> tuple[Section, Kind]:
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


def _continue(current: Section, piece: Piece, mode: Kind) -> Kind:
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
