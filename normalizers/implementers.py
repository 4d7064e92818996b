"""Implementers: the offices and persons a cell or label names, one each."""

import re
from collections.abc import Iterable, Iterator

from normalizers.letters import nfc
from normalizers.offices import office_key
from normalizers.places import is_place
from normalizers.text import clean


def _words(text: str) -> frozenset[str]:
    return frozenset(nfc(text).split())


_LONGEST = 300  # letters of one party's name; what is longer is no name, and is not looked at again and again
_POSTS = _words(
    "কর্মকর্তা অফিসার প্রশাসক কমিশনার কমিশনার-ভূমি পরিচালক মহাপরিচালক উপপরিচালক উপ-পরিচালক উপমহাপরিচালক সচিব উপসচিব উপ-সচিব যুগ্মসচিব যুগ্ম-সচিব "
    "সহসচিব সিনিয়র-সচিব মন্ত্রী প্রতিমন্ত্রী উপদেষ্টা চেয়ারম্যান চেয়ারপার্সন চেয়ারপারসন সভাপতি সহসভাপতি সহ-সভাপতি সদস্য সদস্যা সদস্য-সচিব মেম্বার মেয়র কাউন্সিলর সম্পাদক "
    "আহ্বায়ক আহবায়ক প্রকৌশলী উপপ্রকৌশলী স্থপতি পরিকল্পনাবিদ প্রোগ্রামার ম্যাজিস্ট্রেট সুপার সার্জন চিকিৎসক ডাক্তার নার্স অধিনায়ক কমান্ডার কমান্ড্যান্ট কমান্ডেন্ট ইনচার্জ ইন্সপেক্টর ইনস্পেক্টর পরিদর্শক "
    "উপপরিদর্শক পরিদর্শিকা পরিদর্শিকাগণ রেজিস্ট্রার রেজিষ্ট্রার সাব-রেজিস্ট্রার সাব-রেজিষ্ট্রার সাবরেজিস্ট্রার শিক্ষক শিক্ষিকা অধ্যক্ষ উপাধ্যক্ষ উপাচার্য উপ-উপাচার্য অধ্যাপক প্রভাষক প্রতিষ্ঠানপ্রধান প্রধান ব্যবস্থাপক "
    "মহাব্যবস্থাপক ম্যানেজার সুপারভাইজার সুপারিনটেনডেন্ট সুপারিনটেন্ডেন্ট সুপারিন্টেন্ডেন্ট তত্ত্বাবধায়ক অপারেটর হিসাবরক্ষক কোষাধ্যক্ষ ক্যাশিয়ার নাজির কানুনগো সার্ভেয়ার তহশিলদার তহসিলদার লাইব্রেরিয়ান গ্রন্থাগারিক "
    "আদায়কারী নিয়ন্ত্রক মহানিয়ন্ত্রক উপনিয়ন্ত্রক বিশেষজ্ঞ কনসালট্যান্ট কনসালটেন্ট পরামর্শক সমন্বয়কারী সমন্বয়ক কো-অর্ডিনেটর কোঅর্ডিনেটর অর্গানাইজার সংগঠক মাঠকর্মী কর্মী কর্মচারী প্রতিনিধি সহকারী সহায়ক কারিগর টেকনিশিয়ান "
    "মেকানিক চালক ড্রাইভার গার্ড প্রহরী চৌকিদার দফাদার মহল্লাদার ঠিকাদার ইজারাদার ডিলার উদ্যোক্তা পিপি জিপি পিপি/জিপি আইনজীবী ইমাম কাজী সাহেব ডিন রেক্টর প্রিন্সিপাল ডিরেক্টর সেক্রেটারি এজেন্ট ক্যাপ্টেন নির্বাহী এক্সিকিউটিভ "
    "ফরেস্টার রেঞ্জার এমডি পিডি ওসি ইউএনও এসিল্যান্ড এসি-ল্যান্ড পিআইও ডিসি এডিসি এসপি টিএইচও ইউএইচএফপিও ডিজিএম জিএম এজিএম সিএ সিইও ডিডি এডি আরএমও বিশ্লেষক গবেষক বিজ্ঞানী অনুবাদক গ্রহীতা দাতা মালিক অভিভাবক কৃষক সবাই সকলে সকল "
    "আবেদনকারী উপকারভোগী ইমামগণ কবিরাজ ধাত্রী ভ্যাক্সিনেটর ফার্মাসিস্ট কম্পাউন্ডার স্টোরকিপার ভান্ডাররক্ষক ওভারসিয়ার নকশাকার মুদ্রাক্ষরিক সাঁটলিপিকার স্টেনোগ্রাফার পেশকার জমাদার মালী বাবুর্চি আয়া পিয়ন ডাকপিয়ন পোস্টমাস্টার স্টেশনমাস্টার মাস্টার "
    "লিডার নেতা সুপারিনটেনডেন্টগণ মৌলভী এসডিই এসএই কনজারভেটর সংরক্ষক তত্ত্বাবধানকারী বাস্তবায়নকারী পিডি প্রকল্প-পরিচালক নিরীক্ষক জরিপকারী শুমারিকারী তথ্যসংগ্রহকারী"
)
_OFFICES = _words(
    "অধিদপ্তর অধিদফতর পরিদপ্তর দপ্তর দফতর মন্ত্রণালয় মন্ত্রনালয় বিভাগ কার্যালয় অফিস বোর্ড সংস্থা পৌরসভা ব্যাংক পরিষদ ব্যুরো কর্পোরেশন করপোরেশন ইনস্টিটিউট ইন্সটিটিউট ইনষ্টিটিউট একাডেমি একাডেমী শাখা উপশাখা অধিশাখা "
    "অনুবিভাগ উইং সেল ইউনিট হাসপাতাল ক্লিনিক কলেজ বিদ্যালয় মাদ্রাসা মাদরাসা বিশ্ববিদ্যালয় স্কুল কমপ্লেক্স ফাউন্ডেশন সমিতি সংঘ সংঘঠন সংগঠন কেন্দ্র বাহিনী থানা ফাঁড়ি আদালত কমিশন কমিটি উপ-কমিটি উপকমিটি সাব-কমিটি টিম দল টাস্কফোর্স "
    "কর্তৃপক্ষ কাউন্সিল পুলিশ আনসার ভিডিপি বিজিবি র‍্যাব র‌্যাব সার্ভিস ডিফেন্স কোম্পানি কোম্পানী লিমিটেড লিঃ লি. প্রকল্প প্রশাসন ট্রাস্ট ট্রাস্টি মিশন ক্লাব পাঠাগার গ্রন্থাগার জাদুঘর কারাগার গুদাম খামার প্রতিষ্ঠান শিল্পনগরী স্টেশন ষ্টেশন সেন্টার ইউনিয়ন-পরিষদ "
    "ফোরাম জোট ব্যাটালিয়ন রেজিমেন্ট ডিভিশন সার্কেল রেঞ্জ বিট জোন পোস্ট-অফিস ডাকঘর সচিবালয় সওজ পাউবো বিউবো পবিস গণপূর্ত ব্র্যাক এনজিও ইউডিসি সিপিপি রেলওয়ে ওয়াসা রাজউক ডেসকো নেসকো ওজোপাডিকো বিটিসিএল বেতার টেলিভিশন ইউপি"
)
_SUB_OFFICES = _words("শাখা উপশাখা অধিশাখা অনুবিভাগ উইং সেল ইউনিট")
# Posts that many offices have, with the ranks before them: they tell nothing without their office.
_ANYWHERE = _words("পরিচালক উপপরিচালক উপ-পরিচালক মহাপরিচালক ব্যবস্থাপক মহাব্যবস্থাপক প্রকৌশলী")
_RANKS = _words("সহকারী উপ উপসহকারী উপ-সহকারী অতিরিক্ত যুগ্ম সিনিয়র জুনিয়র ভারপ্রাপ্ত নির্বাহী প্রধান শাখা আঞ্চলিক তত্ত্বাবধায়ক")
_SHORT_NAME = 2  # words of an office's short name
# What a post's name is built with, in one word: গাড়িচালক, বনরক্ষক, স্বাস্থ্যকর্মী, তত্ত্বাবধানকারী.
_BUILT_POST = re.compile(nfc("[ঀ-৿]{2,}(?:চালক|রক্ষক|কর্মী|কারী|পরিদর্শক|প্রধান|প্রতিনিধি)"))
# Offices that may stand alone; a bare অফিস, বিভাগ or বিদ্যালয় is the start of a longer name.
_ALONE = _words(
    "পুলিশ আনসার ভিডিপি বিজিবি র‍্যাব সওজ পাউবো বিউবো পবিস গণপূর্ত ব্র্যাক এনজিও ইউডিসি সিপিপি রেলওয়ে ওয়াসা রাজউক ডেসকো নেসকো ওজোপাডিকো বিটিসিএল কমিটি কর্তৃপক্ষ পৌরসভা"
)
_SCOPES = _words(
    "জেলা উপজেলা বিভাগীয় ইউনিয়ন ইউপি পৌর থানা শহর আঞ্চলিক জাতীয় কেন্দ্রীয় অতিরিক্ত উপ সহকারী যুগ্ম সিনিয়র জুনিয়র ভারপ্রাপ্ত নির্বাহী প্রধান ভাইস প্যানেল সংশ্লিষ্ট সকল সংরক্ষিত আবাসিক মেডিকেল একাডেমিক কারিগরি"
)
# What offices are about: a part that ends so is the beginning of a name ("কৃষি, মৎস্য ও প্রাণিসম্পদ কর্মকর্তা").
_SUBJECTS = _words(
    "স্বাস্থ্য কৃষি মৎস্য প্রাণিসম্পদ শিক্ষা তথ্য যোগাযোগ প্রযুক্তি বিজ্ঞান মহিলা শিশু নারী যুব সমাজ পরিবার পরিবেশ বন ভূমি আইন বিচার অর্থ হিসাব পরিকল্পনা উন্নয়ন মাধ্যমিক প্রাথমিক উচ্চ বিদ্যুৎ জ্বালানি পানি পল্লী স্থানীয় সমবায় দুর্যোগ ত্রাণ খাদ্য ডাক "
    "টেলিযোগাযোগ শ্রম কর্মসংস্থান বস্ত্র পাট শিল্প বাণিজ্য সংস্কৃতি ক্রীড়া ধর্ম নির্বাচন সড়ক নৌ রেল বিমান পর্যটন মাদক প্রশাসন বিষয়ক মাদ্রাসা পরিদর্শন নিরীক্ষা গবেষণা প্রশিক্ষণ বাজেট রাজস্ব সাধারণ সেবা প্রকৌশল কারা অগ্নি জনস্বাস্থ্য বিনিয়োগ আয় ব্যয় ক্রয় "
    "সরকার সম্পদ জলবায়ু সংসদ কল্যাণ ব্যবস্থাপনা নিয়ন্ত্রণ সম্প্রসারণ সংরক্ষণ বীজ সার সেচ মৃত্তিকা আবহাওয়া ভৌত গৃহায়ন স্যানিটেশন জনশক্তি প্রবাসী মুক্তিযুদ্ধ মুক্তিযোদ্ধা"
)
# Heads of an administration: they need no office behind them, so an office after a comma is another party.
_HEADS = re.compile(
    nfc(
        r"(?:জেলা প্রশাসক|বিভাগীয় কমিশনার|জেলা ম্যাজিস্ট্রেট|উপজেলা নির্বাহী (?:অফিসার|কর্মকর্তা)|ইউএনও|পুলিশ সুপার|সিভিল সার্জন|অফিসার ইনচার্জ|(?:ইউপি|ইউনিয়ন পরিষদ(?:ের)?|উপজেলা পরিষদ|জেলা পরিষদ) চেয়ারম্যান|"
        r"সহকারী কমিশনার \(ভূমি\))(?:\s*\((?:সকল|সংশ্লিষ্ট)\)|গণ|বৃন্দ)?$"
    )
)
_OWN_OFFICE = re.compile(nfc("প্রশাসক|ম্যাজিস্ট্রেট|কমিশনার|কার্যালয়|পরিষদ|থানা|সার্জন|পুলিশ"))

_LETTERS = "ডব্লিউ|ডাব্লিউ|ওয়াই|এক্স|এইচ|কিউ|জেড|আর|আই|ইউ|এফ|এল|এম|এন|এস|এ|ও|কে|জি|জে|টি|ডি|পি|বি|ভি|সি|ই"
_ACRONYM = re.compile(nfc(f"(?:{_LETTERS}){{3,8}}|(?:{_LETTERS})(?:[.-](?:{_LETTERS})){{1,7}}\\.?|[A-Z]{{2,8}}"))
# National names whose first half could stand alone.
_NAMES_WITH_AND = re.compile(nfc("আনসার ও (?:ভিডিপি|গ্রাম প্রতিরক্ষা)|ফায়ার সার্ভিস ও সিভিল ডিফেন্স|পুলিশ ও (?:জননিরাপত্তা|অপরাধ)"))
_ADDRESS = _words("মহোদয় মহোদয়া মহোদয়গণ মহাশয় পিএলসি লিঃ লিমিটেড")
_PLURAL = re.compile(nfc("(?:গণ|গন|বৃন্দ|সমূহ|সমুহ|গুলো|গুলি|রা|কে|দের|দেরকে|-১|-২|-৩)$"))
_QUANTIFIER = re.compile(nfc(r"(?:সংশ্লিষ্ট|সকল|সকলে|সবাই|গণ|বৃন্দ)"))
_PERSON = re.compile(
    nfc(r"(?:জনাবা?|মিজ|মোঃ|মো[.:]|মোছাঃ|মোসাঃ|ডাঃ|ডা\.|ড\.|ডঃ|আলহাজ্ব?|শ্রী|বেগম|মিসেস|এড\.|এ্যাড\.|Mr\.?|Mrs\.?|Md\.?|Dr\.?)\s")
)

_ENUMERATOR = (
    r"(?:\([ \t]*(?:[ক-হ]|[০-৯0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})[ \t]*\)"
    r"|(?:[ক-হ]|[০-৯0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})[ \t]*\)"
    r"|(?:(?!ড\.)[ক-হ]|[০-৯0-9]{1,2})[ \t]*[.।](?![০-৯0-9])"
    r"|[•●○▪■◆▶➢➤✓✔§Ø*·➔→-]|[–—])"
)
_OPENING = re.compile(rf"\s*{_ENUMERATOR}\s*")
_INLINE = re.compile(
    r"(?<=[\s।;,])(?=(?:\([ \t]*(?:[ক-হ]|[০-৯0-9]{1,2})[ \t]*\)|(?:(?!ড)[ক-হ]|[০-৯0-9]{1,2})[ \t]*[)।]|[০-৯0-9]{1,2}\.(?=\s)|[•●▪■◆➢➤✓✔])\s*[^\s)।])"
)
_LETTERED, _NEXT_LETTER = re.compile(r"\s*ক\s?\.\s"), re.compile(r"\s(?=[খ-ঙচছ]\s?\.\s)")  # ক. … খ. …
_LABEL = re.compile(
    nfc(
        r"^\s*(?:বাস্তবায়ন(?:ে|কারী|কারি)?(?: (?:দপ্তর|কর্তৃপক্ষ|অফিস|সংস্থা|করবেন|কর্তৃপক্ষের নাম))?|দায়িত্ব(?:ে|প্রাপ্ত)?(?: (?:ব্যক্তি|কর্মকর্তা))?|কার্যার্থে)\s*[:ঃ：–-]+\s*"
    )
)
_NOTHING = re.compile(nfc(r"(?:প্রযোজ্য ন(?:য়|হে)|নাই|নেই|শূন্য|[xX×]+|n/?a|N/?A|নি[লঃ]+)"))
_EDGES = " \t\n.,;:।|/–—-_=~\u201c\u201d'\"‘’"
_AND = re.compile("(?<![^\\s)।,])(ও|এবং|ও/এবং|&|and)(?=\\s)|(?<=\\))(ও|এবং)(?=\\s)")

_ENGLISH_POST = re.compile(
    r"(?:Officer|Director|Engineer|Secretary|Manager|Commissioner|Chairman|Chairperson|Registrar|Controller|Dean|Superintendent|Surgeon|Mayor)(?:\s*\([^()]*\))?$"
)
_ENGLISH_OFFICE = re.compile(r"(?!All |Every |Concerned )[A-Z][A-Za-z&.\s-]{1,60}(?:\([^()]*\))?")


def split_implementers(text: str) -> tuple[str, ...]:
    r"""Return the offices and persons of an implementer cell, each as written, without enumerator and closing mark.

    Split at line breaks, `;`, `/`, a dari, ও, এবং and commas, but not before a bare place or a bracket, not between a
    post and its office, and not inside the name of one post or office. Empty for a cell that names nobody.

    >>> split_implementers("১। উপপরিচালক, কৃষি সম্প্রসারণ অধিদপ্তর, যশোর এবং সিভিল সার্জন, যশোর।")
    ('উপপরিচালক, কৃষি সম্প্রসারণ অধিদপ্তর, যশোর', 'সিভিল সার্জন, যশোর')
    >>> split_implementers("(ক) উপজেলা স্বাস্থ্য ও পরিবার পরিকল্পনা কর্মকর্তা\n(খ) ইউপি চেয়ারম্যান (সকল)") == (
    ...     clean("উপজেলা স্বাস্থ্য ও পরিবার পরিকল্পনা কর্মকর্তা"), clean("ইউপি চেয়ারম্যান (সকল)"))
    True
    """
    text = _LABEL.sub("", clean(text))
    found: list[str] = []
    for line in _lines(text):
        for section in _outside_brackets(line, ";/।"):
            for stretch in _unbroken(section):
                found.extend(_parties(stretch))
    kept = (_trimmed(part) for part in found)
    return tuple(part for part in kept if part and not _NOTHING.fullmatch(part) and re.search(r"[^\W\d_]", part))


def _trimmed(part: str) -> str:
    part = " ".join(part.split())
    opening = _OPENING.match(part)
    if opening and opening.end() < len(part):
        part = part[opening.end() :]
    part = part.strip(_EDGES)
    if re.fullmatch(r"\([^()]*\)", part):
        part = part[1:-1].strip(_EDGES)
    return re.sub(rf"^(?:{nfc('ও|এবং')})\s+", "", part).strip(_EDGES)


def _lines(text: str) -> Iterator[str]:
    """The lines that each start a party: a line that goes on with the one before is joined to it."""
    current = ""
    if _LETTERED.match(text):
        text = _NEXT_LETTER.sub("\n", text)
    for raw in _INLINE.sub("\n", text).splitlines():
        line = raw.strip()
        if not line:
            continue
        opening = _OPENING.match(line)
        if opening and opening.end() < len(line):
            fresh, line = True, line[opening.end() :]
        else:
            fresh = False
        if 0 < len(current) < _LONGEST and not fresh and _goes_on(current, line):
            current = f"{current} {line}"
            continue
        if current:
            yield current
        current = line
    if current:
        yield current


def _goes_on(before: str, line: str) -> bool:
    if before.endswith((",", "-")) or re.search(rf"(?:^|\s)(?:{nfc('ও|এবং')})$", before):
        return True
    if before.count("(") > before.count(")") or line.startswith(("(", ",")):
        return True
    if before.endswith(("।", ";", "/")):
        return False
    if _is_where(line) and (_head(before) or before.endswith(")")):
        return True
    last = _last(before)
    open_name = not _complete(before) and (last in _SCOPES or last in _SUBJECTS or before.split()[0] in _SCOPES)
    return open_name and _head(line) != ""


def _unbroken(line: str) -> Iterator[str]:
    """Part a line whose breaks a reader took for wrapping: a known post begins behind a bracket, a bare place, or an office."""
    start = 0
    for gap in re.finditer(r"(?<=\)) |(?<=[ঀ-৿]) ", line[:_LONGEST]):
        before, after = line[start : gap.start()], line[gap.end() :]
        if before.count("(") != before.count(")") or not after:
            continue
        post, _, place = (part.strip() for part in before.rpartition(","))
        ends = before.endswith(")") or (post and is_place(place))
        of_office = _head(post) == "post" and (_head(place) == "office" or _last(place) in _SUBJECTS)
        if not ends and not of_office:
            continue
        party = re.split(r"[,;/।]|\s\(|\s(?:" + nfc("ও|এবং") + r")\s", after, maxsplit=1)[0].strip()
        known = office_key(party) is not None if " " in party or ends else False
        known = known or bool(ends and party and party.split()[0] in _POSTS)
        if _head(party) == "post" and known and (of_office or _complete(before)):
            yield line[start : gap.start()]
            start = gap.end()
    yield line[start:]


def _outside_brackets(text: str, marks: str) -> Iterator[str]:
    depth, start = 0, 0
    for at, letter in enumerate(text):
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth = max(0, depth - 1)
        elif (
            not depth
            and letter in marks
            and not _in_number(text, at)
            and text[max(0, at - 2) : at + 5] not in ("ও/এবং",)
        ):
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _in_number(text: str, at: int) -> bool:
    return text[at] in "/,." and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _parties(section: str) -> Iterator[str]:
    """The parties of a stretch without `;` or `/`: commas, then ও and এবং, each weighed by what stands on its two sides."""
    party = ""
    for chunk in _outside_brackets(section, ","):
        units = _units(chunk)
        if not units:
            continue
        if 0 < len(party) < _LONGEST and (_is_where(units[0]) or _one_across_comma(party, units[0])):
            units[0] = f"{party}, {units[0]}"
        elif party:
            yield party
        yield from units[:-1]
        party = units[-1]
    if party:
        yield party


def _units(chunk: str) -> list[str]:
    """The parties of a stretch without commas: ও parts two of them where what stands before it is whole."""
    units: list[str] = []
    joint = ""
    for piece, mark in _at_and(chunk):
        part = piece.strip(" ।")
        if part and units and len(units[-1]) < _LONGEST and _one(units[-1], joint, part):
            units[-1] += f" {joint} {part}"
        elif part:
            units.append(part)
        joint = mark or joint
    return units


def _at_and(chunk: str) -> Iterator[tuple[str, str]]:
    """The pieces of `chunk` with the ও or এবং that follows each; none inside brackets."""
    start = depth = counted = 0
    for match in _AND.finditer(chunk):
        depth += chunk.count("(", counted, match.start()) - chunk.count(")", counted, match.start())
        counted = match.start()
        if depth > 0:
            continue
        yield chunk[start : match.start()], match[0]
        start = match.end()
    yield chunk[start:], ""


def _one(party: str, joint: str, piece: str) -> bool:
    """Whether `piece` belongs to `party`, given the word between them."""
    if _HEADS.fullmatch(piece):
        return False
    if _is_where(piece) or _NAMES_WITH_AND.search(f"{party} ও {piece}"):
        return True
    if _complete(party):
        return False
    if joint == nfc("এবং") or joint in ("&", "and"):
        return _last(party) in _SUBJECTS or _last(party) in _SCOPES
    return _head(piece) != "" or _last(party) in _SUBJECTS


def _one_across_comma(party: str, piece: str) -> bool:
    if piece.startswith("(") or _QUANTIFIER.fullmatch(piece):
        return True
    last = party.rsplit(",", 1)[-1].strip()
    if _ENGLISH_POST.search(last):
        return _ENGLISH_OFFICE.fullmatch(piece) is not None and not _ENGLISH_POST.search(piece)
    if _PERSON.match(party) and "," not in party and _head(party) == "":
        return _head(piece) != ""
    if not _head(party) and not last.endswith(")"):
        return _last(party) in _SUBJECTS or _last(party) in _SCOPES
    if _head(last) == "post" and not _head(piece) and not _PERSON.match(piece):
        # উপপরিচালক, স্থানীয় সরকার; a bare post needs an office, be its short name ever so unknown
        return _last(piece) in _SUBJECTS or (_is_bare_post(party) and len(piece.split()) <= _SHORT_NAME)
    if _head(piece) != "office":
        return False
    if _HEADS.search(party) and not _OWN_OFFICE.search(piece):
        return False
    if _head(last) == "office" or _bracket_names_office(last):
        within = _last(last) in _SUB_OFFICES or (_last(last), _last(piece)) == (nfc("ব্যাংক"), nfc("শাখা"))
        return within and _last(last) != _last(piece)
    own = any(_ACRONYM.fullmatch(word) and word not in _SCOPES for word in last.split()[:-1])
    return _head(last) == "post" and not own


def _is_bare_post(party: str) -> bool:
    """Whether `party` is a post that every office has, so that one must follow: "পরিচালক", "সহকারী পরিচালক"."""
    *before, last = party.split()
    return not before or (last in _ANYWHERE and all(word in _RANKS for word in before))


def _is_where(piece: str) -> bool:
    """Whether `piece` only says where: a bare place, a ward, a number."""
    bare = re.split(nfc(" (?:ও|এবং) "), piece.strip(" ।."))[-1]
    if _head(bare) and _last(bare) not in _words("থানা"):
        return False
    if re.fullmatch(r"[০-৯0-9 -]+|[০-৯0-9]+ ?(?:নং|নম্বর)?.*" + nfc("(?:ওয়ার্ড|ইউনিয়ন|ব্লক)"), bare):
        return True
    return _last(bare) not in _words("থানা") and is_place(re.sub("[-–][ ]?[০-৯0-9]+$", "", bare))


def _last(part: str) -> str:
    """The last word, without brackets, plural and closing marks."""
    part = re.sub(r"\s*\([^()]*\)?\s*$", "", part.strip(" ।.,;:-"))
    words = part.split()
    while len(words) > 1 and words[-1] in _ADDRESS:
        words.pop()
    if not words:
        return ""
    word = words[-1].strip("।.,;:'\"")
    if word in _POSTS or word in _OFFICES or word in _SUBJECTS or word in _SCOPES:
        return word
    if len(words) > 1 and _PLURAL.fullmatch(word):
        return words[-2]
    return _PLURAL.sub("", word)


def _head(part: str) -> str:
    """What the last word makes of `part`: "post", "office" or "" for neither."""
    last = _last(part)
    whole = last.split("-")
    if re.search(nfc(r"(?:^|\s)গ্রাম পুলিশ(?:গণ|বৃন্দ)?(?:\s*\([^()]*\))?$"), part.strip(" ।.")):
        return "post"  # persons, not an office that a post before the comma could belong to
    if last in _POSTS or whole[-1] in _POSTS or _BUILT_POST.fullmatch(last):
        return "post"
    if last in _OFFICES or whole[-1] in _OFFICES or _ACRONYM.fullmatch(last):
        return "office"
    return ""


def _complete(party: str) -> bool:
    """Whether `party` can stand alone, so that ও after it begins another."""
    party = party.strip()
    if not party:
        return False
    last = party.rsplit(",", 1)[-1].strip()
    if party.endswith(")") or _is_where(last) or _PERSON.match(party):
        return True
    head, word = _head(last), _last(last)
    if head == "post":
        return True
    if head == "office":
        return len(last.split()) > 1 or word in _ALONE or bool(_ACRONYM.fullmatch(word) and word not in _SCOPES)
    words = last.split()
    return len(words) > 1 and _any_head(words[:-1]) and is_place(words[-1])


def _any_head(words: Iterable[str]) -> bool:
    return any(word in _POSTS or word in _OFFICES for word in words)


def _bracket_names_office(part: str) -> bool:
    match = re.search(r"\(([^()]*)\)$", part)
    return bool(match and _last(match[1]) != nfc("প্রশাসন") and _head(match[1]) == "office")
