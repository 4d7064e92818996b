"""Imports point one way: pipeline → extractors → normalizers → libraries."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {
    "normalizers": {"normalizers"},
    "extractors": {"extractors", "normalizers"},
    "pipeline": {"pipeline", "extractors", "normalizers"},
}
OURS = {"pipeline", "extractors", "normalizers", "data", "notebooks", "tests"}
FORBIDDEN_NAMES = {"utils", "helpers", "base", "manager", "common", "misc"}


def modules() -> list[Path]:
    return [path for layer in ALLOWED for path in sorted((ROOT / layer).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add((node.module or "").split(".")[0])
    return found & OURS


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]
    assert imported(path) <= ALLOWED[layer]


def test_modules_are_named_for_what_they_hold() -> None:
    assert not [path for path in modules() if path.stem in FORBIDDEN_NAMES]


def test_packages_have_no_cycles() -> None:
    graph = {}
    for path in modules():
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(path.read_text("utf-8"))
        targets = set()
        for node in tree.body:  # imports inside functions are late on purpose
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ALLOWED:
                targets |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                targets |= {alias.name for alias in node.names}
        graph[name] = targets
    known = set(graph)
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name in done:
            return
        for target in sorted(graph[name] & known - {name}):
            visit(target, (*trail, name))
        done.add(name)

    for name in sorted(known):
        visit(name, ())
