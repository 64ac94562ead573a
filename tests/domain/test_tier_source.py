"""The rows behind a figure come to the figure, and say so when they do not."""

from datetime import date

from branchcrm.domain.tier_inputs import Trade, trade_inputs, window_of
from branchcrm.domain.tier_measure import NEVER_DAYS, Measure
from branchcrm.domain.tier_source import SourceRow, reported_sheet, trade_sheet

_WINDOW = window_of(date(2026, 9, 17), 12)


def _row(day: date, cents: int, line: str | None = None) -> SourceRow:
    return SourceRow(day=day, amount_cents=cents, product=line or "", line=line)


_ROWS = [
    _row(date(2024, 1, 5), 700, "存款"),
    _row(date(2026, 1, 5), 1000, "存款"),
    _row(date(2026, 1, 5), 500, "理财"),
    _row(date(2026, 3, 1), -300, "理财"),
    _row(date(2026, 4, 1), 200),
    _row(date(2027, 1, 1), 9000, "保险"),
]


def test_every_figure_comes_out_of_its_own_rows() -> None:
    trades = [Trade(day=r.day, amount_cents=r.amount_cents, line=r.line) for r in _ROWS]
    inputs = trade_inputs(trades, _WINDOW)
    assert inputs is not None
    counts = {}
    for measure, value in inputs.items():
        sheet = trade_sheet(measure, value, _ROWS, _WINDOW)
        assert sheet.agrees, measure
        assert "与分层依据一致" in sheet.verdict.text()
        counts[measure] = len(sheet.rows)
    assert counts == {
        Measure.AMOUNT: 4,
        Measure.FREQUENCY: 3,
        Measure.RECENCY: 1,
        Measure.PRODUCTS: 3,
        Measure.TENURE: 1,
    }


def test_rows_that_do_not_come_to_the_figure_say_so() -> None:
    sheet = trade_sheet(Measure.AMOUNT, 1, _ROWS, _WINDOW)
    assert not sheet.agrees
    assert "不一致" in sheet.verdict.text()


def test_one_who_never_bought_has_no_rows_of_recency() -> None:
    sheet = trade_sheet(Measure.RECENCY, NEVER_DAYS, [_row(date(2026, 3, 1), -300)], _WINDOW)
    assert sheet.agrees
    assert sheet.rows == ()
    assert trade_sheet(Measure.TENURE, 0, [], _WINDOW).agrees


def test_a_reported_figure_shows_its_file() -> None:
    row = SourceRow(
        day=date(2026, 8, 31), amount_cents=5, product="", line=None, origin="名单.xlsx"
    )
    sheet = reported_sheet(Measure.BALANCE, 5, [_row(date(2026, 7, 1), 3), row])
    assert sheet.agrees
    assert sheet.rows == (row,)
    assert "名单.xlsx" in sheet.verdict.text()
    assert reported_sheet(Measure.BALANCE, 0, []).agrees
