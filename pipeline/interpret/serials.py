"""Serial numbers of agenda items, as printed and as compared: "০২।", "২.১", "আলোচ্যসূচি-৩", "(ক)"."""

import re

from normalizers.letters import nfc

_DIGITS = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")
_NUMBERS = re.compile(r"[0-9]+(?:\s*\.\s*[0-9]+)*")
_LETTER = re.compile(nfc(r"(?<![ঀ-৿A-Za-z])(?:[ক-হ]|[A-Za-z]|[ivxIVX]{1,5})(?![ঀ-৿A-Za-z])"))
_BARE = re.compile(
    nfc(
        r"[(\[]?\s*(?:[০-৯0-9]{1,3}(?:\s*\.\s*[০-৯0-9]{1,3}){0,3}|[ক-হ]|[a-hA-H]|[ivxIVX]{1,5})\s*"
        r"(?:নং|নম্বর)?\s*[)\].।|:ঃ,-]{0,3}"
    )
)
_LONGEST = 24


def parse_serial(text: str) -> str | None:
    """Return the serial in ASCII without leading zeros and marks; None where the text names none.

    >>> parse_serial("০২।"), parse_serial("২.১"), parse_serial("আলোচ্যসূচি-৩"), parse_serial("(ক)")
    ('2', '2.1', '3', 'ক')
    """
    folded = text.translate(_DIGITS)
    number = _NUMBERS.search(folded)
    if number:
        return ".".join(str(int(part)) for part in re.split(r"\s*\.\s*", number[0]))
    letter = _LETTER.search(folded)
    return letter[0] if letter else None


def is_serial(text: str) -> bool:
    """True for a text that is nothing but a serial: "০১", "২.১", "১।", "(ক)"."""
    stripped = text.strip()
    return 0 < len(stripped) <= _LONGEST and _BARE.fullmatch(stripped) is not None


def value_of(text: str) -> tuple[int, ...] | None:
    """Return the serial as numbers that can be compared: "২.১০" → (2, 10); None for letters and other texts."""
    serial = parse_serial(text)
    if serial is None or not serial[0].isdigit():
        return None
    return tuple(int(part) for part in serial.split("."))


def follows(value: tuple[int, ...], before: tuple[int, ...] | None) -> bool:
    """True where `value` may be the next serial after `before` in the same list."""
    if before is None:
        return True
    if len(value) == len(before):
        return value[:-1] == before[:-1] and before[-1] < value[-1] <= before[-1] + 3
    return len(value) < len(before) and value[-1] == before[len(value) - 1] + 1
