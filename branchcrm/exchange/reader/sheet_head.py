"""What is known of a sheet before its rows are read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """What is known of a sheet before its rows; rows by Excel's numbers, columns from 0."""

    name: str
    is_hidden: bool = False
    rows: int = 0
    counts_from_1904: bool = False
    hidden_rows: int = 0
    hidden_columns: tuple[int, ...] = ()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    details: dict[str, str] = field(default_factory=dict)
