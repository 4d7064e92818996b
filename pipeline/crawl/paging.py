"""A list on the way from its first page to its last."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.crawl.rows import Row

MOST_PAGES = 500  # of one list: more is one that invents its rows


@dataclass(slots=True, kw_only=True)
class Paging:
    """What came of a list so far.

    `found` are its rows by key; `known` are those of the last time that all of it was read; `total` is how many the list
    says it has.
    """

    key: str
    url: str
    is_of_minutes: bool
    hops: int = 0  # from page to page, on the way to the list
    found: dict[str, Row] = field(default_factory=dict)
    known: dict[str, Row] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)  # keys of this sweep
    pages: int = 0
    failed: int = 0  # pages that could not be had, one after the other
    lost: int = 0  # pages that could not be had at all
    unread: int = 0  # rows of an API's answers that nothing could be read of
    total: int | None = None
    sweep: int = 1
    is_cut: bool = False  # by what the user asked for, so that fewer rows are no fault
    is_spared: bool = False  # its last pages were not asked for
    is_over: bool = False  # no page follows one that repeats others

    def note(self, rows: Sequence[Row], total: int | None) -> None:
        """Count the rows of one more page, and see whether the list can go on behind it."""
        keys = {row.key for row in rows}
        self.pages += 1
        self.total = total if total is not None else self.total
        self.found.update((row.key, row) for row in rows)
        self.is_over |= keys <= self.seen or self.is_cut or self.pages >= MOST_PAGES or self._is_full
        self.seen |= keys

    @property
    def _is_full(self) -> bool:
        return self.total is not None and len(self.found) + self.unread >= self.total

    @property
    def is_whole(self) -> bool:
        """Whether all rows came, as far as the list tells."""
        return not (self.is_cut or self.lost or self.unread or self.is_short or self.is_endless)

    @property
    def is_endless(self) -> bool:
        """Whether the list was left off because it has too many pages."""
        return self.pages >= MOST_PAGES and not self._is_full

    @property
    def is_short(self) -> bool:
        """Whether fewer rows came than the list says it has."""
        return not self.is_cut and self.total is not None and not self._is_full

    def rest(self) -> list[Row]:
        """Return the rows behind those that came, where they need not be asked for; else none.

        They need not when the last row that came was there the last time, and the rows of then with those that are new
        are as many as the list says it has: what was added, or taken away, further down would show in that number.
        """
        if self.is_cut or self.total is None or not self.found or next(reversed(self.found)) not in self.known:
            return []
        if len(self.known.keys() | self.found.keys()) != self.total:
            return []
        return [row for key, row in self.known.items() if key not in self.found]

    def again(self) -> "Paging":
        """Return a second sweep over the list: rows may have moved from page to page while it was read."""
        return Paging(
            key=self.key,
            url=self.url,
            is_of_minutes=self.is_of_minutes,
            hops=self.hops,
            found=self.found,
            sweep=self.sweep + 1,
        )
