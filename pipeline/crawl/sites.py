"""The sites of offices: hosts made from the tables of places, by the portal's way of naming them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from normalizers.text import fold

LEVELS = ("ministry", "division", "district", "upazila", "union")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One office's site. `code` is the BBS geocode of its place; "" where there is none."""

    host: str
    office: str
    level: str
    division: str = ""
    district: str = ""
    upazila: str = ""
    union: str = ""
    code: str = ""


def find_sites(*, level: str | None = None, within: str | None = None) -> Iterator[Site]:
    """Yield the sites of a level, or of all, that lie within a place, named in Bangla or in any spelling `fold` joins."""
    table = files("pipeline.crawl").joinpath("tables", "sites.csv").read_text("utf-8")
    place = fold(within) if within else None
    for row in csv.DictReader(table.splitlines()):
        site = Site(**row)
        if level is not None and site.level != level:
            continue
        if place is None or place in {fold(name) for name in (site.division, site.district, site.upazila)}:
            yield site
