"""Alarms for code that has grown beyond what one reading takes in."""

import ast
from collections.abc import Iterator

from sources import EVERYTHING, Source, sources

FILE_LINES = 300
TEST_FILE_LINES = 500
CLASS_LINES = 200
FUNCTION_LINES = 40
CONSTRUCTOR_PARAMETERS = 5
NESTING = 3
BRANCHES = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith, ast.Try, ast.Match)

# What may be larger, and why.
REASONS: dict[str, str] = {
    "branchcrm/services/use_cases.py": "one short property per group of use cases",
    "branchcrm/data/imports.py:ImportRepository": "one look-up per key by which a row may be known",
    "branchcrm/data/reading.py": "one short property per repository",
    "branchcrm/data/rows.py": "the one door for writes, lawful erasure among them",
    "branchcrm/data/rows.py:JournaledRows": "the one door for writes, lawful erasure among them",
    "branchcrm/data/reading.py:Reading": "one short property per repository",
    "branchcrm/services/use_cases.py:Services": "one short property per group of use cases",
    "ui/tiers/workshop.py:Workshop": "draft, trial and the way into force are one bench",
    "ui/visits/visits_page.py:VisitsPage": "one page over month, week and list with shared keys",
}


def length(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a definition."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def depth(node: ast.AST) -> int:
    """Count how deep the blocks of a function stand in one another; `elif` goes no deeper."""
    deepest = 0
    for field, child in (
        (field, child)
        for field, value in ast.iter_fields(node)
        for child in (value if isinstance(value, list) else [value])
        if isinstance(child, ast.AST)
    ):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        chained = field == "orelse" and isinstance(node, ast.If) and isinstance(child, ast.If)
        own = isinstance(child, BRANCHES) and not chained
        deepest = max(deepest, own + depth(child))
    return deepest


def constructor_parameters(node: ast.ClassDef) -> int:
    """Count what a constructor asks for besides itself."""
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.name == "__init__":
            return len(part.args.args) + len(part.args.kwonlyargs) - 1
    return 0


def measured(source: Source) -> Iterator[tuple[str, int, int]]:
    """Give every size of a file with its limit."""
    is_test = source.path.startswith("tests/")
    yield source.path, len(source.text.splitlines()), TEST_FILE_LINES if is_test else FILE_LINES
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            place = f"{source.path}:{node.name}"
            yield place, length(node), CLASS_LINES
            yield (
                f"{place}.__init__ parameters",
                constructor_parameters(node),
                (CONSTRUCTOR_PARAMETERS),
            )
        elif isinstance(node, ast.FunctionDef):
            place = f"{source.path}:{node.name}"
            yield place, length(node), FUNCTION_LINES
            yield f"{place} nesting", depth(node), NESTING


def too_large(*tops: str) -> dict[str, int]:
    """Give what goes beyond its limit."""
    return {
        place: size
        for source in sources(*tops)
        for place, size, limit in measured(source)
        if size > limit
    }


def test_nothing_is_larger_than_its_limit_without_a_reason() -> None:
    found = too_large(*EVERYTHING)
    larger = [f"{place} {size}" for place, size in found.items() if place not in REASONS]
    assert not larger, "\n".join(larger)


def test_every_reason_still_has_its_large_thing() -> None:
    assert REASONS.keys() - too_large(*EVERYTHING) == set()


def test_depth_counts_blocks_and_not_elif() -> None:
    code = "def f():\n for a in b:\n  if a:\n   pass\n  elif b:\n   pass\n  elif c:\n   pass"
    (function,) = ast.parse(code).body
    assert depth(function) == len(["for", "if"])
