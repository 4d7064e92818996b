"""What a reader asks of the list of decisions beyond Datasette's own filters by column, and how it is told back."""

import json
from typing import Any
from urllib.parse import parse_qsl

from datasette.app import Datasette
from datasette.filters import FilterArguments
from datasette.utils import path_with_removed_args
from datasette.utils.asgi import Request

from pipeline.serve.facets import PARAMETER
from pipeline.serve.search_words import expression
from pipeline.serve.wording import day

DATABASE = "siddhanto"
MANY = 3000  # found rows from which SQLite's own choice, to look each of them up, takes longer than to scan an index
BY_COLUMN = ("committee_key", "district", "meeting_month", "topic_id")  # facets that are filters by column
_NAMES = {PARAMETER: "implementer", "_from": "from_month", "_to": "to_month"}
_KEPT = (*_NAMES, "_copies")  # with the columns: what another search or filter leaves as it is


async def filters(request: Request, datasette: Datasette) -> FilterArguments:
    """Return the conditions: `_q` searches, `_from` and `_to` bound months, `_copies=1` adds lesser copies of meetings."""
    where, params = [], {}
    if request.args.get("_copies") != "1":
        where.append("is_copy = 0")
    if question := expression(request.args.get("_q") or ""):
        found = await datasette.get_database(DATABASE).execute(
            f"SELECT count(*) FROM (SELECT rowid FROM decisions_fts WHERE decisions_fts MATCH ? LIMIT {MANY})",
            [question],
        )
        # Few are looked up one by one; for many, an index is read through and each entry looked up among them.
        own = "id" if found.rows[0][0] < MANY else "+id"
        where.append(f"{own} IN (SELECT rowid FROM decisions_fts WHERE decisions_fts MATCH :q)")
        params["q"] = question
    for name, operator in (("_from", ">="), ("_to", "<=")):
        if month := request.args.get(name):
            where.append(f"meeting_month {operator} :{name[1:]}")
            params[name[1:]] = month
    if (implementer := request.args.get(PARAMETER)) is not None:
        where.append("id IN (SELECT id FROM decision_implementers WHERE implementer_no = :implementer_no)")
        params["implementer_no"] = implementer
    arguments = parse_qsl(request.query_string)
    context = {
        "kept": [(name, value) for name, value in arguments if name in _KEPT or not name.startswith("_")],
        "chips": [chip async for chip in _chips(request, datasette)],
        "tied_by": await _tied_by(request.args.get("topic_id"), datasette),
    }
    return FilterArguments(where_clauses=where, params=params, human_descriptions=[], extra_context=context)


async def _tied_by(topic_id: str | None, datasette: Datasette) -> list[str]:
    """Return the words that tie the titles of a topic together."""
    found = await datasette.get_database(DATABASE).execute("SELECT words FROM topics WHERE topic_id = ?", [topic_id])
    row = found.first()
    return json.loads(row["words"] or "[]") if row else []


async def _chips(request: Request, datasette: Datasette) -> Any:
    """Yield what is filtered by, each with the URL that takes it away."""
    labels = {
        "committee_key": "SELECT committee FROM committee_names WHERE committee_key = ?",
        "topic_id": "SELECT topic FROM topics WHERE topic_id = ?",
        PARAMETER: "SELECT implementer FROM implementers WHERE implementer_no = ?",
    }
    for name, value in parse_qsl(request.query_string):
        if name.startswith("_") and name not in _NAMES:
            continue
        label = value
        if name in labels:
            found = (await datasette.get_database(DATABASE).execute(labels[name], [value])).first()
            label = (found[0] if found else None) or value
        column, _, condition = name.partition("__")
        yield {
            "name": _NAMES.get(name, column),
            "condition": condition,
            "label": label,
            "is_month": day(value, "en") != value,
            "url": datasette.urls.path(path_with_removed_args(request, {name: value, "_next": None})),
        }
