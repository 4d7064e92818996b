"""Codes are a closed list: every code that the pipeline writes has a sentence for people."""

import re
from pathlib import Path

from pipeline import reasons

ROOT = Path(__file__).parents[1]
WRITTEN = re.compile(
    r"""\bcode="(\w+)"|\bissue\("(\w+)"|\(\s*"(\w+)", "(?:deadline|implementers|decision)", "(?:note|warning)\""""
)


def test_every_code_that_is_written_is_in_the_list() -> None:
    known = {*reasons.ISSUES, *reasons.READ_FAILED, *reasons.PARTIAL, *reasons.NO_DECISIONS}
    found = {
        code
        for path in (ROOT / "pipeline").rglob("*.py")
        if path.name != "check.py"  # what `siddhanto check` says is told on the screen, not written to the tables
        for match in WRITTEN.finditer(path.read_text("utf-8"))
        for code in match.groups()
        if code
    }
    assert len(found) > 8
    assert found <= known


def test_every_reason_that_interpretation_gives_is_in_the_list() -> None:
    text = (ROOT / "pipeline" / "interpret" / "negatives.py").read_text("utf-8")
    given = set(re.findall(r'return "(\w+)"', text))
    assert given
    assert given <= set(reasons.NO_DECISIONS)


def test_every_code_has_a_sentence() -> None:
    for codes in (reasons.ISSUES, reasons.READ_FAILED, reasons.PARTIAL, reasons.NO_DECISIONS, reasons.ADVICE):
        assert all(sentence.endswith(".") for sentence in codes.values())
