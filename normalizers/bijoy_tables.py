"""The Bijoy code tables: what each character of a SutonnyMJ text stands for.

Bijoy puts glyphs, not letters, on the code points of Windows-1252. Two tables are in use, the classic one and that of
Bijoy 2003, which moved some glyphs (ক্ষ ¶ or ÿ, ্ত — or Í, ্ল U+00AD or ø, ্র ª or Ö, ু “ or æ). They do not clash, so one map reads both.
"""

HASANTA = "\u09cd"

VOWELS_AND_CONSONANTS = {
    **dict(zip("ABCDEFGHIJ", "অইঈউঊঋএঐওঔ", strict=True)),
    **dict(zip("KLMNOPQRSTUVWXYZ_`", "কখগঘঙচছজঝঞটঠডঢণতথদ", strict=True)),
    **dict(zip("abcdefghijklmn", "ধনপফবভমযরলশষসহ", strict=True)),
    "o": "\u09dc",
    "p": "\u09dd",
    "q": "\u09df",
    "r": "ৎ",
}
MARKS = {"s": "\u0982", "t": "\u0983", "u": "\u0981"}
DIGITS = dict(zip("0123456789", "০১২৩৪৫৬৭৮৯", strict=True))
PUNCTUATION = {"|": "।", "Ò": "“", "Ó": "”", "Ô": "‘", "Õ": "’", "Ñ": "—", "$": "৳"}

PRE_BASE = {"w": "\u09bf", "†": "\u09c7", "‡": "\u09c7", "ˆ": "\u09c8", "‰": "\u09c8"}
POST_BASE = {
    "v": "\u09be",
    "x": "\u09c0",
    **dict.fromkeys("yz“–æ", "\u09c1"),
    **dict.fromkeys("~ƒ‚", "\u09c2"),
    **dict.fromkeys("„…", "\u09c3"),
    "Š": "\u09d7",  # the right half of ৌ
}
REPH = "©"
EXPLICIT_HASANTA = "&"

HALVES = {"”": "চ", "˜": "দ", "™": "দ", "š": "ন", "›": "ন", "¤": "ম", "®": "ষ", "¯": "স", "•": "ঙ"}
"""First parts of a conjunct; the hasanta after them is understood."""

SUBJOINED = {
    **dict.fromkeys("^Ÿ¡¦", "ব"),
    "‹": "ক",
    "Œ": "ক্র",
    "‘": "ত\u09c1",
    "’": "থ",
    "—": "ত",
    "Í": "ত",
    "œ": "ন",
    "¢": "ভ",
    "£": "ভ্র",
    "¥": "ম",
    "§": "ম",
    "¨": "য",
    **dict.fromkeys("ª«Ö", "র"),
    **dict.fromkeys("¬\xadø", "ল"),
    "ú": "প",
    "¿": "ত্র",
    "è": "ণ",
}
"""Later parts of a conjunct; the hasanta before them is understood."""

CONJUNCTS = {
    "°": "ক্ক", "±": "ক্ট", "²": "ক্ষ্ম", "³": "ক্ত", "´": "ক্ম", "µ": "ক্র", "¶": "ক্ষ", "ÿ": "ক্ষ", "·": "ক্স",
    "¸": "গু", "¹": "জ্ঞ", "º": "গ্দ", "»": "গ্ধ", "¼": "ঙ্ক", "½": "ঙ্গ", "¾": "জ্জ", "À": "জ্ঝ", "Á": "জ্ঞ",
    "Â": "ঞ্চ", "Ã": "ঞ্ছ", "Ä": "ঞ্জ", "Å": "ঞ্ঝ", "Æ": "ট্ট", "Ç": "ড্ড", "È": "ণ্ট", "É": "ণ্ঠ", "Ê": "ণ্ড",
    "Ð": "ণ্ড", "Ë": "ত্ত", "Ì": "ত্থ", "Î": "ত্র", "Ï": "দ্দ", "×": "দ্ধ", "Ø": "দ্ব", "Ù": "দ্ম", "Ú": "ন্ঠ",
    "Û": "ন্ড", "Ü": "ন্ধ", "Ý": "ন্স", "Þ": "প্ট", "ß": "প্ত", "à": "প্প", "á": "প্স", "â": "ব্জ", "ã": "ব্দ",
    "ä": "ব্ধ", "å": "ভ্র", "ç": "ম্ফ", "é": "ল্ক", "ê": "ল্গ", "ë": "ল্ট", "ì": "ল্ড", "í": "ল্প", "î": "ল্ফ",
    "ï": "শু", "ð": "শ্চ", "ñ": "শ্ছ", "ò": "ষ্ণ", "ó": "ষ্ট", "ô": "ষ্ঠ", "õ": "ষ্ফ", "ö": "স্খ", "÷": "স্ট",
    "ù": "স্ফ", "û": "হু", "ü": "হৃ", "ý": "হ্ন", "þ": "হ্ম",
}  # fmt: skip

GLYPHS = frozenset("".join([*PRE_BASE, *POST_BASE, REPH, *HALVES, *SUBJOINED, *CONJUNCTS])) - frozenset("wvxyz~^")
"""The characters outside ASCII that stand for letters."""


def _windows_1252() -> dict[int, str]:
    """Other code points under which readers hand over the same bytes: C1 controls, Word's symbol area, look-alikes."""
    table = {0x03BC: "µ", 0x0110: "Ð", 0x02C9: "¯", 0x2219: "·", 0x2215: "/"}
    for byte in range(0x20, 0x100):
        character = bytes([byte]).decode("cp1252", errors="ignore")
        if character:
            table[0xF000 + byte] = character
            if 0x80 <= byte < 0xA0:
                table[byte] = character
    return table


WINDOWS_1252 = _windows_1252()
