"""Shows every part of the kit on one sheet; run as a program it writes the picture."""

import sys
from datetime import date

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.errors import FieldError
from branchcrm.domain.wording import Sentence
from ui.kit.buttons import (
    Button,
    ButtonLook,
    IconButton,
    danger,
    danger_text,
    ghost,
    primary,
    secondary,
    small,
)
from ui.kit.checks import CheckBox, RadioButton, Switch
from ui.kit.choices import ChoiceChip, Option, SegmentedControl
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.formats import Formats
from ui.kit.labels import Badge, IconMark, KeyHint, TierBadge, label
from ui.kit.page_parts import Card, EmptyState, InlineNotice, Skeleton
from ui.kit.paint import fill_round, outline_round, token
from ui.kit.removable_chip import FilterChip
from ui.kit.theme import Theme, current_theme
from ui.kit.toasts import Toast

_SWATCHES = (
    "bg surface surface2 hover sel border border2 ctl t1 "
    "t2 t3 accent fill danger warn ok hig mig log"
)


class _Swatch(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    @override
    def sizeHint(self) -> QSize:
        return QSize(96, 74)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        box = QRectF(0, 0, 88, 32)
        fill_round(painter, box, token(self._name))
        outline_round(painter, box, token("border2"))
        painter.setFont(theme.font(12))
        painter.setPen(token("t1"))
        painter.drawText(QRectF(0, 34, 96, 16), self._name)
        painter.setPen(token("t3"))
        painter.drawText(QRectF(0, 50, 96, 16), QColor(token(self._name)).name().upper())


class Gallery(QWidget):
    """The sheet of all parts."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "bg")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 40)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("组件与状态", "title"))
        head.addWidget(label("所有尺寸按 4px 网格；Qt 中用 QSS + 委托绘制", "muted"))
        head.addStretch(1)
        column.addLayout(head)
        rows: list[list[tuple[QWidget, int]]] = [
            [(self._colours(), 920), (self._type(), 456)],
            [(self._buttons(), 552), (self._tiers(), 824)],
            [(self._inputs(), 760), (self._strip(), 616)],
            [(self._confirm(), 434), (self._long(), 464), (self._toasts(), 463)],
            [
                (_card("没有结果", _empty()), 453),
                (_card("载入中（超过 300 毫秒才显示）", Skeleton()), 454),
                (self._keys(), 453),
            ],
        ]
        for cards in rows:
            row = QHBoxLayout()
            row.setSpacing(16)
            for card, stretch in cards:
                row.addWidget(card, stretch)
            column.addLayout(row)

    def _colours(self) -> QWidget:
        grid_holder = QWidget()
        grid = QGridLayout(grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for number, name in enumerate(_SWATCHES.split()):
            grid.addWidget(_Swatch(name), number // 9, number % 9)
        return _card("颜色", grid_holder)

    def _type(self) -> QWidget:
        lines = (
            ("2,846 指标 28 / 36", "metric"),
            ("页面标题 20 / 28 粗体", "title"),
            ("区块标题 16 / 24 粗体", "section"),
            ("正文、表格、表单 14 / 20", ""),
            ("次要文字 t2 14 / 20", "muted"),
            ("说明、表头、徽标 12 / 16（最小字号）", "meta"),
        )
        return _card("文字", *(label(text, role) for text, role in lines))

    def _buttons(self) -> QWidget:
        disabled = secondary("不可用")
        disabled.setEnabled(False)
        first = _row(
            primary("主要", hint="Ctrl Enter"),
            secondary("次要"),
            ghost("文字"),
            danger("删除 3 位客户"),
            danger_text("删除", icon="ph.trash"),
            disabled,
        )
        second = _row(
            primary("键盘焦点"),
            secondary("键盘焦点"),
            small("小 28"),
            IconButton("ph.dots-three", "更多", is_boxed=True),
            IconButton("ph.x", "关闭", is_boxed=True, is_small=True),
            Button("悬停", ButtonLook(kind="primary")),
        )
        return _card("按钮", first, second)

    def _tiers(self) -> QWidget:
        tiers = ("high", "mid", "low", "none")
        long = [TierBadge(key, is_long=True) for key in tiers]
        first = _row(*long, *(TierBadge(key) for key in tiers[:3]))
        second = _row(
            Badge("标签"),
            Badge("紧急", "danger", "ph.warning"),
            Badge("重要", "warn"),
            Badge("已完成", "ok", "ph.check-circle"),
            Badge("草稿", "accent"),
            IconMark("ph.clock", "danger"),
            label("剩 2 小时", "danger"),
        )
        return _card("层级与徽标", first, second)

    def _inputs(self) -> QWidget:
        people = [Option("1", "王敏"), Option("2", "李浩")]
        form = Form(
            [
                Field(key="plain", label="默认", placeholder="占位提示"),
                Field(key="focused", label="焦点"),
                Field(key="fixed", label="只读", is_read_only=True),
                Field(key="wrong", label="错误", required=True),
                Field(key="right", label="通过"),
                Field(key="person", label="下拉", kind=FieldKind.CHOICE, options=people),
            ],
            Formats(fixed_clock(date(2026, 9, 17))),
            columns=3,
        )
        form.set_values(
            {"focused": "正在输入", "fixed": "C-000318", "wrong": "1380013", "right": "138****5678"}
        )
        form.set_errors([FieldError("wrong", Sentence("手机号应为 11 位，现在是 7 位"))])
        form.set_help("right", "没有重复", "ok")
        ticked, partly = CheckBox("选中"), CheckBox("部分")
        ticked.setChecked(True)
        partly.setTristate(True)
        partly.setCheckState(partly.checkState().PartiallyChecked)
        one, other = RadioButton("单选"), RadioButton("单选")
        one.setChecked(True)
        on, off = Switch("开"), Switch("关")
        on.setChecked(True)
        segments = SegmentedControl([Option("m", "月"), Option("w", "周")], is_small=True)
        add = ChoiceChip(Option("add", "筛选", "ph.plus"), is_dashed=True)
        chips = (segments, FilterChip("客户经理 是", "王敏"), add)
        marks = _row(ticked, partly, CheckBox("未选"), one, other, on, off, *chips, gap=12)
        self.focused = form.widget("focused")
        return _card("输入", form, marks)

    def _strip(self) -> QWidget:
        linked = InlineNotice("info", "会同时完成“今天 15:30 电话回访”。", "不关联")
        due = InlineNotice("accent", "答复截止 9 月 21 日 周一 17:30")
        return _card("提示条", linked, due, InlineNotice("ok", "校验通过"))

    def _confirm(self) -> QWidget:
        return _card(
            "确认（不可撤销才用）",
            label("永久删除 3 位客户？", "section"),
            label(
                "他们的 27 条互动、2 件投诉也会删除，不能恢复。建议先备份。", "muted", wraps=True
            ),
            _row(secondary("取消"), danger("永久删除 3 位客户")),
        )

    def _long(self) -> QWidget:
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setValue(60)
        return _card(
            "长任务",
            label("正在导入客户", "section"),
            label("第 742 行，共 1,231 行", "muted"),
            bar,
            label("可以最小化窗口。取消后会全部撤回，不留一半。", "meta"),
            _row(secondary("后台运行"), secondary("取消导入")),
        )

    def _toasts(self) -> QWidget:
        return _card(
            "提示与撤销",
            Toast("已把 3 位客户分配给李浩", can_undo=True),
            Toast("已改期到 9 月 22 日 周二", can_undo=True),
            InlineNotice("error", "没有保存：文件正被 Excel 打开。关闭 Excel 后", "再试一次"),
            InlineNotice("warn", "已 7 天没有备份。", "立即备份"),
        )

    def _keys(self) -> QWidget:
        keys = (
            ("搜索或跳转", "Ctrl K"),
            ("页内搜索", "/"),
            ("新建", "Ctrl N"),
            ("记互动", "Ctrl I"),
            ("切换页面", "Alt 1–8"),
        )
        rows = []
        for words, key in keys:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(label(words))
            line.addStretch(1)
            line.addWidget(KeyHint(key))
            rows.append(row)
        return _card("快捷键提示", *rows)


def _empty() -> EmptyState:
    text = "客户经理是“王敏”，最近往来在 7 天内，层级为低价值"
    return EmptyState("没有符合条件的客户", text, "清除筛选", "Shift Esc")


def _card(title: str, *widgets: QWidget) -> QFrame:
    card = Card(title)
    for widget in widgets:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(16, 0, 16, 8)
        box.addWidget(widget)
        card.add(holder)
    card.add_stretch()
    return card


def _row(*widgets: QWidget, gap: int = 8) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_gallery_paints_without_a_complaint(qtbot: QtBot, theme: Theme, mode: str) -> None:
    theme.set_mode(mode)
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.resize(1440, 1290)
    assert not gallery.grab().isNull()
    theme.set_mode("light")


if __name__ == "__main__":
    app = QApplication([])
    Theme(sys.argv[1]).apply(app)
    sheet = Gallery()
    sheet.resize(1440, 1290)
    sheet.grab().save(sys.argv[2])
