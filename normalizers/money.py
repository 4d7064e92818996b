"""Sums of money in taka, alone or in running text."""

import re
from decimal import Decimal

from normalizers.digits import ascii_digits
from normalizers.letters import nfc
from normalizers.numbers import number_of, split_word
from normalizers.text import BANGLA, one_line

_TAKA = nfc(rf"টাকা(?:র|য়|ও|ই)?(?!{BANGLA})|টাঃ|taka\b|tk\b\.?|bdt\b")
_MARK = re.compile(rf"/\s?[-=–](?!\d)|(?<!{BANGLA})(?:{_TAKA})", re.IGNORECASE)
_ENGLISH_SCALES = {"thousand": "হাজার", "lakh": "লক্ষ", "lac": "লক্ষ", "crore": "কোটি"}
_ENGLISH_SCALE = re.compile(rf"(?<=[\d\s])({'|'.join(_ENGLISH_SCALES)})s?(?![a-z])", re.IGNORECASE)
_SCALE = rf"(?:হাজার|লক্ষ|লাখ|কোটি)(?!{BANGLA})"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_SIGN_BEFORE = re.compile(rf"(?:৳|\btk\b\.?|\bbdt\b)\s*=?\s*({_NUMBER}(?:\s*{_SCALE})?)", re.IGNORECASE)
_TAKA_BEFORE = re.compile(
    rf"\s*(?:টাকা|টাঃ|taka)\s*[:ঃ=-]{{0,2}}\s*({_NUMBER}(?:\s*{_SCALE})?)\s*(?:মাত্র|only)?\s*।?\s*", re.IGNORECASE
)
_WORDS_INSIDE = re.compile(rf"(?<![\d,.])({_NUMBER})\s*\(({BANGLA}[^()]{{0,40}})\)(?=\s*{_SCALE})")
_PAISA = re.compile(nfc(r"(.+?(?:টাকা|/-))\s*(?:(?:ও|এবং)\s*)?(\d{1,2})\s*পয়সা\s*(?:মাত্র)?\s*।?"))
_LAST_TOKEN = re.compile(rf"(?:(?<![\d,.])\d[\d,]*(?:\.\d+)?|{BANGLA}+)[\s'’-]*\Z")
_TOUCHING = re.compile(
    r"[\d.,/]\s?\Z|\d\s?-\s?\Z|\d\s?(?:ও|এবং|বা|হতে|থেকে|to)\s\Z"
)  # ৫০০ ও ৬০০ টাকা: two sums, one unmarked
_BRACKET = re.compile(r"\(([^()]{1,120})\)\s*\Z")
_BRACKET_AFTER = re.compile(rf"\s*(?:{_TAKA})?\s*\(([^()]{{1,120}})\)", re.IGNORECASE)
_WORDS_FILL = re.compile(nfc(rf"(?<!{BANGLA})(?:কথায়|টাকা|মাত্র)(?!{BANGLA})|[:ঃ=]"))
_PERCENT = re.compile(rf"(\S.*?)\s*(?:%|শতাংশ|ভাগ|per\s?cent)(?:\s*(?:হারে|হার))?(?!{BANGLA})")
_WINDOW = 120  # characters: the longest sum in words of the notes has 70


def parse_money(text: str) -> Decimal | None:
    """Return the one sum in taka that `text` is or names; a number alone counts as taka.

    None where there is none, where there are several, or where the words in brackets contradict the figures.

    >>> parse_money("=১৫০,০০০/- (এক লক্ষ পঞ্চাশ হাজার) টাকা"), parse_money("১২৫.৫০ লক্ষ টাকা")
    (Decimal('150000'), Decimal('12550000'))
    >>> parse_money("২,০০,০০০/- (তিন লক্ষ) টাকা"), parse_money("১%")
    (None, None)
    """
    plain = _plain(text)
    if with_paisa := _PAISA.fullmatch(plain):
        taka = parse_money(with_paisa[1])
        return None if taka is None or taka % 1 else taka + Decimal(with_paisa[2]) / 100
    amounts = set(find_amounts(text))
    if amounts:
        return amounts.pop() if len(amounts) == 1 else None
    if before := _TAKA_BEFORE.fullmatch(plain):
        return _taka(number_of(before[1]), before[1])
    if _MARK.search(plain):
        return None
    return _taka(number_of(plain.strip(" =৳।")), plain)


def find_amounts(text: str) -> tuple[Decimal, ...]:
    """Return the sums in taka that running text names, in order; only numbers marked টাকা, ৳, /-, /= or Tk.

    >>> find_amounts("৩টি চেয়ার বাবদ ৪,৫০০/- টাকা ও টেবিল বাবদ ৭৮ হাজার ৩ শত টাকা")
    (Decimal('4500'), Decimal('78300'))
    >>> find_amounts("২,০০,০০০/- (দুই লক্ষ) টাকার প্রকল্প; জাল টাকা; ১৬/১২/২০২০")
    (Decimal('200000'),)
    """
    plain = _plain(text)
    found: dict[int, Decimal | None] = {}  # by where the figures end
    for mark in _SIGN_BEFORE.finditer(plain):
        found[mark.end(1)] = number_of(mark[1])
    for mark in _MARK.finditer(plain):
        before = plain[max(0, mark.start() - _WINDOW) : mark.start()].rstrip(" =")
        bracket = _BRACKET.search(before)
        words = bracket[1] if bracket else None
        if bracket:
            before = re.sub(r"/\s?[-=–]\s*\Z", "", before[: bracket.start()].rstrip()).rstrip(" =")
        elif after := _BRACKET_AFTER.match(plain, mark.end()):
            words = after[1]
        end = max(0, mark.start() - _WINDOW) + len(before)
        if end in found or re.search(r"/\s?[-=–]\Z", before):
            continue
        value = _taka(_last_number(before), before)
        said = number_of(_WORDS_FILL.sub(" ", words)) if words else None
        found[end] = None if said is not None and value is not None and said != value else value
    return tuple(value for _, value in sorted(found.items()) if value is not None)


def parse_percent(text: str) -> Decimal | None:
    """Return the number of a percentage, None where `text` is none.

    >>> parse_percent("১%"), parse_percent("৭০ শতাংশ"), parse_percent("৭০")
    (Decimal('1'), Decimal('70'), None)
    """
    found = _PERCENT.fullmatch(ascii_digits(one_line(text)).removeprefix("শতকরা ").strip(" ।"))
    return number_of(found[1]) if found else None


def _plain(text: str) -> str:
    """One line in ASCII digits; Bangla scales for English ones, and words that only say the figures again left out."""
    plain = ascii_digits(one_line(text))
    plain = _ENGLISH_SCALE.sub(lambda scale: _ENGLISH_SCALES[scale[1].lower()], plain)
    return _WORDS_INSIDE.sub(lambda twice: twice[1] if number_of(twice[2]) == number_of(twice[1]) else twice[0], plain)


def _last_number(before: str) -> Decimal | None:
    """The number that `before` ends with, as long as it reaches back; None where another number touches it."""
    start = len(before)
    while token := _LAST_TOKEN.search(before, max(0, start - 40), start):
        word = token[0].strip(" '’-")
        if not word[0].isdigit() and split_word(word) == [""]:
            break
        start = token.start()
    if start == len(before) or _TOUCHING.search(before[:start]):
        return None
    return number_of(before[start:]) if _counts(before[start:]) else None


def _counts(number: str) -> bool:
    """Whether something is counted: লক্ষ লক্ষ টাকা names no sum."""
    return number_of("এক " + number.strip()) is None or number.strip()[0].isdigit()


def _taka(value: Decimal | None, written: str) -> Decimal | None:
    """`value` if it can be taka: there are no thousandths of one, so ১৫.০০০ is a grouping nobody can be sure of."""
    if value is None or value != round(value, 2) or re.search(r"\d\.\d{3,}(?!\d)\s*\Z", written):
        return None
    return value
