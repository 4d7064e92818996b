"""What Datasette is told of the tables: titles, facets, order, and what each column means."""

from typing import Any

from pipeline.serve.filters import BY_COLUMN, DATABASE
from pipeline.serve.wording import TABLE_TITLES, label_of, meaning_of

_HIDDEN = ("facts", "committee_names", "decision_implementers", "decision_details", "topic_counts", "filled")
_LABELS = {"committee_names": "committee", "topics": "topic", "committees": "committee", "meetings": "title"}


def metadata() -> dict[str, Any]:
    """Return the metadata; titles in both languages, since Datasette's own pages know only one."""
    tables: dict[str, Any] = {
        name: {"title": f"{bangla} · {english}"} for name, (bangla, english) in TABLE_TITLES.items()
    }
    tables["decisions"] |= {
        "facets": [*BY_COLUMN, {"implementer": "implementer"}],
        "columns": {
            name: f"{label_of(name, 'bn')} · {meaning_of(name)}"
            for name in ("committee", "agenda_title", "decision", "deadline")
        },
    }
    for name, column in _LABELS.items():
        tables.setdefault(name, {})["label_column"] = column
    for name in _HIDDEN:
        tables.setdefault(name, {})["hidden"] = True
    return {
        "title": "সিদ্ধান্ত · Siddhanto",
        "databases": {DATABASE: {"title": "সিদ্ধান্ত · Siddhanto", "tables": tables}},
    }
