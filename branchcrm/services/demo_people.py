"""Gives an invented branch's best-known customers their families, consents and tags."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from branchcrm.domain.consent import ConsentDraft, Purpose
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.holding import HoldingDraft, checked_holding
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.people import ContactPersonDraft, GroupKind, LinkKind

if TYPE_CHECKING:
    from branchcrm.data.unit_of_work import Work

HEROINE = "周雅琴"
REFERRER = "林国栋"
HUSBAND = "周明轩"
TAGS = ("理财到期", "教育金")
# Whose holdings and tags: name, amount of each in yuan, products, tags.
KEPT = """
林国栋 320000 大额存单,安享一年 家庭账户
沈一帆 210000 稳健理财 180 天 -
何秀兰 150000 三年定期存款 定期到期
陈志强 20000 稳健理财 90 天 新购
欧阳慧敏 180000 年金保险,稳健理财 180 天 续作
阿依古丽·买买提 24000 指数基金定投 -
上海恒泰五金制品有限公司 600000 通知存款 对公,代发
徐嘉怡 26000 日日盈 新购
唐婉清 160000 稳健理财 180 天,年金保险 -
马晓东 8000 活期存款 家庭账户
黄思源 35000 稳健理财 90 天,一年定期存款 理财到期,教育金
孙佩华 120000 教育金保险,三年定期存款 续作
罗文博 15000 债券基金定投 -
"""
SIGNED_DAYS = 300
VALID_DAYS = 365


def add_people(work: "Work", today: date, staff_id: StaffId) -> None:
    """Write what the screens of people, consents and tags show; nothing without the cast."""
    found = {name: _id_of(work, name) for name in (HEROINE, REFERRER)}
    number, referrer = found[HEROINE], found[REFERRER]
    if number is None or referrer is None:
        return
    now = work.clock.now()
    daughter = ContactPersonDraft(name="周可欣", role="子女", note="15 岁")
    work.people.add_contacts([(number, daughter)], now)
    work.people.link(number, referrer, LinkKind.REFERRER, "", now)
    husband = _id_of(work, HUSBAND)
    if husband is not None:
        group = work.people.add_group(GroupKind.HOUSEHOLD, f"{HEROINE}家", now)
        work.people.join(group, GroupKind.HOUSEHOLD, number, "")
        work.people.join(group, GroupKind.HOUSEHOLD, husband, "配偶")
    signed = today - timedelta(days=SIGNED_DAYS)
    for channel, is_given in ((Channel.PHONE, True), (Channel.SMS, True), (Channel.WECHAT, False)):
        draft = ConsentDraft(
            purpose=Purpose.MARKETING,
            channel=channel,
            is_given=is_given,
            evidence=f"{signed.isoformat()} 柜面签署授权书",
            given_on=signed,
            expires_on=signed + timedelta(days=VALID_DAYS) if is_given else None,
        )
        work.consents.add(number, draft, staff_id, now - timedelta(days=SIGNED_DAYS))
    work.attachments.set_tags(number, TAGS)
    _hold(work, number, _holdings(today), today, staff_id)
    _keep_others(work, today, staff_id)


def _keep_others(work: "Work", today: date, staff_id: StaffId) -> None:
    """Give those whom the pictures show what they hold, and their tags."""
    for line in KEPT.strip().splitlines():
        name, amount, words = line.split(maxsplit=2)
        products, tags = words.rsplit(maxsplit=1)
        number = _id_of(work, name)
        if number is None:
            continue
        held = [HoldingDraft(product=one, amount=amount) for one in products.split(",")]
        _hold(work, number, held, today, staff_id)
        work.attachments.set_tags(number, [one for one in tags.split(",") if one != "-"])


def _hold(
    work: "Work",
    number: CustomerId,
    drafts: Sequence[HoldingDraft],
    today: date,
    staff_id: StaffId,
) -> None:
    for draft in drafts:
        facts = checked_holding(draft, today)
        product = work.products.find_or_add(facts.product)
        if product is not None:
            work.holdings.add(number, facts, product, staff_id, work.clock.now())


def _holdings(today: date) -> tuple[HoldingDraft, ...]:
    """Give what the best-known customer holds."""

    def day(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    return (
        HoldingDraft(product="稳健理财 90 天", amount="30000", since=day(-87), matures=day(3)),
        HoldingDraft(product="一年定期存款", amount="100000", since=day(-190), matures=day(175)),
        HoldingDraft(product="活期存款", amount="38420"),
    )


def _id_of(work: "Work", name: str) -> CustomerId | None:
    ids = work.customers.search(name, 1).ids
    return CustomerId(ids[0]) if len(ids) else None
