"""Closed lists of codes: why a document has no decisions, what an issue is about, and what to do.

Other programs compare these codes, so a code is never renamed. Reasons of failed documents are the codes of
`extractors.errors`, and those of `READ_FAILED` where a file could not be opened or its reading was ended.
"""

NO_DECISIONS: dict[str, str] = {
    "no_minutes": "Nothing in it looks like minutes of a meeting.",
    "notice": "A notice of a coming meeting.",
    "news": "News about a meeting, without its decisions.",
    "stock_text": "Stock text about how often a committee meets.",
    "bare_agenda": "An agenda without decisions.",
    "attendance_only": "A list of members or attendance.",
    "programme": "A programme, tender or price table.",
    "review_only": "It only reviews decisions of an earlier meeting.",
    "no_decisions_stated": "Minutes of a meeting that state no decision.",
    "no_text": "It holds no text.",
}

PARTIAL: dict[str, str] = {
    "incomplete_reading": "Some pages or parts could not be read; the issues say which.",
    "rows_unexplained": "More numbered rows or decision marks were seen than rows came out.",
}

READ_FAILED: dict[str, str] = {
    "not_found": "There is no such file or folder.",
    "empty_folder": "The folder holds no files.",
    "unreadable": "The file may not be opened.",
    "timeout": "Reading it took longer than the limit and was ended.",
    "memory": "Reading it took more memory than the limit and was ended.",
    "crashed": "The program that reads it broke down on it.",
}

ADVICE: dict[str, str] = {
    "not_found": "Check the path.",
    "empty_folder": "Check the path; an archive has to be unpacked only if it is not a ZIP.",
    "unreadable": "Check the permissions of the file, or whether the disk is there.",
    "timeout": "Open the file: it may be very long or damaged. --timeout raises the limit.",
    "memory": "Split the file into smaller ones.",
    "crashed": "Please report it with the file: this is a fault of Siddhanto.",
}
