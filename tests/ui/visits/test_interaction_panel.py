"""Logging a contact from the panel, by keyboard, with the next visit in the same form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.contact_channel import Channel, ContactResult
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.visit import VisitDraft, VisitFilter, VisitState
from branchcrm.services.use_cases import Services
from ui.kit.page import PageContext
from ui.kit.record_picker import PickerEditor
from ui.visits.interaction_panel import DRAFT_KEY, InteractionPanel, open_interaction

NOTE = "比较 90 天和 180 天产品，倾向 180 天"


@pytest.fixture
def customer(services: Services) -> CustomerId:
    draft = CustomerDraft(name="周雅琴", phone="13812345678")
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(1200, 900)
    widget.show()
    return widget


def _open(context: PageContext, host: QWidget, **params: object) -> InteractionPanel:
    panel = open_interaction(context, host, params)
    assert isinstance(panel, InteractionPanel)
    return panel


def _due(services: Services, customer: CustomerId) -> VisitId:
    draft = VisitDraft(at="今天 15:30", purpose="理财到期，续作意向")
    return VisitId(services.visits.add(customer, draft).only_id(Aspect.VISIT))


def test_a_contact_with_its_next_visit_is_one_save(
    context: PageContext, host: QWidget, customer: CustomerId, services: Services, qtbot: QtBot
) -> None:
    visit = _due(services, customer)
    panel = _open(context, host, customer_id=int(customer))
    assert "今天 15:30 回访" in panel.link_notice.text
    panel.form.editor("note").set_value(NOTE)
    chip = panel.form.editor("next_day")
    chip.set_value("1")
    chip.changed.emit()
    panel.form.editor("next_purpose").set_value("到店办理 180 天理财")
    with qtbot.waitSignal(context.changes.changed) as told:
        QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args is not None
    changes = told.args[0]
    assert isinstance(changes, Changes)
    assert changes.summary.text() == "记互动：周雅琴，下次回访 9 月 18 日"
    assert services.visits.get(visit).state is VisitState.DONE
    assert panel.isHidden()
    [later] = [v for v in services.visit_lists.found(VisitFilter()) if v.id != visit]
    assert later.is_all_day
    assert later.purpose == "到店办理 180 天理财"


def test_the_due_visit_can_be_left_alone(
    context: PageContext, host: QWidget, customer: CustomerId, services: Services
) -> None:
    visit = _due(services, customer)
    panel = _open(context, host, customer_id=int(customer))
    panel.link_notice.link.click()
    panel.form.editor("note").set_value(NOTE)
    panel.save()
    assert services.visits.get(visit).state is VisitState.PLANNED
    assert len(services.interactions.of_customer(customer)) == 1


def test_opened_for_a_visit_the_panel_knows_whom_and_how(
    context: PageContext, host: QWidget, customer: CustomerId, services: Services
) -> None:
    draft = VisitDraft(at="明天", purpose="带身份证补签授权书", kind="到店")
    visit = services.visits.add(customer, draft).only_id(Aspect.VISIT)
    panel = _open(context, host, visit_id=visit)
    assert panel.form.value("customer") == customer
    assert panel.form.value("kind") == Channel.COUNTER
    assert not panel.form.widget("direction").isVisible()


def test_without_a_customer_or_a_note_the_fields_are_named(
    context: PageContext, host: QWidget, customer: CustomerId
) -> None:
    panel = _open(context, host)
    panel.save()
    assert panel.form.error_count == 1
    panel.form.editor("customer").set_value(int(customer))
    panel.save()
    assert panel.form.widget("note").accessibleDescription() == "写一句要点后才能保存"
    assert panel.isVisible()


def test_the_next_visit_needs_a_purpose(
    context: PageContext, host: QWidget, customer: CustomerId
) -> None:
    panel = _open(context, host, customer_id=int(customer))
    panel.form.editor("note").set_value(NOTE)
    choice = panel.form.editor("next_day")
    choice.set_value("other")
    choice.changed.emit()
    panel.save()
    assert panel.form.widget("next_purpose").accessibleDescription() == "写明事由后才能保存"
    assert panel.form.widget("next_date").accessibleDescription() == "选好日期后才能保存"


def test_results_follow_the_channel(
    context: PageContext, host: QWidget, customer: CustomerId
) -> None:
    panel = _open(context, host, customer_id=int(customer))
    kind = panel.form.editor("kind")
    kind.set_value(Channel.SMS.value)
    kind.changed.emit()
    assert panel.form.value("result") in (ContactResult.SENT, ContactResult.REACHED)
    result = panel.form.editor("result")
    result.set_value(ContactResult.SENT.value)
    panel.save()
    [kept] = context.services.interactions.of_customer(customer)
    assert (kept.facts.channel, kept.facts.is_effective) == (Channel.SMS, False)


def test_an_unsaved_note_comes_back_as_a_draft(
    context: PageContext, host: QWidget, customer: CustomerId, services: Services
) -> None:
    panel = _open(context, host, customer_id=int(customer))
    panel.form.editor("note").set_value(NOTE)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    again = _open(context, host)
    assert again.form.value("note") == NOTE
    assert again.form.value("customer") == customer
    again.save()
    assert services.settings.draft(DRAFT_KEY) is None


def test_a_phrase_is_added_to_the_note(
    context: PageContext, host: QWidget, customer: CustomerId
) -> None:
    panel = _open(context, host, customer_id=int(customer))
    for words in ("有意续作", "需回电"):
        panel.add_phrase(words)
    assert panel.form.value("note") == "有意续作；需回电"


def test_save_and_next_starts_an_empty_form(
    context: PageContext, host: QWidget, customer: CustomerId, services: Services
) -> None:
    panel = _open(context, host, customer_id=int(customer))
    panel.form.editor("note").set_value(NOTE)
    panel.save_and_next()
    assert panel.isVisible()
    assert panel.form.value("customer") is None
    assert panel.form.value("note") == ""
    assert len(services.interactions.of_customer(customer)) == 1


def test_typing_the_end_of_a_phone_and_enter_picks_the_customer(
    context: PageContext, host: QWidget, customer: CustomerId
) -> None:
    panel = _open(context, host)
    editor = panel.form.editor("customer")
    assert isinstance(editor, PickerEditor)
    QTest.keyClicks(editor.line, "5678")
    assert panel.form.problems()
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == customer
    editor.line.selectAll()
    QTest.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert editor.value() is None
