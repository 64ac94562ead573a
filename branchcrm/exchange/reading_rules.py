"""How the cells of one file are to be read, and what every reading has in common."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from branchcrm.domain.dates import DateRules
from branchcrm.domain.null_words import is_null_word
from branchcrm.domain.outcome import Outcome, Verdict, refused
from branchcrm.domain.wording import say
from branchcrm.exchange.cells import Cell, CellError, text_of

T = TypeVar("T")
NO_VALUE: Final = "#?"
_MASKED: Final = re.compile(r"\*{2,}|^.{1,3}\*+$")
MASKED_REASON: Final = say("已脱敏的内容不导入")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """How the cells of one file are meant."""

    today: date
    default_year: int | None = None
    day_comes_first: bool | None = None
    counts_from_1904: bool = False

    def dates(self, *, is_past: bool) -> DateRules:
        """Give the rules for dates; two-digit years of birthdays lie behind today."""
        return DateRules(
            today=self.today,
            default_year=self.default_year,
            is_past=is_past,
            day_comes_first=self.day_comes_first,
            is_1904=self.counts_from_1904,
        )


def is_masked(text: str) -> bool:
    """Tell whether a text hides characters, as our own exports do: such a cell says nothing."""
    return "*" in text and _MASKED.search(text) is not None


def masked() -> Outcome[T]:
    """Give the reading of a masked cell."""
    return Outcome(verdict=Verdict.WARN, code="masked", reason=MASKED_REASON)


def error_outcome(cell: CellError) -> Outcome[T]:
    """Refuse a cell that holds an error of the spreadsheet."""
    if cell.code == NO_VALUE:
        return refused("cell_formula", say("单元格里的公式没有算出结果，在 Excel 里打开并保存一次"))
    return refused("cell_error", say("单元格是错误值 {code}", code=cell.code))


def read_filled(
    cell: Cell, on_text: Callable[[str], Outcome[T]], on_number: Callable[[float], Outcome[T]]
) -> Outcome[T]:
    """Read a filled cell by the type it really has."""
    if isinstance(cell, CellError):
        return error_outcome(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return on_number(cell)
    text = text_of(cell)
    if is_masked(text):
        return masked()
    return Outcome() if is_null_word(text) else on_text(text)
