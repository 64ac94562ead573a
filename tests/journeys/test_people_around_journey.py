"""Contact persons, relations, consents, tags and files on a portrait, in the window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.interaction import InteractionDraft
from branchcrm.domain.people import GroupKind, LinkKind
from tests.journeys.driver import Driver
from ui.customers.consent_card import ConsentCard
from ui.customers.papers_card import PapersCard
from ui.customers.people_card import PeopleCard
from ui.customers.portrait_page import PortraitPage
from ui.kit.choice_editors import ChipsEditor
from ui.kit.record_picker import PickerLine


def customer(driver: Driver, name: str) -> CustomerId:
    draft = CustomerDraft(name=name)
    return CustomerId(driver.services.customers.add(draft).only_id(Aspect.CUSTOMER))


def portrait(driver: Driver, number: CustomerId) -> PortraitPage:
    driver.place.context.navigator.open_customer(int(number))
    driver.settle()
    page = driver.page
    assert isinstance(page, PortraitPage)
    return page


def card(page: PortraitPage, kind: type[PeopleCard]) -> PeopleCard:
    found = [one for one in page.findChildren(kind) if one.isVisibleTo(page)]
    return found[-1]


def test_people_are_added_opened_and_taken_out(driver: Driver) -> None:
    zhou, lin, ming = (customer(driver, name) for name in ("周雅琴", "林国栋", "周明轩"))
    page = portrait(driver, zhou)
    people = card(page, PeopleCard)
    actions = dict(people.add_actions())
    assert set(actions) == {
        "添加联系人…",
        "添加介绍人…",
        "添加担保人…",
        "添加家庭成员…",
        "添加集团企业…",
    }
    actions["添加联系人…"]()
    driver.save_form(name="陈静", role="配偶", phone="1381234")
    assert driver.dialog.form.error_count == 1
    driver.save_form(phone="136 1234 2210")
    assert driver.sees("陈静", page)
    assert driver.sees("136****2210", page)
    kept = driver.services.people.of_customer(zhou).contacts[0]
    card(page, PeopleCard).edit_contact(kept.id)
    driver.save_form(role="爱人")
    assert driver.sees("爱人", page)
    dict(card(page, PeopleCard).add_actions())["添加介绍人…"]()
    driver.save_form()
    assert driver.dialog.form.error_count == 1
    driver.save_form(other=int(lin))
    dict(card(page, PeopleCard).add_actions())["添加家庭成员…"]()
    driver.save_form(other=int(ming), role="子女")
    assert driver.sees("家庭 · 周雅琴家", page)
    driver.click("林国栋", page)
    other = portrait(driver, lin)
    assert driver.sees("被介绍客户", other)
    driver.undo()
    assert [group.name for group in driver.services.people.of_customer(zhou).groups] == []


def test_the_same_household_is_not_called_twice_unwarned(driver: Driver) -> None:
    zhou, ming = customer(driver, "周雅琴"), customer(driver, "周明轩")
    driver.services.people.join(zhou, ming, GroupKind.HOUSEHOLD)
    driver.services.people.link(zhou, ming, LinkKind.GUARANTOR)
    driver.services.interactions.log(ming, InteractionDraft(kind="phone", note="谈续作"))
    driver.place.context.navigator.log_interaction(int(zhou))
    driver.settle()
    assert driver.sees("已经给同一家庭的周明轩打过电话")
    driver.services.consents.ban(zhou, "客户明确要求")
    driver.press("Esc")
    driver.place.context.navigator.log_interaction(int(zhou))
    driver.settle()
    assert driver.sees("要求不再联系")
    driver.press("Esc")


def test_consents_are_kept_withdrawn_and_a_ban_shows_at_the_top(driver: Driver) -> None:
    zhou = customer(driver, "周雅琴")
    page = portrait(driver, zhou)
    consents = page.findChildren(ConsentCard)[-1]
    dict(consents.offers())["登记授权…"]()
    driver.save_form()
    assert driver.dialog.form.error_count == 1
    driver.save_form(evidence="柜面签署")
    assert driver.sees("电话营销", page)
    kept = driver.services.consents.sheet(zhou).consents[0]
    driver.place.context.navigator.run(lambda: driver.services.consents.withdraw(zhou, kept.id))
    driver.settle()
    assert driver.sees("已撤回", page)
    driver.prompts.answers.append("客户明确要求不再联系")
    page.findChildren(ConsentCard)[-1].ban()
    driver.settle()
    assert driver.sees("要求不再联系（2026-09-17 起）", page)
    dict(page.findChildren(ConsentCard)[-1].offers())["解除不再联系"]()
    driver.settle()
    assert not driver.sees("要求不再联系（", page)


def test_tags_and_files_are_added_viewed_and_taken_out(driver: Driver, tmp_path: Path) -> None:
    zhou = customer(driver, "周雅琴")
    page = portrait(driver, zhou)
    page.header.wished.emit("tags")  # type: ignore[attr-defined]
    driver.save_form(tags=("理财到期", "教育金", "一", "二"))
    assert page.portrait is not None
    assert set(page.portrait.tags) == {"理财到期", "教育金", "一", "二"}
    picture, text, odd = (tmp_path / name for name in ("a.png", "b.txt", "c.png"))
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(picture))
    text.write_bytes("同意".encode("gb18030"))
    odd.write_bytes(b"no picture")
    for path in (picture, text, odd):
        driver.prompts.answers.append(path)
        page.findChildren(PapersCard)[-1].add_file()
        driver.settle()
    papers = page.findChildren(PapersCard)[-1]
    for kept, words in zip(page.portrait.files, ("不是可以显示", "", ""), strict=True):
        dialog = papers.view(kept)
        assert dialog is not None
        driver.settle()
        assert not words or driver.sees(words, dialog)
        dialog.reject()
        driver.settle()
    out = tmp_path / "out.txt"
    driver.prompts.answers.append(out)
    papers.save_as(page.portrait.files[1])
    assert out.read_bytes() == text.read_bytes()
    with driver.services.context.unit_of_work.personal() as work:
        work.connection.exec_driver_sql("UPDATE attachment_content SET content = x'00'")
    assert papers.view(page.portrait.files[0]) is None
    assert any("损坏" in str(asked) for asked in driver.prompts.asked)


def test_a_fresh_customer_brings_referrer_tags_and_consents_in_one_step(driver: Driver) -> None:
    lin = customer(driver, "林国栋")
    driver.press("Ctrl+N")
    form = driver.dialog.form
    assert not form.widget("evidence").isVisible()
    driver.fill(form, {"name": "陈志强", "phone": "13555014406"})
    picker = form.widget("referrer")
    assert isinstance(picker, PickerLine)
    picker.setFocus()
    QTest.keyClicks(picker, "linguodong")
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert form.value("referrer") == int(lin)
    driver.fill(form, {"tags": ("新客户",)})
    chips = form.editor("channels")
    assert isinstance(chips, ChipsEditor)
    for channel in (Channel.PHONE, Channel.SMS):
        chip = chips.chips.chip(channel)
        assert chip is not None
        chip.click()
    assert form.widget("evidence").isVisible()
    driver.save_form()
    assert form.error_count == 1
    driver.dialog.reject()
    driver.settle()
    driver.press("Ctrl+N")
    assert driver.dialog.form.value("channels") == (Channel.PHONE, Channel.SMS)
    assert driver.dialog.form.value("referrer") == int(lin)
    driver.save_form(evidence="柜面签署授权书")
    (hit,) = driver.services.customers.search("陈志强").hits
    assert driver.services.attachments.tags(hit.row.id) == ["新客户"]
    assert len(driver.services.consents.sheet(hit.row.id).consents) == 2
    assert [one.name for one in driver.services.people.of_customer(lin).relations] == ["陈志强"]
    driver.undo()
    assert driver.services.customers.search("陈志强").total == 0
    assert driver.services.people.of_customer(lin).relations == ()


def test_a_draft_forgets_a_referrer_who_is_gone(driver: Driver) -> None:
    lin = customer(driver, "林国栋")
    driver.press("Ctrl+N")
    driver.fill(driver.dialog.form, {"name": "陈志强", "referrer": int(lin)})
    driver.dialog.reject()
    driver.settle()
    driver.services.history.undo()
    driver.press("Ctrl+N")
    assert driver.dialog.form.value("name") == "陈志强"
    assert driver.dialog.form.value("referrer") is None
    driver.dialog.reject()
    driver.settle()
