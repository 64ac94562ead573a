"""The form that gives a leaver's customers, visits and complaints to a colleague."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import StaffId
from branchcrm.domain.wording import mark, say
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.page_parts import InlineNotice
from ui.kit.translation import translate

Values = Mapping[str, object]
_PLAN = mark("移交 {customers} 位客户、{visits} 次待回访、{complaints} 件处理中的投诉，可以撤销")


class HandOverDialog(EditDialog):
    """Asks from whom to whom, and says beforehand what will move."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Build the form over a widget."""
        self._context = context
        people = context.services.staff.people(with_inactive=True)
        every = [Option(str(int(one.id)), one.name) for one in people]
        active = [Option(str(int(one.id)), one.name) for one in people if one.is_active]
        fields = [
            _person("leaver", mark("谁的客户"), every),
            _person("receiver", mark("交给谁"), active),
        ]
        form = Form(fields, context.formats, columns=1)
        self.plan = InlineNotice("info")
        self.plan.hide()
        form.add_block(self.plan)
        title, action = translate(mark("移交客户")), translate(mark("移交"))
        super().__init__(title, form, self._hand_over, action, parent=parent)
        self.set_width(400)
        self.saved.connect(context.changes.publish)
        self.saved.connect(context.navigator.toast)
        form.changed.connect(self._on_choice_changed)

    def _hand_over(self, values: Values) -> Changes:
        chosen = _chosen(values)
        if chosen is None:
            reason = say("选好两个人后才能移交")
            raise InvalidDraftError([FieldError("receiver", reason)])
        return self._context.services.pools.hand_over(*chosen)

    def _on_choice_changed(self, _key: str) -> None:
        chosen = _chosen(self.form.values())
        self.plan.setVisible(chosen is not None)
        if chosen is None:
            return
        plan = self._context.services.pools.plan_hand_over(*chosen)
        words = translate(_PLAN).format(
            customers=plan.customers, visits=plan.visits, complaints=plan.complaints
        )
        if plan.accused_in:
            kept = translate(mark("涉及接收人的投诉不移交：{numbers}"))
            words += "\n" + kept.format(numbers="、".join(plan.accused_in))
        self.plan.set_notice("info", words)


def _chosen(values: Values) -> tuple[StaffId, StaffId] | None:
    leaver, receiver = values.get("leaver"), values.get("receiver")
    if not leaver or not receiver:
        return None
    return StaffId(int(str(leaver))), StaffId(int(str(receiver)))


def _person(key: str, words: str, options: list[Option]) -> Field:
    return Field(
        key=key, label=translate(words), kind=FieldKind.CHOICE, options=options, required=True
    )
