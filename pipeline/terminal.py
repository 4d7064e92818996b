"""Text of documents on a terminal: what is not a letter there could move its cursor, change its colours or hide words."""

import re

# C0 but tab and line feed, DEL, C1, and the marks that turn the direction of what follows.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def escaped(text: str) -> str:
    r"""Return `text` with control characters written out.

    >>> escaped("সভা\x1b[31m"), escaped("ক\nখ")
    ('সভা\\x1b[31m', 'ক\nখ')
    """
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)
