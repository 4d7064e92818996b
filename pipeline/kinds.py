"""The kind of a decision: a plain decision, a confirmation of the last minutes, a condolence, or information."""

import re

from normalizers.text import clean
from pipeline.minutes import AgendaItem, RawDecision

_CONDOLENCE = re.compile(clean(r"শোক\s*প্রস্তাব|(?:আত্মার|রুহের|বিদেহী).{0,40}(?:মাগফ|শান্তি|কামনা)|গভীর শোক"))
_INFORMATION = re.compile(clean(r"(?:অবহিত|অবগত)\s*(?:হলো|হল|হইল|হইলো|হয়|হলেন|হন|হয়েছে|থাকবেন|করা হলো|করা হয়)[।.\s]*$"))


def kind_of(item: AgendaItem, decision: RawDecision) -> str:
    """Return `confirmation`, `condolence`, `information` or `decision`."""
    if decision.is_confirmation:
        return "confirmation"
    if _CONDOLENCE.search(clean(f"{item.title or ''}\n{decision.text}")):
        return "condolence"
    if _INFORMATION.search(clean(decision.text)):
        return "information"
    return "decision"
