"""A sheet of address labels: how many, how large, and where each one stands."""

from dataclasses import dataclass
from typing import Final

from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.wording import say

A4_WIDTH_MM: Final = 210.0
A4_HEIGHT_MM: Final = 297.0
NARROWEST_MM: Final = 30.0
LOWEST_MM: Final = 18.0
MOST_ROWS: Final = 15
MOST_COLUMNS: Final = 5
LARGEST_MARGIN_MM: Final = 30
LARGEST_GAP_MM: Final = 15


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """Where a label stands: its page from 0, and its corner in millimetres."""

    page: int
    left: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSheet:
    """Labels on A4; `skipped` are those that are gone from the first sheet already."""

    rows: int = 8
    columns: int = 3
    margin_mm: int = 8
    gap_mm: int = 2
    skipped: int = 0

    @property
    def width(self) -> float:
        """Give the width of a label in millimetres."""
        room = A4_WIDTH_MM - 2 * self.margin_mm - self.gap_mm * (self.columns - 1)
        return room / self.columns

    @property
    def height(self) -> float:
        """Give the height of a label in millimetres."""
        return (A4_HEIGHT_MM - 2 * self.margin_mm - self.gap_mm * (self.rows - 1)) / self.rows

    @property
    def per_page(self) -> int:
        """Give how many labels a sheet has."""
        return self.rows * self.columns

    def place(self, number: int) -> LabelPlace:
        """Give the place of a label, counted from 0, row by row."""
        page, rest = divmod(number + self.skipped, self.per_page)
        row, column = divmod(rest, self.columns)
        return LabelPlace(
            page,
            self.margin_mm + column * (self.width + self.gap_mm),
            self.margin_mm + row * (self.height + self.gap_mm),
        )


def checked_sheet(sheet: LabelSheet) -> LabelSheet:
    """Give the sheet if an address has room on its labels.

    Raises:
        InvalidDraftError: a number is out of bounds, or the labels are too small.
    """
    bounds = (
        ("rows", sheet.rows, 1, MOST_ROWS),
        ("columns", sheet.columns, 1, MOST_COLUMNS),
        ("margin", sheet.margin_mm, 0, LARGEST_MARGIN_MM),
        ("gap", sheet.gap_mm, 0, LARGEST_GAP_MM),
    )
    for name, value, least, most in bounds:
        if not least <= value <= most:
            reason = say("应在 {least} 到 {most} 之间", least=least, most=most)
            raise InvalidDraftError([FieldError(name, reason)])
    if not 0 <= sheet.skipped < sheet.per_page:
        reason = say("应在 {least} 到 {most} 之间", least=0, most=sheet.per_page - 1)
        raise InvalidDraftError([FieldError("skip", reason)])
    if sheet.width < NARROWEST_MM or sheet.height < LOWEST_MM:
        reason = say(
            "标签只有 {width} × {height} 毫米，写不下地址：减少行数或列数",
            width=round(sheet.width),
            height=round(sheet.height),
        )
        raise InvalidDraftError([FieldError("rows", reason)])
    return sheet
