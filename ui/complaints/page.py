"""The page of complaints: what is due first, and one case beside it: picture 05."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.complaint_list import TAB_LABELS, ComplaintFilter, ComplaintTab
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.complaints.case_place import CasePlace
from ui.complaints.case_view import CaseView, take_changes
from ui.complaints.list_reading import ComplaintAnswer, ComplaintListReader
from ui.complaints.list_side import ComplaintListSide
from ui.complaints.register_export import RegisterExport
from ui.complaints.words import part_tabs, status_words
from ui.kit.buttons import primary, secondary
from ui.kit.count_tabs import CountTabs
from ui.kit.detail_pane import Debounce
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import PageHeader
from ui.kit.table_view import Anchor
from ui.kit.theme import current_theme
from ui.kit.translation import page_title

WIDE_LIST, NARROW_LIST = 400, 320
WIDE_PAGE = 1180
WATCHED = (Aspect.BOOK, Aspect.COMPLAINT, Aspect.CUSTOMER, Aspect.SETTING, Aspect.CALENDAR)


class ComplaintPage(Page):
    """Shows a part of the complaints and the current one of them."""

    def __init__(self, context: PageContext) -> None:
        """Build the page; it reads when it is activated."""
        super().__init__(context)
        self.header = PageHeader(page_title(mark("投诉")))
        self.add_button = primary(self.tr("登记投诉"), icon="ph.plus", hint="Ctrl Shift T")
        self.export_button = secondary(self.tr("导出台账"), icon="ph.export")
        self.register = RegisterExport(context, self)
        self.tabs = CountTabs()
        self.side = ComplaintListSide(context)
        self.place = CasePlace(context)
        self._reader = ComplaintListReader(context.services.complaints, context.tasks, self)
        self._settled = Debounce(self)
        self._anchor, self._wished = Anchor.PLACE, 0
        self._status = ""
        self._arrange()
        self.tabs.set_tabs(part_tabs({}, context.formats))
        self._connect()

    def _arrange(self) -> None:
        self.header.add_action(self.export_button)
        self.header.add_action(self.add_button)
        may = self.context.services.actor.may
        self.export_button.setVisible(may(Right.EXPORT_MASKED))
        self.add_button.setVisible(may(Right.HANDLE_COMPLAINTS))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self.place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tabs)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add_record)
        self.export_button.clicked.connect(self._on_export_clicked)
        self.tabs.changed.connect(self._on_tabs_changed)
        self.side.question_changed.connect(self.load)
        self.side.current_changed.connect(self._settled.tell)
        self.side.opened.connect(self._on_side_opened)
        self.side.empty_action.connect(self._on_side_empty_action)
        self._reader.answered.connect(self._on_reader_answered)
        self._reader.failed.connect(self._on_reader_failed)
        self._settled.settled.connect(self._on_settled)
        self.place.changed.connect(self._on_case_changed)

    @property
    def case(self) -> CaseView | None:
        """Give the case that is shown."""
        return self.place.case

    # what the window asks

    @override
    def activate(self, **params: object) -> None:
        tab, number = params.get("tab"), params.get("complaint_id")
        if tab in set(TAB_LABELS):
            self.tabs.set_value(str(tab))
        if isinstance(number, int):
            self._show_tab_of(number)
        self.load(Anchor.PLACE)
        self.side.list.setFocus()

    @override
    def refresh(self) -> None:
        self.side.list.rows.invalidate()
        self.load(Anchor.CURRENT)
        self.place.show_case(self.side.list.current_id())

    @override
    def on_changes(self, changes: Changes) -> None:
        if not any(changes.touches(aspect) for aspect in WATCHED):
            return
        self.side.list.rows.invalidate()
        self.load(Anchor.PLACE)
        if self.place.shown_id is not None:
            self.place.show_case(self.place.shown_id)

    @override
    def add_record(self) -> None:
        self.context.navigator.log_complaint()

    @override
    def search_focus(self) -> None:
        self.side.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.side.search.selectAll()

    @override
    def clear_filters(self) -> None:
        self.side.search.clear()

    @override
    def status_text(self) -> str:
        return self._status

    @override
    def regions(self) -> list[QWidget]:
        return [self.side.list, self.case] if self.case is not None else [self.side.list]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= current_theme().px(WIDE_PAGE)
        self.side.setFixedWidth(current_theme().px(WIDE_LIST if wide else NARROW_LIST))

    # the list

    def load(self, anchor: object = Anchor.PLACE) -> None:
        """Read the list again; what is shown stays until the answer is there."""
        self._anchor = anchor if isinstance(anchor, Anchor) else Anchor.PLACE
        self._reader.ask(self._asked(), self.side.sort_button.sort)

    def _asked(self) -> ComplaintFilter:
        return ComplaintFilter(tab=ComplaintTab(self.tabs.value()), text=self.side.text)

    def _on_export_clicked(self) -> None:
        self.register.export(self._asked(), self.side.sort_button.sort)

    @property
    def is_loaded(self) -> bool:
        """Tell whether everything that was asked is shown."""
        return not self._reader.is_busy

    def _show_tab_of(self, number: int) -> None:
        """Turn to the part of the list in which a complaint stands."""
        rows = self.context.services.complaints.rows([number])
        if rows:
            tab = ComplaintTab.OPEN if rows[0].is_open else ComplaintTab.CLOSED
            self.tabs.set_value(tab.value)
            self.side.search.clear()
            self._wished = number

    def _on_reader_answered(self, answer: ComplaintAnswer) -> None:
        self.tabs.set_tabs(part_tabs(answer.counts, self.context.formats))
        self.side.say_nothing(ComplaintTab(self.tabs.value()))
        self.side.show_answer(answer, self._anchor)
        if self._wished:
            self.side.list.set_current_id(self._wished)
            self._wished = 0
        if not len(answer.ids):
            self.place.show_case(None)
        elif self.case is None:
            self.place.show_case(self.side.list.current_id())
        self._tell_status(answer)

    def _on_reader_failed(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)

    def _tell_status(self, answer: ComplaintAnswer) -> None:
        opened = answer.counts[ComplaintTab.OPEN]
        self._status = status_words(opened, answer.on_time, self.context.formats)
        self.status_changed.emit(self._status)

    def _on_tabs_changed(self, _key: str) -> None:
        self.load(Anchor.TOP)

    def _on_side_empty_action(self) -> None:
        if self.side.text:
            self.clear_filters()
        else:
            self.add_record()

    # the case

    def _on_settled(self, complaint_id: object) -> None:
        if complaint_id != self.place.shown_id:
            self.place.show_case(complaint_id)

    def _on_side_opened(self, complaint_id: object) -> None:
        self._settled.finish()
        self._on_settled(complaint_id)
        if self.case is not None:
            self.case.focus_form()

    def _on_case_changed(self, changes: object) -> None:
        if isinstance(changes, Changes):
            take_changes(self.context, changes)
