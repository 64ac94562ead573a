"""The dialog that logs a complaint, reachable from anywhere: picture 17."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint_kind import STATE_LABELS
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.complaints.case_view import take_changes
from ui.complaints.customer_field import CustomerField
from ui.complaints.intake_form import (
    FURTHER_KEYS,
    ON_THE_SPOT_KEYS,
    draft_from,
    intake_fields,
    starting_values,
)
from ui.complaints.step_drafts import DraftKeeper
from ui.kit.buttons import link, small
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.page import PageContext
from ui.kit.page_parts import InlineNotice
from ui.kit.translation import spoken, translate

if TYPE_CHECKING:
    from branchcrm.domain.complaint import ComplaintRow

DRAFT_KEY = "complaint.new"


class IntakeDialog(EditDialog):
    """Logs a complaint; tells while typing when it will be due and what came before."""

    def __init__(self, context: PageContext, host: QWidget, customer_id: int | None) -> None:
        """Build the form with its draft, about a customer where one is given."""
        self.context = context
        self.customer: CustomerField
        form = Form(intake_fields(context, self._make_customer), context.formats)
        super().__init__(
            translate(mark("登记投诉")), form, self._save, translate(mark("登记")), parent=host
        )
        self.drafts = DraftKeeper(context, DRAFT_KEY, self)
        self.similar = InlineNotice("warn")
        self.append_button = small(translate(mark("补充到原投诉")))
        self.append_button.clicked.connect(self._on_append_clicked)
        self.similar.add_button(self.append_button)
        self.outlook = InlineNotice("accent")
        self.more_button = link(translate(mark("更多：原因、涉及员工、金额、受理时间、现场解决")))
        self.more_button.clicked.connect(self.show_further)
        self._earlier: ComplaintRow | None = None
        form.add_block(self.similar, after="customer")
        form.add_block(self.outlook, after="severity")
        form.add_block(self.more_button)
        self.set_width(760)
        form.set_values(starting_values(context))
        form.set_draft(self.drafts.read())
        if customer_id is not None:
            form.set_draft({"customer": customer_id})
        for key in ("customer", "severity", "handler"):
            self._react(key)
        for key in (*FURTHER_KEYS, *ON_THE_SPOT_KEYS):
            form.set_shown(key, is_shown=False)
        if any(key in form.draft() for key in FURTHER_KEYS):
            self.show_further()
        form.changed.connect(self._on_form_changed_further)
        self.saved.connect(self._on_saved)

    def show_further(self) -> None:
        """Show the fields that few complaints need."""
        self.more_button.hide()
        for key in FURTHER_KEYS:
            self.form.set_shown(key, is_shown=True)
        self._react("on_the_spot")
        self.fit()

    def append_to_earlier(self) -> None:
        """Add what was typed to the complaint of the same customer that is still open."""
        if self._earlier is None:
            return
        words = str(self.form.value("text") or "")
        number = self._earlier.id
        restart = partial(self.context.services.complaint_course.restart, number, words)
        if self.context.navigator.run(restart) is not None:
            self.drafts.drop()
            self.form.set_clean()
            self.accept()
            self.context.navigator.open_page("complaints", complaint_id=int(number))

    def _make_customer(self) -> CustomerField:
        self.customer = CustomerField(self.context)
        return self.customer

    def _save(self, values: Mapping[str, object]) -> Changes:
        draft = draft_from(values, self.customer.typed_name)
        return self.context.services.complaints.log(draft)

    def _on_saved(self, changes: object) -> None:
        self.drafts.drop()
        if isinstance(changes, Changes):
            take_changes(self.context, changes)

    def _on_form_changed_further(self, key: str) -> None:
        self.drafts.change(self.form.draft())
        self._react(key)

    def _react(self, key: str) -> None:
        if key == "customer":
            self._show_similar()
        if key in ("severity", "received"):
            self._show_outlook()
        if key == "handler":
            self._show_load()
        if key == "on_the_spot":
            for shown in ON_THE_SPOT_KEYS:
                self.form.set_shown(shown, is_shown=bool(self.form.value("on_the_spot")))

    def _show_similar(self) -> None:
        customer_id = self.form.value("customer")
        is_stranger = customer_id is None
        self.form.set_shown("phone", is_shown=is_stranger)
        words = translate(mark("不在客户册里的，直接写姓名")) if is_stranger else ""
        self.form.set_help("customer", words)
        rows: list[ComplaintRow] = []
        if isinstance(customer_id, int):
            rows = self.context.services.complaints.similar(CustomerId(customer_id))
        self.similar.setVisible(bool(rows))
        opened = [row for row in rows if row.is_open]
        self._earlier = opened[0] if opened else None
        self.append_button.setVisible(self._earlier is not None)
        if rows:
            shown = self._earlier or rows[0]
            words = translate(
                mark("这位客户 30 天内已有 {count} 件投诉：{number} {subject}（{state}）")
            )
            self.similar.set_notice(
                "warn",
                words.format(
                    count=f"{len(rows):,}",
                    number=shown.number,
                    subject=shown.subject,
                    state=translate(STATE_LABELS[shown.state]),
                ),
            )

    def _show_outlook(self) -> None:
        formats = self.context.formats
        draft = draft_from(self.form.values(), "")
        outlook = self.context.services.complaints.outlook(draft)
        due = formats.local(outlook.answer_due_at)
        words = [
            translate(mark("答复截止 {day} {weekday} {time}")).format(
                day=formats.day_in_text(due.date()),
                weekday=formats.weekday(due.date()),
                time=formats.clock_time(due),
            )
        ]
        words += [
            translate(mark("{weekday} {day}为调休上班日，已计入")).format(
                weekday=formats.weekday(day), day=formats.day_in_text(day)
            )
            for day in outlook.worked_weekends
        ]
        if outlook.skipped_holidays:
            count = len(outlook.skipped_holidays)
            words.append(translate(mark("放假 {count} 天，未计入")).format(count=count))
        words += [spoken(notice) for notice in outlook.notices]
        self.outlook.set_notice("accent", "   ".join(words))

    def _show_load(self) -> None:
        handler = self.form.value("handler")
        load = self.context.services.complaints.open_per_handler()
        count = load.get(StaffId(handler), 0) if isinstance(handler, int) else 0
        self.form.set_help(
            "handler", translate(mark("手上有 {count} 件处理中")).format(count=count)
        )

    @override
    def reject(self) -> None:
        self.drafts.save_now()
        super().reject()

    def _on_append_clicked(self) -> None:
        self.append_to_earlier()


def open_intake(
    context: PageContext, host: QWidget, params: Mapping[str, object]
) -> QWidget | None:
    """Show the form that logs a complaint, about a customer where one is given."""
    if not context.services.actor.may(Right.HANDLE_COMPLAINTS):
        return None
    customer_id = params.get("customer_id")
    dialog = IntakeDialog(context, host, customer_id if isinstance(customer_id, int) else None)
    dialog.show_for_input()
    return dialog
