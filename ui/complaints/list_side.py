"""The left side of the page: search, order, and the complaints in two lines each."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from branchcrm.domain.complaint_list import SORT_LABELS, ComplaintSort, ComplaintTab
from ui.complaints.list_reading import ComplaintAnswer
from ui.complaints.words import list_lines
from ui.kit.buttons import Button, ButtonLook
from ui.kit.detail_pane import Debounce
from ui.kit.page import PageContext
from ui.kit.page_parts import EmptyState
from ui.kit.search_field import SearchField
from ui.kit.table_lines import TwoLineList, TwoLines
from ui.kit.table_view import Anchor
from ui.kit.theme import current_theme
from ui.kit.translation import translate

TYPING_MS = 120


class SortButton(Button):
    """Shows the order of the list and offers the others."""

    chosen = Signal(object)

    def __init__(self) -> None:
        """Begin with what is due first."""
        super().__init__("", ButtonLook(size="small", has_menu=True))
        self.sort = ComplaintSort.DUE
        self.show_sort(self.sort)
        self.clicked.connect(self._on_clicked)

    def show_sort(self, sort: ComplaintSort) -> None:
        """Show an order's name."""
        self.sort = sort
        self.set_text(translate(SORT_LABELS[sort]))

    def menu_of_orders(self) -> QMenu:
        """Give the menu of orders, the one in force marked."""
        menu = QMenu(self)
        for sort, words in SORT_LABELS.items():
            action = QAction(translate(words), menu, checkable=True)
            action.setData(sort.value)
            action.setChecked(sort is self.sort)
            menu.addAction(action)
        menu.triggered.connect(self._on_menu_triggered)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _on_clicked(self) -> None:
        self.menu_of_orders().popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _on_menu_triggered(self, action: QAction) -> None:
        self.show_sort(ComplaintSort(str(action.data())))
        self.chosen.emit(self.sort)


class ComplaintListSide(QFrame):
    """The list with its search; tells when another list is wished and what is current."""

    question_changed = Signal(object)
    current_changed = Signal(object)
    opened = Signal(object)
    empty_action = Signal()

    def __init__(self, context: PageContext) -> None:
        """Build the list; it is filled by `show_answer`."""
        super().__init__()
        self._context = context
        self.setProperty("ground", "surface")
        self.setProperty("line", "right")
        self.search = SearchField(self.tr("编号、客户、内容"))
        self.sort_button = SortButton()
        self.list = TwoLineList(context.services.complaints.rows, _id_of, self._lines)
        self.list.setAccessibleName(self.tr("投诉列表"))
        self.empty = EmptyState("")
        self._typed = Debounce(self, TYPING_MS)
        self._arrange()
        self.search.searched.connect(self._typed.tell)
        self.search.left_down.connect(self.list.setFocus)
        self._typed.settled.connect(self._on_typed)
        self.sort_button.chosen.connect(self._on_sort_chosen)
        self.list.current_changed.connect(self.current_changed)
        self.list.opened.connect(self.opened)
        self.empty.action_clicked.connect(self.empty_action)

    @property
    def text(self) -> str:
        """Give what is searched for."""
        return self.search.text().strip()

    def show_answer(self, answer: ComplaintAnswer, anchor: Anchor) -> None:
        """Show the ids of a list, and something current in it."""
        self.list.show_ids(answer.ids, anchor)
        self._stack.setCurrentIndex(0 if len(answer.ids) else 1)
        if len(answer.ids) and self.list.current_id() is None:
            self.list.go_to(0)

    def say_nothing(self, tab: ComplaintTab) -> None:
        """Prepare to say why the list is empty, and the way out."""
        if self.text:
            title = self.tr("没有找到“{text}”").format(text=self.text)
            self.empty.set_words(title, "", self.tr("清除搜索"))
        elif tab is ComplaintTab.OPEN:
            self.empty.set_words(self.tr("没有处理中的投诉"), "", self.tr("登记投诉"))
        else:
            self.empty.set_words(self.tr("这里没有投诉"), "", "")

    def _arrange(self) -> None:
        head = QWidget()
        head.setFixedHeight(current_theme().px(48))
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.sort_button)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(holder, 1)

    def _lines(self, row: object) -> TwoLines:
        return list_lines(row, self._context.formats)  # type: ignore[arg-type]  # rows are ours

    def _on_typed(self, _text: object) -> None:
        self.question_changed.emit(Anchor.TOP)

    def _on_sort_chosen(self, _sort: object) -> None:
        self.question_changed.emit(Anchor.CURRENT)


def _id_of(row: object) -> int:
    return int(row.id)  # type: ignore[attr-defined]  # rows are ours
