"""The sites of offices, with their places: hosts of our table, and those made as the portal makes them of place names."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from normalizers.text import clean, fold

LEVELS = ("national", "division", "district", "upazila", "union")


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
    """Yield the sites of a level, or of all, that lie in a division, district or upazila; spelling as `fold` joins it.

    >>> next(find_sites(level="upazila", within="নাটোর")).host
    'gurudaspur.natore.gov.bd'
    """
    place = fold(within) if within else None
    for site in _sites():
        if level is not None and site.level != level:
            continue
        if place is None or place in {fold(name) for name in (site.division, site.district, site.upazila) if name}:
            yield site


@cache
def _sites() -> tuple[Site, ...]:
    return tuple(_made())


def _made() -> Iterator[Site]:
    hosts = {(row["level"], row["place"]): row["host"] for row in _rows("pipeline.crawl", "hosts.csv")}
    for row in _rows("pipeline.crawl", "hosts.csv"):
        if row["level"] == "national":
            yield Site(host=row["host"], office=row["office"], level="national")
    for row in _rows("normalizers", "divisions.csv"):
        host = hosts.get(("division", row["name"]))
        if host:
            name = row["name"]
            yield Site(host=host, office=clean(f"{name} বিভাগ"), level="division", division=name, code=row["code"])
    districts = {row["name"]: row for row in _rows("normalizers", "districts.csv")}
    for name, row in districts.items():
        host = hosts.get(("district", name))
        if host:
            place = {"division": row["division"], "district": name, "code": row["code"]}
            yield Site(host=host, office=clean(f"{name} জেলা"), level="district", **place)
    for level, word in (("upazila", "উপজেলা"), ("union", "ইউনিয়ন")):
        for row in _rows("normalizers", f"{level}s.csv"):
            host = hosts.get(("district", row["district"]))
            if not host or not row["host"]:
                continue
            yield Site(
                host=f"{row['host']}.{host}",
                office=clean(f"{row['name']} {word}"),
                level=level,
                division=districts[row["district"]]["division"],
                district=row["district"],
                upazila=row["name"] if level == "upazila" else row["upazila"],
                union=row["name"] if level == "union" else "",
                code=row.get("code") or "",
            )


def _rows(package: str, name: str) -> Iterator[dict[str, str]]:
    table = files(package).joinpath("tables", name).read_text("utf-8")
    for row in csv.DictReader(table.splitlines()):
        yield {column: clean(text) for column, text in row.items()}
