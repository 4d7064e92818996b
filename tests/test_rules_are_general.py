"""No rule knows an office, a person or a sentence of the documents it was measured on."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from normalizers.text import clean
from normalizers.vocabulary import is_bangla_word

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
WORD = re.compile("[\u0980-\u09e5]{3,}")
RUN = 4  # words in a row that no general rule needs from one document
PERSONS = ("chair_name", "signatory_name")
PLACES = ("district", "upazila", "union")
# Parts of names that are words of their own, and the districts that rules of spelling name.
ORDINARY = {"আলী", "খান", "মোঃ", "মোছাঃ", "বেগম", "জনাব", "ডাঃ", "প্রফেসর", "হিসাব"}


def rule_strings() -> Iterator[tuple[Path, str]]:
    """Every string of the code that is no docstring; the tables of places and offices are no rules."""
    for layer in ("pipeline", "extractors", "normalizers"):
        for path in sorted((ROOT / layer).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            told = {
                id(node.body[0].value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
                and node.body
                and isinstance(node.body[0], ast.Expr)
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                    yield path, clean(node.value)


def gold() -> list[dict]:
    found = [json.loads(path.read_text("utf-8")) for path in sorted(SHARED.glob("gold/*/*.json"))]
    if not found:
        pytest.skip("the shared folder is not here")
    return [meeting for document in found for meeting in document["meetings"]]


def words(text: str | None) -> list[str]:
    return WORD.findall(clean(text or ""))


def test_no_rule_names_a_person_of_the_corpus() -> None:
    names = {
        word
        for meeting in gold()
        for text in (*(meeting.get(key) for key in PERSONS), *(a["name"] for a in meeting.get("attendees") or []))
        for word in words(text)
    }
    names = {name for name in names - ORDINARY if not is_bangla_word(name)}
    assert len(names) > 40
    found = {(path.name, word) for path, text in rule_strings() for word in words(text) if word in names}
    assert not found


def test_no_rule_names_a_place_of_the_corpus() -> None:
    places = {word for meeting in gold() for key in PLACES for word in words(meeting.get(key))}
    places = {place for place in places if not is_bangla_word(place)}
    found = {(path.name, word) for path, text in rule_strings() for word in words(text) if word in places}
    assert not found


def test_no_rule_holds_a_sentence_of_the_corpus() -> None:
    runs = set()
    for meeting in gold():
        texts = [meeting.get("title"), meeting.get("venue"), meeting.get("office")]
        for item in meeting["agenda"]:
            texts += [item["title"], item["discussion"], *(decision["text"] for decision in item["decisions"])]
        for text in texts:
            found = words(text)
            runs |= {tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}
    assert len(runs) > 1000
    for path, text in rule_strings():
        for piece in text.split("|"):  # of a pattern: one alternative
            found = words(piece)
            for start in range(len(found) - RUN + 1):
                assert tuple(found[start : start + RUN]) not in runs, f"{path.name}: {text}"
