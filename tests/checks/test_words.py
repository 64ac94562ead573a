"""Every text that a user reads has its English, and no translation lies about unused."""

import ast
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path

from sources import PRODUCT, ROOT, Source, called_name, sources

MARKERS = {"mark", "say", "tr", "translate"}
ENGLISH = ROOT / "branchcrm" / "locale" / "en"
CHINESE = re.compile(r"[\u3400-\u9fff]")
QUOTED_SIGNS = 4
PAGE_CONTEXT = "|page"


def rooms() -> dict[str, dict[str, str]]:
    """Read every room's catalogue."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(ENGLISH.glob("*.json"))
    }


def marked_calls(source: Source) -> Iterator[ast.Call]:
    """Give the calls that mark a text."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and node.args and called_name(node) in MARKERS:
            yield node


def marked_texts() -> dict[str, str]:
    """Give every marked literal with one place where it stands."""
    return {
        call.args[0].value: f"{source.path}:{call.lineno}"
        for source in sources(*PRODUCT)
        for call in marked_calls(source)
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def places(text: str) -> set[str]:
    """Give the named places of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_has_its_english() -> None:
    known = {text for room in rooms().values() for text in room}
    missing = [
        f"{place} {text}"
        for text, place in marked_texts().items()
        if CHINESE.search(text) and text not in known
    ]
    assert not missing, "\n".join(missing)


def test_no_translation_is_unused() -> None:
    used = marked_texts()
    unused = [
        f"{name}: {text}"
        for name, room in rooms().items()
        for text in room
        if text.removesuffix(PAGE_CONTEXT) not in used
    ]
    assert not unused, "\n".join(unused)


def test_a_word_that_names_a_page_has_its_own_translation_as_any_other_word() -> None:
    known = {text for room in rooms().values() for text in room}
    named = {text for text in known if text.endswith(PAGE_CONTEXT)}
    assert "客户|page" in named
    assert {text.removesuffix(PAGE_CONTEXT) for text in named} <= known


def test_rooms_agree_where_they_translate_the_same_text() -> None:
    first: dict[str, str] = {}
    conflicts = [
        f"{name}: {text}"
        for name, room in rooms().items()
        for text, english in room.items()
        if first.setdefault(text, english) != english
    ]
    assert conflicts == []


def test_a_translation_keeps_the_places() -> None:
    wrong = [
        f"{name}: {text}"
        for name, room in rooms().items()
        for text, english in room.items()
        if places(text) != places(english) or not english.strip()
    ]
    assert not wrong, "\n".join(wrong)


def test_a_translation_leaves_no_chinese_but_what_it_quotes() -> None:
    """A sentence about the sign 休 shows the sign; the name of a language is in that language."""
    wrong = [
        f"{name}: {text}"
        for name, room in rooms().items()
        for text, english in room.items()
        for left in re.findall(r"[\u3400-\u9fff]+", english)
        if left not in text or len(left) > QUOTED_SIGNS
    ]
    assert not wrong, "\n".join(wrong)


def test_catalogues_are_sorted_and_written_alike() -> None:
    for path in sorted(ENGLISH.glob("*.json")):
        text = path.read_text(encoding="utf-8")
        assert list(json.loads(text)) == sorted(json.loads(text)), path.name
        assert "\\u" not in text, path.name


def test_a_marked_text_is_one_literal() -> None:
    glued = [
        f"{source.path}:{call.lineno}"
        for source in sources(*PRODUCT)
        for call in marked_calls(source)
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert glued == []


def test_no_chinese_stands_unmarked_in_the_window() -> None:
    """A literal that only reaches the screen through a marker elsewhere is a bug in waiting."""
    unmarked = [
        f"{source.path}:{line} {text}" for source in sources("ui") for line, text in loose(source)
    ]
    assert not unmarked, "\n".join(unmarked)


def loose(source: Source) -> Iterator[tuple[int, str]]:
    """Give Chinese literals outside markers, docstrings and the command line's own help."""
    allowed: set[int] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and called_name(node) in MARKERS | OTHER_PLACES:
            allowed |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            allowed.add(id(node.value))
    for node in ast.walk(source.tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in allowed and CHINESE.search(text):
                yield node.lineno, text


# Calls whose Chinese is no sentence on the screen: help on the command line, search keys.
OTHER_PLACES = {"add_argument", "ArgumentParser", "compile"}


def test_the_catalogue_folder_is_part_of_the_package() -> None:
    assert Path(ENGLISH).is_dir()


def bare_counts(source: Source) -> Iterator[str]:
    """Give where a number that was just counted is put into a text without its thousands."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or called_name(node) != "format":
            continue
        for keyword in node.keywords:
            value = keyword.value
            first = value.left if isinstance(value, ast.BinOp) else value
            if isinstance(first, ast.Call) and called_name(first) in {"len", "sum"}:
                yield f"{source.path}:{node.lineno} {keyword.arg}"


def test_counts_are_parted_by_thousands() -> None:
    found = [place for source in sources("ui") for place in bare_counts(source)]
    assert not found, "\n".join(found)
