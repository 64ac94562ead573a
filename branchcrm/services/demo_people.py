"""Gives an invented branch's best-known customers their families, consents and tags."""

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
    for held in _holdings(today):
        facts = checked_holding(held, today)
        product = work.products.find_or_add(facts.product)
        if product is not None:
            work.holdings.add(number, facts, product, staff_id, now)


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
