"""The history of operations: who did what when, and taking any of it back."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Changes
from branchcrm.domain.operation import Operation
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.kit.buttons import small
from ui.kit.labels import label
from ui.kit.page import PageContext
from ui.kit.translation import spoken, translate
from ui.settings.rows import Section, SettingRow
from ui.shell.main_window import MainWindow

_PAGE = 20


class PastSection(Section):
    """Lists the newest operations; older ones on demand."""

    def __init__(self, context: PageContext, window: MainWindow) -> None:
        """Show the heading; the operations come with `reload`."""
        super().__init__(translate(mark("操作历史")), context, window)
        self._shown = _PAGE
        self.more = small(self.tr("更早的操作"))
        self.more.setObjectName("older")
        self.more.clicked.connect(self._on_more_clicked)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self.more)
        row.addStretch(1)
        self._foot = foot
        self.add_block(foot)
        context.changes.changed.connect(self._on_changes)

    @override
    def reload(self) -> None:
        services = self.context.services
        if not services.actor.may(Right.SEE_HISTORY):
            self.replace_rows([SettingRow(self.tr("你的角色没有这个权限"), "")])
            self.more.hide()
            return
        operations = services.history.latest(limit=self._shown + 1)
        self.replace_rows([self._row(done) for done in operations[: self._shown]])
        self.more.setVisible(len(operations) > self._shown)
        self.add_block(self._foot)

    def _row(self, done: Operation) -> SettingRow:
        formats = self.context.formats
        remark = f"{formats.moment(done.at)} · {done.actor}"
        row = SettingRow(spoken(done.summary), remark, self._control(done))
        row.setObjectName(f"operation_{int(done.id)}")
        row.title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        row.title.setWordWrap(True)
        return row

    def _control(self, done: Operation) -> QWidget:
        if not done.stands:
            return label(self.tr("已撤销"), "meta")
        if not done.can_be_undone or done.reverses_id is not None or not self._may_undo(done):
            return label("", "meta")
        button = small(self.tr("撤销"))
        button.setObjectName("undo")
        button.clicked.connect(partial(self._on_undo_clicked, done))
        return button

    def _may_undo(self, done: Operation) -> bool:
        actor = self.context.services.actor
        own = done.staff_id == actor.staff_id and actor.may(Right.UNDO_OWN)
        return own or actor.may(Right.UNDO_ANY)

    def _on_undo_clicked(self, done: Operation) -> None:
        if self.main_window.undo_keys is not None:
            self.main_window.undo_keys.undo(done.id)

    def _on_more_clicked(self) -> None:
        self._shown += _PAGE
        self.reload()

    def _on_changes(self, _changes: Changes) -> None:
        if self.isVisible():
            self.reload()
