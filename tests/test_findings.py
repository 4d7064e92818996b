"""What readers notice is a closed list: every code in their sources has a sentence, and every sentence is in use."""

import re
from pathlib import Path

from extractors.findings import FINDINGS

READERS = Path(__file__).parents[1] / "extractors"
WRITTEN = re.compile(r"""\bFinding\(\s*code="(\w+)"|_(?:note|lost)\(\s*"(\w+)"|_by_ocr\(\s*\w+, "(\w+)\"""")


def test_the_list_is_closed_and_in_use() -> None:
    written = {
        code
        for path in READERS.rglob("*.py")
        for match in WRITTEN.finditer(path.read_text("utf-8"))
        for code in match.groups()
        if code
    }
    assert written == set(FINDINGS)


def test_no_code_is_built_at_run_time() -> None:
    """Where a code is handed on, it comes from a function that the pattern above knows."""
    handed_on = re.compile(r"def (\w+)\([^)]*\bcode: str")
    found = {name for path in READERS.rglob("*.py") for name in handed_on.findall(path.read_text("utf-8"))}
    assert found <= {"_note", "_lost", "_by_ocr"}


def test_every_code_has_a_sentence() -> None:
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in FINDINGS.values())
