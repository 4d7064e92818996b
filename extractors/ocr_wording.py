"""What OCR makes of the marks and verbs that end a Bangla sentence, put right."""

import re

from normalizers.text import BANGLA

_REPAIRS = (
    # The dari, a bare stroke, is read as whatever other stroke the data knows.
    (re.compile(rf"(?<={BANGLA})[|!৷](?=\s|$)|(?<={BANGLA}) [|৷](?=\s|$)"), "।"),
    (re.compile(r"(?<=[)\]]) ?[|৷](?=\s|$)"), "।"),
    # The sign আ before a space is a stroke as well; after কর no sentence ends where হওয়া, যাওয়া or গেল follows.
    (re.compile(r"(?<![\u0980-\u09ff])কর(?:া?[।|!])+ ?(?=(?:হ[তবয়লোই]|যা[বচয়ই]|গেল|গেছে))"), "করা "),
    (re.compile(rf"(?<={BANGLA}) (?=[।])"), ""),
    (re.compile(r"©(?=\s*[)।.|]|$)"), "৩"),
)


def mended(text: str) -> str:
    """Return `text` as OCR read it with its sentence ends put right.

    >>> mended("অনুমোদন কর| হইবে |")
    'অনুমোদন করা হইবে।'
    >>> mended("ব্যয় অনুমোদন করা। হলো। ©) অনুলিপি")
    'ব্যয় অনুমোদন করা হলো। ৩) অনুলিপি'
    """
    for pattern, replacement in _REPAIRS:
        text = pattern.sub(replacement, text)
    return text
