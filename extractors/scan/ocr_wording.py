"""What OCR makes of the marks and verbs that end a Bangla sentence, put right."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from normalizers.text import BANGLA

_LOOKALIKES = str.maketrans("oO0abq89©235", "০০০৭৮৭৪৭৩২৩৫")
_STRAY = re.compile(r"(?<![\w\u0980-\u09ff,./:©-])(?:[8©]|[oOabq8©]{2,3})(?=[।.)|]?(?:\s|$))")
_SHORT_NUMBER = re.compile(r"[oO0abq89©235০-৯]{1,3}(?=[।.)|]?$)")
_BANGLA_NUMBER = re.compile(r"[০-৯]{1,3}[।.)|]?")
_MIXED = re.compile(r"[0-9০-৯]*(?:[০-৯][0-9]|[0-9][০-৯])[0-9০-৯]*")
_FALSE_NUMBER = re.compile(r"(?<![\w\u0980-\u09ff,./:-])[08,]*8[08,]*0[08,]*(?![\w,.:])")
_STEMS = normalize(
    "NFC",
    "ভাড়|বেড়|খসড়|সাড়|গোড়|উপজেল|ব্যবস্থাপন|শিক্ষ|পরিকল্পন|আলোচন|নির্দেশন|ব্যবস্থ|সংস্থ|এলাক|টাক|শাখ|তালিক|সংখ্য|পরীক্ষ"
    "|সহায়ত|জরিমান|মামল|রাস্ত|প্রস্তাবন|সুবিধ|পৌরসভ|ঢাক|খুলন|মাগুর|দেওয়|নেওয়|হওয়|যাওয়|পাওয়|খাওয়",
)
BANGLA_DIGITS = 0.8  # of a page's digits: a lone figure in the other script is then a misread one

_REPAIRS = (
    # What is left of a rule or of dust beside a text.
    (re.compile(r"^[\s'`‘|_.~=]+(?=[\u0980-\u09ff(])"), ""),
    (re.compile(r"(?<=[।)])(?:\s+[-'`‘|_.~=—]{1,2})+$"), ""),
    # The dari, a bare stroke, is read as whatever other stroke the data knows.
    (re.compile(rf"(?<={BANGLA})[|!৷](?=\s|$)|(?<={BANGLA}) [|৷](?=\s|$)"), "।"),
    (re.compile(r"(?<=[)\]]) ?[|৷](?=\s|$)"), "।"),
    # The sign আ before a space is a stroke as well; after কর no sentence ends where হওয়া, যাওয়া or গেল follows.
    (re.compile(r"(?<![\u0980-\u09ff])কর(?:া?[।|!])+ ?(?=(?:হ[তবয়লোই]|যা[বচয়ই]|গেল|গেছে))"), "করা "),
    (re.compile(rf"(?<={BANGLA}) (?=[।])"), ""),
    # … and the sign আ a stroke at the end of a word: what is left of it is none.
    (re.compile(rf"(?<!{BANGLA})({_STEMS})[।|!](?=\s+[\u0980-\u09ff(])"), r"\1া"),
    # The bracket before a single letter is read as the sign এ, which is drawn before its letter.
    (re.compile(rf"(?<!{BANGLA})\(?([ক-ঞ])ে\)(?=\s)"), r"(\1)"),
    # A visarga that stands apart as a colon is drawn with a dotted circle before it.
    (re.compile(rf"(?<={BANGLA})(\s+)(?:[০0]ঃ|£|[১1]8)(?=\s)"), r"\1ঃ"),
    # Of a colon that stands apart one dot may be all that is seen.
    (re.compile(rf"(?<={BANGLA}) ['’‘`](?= [\u0980-\u09ff])"), " :"),
    (
        re.compile(
            r"^([\u0980-\u09ff]{3,12}(?: [\u0980-\u09ff]{2,10}){0,2})( +)(?:\.|[:ঃ]['’‘`])(?= ?[\u0980-\u09ff])"
        ),
        r"\1\2:",
    ),
    # ঢ় and ন্ত have look-alikes; what comes out is no word.
    (re.compile("দৃ[ুূ]?টীকর"), normalize("NFC", "দৃঢ়ীকর")),
    (re.compile(rf"(?<={BANGLA})াস্তে(?!{BANGLA})"), "ান্তে"),
    (re.compile("(?<=[০-৯ ])খ?থ্রি(?=[ঃ.: ]|$)"), "খ্রি"),
    # Sequences that no word has, for letters they look like.
    (re.compile("আ্যা"), "অ্যা"),
    (re.compile("ওঁষ"), "ঔষ"),
    (re.compile("\u09cd(?=\u09af\u09bc)"), ""),
    (re.compile(rf"(?<!{BANGLA})হ্\u200c?(?=বে(?!{BANGLA}))"), "হ"),
    (re.compile(rf"(?<!{BANGLA})খণ(?=(?:ের|ে|টি|কে|দান|গ্রহীতা|দাতা|খেলাপি|খেলাপী)?(?!{BANGLA}))"), "ঋণ"),
    (re.compile(normalize("NFC", "চ[ুূ]ড়াস্ত")), normalize("NFC", "চূড়ান্ত")),
    (re.compile(r"©(?=\s*[)।.|]|$)"), "৩"),
)


def mended(text: str) -> str:
    """Return `text` as OCR read it with its sentence ends put right.

    >>> mended("অনুমোদন কর| হইবে |")
    'অনুমোদন করা হইবে।'
    >>> mended("ব্যয় অনুমোদন করা। হলো। ©) অনুলিপি")
    'ব্যয় অনুমোদন করা হলো। ৩) অনুলিপি'
    >>> mended("কে) স্টলের ভাড়। কমাতে হবে। (খে) শিক্ষ। অফিসার")
    '(ক) স্টলের ভাড়া কমাতে হবে। (খ) শিক্ষা অফিসার'
    >>> mended("তারিখ ' ২১/০৫/২০২৩"), mended("সভাপতি . জনাব নূর আলম"), mended("সময়     :'১২.৩০ ঘটিকা")
    ('তারিখ : ২১/০৫/২০২৩', 'সভাপতি : জনাব নূর আলম', 'সময়     :১২.৩০ ঘটিকা')
    >>> mended("ওঁষধ কেনার খণ চুড়াস্ত করতে হ্বে, আ্যাপ চালু করা হ্য়।")
    'ঔষধ কেনার ঋণ চূড়ান্ত করতে হবে, অ্যাপ চালু করা হয়।'
    """
    for pattern, replacement in _REPAIRS:
        text = pattern.sub(replacement, text)
    return text


def counts_in_bangla(text: str) -> bool:
    """Return whether the digits of a page are Bangla, a few excepted."""
    bangla, ascii_ones = len(re.findall("[০-৯]", text)), len(re.findall("[0-9]", text))
    return bangla > BANGLA_DIGITS * (bangla + ascii_ones)


def bangla_figures(text: str) -> str:
    """Return `text` with lone Latin figures and letters that look like Bangla digits as those digits.

    Only for text of a page that counts in Bangla: ৪ is read as 8, which is another number.

    >>> bangla_figures("8 নং বিষয়: উপস্থিতি ao শতাংশ, 1,20,000/- টাকা")
    '৪ নং বিষয়: উপস্থিতি ৭০ শতাংশ, 1,20,000/- টাকা'
    >>> bangla_figures("8৯টি নলকূপ, ভাড়া 8,000/- টাকা")
    '৪৯টি নলকূপ, ভাড়া ৪,০০০/- টাকা'
    """
    for pattern in (_STRAY, _MIXED, _FALSE_NUMBER):
        text = pattern.sub(lambda match: match[0].translate(_LOOKALIKES), text)
    return text


def bangla_numbers(column: Sequence[str]) -> list[str]:
    """Return the texts of a column with misread numbers put right, where most of its texts are Bangla numbers.

    >>> bangla_numbers(["ক্রম", "১", "২", "৩", "8", "৫", "q", "b।"])
    ['ক্রম', '১', '২', '৩', '৪', '৫', '৭', '৮।']
    """
    numbers = sum(bool(_BANGLA_NUMBER.fullmatch(text)) for text in column)
    if numbers < 2 or 2 * numbers < sum(bool(text) for text in column) - 2:
        return list(column)
    return [
        _SHORT_NUMBER.sub(lambda match: match[0].translate(_LOOKALIKES), text) if _SHORT_NUMBER.match(text) else text
        for text in column
    ]
