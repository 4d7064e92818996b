"""The facet that Datasette lacks: implementers, of which a decision has several, counted by a table of their own."""

from typing import Any
from urllib.parse import parse_qsl

from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.utils import path_with_added_args, path_with_removed_args

PARAMETER = "_implementer"  # not a column: `filters` makes a condition of it


class ImplementerFacet(Facet):  # type: ignore[misc]
    """Counts decisions by implementer; `{"implementer": …}` among the facets of a table's metadata."""

    type = "implementer"

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        """Return the most frequent implementers among the rows shown, and what could not be counted in time."""
        if not self.get_configs():
            return [], []
        size = self.get_facet_size()
        query = (
            "SELECT implementer_no AS value, implementer AS label, count FROM ("
            f"SELECT implementer_no, count(*) AS count FROM decision_implementers WHERE id IN (SELECT id FROM ({self.sql})) "
            f"GROUP BY implementer_no ORDER BY count(*) DESC LIMIT {size + 1}"
            ") JOIN implementers USING (implementer_no) ORDER BY count DESC, implementer"
        )
        try:
            found = await self.ds.execute(
                self.database,
                query,
                self.params,
                truncate=False,
                custom_time_limit=self.ds.setting("facet_time_limit_ms"),
            )
        except QueryInterrupted:
            return [], [self.type]
        arguments = parse_qsl(self.request.query_string, keep_blank_values=True)
        results = []
        for row in found.rows[:size]:
            argument = {PARAMETER: str(row["value"])}
            selected = (PARAMETER, str(row["value"])) in arguments
            changed = (path_with_removed_args if selected else path_with_added_args)(self.request, argument)
            results.append(
                {
                    "value": row["value"],
                    "label": row["label"],
                    "count": row["count"],
                    "toggle_url": self.ds.urls.path(changed),
                    "selected": selected,
                }
            )
        facet = {
            "name": "implementer",
            "type": self.type,
            "hideable": False,
            "toggle_url": None,
            "results": results,
            "truncated": len(found.rows) > size,
        }
        return [facet], []
