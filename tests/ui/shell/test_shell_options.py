"""The command line of the desktop program."""

from datetime import date
from pathlib import Path

import pytest

from ui.shell.options import parse_options


def test_a_start_without_options_leaves_everything_to_the_preferences() -> None:
    options = parse_options([])
    assert (options.book, options.language, options.theme) == (None, None, None)
    assert options.size == (1440, 900)


def test_every_option_is_read() -> None:
    given = ["--book", "here", "--demo", "--lang", "en", "--theme", "dark"]
    given += ["--screenshots", "out", "--size", "1366x768", "--today", "2026-09-17"]
    options = parse_options(given)
    assert options.book == Path("here")
    assert options.is_demo
    assert (options.language, options.theme) == ("en", "dark")
    assert (options.screenshots, options.size) == (Path("out"), (1366, 768))
    assert options.today == date(2026, 9, 17)
    wish = parse_options(["--page", "visits", "ledger.xlsx"]).wish
    assert (wish.page, wish.file) == ("visits", Path("ledger.xlsx").absolute())


@pytest.mark.parametrize("wrong", [["--size", "large"], ["--today", "soon"], ["--lang", "fr"]])
def test_wrong_usage_ends_with_two(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_options(wrong)
    assert ended.value.code == 2
