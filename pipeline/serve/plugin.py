"""How the pages join Datasette: its own hooks, and nothing that writes."""

import json
import shlex
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from datasette.app import Datasette
from datasette.utils.asgi import Request
from markupsafe import Markup
from pluggy import HookimplMarker

from normalizers.digits import bangla_digits
from normalizers.text import fold_words
from pipeline.serve import pages
from pipeline.serve.facets import PARAMETER, ImplementerFacet
from pipeline.serve.filters import DATABASE, filters
from pipeline.serve.guard import App, guarded
from pipeline.serve.saved_queries import canned_queries
from pipeline.serve.search_words import LONGEST, marked
from pipeline.serve.site import Site, language_of
from pipeline.serve.wording import (
    LANGUAGES,
    SENTENCES,
    count,
    day,
    heading,
    label_of,
    meaning_of,
    number,
    say,
    say_code,
    spot,
    title_of,
)

hookimpl = HookimplMarker("datasette")

_ID = r"(?P<document>[0-9a-f]{16})/(?P<meeting>\d{1,6})"
_DECISION = rf"{_ID}/(?P<row>\d{{1,6}})"
_MEETINGS = ("meeting_id", "later_meeting_id", "same_meeting_as")
_LISTS = ("implementers", "flags", "aliases", "examples", "words", "amounts_bdt")
_DECISIONS = ("decision_id", "later_decision_id")


class Plugin:
    """The hooks, bound to one site."""

    def __init__(self, site: Site, hosts: frozenset[str]) -> None:
        self._site = site
        self._hosts = hosts
        self.__name__ = __name__  # Datasette takes plugins for modules and asks for their names

    @hookimpl
    def register_routes(self) -> list[tuple[str, Callable[..., Any]]]:
        """Add the pages of our own."""
        site = self._site

        def page(view: Callable[..., Any]) -> Callable[..., Any]:
            async def answer(request: Request, datasette: Datasette) -> Any:
                return await view(site, request, datasette)

            return answer

        return [
            (r"^/$", page(pages.home)),
            (rf"^/decision/{_DECISION}$", page(pages.decision)),
            (rf"^/source/{_DECISION}$", page(pages.source)),
            (rf"^/picture/{_DECISION}/(?P<what>cell|page)$", page(pages.picture)),
            (rf"^/meeting/{_ID}$", page(pages.meeting)),
            (r"^/timeline$", page(pages.timeline)),
            (r"^/siddhanto(/.*)?\.csv$", page(pages.no_csv)),  # Datasette's own lets formulas through
            (rf"^/language/(?P<language>{'|'.join(LANGUAGES)})$", pages.language),
        ]

    @hookimpl
    def filters_from_request(self, request: Request, table: str, datasette: Datasette) -> Any:
        """Add search and the filters that are no columns to the list of decisions."""
        return filters(request, datasette) if table == "decisions" else None

    @hookimpl
    def register_facet_classes(self) -> list[type]:
        """Add the facet of implementers."""
        return [ImplementerFacet]

    @hookimpl
    def canned_queries(self, database: str) -> dict[str, Any]:
        """Add the saved questions."""
        return canned_queries() if database == DATABASE else {}

    @hookimpl
    def prepare_connection(self, conn: Any) -> None:
        """Let SQL fold words as the index does."""
        conn.create_function("fold_words", 1, lambda text: fold_words(str(text or "")[:LONGEST]), deterministic=True)

    @hookimpl
    def prepare_jinja2_environment(self, env: Any) -> None:
        """Let templates read the lists that SQLite holds as JSON."""
        env.filters["from_json"] = json.loads

    @hookimpl
    def asgi_wrapper(self) -> Callable[[App], App]:
        """Answer only readers of this computer."""
        return partial(guarded, hosts=self._hosts)

    @hookimpl
    def handle_exception(self, datasette: Datasette, request: Request, exception: Exception) -> Any:
        """Tell what went wrong as a page, or as JSON where that was asked for."""
        return pages.problem(datasette, request, exception)

    @hookimpl
    def render_cell(self, value: Any, column: str) -> Any:
        """Turn keys into links to their pages, and lists into text."""
        if column == "implementer_no":
            return Markup('<a href="/siddhanto/decisions?{}">{}</a>').format(urlencode({PARAMETER: value}), value)
        if not isinstance(value, str):
            return None
        if column in _DECISIONS:
            return Markup('<a href="/decision/{}">{}</a>').format(quote(value), value)
        if column in _MEETINGS:
            return Markup('<a href="/meeting/{}">{}</a>').format(quote(value), value)
        if column == "topic_id":
            return Markup('<a href="/siddhanto/decisions?{}">{}</a>').format(urlencode({"topic_id": value}), value)
        if column in _LISTS and value.startswith("["):
            return "; ".join(str(entry) for entry in json.loads(value))
        return None

    @hookimpl
    def extra_template_vars(self, datasette: Datasette, request: Request | None) -> dict[str, Any]:
        """Give templates the words of the reader's language."""
        language = language_of(request)
        here = request.full_path if request is not None else "/"
        other = next(name for name in LANGUAGES if name != language)
        return {
            "language": language,
            "other_language": other,
            "other_language_name": LANGUAGES[other],
            "other_language_url": f"/language/{other}?{urlencode({'to': here})}",
            "say": lambda key: say(key, language),
            "code": lambda key: say_code(key, language),
            "heading": lambda row: heading(row["agenda_title"], row["kind"], language),
            "named": lambda name: say(name, language) if name in SENTENCES else label_of(name, language),
            "label": lambda column: label_of(column, language),
            "meaning": meaning_of,
            "table_title": lambda table: title_of(table, language),
            "n": lambda value: number(value, language),
            "count": lambda value, key: count(value, key, language),
            "digits": lambda text: bangla_digits(text) if language == "bn" else text,
            "spot": lambda locator: spot(locator, language),
            "day": lambda text: day(text, language),
            "marked": marked,
            "said_in_discussion": partial(pages.said_in_discussion, datasette),
            "first_page": _first_page,
            "decisions_url": lambda **filters: f"/siddhanto/decisions?{urlencode(filters)}",
            "made": self._site.made,
            "out": shlex.quote(self._site.out.as_posix()),
        }


def _first_page(url: str) -> str:
    """Return a URL as a path of this site, without the place in a list that another page had."""
    parts = urlsplit(url)
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name != "_next"])
    return parts.path + (f"?{query}" if query else "")
