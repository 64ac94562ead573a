"""The page of files that come in and lists that go out."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.services.exports import ExportKind, ExportOutcome, ExportRequest, sentence_of
from ui.exchange.home import HomeView
from ui.exchange.locked_trips import LockedTrips
from ui.exchange.wizard import WizardView
from ui.exchange.words import EXCEL_FILTER, KIND_WORDS, WORKBOOK_FILTER
from ui.kit.given_files import dropped_file
from ui.kit.page import Page, PageContext
from ui.kit.progress_dialog import ProgressDialog
from ui.kit.questions import FileChoice, ReasonChoice
from ui.kit.translation import translate

if TYPE_CHECKING:
    from ui.kit.tasks import Task


class ExchangePage(Page):
    """Starts an import or an export, and leads through it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(context, parent)
        self.setAcceptDrops(True)
        self.home = HomeView(context)
        self.wizard = WizardView(context)
        self.views = QStackedWidget()
        self.views.addWidget(self.home)
        self.views.addWidget(self.wizard)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.views)
        self.home.file_wished.connect(self.choose_file)
        self.home.file_given.connect(self.open_file)
        self.home.template_wished.connect(self._on_template_wished)
        self.home.export_wished.connect(self._on_export_wished)
        self.locked_trips = LockedTrips(context, self)
        self.home.hand_out_wished.connect(self.locked_trips.hand_out)
        self.home.take_back_wished.connect(self.locked_trips.ask_back)
        self.wizard.left.connect(self._on_wizard_left)
        self.wizard.another_wished.connect(self._on_another_wished)

    @override
    def activate(self, **params: object) -> None:
        path = params.get("file")
        if isinstance(path, Path):
            self.open_file(path)
        elif params.get("start") == "import":
            self.choose_file()
        elif params.get("start") == "template":
            self._on_template_wished("customers")
        if self.views.currentWidget() is self.home:
            self.home.refresh()

    @override
    def refresh(self) -> None:
        self.home.refresh()

    @override
    def on_changes(self, changes: Changes) -> None:
        if self.views.currentWidget() is self.home:
            self.home.refresh()

    @override
    def add_record(self) -> None:
        self.choose_file()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None and not self.wizard.work.is_running:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def choose_file(self) -> None:
        """Ask for a file and open it."""
        choice = FileChoice(title=self.tr("选择要导入的文件"), filters=(translate(EXCEL_FILTER),))
        path = self.context.prompts.open_file(choice)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Lead through the import of a file."""
        if self.wizard.work.is_running:
            return
        if self.context.services.locked_books.is_handed_out(path):
            self.locked_trips.take_back(path)
            return
        self.views.setCurrentWidget(self.wizard)
        self.wizard.open_file(path)

    def _on_wizard_left(self) -> None:
        self.views.setCurrentWidget(self.home)
        self.home.refresh()

    def _on_another_wished(self) -> None:
        self._on_wizard_left()
        self.choose_file()

    def _on_template_wished(self, kind: str) -> None:
        word = translate(KIND_WORDS[kind])
        name = self.tr("{kind}导入模板.xlsx").format(kind=word)
        target = self._target(self.tr("保存导入模板"), name)
        if target is None:
            return
        try:
            self.context.services.imports.write_template(kind, target, translate)
        except BranchCrmError as error:
            self.context.prompts.error(error)
            return
        self.context.navigator.toast(self.tr("模板已保存到 {file}").format(file=target.name))

    def _on_export_wished(self, kind: str, is_full: bool) -> None:  # noqa: FBT001 - Qt's signal
        purpose = ""
        if is_full:
            answer = self.context.prompts.ask_reason(
                ReasonChoice(
                    title=self.tr("导出完整号码"),
                    text=self.tr("用途会写进文件，并记入操作历史"),
                    action=self.tr("选择文件…"),
                    reasons=(self.tr("上级要求"), self.tr("数据核对"), self.tr("迁移到其他系统")),
                )
            )
            if answer is None:
                return
            purpose = answer
        day = self.context.formats.today.isoformat()
        name = self.tr("{kind} {day}.xlsx").format(kind=translate(KIND_WORDS[kind]), day=day)
        target = self._target(self.tr("导出到文件"), name)
        if target is not None:
            request = ExportRequest(kind=ExportKind(kind), is_full=is_full, purpose=purpose)
            self._start_export(target, request)

    def _target(self, title: str, name: str) -> Path | None:
        choice = FileChoice(
            title=title, filters=(translate(WORKBOOK_FILTER),), start=Path.home() / name
        )
        target = self.context.prompts.save_file(choice)
        return target.with_suffix(".xlsx") if target is not None and not target.suffix else target

    def _start_export(self, target: Path, request: ExportRequest) -> None:
        task: Task[Any] = self.context.tasks.start(
            partial(self._export, target, request),
            on_success=self._on_exported,
            on_error=self._on_export_failed,
        )
        remark = self.tr("取消后不会留下写了一半的文件")
        ProgressDialog(self.tr("正在导出"), remark, task, self.context.formats, self.window())

    def _export(self, target: Path, request: ExportRequest, progress: Progress) -> ExportOutcome:
        return self.context.services.exports.export(target, request, progress, translate)

    def _on_exported(self, outcome: ExportOutcome) -> None:
        self.context.changes.publish(outcome.changes)
        self.context.navigator.toast(sentence_of(outcome))

    def _on_export_failed(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)
