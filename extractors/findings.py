"""Closed list of what a reader may notice: codes for programs, and for people what is wrong and what to do.

Other programs compare these codes, so a code is never renamed. Why a file gave nothing at all is told by
`extractors.errors`.
"""

FINDINGS: dict[str, str] = {
    "cell_limit": "Its tables have more cells than the bound allows, so later pages were not read: split the file.",
    "cut_short": "The file ends before its end mark, so pages or pictures may be missing: ask for it again.",
    "damaged_body": "The text of the portal page is damaged and was not read: fetch the page again.",
    "damaged_file": "The file has lost bytes or gained some: open it beside the rows, and ask for it again if they differ.",
    "damaged_text_layer": "The letters of the page are damaged and were left out: install OCR, or name a folder of fonts.",
    "date_field": "The day was a field that Word fills in anew each time: look on the signed copy for it.",
    "embedded_document": "A document inside this one was not read: save it as a file of its own and import that.",
    "hidden_text_layer": "A scanner's own reading of the page was taken: install OCR for a better one.",
    "limit_exceeded": "A page picture or the number of pages is over the bound and was left out: split or shrink the file.",
    "nested_too_deep": "Tables or parts stand in one another deeper than the bound: look whether the text is in order.",
    "ocr_unsure": "OCR was unsure of much on this page: compare its rows with the picture.",
    "page_failed": "The page is damaged and was not read: print it anew from its source.",
    "page_limit": "The file has more pages than the bound allows, and the last ones were not read: split it.",
    "page_too_large": "The page is too large for a picture of it to be read: scale it down to a paper size.",
    "pictures_only": "It holds links or pictures and next to no text: import the files or pictures themselves.",
    "repaired_text_layer": "The letters of the page were damaged and were read from the shapes of known fonts.",
    "scan_not_read": "The page is a picture, and OCR is not installed: run `make ocr`.",
    "spans_ignored": "Cells claim more rows and columns than any table has; each was given one place.",
    "too_many_cells": "Its tables have more cells than the bound allows, and the last ones were left out: split the file.",
    "unknown_font": "The letters are set in a font with a code table of its own, so they may be wrong: use OCR for them.",
}
