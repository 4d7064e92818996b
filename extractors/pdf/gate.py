"""Is a page's text layer to be believed? Three signs of a damaged one, each counted on the text as read.

Measured on files of a word processor and a browser, with and without damage: sound pages have 0.000 junk, at most
0.0005 impossible sequences and 5 to 9 % hasantas; damaged ones 0.05 to 0.43, 0.04 to 0.08 and 0 to 6 %.
"""

import re
import unicodedata
from dataclasses import dataclass

MIN_CHARACTERS = 20  # fewer are a stamp or a page number: such a page has no text layer
MAX_JUNK = 0.01
MAX_BAD_SEQUENCES = 0.01
MIN_HASANTA = 0.03
HASANTA_SAMPLE = 300  # Bangla characters; in fewer the share of hasantas says nothing
MIN_BIJOY = 0.05
MAX_BANGLA_BESIDE_BIJOY = 0.1

_SIGNS = "\u09be-\u09c4\u09c7\u09c8\u09cb\u09cc\u09d7"
_BANGLA = re.compile("[\u0980-\u09ff]")
_IMPOSSIBLE = re.compile(
    f"(?:(?<=\\s)|^)[{_SIGNS}\u09cd\u0981-\u0983\u09bc]"  # a sign without its letter
    f"|[{_SIGNS}][{_SIGNS}\u09cd]|[\u0981-\u0983][{_SIGNS}\u09cd]"
    f"|\u09cd(?=[\\s।,.]|$)|\u09cd[{_SIGNS}]"
    f"|[\u0985-\u0994\u09e6-\u09ef][{_SIGNS}]"
)
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_JUNK = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f]")
_BIJOY = re.compile("[†‡ˆ‰Š¨©ª«®¯°±²³µ¶·¸¼½¾¿š›œžŸ•–—™¤¦§Ò-×ßà-ÿ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What a page's text shows: shares of its characters (`junk`, `bijoy`, `bangla`) or of its Bangla ones."""

    characters: int
    bangla: float
    junk: float
    bad_sequences: float
    hasanta: float
    bijoy: float

    @property
    def is_empty(self) -> bool:
        """There is no text layer to speak of."""
        return self.characters < MIN_CHARACTERS

    @property
    def is_bijoy(self) -> bool:
        """The characters are those of Bijoy fonts, whatever the fonts are called."""
        return self.bijoy > MIN_BIJOY and self.bangla < MAX_BANGLA_BESIDE_BIJOY

    @property
    def is_damaged(self) -> bool:
        """The text cannot be what the page shows."""
        few_hasantas = self.bangla * self.characters > HASANTA_SAMPLE and self.hasanta < MIN_HASANTA
        return self.junk > MAX_JUNK or self.bad_sequences > MAX_BAD_SEQUENCES or few_hasantas

    def __str__(self) -> str:
        return f"junk {self.junk:.3f}, impossible sequences {self.bad_sequences:.4f}, hasanta {self.hasanta:.3f}"


def signals_of(text: str) -> Signals:
    """Return the signs that `text`, one page's, gives of its soundness.

    >>> signals_of("সভার সিদ্ধান্তসমূহ সর্বসম্মতিক্রমে গৃহীত হয়।").is_damaged
    False
    >>> signals_of("সভার িসদ্ধা(cid:7) সমূহ সবস িত েম গৃহীত হয়।").is_damaged
    True
    """
    text = unicodedata.normalize("NFC", text)
    unmapped = len(_UNMAPPED.findall(text))
    text = _UNMAPPED.sub("\ufffd", text)
    characters = len("".join(text.split())) or 1
    bangla = len(_BANGLA.findall(text))
    return Signals(
        characters=characters if text.strip() else 0,
        bangla=bangla / characters,
        junk=max(unmapped, len(_JUNK.findall(text))) / characters,
        bad_sequences=len(_IMPOSSIBLE.findall(text)) / max(1, bangla),
        hasanta=text.count("\u09cd") / max(1, bangla),
        bijoy=len(_BIJOY.findall(text)) / characters,
    )
