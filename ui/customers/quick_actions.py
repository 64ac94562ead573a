"""What can be done with one customer from anywhere: log, plan, complain, edit."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from branchcrm.domain.rights import Right
from ui.kit.page import PageContext

KEYS = (("I", "log"), ("V", "visit"), ("T", "complain"), ("E", "edit"))
RIGHTS = {
    "log": Right.LOG_INTERACTIONS,
    "visit": Right.PLAN_VISITS,
    "complain": Right.HANDLE_COMPLAINTS,
    "edit": Right.EDIT_CUSTOMERS,
}


def may_act(context: PageContext, action: str) -> bool:
    """Tell whether the acting person may take a quick action."""
    return context.services.actor.may(RIGHTS[action])


class QuickActions(QObject):
    """Carries out the quick actions on the customer that a page says is meant."""

    def __init__(
        self, context: PageContext, whom: Callable[[], int | None], parent: QObject
    ) -> None:
        """Take the way to the forms, and whom a key means at that moment."""
        super().__init__(parent)
        self._context, self._whom = context, whom
        navigator = context.navigator
        self._actions: dict[str, Callable[[int], object]] = {
            "log": navigator.log_interaction,
            "visit": navigator.schedule_visit,
            "complain": navigator.log_complaint,
            "edit": navigator.edit_customer,
        }

    def bind(self, widget: QWidget, *, with_children: bool = False) -> None:
        """Let the letters work while the widget, or a part of it, has the focus."""
        context = Qt.ShortcutContext.WidgetShortcut
        if with_children:
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, action in KEYS:
            shortcut = QShortcut(QKeySequence(key), widget)
            shortcut.setContext(context)
            shortcut.activated.connect(partial(self.act_on_current, action))

    def act(self, action: str, customer_id: object) -> None:
        """Do one action with a customer."""
        if isinstance(customer_id, int) and may_act(self._context, action):
            self._actions[action](customer_id)

    def act_on_current(self, action: str) -> None:
        """Do one action with the customer that is meant now."""
        self.act(action, self._whom())
