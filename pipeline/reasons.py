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
    "unlisted": "What is there could not be listed.",
    "unreachable": "The object could not be fetched.",
    "timeout": "Reading it took longer than the limit and was ended.",
    "memory": "Reading it took more memory than the limit and was ended.",
    "crashed": "The program that reads it broke down on it.",
}

ADVICE: dict[str, str] = {
    "not_found": "Check the path.",
    "empty_folder": "Check the path; an archive has to be unpacked only if it is not a ZIP.",
    "unreadable": "Check the permissions of the file, or whether the disk is there.",
    "unlisted": "Check the URL, the network and the credentials in the environment; the same import tries it again.",
    "unreachable": "Check the network and the credentials in the environment; the next import of it tries it again.",
    "timeout": "Open the file: it may be very long or damaged. --timeout raises the limit.",
    "memory": "Split the file into smaller ones.",
    "crashed": "Please report it with the file: this is a fault of Siddhanto.",
}

# What interpretation and normalization report; the readers' own codes stand in `extractors`.
ISSUES: dict[str, str] = {
    "date_not_understood": "No day could be read from these words.",
    "date_impossible": "The calendar has no such day.",
    "date_conflict": "The weekday, or the date of the other calendar, contradicts it; the value is the date as written.",
    "date_derived": "Damaged words were read with the help of the other calendar's date beside them.",
    "date_repaired": "The scan's month name was damaged; it was read as the only month it resembles.",
    "month_not_understood": "No month could be read from these words.",
    "time_not_understood": "No time of day could be read from these words.",
    "memo_not_understood": "These words hold no memo number.",
    "deadline_not_understood": "The words of the deadline give no day that can be named.",
    "deadline_before_meeting": "The deadline lies before the day of the meeting.",
    "implementer_not_understood": "No office or person could be read from these words.",
    "residue_repaired": "The letters were damaged by an old converter and repaired; this is the text before.",
    "decision_overlooked": "The source marks this as a decision, but it is in no row.",
    "serial_gap": "A number is missing in the row of agenda items.",
    "rows_unexplained": "More numbered rows or decision marks were seen than rows came out.",
    "superseded": "Its place holds other content by now; these are the rows of the content before.",
    "correction_outdated": "The text that was corrected reads otherwise by now: look at it and correct it again.",
    "correction_unknown": "A line of corrections.csv names a row or field that is not there.",
}
