"""Enumerations inside a decision: "(ক) … (খ) …", "১। … ২। …", bullets, or paragraphs joined by a lone এবং."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from normalizers.letters import nfc
from pipeline.interpret.sentences import acts, directs, introduces, performs, states_decision
from pipeline.interpret.serials import value_of

_LETTERS = "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_MARK = re.compile(
    nfc(
        r"(?<![^\s।|;:ঃ,)])(?:"
        r"(?P<open>[(\[{])\s{0,2}(?P<inner>[০-৯0-9]{1,2}|[ক-হ]|[ivxIVX]{1,5}|[a-zA-Z])\s{0,2}(?P<close>[)\]}])\s{0,2}[.:।]?"
        r"|(?P<label>[০-৯0-9]{1,2}|[ক-হ]|[ivxIVX]{1,5}|[a-zA-Z])\s?(?P<end>[)\]]\s?[.:।]?|[.](?![০-৯0-9])|[।|](?=\s|[^\s।|])|[:ঃ](?![০-৯0-9]))"
        r"|(?P<dotted>[০-৯0-9]{1,2}(?:\.[০-৯0-9]{1,2}){1,3})(?![০-৯0-9/,%.])\s?[)।|:.]?(?=\s)"
        r")"
    )
)
_BULLET = re.compile(
    r"^\s*(?:[•●▪■◆◦‣∙·➢➤►▶✓✔❖✦\uf0b7\uf0a7\uf0d8\uf0fc*Ø§](?=\s|[^\sA-Za-z])|[-–—](?=\s)|o(?=\s+[^\x00-\x7f]))\s*"
)
_DASH = re.compile(r"^\s*[-–—]+\s*")
_CONNECTOR = re.compile(nfc(r"^\s*(?:এবং|ও|তাছাড়া|এছাড়া|এ\s*ছাড়া|আরও|আরো|and)\s*[,।:ঃ-]*\s*$"), re.IGNORECASE)
# Bounds for hostile text; real decisions have a few marks.
_MOST_MARKS = 2000
_MOST_TRIES = 40
_LOOK_BACK = 60
_HANGING = re.compile(nfc(r"(?<=[।|])\s+(?:এবং|ও|তাছাড়া|এছাড়া)\s*$"))
_SENTENCE_END = re.compile(nfc(r"(?:[।|;:ঃ?!)\]]|[-–—])\s*$"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    label: str
    start: int
    end: int
    kinds: tuple[tuple[str, int], ...]  # "i" is both a letter and a Roman number
    style: str
    begins_line: bool
    after_sentence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumeration:
    """The entries of an enumeration without their enumerators, and the words before the first."""

    intro: str
    entries: tuple[str, ...]
    is_marked: bool  # by numbers, letters or bullets; False: parted by connectors, or one text


def split_decisions(text: str) -> Enumeration:
    """Return the decisions in the text of a decision cell or section (ANNOTATION, rows 2 and 3).

    Words before the first enumerator that only introduce it go to `intro`; if they decide something themselves,
    they are the first entry. Text without any enumeration is one entry.
    """
    text = text.strip()
    marked = split_marks(text)
    if marked is None:
        return Enumeration(intro="", entries=tuple(_parted(text)), is_marked=False)
    intro, entries = marked
    if intro and acts(intro) and sum(map(_decides, entries)) * 2 < len(entries):
        return Enumeration(intro="", entries=(text,), is_marked=False)  # a list of members, not of decisions
    if intro and not introduces(intro) and _decides(intro):
        return Enumeration(intro="", entries=(intro, *entries), is_marked=True)
    return Enumeration(intro=intro, entries=tuple(entries), is_marked=True)


def _decides(text: str) -> bool:
    return directs(text) or performs(text) or states_decision(text)


def split_marks(text: str) -> tuple[str, list[str]] | None:
    """Return the words before the first enumerator and the entries; None where nothing is enumerated."""
    numbered = split_numbers(text)
    if numbered is not None:
        return numbered[0], [entry for _, entry in numbered[1]]
    return _bullets(text)


def split_numbers(text: str, *, anywhere: bool = False) -> tuple[str, list[tuple[str, str]]] | None:
    """Return the words before the first number or letter, and each entry with its own; None without any.

    Inside a line a number begins an entry after a sentence only, or `anywhere`.
    """
    chain = _chain(_marks(text), text, anywhere=anywhere)
    if not chain:
        return None
    bounds = [*(mark.start for mark in chain[1:]), len(text)]
    entries = [(mark.label, _entry(text[mark.end : end])) for mark, end in zip(chain, bounds, strict=True)]
    return text[: chain[0].start].strip(), [(label, entry) for label, entry in entries if entry]


def is_bullet(line: str) -> bool:
    """True for a line that begins with a bullet."""
    return _BULLET.match(line) is not None


def letter_value(label: str) -> int | None:
    """Return the place of a Bangla letter in enumerations: ক → 1; None for anything else."""
    return _LETTERS.index(label) + 1 if len(label) == 1 and label in _LETTERS else None


def roman_value(label: str) -> int | None:
    """Return the number that a small or capital Roman numeral up to XV stands for: iv → 4; None for anything else."""
    return _ROMAN.index(label.lower()) + 1 if label.lower() in _ROMAN else None


def pair(decisions: Sequence[str], beside: str | None) -> list[str | None]:
    """Return for each decision its part of the cell `beside`: by number where both are enumerated alike, else all of it."""
    if beside is None or not beside.strip():
        return [None] * len(decisions)
    marked = split_marks(beside.strip()) if len(decisions) > 1 else None
    if marked and len(marked[1]) == len(decisions) and not marked[0]:
        return list(marked[1])
    loose = split_numbers(beside.strip(), anywhere=True) if len(decisions) > 1 else None
    if loose and len(loose[1]) == len(decisions) and not loose[0]:
        return [entry for _, entry in loose[1]]
    return [beside.strip()] * len(decisions)


def _marks(text: str) -> list[_Mark]:
    marks: list[_Mark] = []
    for match in islice(_MARK.finditer(text), _MOST_MARKS):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        begins = not before.rpartition("\n")[2].strip() and (len(before) < _LOOK_BACK or "\n" in before)
        label = match["inner"] or match["label"] or match["dotted"]
        kinds = _kinds(label)
        if kinds:
            marks.append(
                _Mark(
                    label=label,
                    start=match.start(),
                    end=match.end(),
                    kinds=kinds,
                    style=(match["open"] or "") + ((match["close"] or match["end"] or ".")[0]),
                    begins_line=begins,
                    after_sentence=begins or bool(_SENTENCE_END.search(before)),
                )
            )
    return marks


def _kinds(label: str) -> tuple[tuple[str, int], ...]:
    value = value_of(label)
    if value is not None:
        return (("number" if len(value) == 1 else "dotted" + str(value[:-1]), value[-1]),)
    if label in _LETTERS:
        return (("letter", _LETTERS.index(label) + 1),)
    low = label.lower()
    kinds = []
    if roman := roman_value(label):
        kinds.append(("roman", roman))
    if len(low) == 1 and "a" <= low <= "z":
        kinds.append(("latin", ord(low) - ord("a") + 1))
    return tuple(kinds)


def _chain(marks: Sequence[_Mark], text: str, *, anywhere: bool) -> list[_Mark]:
    """Return the marks of the outermost enumeration: counting up from one in the same kind."""
    single: list[_Mark] = []
    tries = 0
    for index, first in enumerate(marks):
        for kind, value in first.kinds:
            if (
                value != 1
                or tries > _MOST_TRIES
                or not (first.begins_line or first.after_sentence or first.style[0] in "([{")
            ):
                continue
            tries += 1
            chain = [first]
            for mark in marks[index + 1 :]:
                step = dict(mark.kinds).get(kind, 0) - len_of(chain, kind)
                inline = mark.style == first.style and (
                    anywhere or mark.after_sentence or mark.style[0] in "([{" or mark.style[0] == ")"
                )
                if (step == 1 and (mark.begins_line or inline)) or (
                    step == 2 and mark.begins_line and first.begins_line
                ):
                    chain.append(mark)
            if len(chain) > 1:
                return chain
            if not text[: first.start].strip():
                single = chain
    return single


def len_of(chain: Sequence[_Mark], kind: str) -> int:
    """Return the value of the last mark of `chain` in `kind`."""
    return dict(chain[-1].kinds)[kind]


def _bullets(text: str) -> tuple[str, list[str]] | None:
    lines = text.splitlines()
    bullets = [bool(_BULLET.match(line)) for line in lines]
    mark = _BULLET
    if not any(bullets):
        bullets = [bool(_DASH.match(line)) for line in lines]
        mark = _DASH
        if sum(bullets) < 2:
            return None
    first = bullets.index(True)
    entries: list[str] = []
    for line, is_bullet in zip(lines[first:], bullets[first:], strict=True):
        if is_bullet:
            entries.append(mark.sub("", line, count=1))
        else:
            entries[-1] += "\n" + line
    return "\n".join(lines[:first]).strip(), [entry for entry in map(_entry, entries) if entry]


def _entry(text: str) -> str:
    lines = text.strip().splitlines()
    while lines and _CONNECTOR.match(lines[-1]):
        lines.pop()
    return "\n".join(line.strip() for line in lines if line.strip())


def _parted(text: str) -> list[str]:
    """Part `text` at paragraphs that are only a connector."""
    parts: list[list[str]] = [[]]
    lines = text.splitlines()
    for index, line in enumerate(lines):
        # A printed page may leave the connector at the end of the line before it.
        hanging = _HANGING.search(line) if index + 1 < len(lines) else None
        if _CONNECTOR.match(line):
            parts.append([])
        elif hanging:
            parts[-1].append(line[: hanging.start()].strip())
            parts.append([])
        elif line.strip():
            parts[-1].append(line.strip())
    return ["\n".join(part) for part in parts if part]
