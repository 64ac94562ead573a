"""The keys that work everywhere in the window."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from branchcrm.domain.wording import mark

PAGE_NUMBERS = range(1, 9)


class WindowKeys(QObject):
    """Binds each key once and enables all of them only while someone is signed in."""

    def __init__(self, window: QWidget) -> None:
        """Bind to the window; a text field keeps the keys that it needs itself."""
        super().__init__(window)
        self._window = window
        self._shortcuts: list[QShortcut] = []

    def bind(self, keys: str, action: Callable[[], object]) -> None:
        """Run an action when the keys are pressed."""
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.activated.connect(action)
        self._shortcuts.append(shortcut)

    def bind_numbers(self, action: Callable[[int], object]) -> None:
        """Run an action with the number for Alt+1 … Alt+8."""
        for number in PAGE_NUMBERS:
            self.bind(f"Alt+{number}", partial(action, number))

    def set_enabled(self, *, is_enabled: bool) -> None:
        """Switch all keys on or off, as on the lock screen."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(is_enabled)


SHEET = (
    (
        mark("全局"),
        (
            ("Ctrl K", mark("搜索或跳转")),
            ("Alt 1…8", mark("打开页面")),
            ("Alt 9", mark("设置")),
            ("Ctrl N", mark("新建（本页的记录）")),
            ("Ctrl P", mark("打印")),
            ("Ctrl I", mark("记互动")),
            ("Ctrl Shift T", mark("登记投诉")),
            ("Ctrl Z", mark("撤销")),
            ("Ctrl Y", mark("重做")),
            ("Ctrl L", mark("锁定或换人")),
            ("Alt ←", mark("返回")),
            ("F5", mark("刷新")),
            ("F6", mark("下一个区域")),
        ),
    ),
    (
        mark("列表"),
        (
            ("J K", mark("下一行、上一行")),
            ("Enter", mark("打开")),
            ("Esc", mark("返回或清除")),
            ("Space", mark("勾选")),
            ("Shift ↑↓", mark("选择一段")),
            ("Ctrl A", mark("全选")),
            ("/", mark("在本页搜索")),
            ("F", mark("筛选")),
            ("Shift Esc", mark("清除筛选")),
            ("Ctrl C", mark("复制行")),
        ),
    ),
    (
        mark("客户"),
        (
            ("I", mark("记互动")),
            ("V", mark("安排回访")),
            ("T", mark("登记投诉")),
            ("E", mark("编辑")),
            ("H", mark("修改历史")),
        ),
    ),
    (
        mark("今日与回访"),
        (
            ("Space", mark("完成")),
            ("R", mark("改期")),
            (".", mark("回到今天")),
            ("M W", mark("月、周")),
        ),
    ),
    (
        mark("窗口与面板"),
        (
            ("Ctrl Enter", mark("保存")),
            ("Esc", mark("关闭（草稿保留）")),
            ("Alt ↓", mark("展开下拉列表")),
        ),
    ),
)
