"""The step that shows what is wrong in a file, in its own cells: picture 09b."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from branchcrm.services.import_check import CheckedColumn, ImportCheck
from branchcrm.services.import_terms import RowPlace
from ui.exchange.problem_delegate import ProblemDelegate
from ui.exchange.problem_model import ProblemList, ProblemModel, Shown
from ui.exchange.wizard_state import WizardState
from ui.kit.buttons import secondary, small
from ui.kit.checks import ComboBox
from ui.kit.choices import Option, SegmentedControl
from ui.kit.formats import Formats
from ui.kit.labels import IconMark, KeyHint, label
from ui.kit.page_parts import EmptyState, InlineNotice
from ui.kit.theme import current_theme
from ui.kit.translation import translate

ALL_REASONS = ""
_SHOWN_COLUMNS = 7
_REASON_WIDTH = 340
_ACTION_WIDTH = 150
_CELL_WIDTH = 130
_NO_YEAR = "date_no_year"
_AMBIGUOUS = "date_ambiguous"


class ProblemTable(QTableView):
    """The table; Enter and F2 edit, a click on the last column does what it says."""

    action_wished = Signal(int)

    def __init__(self, model: ProblemModel) -> None:
        """Show the model."""
        super().__init__()
        self.setModel(model)
        self._problems = model
        self.setItemDelegate(ProblemDelegate(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(current_theme().row_height())
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setAccessibleName(self.tr("有问题的行"))
        self.clicked.connect(self._on_clicked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers():
            current = self.currentIndex()
            row = max(0, min(self._problems.rowCount() - 1, current.row() + step))
            self.setCurrentIndex(self._problems.index(row, max(0, current.column())))
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == self._problems.reason_section + 1:
            self.action_wished.emit(index.row())


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
        self.good, self.bad, self.fixed = (
            label("", "strong"),
            label("", "strong"),
            label("", "strong"),
        )
        self.export = secondary(self.tr("导出错误行（带原因）"), icon="ph.export")
        self.export.clicked.connect(self.rejections_wished)
        self.shown = SegmentedControl([])
        self.shown.changed.connect(self._on_filter_changed)
        self.reason = ComboBox([])
        self.reason.setAccessibleName(self.tr("原因"))
        self.reason.chosen.connect(self._on_filter_changed)
        self.apply_all = small("")
        self.apply_all.clicked.connect(self._on_apply_all_clicked)
        self.recheck = small(self.tr("重新校验"), icon="ph.arrow-clockwise")
        self.recheck.clicked.connect(self.recheck_wished)
        self.dates = InlineNotice("warn")
        self.first_choice, self.second_choice = small(""), small("")
        self.first_choice.clicked.connect(self._on_first_choice_clicked)
        self.second_choice.clicked.connect(self._on_second_choice_clicked)
        self.dates.add_button(self.first_choice)
        self.dates.add_button(self.second_choice)
        self.notices = InlineNotice("info")
        self.empty = EmptyState(self.tr("没有要看的问题"), self.tr("每一行都可以导入"))
        self._build()

    def show_check(self, state: WizardState, check: ImportCheck) -> None:
        """Show what a check found."""
        self._state, self._check = state, check
        self._fresh = {}
        counts = check.outcome.counts
        count = self._formats.count
        self.good.setText(
            self.tr("{count} 行可以导入").format(
                count=count(counts.rows - counts.rejected - counts.skipped)
            )
        )
        self.bad.setText(self.tr("{count} 行有错误").format(count=count(counts.rejected)))
        self.fixed.setText(self.tr("{count} 行已自动修正").format(count=count(counts.fixed)))
        self.export.setVisible(counts.rejected > 0)
        bad = sum(row.is_rejected for row in check.problems)
        self.shown.set_options(
            [
                Option(Shown.ALL, self.tr("全部 {count}").format(count=count(len(check.problems)))),
                Option(Shown.BAD, self.tr("错误 {count}").format(count=count(bad))),
                Option(
                    Shown.FIXED,
                    self.tr("已修正 {count}").format(count=count(len(check.problems) - bad)),
                ),
            ]
        )
        self.model.show(self._columns(check), ProblemList(check.problems, self._fresh))
        reasons = [Option(code, words) for code, words in self.model.codes().items()]
        self.reason.set_options([Option(ALL_REASONS, self.tr("全部原因")), *reasons])
        self._lay_out()
        self._show_dates(check)
        self._show_notices(check)
        self._renew_tools()
        has_rows = bool(check.problems)
        self.table.setVisible(has_rows)
        self.empty.setVisible(not has_rows)
        if has_rows:
            self.table.setCurrentIndex(self.model.index(0, 1))

    @property
    def has_unchecked_edits(self) -> bool:
        """Tell whether cells were typed over since the check."""
        return bool(self._fresh)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        counts = QHBoxLayout()
        counts.setContentsMargins(24, 12, 24, 12)
        counts.setSpacing(8)
        marks = (
            ("ph.check-circle", "ok"),
            ("ph.warning-circle", "danger"),
            ("ph.magic-wand", "warn"),
        )
        for (icon, ink), words in zip(marks, (self.good, self.bad, self.fixed), strict=True):
            counts.addWidget(IconMark(icon, ink))
            counts.addWidget(words)
            counts.addSpacing(16)
        counts.addStretch(1)
        counts.addWidget(self.export)
        tools = QHBoxLayout()
        tools.setContentsMargins(24, 8, 24, 8)
        tools.setSpacing(8)
        tools.addWidget(self.shown)
        tools.addWidget(self.reason)
        tools.addStretch(1)
        tools.addWidget(label(self.tr("双击或按"), "muted"))
        tools.addWidget(KeyHint("F2"))
        tools.addWidget(label(self.tr("直接修改"), "muted"))
        tools.addWidget(self.apply_all)
        tools.addWidget(self.recheck)
        column.addLayout(counts)
        for notice in (self.dates, self.notices):
            box = QHBoxLayout()
            box.setContentsMargins(24, 0, 24, 4)
            box.addWidget(notice)
            column.addLayout(box)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    @staticmethod
    def _columns(check: ImportCheck) -> list[CheckedColumn]:
        """Give the columns with findings and the first ones, in the order of the file."""
        found = {cell.column for row in check.problems for cell in row.found}
        first = [
            one for one in check.columns if one.field in {"name", "customer_code", "code", "date"}
        ]
        wanted = [one for one in check.columns if one.column in found]
        rest = [one for one in check.columns if one not in first and one not in wanted]
        chosen = list(dict.fromkeys([*first[:2], *wanted, *rest]))
        most = max(_SHOWN_COLUMNS, len(wanted) + 1)
        return sorted(chosen[:most], key=lambda one: one.column)

    def _lay_out(self) -> None:
        header, theme = self.table.horizontalHeader(), current_theme()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        reason = self.model.reason_section
        self.table.setColumnWidth(0, theme.px(90))
        for section in range(1, reason):
            self.table.setColumnWidth(section, theme.px(_CELL_WIDTH))
        self.table.setColumnWidth(reason, theme.px(_REASON_WIDTH))
        self.table.setColumnWidth(reason + 1, theme.px(_ACTION_WIDTH))
        header.setSectionResizeMode(reason, QHeaderView.ResizeMode.Stretch)

    def _show_dates(self, check: ImportCheck) -> None:
        """Ask once what dates without a year, or with two readings, mean."""
        codes = {reason.code for reason in check.outcome.reasons}
        self.dates.setVisible(bool(codes & {_NO_YEAR, _AMBIGUOUS}))
        if _NO_YEAR in codes:
            year = self._formats.today.year
            self.dates.set_notice("warn", self.tr("有些日期没有写年份"))
            self.first_choice.set_text(self.tr("按 {year} 年补全").format(year=year))
            self.second_choice.set_text(self.tr("按 {year} 年补全").format(year=year - 1))
        elif _AMBIGUOUS in codes:
            self.dates.set_notice("warn", self.tr("有些日期分不清日和月，例如 03/04/2026"))
            self.first_choice.set_text(self.tr("日在前"))
            self.second_choice.set_text(self.tr("月在前"))

    def _show_notices(self, check: ImportCheck) -> None:
        words = "；".join(one.text(translate) for one in check.outcome.notices)
        self.notices.setVisible(bool(words))
        self.notices.set_notice("info", words)

    def _answer_dates(self, *, is_first: bool) -> None:
        state, check = self._state, self._check
        if state is None or check is None:
            return
        if any(reason.code == _NO_YEAR for reason in check.outcome.reasons):
            state.year = self._formats.today.year - (0 if is_first else 1)
        else:
            state.day_first = is_first
        self.recheck_wished.emit()

    def _suggested(self) -> list[tuple[RowPlace, int, str]]:
        rows = self._check.problems if self._check else ()
        return [
            (row.place, cell.column, cell.suggestion)
            for row in rows
            for cell in row.found
            if cell.suggestion and (row.place, cell.column) not in self._fresh
        ]

    def _renew_tools(self) -> None:
        count = len(self._suggested())
        self.apply_all.setVisible(count > 0)
        self.apply_all.set_text(self.tr("应用全部建议 {count}").format(count=count))
        self.recheck.setVisible(self.has_unchecked_edits)

    def _on_model_edited(self, place: RowPlace, column: int, text: str) -> None:
        if self._state is not None:
            self._state.edits[place, column] = text
            self._fresh[place, column] = text
        self.model.renew()
        self._renew_tools()
        self.edited.emit()

    def _on_table_action_wished(self, position: int) -> None:
        cell = self.model.suggestion(position)
        if cell is not None:
            self._on_model_edited(self.model.row(position).place, cell.column, cell.suggestion)

    def _on_apply_all_clicked(self) -> None:
        if self._state is None:
            return
        for place, column, text in self._suggested():
            self._state.edits[place, column] = text
        self.recheck_wished.emit()

    def _on_filter_changed(self) -> None:
        shown = self.shown.value()
        code = str(self.reason.value() or "")
        self.model.restrict(Shown(str(shown)) if shown else Shown.ALL, code)

    def _on_first_choice_clicked(self) -> None:
        self._answer_dates(is_first=True)

    def _on_second_choice_clicked(self) -> None:
        self._answer_dates(is_first=False)
