"""Places: the division, district, upazila and union that a document's headings and its host name state."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from normalizers.gazetteer import Place, opens_a_name, place_above, place_of_host, places_by_name
from normalizers.letters import nfc
from normalizers.text import BANGLA, clean, fold

_LONGEST_TEXT = 600  # a heading; more is running text, whose places are those of its matters
_LONGEST_NAME = 4  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where a meeting belongs: names as the document spells them, and the tables' spelling beside them.

    A name that only the host or a name below it tells is spelt as in the tables. `code` is the BBS geocode of the lowest
    place that has one (the tables hold none of unions).
    """

    division: str | None = None
    district: str | None = None
    upazila: str | None = None
    union: str | None = None
    code: str | None = None
    canonical_district: str | None = None
    canonical_upazila: str | None = None
    canonical_union: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    level: str | None  # by the word beside it; None for a bare name
    text: str
    places: tuple[Place, ...]


_WORD = re.compile(f"{BANGLA}+|[A-Za-z']+")
_PARTED = re.compile(r"[^\s.'’A-Za-z\u0980-\u09ff-]")
_ENDING = re.compile(nfc("(?:য়ের|ের|এর|র|স্থ|ে)$"))
_MARKERS = {
    fold(word): level
    for level, words in {
        "division": "বিভাগ বিভাগের বিভাগীয় division",
        "district": "জেলা জেলার জেলাধীন জিলা পার্বত্য district zila",
        "upazila": "উপজেলা উপজেলার উপজেলাধীন থানা থানার upazila upazilla thana",
        "union": "ইউনিয়ন ইউনিয়নের ইউপি ইউ পি union",
    }.items()
    for word in words.split()
}
_TOWN = frozenset(map(fold, ["পৌরসভা", "পৌরসভার", "পৌর", "সিটি", "কর্পোরেশন", "করপোরেশন", "municipality", "city"]))
_NATIONAL = re.compile(
    nfc("মন্ত্রণালয়|মন্ত্রনালয়|সচিবালয়|মন্ত্রিপরিষদ|মহাপরিচালক|অধিদপ্তর,? *ঢাকা|ministry|secretariat"), re.IGNORECASE
)
# Words that stand before ইউনিয়ন or উপজেলা without naming one.
_NO_NAME = frozenset(
    fold(word)
    for word in nfc(
        "সকল সব প্রতি প্রতিটি প্রত্যেক সংশ্লিষ্ট স্ব নিজ নিজনিজ অত্র উক্ত এই এ অন্যান্য বিভিন্ন ও এবং জেলা উপজেলা ইউনিয়ন ইউপি পরিষদ "
        "পরিষদের কার্যালয় কার্যালয়ের কমিটি কমিটির সভা সভার মাসিক সাধারণ সমন্বয় নং নম্বর চেয়ারম্যান সদস্য সচিব ট্রেড শ্রমিক ক্রেডিট"
    ).split()
)


def is_place(text: str) -> bool:
    """Whether `text` is a bare name of a district, upazila or union, with or without the word জেলা, উপজেলা or ইউনিয়ন.

    >>> is_place("মেলান্দহ"), is_place("জামালপুর সদর"), is_place("যশোর জেলা"), is_place("গ্রাম পুলিশ")
    (True, True, True, False)
    """
    words = _WORD.findall(clean(text[:_LONGEST_TEXT]))
    while len(words) > 1 and fold(words[-1]) in _MARKERS:
        words.pop()
    name = " ".join(words)
    return bool(
        0 < len(words) <= _LONGEST_NAME
        and (fold(name) in places_by_name() or fold(_ENDING.sub("", name)) in places_by_name())
    )


def find_places(texts: Sequence[str], host: str | None = None) -> Placing:
    """Return where the headings `texts` and the portal name `host` place a meeting, with the chain upward.

    A name counts for the level that the word beside it or its line says (X উপজেলা, ইউনিয়ন: X, উপজেলা … কার্যালয়, X, জেলা).
    A name that several places bear gives no place above it unless another name, or the host, narrows it to one.
    Codes and names: `tables/README.md`.

    >>> found = find_places(["উপজেলা নির্বাহী অফিসারের কার্যালয়, মেলান্দহ, জামালপুর"])
    >>> found.upazila, found.district, found.code
    ('মেলান্দহ', 'জামালপুর', '453961')
    >>> find_places(["উপজেলা পরিষদ, কালীগঞ্জ"]).district, find_places(["উপজেলা পরিষদ, কালীগঞ্জ, গাজীপুর"]).district
    (None, 'গাজীপুর')
    """
    mentions = [mention for text in texts[:40] for mention in (_whole(text) or _mentions(text))]
    hosted = place_of_host(host) if host else None
    district = _district(mentions, hosted)
    upazila, upazila_text = _below("upazila", mentions, district, None, hosted)
    if upazila and not district:
        district = place_above(upazila, "district")
    union, union_text = _below("union", mentions, district, upazila, hosted)
    if union:
        upazila = upazila or place_above(union, "upazila")
        district = district or place_above(union, "district")
    division = _named("division", mentions)
    if district:
        division = place_above(district, "division")
    lowest = (
        union if union and union.code else upazila or (None if union_text or upazila_text else district or division)
    )
    return Placing(
        division=division.name if division else None,
        district=_spelling(district, mentions),
        upazila=_spelling(upazila, mentions) or upazila_text,
        union=_spelling(union, mentions) or union_text,
        code=lowest.code if lowest else None,
        canonical_district=district.name if district else None,
        canonical_upazila=upazila.name if upazila else None,
        canonical_union=union.name if union else None,
    )


def _whole(text: str) -> list[_Mention]:
    """The upazila that is the whole of `text`, where no district and no other upazila is called so."""
    name = clean(text[:_LONGEST_TEXT]).strip(" ।,;")
    named = [place for place in places_by_name().get(fold(name), ()) if place.level in ("district", "upazila")]
    return (
        [_Mention(level="upazila", text=name, places=(*named,))]
        if [place.level for place in named] == ["upazila"]
        else []
    )


def _mentions(text: str) -> Iterator[_Mention]:
    for line in re.split(r"[\n।]", clean(text[:_LONGEST_TEXT])):
        words = list(_WORD.finditer(line))
        keys = [fold(word[0]) for word in words]
        national = _NATIONAL.search(line) is not None
        at = 0
        while at < len(words):
            mention, taken = _mention_at(line, words, keys, at)
            if mention and not (national and mention.level is None):
                yield mention
            at += taken


def _mention_at(line: str, words: list[re.Match[str]], keys: list[str], at: int) -> tuple[_Mention | None, int]:
    for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        name = line[words[at].start() : words[at + length - 1].end()]
        if _PARTED.search(name):
            continue
        stem = _ENDING.sub("", name)
        key = None
        if length == 1 or opens_a_name(keys[at]):
            key = next((key for key in (fold(name), fold(stem)) if key in places_by_name()), None)
        after = keys[at + length] if at + length < len(words) and _joined(line, words, at + length) else ""
        if after in _TOWN and length == 1:
            return None, length + 1
        level = _MARKERS.get(after) or _labelled(line, words, keys, at)
        if key is not None:
            stated = name if key == fold(name) else stem
            level = level or _of_line(line, keys, words, at, length)
            return _Mention(level=level, text=stated, places=places_by_name()[key]), length
        if level in ("union", "upazila") and after in _MARKERS and _opens(line, words, at) and length <= 3:
            taken = keys[at : at + length]
            if (
                not (length > 1 and _holds_next(words[at][0]))
                and not any(word in _NO_NAME or word in _MARKERS or word[:1].isdigit() for word in taken)
                and not name.isascii()
                and "ঃ" not in name
            ):
                return _Mention(level=level, text=name, places=()), length
    return None, 1


def _holds_next(word: str) -> bool:
    """Whether a known place in the genitive opens a name, so that the next word is a place within it."""
    stem = _ENDING.sub("", word)
    return stem != word and word.endswith("র") and fold(stem) in places_by_name()


def _joined(line: str, words: list[re.Match[str]], at: int) -> bool:
    return line[words[at - 1].end() : words[at].start()].strip(" -") == ""


def _labelled(line: str, words: list[re.Match[str]], keys: list[str], at: int) -> str | None:
    """The level of a label before the name: জেলাঃ X, উপজেলা- X."""
    if not at or keys[at - 1] not in _MARKERS:
        return None
    label = words[at - 1][0]
    between = line[words[at - 1].end() : words[at].start()]
    return _MARKERS[keys[at - 1]] if label.endswith("ঃ") or re.fullmatch(r"\s*[:：–-]+\s*", between) else None


def _opens(line: str, words: list[re.Match[str]], at: int) -> bool:
    return (
        at == 0
        or "," in line[words[at - 1].end() : words[at].start()]
        or bool(re.search(r"\d|[০-৯]", line[: words[at].start()]))
    )


def _of_line(line: str, keys: list[str], words: list[re.Match[str]], at: int, length: int) -> str | None:
    """The level of a bare name by its line: the last name of a chain of commas, in a line whose office has a level."""
    before = line[: words[at].start()].rstrip()
    if not before or before[-1] not in ",-–(":
        return None
    levels = [_MARKERS[key] for key in keys[:at] if key in _MARKERS]
    if not levels:
        return None
    rest = re.findall(f"{BANGLA}+", line[words[at + length - 1].end() :])
    if levels[0] == "district" and not rest:
        return "district"
    if levels[0] == "division" and not rest:
        return "division"
    if levels[0] == "upazila" and (
        rest or not any(place.level == "district" for place in places_by_name()[_key(line, words, at, length)])
    ):
        return "upazila"
    return None


def _key(line: str, words: list[re.Match[str]], at: int, length: int) -> str:
    name = line[words[at].start() : words[at + length - 1].end()]
    return fold(name) if fold(name) in places_by_name() else fold(_ENDING.sub("", name))


def _named(level: str, mentions: Iterable[_Mention]) -> Place | None:
    """The one place of `level` that a word or line marks as such."""
    found = {
        place for mention in mentions if mention.level == level for place in mention.places if place.level == level
    }
    return found.pop() if len(found) == 1 else None


def _district(mentions: Sequence[_Mention], hosted: Place | None) -> Place | None:
    named = _named("district", mentions)
    if named:
        return named
    bare = {
        place for mention in mentions if mention.level is None for place in mention.places if place.level == "district"
    }
    below = [mention for mention in mentions if mention.level in ("upazila", "union") and mention.places]
    if len(bare) > 1:  # of several bare names, the one that holds what is named below it
        bare = {
            district
            for district in bare
            if below and all(any(place.district == district.name for place in mention.places) for mention in below)
        }
    if len(bare) == 1:
        return bare.pop()
    return place_above(hosted, "district") if hosted and not bare else None


def _below(
    level: str, mentions: Sequence[_Mention], district: Place | None, upazila: Place | None, hosted: Place | None
) -> tuple[Place | None, str | None]:
    """The place of `level` within what is known above it; else the stated name alone, where its level is certain."""
    marked = [mention for mention in mentions if mention.level == level]
    bare = [mention for mention in mentions if mention.level is None and district and level == "upazila"]
    for group in (marked, bare):
        found = {
            place
            for mention in group
            for place in mention.places
            if place.level == level
            and (district is None or place.district == district.name)
            and (upazila is None or place.upazila == upazila.name)
            and not (group is bare and place.name == district.name if district else False)
        }
        if len(found) > 1 and hosted:
            found = {place for place in found if _agrees(place, hosted)}
        if len(found) == 1:
            return found.pop(), None
        if found:
            break
    names = {fold(mention.text): mention.text for mention in marked}
    if len(names) == 1:
        return None, next(iter(names.values()))
    if hosted and not names and (district is None or hosted.district == district.name):
        return place_above(hosted, level), None
    return None, None


def _agrees(place: Place, hosted: Place) -> bool:
    return place.district == hosted.district and hosted.upazila in (None, place.upazila)


def _spelling(place: Place | None, mentions: Iterable[_Mention]) -> str | None:
    """How the document writes `place`; its name where no Bangla text does."""
    if place is None:
        return None
    texts = [mention.text for mention in mentions if place in mention.places and not mention.text.isascii()]
    return re.sub(nfc(r"\s+(?:পার্বত্য\s+)?জেলা$"), "", texts[0]) if texts else place.name
