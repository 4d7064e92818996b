"""Digits: Bangla ০–৯ to ASCII and back."""

_BANGLA = "০১২৩৪৫৬৭৮৯"
_DEVANAGARI = "०१२३४५६७८९"
_ASCII = "0123456789"

_TO_ASCII = str.maketrans(_BANGLA + _DEVANAGARI, _ASCII * 2)
_TO_BANGLA = str.maketrans(_ASCII + _DEVANAGARI, _BANGLA * 2)


def ascii_digits(text: str) -> str:
    """Return `text` with its Bangla (and stray Devanagari) digits written 0–9; all else stays.

    >>> ascii_digits("২৬/০৮/19")
    '26/08/19'
    """
    return text.translate(_TO_ASCII)


def bangla_digits(text: str) -> str:
    """Return `text` with its ASCII (and stray Devanagari) digits written ০–৯; all else stays.

    >>> bangla_digits("26/০৮/19")
    '২৬/০৮/১৯'
    """
    return text.translate(_TO_BANGLA)
