"""What a user can do with customers, and what is refused."""

from dataclasses import replace

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.customer import (
    CustomerDraft,
    CustomerFilter,
    CustomerKind,
    CustomerOrder,
    CustomerSort,
    Stage,
)
from branchcrm.domain.errors import InvalidDraftError, NotAllowedError, NotFoundError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.people import LinkKind
from branchcrm.domain.reveal import RevealReason, SecretField
from branchcrm.domain.tier import Tier
from branchcrm.domain.ties import Ties
from branchcrm.services.customers import CodeTakenError
from branchcrm.services.use_cases import Services

NAMES = ("赵倩", "张三", "阿依古丽", "吕布", "单雄信", "王敏", "李浩")


def add(services: Services, draft: CustomerDraft) -> CustomerId:
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def zhou(services: Services) -> CustomerId:
    return add(
        services,
        CustomerDraft(
            name="周雅琴",
            phone="138 1234 5678",
            more_phones="010-88886666",
            id_number="11010519491231002x",
            card_number="6222021234567894",
            birthday="农历八月十五",
            opened_on="2019-03-01",
            note="请打 13812345678",
        ),
    )


def test_a_person_is_kept_clean_and_shown_masked(services: Services) -> None:
    customer = services.customers.get(zhou(services))
    facts = customer.facts
    assert customer.code == "C-000001"
    assert facts.phone == "138****5678"
    assert facts.more_phones == ("010-******66",)
    assert facts.id_number == "110***********002X"
    assert "12345678" not in facts.note
    assert facts.birthday is not None
    assert (facts.birthday.calendar, facts.birthday.month) == ("lunar", 8)
    assert facts.gender == "female"
    assert not customer.is_removed
    assert customer.name == "周雅琴"


def test_gender_and_birthday_come_from_the_identity_card(services: Services) -> None:
    number = add(services, CustomerDraft(name="周雅琴", id_number="11010519491231002X"))
    birthday = services.customers.get(number).facts.birthday
    assert birthday is not None
    assert (birthday.year, birthday.month, birthday.day) == (1949, 12, 31)


def test_every_wrong_field_is_named_at_once(services: Services) -> None:
    draft = CustomerDraft(name="", phone="1381234567", id_number="123", opened_on="不是日期")
    with pytest.raises(InvalidDraftError) as refused:
        services.customers.add(draft)
    assert {problem.field for problem in refused.value.problems} == {
        "name",
        "phone",
        "id_number",
        "opened_on",
    }
    assert len(refused.value.lines()) == 1
    assert services.history.latest()[0].name == "book.create"


def test_a_company_needs_its_name_and_may_have_a_credit_code(services: Services) -> None:
    with pytest.raises(InvalidDraftError) as refused:
        services.customers.add(CustomerDraft(kind=CustomerKind.ENTERPRISE))
    assert "名称" in str(refused.value)
    number = add(
        services,
        CustomerDraft(
            kind=CustomerKind.ENTERPRISE,
            name="上海恒泰五金制品有限公司",
            uscc="91350100M000100Y43",
            id_number="ignored for companies",
        ),
    )
    assert services.customers.get(number).facts.uscc == "91350100M000100Y43"


def test_too_long_texts_are_refused_with_their_length(services: Services) -> None:
    with pytest.raises(InvalidDraftError, match="201"):
        services.customers.add(CustomerDraft(name="周雅琴", address="长" * 201))


def test_doubts_are_told_without_refusing(services: Services) -> None:
    draft = CustomerDraft(name="周雅琴", id_number="11010519491231002X", gender="male")
    assert {doubt.field for doubt in services.customers.check(draft)} == {"phone", "gender"}


def test_saving_a_form_untouched_changes_nothing(services: Services) -> None:
    number = zhou(services)
    changes = services.customers.edit(number, services.customers.draft_of(number))
    assert not changes.touches(Aspect.CUSTOMER)


def test_a_form_shows_masks_and_a_typed_number_replaces_the_kept_one(
    services: Services,
) -> None:
    number = zhou(services)
    draft = services.customers.draft_of(number)
    assert draft.phone == "138****5678"
    services.customers.edit(number, replace(draft, address="人民路 88 号"))
    reveal = services.customers.reveal
    assert reveal(number, SecretField.PHONE, RevealReason.VISIT) == "13812345678"
    services.customers.edit(number, replace(draft, phone="13900001111"))
    assert reveal(number, SecretField.PHONE, RevealReason.VISIT) == "13900001111"
    assert reveal(number, SecretField.CARD_NUMBER, RevealReason.CHECK) == "6222021234567894"


def test_every_look_at_a_full_number_stands_in_the_history(services: Services) -> None:
    number = zhou(services)
    services.customers.reveal(number, SecretField.ID_NUMBER, RevealReason.CUSTOMER_ASKED)
    latest = services.history.latest(customer_id=number)[0]
    assert latest.name == "customer.reveal"
    assert latest.summary.text() == "查看周雅琴的完整证件号码：客户本人要求"
    assert not latest.can_be_undone


def test_a_code_belongs_to_one_customer(services: Services) -> None:
    number = add(services, CustomerDraft(name="周雅琴", code="VIP-1"))
    other = add(services, CustomerDraft(name="何秀兰"))
    with pytest.raises(CodeTakenError, match="周雅琴"):
        services.customers.add(CustomerDraft(name="赵倩", code="VIP-1"))
    with pytest.raises(CodeTakenError):
        services.customers.edit(other, CustomerDraft(name="何秀兰", code="VIP-1"))
    services.customers.edit(number, CustomerDraft(name="周雅琴", code="VIP-1", note="x"))
    assert services.customers.id_of("VIP-1") == number
    assert services.customers.id_of(str(int(other))) == other
    with pytest.raises(NotFoundError):
        services.customers.id_of("VIP-9")
    with pytest.raises(NotFoundError):
        services.customers.get(CustomerId(99))


def test_the_next_code_follows_the_highest(services: Services) -> None:
    add(services, CustomerDraft(name="甲", code="C-000318"))
    add(services, CustomerDraft(name="乙", code="C-ABC"))
    assert services.customers.get(add(services, CustomerDraft(name="丙"))).code == "C-000319"
    add(services, CustomerDraft(name="丁", code="C-999999"))
    assert services.customers.get(add(services, CustomerDraft(name="戊"))).code == "C-1000000"
    assert services.customers.get(add(services, CustomerDraft(name="己"))).code == "C-1000001"


def test_names_sort_as_in_a_chinese_name_list(services: Services) -> None:
    for name in ("赵倩", "张三", "阿依古丽", "吕布", "单雄信", "王敏", "李浩"):
        add(services, CustomerDraft(name=name))
    order = CustomerOrder(column=CustomerSort.NAME, is_descending=False)
    rows = services.customers.rows(services.customers.ids(CustomerFilter(), order))
    names = [row.name for row in rows]
    assert names == ["阿依古丽", "李浩", "吕布", "单雄信", "王敏", "张三", "赵倩"]


@pytest.mark.parametrize("column", list(CustomerSort))
def test_every_column_sorts_both_ways_and_loses_nobody(
    services: Services, column: CustomerSort
) -> None:
    numbers = {add(services, CustomerDraft(name=name)) for name in NAMES}
    for is_descending in (True, False):
        order = CustomerOrder(column=column, is_descending=is_descending)
        assert set(services.customers.ids(CustomerFilter(), order)) == numbers


def test_a_list_is_narrowed_by_each_part_of_the_filter(services: Services) -> None:
    manager = services.customers.manager_of("王敏")
    mine = add(services, CustomerDraft(name="周雅琴", manager_id=manager))
    add(services, CustomerDraft(name="恒泰五金", kind=CustomerKind.ENTERPRISE))
    lost = add(services, CustomerDraft(name="周晓东", stage=Stage.LOST))
    order = CustomerOrder()

    def listed(**parts: object) -> list[int]:
        return list(services.customers.ids(CustomerFilter(**parts), order))  # type: ignore[arg-type]

    assert listed(manager_id=manager) == [mine]
    read = services.filters.read
    assert listed(where=read("stage = lost")) == [lost]
    assert len(listed(where=read("kind = enterprise"))) == 1
    assert listed(where=read("manager = me")) == [mine]
    assert listed(tiers=frozenset({Tier.HIGH})) == []
    assert set(listed(text="周")) == {mine, lost}
    assert listed(text="周", where=read("阶段 = 流失")) == [lost]
    assert listed(ids=(int(lost),)) == [lost]
    assert len(listed(text="   ")) == 3
    counts = services.customers.counts(CustomerFilter(text="周"))
    assert counts[Tier.NONE] == 2
    with pytest.raises(NotFoundError):
        services.customers.manager_of("没有此人")


def test_the_recycle_bin_holds_and_gives_back(services: Services) -> None:
    number, other = zhou(services), add(services, CustomerDraft(name="何秀兰"))
    changes = services.customers.remove([number])
    assert changes.summary.text() == "已删除周雅琴"
    assert services.customers.get(number).is_removed
    removed = CustomerFilter(is_removed=True)
    assert list(services.customers.ids(removed, CustomerOrder())) == [number]
    assert list(services.customers.ids(CustomerFilter(), CustomerOrder())) == [other]
    searched = CustomerFilter(is_removed=True, text="zyq")
    assert list(services.customers.ids(searched, CustomerOrder())) == [number]
    assert services.customers.counts(searched)[Tier.NONE] == 1
    assert services.customers.restore([number]).summary.text() == "已恢复周雅琴"
    many = services.customers.remove([number, other])
    assert many.summary.text() == "已删除 2 位客户"
    services.history.undo()
    assert len(services.customers.ids(CustomerFilter(), CustomerOrder())) == 2


def test_a_corrected_reading_stays(services: Services) -> None:
    number = add(services, CustomerDraft(name="查良", reading="cha liang"))
    assert services.customers.search("chaliang").total == 1
    rows, are_all = services.customers.best_rows("chaliang", 1)
    assert [len(rows), are_all] == [1, True]
    services.customers.edit(number, replace(services.customers.draft_of(number), address="人民路"))
    assert services.customers.draft_of(number).reading == "cha liang"


def test_a_clerk_may_not_remove_and_is_told_why(services: Services, clerk: Services) -> None:
    number = zhou(services)
    with pytest.raises(NotAllowedError, match="删除客户"):
        clerk.customers.remove([number])
    assert not services.customers.get(number).is_removed


def test_the_timeline_of_a_fresh_customer_is_empty(services: Services) -> None:
    assert list(services.timelines.all(zhou(services))) == []


def test_referrer_tags_and_consents_come_with_a_fresh_customer_and_go_with_them(
    services: Services,
) -> None:
    lin = add(services, CustomerDraft(name="林国栋"))
    ties = Ties(
        referrer=lin,
        tags=(" 新客户 ", "教育金", "新客户"),
        channels=(Channel.PHONE, Channel.SMS),
        evidence="2026-09-17 柜面签署",
    )
    added = services.customers.add(CustomerDraft(name="陈志强"), ties)
    chen = CustomerId(added.only_id(Aspect.CUSTOMER))
    (relation,) = services.people.of_customer(chen).relations
    assert (relation.customer_id, relation.kind) == (lin, LinkKind.REFERRER)
    assert set(services.attachments.tags(chen)) == {"新客户", "教育金"}
    given = {one.channel: one.evidence for one in services.consents.sheet(chen).consents}
    assert given == dict.fromkeys((Channel.PHONE, Channel.SMS), "2026-09-17 柜面签署")
    services.history.undo(added.operation_id)
    assert services.people.of_customer(lin).relations == ()
    assert services.attachments.known_tags() == []
    services.history.redo()
    assert set(services.attachments.tags(chen)) == {"新客户", "教育金"}
    assert len(services.people.of_customer(lin).relations) == 1


def test_everything_wrong_on_the_form_of_a_fresh_customer_is_told_at_once(
    services: Services,
) -> None:
    ties = Ties(tags=("长" * 21,), channels=(Channel.PHONE,))
    with pytest.raises(InvalidDraftError) as refused:
        services.customers.add(CustomerDraft(phone="1"), ties)
    found = {problem.field for problem in refused.value.problems}
    assert found == {"name", "phone", "tags", "evidence"}
    with pytest.raises(InvalidDraftError):
        services.customers.add(CustomerDraft(name="陈志强"), ties)
    with pytest.raises(NotFoundError):
        services.customers.add(CustomerDraft(name="陈志强"), Ties(referrer=CustomerId(99)))
    assert not services.head_counts.has_any()
