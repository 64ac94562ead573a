"""The dialog of all views: rename, order, pin to the rail, share, remove."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.saved_view import LONGEST_NAME
from branchcrm.domain.wording import mark
from ui.customers.pins import is_pinned, set_pinned
from ui.customers.views import OpenView, views_of
from ui.kit.buttons import IconButton, primary
from ui.kit.labels import ElidedLabel, label
from ui.kit.modal import ModalDialog
from ui.kit.page import PageContext
from ui.kit.translation import translate

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ViewLine(QFrame):
    """One view: its name, whose it is, and what can be done with it."""

    renamed = Signal(str)
    moved = Signal(int)
    removed = Signal()
    pinned = Signal(bool)

    def __init__(self, view: OpenView, *, is_own: bool, is_pinned: bool) -> None:
        """Show a view; ready-made ones and those of others can only be pinned."""
        super().__init__()
        self.view = view
        self.setProperty("line", "bottom")
        self.setObjectName(f"view_{view.key}")
        self.name: QLineEdit | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        if is_own:
            self.name = QLineEdit(view.title)
            self.name.setMaxLength(LONGEST_NAME)
            self.name.setAccessibleName(translate(mark("名称")))
            self.name.editingFinished.connect(self._on_name_editing_finished)
            row.addWidget(self.name, 1)
        else:
            row.addWidget(ElidedLabel(view.title), 1)
        row.addWidget(label(_whose(view, is_own=is_own), "meta"))
        self.pin = IconButton("ph.push-pin-fill" if is_pinned else "ph.push-pin", "", is_small=True)
        words = mark("从导航栏取下“{view}”") if is_pinned else mark("固定“{view}”到导航栏")
        self.pin.set_name(translate(words).format(view=view.title))
        self.pin.clicked.connect(partial(self.pinned.emit, not is_pinned))
        self.pin.setEnabled(is_own or view.saved is None)
        row.addWidget(self.pin)
        if is_own:
            self._add_moves(row, view.title)

    def _add_moves(self, row: QHBoxLayout, name: str) -> None:
        words = (mark("上移“{view}”"), mark("下移“{view}”"), mark("删除“{view}”"))
        icons = ("ph.arrow-up", "ph.arrow-down", "ph.trash")
        buttons = [
            IconButton(icon, translate(text).format(view=name), is_small=True)
            for icon, text in zip(icons, words, strict=True)
        ]
        self.up, self.down, self.bin = buttons
        self.up.setToolTip(f"{self.up.toolTip()}  Alt ↑")
        self.down.setToolTip(f"{self.down.toolTip()}  Alt ↓")
        self.up.clicked.connect(partial(self.moved.emit, -1))
        self.down.clicked.connect(partial(self.moved.emit, 1))
        self.bin.clicked.connect(self.removed)
        for button in buttons:
            row.addWidget(button)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if is_alt and step is not None and self.name is not None:
            self.moved.emit(step)
            return
        super().keyPressEvent(event)

    def _on_name_editing_finished(self) -> None:
        name = self.name.text().strip() if self.name is not None else ""
        if name and name != self.view.title:
            self.renamed.emit(name)


class ViewDesk(ModalDialog):
    """Lists the views; each change counts at once and can be undone."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Show the views as they are."""
        super().__init__(translate(mark("管理视图")), 560, parent)
        self._context = context
        self.lines: list[ViewLine] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        holder = QWidget()
        holder.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        self.add(holder)
        self._body.addStretch(1)
        self.foot_row.addWidget(label(translate(mark("改动立即生效，可以撤销")), "meta"))
        self.foot_row.addStretch(1)
        close = primary(translate(mark("完成")))
        close.clicked.connect(self.accept)
        self.add_button(close)
        context.changes.changed.connect(self._on_changes)
        self.finished.connect(self.deleteLater)
        self._fill()

    def line_of(self, key: str) -> ViewLine | None:
        """Give the line of a view."""
        return next((line for line in self.lines if line.view.key == key), None)

    def _fill(self) -> None:
        for line in self.lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        own = self._context.services.actor.staff_id
        self.lines = []
        for view in views_of(self._context.services):
            is_own = view.saved is not None and view.saved.owner_id == own
            pinned = is_pinned(self._context.services, view)
            line = ViewLine(view, is_own=is_own, is_pinned=pinned)
            line.renamed.connect(partial(self._rename, view))
            line.moved.connect(partial(self._move, view))
            line.removed.connect(partial(self._remove, view))
            line.pinned.connect(partial(self._pin, view))
            self.lines.append(line)
            self._list.addWidget(line)
        if self.isVisible():
            self.fit()

    def _rename(self, view: OpenView, name: str) -> None:
        if view.saved is not None:
            draft = replace(view.draft, name=name)
            save = partial(self._context.services.views.save_over, view.saved.id, draft)
            if self._context.navigator.run(save) is None:
                self._fill()

    def _move(self, view: OpenView, step: int) -> None:
        own = [line.view for line in self.lines if line.name is not None]
        place = next(number for number, one in enumerate(own) if one.key == view.key)
        target = place + step
        if not 0 <= target < len(own):
            return
        own.insert(target, own.pop(place))
        ids = [one.saved.id for one in own if one.saved is not None]
        self._context.navigator.run(partial(self._context.services.views.place, ids))
        line = self.line_of(view.key)
        if line is not None and line.name is not None:
            line.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, view: OpenView) -> None:
        if view.saved is not None:
            remove = partial(self._context.services.views.remove, view.saved.id)
            self._context.navigator.run(remove)

    def _pin(self, view: OpenView, is_wanted: bool) -> None:  # noqa: FBT001 - as a signal hands it on
        if view.saved is not None:
            pin = partial(self._context.services.views.pin, view.saved.id, is_pinned=is_wanted)
            self._context.navigator.run(pin)
            return
        set_pinned(self._context.services, view, is_wanted=is_wanted)
        self._fill()
        self._context.changes.renew()

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches(Aspect.VIEW):
            self._fill()


def _whose(view: OpenView, *, is_own: bool) -> str:
    if view.saved is None:
        return translate(mark("自带"))
    if not view.draft.is_shared:
        return translate(mark("只有自己"))
    if is_own:
        return translate(mark("共享"))
    return translate(mark("{owner} 共享")).format(owner=view.saved.owner)
