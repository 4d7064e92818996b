import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.bangla_calendar import bangla_from_gregorian, gregorian_from_bangla

PAIRS = Path(__file__).parents[2] / "shared" / "cases" / "calendar_pairs.tsv"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_there_and_back(day: date) -> None:
    assert gregorian_from_bangla(*bangla_from_gregorian(day)) == day


@given(st.integers(), st.integers(), st.integers())
def test_total(year: int, month: int, day: int) -> None:
    gregorian_from_bangla(year, month, day)


def test_eras_meet_without_a_gap() -> None:
    assert gregorian_from_bangla(1426, 6, 31) == date(2019, 10, 16)
    assert gregorian_from_bangla(1426, 7, 1) == date(2019, 10, 17)
    assert gregorian_from_bangla(1425, 6, 31) is None


@pytest.mark.skipif(not PAIRS.exists(), reason="the shared cases are not here")
def test_published_pairs() -> None:
    with PAIRS.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    for row in rows:
        bangla = int(row["bs_year"]), int(row["bs_month"]), int(row["bs_day"])
        assert gregorian_from_bangla(*bangla) == date.fromisoformat(row["gregorian"])
        assert bangla_from_gregorian(date.fromisoformat(row["gregorian"])) == bangla
