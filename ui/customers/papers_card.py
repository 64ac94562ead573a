"""The card of files kept on a customer, and their viewer."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QWidget

from branchcrm.domain.attachment import MEGABYTE, MOST_MEGABYTES, Attachment
from branchcrm.domain.customer import Customer
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.customers.card_line import CardLine
from ui.kit.action_menu import Action
from ui.kit.labels import label, rule
from ui.kit.modal import ModalDialog
from ui.kit.page import PageContext
from ui.kit.page_parts import Card
from ui.kit.questions import FileChoice
from ui.kit.theme import current_theme
from ui.kit.translation import translate

VIEWER_WIDTH = 760
VIEWER_HEIGHT = 480
KILOBYTE = 1024


class PapersCard(Card):
    """Lists files; pictures and texts are looked at inside the program."""

    def __init__(
        self, context: PageContext, customer: Customer, files: Sequence[Attachment]
    ) -> None:
        """Show the files of a customer."""
        self._context, self._customer = context, customer
        may = context.services.actor.may
        self._may_edit = may(Right.EDIT_CUSTOMERS) and not customer.is_removed
        words = translate(mark("添加")) if self._may_edit else ""
        count = context.formats.count(len(files)) if files else ""
        super().__init__(translate(mark("附件")), count, words)
        self.link_clicked.connect(self.add_file)
        for one in files:
            self.add(rule())
            self.add(self._line(one))
        if not files:
            none = translate(mark("还没有附件。单个文件最大 {limit} MB，加密保存在账本里"))
            self.add_padded(label(none.format(limit=MOST_MEGABYTES), "muted", wraps=True))

    def add_file(self) -> None:
        """Choose a file and keep a copy in the book."""
        path = self._context.prompts.open_file(FileChoice(title=translate(mark("添加附件"))))
        if path is not None:
            add = self._context.services.attachments.add
            self._context.navigator.run(partial(add, self._customer.id, path))

    def _line(self, one: Attachment) -> CardLine:
        line = CardLine()
        can_view = one.is_picture or one.is_text
        line.add_icon("ph.image" if one.is_picture else "ph.file-text", "t2")
        line.add_name(one.name, partial(self.view, one) if can_view else None)
        line.add_end(_size(one.size), "label")
        line.add_actions(one.name, self._actions(one, can_view=can_view))
        return line

    def _actions(self, one: Attachment, *, can_view: bool) -> list[Action]:
        actions: list[Action] = []
        service = self._context.services.attachments
        if can_view:
            actions.append((translate(mark("查看")), partial(self.view, one)))
        if self._context.services.actor.may(Right.EXPORT_MASKED):
            actions.append((translate(mark("另存为…")), partial(self.save_as, one)))
        if self._may_edit:
            remove = partial(self._context.navigator.run, partial(service.remove, one.id))
            actions.append((translate(mark("删除")), remove))
        return actions

    def save_as(self, one: Attachment) -> None:
        """Write a copy outside the book; that is logged."""
        choice = FileChoice(title=translate(mark("另存为")), start=Path(one.name))
        path = self._context.prompts.save_file(choice)
        if path is not None:
            save = self._context.services.attachments.save
            self._context.navigator.run(partial(save, one.id, path))

    def view(self, one: Attachment) -> ModalDialog | None:
        """Look at a picture or a text."""
        try:
            content = self._context.services.attachments.content(one.id)
        except BranchCrmError as error:
            self._context.prompts.error(error)
            return None
        dialog = ModalDialog(one.name, VIEWER_WIDTH, self.window())
        dialog.add(_picture(content) if one.is_picture else _text(content))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog


def _picture(content: bytes) -> QWidget:
    area = QScrollArea()
    area.setMinimumHeight(current_theme().px(VIEWER_HEIGHT))
    picture = QPixmap()
    shown = QLabel()
    shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
    if picture.loadFromData(content):
        width = current_theme().px(VIEWER_WIDTH - 64)
        mode = Qt.TransformationMode.SmoothTransformation
        shown.setPixmap(picture if picture.width() <= width else picture.scaledToWidth(width, mode))
    else:
        shown.setText(translate(mark("这个文件不是可以显示的图片")))
    area.setWidget(shown)
    area.setWidgetResizable(True)
    return area


def _text(content: bytes) -> QWidget:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("gb18030", errors="replace")
    shown = QPlainTextEdit(words)
    shown.setReadOnly(True)
    shown.setMinimumHeight(current_theme().px(VIEWER_HEIGHT))
    return shown


def _size(count: int) -> str:
    if count >= MEGABYTE:
        return f"{count / MEGABYTE:.1f} MB"
    return f"{max(1, round(count / KILOBYTE))} KB"
