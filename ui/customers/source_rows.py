"""The rows of the book behind the figures of a receipt, and whether they come to them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.product import line_label
from branchcrm.domain.tier_measure import MEASURE_LABELS, Measure
from branchcrm.domain.tier_source import SourceRow, SourceSheet
from branchcrm.domain.tier_words import money_text
from branchcrm.domain.wording import mark
from ui.kit.buttons import secondary
from ui.kit.choices import Option, SegmentedControl
from ui.kit.latest import Latest
from ui.kit.modal import ModalDialog
from ui.kit.page import PageContext
from ui.kit.page_parts import InlineNotice
from ui.kit.table_column import Column, Kind, plain_column
from ui.kit.table_model import IdTableModel
from ui.kit.table_view import TableView
from ui.kit.theme import current_theme
from ui.kit.translation import spoken, translate

LIST_HEIGHT = 320
Row = tuple[int, SourceRow]


class SourceRowsDialog(ModalDialog):
    """A switch between the figures; below it their rows, the newest first, and their sum."""

    def __init__(
        self, context: PageContext, customer_id: CustomerId, measure: Measure, parent: QWidget
    ) -> None:
        """Take whose receipt, and the figure to begin with."""
        super().__init__(translate(mark("分层依据的原始记录")), 720, parent)
        self._context, self._customer_id, self._wanted = context, customer_id, measure
        self.sheets: dict[Measure, SourceSheet] = {}
        self._rows: Sequence[SourceRow] = ()
        self.measures = SegmentedControl([], is_small=True)
        self.measures.changed.connect(self._on_measures_changed)
        self.verdict = InlineNotice("info")
        model = IdTableModel(self._columns(), self._fetch, _id_of)
        self.table = TableView(model, self)
        model.setParent(self.table)
        self.table.setAccessibleName(self.windowTitle())
        self.table.setFixedHeight(current_theme().px(LIST_HEIGHT))
        self.add(self.measures)
        self.add(self.verdict)
        self.add(self.table)
        self.foot_row.addStretch(1)
        close = secondary(translate(mark("关闭")))
        close.clicked.connect(self.reject)
        self.add_button(close)
        self._reading = Latest(context.tasks, self)
        self._reading.answered.connect(self._on_reading_answered)
        self._reading.failed.connect(self._on_reading_failed)
        self.finished.connect(self.deleteLater)
        sources = context.services.tier_views.sources
        self._reading.ask(None, partial(sources.sheets, customer_id))

    def _on_reading_answered(self, _key: object, sheets: object) -> None:
        if not isinstance(sheets, list):
            return
        self.sheets = {sheet.measure: sheet for sheet in sheets}
        self.measures.set_options(
            [Option(one, translate(MEASURE_LABELS[one])) for one in self.sheets]
        )
        if self._wanted in self.sheets:
            self.measures.set_value(self._wanted)
        self._show()
        QTimer.singleShot(0, self, self.fit)
        self.table.setFocus()

    def _on_reading_failed(self, error: object) -> None:
        if isinstance(error, BranchCrmError):
            self._context.prompts.error(error)
            self.reject()

    def _on_measures_changed(self, _key: object) -> None:
        self._show()

    def _show(self) -> None:
        sheet = self.sheets.get(Measure(str(self.measures.value())))
        if sheet is None:
            return
        self.verdict.set_notice("ok" if sheet.agrees else "warn", spoken(sheet.verdict))
        self._rows = sorted(sheet.rows, key=_day, reverse=True)
        self.table.rows.invalidate()
        self.table.show_ids(list(range(1, len(self._rows) + 1)))
        self.table.go_to(0 if self._rows else -1)

    def _fetch(self, ids: Sequence[int]) -> list[Row]:
        return [(number, self._rows[number - 1]) for number in ids]

    @staticmethod
    def _columns() -> list[Column]:
        return [
            plain_column("day", mark("日期"), _date, 104),
            plain_column("product", mark("产品"), _product, 144, stretches=True),
            plain_column("line", mark("产品线"), _line, 144, Kind.MUTED),
            plain_column("origin", mark("单号或文件"), _origin, 120, Kind.MUTED),
            plain_column("amount", mark("金额(元)"), _amount, 128, Kind.MONEY),
        ]


def open_source_rows(
    context: PageContext, customer_id: CustomerId, measure: Measure, parent: QWidget
) -> SourceRowsDialog:
    """Open the rows behind a figure of a customer's receipt."""
    dialog = SourceRowsDialog(context, customer_id, measure, parent)
    dialog.open()
    return dialog


def _id_of(row: Row) -> int:
    return row[0]


def _day(row: SourceRow) -> tuple[object, int]:
    return row.day, row.amount_cents


def _date(row: Row) -> str:
    return row[1].day.isoformat()


def _product(row: Row) -> str:
    return row[1].product


def _line(row: Row) -> str:
    line = row[1].line
    return translate(line_label(line)) if line else ""


def _origin(row: Row) -> str:
    return row[1].document_no or row[1].origin


def _amount(row: Row) -> str:
    return money_text(row[1].amount_cents)
