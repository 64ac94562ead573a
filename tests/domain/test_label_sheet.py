"""Label sheets: where each label stands, and which sheets are refused."""

from dataclasses import replace

import pytest

from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.label_sheet import LabelPlace, LabelSheet, checked_sheet


def test_labels_run_row_by_row_and_on_to_the_next_sheet() -> None:
    sheet = LabelSheet(rows=2, columns=2, margin_mm=5, gap_mm=0, skipped=1)
    assert (sheet.width, sheet.height, sheet.per_page) == (100, 143.5, 4)
    assert [sheet.place(number) for number in range(4)] == [
        LabelPlace(0, 105, 5),
        LabelPlace(0, 5, 148.5),
        LabelPlace(0, 105, 148.5),
        LabelPlace(1, 5, 5),
    ]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"rows": 0}, "rows"),
        ({"columns": 6}, "columns"),
        ({"margin_mm": -1}, "margin"),
        ({"gap_mm": 16}, "gap"),
        ({"skipped": 24}, "skip"),
        ({"skipped": -1}, "skip"),
        ({"rows": 15, "gap_mm": 10}, "rows"),
        ({"columns": 5, "margin_mm": 30, "rows": 5}, "rows"),
    ],
)
def test_a_sheet_on_which_no_address_has_room_is_refused(
    changed: dict[str, int], field: str
) -> None:
    with pytest.raises(InvalidDraftError) as told:
        checked_sheet(replace(LabelSheet(), **changed))
    assert [problem.field for problem in told.value.problems] == [field]
    assert checked_sheet(LabelSheet()) == LabelSheet()
