"""Settings of the branch: its name and when it is open."""

import re
from datetime import time

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.rights import Right
from branchcrm.domain.typed_time import read_typed_time
from branchcrm.domain.wording import mark
from ui.kit.labels import set_look
from ui.kit.page import PageContext
from ui.kit.theme import current_theme
from ui.kit.translation import translate
from ui.settings.rows import Section, SettingRow
from ui.shell.main_window import MainWindow

_SPANS = 2
_DASH = re.compile("[–—~～至到]")
_COMMA = re.compile("[，、,]")


class BranchSection(Section):
    """Changes are taken when a field is left."""

    def __init__(self, context: PageContext, window: MainWindow) -> None:
        """Show the fields; the values come with `reload`."""
        super().__init__(translate(mark("网点")), context, window)
        self.name = QLineEdit()
        self.name.setObjectName("branch_name")
        self.name.setAccessibleName(self.tr("网点名称"))
        self.name.setMinimumWidth(current_theme().px(240))
        self.name.editingFinished.connect(self._on_name_finished)
        remark = self.tr("显示在标题栏和登录画面")
        self.name_row = SettingRow(self.tr("网点名称"), remark, self.name)
        self.add_row(self.name_row)
        self.hours = QLineEdit()
        self.hours.setObjectName("business_hours")
        self.hours.setAccessibleName(self.tr("营业时间"))
        self.hours.setMinimumWidth(current_theme().px(240))
        self.hours.editingFinished.connect(self._on_hours_finished)
        self.hours_row = SettingRow(self.tr("营业时间"), self._hours_remark(), self.hours)
        self.add_row(self.hours_row)
        may = context.services.actor.may(Right.EDIT_SETTINGS)
        for field in (self.name, self.hours):
            field.setReadOnly(not may)

    @override
    def reload(self) -> None:
        branch = self.context.services.settings.branch()
        self.name.setText(branch.name)
        spans = (f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in branch.hours.spans)
        self.hours.setText(" ".join(spans))

    def _hours_remark(self) -> str:
        return self.tr("响应时限按它计算，例如 09:00-17:00，或 09:00-11:30 14:00-17:00")

    def _on_name_finished(self) -> None:
        services = self.context.services.settings
        wanted = self.name.text().strip()
        if self.name.isReadOnly() or wanted == services.branch().name:
            return
        try:
            changes = services.rename_branch(wanted)
        except BranchCrmError as error:
            self._show_problem(self.name_row, self.name, error)
            return
        self._clear(self.name_row, self.name, self.tr("显示在标题栏和登录画面"))
        self.context.changes.publish(changes)
        self.context.navigator.toast(changes)

    def _on_hours_finished(self) -> None:
        services = self.context.services.settings
        spans = read_spans(self.hours.text())
        if self.hours.isReadOnly() or spans == services.branch().hours.spans:
            return
        if not spans:
            words = self.tr("看不懂这个时间，写成 09:00-17:00")
            self.hours_row.set_remark(words, "danger-meta")
            set_look(self.hours, "invalid", "true")
            return
        try:
            changes = services.set_hours(spans)
        except BranchCrmError as error:
            self._show_problem(self.hours_row, self.hours, error)
            return
        self._clear(self.hours_row, self.hours, self._hours_remark())
        self.context.changes.publish(changes)
        self.context.navigator.toast(changes)

    def _show_problem(self, row: SettingRow, field: QLineEdit, error: BranchCrmError) -> None:
        row.set_remark(error.lines(translate)[0], "danger-meta")
        set_look(field, "invalid", "true")

    def _clear(self, row: SettingRow, field: QLineEdit, remark: str) -> None:
        row.set_remark(remark)
        set_look(field, "invalid", "false")


def read_spans(text: str) -> tuple[tuple[time, time], ...]:
    """Read one or two spans of hours; an unreadable text gives none."""
    even = _DASH.sub("-", _COMMA.sub(" ", text.replace("：", ":")))
    spans = []
    for part in even.split():
        opens, _dash, closes = part.partition("-")
        first, last = read_typed_time(opens).value, read_typed_time(closes).value
        if first is None or last is None:
            return ()
        spans.append((first, last))
    return tuple(spans) if 0 < len(spans) <= _SPANS else ()
