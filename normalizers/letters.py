"""Bangla letters taken apart and put together again: signs in the order and number that a word can hold."""

import re
from dataclasses import dataclass, field
from unicodedata import normalize

_HASANTA, _NUKTA, _ZWNJ, _ZWJ = "\u09cd", "\u09bc", "\u200c", "\u200d"
_SIGNS = "\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c4\u09c7\u09c8\u09cb\u09cc\u09d7"
_BELOW = frozenset("\u09c1\u09c2\u09c3")
_MARKS = "\u0981\u0982\u0983"
_VOWEL_OF_SIGN = dict(zip("\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c7\u09c8\u09cb\u09cc", "আইঈউঊঋএঐওঔ", strict=True))
_VOWELS = frozenset("আইঈউঊঋএঐওঔ")  # অ too, but for অ্যা
_MERGED = {
    "\u09c7\u09be": "\u09cb",  # ে and া, in either order, are ো
    "\u09be\u09c7": "\u09cb",
    "\u09c7\u09cb": "\u09cb",
    "\u09cb\u09c7": "\u09cb",
    "\u09cb\u09be": "\u09cb",
    "\u09c7\u09d7": "\u09cc",
    "\u09d7\u09c7": "\u09cc",
    "\u09c7\u09cc": "\u09cc",
    "\u09cc\u09c7": "\u09cc",
    "\u09cc\u09d7": "\u09cc",
    "\u09d7\u09cc": "\u09cc",
}

# What no well-formed word holds; only words with one of these are taken apart.
_SUSPECT_SIGNS = (
    f"[{_ZWNJ}{_ZWJ}\u09d7]",
    f"[\u0981-\u0983\u09be-\u09cd][{_NUKTA}\u09be-\u09cd]",
    f"{_NUKTA}{_NUKTA}",
    f"{_HASANTA}[\u0981-\u0983]",
    "([\u0981-\u0983])\\1",
    f"(?<![ডঢয]){_NUKTA}",
    f"[আ-ঐও-ঔ]{_HASANTA}(?!য)",
)
_SUSPECT_PAIRS = (
    "অ\u09be",
    *(vowel + sign for sign, vowel in _VOWEL_OF_SIGN.items()),
    f"{_HASANTA}য" * 2,
    f"{_HASANTA}র" * 2,
)
_SUSPECTS = tuple(map(re.compile, _SUSPECT_SIGNS))
_SUSPECT = re.compile("|".join([*_SUSPECT_SIGNS, *_SUSPECT_PAIRS[:-2], f"(?<!র)(?:{'|'.join(_SUSPECT_PAIRS[-2:])})"]))
# Beyond ASCII, Bangla letters that NFC leaves, dari and the common marks.
_BEYOND = re.compile(
    "[^\\x00-\\x7f\u0964\u0965\u0980-\u09db\u09e0-\u09fd\u00a0-\u00bf\u200b-\u200d\u2010-\u2015\u2018-\u201f\u2022\u2026]"
)
_WORD = re.compile("[\u0980-\u09ff\u200c\u200d]*[\u0980-\u09ff][\u0980-\u09ff\u200c\u200d]*")
_TOKEN = re.compile(f"{_HASANTA}{_ZWNJ}?[ক-হ]|র{_ZWJ}|.", re.DOTALL)

_PHALA_BEFORE_SIGN = re.compile(
    f"(?<=[{''.join(sorted(_BELOW))}]){_HASANTA}(?=[যর](?:[{_SIGNS}]|{_HASANTA}))"
)  # সু্যোগ, not স্যুোগ
_KHANDA_TA = re.compile(f"(?<!{_HASANTA})ত{_HASANTA}{_ZWJ}(?![যরবম])")  # how ৎ was written before Unicode 4.1
_RA_YA = re.compile(f"(?<!{_HASANTA})র(?:[{_ZWNJ}{_ZWJ}]+{_HASANTA}|{_HASANTA}{_ZWJ})য")
_LATE_REPH = re.compile(
    f"(?<!{_HASANTA})((?:[ক-হ]{_NUKTA}?{_HASANTA})*[ক-হ]{_NUKTA}?)র{_HASANTA}(?=[{_SIGNS}])"
)  # কাযর্ালয়
_JOINER = re.compile(f"(?<!{_HASANTA})(র{_ZWJ})(?={_HASANTA}য)|({_HASANTA}{_ZWNJ})(?=[ক-হ])|[{_ZWNJ}{_ZWJ}]")


def nfc(text: str) -> str:
    """Return `text` in NFC, the form in which every table and pattern of these modules is compared.

    NFC takes য় ড় ঢ় apart (they are composition exclusions), so a literal typed in one piece would never match.

    >>> len("\u09df"), len(nfc("\u09df"))
    (1, 2)
    """
    return text if _keeps_nfc(text) else normalize("NFC", text)


def sound_letters(text: str) -> str:
    """Return NFC `text` with each ill-formed Bangla word put in order; well-formed words stay.

    Signs typed twice are written once, halves of ো and ৌ joined, a phala typed after its vowel sign and a vowel sign
    typed after ঁ put right, a hasanta or nukta that its letter cannot bear dropped, joiners kept in র‍্য and after an
    explicit hasanta only.

    >>> sound_letters("গৃৃহিত আরাে বাং্লা সভা\u200cপতি")
    'গৃহিত আরো বাংলা সভাপতি'
    """
    return text if are_sound(text) else _WORD.sub(_sound_word, text)


def are_sound(text: str) -> bool:
    """Whether no word of NFC `text` is ill-formed.

    As `_SUSPECT`, one search for each part: over a whole text five times as fast as one search for any of them.
    """
    return not (any(pattern.search(text) for pattern in _SUSPECTS) or any(pair in text for pair in _SUSPECT_PAIRS))


def _keeps_nfc(text: str) -> bool:
    """Whether `text` is in NFC for certain: of few characters, and no pair that composes or changes places."""
    return text.isascii() or not (
        _BEYOND.search(text) or "\u09c7\u09be" in text or "\u09c7\u09d7" in text or f"{_HASANTA}{_NUKTA}" in text
    )


def _sound_word(match: re.Match[str]) -> str:
    word = match[0]
    if not _SUSPECT.search(word):
        return word
    word = _KHANDA_TA.sub("ৎ", word)
    word = _PHALA_BEFORE_SIGN.sub("", word)
    word = _LATE_REPH.sub(rf"র{_HASANTA}\1", word)
    word = _RA_YA.sub(f"র{_ZWJ}{_HASANTA}য", word)
    return _spelt(_JOINER.sub(lambda joiner: joiner[1] or joiner[2] or "", word))


@dataclass(slots=True)
class _Syllable:
    consonants: list[str]  # the base letter, then each "hasanta + consonant"
    signs: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    hasanta: bool = False

    def __str__(self) -> str:
        signs = ["\u09cc" if sign == "\u09d7" else sign for sign in self.signs]
        return "".join([*self.consonants, _HASANTA if self.hasanta else "", *signs, *self.marks])

    def bears(self, joined: str) -> bool:
        """Whether "hasanta + consonant" belongs to this syllable, though its signs may have been typed first."""
        if self.consonants[0] in _VOWELS and joined[-1] != "য":
            return False
        if not self.signs:
            return self.marks in ([], ["\u0981"])
        return joined[-1] in "যর" and _BELOW.issuperset(self.signs) and self.marks in ([], ["\u0981"])

    def add_consonant(self, joined: str) -> None:
        self.hasanta = False
        after_reph = self.consonants[0] == "র" and len(self.consonants) == 2  # কার্য্য, an old spelling
        if joined[-1] not in "যর" or self.consonants[-1] != joined or after_reph:
            self.consonants.append(joined)

    def add_sign(self, sign: str) -> None:
        self.hasanta = False
        only = self.consonants[0] if len(self.consonants) == 1 and not self.signs else ""
        if only == "অ" and sign == "\u09be":
            self.consonants[0] = "আ"
        elif self.signs and (self.signs[-1] == sign or self.signs[-1] + sign in _MERGED):
            self.signs[-1] = _MERGED.get(self.signs[-1] + sign, sign)
        elif only != _VOWEL_OF_SIGN.get(sign, _HASANTA):
            self.signs.append(sign)

    def add_nukta(self) -> None:
        last = self.consonants[-1]
        if last[-1] in "ডঢয":
            self.consonants[-1] += _NUKTA
        elif last[-1] == "ব":
            self.consonants[-1] = last[:-1] + "র"


def _spelt(word: str) -> str:
    done: list[str] = []
    syllable: _Syllable | None = None

    def close() -> None:
        if syllable is not None:
            done.append(str(syllable))

    for token in _TOKEN.findall(word):
        if syllable is not None and token[0] == _HASANTA and len(token) > 1:
            if syllable.bears(token):
                syllable.add_consonant(token)
            else:
                close()
                syllable = _Syllable([token[-1]])
        elif token[0] not in _SIGNS and token[0] not in _MARKS and token[0] not in (_HASANTA, _NUKTA):
            close()
            syllable = _Syllable([token])
        elif syllable is None or (token in _SIGNS and not {"\u0982", "\u0983"}.isdisjoint(syllable.marks)):
            close()
            done.append(token)
            syllable = None
        elif token in _SIGNS:
            syllable.add_sign(token)
        elif token in _MARKS:
            syllable.hasanta = False
            if token not in syllable.marks:
                syllable.marks.append(token)
        elif token == _NUKTA:
            syllable.add_nukta()
        elif not syllable.signs and not syllable.marks and syllable.consonants[0] not in _VOWELS:
            syllable.hasanta = True
    close()
    return "".join(done)
