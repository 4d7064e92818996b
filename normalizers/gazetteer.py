"""The gazetteer: every division, district, upazila and union of the tables, by name and by portal host."""

import csv
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from normalizers.letters import nfc
from normalizers.text import fold

_MOST_LABELS = 5  # of a host name, from the right
_LEVELS = ("division", "district", "upazila", "union")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One row of the tables with the names above it; `code` is the BBS geocode, two digits for each level."""

    level: str
    name: str
    division: str
    district: str | None = None
    upazila: str | None = None
    code: str | None = None
    hosts: tuple[str, ...] = ()


def _rows(name: str) -> Iterator[dict[str, str]]:
    table = files("normalizers").joinpath("tables", name).read_text("utf-8")
    for row in csv.DictReader(table.splitlines()):
        yield {column: nfc(value) for column, value in row.items()}


def _label(text: str) -> str:
    return re.sub("[^a-z]", "", text.lower())


@cache
def places() -> tuple[tuple[Place, tuple[str, ...]], ...]:
    """Return every place with the names it goes by."""
    found: list[tuple[Place, tuple[str, ...]]] = []

    def add(level: str, row: dict[str, str], above: Place | None) -> Place:
        names = (row["name"], row["english"], *filter(None, row.get("variants", "").split("|")))
        place = Place(
            level=level,
            name=row["name"],
            division=above.division if above else row["name"],
            district=row["name"] if level == "district" else row.get("district"),
            upazila=row["name"] if level == "upazila" else row.get("upazila"),
            code=row.get("code") or None,
            hosts=tuple({_label(name) for name in (*names, row.get("host", "")) if _label(name)}),
        )
        found.append((place, names))
        return place

    divisions = {row["name"]: add("division", row, None) for row in _rows("divisions.csv")}
    districts = {row["name"]: add("district", row, divisions[row["division"]]) for row in _rows("districts.csv")}
    for row in _rows("upazilas.csv"):
        add("upazila", row, districts[row["district"]])
    for row in _rows("unions.csv"):
        add("union", row, districts[row["district"]])
    return tuple(found)


@cache
def places_by_name() -> dict[str, tuple[Place, ...]]:
    """Return the places that bear each name, by the name's `fold`.

    >>> {place.district for place in places_by_name()[fold("ডিমলা")] if place.level == "upazila"}
    {'নীলফামারী'}
    """
    index: dict[str, list[Place]] = {}
    for place, names in places():
        for key in {fold(name) for name in names}:
            index.setdefault(key, []).append(place)
    return {key: tuple(found) for key, found in index.items()}


def opens_a_name(key: str) -> bool:
    """Return whether the `fold` of some place's name begins with `key`, so that more words may complete it.

    >>> opens_a_name(fold("দিনাজপুর")), opens_a_name(fold("জলাবদ্ধতা"))
    (True, False)
    """
    names = _names_in_order()
    at = bisect_left(names, key)
    return at < len(names) and names[at].startswith(key)


@cache
def _names_in_order() -> list[str]:
    return sorted(places_by_name())


def place_above(place: Place | None, level: str) -> Place | None:
    """Return the place of `level` that holds `place`, or `place` itself; None where it lies higher.

    >>> place_above(places_by_name()[fold("মেলান্দহ")][0], "district").name
    'জামালপুর'
    """
    if place is None or place.level == level:
        return place
    if _LEVELS.index(place.level) < _LEVELS.index(level):
        return None
    return next(
        (
            other
            for other, _ in places()
            if other.level == level
            and other.division == place.division
            and (level == "division" or other.district == place.district)
            and (level in ("division", "district") or other.upazila == place.upazila)
        ),
        None,
    )


def place_of_host(host: str) -> Place | None:
    """Return the place whose portal `host` is; None for a host that names none.

    `<union>up.<upazila>.<district>.gov.bd`, any office's name before them.

    >>> place_of_host("dss.melandah.jamalpur.gov.bd").name, place_of_host("example.com")
    ('মেলান্দহ', None)
    """
    name = host.lower().split("//")[-1].split("/")[0].split(":")[0].removeprefix("www.")
    if not name.endswith(".gov.bd"):
        return None
    labels = name.removesuffix(".gov.bd").removesuffix(".portal").split(".")
    found: Place | None = None
    for label in labels[: -_MOST_LABELS - 1 : -1]:
        found = _portal(label.replace("-", ""), found) or found
    return found


def _portal(label: str, above: Place | None) -> Place | None:
    stem = label.removesuffix("up") if len(label) > 4 else label
    levels = {None: ("district", "division"), "district": ("upazila", "union"), "upazila": ("union",)}
    for level in levels.get(above.level if above else None, ()):
        wanted = {label, stem, label.removesuffix("div")}
        if level == "union" and not label.endswith("up"):
            continue
        found = [
            place
            for place, _ in places()
            if place.level == level
            and (above is None or place.district == above.district)
            and (above is None or above.level != "upazila" or place.upazila == above.upazila)
            and any(host in wanted or host.removesuffix("up") in wanted for host in place.hosts)
            and (level != "division" or label.endswith("div"))
        ]
        if len(found) == 1:
            return found[0]
    return None
