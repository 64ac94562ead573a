"""What is shown when the program itself was at fault: the data is safe, and a report exists."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from ui.kit.buttons import primary, secondary
from ui.kit.labels import label
from ui.kit.theme import current_theme
from ui.shell.crash_report import CrashReport
from ui.shell.gate_parts import FieldNote, GateView


class CrashPage(GateView):
    """Says what happened, what was kept and what to do; the report can be read and copied."""

    restart_requested = Signal()
    continue_requested = Signal()

    def __init__(self, report: CrashReport, path: Path | None) -> None:
        """Show the report; a path of None means that it could not be written."""
        super().__init__(560)
        self.setObjectName("crash")
        self._report = report
        self._path = path
        self.column.addWidget(self.card)
        self.copied = FieldNote("ok-meta", "check-circle", "ok")
        self._fill_words()
        self._fill_report()
        self._fill_buttons()

    def _fill_words(self) -> None:
        self.content.setSpacing(8)
        self.content.addWidget(label(self.tr("程序出了错，没有做完这一步"), "section"))
        kept = self.tr("账本没有损坏：已保存的内容都在，没做完的一步已经撤回。")
        self.content.addWidget(label(kept, wraps=True))
        ways = self.tr(
            "可以继续使用；如果同样的错再出现，重新启动程序，并把下面的报告交给维护人员。"
        )
        self.content.addWidget(label(ways, wraps=True))

    def _fill_report(self) -> None:
        where = (
            self.tr("报告已保存（不含客户资料）：{path}").format(path=self._path.name)
            if self._path
            else self.tr("报告没能保存，可以复制下面的文字（不含客户资料）")
        )
        self.content.addSpacing(8)
        self.content.addWidget(label(where, "meta", wraps=True))
        text = QPlainTextEdit(self._report.text)
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("错误报告"))
        text.setFixedHeight(current_theme().px(180))
        self.content.addWidget(text)
        self.content.addWidget(self.copied)

    def _fill_buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        copy = secondary(self.tr("复制报告"))
        copy.clicked.connect(self._on_copy_clicked)
        row.addWidget(copy)
        if self._path:
            folder = secondary(self.tr("打开文件夹"))
            folder.clicked.connect(self._on_folder_clicked)
            row.addWidget(folder)
        row.addStretch(1)
        again = secondary(self.tr("重新启动"))
        again.setObjectName("restart")
        again.clicked.connect(self.restart_requested)
        row.addWidget(again)
        go_on = primary(self.tr("继续使用"))
        go_on.setObjectName("go_on")
        go_on.clicked.connect(self.continue_requested)
        row.addWidget(go_on)
        self.content.addSpacing(8)
        self.content.addLayout(row)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._report.text)
        self.copied.show_text(self.tr("已复制"))

    def _on_folder_clicked(self) -> None:
        if self._path:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
