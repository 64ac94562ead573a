"""The keys of the program, and which version it is."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext
from ui.kit.translation import translate
from ui.settings.rows import Section, SettingRow
from ui.shell.main_window import MainWindow
from ui.shell.shortcut_sheet import shortcut_columns
from ui.shell.version import program_version


class KeySection(Section):
    """Every key on one card."""

    def __init__(self, context: PageContext, window: MainWindow) -> None:
        """Show them."""
        super().__init__(translate(mark("快捷键")), context, window)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 4, 16, 16)
        column.addWidget(shortcut_columns())
        self.add_block(box)


class AboutSection(Section):
    """Version, licence, privacy."""

    def __init__(self, context: PageContext, window: MainWindow) -> None:
        """Show them."""
        super().__init__(translate(mark("关于")), context, window)
        self.add_row(SettingRow(self.tr("BranchCRM 网点客户管理"), program_version()))
        remark = self.tr("账本加密保存在本机，程序不连接网络")
        self.add_row(SettingRow(self.tr("数据只保存在这台电脑"), remark))
