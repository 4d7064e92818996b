"""Words by which minutes are found among the pages of an office: in titles, menus and sitemaps."""

import re
from unicodedata import normalize

from normalizers.text import clean

_MINUTES = re.compile(
    normalize(
        "NFC",
        "কার্যবিবর[ণন][ীি]|রেজ(?:ু|্যু|ো)ল(?:ে|িউ)শন|সভারসিদ্ধান্ত|গৃহীতসিদ্ধান্ত|মিটিংমিনি?ট|মিটিংমাইনু?ট"
        "|(?<![0-9০-৯])minutes|resolutions?(?![a-z])|proceedings",
    )
)
_NOT_MINUTES = re.compile(normalize("NFC", "নোটিশ|নোটিস|বিজ্ঞপ্তি|আহ্?বান|আমন্ত্রণ|কার্যপত্র|invitation|notice"))
_PARTING = re.compile(r"[\s\u200b-\u200d\-_\u2013\u2014.,:ঃ/()]+")
_MEETINGS = re.compile(normalize("NFC", r"(?<![\u0980-\u09ff])(?:সভা|মিটিং)|\bmeeting"))
_SITEMAP = re.compile(normalize("NFC", "সাইটম্যাপ|সাইটমেপ|sitemap"))
# Kinds of content of the portal that were seen to hold minutes, in the spelling of `urls.content_type`.
LISTS_WITH_MINUTES = frozenset(
    {
        "notice", "meetingminute", "officeorder", "categorizedofficeorder", "moeduofficeorder", "innovationcorner", "file",
        "notificationcircular", "miscellaneousinfo", "meeting", "minute", "resolution", "page", "staticpage",
    }
)  # fmt: skip


def _key(text: str) -> str:
    return _PARTING.sub("", clean(text).casefold())


def is_of_minutes(text: str) -> bool:
    """Return whether a title promises minutes. Of two kinds it names, the last is what it is of: Bangla is head-final.

    >>> is_of_minutes("মাসিক সভার কার্য-বিবরনী"), is_of_minutes("কার্যবিবরণী অনুমোদনের জন্য সভার নোটিশ")
    (True, False)
    """
    key = _key(text)
    last = max((found.end() for found in _MINUTES.finditer(key)), default=0)
    return last > max((found.end() for found in _NOT_MINUTES.finditer(key)), default=0)


def is_of_something_else(text: str) -> bool:
    """Return whether a title says that it is a call to a meeting, a notice or a working paper.

    >>> is_of_something_else("সাধারণ সভার নোটিশ"), is_of_something_else("মার্চ ২০২৪")
    (True, False)
    """
    return _NOT_MINUTES.search(_key(text)) is not None and not is_of_minutes(text)


def is_of_meetings(text: str) -> bool:
    """Return whether the words of a menu speak of meetings: what is listed there may be their minutes.

    >>> is_of_meetings("মাসিক সভা"), is_of_meetings("পৌরসভার নোটিশ")
    (True, False)
    """
    return _MEETINGS.search(clean(text).casefold()) is not None


def is_sitemap(text: str) -> bool:
    """Return whether a link leads to the map of a site."""
    return _SITEMAP.search(_key(text)) is not None
