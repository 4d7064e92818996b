"""How sure a row is, from what can be measured: how it was read, how its columns were found, what is missing."""

from extractors.document import Document
from pipeline.minutes import AgendaItem, Minutes, RawDecision

# Measured on labelled documents, and checked by leaving out one office after another (tests/test_corpus_scores.py).
BY_ROUTE = {"html": 0.98, "docx": 0.98, "doc": 0.98, "text": 0.96, "pdf-text": 0.97, "pdf-ocr": 0.96}
UNFINISHED = 0.9  # the document could not be read whole
SHORT = 0.7  # a decision of a few letters is more often a stray cell
FEWEST_LETTERS = 12
UNSURE = 0.6  # Tesseract's own confidence of a cell below which its letters are guesses


def confidence_of(document: Document, minutes: Minutes, item: AgendaItem, decision: RawDecision) -> float:
    """Return 0 to 1, two decimals: the product of the signals' factors.

    The signals: the route, how plainly the layout named its columns or labels (`minutes.certainty`), the OCR's own
    confidence, whether the document was read whole, and the length of the text.
    """
    value = BY_ROUTE[document.route] * minutes.certainty
    if decision.confidence is not None:
        value *= 0.5 + 0.5 * decision.confidence if decision.confidence > UNSURE else decision.confidence
    if not document.is_complete:
        value *= UNFINISHED
    if len(decision.text) < FEWEST_LETTERS and not item.title:
        value *= SHORT
    return round(value, 2)
