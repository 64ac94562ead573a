"""The panel that logs a contact, from anywhere, with the next visit in the same form."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.contact_channel import Channel, has_direction
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.interaction import USUAL_PHRASES
from branchcrm.domain.visit import VisitRow
from branchcrm.domain.wording import SENTENCES, listed, mark, say
from branchcrm.services.interactions import NextStep
from ui.kit.buttons import primary, secondary
from ui.kit.choices import ChoiceChip, Option
from ui.kit.edit_dialog import FormFoot, FormSaver
from ui.kit.form import Form
from ui.kit.labels import label, rule
from ui.kit.page import PageContext
from ui.kit.page_parts import InlineNotice
from ui.kit.side_panel import SidePanel
from ui.kit.translation import spoken, translate
from ui.visits.contact_notice import ContactNotice
from ui.visits.contact_words import OTHER_DAY, direction_options, result_options, visit_word
from ui.visits.interaction_fields import (
    NEXT_FIELDS,
    interaction_draft_of,
    interaction_fields,
    next_visit_of,
    with_field_names,
)

DRAFT_KEY = "interaction"
_DRAFTED = ("customer", "kind", "note", "need", "mood", "next_purpose")


class InteractionPanel(SidePanel):
    """Logs a contact; Ctrl+Enter saves, Esc keeps a draft."""

    def __init__(self, context: PageContext, host: QWidget) -> None:
        """Dock at the right edge of the host."""
        remark = translate(mark("Ctrl I 随时打开"))
        super().__init__(translate(mark("记互动")), remark, host)
        self._context = context
        self._visit: VisitRow | None = None
        self.form = Form(interaction_fields(context), context.formats)
        self.notice = InlineNotice("error")
        self.contact_notice = ContactNotice(context)
        self.link_notice = InlineNotice("info")
        self.link_notice.link_clicked.connect(self._on_link_notice_link_clicked)
        self._foot = FormFoot()
        self._saver = FormSaver(self.form, self._save, self.notice, self._foot)
        self.form.add_block(self._phrases(), after="note")
        self.form.add_above(rule(), "next_day")
        for widget in (self.notice, self.contact_notice, self.form, self.link_notice):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._fill_foot()
        self.form.changed.connect(self._on_form_changed)
        self.submitted.connect(self.save)
        self.closed.connect(self._on_closed)
        self.begin(None, None)

    def begin(self, customer_id: int | None, visit_id: int | None) -> None:
        """Start an empty form for a customer, or for the visit that is made."""
        services = self._context.services
        visit = None if visit_id is None else services.visits.get(VisitId(visit_id))
        channel = Channel.PHONE if visit is None else visit.channel
        self.form.set_values(
            {
                "customer": customer_id if visit is None else int(visit.customer_id),
                "kind": channel.value,
                "at": self._context.clock.business_now(),
                "result": None,
                "note": "",
                "need": "",
                "mood": "",
                "next_day": "none",
                "next_time": None,
                "next_purpose": "",
            }
        )
        self._follow_channel(channel)
        self._show_next()
        self._link(visit or self._due_visit())
        self._warn()
        self.form.set_clean()

    def restore_draft(self, draft: Mapping[str, object] | None) -> None:
        """Bring back what was left unsaved."""
        if draft:
            self.form.set_draft(draft)
            self._follow_channel(Channel(str(self.form.value("kind"))))
            self._show_next()
            self._link(self._due_visit())
            self._warn()

    def focus_form(self) -> None:
        """Move the focus to the customer, or to the note where the customer is known."""
        key = "customer" if self.form.value("customer") is None else "note"
        self.form.editor(key).focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_phrase(self, words: str) -> None:
        """Add a usual phrase to the note."""
        note = str(self.form.value("note") or "")
        self.form.editor("note").set_value(spoken(listed(filter(None, (note, words)), SENTENCES)))
        self.form.editor("note").focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Save and close, unless something must be changed first."""
        if self._saver.try_save() is not None:
            self.close_panel()

    def save_and_next(self) -> None:
        """Save and start an empty form for the next customer."""
        if self._saver.try_save() is not None:
            self.begin(None, None)
            self.focus_form()

    def _save(self, values: Mapping[str, object]) -> Changes:
        customer = values["customer"]
        if not isinstance(customer, int):
            problem = FieldError(field="customer", reason=say("选好客户后才能保存"))
            raise InvalidDraftError([problem])
        step = NextStep(
            visit_id=None if self._visit is None else self._visit.id,
            next_visit=next_visit_of(values, self._context.clock.today()),
        )
        interactions = self._context.services.interactions
        try:
            changes = interactions.log(CustomerId(customer), interaction_draft_of(values), step)
        except InvalidDraftError as error:
            raise with_field_names(error) from error
        self._context.changes.publish(changes)
        self._context.navigator.toast(changes)
        self._keep_draft(None)
        return changes

    def _due_visit(self) -> VisitRow | None:
        customer = self.form.value("customer")
        if not isinstance(customer, int):
            return None
        found = self._context.services.visit_lists.due_of(CustomerId(customer))
        return found if isinstance(found, VisitRow) else None

    def _warn(self) -> None:
        customer = self.form.value("customer")
        channel = Channel(str(self.form.value("kind")))
        self.contact_notice.follow(customer if isinstance(customer, int) else None, channel)

    def _link(self, visit: VisitRow | None) -> None:
        self._visit = visit
        self.link_notice.setVisible(visit is not None)
        if visit is not None:
            zone = self._context.clock.zone
            due = self._context.formats.due(visit.day(zone), visit.time(zone)).text
            words = translate(mark("会同时完成“{due} {word}：{purpose}”"))
            text = words.format(due=due, word=visit_word(visit.channel), purpose=visit.purpose)
            self.link_notice.set_notice("info", text)
            self.link_notice.set_link(translate(mark("不关联")))

    def _follow_channel(self, channel: Channel) -> None:
        self.form.set_options("result", result_options(channel))
        if self.form.value("result") is None:
            self.form.editor("result").set_value(result_options(channel)[0].key)
        self.form.set_options("direction", direction_options(channel))
        self.form.set_shown("direction", is_shown=has_direction(channel))

    def _show_next(self) -> None:
        choice = self.form.value("next_day")
        for key in NEXT_FIELDS:
            self.form.set_shown(key, is_shown=choice not in (None, "none"))
        self.form.set_shown("next_date", is_shown=choice == OTHER_DAY)

    def _phrases(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(label(translate(mark("常用语")), "meta"))
        for phrase in USUAL_PHRASES:
            chip = ChoiceChip(Option(phrase, translate(phrase)), is_dashed=True)
            chip.clicked.connect(self._on_phrase_clicked)
            line.addWidget(chip)
        line.addStretch(1)
        return row

    def _fill_foot(self) -> None:
        self._hint: QLabel = label(translate(mark("Esc 关闭，草稿会保留")), "meta")
        save_next = secondary(translate(mark("保存并下一位")))
        save_next.clicked.connect(self.save_and_next)
        self.save_button = primary(translate(mark("保存")), hint="Ctrl Enter")
        self.save_button.clicked.connect(self.save)
        self.foot_row.addWidget(self._hint)
        self.foot_row.addWidget(self._foot)
        self.foot_row.addStretch(1)
        self.foot_row.addWidget(save_next)
        self.foot_row.addWidget(self.save_button)

    def _keep_draft(self, draft: Mapping[str, object] | None) -> None:
        self._context.services.settings.keep_draft(DRAFT_KEY, draft)

    def _on_form_changed(self, key: str) -> None:
        if key == "kind":
            self._follow_channel(Channel(str(self.form.value("kind"))))
        elif key == "next_day":
            self._show_next()
        elif key == "customer":
            self._link(self._due_visit())
        if key in ("kind", "customer"):
            self._warn()
        self._foot.set_count(self.form.error_count)
        self._hint.setVisible(self.form.error_count == 0)

    def _on_phrase_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, ChoiceChip):
            self.add_phrase(chip.text())

    def _on_link_notice_link_clicked(self) -> None:
        self._link(None)

    def _on_closed(self) -> None:
        draft = {key: value for key, value in self.form.draft().items() if key in _DRAFTED}
        if draft.get("note"):
            draft["customer"] = self.form.value("customer")
            self._keep_draft(draft)


def open_interaction(context: PageContext, host: QWidget, params: Mapping[str, object]) -> QWidget:
    """Open the panel over the host; a draft comes back where it is for the same customer."""
    panel = InteractionPanel(context, host)
    customer_id, visit_id = params.get("customer_id"), params.get("visit_id")
    customer = customer_id if isinstance(customer_id, int) else None
    panel.begin(customer, visit_id if isinstance(visit_id, int) else None)
    draft = context.services.settings.draft(DRAFT_KEY)
    if draft and panel.form.value("customer") in (None, draft.get("customer")):
        panel.restore_draft(draft)
    panel.closed.connect(panel.deleteLater)
    panel.open_panel()
    panel.focus_form()
    return panel
