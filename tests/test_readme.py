"""The READMEs tell the truth: every command, option, make target, extra and link they show is there."""

import csv
import re
import shlex
import tomllib
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

from extractors.errors import ExtractionError
from pipeline.cli import app
from pipeline.reasons import READ_FAILED
from pipeline.schema import DECISIONS

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.bn.md", "CONTRIBUTING.md", "notebooks/README.md", "data/README.md")
COMMANDS = typer.main.get_command(app).commands
PROGRAM = re.compile(r"^(?:\.venv/bin/)?siddhanto\s+")


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(text: str) -> list[str]:
    return re.findall(r"^```(?:sh|bat|console)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def lines_of(text: str) -> list[str]:
    """The single command lines of code blocks, comments and what follows them left out."""
    found = []
    for block in blocks(text):
        for line in block.replace("\\\n", " ").replace("\\", "/").splitlines():
            found += [part.strip() for part in re.split(r"&&|\s#\s.*|^#.*", line) if part and part.strip()]
    return found


def spans(text: str) -> list[str]:
    """Command lines that stand in running text, in back quotes."""
    return re.findall(r"`(siddhanto [^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))


def problem_of(line: str, *, whole: bool) -> str | None:
    """What is wrong with a command line of ours; with `whole`, also whether all that it needs is there."""
    words = shlex.split(re.split(r"[<>]", PROGRAM.sub("", line))[0])
    if words[0] in {"--help", "-h", "--version"}:
        return None
    command = COMMANDS.get(words[0])
    if command is None:
        return f"there is no command {words[0]}"
    context = command.context_class(command, info_name=words[0])
    if set(words) & {"--help", "-h"} or "…" in words or (not whole and len(words) == 1):
        return None
    given, rest, _ = command.make_parser(context).parse_args(words[1:])  # raises where an option is not there
    missing = [item.name for item in command.params if whole and item.required and given.get(item.name) in (None, ())]
    return f"{line}: {missing} {rest}" if missing or rest else None


@pytest.mark.parametrize("name", PAGES)
def test_commands_are_there_with_their_options(name: str) -> None:
    shown = [line for line in lines_of(page(name)) if PROGRAM.match(line)]
    problems = [problem_of(line, whole=True) for line in shown]
    problems += [problem_of(line, whole=False) for line in spans(page(name))]
    assert [problem for problem in problems if problem] == []


def test_the_check_sees_what_is_wrong() -> None:
    for line in ("siddhanto imprt x", "siddhanto import x", "siddhanto status a b"):
        assert problem_of(line, whole=True)
    with pytest.raises(Exception, match="--oout"):
        problem_of("siddhanto import x --oout t", whole=True)
    assert problem_of("siddhanto import minutes/ -o tables --workers 2", whole=True) is None


def test_both_readmes_show_commands_enough() -> None:
    for name in ("README.md", "README.bn.md"):
        assert len([line for line in lines_of(page(name)) if PROGRAM.match(line)]) >= 12


@pytest.mark.parametrize("name", PAGES)
def test_targets_extras_modules_and_links_are_there(name: str) -> None:
    text = page(name)
    code = "\n".join(blocks(text)) + "\n" + "\n".join(re.findall(r"`([^`\n]+)`", text))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"^make ([a-z-]+)", code, re.MULTILINE)) <= targets
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    wanted = {extra for group in re.findall(r'"\.\[([a-z0-9,]+)\]"', code) for extra in group.split(",")}
    assert wanted <= set(extras)
    for module in re.findall(r"python -m ((?:pipeline|extractors|normalizers)[\w.]*)", code):
        assert (ROOT / f"{module.replace('.', '/')}.py").exists() or (ROOT / module.replace(".", "/")).is_dir()
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            heading = target[1:].replace("-", "[ -]")
            assert re.search(rf"^#+ {heading}$", text, re.MULTILINE | re.IGNORECASE), target
        elif not target.startswith("https://"):
            assert (ROOT / name).parent.joinpath(target.partition("#")[0]).exists(), target


def test_the_reasons_that_offices_read_of_are_codes() -> None:
    section = page("README.bn.md").split("## যে ফাইল পড়া যায়নি")[1].split("\n## ")[0]
    shown = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    known = {*READ_FAILED, *(error.code for error in errors_below(ExtractionError))}
    assert len(shown) >= 6
    assert shown <= known


def errors_below(error: type[ExtractionError]) -> list[type[ExtractionError]]:
    return [error, *(found for kind in error.__subclasses__() for found in errors_below(kind))]


def test_each_readme_leads_to_the_other() -> None:
    assert "(README.bn.md)" in page("README.md")[:300]
    assert "(README.md)" in page("README.bn.md")[:300]


def test_the_row_of_the_english_readme_is_one_of_the_samples(followed: Path) -> None:
    shown = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", page("README.md").split("\n## ")[0], re.MULTILINE))
    assert len(shown) == 9
    rows = pq.read_table(followed / "decisions.parquet").to_pylist()
    (row,) = [row for row in rows if row["decision"] == shown["decision"]]
    for name, value in shown.items():
        text = "; ".join(row[name]) if isinstance(row[name], list) else str(row[name])
        assert text.endswith(value) if name == "source_uri" else text == value


def test_recurring_answers_as_the_readme_says(followed: Path) -> None:
    (line,) = [line for line in lines_of(page("README.md")) if line.startswith("siddhanto recurring")]
    words = shlex.split(line)
    done = CliRunner().invoke(app, [words[1], str(followed), *words[3:], "--format", "csv"])
    found = list(csv.DictReader(done.stdout.splitlines()))
    (table,) = re.findall(r"^\| topic \|.*?(?=\n\n)", page("README.md"), re.DOTALL | re.MULTILINE)
    head, _, *shown = [line.strip("| ").split(" | ") for line in table.splitlines()]
    assert [dict(zip(head, row, strict=True)) for row in shown] == [{name: row[name] for name in head} for row in found]


def test_the_bangla_row_is_a_row_of_the_samples(followed: Path) -> None:
    table = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", page("README.bn.md"), re.MULTILINE)
    assert len(table) >= 10
    labels = {column.name: column.label for column in DECISIONS}
    rows = pq.read_table(followed / "decisions.parquet").to_pylist()
    assert set(re.findall(r"[0-9a-f]{16}/[0-9]+/[0-9]+", page("README.bn.md"))) <= {row["decision_id"] for row in rows}
    shown = {name: value for name, _, value in table}
    (row,) = [row for row in rows if row["decision"] == shown["decision"]]
    for name, meaning, value in table:
        found = row[name]
        text = (
            "; ".join(found) if isinstance(found, list) else f"{found:.2f}" if isinstance(found, float) else str(found)
        )
        assert text.endswith(value) if name == "source_uri" else text == value
        assert labels[name].split(" (")[0] in meaning or name in {"source_uri", "locator"}, (
            name,
            labels[name],
            meaning,
        )
