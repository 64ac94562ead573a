"""The shape of the code that import contracts cannot see."""

import ast
import re
from pathlib import Path

from sources import EVERYTHING, PRODUCT, ROOT, Source, decorator_names, sources

MAIN_LINES = 30
SENTENCE_WORDS = 4
BANNED = re.compile(
    r"data|handlers?|helpers?|info|items?|managers?|misc|new|old|process|temp|utils?"
)
# Exact terms that contain a banned word: the business's own (a complaint's handler is the
# person 处理人 in charge of it), and slots, which are named after Qt's signals.
EXACT_TERMS = re.compile(
    r"((account|branch)_?)?manager(?=_id|_of|s?$)|(account|branch)_?manager"
    r"|accused_?handler|(check|per)_handler"
    r"|_on_\w*(new_connection|item_\w+)$",
    re.IGNORECASE,
)
MAY_NAME_IT = {
    "tests/checks/test_architecture.py",  # looks for it
    "tests/data/test_killed.py",  # the random moment at which a child is killed is a wait
}
NETWORK = re.compile(
    r"(PySide6\.QtNetwork|socket|ssl|http|urllib\.request|ftplib|smtplib|asyncio)\b"
)
# A second start speaks to the first through a pipe of the machine.
WITHIN_THE_MACHINE = {"PySide6.QtNetwork.QLocalServer", "PySide6.QtNetwork.QLocalSocket"}
THE_DATA_FLOOR = "branchcrm/data/__init__.py"


def words_of(name: str) -> list[str]:
    """Split a snake_case or CamelCase name into lower-case words."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", EXACT_TERMS.sub("", name))
    return [word for word in spaced.lower().split("_") if word]


def chosen_names(source: Source) -> list[tuple[int, str]]:
    """Give the names of a module and of what it defines, but not the overrides of a library."""
    own_name = Path(source.path).parent.name if source.name == "__init__" else source.name
    module = [] if source.path == THE_DATA_FLOOR else [(1, own_name)]
    return module + [
        (node.lineno, node.name)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        and "override" not in decorator_names(node)
    ]


def test_main_only_starts_the_window() -> None:
    (main,) = sources("main.py")
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(main.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert len(main.text.splitlines()) <= MAIN_LINES
    assert {name.split(".")[0] for name in imported} <= {"sys", "ui"}


def test_a_package_file_holds_one_caption() -> None:
    packages = [source for source in sources(*PRODUCT) if source.name == "__init__"]
    assert packages
    for package in packages:
        assert len(package.text.splitlines()) == 1, package.path
        assert ast.get_docstring(package.tree), package.path


def test_names_say_what_a_thing_is() -> None:
    vague = [
        f"{source.path}:{line} {name}"
        for source in sources(*PRODUCT, "installer")
        for line, name in chosen_names(source)
        if any(BANNED.fullmatch(word) for word in words_of(name))
    ]
    assert not vague, "\n".join(vague)


def test_the_window_is_imported_by_nothing_below_it() -> None:
    for source in sources("branchcrm"):
        assert not re.search(r"^\s*(from|import) (ui|PySide6)\b", source.text, re.MULTILINE)


def test_nothing_speaks_to_a_network_or_touches_its_settings() -> None:
    reaching = [
        f"{source.path}: {name}"
        for source in sources(*PRODUCT)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in imported_as(node)
        if NETWORK.match(name) and name not in WITHIN_THE_MACHINE
    ]
    assert reaching == []


def imported_as(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Give the full names that an import brings."""
    start = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
    return [start + alias.name for alias in node.names]


def test_every_test_is_a_sentence() -> None:
    short = [
        f"{source.path} {node.name}"
        for source in sources("tests")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and len(words_of(node.name)) < SENTENCE_WORDS
    ]
    assert short == []


def test_no_test_sleeps_or_patches_a_dialog() -> None:
    banned = re.compile(r"\btime\.sleep\(|qtbot\.wait\(|QDialog\.exec\b|unittest\.mock")
    places = [
        f"{source.path}: {match[0]}"
        for source in sources("tests")
        if source.path not in MAY_NAME_IT
        for match in banned.finditer(source.text)
    ]
    assert places == []


def test_every_python_file_says_what_it_is_for() -> None:
    silent = [s.path for s in sources(*EVERYTHING) if s.text and not ast.get_docstring(s.tree)]
    assert silent == [], f"below {ROOT}"
