"""What one column of a table shows: its title, its text and how the cell looks."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from branchcrm.domain.wording import named
from ui.kit.translation import spoken, translate

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight


class Kind(IntEnum):
    """The way a cell is painted; the delegate has one painter for each."""

    TEXT = 0
    BOLD = 1
    MUTED = 2
    MONEY = 3
    TIER = 4
    PHONE = 5
    DUE = 6
    ALERT = 7
    BADGES = 8
    CHECK = 9
    LINES = 10


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How one cell differs from its column: a colour token, weight, a leading icon."""

    tone: str = ""
    is_bold: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class RowAction:
    """A small command shown on the current and on the hovered row."""

    key: str
    icon: str
    text: str


def _no_span(_row: Any) -> tuple[int, int] | None:  # noqa: ANN401 - rows are of any type
    return None


def _no_style(_row: Any) -> CellStyle | None:  # noqa: ANN401 - rows are of any type
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: `text` gives a row's shown text; for a tier column the tier's key.

    Columns of the highest `priority` number hide first when the table is narrow; zero never
    hides. `spoken` gives the text for screen readers where the shown one is short, and `matches`
    lets a search highlight its hits; `span` gives where they stand when the text does not show it,
    as the first character and their number. `style` overrides the look of single cells.
    """

    key: str
    title: str
    text: Callable[[Any], str]
    width: int = 104
    kind: Kind = Kind.TEXT
    min_width: int = 48
    priority: int = 0
    is_sortable: bool = True
    is_shown: bool = True
    sorts_down_first: bool = False
    stretches: bool = False
    matches: bool = False
    span: Callable[[Any], tuple[int, int] | None] = _no_span
    spoken: Callable[[Any], str] | None = None
    style: Callable[[Any], CellStyle | None] = _no_style

    @property
    def align(self) -> Qt.AlignmentFlag:
        """Give the side the text and its heading stand on: money right, all else left."""
        return RIGHT if self.kind == Kind.MONEY else LEFT

    def spoken_text(self, row: object) -> str:
        """Give the cell for screen readers, with its heading: 层级：高价值."""
        value = (self.spoken or self.text)(row)
        return spoken(named(self.title, value)) if self.title else value


def _no_text(_row: object) -> str:
    return ""


def check_column(title: str) -> Column:
    """Give the leading column of tick boxes; the title is spoken, not shown."""
    return Column(
        key="check", title=title, text=_no_text, width=52, kind=Kind.CHECK, is_sortable=False
    )


def plain_column(
    key: str,
    title: str,
    text: Callable[[Any], str],
    width: int,
    kind: Kind = Kind.TEXT,
    *,
    stretches: bool = False,
) -> Column:
    """Give a column of a small table that is not sorted; the title is a marked text."""
    return Column(
        key=key,
        title=translate(title),
        text=text,
        width=width,
        kind=kind,
        is_sortable=False,
        stretches=stretches,
    )
