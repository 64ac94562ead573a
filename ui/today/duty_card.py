"""The card with the list of the day: what kind to show, whose day, and the keys below."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QWidget

from branchcrm.domain.ids import StaffId, VisitId
from branchcrm.domain.rights import Right
from branchcrm.domain.today import DUTY_LABELS, Duty, DutyKind, DutySection, TodayBoard
from branchcrm.domain.wording import mark
from ui.kit.buttons import Button, ButtonLook, small
from ui.kit.choices import Option, SegmentedControl
from ui.kit.labels import KeyHint, label
from ui.kit.page import PageContext
from ui.kit.page_parts import Card, EmptyState
from ui.kit.theme import current_theme
from ui.kit.translation import translate
from ui.today.duty_list import DutyList

ALL = "all"


class DutyCard(Card):
    """Filters and holds the list of the day."""

    scope_chosen = Signal(object)
    numbers_wished = Signal()

    def __init__(self, context: PageContext) -> None:
        """Build the bar, the list and the line of keys."""
        super().__init__()
        self._context = context
        self._board: TodayBoard | None = None
        self._phones: Mapping[VisitId, str] = {}
        self.list = DutyList(context.formats)
        self.kinds = SegmentedControl(
            [Option(ALL, translate(mark("全部")))]
            + [Option(kind.value, translate(DUTY_LABELS[kind])) for kind in DutyKind],
            is_small=True,
        )
        self.numbers_button = small(translate(mark("显示号码")), icon="ph.phone")
        self.scope_button = Button("", ButtonLook(size="small", has_menu=True))
        self._empty = EmptyState(translate(mark("今天的事都做完了")))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.add(self._bar())
        self.add(self._stack, 1)
        self.add(self._keys())
        self.kinds.changed.connect(self._on_kinds_changed)
        self.numbers_button.clicked.connect(self.numbers_wished)
        self._fill_scopes()

    @property
    def shown(self) -> Sequence[Duty]:
        """Give the duties of the chosen kind."""
        if self._board is None:
            return ()
        kind = self.kinds.value()
        return [duty for duty in self._board.duties if kind in (ALL, duty.kind.value)]

    def show_board(
        self, board: TodayBoard, scope: StaffId | None, phones: Mapping[VisitId, str]
    ) -> None:
        """Show a day: counts, lines, whose day it is."""
        self._board, self._phones = board, phones
        due = [duty for duty in board.duties if duty.section is not DutySection.TOMORROW]
        self.kinds.set_label(ALL, f"{translate(mark('全部'))} {len(due)}")
        for kind in DutyKind:
            count = sum(duty.kind is kind for duty in due)
            self.kinds.set_label(kind.value, f"{translate(DUTY_LABELS[kind])} {count}")
        own = self._context.services.actor.staff_id
        has_calls = any(d.visit is not None and d.staff_id == own for d in due)
        self.numbers_button.setVisible(has_calls and self._context.services.actor.may(Right.REVEAL))
        words = mark("隐藏号码") if phones else mark("显示号码")
        self.numbers_button.set_text(translate(words))
        self._name_scope(scope)
        self._show()

    def _show(self) -> None:
        duties = self.shown
        self.list.show_duties(duties, self._phones)
        self._stack.setCurrentIndex(0 if duties else 1)
        self._empty.set_words(translate(mark("今天的事都做完了")), self._next_words())

    def _next_words(self) -> str:
        if self._board is None or not self._board.birthdays:
            return ""
        row = self._board.birthdays[0]
        words = translate(mark("接下来：{day} {name}生日"))
        return words.format(day=self._context.formats.day(row.day), name=row.customer)

    def _name_scope(self, scope: StaffId | None) -> None:
        actor = self._context.services.actor
        if scope is None:
            self.scope_button.set_text(translate(mark("全网点")))
            return
        if scope == actor.staff_id:
            name, words = actor.name, mark("只看我的 {name}")
        else:
            people = self._context.services.staff.people()
            name = next((person.name for person in people if person.id == scope), "")
            words = mark("只看 {name}")
        self.scope_button.set_text(translate(words).format(name=name), strong=name)

    def _fill_scopes(self) -> None:
        self.scope_button.setVisible(self._context.services.actor.may(Right.SEE_BRANCH))
        if not self._context.services.actor.may(Right.SEE_BRANCH):
            return
        menu = QMenu(self)
        menu.addAction(translate(mark("全网点"))).setData(0)
        for person in self._context.services.staff.people():
            menu.addAction(person.name).setData(int(person.id))
        menu.triggered.connect(self._on_menu_triggered)
        self.scope_button.setMenu(menu)

    def _bar(self) -> QWidget:
        bar = QFrame()
        bar.setProperty("line", "bottom")
        bar.setFixedHeight(current_theme().px(48))
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.kinds)
        row.addStretch(1)
        row.addWidget(self.numbers_button)
        row.addWidget(self.scope_button)
        return bar

    def _keys(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("line", "top")
        foot.setFixedHeight(current_theme().px(40))
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for keys, words in (
            (("J", "K"), mark("移动")),
            (("Space",), mark("完成")),
            (("R",), mark("改期")),
            (("I",), mark("记互动")),
            (("Enter",), mark("打开客户")),
        ):
            for key in keys:
                row.addWidget(KeyHint(key))
            row.addWidget(label(translate(words), "label"))
        row.addStretch(1)
        return foot

    def _on_kinds_changed(self) -> None:
        self._show()

    def _on_menu_triggered(self, action: QAction) -> None:
        self.scope_chosen.emit(action.data() or None)
