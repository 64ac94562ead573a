"""People around a customer: contact persons, referrers, guarantors, households, groups."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.phones import read_phone
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import Sentence, mark, say

LONGEST = 50
LONGEST_REMARK = 200


class LinkKind(StrEnum):
    """What another customer is to a customer."""

    REFERRER = "referrer"
    GUARANTOR = "guarantor"


class GroupKind(StrEnum):
    """A group that a customer belongs to, at most one of each kind."""

    HOUSEHOLD = "household"
    COMPANY = "company"


LINK_LABELS = {LinkKind.REFERRER: mark("介绍人"), LinkKind.GUARANTOR: mark("担保人")}
LINK_BACK_LABELS = {LinkKind.REFERRER: mark("被介绍客户"), LinkKind.GUARANTOR: mark("被担保客户")}
GROUP_LABELS = {GroupKind.HOUSEHOLD: mark("家庭"), GroupKind.COMPANY: mark("企业集团")}
ROLE_WORDS = (
    mark("配偶"),
    mark("父母"),
    mark("子女"),
    mark("法定代表人"),
    mark("财务"),
    mark("经办人"),
    mark("负责人"),
)


class SelfLinkError(BranchCrmError):
    """A customer was to be linked with itself."""

    happened = mark("没有保存：{name}不能和自己建立关系")
    remedy = mark("选择另一位客户")


class LinkRemovedError(BranchCrmError):
    """A customer in the recycle bin was to be linked."""

    happened = mark("没有保存：{name}在回收站里")
    remedy = mark("先恢复这位客户，或选择另一位")


class CircularLinkError(BranchCrmError):
    """A chain of referrers or guarantors would come back to its beginning."""

    happened = mark("没有保存：{kind}会绕成一圈：{chain}")
    remedy = mark("先删除链条中的一个关系，再添加")


class LinkedAlreadyError(BranchCrmError):
    """The customer has the relation already."""

    happened = mark("没有保存：{name}的{kind}已经是{other}")
    remedy = mark("先删除原来的关系，再添加")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPersonDraft:
    """What a form collects about a contact person."""

    name: str = ""
    role: str = ""
    phone: str = ""
    note: str = ""

    def checked(self) -> "ContactPersonDraft":
        """Give the draft as it is kept.

        Raises:
            InvalidDraftError: something must be changed first.
        """
        problems: list[FieldError] = []
        name, role, note = (text.strip() for text in (self.name, self.role, self.note))
        if not name:
            problems.append(FieldError("name", say("填写姓名后才能保存")))
        for field, text, limit in (
            ("name", name, LONGEST),
            ("role", role, LONGEST),
            ("note", note, LONGEST_REMARK),
        ):
            if len(text) > limit:
                words = say("最长 {limit} 个字，现在是 {count} 个", limit=limit, count=len(text))
                problems.append(FieldError(field, words))
        phone = self._phone(problems)
        if problems:
            raise InvalidDraftError(problems)
        return ContactPersonDraft(name=name, role=role, phone=phone, note=note)

    def _phone(self, problems: list[FieldError]) -> str:
        if not self.phone.strip():
            return ""
        outcome = read_phone(self.phone)
        if outcome.value is not None:
            return outcome.value.shown
        problems.append(FieldError("phone", outcome.reason or say("填写电话号码")))
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson:
    """A person to talk to at or beside a customer; the phone is masked unless asked in full."""

    id: int
    customer_id: CustomerId
    name: str
    role: str
    phone: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Another customer beside a customer, as seen from this one's page."""

    link_id: int
    kind: LinkKind
    is_back: bool
    customer_id: CustomerId
    name: str
    tier: Tier
    phone: str
    note: str

    @property
    def label(self) -> str:
        """Name what the other one is, seen from this page."""
        return (LINK_BACK_LABELS if self.is_back else LINK_LABELS)[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One customer of a group."""

    customer_id: CustomerId
    name: str
    tier: Tier
    role: str
    phone: str
    amount_12m_cents: int
    last_contact_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A household or a group of companies with the sums over its members."""

    id: int
    kind: GroupKind
    name: str
    members: tuple[Member, ...]

    @property
    def amount_12m_cents(self) -> int:
        """What all members brought in twelve months."""
        return sum(member.amount_12m_cents for member in self.members)

    @property
    def last_contact(self) -> Member | None:
        """The member who was spoken to last."""
        spoken = [one for one in self.members if one.last_contact_at is not None]
        return max(spoken, key=_moment, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdCall:
    """A call to somebody of the household on the same day."""

    customer_id: CustomerId
    name: str
    at: datetime
    staff: str

    def words(self, zone: ZoneInfo) -> Sentence:
        """Warn before a second call."""
        return say(
            "今天 {time} {staff}已经给同一家庭的{name}打过电话",
            time=f"{self.at.astimezone(zone):%H:%M}",
            staff=self.staff,
            name=self.name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody around a customer."""

    contacts: tuple[ContactPerson, ...] = ()
    relations: tuple[Relation, ...] = ()
    groups: tuple[Group, ...] = ()
    referrals: "Referrals | None" = None

    @property
    def count(self) -> int:
        """How many there are beside the customer."""
        others = sum(len(group.members) - 1 for group in self.groups)
        return len(self.contacts) + len(self.relations) + others


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRate:
    """How many customers came through others.

    `referrers` and `active` are customers in the active stage: those who brought somebody, and all.
    `bought` of the `referred` have dealt with the branch.
    """

    customers: int
    active: int
    referred: int
    referrers: int
    bought: int

    @property
    def share(self) -> float | None:
        """Give the share of those who were referred; None in an empty book."""
        return self.referred / self.customers if self.customers else None

    @property
    def rate(self) -> float | None:
        """Give the share of active customers who brought somebody."""
        return self.referrers / self.active if self.active else None

    @property
    def conversion(self) -> float | None:
        """Give the share of those referred who bought."""
        return self.bought / self.referred if self.referred else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referrals:
    """Whom one customer brought, beside the rate of the whole branch."""

    count: int
    bought: int
    branch: ReferralRate


def circle(
    start: CustomerId, target: CustomerId, next_of: Callable[[CustomerId], list[CustomerId]]
) -> list[CustomerId]:
    """Give the way from `start` over links to `target`, or nothing where there is none."""
    ways: dict[CustomerId, list[CustomerId]] = {start: [start]}
    waiting = [start]
    while waiting:
        place = waiting.pop(0)
        if place == target:
            return ways[place]
        for following in next_of(place):
            if following not in ways:
                ways[following] = [*ways[place], following]
                waiting.append(following)
    return []


def _moment(member: Member) -> float:
    return member.last_contact_at.timestamp() if member.last_contact_at else 0.0
