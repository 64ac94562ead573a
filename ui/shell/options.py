"""What the desktop program is told on its command line."""

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DEFAULT_SIZE = (1440, 900)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a start asks of the window, also of one that is open already."""

    file: Path | None = None
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartOptions:
    """The wishes of one start; None leaves a wish to the remembered preferences."""

    book: Path | None = None
    is_demo: bool = False
    language: str | None = None
    theme: str | None = None
    screenshots: Path | None = None
    self_check: Path | None = None
    wish: Wish = Wish()
    size: tuple[int, int] = DEFAULT_SIZE
    today: date | None = None


def parse_options(argv: list[str]) -> StartOptions:
    """Read the command line; wrong usage ends the program with exit code 2."""
    given = _parser().parse_args(argv)
    return StartOptions(
        book=given.book,
        is_demo=given.demo,
        language=given.lang,
        theme=given.theme,
        screenshots=given.screenshots,
        self_check=given.self_check,
        wish=Wish(file=given.file and given.file.absolute(), page=given.page),
        size=given.size,
        today=given.today,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py", description="BranchCRM 网点客户管理", allow_abbrev=False
    )
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="要导入的表格 / a table to import"
    )
    parser.add_argument(
        "--page", default="", metavar="PAGE", help="先打开的页面 / the page to show, as visits"
    )
    parser.add_argument("--book", type=Path, metavar="PATH", help="账本文件夹 / folder of the book")
    parser.add_argument(
        "--demo", action="store_true", help="打开示例账本 / open a book of invented customers"
    )
    parser.add_argument("--lang", choices=("zh_CN", "en"), help="界面语言 / language")
    parser.add_argument("--theme", choices=("light", "dark"), help="外观 / look")
    parser.add_argument(
        "--screenshots", type=Path, metavar="DIR", help="保存每个画面的图片 / save every screen"
    )
    parser.add_argument(
        "--self-check",
        type=Path,
        metavar="DIR",
        help="试一遍并写下结果 / try everything and write a report",
    )
    parser.add_argument(
        "--size", type=_size, default=DEFAULT_SIZE, metavar="WxH", help="窗口大小 / window size"
    )
    parser.add_argument(
        "--today", type=_day, metavar="YYYY-MM-DD", help="按这一天办理业务 / act as on this day"
    )
    return parser


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.partition("x")
    if not cross or not width.isdecimal() or not height.isdecimal():
        message = f"1366x768 ≠ {text}"
        raise argparse.ArgumentTypeError(message)
    return int(width), int(height)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"YYYY-MM-DD ≠ {text}"
        raise argparse.ArgumentTypeError(message) from error
