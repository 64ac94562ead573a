"""Everything that happened with a customer: complete, in order, page by page, searched."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.complaint import ComplaintDraft
from branchcrm.domain.consent import ConsentDraft, Purpose
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.interaction import InteractionDraft
from branchcrm.domain.tier import Tier
from branchcrm.domain.timeline import TimelineAsk, TimelineEvent, TimelineKind, TimelineMark
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.domain.visit import VisitDraft
from branchcrm.domain.wording import Sentence
from branchcrm.services.interactions import NextStep
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import add_people


@pytest.fixture
def zhou(services: Services) -> CustomerId:
    draft = CustomerDraft(name="周雅琴")
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def bought(services: Services) -> CustomerId:
    draft = CustomerDraft(name="新客户")
    number = CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))
    services.transactions.add(number, TransactionDraft(date="2026-09-12", amount="700"))
    return number


def told(event: TimelineEvent) -> str:
    parts = (event.title, event.detail, event.who)
    return " | ".join(one.text() if isinstance(one, Sentence) else one for one in parts)


def of_kind(services: Services, number: CustomerId, kind: TimelineKind) -> list[str]:
    asked = TimelineAsk(kinds=frozenset({kind}))
    return [told(event) for event in services.timelines.all(number, asked)]


def pages(services: Services, number: CustomerId, asked: TimelineAsk) -> list[list[TimelineEvent]]:
    found: list[list[TimelineEvent]] = []
    after: TimelineMark | None = None
    while True:
        page = services.timelines.page(
            number,
            TimelineAsk(kinds=asked.kinds, text=asked.text, limit=asked.limit, after=after),
        )
        found.append(list(page.events))
        if page.after is None:
            return found
        after = page.after


def test_pages_of_any_length_give_everything_once_and_in_order(
    services: Services, zhou: CustomerId
) -> None:
    for day in range(1, 8):
        services.transactions.add(zhou, TransactionDraft(date=f"2026-09-0{day}", amount="100"))
        services.transactions.add(zhou, TransactionDraft(date=f"2026-09-0{day}", amount="200"))
        services.interactions.log(zhou, InteractionDraft(note=f"第 {day} 次"), NextStep())
    services.complaints.log(ComplaintDraft(customer_id=zhou, subject="排队", text="排了很久"))
    everything = list(services.timelines.all(zhou))
    assert len(everything) == 22
    moments = [event.at for event in everything]
    assert moments == sorted(moments, reverse=True)
    assert sum(services.timelines.counts(zhou).values()) == 22
    for limit in (1, 2, 3, 5, 7, 22, 40):
        found = pages(services, zhou, TimelineAsk(limit=limit))
        assert [event for page in found for event in page] == everything
        assert all(len(page) == limit for page in found[:-1])


def test_what_is_planned_for_later_can_be_left_out(services: Services, zhou: CustomerId) -> None:
    services.visits.add(zhou, VisitDraft(at="9-25 10:00", purpose="续作"))
    services.transactions.add(zhou, TransactionDraft(date="2026-09-01", amount="100"))
    now = services.context.clock.business_now()
    [event] = services.timelines.page(zhou, TimelineAsk(until=now)).events
    assert event.kind is TimelineKind.TRANSACTION
    assert len(services.timelines.page(zhou, TimelineAsk()).events) == 2


def test_words_are_searched_as_they_are_shown(services: Services, zhou: CustomerId) -> None:
    services.interactions.log(zhou, InteractionDraft(note="想比较 180 天产品"), NextStep())
    services.transactions.add(
        zhou, TransactionDraft(date="2026-09-12", amount="30000", product="稳健理财")
    )

    def found(text: str, **more: object) -> list[TimelineKind]:
        asked = TimelineAsk(text=text, **more)  # type: ignore[arg-type]
        return [event.kind for event in services.timelines.page(zhou, asked).events]

    assert found("180 产品") == [TimelineKind.INTERACTION]
    assert found("30,000") == [TimelineKind.TRANSACTION]
    assert found("购买 稳健") == [TimelineKind.TRANSACTION]
    assert found("2026-09-12") == [TimelineKind.TRANSACTION]
    assert found("没有这个") == []
    assert found("Bought", translate=lambda source: source.replace("购买", "Bought")) != []
    kinds = frozenset({TimelineKind.INTERACTION})
    assert found("王敏", kinds=kinds) == [TimelineKind.INTERACTION]


def test_a_search_goes_on_until_a_page_is_full(
    services: Services, zhou: CustomerId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("branchcrm.services.timelines.READ_AT_ONCE", 2)
    for day in range(1, 10):
        note = "国债" if day % 2 else "存款"
        draft = TransactionDraft(date=f"2026-09-0{day}", amount="100", note=note)
        services.transactions.add(zhou, draft)
    found = pages(services, zhou, TimelineAsk(text="国债", limit=2))
    assert [len(page) for page in found] == [2, 2, 1]
    assert len(list(services.timelines.all(zhou, TimelineAsk(text="国债")))) == 5


def test_tiers_tell_the_rule_the_scores_and_who_set_one_by_hand(services: Services) -> None:
    add_people(services, {f"客户{place}": [(place, place * 100)] for place in range(1, 60)})
    services.tiers.retier()
    number = bought(services)
    [first] = of_kind(services, number, TimelineKind.TIER)
    assert first.startswith("未分层 → ")
    assert "首次定级，评分 " in first
    assert first.endswith("规则 v1")
    services.tier_overrides.set(number, Tier.LOW, "与本人约定", date(2026, 9, 30))
    services.tier_overrides.lift(number)
    assert set(of_kind(services, number, TimelineKind.TIER)) == {
        first,
        "人工定为低价值 | 与本人约定（到 2026-09-30） | 王敏",
        "不再人工定为低价值 |  | ",
    }


def test_stages_hands_and_merges_are_told(services: Services, zhou: CustomerId) -> None:
    services.transactions.add(zhou, TransactionDraft(date="2026-05-01", amount="100"))
    services.lifecycles.decline([zhou], "出国探亲")
    services.pools.claim([zhou])
    services.pools.release([zhou], "离得太远")
    assert set(of_kind(services, zhou, TimelineKind.STAGE)) == {
        "退回公海 | 离得太远 | ",
        "认领：王敏 |  | ",
        "不改为沉睡 | 出国探亲 | 王敏",
    }
    draft = CustomerDraft(name="周雅芹")
    twin = CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))
    services.merges.merge([zhou, twin])
    assert of_kind(services, zhou, TimelineKind.RECORD) == ["合并了周雅芹的档案 |  | "]


def test_consents_bans_and_files_are_told(
    services: Services, zhou: CustomerId, tmp_path: Path
) -> None:
    path = tmp_path / "授权书.txt"
    path.write_text("同意", encoding="utf-8")
    services.attachments.add(zhou, path)
    for is_given, channel in ((True, Channel.PHONE), (False, Channel.SMS)):
        services.consents.record(
            zhou,
            ConsentDraft(
                purpose=Purpose.MARKETING, channel=channel, is_given=is_given, evidence="柜面签字"
            ),
        )
    services.consents.withdraw_all(zhou, Channel.PHONE)
    services.consents.ban(zhou, "本人要求")
    assert set(of_kind(services, zhou, TimelineKind.RECORD)) == {
        "添加附件：授权书.txt |  | 王敏",
        "同意营销联系 · 电话 | 柜面签字 | 王敏",
        "不同意营销联系 · 短信 | 柜面签字 | 王敏",
        "撤回营销联系 · 电话 |  | ",
        "不再联系 | 本人要求 | 王敏",
    }


def test_a_time_of_day_outside_the_day_is_no_harm(services: Services, zhou: CustomerId) -> None:
    for day in ("2026-09-01", "2026-09-02", "2026-09-03"):
        services.transactions.add(zhou, TransactionDraft(date=day, amount="100"))
    with services.context.unit_of_work.database.write() as connection:
        moment = int(datetime(2026, 9, 3, 0, 30, tzinfo=UTC).timestamp())
        connection.exec_driver_sql("UPDATE customer_transaction SET at = ?", (moment,))
        transaction = connection.get_transaction()
        assert transaction is not None
        transaction.commit()
    found = pages(services, zhou, TimelineAsk(limit=1))
    assert [len(page) for page in found] == [1, 1, 1, 0]
