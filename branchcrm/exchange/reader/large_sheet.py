"""Streams a sheet too large to hold: slower than the fast reader, but in little memory."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from branchcrm.exchange.errors import ReaderLimitError
from branchcrm.exchange.reader.source import NumberedRow

BLANK_ROWS_THAT_END_A_SHEET: Final = 500


class LargeWorkbook:
    """A workbook whose sheets are read row by row."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open the workbook without loading any sheet."""
        from openpyxl import load_workbook  # noqa: PLC0415 - half a second that few files need

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles that we do not read
            self._workbook = load_workbook(
                BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
        self._name = name

    def rows(self, sheet_name: str) -> Iterator[NumberedRow]:
        """Give the rows until the sheet or its filled part ends.

        Raises:
            ReaderLimitError: the sheet is of the strict kind, which this reader does not see.
        """
        if sheet_name not in self._workbook.sheetnames:
            raise ReaderLimitError(file=self._name)
        from branchcrm.exchange.reader.sheet_stream import SheetStream  # noqa: PLC0415 - as above

        sheet: Any = self._workbook[sheet_name]
        stream = SheetStream(sheet)
        last = 0
        for number, row in stream.rows() if stream.is_readable() else _as_openpyxl_reads(sheet):
            if row.count("") == len(row):
                continue
            if number - last > BLANK_ROWS_THAT_END_A_SHEET:
                return
            last = number
            yield number, row


def _as_openpyxl_reads(sheet: Any) -> Iterator[NumberedRow]:  # noqa: ANN401 - its types lack the rows
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield number, ["" if cell is None else cell for cell in cells]
