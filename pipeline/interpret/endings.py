"""Where the business of a meeting ends without a closing ritual: at the signature or the distribution list."""

from collections.abc import Sequence

from pipeline.interpret.columns import names_office, read_head
from pipeline.interpret.content import Content, Grid
from pipeline.interpret.marks import marks_of
from pipeline.interpret.sentences import directs, states_decision
from pipeline.interpret.vocabulary import pattern

_POST = r"(?:সভাপতি|সহ-?সভাপতি|সম্পাদক|সদস্য\s*-?\s*সচিব|সচিব|চেয়ারম্যান|মেয়র|আহ্বায়ক|আহবায়ক|প্রধান\s*শিক্ষক|অধ্যক্ষ|সদস্য)"
_ENDING = pattern(
    r"^\s*(?:(?:সদয়\s*)?(?:অনুলিপি|বিতরণ)(?![ঀ-৿])|[(\[]?স্বাক্ষরিত|স্বাক্ষর\s*[/:ঃ-]|copy\s*(?:to|for)|distribution\s*:)"
    r"|ধন্যবাদ\s*(?:জানান|জ্ঞাপন|দেন|প্রদান|জানিয়ে|দিয়ে)"
    r"|^\s*(?:পরবর্তী|আগামী)\s*সভার\s*(?:তারিখ|সময়|স্থান)[^:ঃ]{0,20}[:ঃ]|^next\s+meeting\s*:"
    rf"|^\s*{_POST}(?:\s+{_POST}){{1,3}}\s*$"
    r"|^\s*[(\[]\s*(?:(?:মো|মোসা|মোছা|ডা|মু)ঃ\s*)?[^\d০-৯()\[\]।:ঃ]{3,22}[ .][^\d০-৯()\[\]।:ঃ]{2,22}[)\]]\s*$"
)


_NAME = pattern(r"(?:[^\d০-৯।:ঃ,()\s]{1,16}[.ঃ:]?\s+){1,4}[^\d০-৯।:ঃ,()\s]{2,16}")
_POST_LENGTH = 70


def without_ending(contents: Sequence[Content]) -> list[Content]:
    """Return the contents up to the signature or the distribution list, where nothing is decided behind it."""
    last = max((index for index, content in enumerate(contents) if _decides(content)), default=None)
    if last is None:
        return list(contents)
    for index in range(last + 1, len(contents)):
        content = contents[index]
        if isinstance(content, Grid):
            continue
        if _ENDING.search(content.text) or (_is_labelled(contents[last]) and _is_signed(contents[index : index + 2])):
            return list(contents[:index])
    return list(contents)


def _is_labelled(content: Content) -> bool:
    return not isinstance(content, Grid) and any(
        mark.kind in {"decision", "implementer"} and mark.text for mark in marks_of(content.text)
    )


def _is_signed(contents: Sequence[Content]) -> bool:
    """True for a name on a line of its own over the line of a post."""
    texts = [content.text.strip() for content in contents if not isinstance(content, Grid)]
    if len(texts) < len(contents) or len(texts) != 2:
        return False
    name, post = texts
    return bool(_NAME.fullmatch(name)) and not names_office(name) and names_office(post) and len(post) < _POST_LENGTH


def _decides(content: Content) -> bool:
    if isinstance(content, Grid):
        table = content.table
        return any(read_head(row) is not None for row in table.rows) or any(
            directs(cell.text) for cell in table.cells()
        )
    if any(mark.kind in {"decision", "agenda", "implementer"} for mark in marks_of(content.text)):
        return not _ENDING.search(content.text)
    return directs(content.text) or states_decision(content.text)
