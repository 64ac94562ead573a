"""The step that shows what is wrong in a file, in its own cells: picture 09b."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from branchcrm.services.import_check import CheckedColumn, ImportCheck
from branchcrm.services.import_terms import RowPlace
from ui.exchange.check_words import CheckWords
from ui.exchange.problem_cells import ProblemList, WayOut
from ui.exchange.problem_model import ProblemModel, Shown
from ui.exchange.problem_table import ProblemTable
from ui.exchange.wizard_state import WizardState
from ui.kit.buttons import small
from ui.kit.checks import ComboBox
from ui.kit.choices import Option, SegmentedControl
from ui.kit.formats import Formats
from ui.kit.labels import KeyHint, label
from ui.kit.page_parts import EmptyState
from ui.kit.theme import current_theme

ALL_REASONS = ""
_SHOWN_COLUMNS = 5
_REASON_WIDTH = 240
_FIRST_FIELDS = frozenset(["name", "code", "customer_code", "date", "at", "number", "month"])


class CheckStep(QWidget):
    """Counts, filters and the rows that have something to show."""

    edited = Signal()
    recheck_wished = Signal()
    rejections_wished = Signal()

    def __init__(self, formats: Formats) -> None:
        """Build the step without a check."""
        super().__init__()
        self._formats = formats
        self._state: WizardState | None = None
        self._check: ImportCheck | None = None
        self._fresh: dict[tuple[RowPlace, int], str] = {}
        self.model = ProblemModel(self)
        self.model.edited.connect(self._on_model_edited)
        self.table = ProblemTable(self.model)
        self.table.action_wished.connect(self._on_table_action_wished)
        self.words = CheckWords(formats)
        self.words.rejections_wished.connect(self.rejections_wished)
        self.words.year_given.connect(self._on_year_given)
        self.words.day_order_given.connect(self._on_day_order_given)
        self.shown = SegmentedControl([], is_small=True)
        self.shown.changed.connect(self._on_filter_changed)
        self.reason = ComboBox([])
        self.reason.setAccessibleName(self.tr("原因"))
        self.reason.setProperty("extent", "small")
        self.reason.setFixedWidth(current_theme().px(_REASON_WIDTH))
        self.reason.chosen.connect(self._on_filter_changed)
        self.apply_all = small("")
        self.apply_all.clicked.connect(self._on_apply_all_clicked)
        self.recheck = small(self.tr("重新校验"), icon="ph.arrow-clockwise")
        self.recheck.clicked.connect(self.recheck_wished)
        self.empty = EmptyState(self.tr("没有要看的问题"), self.tr("每一行都可以导入"))
        self._build()

    def show_check(self, state: WizardState, check: ImportCheck) -> None:
        """Show what a check found."""
        self._state, self._check, self._fresh = state, check, {}
        self.words.show_check(check)
        count = self._formats.count
        bad = sum(row.is_rejected for row in check.problems)
        fixed = len(check.problems) - bad
        self.shown.set_options(
            [
                Option(Shown.ALL, self.tr("全部 {count}").format(count=count(len(check.problems)))),
                Option(Shown.BAD, self.tr("错误 {count}").format(count=count(bad))),
                Option(Shown.FIXED, self.tr("已修正 {count}").format(count=count(fixed))),
            ]
        )
        self.model.show(shown_columns(check), ProblemList(check.problems, self._fresh))
        reasons = [Option(code, words) for code, words in self.model.codes().items()]
        self.reason.set_options([Option(ALL_REASONS, self.tr("全部原因")), *reasons])
        self.table.fit()
        self._renew_tools()
        has_rows = bool(check.problems)
        self.table.setVisible(has_rows)
        self.empty.setVisible(not has_rows)
        if has_rows:
            self.table.show_row(0)

    @property
    def has_unchecked_edits(self) -> bool:
        """Tell whether cells were typed over since the check."""
        return bool(self._fresh)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tools = QHBoxLayout()
        tools.setContentsMargins(24, 8, 24, 8)
        tools.setSpacing(8)
        tools.addWidget(self.shown)
        tools.addWidget(self.reason)
        tools.addStretch(1)
        for key, words in (("F2", self.tr("直接修改")), ("Enter", self.tr("采用建议或撤销修正"))):
            tools.addWidget(KeyHint(key))
            tools.addWidget(label(words, "meta"))
        tools.addWidget(self.apply_all)
        tools.addWidget(self.recheck)
        column.addWidget(self.words)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    def _suggested(self) -> list[tuple[RowPlace, int, str]]:
        return [
            (row.place, cell.column, cell.suggestion)
            for row in (self._check.problems if self._check else ())
            for cell in row.found
            if cell.suggestion and (row.place, cell.column) not in self._fresh
        ]

    def _renew_tools(self) -> None:
        count = len(self._suggested())
        self.apply_all.setVisible(count > 0)
        self.apply_all.set_text(self.tr("应用全部建议 {count}").format(count=f"{count:,}"))
        self.recheck.setVisible(self.has_unchecked_edits)

    def _on_model_edited(self, place: RowPlace, column: int, text: str) -> None:
        if self._state is not None:
            self._state.edits[place, column] = text
            self._fresh[place, column] = text
        self._renew_rows()

    def _renew_rows(self) -> None:
        self.model.renew()
        self._renew_tools()
        self.edited.emit()

    def _on_table_action_wished(self, position: int) -> None:
        offer, state = self.model.offer(position), self._state
        if offer is None or state is None:
            return
        place = self.model.row(position).place
        if offer.way is WayOut.REVERT:
            for column in self.model.edited_columns(position):
                self._fresh.pop((place, column), None)
                state.forget(place, column)
        elif offer.cell is not None and offer.way is WayOut.TAKE:
            self._on_model_edited(place, offer.cell.column, offer.cell.suggestion)
            return
        elif offer.cell is not None:
            state.as_written.add((place, offer.cell.column))
            self._fresh[place, offer.cell.column] = offer.cell.original
        self._renew_rows()

    def _on_apply_all_clicked(self) -> None:
        if self._state is not None:
            for place, column, text in self._suggested():
                self._state.edits[place, column] = text
            self.recheck_wished.emit()

    def _on_filter_changed(self) -> None:
        shown = self.shown.value()
        code = str(self.reason.value() or "")
        self.model.restrict(Shown(str(shown)) if shown else Shown.ALL, code)

    def _on_year_given(self, year: int) -> None:
        if self._state is not None:
            self._state.year = year
            self.recheck_wished.emit()

    def _on_day_order_given(self, is_day_first: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self._state is not None:
            self._state.day_first = is_day_first
            self.recheck_wished.emit()


def shown_columns(check: ImportCheck) -> list[CheckedColumn]:
    """Give the columns with findings and the first ones, in the order of the file."""
    found = {cell.column for row in check.problems for cell in row.found}
    first = [one for one in check.columns if one.field in _FIRST_FIELDS]
    wanted = [one for one in check.columns if one.column in found]
    rest = [one for one in check.columns if one not in first and one not in wanted]
    chosen = list(dict.fromkeys([*first[:1], *wanted, *first[1:], *rest]))
    most = max(_SHOWN_COLUMNS, len(wanted) + 1)
    return sorted(chosen[:most], key=lambda one: one.column)
