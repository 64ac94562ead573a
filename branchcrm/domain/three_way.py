"""What became of one cell that went out, was changed outside, and comes back."""

from enum import StrEnum

from branchcrm.domain.wording import mark


class CellState(StrEnum):
    """How a cell of the file stands to what went out and to what the book has now."""

    SAME = "same"
    CHANGED = "changed"
    AGREED = "agreed"
    CONFLICT = "conflict"


class Side(StrEnum):
    """Whose value a conflict is settled with."""

    BOOK = "book"
    FILE = "file"


SIDE_LABELS = {Side.BOOK: mark("保留账本"), Side.FILE: mark("用文件")}


def compared(base: str, file: str, book: str) -> CellState:
    """Compare a cell three ways: as it went out, as it comes back, as the book has it now."""
    if file == base:
        return CellState.SAME
    if file == book:
        return CellState.AGREED
    return CellState.CHANGED if book == base else CellState.CONFLICT
