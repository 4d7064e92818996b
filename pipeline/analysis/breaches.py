"""Promises that tables may break, in people's words: what is wrong, and what to do about it."""

from dataclasses import dataclass

_AGAIN = "Import the same files again with this version of the program."
_CHANGED = (
    "The table was changed or cut short outside of this program. Delete it and import again: nothing is read anew."
)
_CORRECT = "See the rows and put them right: siddhanto correct."
_REPORT = "Please report this: it is a fault of Siddhanto."

BREACHES: dict[str, tuple[str, str]] = {
    "table_missing": ("the table is not there", _CHANGED),
    "column_missing": ("the column is not there", _AGAIN),
    "other_type": ("the column is of another type", _AGAIN),
    "other_version": ("the table was written to another version of the schema", _AGAIN),
    "unreadable": ("it cannot be read", _CHANGED),
    "value_missing": ("the value may not be empty", _CORRECT),
    "key_twice": ("more than one row has the same key", _CHANGED),
    "not_in_list": ("the value is not in the closed list", _CORRECT),
    "not_of_form": ("the value is not written as promised", _CORRECT),
    "no_such_row": ("the row that it names is not there", _CHANGED),
    "not_its_parent": ("its id does not begin with the id of what it belongs to", _CHANGED),
    "date_out_of_range": ("the day is before 26 March 1971 or after 2099", _CORRECT),
    "out_of_range": ("the number is out of its range", _CORRECT),
    "empty": ("there are no words in it", _CORRECT),
    "differs_from_meeting": ("the value copied from the meeting is not that of the meeting", _CHANGED),
    "differs_from_topic": ("the label is not that of the topic", "Group again: siddhanto topics."),
    "contradicts": ("two columns contradict each other", _REPORT),
    "does_not_add_up": ("the count is not what is there", _CHANGED),
    "not_mentioned_but_told": ("a row that says nothing has evidence", "Follow up again: siddhanto follow-up."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One promise that is not kept: where, what, how often, and a few values."""

    table: str
    column: str | None
    code: str
    rows: int
    detail: str

    @property
    def told(self) -> str:
        """What is wrong, in a sentence."""
        where = f"{self.table}.{self.column}" if self.column else self.table
        rows = f" in {self.rows} {'row' if self.rows == 1 else 'rows'}" if self.rows else ""
        return f"{where}: {BREACHES[self.code][0]}{rows} ({self.code}): {self.detail}"

    @property
    def advice(self) -> str:
        """What to do about it."""
        return BREACHES[self.code][1]
