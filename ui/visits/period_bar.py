"""The head of the visits page: the period, whose visits, which view."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.kit.buttons import Button, ButtonLook, IconButton, primary
from ui.kit.choices import Option, SegmentedControl
from ui.kit.labels import label
from ui.kit.page import PageContext
from ui.kit.page_parts import PageHeader
from ui.kit.translation import page_title, translate

MONTH, WEEK, LIST = "month", "week", "list"


class PeriodBar(PageHeader):
    """Steps through months or weeks and switches the view."""

    stepped = Signal(object)
    today_wished = Signal()
    view_chosen = Signal(object)
    scope_chosen = Signal(object)
    add_wished = Signal()
    export_wished = Signal()

    def __init__(self, context: PageContext) -> None:
        """Build the head."""
        super().__init__(page_title(mark("回访")))
        self._context = context
        self._before = IconButton("ph.caret-left", translate(mark("往前")))
        self._after = IconButton("ph.caret-right", translate(mark("往后")))
        self._period = label("", "section")
        look = ButtonLook(hint=".", size="small")
        self._today = Button(translate(mark("今天")), look)
        self.scope_button = Button("", ButtonLook(size="small", has_menu=True))
        self.views = SegmentedControl(
            [
                Option(MONTH, translate(mark("月"))),
                Option(WEEK, translate(mark("周"))),
                Option(LIST, translate(mark("列表"))),
            ]
        )
        add = primary(translate(mark("安排回访")), icon="ph.plus", hint="Ctrl N")
        for part in (self._before, self._period, self._after, self._today):
            self.add_beside_title(part)
        export = IconButton("ph.export", translate(mark("导出到日历（.ics）")))
        export.setObjectName("export_calendar")
        export.setVisible(context.services.actor.may(Right.EXPORT_MASKED))
        export.clicked.connect(self.export_wished)
        for action in (self.scope_button, self.views, export, add):
            self.add_action(action)
        self._before.clicked.connect(self._on_before_clicked)
        self._after.clicked.connect(self._on_after_clicked)
        self._today.clicked.connect(self.today_wished)
        self.views.changed.connect(self.view_chosen)
        add.clicked.connect(self.add_wished)
        self.set_meta("")
        self._fill_scopes()

    def show_period(self, view: str, day: date, first: date, last: date) -> None:
        """Name the month or the week that is shown."""
        formats = self._context.formats
        is_calendar = view != LIST
        for widget in (self._before, self._after, self._period, self._today):
            widget.setVisible(is_calendar)
        if view == MONTH:
            self._period.setText(formats.month_heading(day))
        else:
            words = translate(mark("{first} – {last}"))
            span = words.format(first=formats.day_in_text(first), last=formats.day_in_text(last))
            self._period.setText(span)

    def show_scope(self, name: str) -> None:
        """Say whose visits are shown."""
        words = translate(mark("回访人 {name}")).format(name=name)
        self.scope_button.set_text(words, strong=name)

    def _fill_scopes(self) -> None:
        may_see_all = self._context.services.actor.may(Right.SEE_BRANCH)
        self.scope_button.setVisible(may_see_all)
        if not may_see_all:
            return
        menu = QMenu(self)
        menu.addAction(translate(mark("全网点"))).setData(0)
        for person in self._context.services.staff.people():
            menu.addAction(person.name).setData(int(person.id))
        menu.triggered.connect(self._on_menu_triggered)
        self.scope_button.setMenu(menu)

    def _on_before_clicked(self) -> None:
        self.stepped.emit(-1)

    def _on_after_clicked(self) -> None:
        self.stepped.emit(1)

    def _on_menu_triggered(self, action: QAction) -> None:
        self.scope_chosen.emit(action.data() or None)
