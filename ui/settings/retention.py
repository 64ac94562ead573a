"""Settings of retention: how long records are kept before a customer may be erased for good."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox
from typing_extensions import override

from branchcrm.domain.purge import LONGEST_YEARS
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.kit.page import PageContext
from ui.kit.theme import current_theme
from ui.kit.translation import translate
from ui.settings.rows import Section, SettingRow
from ui.shell.main_window import MainWindow


class RetentionSection(Section):
    """Years are taken when a field is left; undo brings the former ones back."""

    def __init__(self, context: PageContext, window: MainWindow) -> None:
        """Show the fields; the values come with `reload`."""
        super().__init__(translate(mark("保存年限")), context, window)
        self.complaints = self._years("complaint_years", self.tr("投诉结案后"))
        self.records = self._years("record_years", self.tr("最后一笔交易后"))
        basis = self.tr("依据内置规则，可按行业更新；不满年限的客户不能永久删除")
        self.add_row(SettingRow(self.tr("投诉结案后"), basis, self.complaints))
        self.add_row(SettingRow(self.tr("最后一笔交易后"), self.tr("0 为不要求保存"), self.records))

    @override
    def reload(self) -> None:
        rule = self.context.services.purges.rule()
        for field, years in (
            (self.complaints, rule.complaint_years),
            (self.records, rule.record_years),
        ):
            field.setValue(years)

    def _years(self, name: str, words: str) -> QSpinBox:
        field = QSpinBox()
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.setRange(0, LONGEST_YEARS)
        field.setSuffix(self.tr(" 年"))
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setFixedWidth(current_theme().px(96))
        field.setMinimumHeight(current_theme().px(32))
        field.setReadOnly(not self.context.services.actor.may(Right.EDIT_SETTINGS))
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.editingFinished.connect(self._on_editing_finished)
        return field

    def _on_editing_finished(self) -> None:
        kept = self.context.services.purges.rule()
        wanted = replace(
            kept, complaint_years=self.complaints.value(), record_years=self.records.value()
        )
        if wanted == kept or self.complaints.isReadOnly():
            return
        purges = self.context.services.purges
        self.context.navigator.run(lambda: purges.set_rule(wanted))
