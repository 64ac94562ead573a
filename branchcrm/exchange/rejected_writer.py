"""Hands back the rows that could not be taken, with their own cells and the reason in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from branchcrm.domain.wording import SENTENCES, Sentence, listed, mark
from branchcrm.exchange.cells import Cell, CellError
from branchcrm.exchange.headings import Heading
from branchcrm.exchange.list_writer import sheet_name
from branchcrm.exchange.rejection import Rejection
from branchcrm.exchange.target import replacing

REASON_HEADING: Final = mark("不能导入的原因")
ROW_HEADING: Final = mark("原文件行号")
_BAD: Final = PatternFill("solid", fgColor="FDECEA")
_EDGE: Final = Side(style="thin", color="B42318")
_BORDER: Final = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_WIDTH: Final = 16
_REASON_WIDTH: Final = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedSheet:
    """The rejected rows of one sheet; `sources` tells of which columns a joined one is made."""

    name: str
    headings: Sequence[Heading]
    rejections: Sequence[Rejection]
    sources: Mapping[int, AbstractSet[int]] = field(default_factory=dict)


def write_rejections(
    target: Path,
    sheets: Iterable[RejectedSheet],
    translate: Callable[[Sentence], str],
) -> int:
    """Write one sheet per sheet of the file; give the number of rows.

    Raises:
        NotWrittenError: nothing was written.
    """
    count = 0
    book = Workbook(write_only=True)
    for rejected in sheets:
        headings = rejected.headings
        sheet = book.create_sheet(sheet_name(rejected.name))
        sheet.freeze_panes = "A2"
        for place in range(1, len(headings) + 3):
            is_reason = place == len(headings) + 1
            width = _REASON_WIDTH if is_reason else _WIDTH
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.append(_head(sheet, headings, translate))
        for rejection in rejected.rejections:
            sheet.append(list(_cells(sheet, rejected, rejection, translate)))
            count += 1
    with replacing(target) as beside:
        book.save(beside)
    return count


def _head(
    sheet: Any,  # noqa: ANN401 - openpyxl's write-only sheet
    headings: Sequence[Heading],
    translate: Callable[[Sentence], str],
) -> list[Any]:
    own = [translate(Sentence(REASON_HEADING)), translate(Sentence(ROW_HEADING))]
    cells = []
    for text in [*(_with_unit(heading) for heading in headings), *own]:
        cell = WriteOnlyCell(sheet, value=text)
        cell.font = Font(bold=True)
        cells.append(cell)
    return cells


def _with_unit(heading: Heading) -> str:
    is_said = not heading.unit or heading.unit in heading.text.lower()
    return heading.text if is_said else f"{heading.text}({heading.unit})"


def _cells(
    sheet: Any,  # noqa: ANN401 - openpyxl's write-only sheet
    rejected: RejectedSheet,
    rejection: Rejection,
    translate: Callable[[Sentence], str],
) -> Iterator[Any]:
    columns = {issue.column for issue in rejection.issues if issue.is_fatal}
    bad = frozenset().union(*(rejected.sources.get(one, {one}) for one in columns))
    cells = rejection.row.cells
    for heading in rejected.headings:
        value = cells[heading.column] if heading.column < len(cells) else None
        cell = WriteOnlyCell(sheet, value=_writable(value))
        if isinstance(value, str):
            cell.data_type = "s"
            cell.number_format = "@"
        if heading.column in bad:
            cell.fill = _BAD
            cell.border = _BORDER
        yield cell
    reasons = (one.reason for one in rejection.issues if one.is_fatal and one.reason)
    yield WriteOnlyCell(sheet, value=translate(listed(reasons, SENTENCES)))
    yield rejection.row.number


def _writable(value: Cell) -> Any:  # noqa: ANN401 - any cell value
    if isinstance(value, CellError):
        return value.code
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
