"""The pages of our own, beside those of Datasette: they read the database and fill templates."""

import json
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, NotFound, Request, Response
from datasette.views.base import DatasetteError

from pipeline.serve.decision_page import (
    copies_of,
    decisions_of,
    facts_of,
    is_pictured,
    meeting_of,
    spot_of,
)
from pipeline.serve.excerpts import Spot, cell_picture, excerpt, whole_page
from pipeline.serve.filters import DATABASE
from pipeline.serve.saved_queries import canned_queries
from pipeline.serve.search_words import fragment
from pipeline.serve.site import Site
from pipeline.serve.source_files import places_of
from pipeline.serve.timeline import chart
from pipeline.serve.workshop import NotMadeError

LOG = logging.getLogger(__name__)
PATIENCE = 1.5  # seconds that a page waits for the words of its source; a link leads to them then
NEWEST = 8  # meetings on the front page
TOPICS = 8
GAPS = 5
YEAR = 365 * 24 * 3600  # seconds that a browser may keep a language


async def home(site: Site, request: Request, datasette: Datasette) -> Response:
    """The front page: search, counts, what is new, what comes back, what is missing."""
    database = datasette.get_database(DATABASE)

    async def ask(query: str) -> list[dict[str, Any]]:
        return [dict(row) for row in (await database.execute(query)).rows]

    filled = {row["what"]: (row["filled"], row["of"]) for row in await ask("SELECT * FROM filled")}
    statuses = {row["status"]: row["n"] for row in await ask("SELECT status, count(*) AS n FROM documents GROUP BY 1")}
    (span,) = await ask("SELECT min(first_month) AS first, max(last_month) AS last FROM committees")
    content = {
        "filled": filled,
        "statuses": statuses,
        "span": span,
        "meetings": await ask(
            'SELECT meeting_id, title, committee, office, district, upazila, "union", meeting_date, meeting_month, decisions '
            f"FROM meetings WHERE preferred = 1 AND meeting_date IS NOT NULL ORDER BY meeting_date DESC, meeting_id LIMIT {NEWEST}"
        ),
        "chart": await chart(database, topics=TOPICS),
        "gaps": await ask(
            'SELECT c.committee, c.district, c.upazila, c."union", count(*) AS months FROM missing_months '
            f"JOIN committees c USING (committee_no) GROUP BY committee_no ORDER BY months DESC, c.committee LIMIT {GAPS}"
        ),
        "queries": canned_queries(),
        "changed": site.has_changed(),
    }
    return await _page(datasette, request, "home.html", content)


async def decision(site: Site, request: Request, datasette: Datasette) -> Response:
    """One decision with everything around it."""
    facts = await _facts(request, datasette)
    content: dict[str, Any] = {"facts": facts, "is_pictured": is_pictured(facts), "excerpt": None, "problem": None}
    if is_pictured(facts):
        content["problem"] = await _problem(site, facts, cell_picture, PATIENCE)
    elif facts.document.get("sha256"):
        content |= await _excerpt(site, facts, PATIENCE)
    return await _page(datasette, request, "decision.html", content)


async def source(site: Site, request: Request, datasette: Datasette) -> Response:
    """The words of the source, however long it takes to open; or its whole page as a picture."""
    facts = await _facts(request, datasette)
    content: dict[str, Any] = {"facts": facts, "is_pictured": is_pictured(facts), "excerpt": None, "problem": None}
    if not facts.document.get("sha256"):
        content["problem"] = "source_moved"
    elif not is_pictured(facts):
        content |= await _excerpt(site, facts, None)
    else:
        content["problem"] = await _problem(site, facts, whole_page, None)
    return await _page(datasette, request, "source.html", content)


async def picture(site: Site, request: Request, datasette: Datasette) -> Response:
    """The picture of a decision's cell, or of its page."""
    facts = await _facts(request, datasette)
    if not is_pictured(facts):
        raise NotFound("source")
    is_page = request.url_vars["what"] == "page"
    try:
        content = await site.workshop.made(whole_page if is_page else cell_picture, _spot(site, facts))
    except NotMadeError as error:
        return Response.text(site.say(error.reason, request), status=503 if error.reason == "source_busy" else 404)
    headers = {"cache-control": "private, max-age=3600"}
    return Response(content, content_type="image/jpeg" if is_page else "image/png", headers=headers)


async def meeting(site: Site, request: Request, datasette: Datasette) -> Response:
    """One meeting with its decisions."""
    database = datasette.get_database(DATABASE)
    found = await meeting_of(database, "{document}/{meeting}".format(**request.url_vars))
    if found is None:
        raise NotFound("meeting")
    content = {
        "meeting": found,
        "decisions": await decisions_of(database, found["meeting_id"]),
        "copies": await copies_of(database, found),
    }
    return await _page(datasette, request, "meeting.html", content)


async def timeline(site: Site, request: Request, datasette: Datasette) -> Response:
    """Topics by month, of all committees or of some."""
    database = datasette.get_database(DATABASE)
    chosen: Any = {name: request.args.get(name) or "" for name in ("district", "committee_key", "year")}
    try:
        drawn = await chart(database, **chosen)
    except QueryInterrupted:
        drawn = None
    districts = await database.execute("SELECT DISTINCT district FROM committees WHERE district IS NOT NULL ORDER BY 1")
    committees = await database.execute(
        "SELECT committee_key, committee FROM committee_names ORDER BY committee LIMIT 500"
    )
    years = await database.execute(
        "SELECT DISTINCT substr(meeting_month, 1, 4) FROM meetings WHERE meeting_month IS NOT NULL ORDER BY 1 DESC"
    )
    content = {
        "chart": drawn,
        "chosen": chosen,
        "districts": [row[0] for row in districts.rows],
        "committees": [tuple(row) for row in committees.rows],
        "years": [row[0] for row in years.rows],
    }
    return await _page(datasette, request, "timeline.html", content)


async def no_csv(site: Site, request: Request, datasette: Datasette) -> Response:
    """Where CSV comes from instead."""
    return Response.text(site.say("csv_by_export", request), status=404)


async def said_in_discussion(datasette: Datasette, number: int, question: str) -> str:
    """Return what the discussion of a decision says of the question, for a list; "" where nothing."""
    found = await datasette.get_database(DATABASE).execute(
        "SELECT discussion FROM decision_details WHERE id = ?", [number]
    )
    return fragment(found.rows[0][0] or "", question) if found.rows else ""


async def language(request: Request) -> Response:
    """Remember the language in a cookie and go back to the page."""
    response = Response.redirect(_inside(request.args.get("to") or "/"))
    response.set_cookie("language", request.url_vars["language"], max_age=YEAR, samesite="lax", httponly=True)
    return response


async def problem(datasette: Datasette, request: Request, error: Exception) -> Response:
    """The page that says why there is no page; a fault of ours goes to the log and says nothing of its inside."""
    if isinstance(error, Base400):
        status, sentence = error.status, str(error)
    elif isinstance(error, DatasetteError):
        status, sentence = error.status, "" if error.message_is_html else error.message
    else:
        LOG.error("no answer to %s", request.path, exc_info=error)
        status, sentence = 500, ""
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": sentence, "status": status}, status=status)
    content = {"status": status, "sentence": sentence}
    return Response.html(await datasette.render_template("problem.html", content, request=request), status=status)


def _inside(target: str) -> str:
    """Return `target` if it is a path of this site, else the front page: no link may lead away from here."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not target.startswith("/") or target.startswith(("//", "/\\")):
        return "/"
    query = urlencode(parse_qsl(parts.query, keep_blank_values=True))
    path = "".join(letter for letter in parts.path if letter.isascii() and letter.isprintable() and letter != "\\")
    return path + (f"?{query}" if query else "")


async def _facts(request: Request, datasette: Datasette) -> Any:
    decision_id = "{document}/{meeting}/{row}".format(**request.url_vars)
    facts = await facts_of(datasette.get_database(DATABASE), decision_id)
    if facts is None:
        raise NotFound("decision")
    return facts


def _spot(site: Site, facts: Any) -> Any:
    document = facts.document
    return spot_of(facts, places_of(site.out, document["sha256"], [document["source_uri"], *document["aliases"]]))


async def _excerpt(site: Site, facts: Any, seconds: float | None) -> dict[str, Any]:
    try:
        found = json.loads(await site.workshop.made(excerpt, _spot(site, facts), seconds=seconds))
    except NotMadeError as error:
        return {"problem": error.reason}
    return {"excerpt": found} if found else {"problem": "source_no_place"}


async def _problem(site: Site, facts: Any, function: Callable[[Spot], bytes], seconds: float | None) -> str | None:
    """Make a picture, so that the browser has it at once, and return why it cannot be had; None while it is being made."""
    try:
        await site.workshop.made(function, _spot(site, facts), seconds=seconds)
    except NotMadeError as error:
        return None if error.reason in ("source_waits", "source_busy") else error.reason
    return None


async def _page(datasette: Datasette, request: Request, template: str, content: dict[str, Any]) -> Response:
    return Response.html(await datasette.render_template(template, content, request=request))
