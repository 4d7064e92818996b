"""The Assamese letters ৰ and ৱ in Bangla text: slips of OCR for র and ব, or a converter's sign for ক্ষ."""

import re

from normalizers.letters import nfc
from normalizers.vocabulary import endings_of, is_bangla_word

_RA, _KHYA, _BA = "র", "ক্ষ", "ব"
_WORD = re.compile("[\u0980-\u09ff]+")


def khya_from_assamese(text: str) -> str:
    """Return `text` with ৰ written ক্ষ in words that are known only so; other ৰ stay.

    >>> khya_from_assamese("শিৰা ও সংরৰিত চৰ্চা")
    'শিক্ষা ও সংরক্ষিত চৰ্চা'
    """
    if "\u09f0" not in text:
        return text
    words = {match[0] for match in _WORD.finditer(text) if "\u09f0" in match[0]}
    khya = {word for word in words if _is_khya(word)}
    if khya and not any(_is_ra(word) for word in words - khya):
        khya |= {word for word in words if "\u09f0\u09cd" not in word and "\u09cd\u09f0" not in word}
    return _WORD.sub(lambda match: match[0].replace("\u09f0", _KHYA) if match[0] in khya else match[0], text)


def bangla_from_assamese(text: str) -> str:
    """Return `text` with every ৰ and ৱ written as the Bangla letter it stands for.

    >>> bangla_from_assamese("ৰংপুর, শিৰা")
    'রংপুর, শিক্ষা'
    """
    return khya_from_assamese(text).replace("\u09f0", _RA).replace("\u09f1", _BA)


def _is_khya(word: str) -> bool:
    """Whether ক্ষ makes a word of it, and র makes none or only one that bears more endings (পরী + রা for পরীক্ষা)."""
    with_khya = endings_of(nfc(word.replace("\u09f0", _KHYA)))
    with_ra = endings_of(nfc(word.replace("\u09f0", _RA)))
    return with_khya is not None and (with_ra is None or with_khya < with_ra)


def _is_ra(word: str) -> bool:
    """Whether only র makes a word of it: পৰে may be পরে or পক্ষে, and says nothing."""
    return is_bangla_word(nfc(word.replace("\u09f0", _RA))) and not is_bangla_word(nfc(word.replace("\u09f0", _KHYA)))
