"""What `make demo` shows: decisions, and an item that came back with what became of it."""

from pathlib import Path

import pytest

from pipeline.demo import main


def test_it_shows_decisions_and_an_item_with_its_fate(followed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(followed)
    shown = capsys.readouterr().out
    assert shown.count("agenda_title") == 2
    assert "implemented (2019-03-27)" in shown
    assert "Next: siddhanto show" in shown


def test_without_topics_and_decisions_it_shows_the_rest(
    imported_once: Path, of_nothing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(imported_once)
    assert "later_meetings" not in capsys.readouterr().out
    main(of_nothing)
    assert "Next: siddhanto show" in capsys.readouterr().out
