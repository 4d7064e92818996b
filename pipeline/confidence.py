"""How sure a row is, from what can be measured: how it was read, how its columns were found, what is missing."""

from extractors.document import Document
from pipeline.minutes import AgendaItem, Minutes, RawDecision

BY_ROUTE = {"html": 0.98, "docx": 0.98, "doc": 0.97, "text": 0.95, "pdf-text": 0.96, "pdf-ocr": 0.85}
UNFINISHED = 0.9  # the document could not be read whole
SHORT = 0.7  # a decision of a few letters is more often a stray cell
FEWEST_LETTERS = 12


def confidence_of(document: Document, minutes: Minutes, item: AgendaItem, decision: RawDecision) -> float:
    """Return 0 to 1, two decimals: the product of the signals' factors."""
    value = BY_ROUTE[document.route] * minutes.certainty
    if decision.confidence is not None:
        value *= decision.confidence
    if not document.is_complete:
        value *= UNFINISHED
    if len(decision.text) < FEWEST_LETTERS and not item.title:
        value *= SHORT
    return round(value, 2)
