"""Numbers as Bangla minutes write them: digits of either script, words, and both mixed."""

import re
from decimal import Decimal

from normalizers.digits import ascii_digits
from normalizers.number_words import ALONE, BEFORE, HUNDREDS, ORDINALS, SCALES, UNITS
from normalizers.text import BANGLA, clean, fold, one_line

_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_TOKEN = re.compile(rf"{_DIGITS}|{BANGLA}+")
_WHOLE = re.compile(r"(?P<number>[^()]+?)\s*(?:\((?P<words>[^()]*)\)\s*(?:টি|টা|জন|খানা|খানি)?)?")
_BETWEEN = re.compile(r"[\s'’,-]*")
_GLUED = sorted([*HUNDREDS, *SCALES], key=len, reverse=True)
_UNBOUND, _CRORE = 10**30, 10**7
_CARDINAL_END = re.compile(r"(?<=.)['’]?(?:টি|টা|জন|খানা|খানি)$")

_ORDINAL_DIGITS = re.compile(
    rf"(?<![\d.,/-])(\d{{1,4}})\s*-?\s*(?:(?:ম|য়|র্থ|র্থা|ষ্ঠ|ষ্ট|তম|লা|রা|ঠা|ই|শে|এ)(?!{BANGLA})|নং(?!{BANGLA})|(?:st|nd|rd|th)(?![a-z]))",
    re.IGNORECASE,
)
_NUMBER_AFTER = re.compile(r"(?:নং|নম্বর|সংখ্যা)\s*[-:ঃ.]*\s*(\d{1,4})(?![\d./-])")
_BARE_NUMBER = re.compile(r"\D{0,3}(\d{1,4})\D{0,3}")


def parse_number(text: str) -> Decimal | None:
    """Return the one number that `text` is: digits, words or both, with its words in brackets as a check.

    None where something else stands beside it, where digits and bracketed words disagree, or where the words follow
    each other as in no number.

    >>> parse_number("পাঁচ লক্ষ পঁচিশ হাজার"), parse_number("৫৪ লক্ষ ৭৬ হাজার ৫ শত ৯৯")
    (Decimal('525000'), Decimal('5476599'))
    >>> parse_number("দেড় লক্ষ"), parse_number("সাড়ে তিন হাজার"), parse_number("৩৬ (ছয়ত্রিশ)")
    (Decimal('150000'), Decimal('3500'), Decimal('36'))
    >>> parse_number("০৩ (চার)") is None
    True
    """
    found = _WHOLE.fullmatch(ascii_digits(one_line(text)).strip(" =।"))
    if not found:
        return None
    value = number_of(found["number"])
    if value is None and (shorter := _CARDINAL_END.sub("", found["number"])) != found["number"]:
        value = number_of(shorter)
    words = found["words"]
    if value is not None and words:
        check = number_of(words.removeprefix("কথায়").strip(" :ঃ-"))
        if check is not None and check != value:
            return None
    return value


def parse_ordinal(text: str) -> int | None:
    """Return the one place in a row that `text` names: ৩য়, ২৫শে, ১২ নং, প্রথম, or a number alone.

    >>> parse_ordinal("৪র্থ সভা"), parse_ordinal("১লা"), parse_ordinal("দ্বিতীয়"), parse_ordinal("পঁচিশতম")
    (4, 1, 2, 25)
    """
    plain = ascii_digits(one_line(text))
    found = {int(match[1]) for match in _ORDINAL_DIGITS.finditer(plain)}
    found |= {int(match[1]) for match in _NUMBER_AFTER.finditer(plain)}
    for match in re.finditer(f"{BANGLA}+", plain):
        key = fold(match[0])
        if key in ORDINALS:
            found.add(ORDINALS[key])
        elif (stem := re.sub("(?:তম|ই|সে)$", "", key)) != key and stem in UNITS:
            found.add(UNITS[stem])
    if not found and (bare := _BARE_NUMBER.fullmatch(plain.strip())):
        found.add(int(bare[1]))
    return found.pop() if len(found) == 1 else None


def number_of(text: str) -> Decimal | None:
    """Return the number whose digits and words are the whole of `text` (no brackets, no unit); None otherwise.

    >>> number_of("৭৮ হাজার ৩ শত"), number_of("১,৫৬০৩৫"), number_of("৫.২৫ কোটি"), number_of("৫, ৬")
    (Decimal('78300'), Decimal('156035'), Decimal('52500000'), None)
    """
    plain = ascii_digits(clean(text)).strip()
    if plain.startswith("-"):
        return None
    tokens: list[str] = []
    position = 0
    for match in _TOKEN.finditer(plain):
        if not _BETWEEN.fullmatch(plain, position, match.start()):
            return None
        tokens += [match[0]] if match[0][0].isdigit() else split_word(match[0])
        position = match.end()
    return _sum(tokens) if position == len(plain) else None


def split_word(word: str) -> list[str]:
    """Return the folded number words glued into one word (পাঁচশত: পাচ, সত), or [""] where it is no number word."""
    key = fold(word)
    if key in UNITS or key in HUNDREDS or key in SCALES or key in ALONE or key in BEFORE:
        return [key]
    for scale in _GLUED:
        if key.endswith(scale) and (head := key[: -len(scale)]) and (head in UNITS or head in ALONE):
            return [head, scale]
    return [""]


def _sum(tokens: list[str]) -> Decimal | None:
    total = Decimal(0)
    group: Decimal | None = None  # what waits for a scale word
    fraction: Decimal | None = None
    ceiling = _UNBOUND  # a number's scales come in falling order
    hundred_seen = False
    for token in tokens:
        value: Decimal | None
        if token in HUNDREDS or token in SCALES:
            scale = SCALES.get(token, 100)
            if fraction is not None and group is None:
                group, fraction = 1 + fraction, None
            if scale == 100:
                if (group is None and hundred_seen) or (group is not None and group >= 100):
                    return None
                group, hundred_seen = (Decimal(1) if group is None else group) * 100, True
                continue
            if scale == _CRORE and 0 < total < _CRORE and tokens[0] not in SCALES:  # পাঁচ হাজার কোটি
                total, ceiling, group, hundred_seen = (total + (group or 0)) * _CRORE, scale, None, False
                continue
            if scale >= ceiling or (group is None and (total or ceiling < _UNBOUND)):
                return None
            total += (Decimal(1) if group is None else group) * scale
            ceiling, group, hundred_seen = scale, None, False
        elif token in BEFORE:
            if fraction is not None or group is not None:
                return None
            fraction = BEFORE[token]
        else:
            value = _unit(token)
            if value is None:
                return None
            if fraction is not None:
                value, fraction = value + fraction, None
            if group is not None:
                if not (hundred_seen and group % 100 == 0 and value < 100):
                    return None
                hundred_seen = False
                value += group
            if value >= ceiling:
                return None
            group = value
    if fraction is not None or not tokens:
        return None
    total += group or 0
    return total.quantize(Decimal(1)) if total == total.to_integral_value() and total < 10**20 else total


def _unit(token: str) -> Decimal | None:
    if token in UNITS:
        return Decimal(UNITS[token])
    if token in ALONE:
        return ALONE[token]
    if not token[:1].isdigit():
        return None
    groups = token.rstrip(",").split(".")[0].split(",")
    if len(groups) > 1 and (len(groups[-1]) < 3 or any(len(group) < 2 for group in groups[1:])):
        return None  # 5,6 is two numbers; 1,56035 is one whose grouping broke
    return Decimal(token.replace(",", ""))
