"""Writes letters to the ticked customers from a Word template."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import SENTENCES, listed
from branchcrm.services.letters import LetterOutcome, LetterRequest
from ui.kit.page import PageContext
from ui.kit.progress_dialog import ProgressDialog
from ui.kit.questions import FileChoice
from ui.kit.translation import spoken, translate

if TYPE_CHECKING:
    from ui.kit.tasks import Task


class LetterWriting(QObject):
    """Asks for the template and the file, writes, and says what letters lack."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Belong to the list whose customers are written to."""
        super().__init__(parent)
        self._context, self._page = context, parent

    def offer(self, button: QWidget, asked: CustomerFilter, order: CustomerOrder) -> None:
        """Let who may choose whether letters hold full numbers and addresses; else just write."""
        if not self._context.services.actor.may(Right.EXPORT_FULL):
            self.write(LetterRequest(filter=asked, order=order))
            return
        menu = self.menu(asked, order)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def menu(self, asked: CustomerFilter, order: CustomerOrder) -> QMenu:
        """Give the choice between letters with masked and with full numbers and addresses."""
        menu = QMenu(self._page)
        for words, is_full in (
            (self.tr("写信（号码和地址脱敏）…"), False),
            (self.tr("写信（完整号码和地址）…"), True),
        ):
            request = LetterRequest(filter=asked, order=order, is_full=is_full)
            menu.addAction(words).triggered.connect(partial(self.write, request))
        return menu

    def write(self, request: LetterRequest, *_triggered: object) -> None:
        """Write one letter to each customer, all in one document."""
        prompts = self._context.prompts
        template = prompts.open_file(
            FileChoice(title=self.tr("选择信函模板"), filters=(self.tr("Word 文档 (*.docx)"),))
        )
        if template is None:
            return
        day = self._context.formats.today.isoformat()
        target = prompts.save_file(
            FileChoice(
                title=self.tr("保存信函"),
                filters=(self.tr("Word 文档 (*.docx)"),),
                start=Path.home() / self.tr("信函 {day}.docx").format(day=day),
            )
        )
        if target is not None:
            target = target if target.suffix else target.with_suffix(".docx")
            self._start(template, target, request)

    def _start(self, template: Path, target: Path, request: LetterRequest) -> None:
        task: Task[Any] = self._context.tasks.start(
            partial(self._work, template, target, request),
            on_success=self._on_success,
            on_error=self._on_error,
        )
        remark = self.tr("取消后不会留下写了一半的文件")
        title = self.tr("正在生成信函")
        ProgressDialog(title, remark, task, self._context.formats, self._page.window())

    def _work(
        self, template: Path, target: Path, request: LetterRequest, progress: Progress
    ) -> LetterOutcome:
        return self._context.services.letters.write(template, target, request, progress)

    def _on_success(self, outcome: LetterOutcome) -> None:
        self._context.changes.publish(outcome.changes)
        words = self.tr("已生成 {count} 封信到 {file}")
        lines = [words.format(count=f"{outcome.letters:,}", file=outcome.target.name)]
        if outcome.barred:
            words = self.tr("{count} 位要求不再联系，没有写")
            lines.append(words.format(count=f"{outcome.barred:,}"))
        if outcome.hidden:
            words = self.tr("{fields}已脱敏")
            lines.append(words.format(fields=spoken(listed(outcome.hidden))))
        for field, count in outcome.lacking.items():
            lines.append(self.tr("{count} 封没有“{field}”").format(count=f"{count:,}", field=field))
        self._context.navigator.toast(spoken(listed(lines, SENTENCES)))

    def _on_error(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self._context.prompts.error(error)


def save_sample(context: PageContext) -> None:
    """Save a template to begin from."""
    target = context.prompts.save_file(
        FileChoice(
            title=translate("保存信函模板示例"),
            filters=(translate("Word 文档 (*.docx)"),),
            start=Path.home() / translate("信函模板.docx"),
        )
    )
    if target is None:
        return
    target = target if target.suffix else target.with_suffix(".docx")
    try:
        context.services.letters.write_sample(target)
    except BranchCrmError as error:
        context.prompts.error(error)
        return
    context.navigator.toast(translate("模板已保存到 {file}").format(file=target.name))
