"""A list on the way from its first page to its last."""

from dataclasses import dataclass, field

from pipeline.crawl.lists import Listing

MOST_PAGES = 1_000  # of one list


@dataclass(slots=True, kw_only=True)
class Paging:
    """What came of a list so far. `found` are its rows, each once; `total` is how many the list says it has."""

    key: str
    url: str
    is_of_minutes: bool
    found: set[str] = field(default_factory=set)
    firsts: set[str] = field(default_factory=set)  # the first row of each page
    pages: int = 0
    total: int | None = None
    sweep: int = 1
    is_cut: bool = False  # by what the user asked for, so that fewer rows are no fault

    def note(self, listing: Listing) -> None:
        """Count the rows of one more page."""
        self.pages += 1
        self.total = listing.total if listing.total is not None else self.total
        self.found.update(row.page or row.mark for row in listing.rows)

    def is_over(self, listing: Listing) -> bool:
        """Return whether this page of the list is its last: none follow one that repeats another."""
        first = listing.rows[0].page or listing.rows[0].mark if listing.rows else ""
        repeats = first in self.firsts
        self.firsts.add(first)
        return repeats or self.is_cut or self.pages >= MOST_PAGES

    @property
    def is_short(self) -> bool:
        """Whether fewer rows came than the list says it has."""
        return not self.is_cut and self.total is not None and len(self.found) < self.total

    def again(self) -> "Paging":
        """Return a second sweep over the list: rows may have moved from page to page while it was read."""
        return Paging(
            key=self.key, url=self.url, is_of_minutes=self.is_of_minutes, found=self.found, sweep=self.sweep + 1
        )
