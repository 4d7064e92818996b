"""What a reader typed into the search box, as an expression of FTS5 over folded words, and where it is met."""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from normalizers.letters import nfc
from normalizers.text import fold_words

MOST_WORDS = 20  # of one question
LONGEST = 500  # letters of one question
SHORTEST_BEGINNING = 3  # code points: shorter words are met whole, since half the index begins with them
SHORTEST_STEM = 4
AROUND = 90  # letters before and after a word that is met
_CASE_ENDINGS = "গুলোর গুলো গুলোতে গুলির গুলি সমূহের সমূহ দের কে তে টি টির ের র য়ের য়ে য় ে"
_ENDINGS = tuple(
    sorted({fold_words(nfc(ending)) for ending in _CASE_ENDINGS.split()}, key=lambda ending: (-len(ending), ending))
)
_CHUNK = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile("[0-9A-Za-z\u0980-\u09ff\u200c\u200d]+|[^\\W_]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that must follow one another, and the ways the last of them may begin; whole if it is too short."""

    words: tuple[str, ...]
    beginnings: tuple[str, ...]


def wanted(question: str) -> list[Wanted]:
    """Return what must be met: each word, or each phrase in quotes, in any spelling and with any case ending.

    >>> [(one.words, one.beginnings) for one in wanted('"সোশ্যাল মিডিয়ায়" ২০১৯ । ও')]
    [(('সোস্যাল',), ('মিডিয়ায়', 'মিডিয়া')), ((), ('2019',)), (('ও',), ())]
    """
    found: list[Wanted] = []
    for phrase, word in _CHUNK.findall(question[:LONGEST]):
        *before, last = fold_words(phrase or word).split() or [""]
        if last and len(found) < MOST_WORDS:
            if len(last) < SHORTEST_BEGINNING:
                found.append(Wanted(words=(*before, last), beginnings=()))
            else:
                found.append(Wanted(words=tuple(before), beginnings=tuple(dict.fromkeys((last, _stem(last))))))
    return found


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def expression(question: str) -> str | None:
    """Return the question for MATCH; None where it holds no word.

    >>> expression("মিডিয়ায় গুজব")
    '("মিডিয়ায়"* OR "মিডিয়া"*) AND ("গুজব"*)'
    """
    parts = []
    for one in wanted(question):
        ways = [f'"{" ".join((*one.words, beginning))}"*' for beginning in one.beginnings] or [
            f'"{" ".join(one.words)}"'
        ]
        parts.append(f"({' OR '.join(ways)})")
    return " AND ".join(parts) or None


def fragment(text: str, question: str) -> str:
    """Return the part of `text` around the first word of the question; "" where none is met.

    >>> fragment("ক " * 60 + "সোশ্যাল মিডিয়ায়", "মিডিয়া")[-27:]
    'ক ক ক ক ক সোশ্যাল মিডিয়ায়'
    """
    found = next((match for match in _WORD.finditer(text) if _is_met(fold_words(match[0]), wanted(question))), None)
    if found is None:
        return ""
    start, end = max(0, found.start() - AROUND), min(len(text), found.end() + AROUND)
    before, after = text[start : found.start()], text[found.end() : end]
    if start:
        before = "… " + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + " …"
    return before + found[0] + after


def _is_met(word: str, questions: list[Wanted]) -> bool:
    return any(word in one.words or (one.beginnings and word.startswith(one.beginnings)) for one in questions)


def marked(text: str, question: str) -> Markup:
    """Return `text` as HTML in which the words of the question stand in <mark>.

    >>> marked("<b> সোশ্যাল মিডিয়ায়", "সোশ্যাল")
    Markup('&lt;b&gt; <mark>সোশ্যাল</mark> মিডিয়ায়')
    """
    questions = wanted(question)
    if not questions:
        return escape(text)
    parts, end = [], 0
    for match in _WORD.finditer(text):
        if _is_met(fold_words(match[0]), questions):
            parts += [escape(text[end : match.start()]), Markup("<mark>{}</mark>").format(match[0])]
            end = match.end()
    return Markup("").join([*parts, escape(text[end:])])
