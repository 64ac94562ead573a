"""Moving visits by picking a day: a day off is asked about first."""

from collections.abc import Sequence
from datetime import date, time
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import VisitId
from branchcrm.domain.wording import mark
from ui.kit.month_popup import MonthPopup
from ui.kit.page import PageContext
from ui.kit.questions import Question
from ui.kit.translation import translate
from ui.visits.visit_form import day_marks


class VisitMover(QObject):
    """Moves visits to a day that is picked, dragged to or counted off."""

    def __init__(self, context: PageContext, owner: QWidget) -> None:
        """Work for a page."""
        super().__init__(owner)
        self._context, self._owner = context, owner

    def pick_day(self, visit_ids: Sequence[VisitId], place: QPoint, start: date) -> MonthPopup:
        """Let the person pick the day in a month at a place of the screen."""
        popup = MonthPopup(self._context.formats, day_marks(self._context), self._owner)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.picked.connect(partial(self._on_popup_picked, tuple(visit_ids)))
        popup.open_at(place, max(start, self._context.clock.today()))
        return popup

    def move(self, visit_ids: Sequence[VisitId], day: date) -> Changes | None:
        """Move visits to a day, or to the workday before it where the person prefers that."""
        wanted = self._settled(day)
        if wanted is None or not visit_ids:
            return None
        visits = self._context.services.visits
        return self._context.navigator.run(lambda: visits.move_to_day(visit_ids, wanted))

    def move_to_time(self, visit_id: VisitId, day: date, at: time) -> Changes | None:
        """Move a visit to a time of a day."""
        wanted = self._settled(day)
        if wanted is None:
            return None
        visits, when = self._context.services.visits, f"{wanted.isoformat()} {at:%H:%M}"
        return self._context.navigator.run(lambda: visits.move(visit_id, when))

    def _settled(self, day: date) -> date | None:
        better = self._context.services.visit_lists.better_day(day)
        if better is None:
            return day
        formats = self._context.formats
        name = self._context.services.calendar.calendar().name(day)
        words = (
            mark("{day}{name}放假，改到 {better}？") if name else mark("{day}休息，改到 {better}？")
        )
        text = translate(words).format(
            day=formats.day_in_text(day), name=name, better=formats.day_in_text(better)
        )
        action = translate(mark("改到 {day}")).format(day=formats.day_in_text(better))
        question = Question(
            title=text,
            text=translate(mark("要放在休息日，可以在回访里改日期")),
            action=action,
            cancel=translate(mark("不改期")),
        )
        return better if self._context.prompts.confirm(question) else None

    def _on_popup_picked(self, visit_ids: Sequence[VisitId], day: date) -> None:
        self.move(visit_ids, day)
