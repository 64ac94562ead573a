"""The counts and the notices above the rows of a check."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from branchcrm.services.import_check import ImportCheck
from ui.kit.buttons import small
from ui.kit.flow import FlowLayout
from ui.kit.formats import Formats
from ui.kit.labels import IconMark, label
from ui.kit.page_parts import InlineNotice
from ui.kit.translation import spoken

_NO_YEAR = "date_no_year"
_AMBIGUOUS = "date_ambiguous"


class CheckWords(QWidget):
    """Says how many rows can be imported, and asks once what unclear dates mean."""

    rejections_wished = Signal()
    year_given = Signal(object)
    day_order_given = Signal(bool)

    def __init__(self, formats: Formats) -> None:
        """Build the words without a check."""
        super().__init__()
        self._formats = formats
        self._asks_year = False
        self.good, self.bad = label("", "ok-strong"), label("", "danger-strong")
        self.fixed, self.skipped = label("", "warn-strong"), label("", "muted")
        self._counts = QWidget()
        self.export = small(self.tr("导出错误行（带原因）"), icon="ph.export")
        self.export.clicked.connect(self.rejections_wished)
        self.dates = InlineNotice("warn")
        self.first, self.second = small(""), small("")
        self.first.clicked.connect(self._on_first_clicked)
        self.second.clicked.connect(self._on_second_clicked)
        self.dates.add_button(self.first)
        self.dates.add_button(self.second)
        self.notices = InlineNotice("info")
        self._build()

    def show_check(self, check: ImportCheck) -> None:
        """Show the counts of a check."""
        counts, count = check.outcome.counts, self._formats.count
        good = counts.rows - counts.rejected - counts.skipped
        self.good.setText(self.tr("{count} 行可以导入").format(count=count(good)))
        self.bad.setText(self.tr("{count} 行有错误").format(count=count(counts.rejected)))
        self.fixed.setText(self.tr("{count} 行已自动修正").format(count=count(counts.fixed)))
        skipped = self.tr("{count} 行跳过（合计等）").format(count=count(counts.skipped))
        self.skipped.setText(skipped if counts.skipped else "")
        self.export.setVisible(counts.rejected > 0)
        words = "；".join(spoken(one) for one in check.outcome.notices)
        self.notices.setVisible(bool(words))
        self.notices.set_notice("info", words)
        self._show_dates({reason.code for reason in check.outcome.reasons})

    def _show_dates(self, codes: set[str]) -> None:
        self._asks_year = _NO_YEAR in codes
        self.dates.setVisible(bool(codes & {_NO_YEAR, _AMBIGUOUS}))
        if self._asks_year:
            year = self._formats.today.year
            self.dates.set_notice("warn", self.tr("有些日期没有写年份"))
            self.first.set_text(self.tr("按 {year} 年补全").format(year=year))
            self.second.set_text(self.tr("按 {year} 年补全").format(year=year - 1))
        elif _AMBIGUOUS in codes:
            self.dates.set_notice("warn", self.tr("有些日期分不清日和月，例如 03/04/2026"))
            self.first.set_text(self.tr("日在前"))
            self.second.set_text(self.tr("月在前"))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 4)
        column.setSpacing(8)
        counts = QHBoxLayout()
        counts.setSpacing(16)
        flow = FlowLayout(self._counts, gap=16)
        for icon, ink, words in (
            ("ph.check-circle", "ok", self.good),
            ("ph.warning-circle", "danger", self.bad),
            ("ph.magic-wand", "warn", self.fixed),
            ("", "", self.skipped),
        ):
            flow.addWidget(_marked(icon, ink, words))
        counts.addWidget(self._counts, 1)
        counts.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(counts)
        column.addWidget(self.dates)
        column.addWidget(self.notices)

    def _answer(self, *, is_first: bool) -> None:
        if self._asks_year:
            self.year_given.emit(self._formats.today.year - (0 if is_first else 1))
        else:
            self.day_order_given.emit(is_first)

    def _on_first_clicked(self) -> None:
        self._answer(is_first=True)

    def _on_second_clicked(self) -> None:
        self._answer(is_first=False)


def _marked(icon: str, ink: str, words: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 4, 0, 4)
    row.setSpacing(8)
    if icon:
        row.addWidget(IconMark(icon, ink))
    row.addWidget(words)
    return holder
