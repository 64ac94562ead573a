"""The form of a customer, for a person, an enterprise or an institution."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.customer import CustomerDraft, CustomerKind
from branchcrm.domain.duplicate import Twin
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.own_field import is_own
from branchcrm.domain.wording import mark
from ui.customers.customer_words import heading
from ui.customers.field_history import FormHistory
from ui.customers.form_fields import customer_fields, hidden_fields
from ui.customers.own_form import own_form_fields, own_kept, own_shown, own_shown_keys, own_typed
from ui.customers.tie_fields import (
    CHANNELS,
    NOTHING,
    show_evidence,
    ties_kept,
    ties_of,
    with_tie_fields,
)
from ui.customers.twin_notice import TwinEditor, TwinNotice
from ui.kit.buttons import link
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import spoken, translate

DRAFT_NAMES = tuple(field.name for field in fields(CustomerDraft) if field.name != "own")
TEXT_NAMES = tuple(name for name in DRAFT_NAMES if name != "manager_id")
TWINS = "twins"
AFTER_PHONE = 3
TWIN_FIELDS = ("name", "phone", "id_number", "birthday", "uscc")


class CustomerDialog(EditDialog):
    """Makes a customer or changes one; what is left unsaved is kept as a draft."""

    def __init__(self, context: PageContext, customer_id: int | None, parent: QWidget) -> None:
        """Take which customer is changed; without one, a fresh one is made."""
        self._context = context
        self._customer_id = None if customer_id is None else CustomerId(customer_id)
        draft = self._kept_draft()
        people = context.services.staff.people()
        self._twins = TwinNotice(context.formats)
        self._own = context.services.own_fields.in_use()
        offered = customer_fields(people, draft.source)
        offered.insert(AFTER_PHONE, self._twin_field())
        if customer_id is None:
            offered = with_tie_fields(context, offered)
        offered += own_form_fields(self._own, draft.own)
        form = Form(offered, context.formats)
        words = mark("新建客户") if customer_id is None else mark("编辑客户")
        super().__init__(translate(words), form, self._save, translate(mark("保存")), parent=parent)
        self._with_more = customer_id is not None
        self._is_dismissed = False
        self._more = link(translate(mark("更多资料")))
        form.set_shown(TWINS, is_shown=False)
        form.add_block(self._more)
        self._fill(draft)
        self._connect()
        if self._customer_id is not None:
            self.history = FormHistory(context, self._customer_id, self)
            self.history.restored.connect(self._on_history_restored)
        if customer_id is None:
            self.add_save_and_again(translate(mark("保存并再建一位")), self._begin_anew)

    def _connect(self) -> None:
        self.form.set_validator(self._validate)
        self.form.changed.connect(self._on_form_field_changed)
        self.form.left.connect(self._on_form_field_left)
        self._more.clicked.connect(self._on_more_clicked)
        self._twins.opened.connect(self._on_twins_opened)
        self._twins.dismissed.connect(self._on_twins_dismissed)
        self.saved.connect(self._on_saved)
        self.draft_left.connect(self._on_draft_left)

    def _on_history_restored(self, key: str) -> None:
        """Show the value that was brought back; what else was typed stays as it is."""
        typed = {name: value for name, value in self.form.draft().items() if name != key}
        self._context.services.settings.keep_draft(self._draft_key, None)
        self._fill(self._kept_draft())
        self.form.set_draft(typed)

    # starting points and drafts

    def _kept_draft(self) -> CustomerDraft:
        if self._customer_id is not None:
            return self._context.services.customers.draft_of(self._customer_id)
        return CustomerDraft(manager_id=self._context.services.actor.staff_id)

    @property
    def _draft_key(self) -> str:
        return "customer" if self._customer_id is None else f"customer.{self._customer_id}"

    def _fill(self, draft: CustomerDraft) -> None:
        values: dict[str, object] = {name: getattr(draft, name) for name in DRAFT_NAMES}
        values["manager_id"] = int(draft.manager_id or 0)
        values["kind"] = str(draft.kind)
        values["opened_on"] = _day(draft.opened_on)
        today = self._context.clock.today()
        self.form.set_values(values | own_shown(self._own, draft.own, today) | NOTHING)
        left = self._context.services.settings.draft(self._draft_key)
        if left:
            kept = dict(left)
            if "opened_on" in kept:
                kept["opened_on"] = _day(str(kept["opened_on"]))
            self.form.set_draft(own_kept(self._own, ties_kept(self._context, kept)))
            self.notice.set_notice("info", translate(mark("已带回上次没有保存的内容")))
            self.notice.show()
        self._show_kind()

    def _begin_anew(self) -> None:
        self._context.services.settings.keep_draft(self._draft_key, None)
        kind = str(self.form.value("kind"))
        manager = StaffId(int(str(self.form.value("manager_id") or 0)))
        self._fill(CustomerDraft(kind=kind, manager_id=manager))
        self._show_twins([])
        self._is_dismissed = False

    def draft(self) -> CustomerDraft:
        """Give what the form holds now."""
        return self._draft_of(self.form.values())

    def _draft_of(self, values: Mapping[str, object]) -> CustomerDraft:
        kind = CustomerKind(str(values["kind"]))
        hidden = hidden_fields(kind, with_more=True)
        texts = {
            name: "" if name in hidden or values[name] is None else str(values[name])
            for name in TEXT_NAMES
        }
        manager = int(str(values["manager_id"] or 0))
        own = own_typed([one for one in self._own if one.is_of(kind)], values)
        return CustomerDraft(**texts, own=own, manager_id=StaffId(manager) if manager else None)

    # checking and saving

    def _validate(self, key: str, values: Mapping[str, object]) -> FieldError | None:
        customers = self._context.services.customers
        doubts: tuple[FieldError, ...] = ()
        problems: list[FieldError] = []
        try:
            doubts = customers.check(self._draft_of(values), self._customer_id)
        except InvalidDraftError as error:
            problems = error.problems
        self._show_doubt(key, [*doubts])
        is_empty = not str(values.get(key) or "").strip()
        found = next((problem for problem in problems if problem.field == key), None)
        return None if is_empty else found

    def _show_doubt(self, key: str, doubts: list[FieldError]) -> None:
        doubt = next((doubt for doubt in doubts if doubt.field == key), None)
        if doubt is not None:
            self.form.set_help(key, spoken(doubt.reason), "warn")
        elif is_own(key) or key in (
            "phone",
            "gender",
            "birthday",
            "uscc",
            "card_number",
            "more_phones",
        ):
            self.form.set_help(key, "")

    def _save(self, values: Mapping[str, object]) -> Changes:
        draft, customers = self._draft_of(values), self._context.services.customers
        if self._customer_id is None:
            return customers.add(draft, ties_of(values))
        return customers.edit(self._customer_id, draft)

    def _on_saved(self, changes: Changes) -> None:
        self._context.services.settings.keep_draft(self._draft_key, None)
        self._context.changes.publish(changes)
        self._context.navigator.toast(changes)
        if self._customer_id is None and changes.touches(Aspect.CUSTOMER):
            self._context.navigator.open_page("customers", current=changes.only_id(Aspect.CUSTOMER))

    def _on_draft_left(self, draft: Mapping[str, object]) -> None:
        self._context.services.settings.keep_draft(self._draft_key, _left(draft) or None)
        words = mark("草稿已保留，可以在“{form}”继续")
        text = translate(words).format(form=self.windowTitle())
        self._context.navigator.toast(text)

    # what shows

    def _show_kind(self) -> None:
        kind = CustomerKind(str(self.form.value("kind")))
        hidden = hidden_fields(kind, with_more=self._with_more)
        for name in DRAFT_NAMES:
            self.form.set_shown(name, is_shown=name not in hidden)
        for key, is_shown in own_shown_keys(self._own, kind).items():
            self.form.set_shown(key, is_shown=is_shown)
        if self._customer_id is None:
            show_evidence(self.form)
        is_person = kind is CustomerKind.PERSON
        self.form.set_label("name", heading(mark("姓名") if is_person else mark("名称")))
        self.form.set_label("phone", translate(mark("手机号") if is_person else mark("联系电话")))
        self._more.setVisible(not self._with_more)

    def _on_form_field_changed(self, key: str) -> None:
        if key in ("kind", CHANNELS):
            self._show_kind()

    def _on_form_field_left(self, key: str) -> None:
        if key in TWIN_FIELDS and not self._is_dismissed:
            duplicates = self._context.services.duplicates
            self._show_twins(duplicates.twins(self.draft(), self._customer_id))

    def _on_more_clicked(self) -> None:
        self._with_more = True
        self._show_kind()

    def _twin_field(self) -> Field:
        return Field(
            key=TWINS,
            label="",
            kind=FieldKind.CUSTOM,
            span=2,
            editor=lambda: TwinEditor(self._twins),
        )

    def _show_twins(self, twins: Sequence[Twin]) -> None:
        self._twins.show_twins(twins)
        self.form.set_shown(TWINS, is_shown=bool(twins))

    def _on_twins_dismissed(self) -> None:
        self._is_dismissed = True
        self._show_twins([])

    def _on_twins_opened(self, customer_id: object) -> None:
        self.reject()
        if isinstance(customer_id, int):
            self._context.navigator.open_customer(customer_id)


def _left(draft: Mapping[str, object]) -> dict[str, object]:
    """Give an unfinished form as it is kept."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in draft.items()
        if value is not None
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def open_customer_form(
    context: PageContext, host: QWidget, params: Mapping[str, object]
) -> QWidget | None:
    """Open the form over the window."""
    customer_id = params.get("customer_id")
    dialog = CustomerDialog(context, customer_id if isinstance(customer_id, int) else None, host)
    dialog.show_for_input()
    return dialog
