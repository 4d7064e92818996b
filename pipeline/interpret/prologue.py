"""Lines that stand before the business of a meeting: letterhead, heading, labelled fields, opening narrative."""

from pipeline.interpret.columns import names_office
from pipeline.interpret.labels import fields_of
from pipeline.interpret.lines import Line
from pipeline.interpret.titles import is_heading
from pipeline.interpret.vocabulary import MINUTES, pattern

_LONGEST = 110
_STOPS = ("।", "|", ".", "?", "”")
_NO_TOPIC = pattern(rf"{MINUTES}|minutes|উপস্থিত|পরিশিষ্ট|সভা(?:র|য়)?(?![ঀ-৿])|কার্যালয়|পরিষদ|[০-৯0-9]{{4}}")


def is_header_line(text: str) -> bool:
    """True for a line of the letterhead, a heading or a labelled field; prose goes to its full stop."""
    return len(text) < _LONGEST and (not text.rstrip().endswith(_STOPS) or bool(fields_of([Line(text=text)])))


def may_be_topic(text: str) -> bool:
    """True for a short line that may name the matter discussed below it."""
    if len(text) >= _LONGEST or not is_heading(text) or fields_of([Line(text=text)]):
        return False
    return not _NO_TOPIC.search(text) and not names_office(text)
