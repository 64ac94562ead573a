"""The fields that every book can be filtered by; a branch's own fields are added to them."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar

from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.consent import CONSENT_CHANNELS, PURPOSE_LABELS
from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.customer import KIND_LABELS, STAGE_LABELS
from branchcrm.domain.filter_field import (
    ArgumentKind,
    FieldCatalogue,
    FieldGroup,
    FieldKind,
    FilterField,
)
from branchcrm.domain.identity_document import DOCUMENT_LABELS
from branchcrm.domain.product import LINE_LABELS
from branchcrm.domain.tier import TIER_LABELS, TIER_SHORT_LABELS, Tier
from branchcrm.domain.tier_names import USUAL, TierNames
from branchcrm.domain.wording import mark

C = TypeVar("C", bound=StrEnum)
SCORE_SCALE: Final = 100
_KIND, _GROUP, _OF = FieldKind, FieldGroup, FilterField
_DAYS, _MONTHS = ArgumentKind.DAYS, ArgumentKind.MONTHS
_CONSENT_LABELS = {str(one): CHANNEL_LABELS[one] for one in CONSENT_CHANNELS}


def _plain(labels: Mapping[C, str]) -> dict[str, str]:
    return {str(key): label for key, label in labels.items()}


def _text(key: str, label: str) -> FilterField:
    return _OF(key=key, label=label, kind=_KIND.TEXT)


def _kept(key: str, label: str) -> FilterField:
    return _OF(key=key, label=label, kind=_KIND.PRESENCE, is_column=False)


def _day(key: str, label: str, group: FieldGroup = FieldGroup.CONTACT) -> FilterField:
    return _OF(key=key, label=label, kind=_KIND.DAY, group=group)


def _count(key: str, label: str, group: FieldGroup) -> FilterField:
    return _OF(key=key, label=label, kind=_KIND.NUMBER, group=group)


def _lately(key: str, label: str, kind: FieldKind, group: FieldGroup) -> FilterField:
    return _OF(key=key, label=label, kind=kind, group=group, argument=_DAYS, is_column=False)


FACTS: Final = (
    _OF(key="text", label=mark("搜索"), kind=_KIND.SEARCH, is_column=False),
    _text("name", mark("姓名")),
    _text("code", mark("客户编号")),
    _OF(key="kind", label=mark("客户类型"), kind=_KIND.CHOICE, choices=_plain(KIND_LABELS)),
    _OF(key="stage", label=mark("阶段"), kind=_KIND.CHOICE, choices=_plain(STAGE_LABELS)),
    _OF(key="manager", label=mark("客户经理"), kind=_KIND.PERSON),
    _OF(key="tag", label=mark("标签"), kind=_KIND.TEXTS),
    _OF(key="gender", label=mark("性别"), kind=_KIND.CHOICE, choices=_plain(GENDER_LABELS)),
    _OF(key="birthday", label=mark("生日"), kind=_KIND.BIRTHDAY),
    _count("birth_year", mark("出生年份"), FieldGroup.FACTS),
    _text("phone", mark("手机")),
    _text("email", mark("邮箱")),
    _text("wechat", mark("微信号")),
    _OF(key="id_type", label=mark("证件类型"), kind=_KIND.CHOICE, choices=_plain(DOCUMENT_LABELS)),
    _kept("id_number", mark("证件号码")),
    _kept("uscc", mark("统一社会信用代码")),
    _kept("card_number", mark("银行卡号")),
    _text("address", mark("地址")),
    _text("employer", mark("单位")),
    _text("occupation", mark("职业")),
    _text("industry", mark("行业")),
    _text("contact_name", mark("联系人")),
    _text("contact_title", mark("联系人职务")),
    _text("source", mark("来源")),
    _text("note", mark("备注")),
    _day("opened_on", mark("开户日期"), FieldGroup.FACTS),
    _day("created", mark("建档日期"), FieldGroup.FACTS),
    _day("updated", mark("更新日期"), FieldGroup.FACTS),
)

TIER: Final = "tier"


def tier_field(names: TierNames) -> FilterField:
    """Give the field of the tier in the words of a rule; the usual words are understood too."""
    usual = {label: str(tier) for tier, label in (*TIER_SHORT_LABELS.items(), *TIER_LABELS.items())}
    full = {names.of(tier).text(): str(tier) for tier in Tier}
    return _OF(
        key=TIER,
        label=mark("层级"),
        kind=_KIND.CHOICE,
        group=_GROUP.VALUE,
        choices={str(tier): names.short(tier).text() for tier in Tier},
        aliases=usual | full,
    )


VALUE: Final = (
    tier_field(USUAL),
    _OF(
        key="score",
        label=mark("分层得分"),
        kind=_KIND.NUMBER,
        group=_GROUP.VALUE,
        scale=SCORE_SCALE,
    ),
    _OF(key="near_fall", label=mark("临近降级"), kind=_KIND.FLAG, group=_GROUP.VALUE),
    _OF(key="amount_12m", label=mark("近12个月金额"), kind=_KIND.MONEY, group=_GROUP.VALUE),
    _OF(key="balance", label=mark("余额"), kind=_KIND.MONEY, group=_GROUP.VALUE),
    _OF(key="month_average", label=mark("月日均资产"), kind=_KIND.MONEY, group=_GROUP.VALUE),
    _OF(
        key="amount_fell",
        label=mark("金额下降"),
        kind=_KIND.PERCENT,
        group=_GROUP.VALUE,
        argument=_MONTHS,
        is_column=False,
    ),
    _OF(
        key="average_fell",
        label=mark("日均下降"),
        kind=_KIND.PERCENT,
        group=_GROUP.VALUE,
        argument=_MONTHS,
        is_column=False,
    ),
)

DEALINGS: Final = (
    _OF(key="holds", label=mark("持有产品"), kind=_KIND.TEXTS, group=_GROUP.DEALINGS),
    _count("trades_12m", mark("近12个月交易次数"), _GROUP.DEALINGS),
    _day("last_trade", mark("最近交易"), _GROUP.DEALINGS),
    _count("no_trade", mark("未交易天数"), _GROUP.DEALINGS),
    _lately("trades", mark("交易次数"), _KIND.NUMBER, _GROUP.DEALINGS),
    _lately("amount", mark("交易金额"), _KIND.MONEY, _GROUP.DEALINGS),
    _OF(
        key="bought",
        label=mark("买过产品"),
        kind=_KIND.TEXTS,
        group=_GROUP.DEALINGS,
        argument=_DAYS,
        is_argument_needed=False,
    ),
    _OF(
        key="bought_line",
        label=mark("买过产品线"),
        kind=_KIND.CHOICES,
        group=_GROUP.DEALINGS,
        choices=LINE_LABELS,
        is_open=True,
        argument=_DAYS,
        is_argument_needed=False,
    ),
)

CONTACT: Final = (
    _day("last_seen", mark("最近往来")),
    _day("last_contact", mark("最近联系")),
    _count("no_contact", mark("未联系天数"), _GROUP.CONTACT),
    _lately("contacts", mark("联系次数"), _KIND.NUMBER, _GROUP.CONTACT),
    _OF(
        key="contact_channel",
        label=mark("联系渠道"),
        kind=_KIND.CHOICES,
        group=_GROUP.CONTACT,
        choices=_plain(CHANNEL_LABELS),
        argument=_DAYS,
        is_column=False,
    ),
    _lately("contact_need", mark("联系需求"), _KIND.TEXTS, _GROUP.CONTACT),
    _lately("contact_note", mark("联系要点"), _KIND.TEXTS, _GROUP.CONTACT),
    _day("next_visit", mark("下次回访")),
    _lately("visits_done", mark("完成回访次数"), _KIND.NUMBER, _GROUP.CONTACT),
    _lately("visit_purpose", mark("回访事由"), _KIND.TEXTS, _GROUP.CONTACT),
)

CARE: Final = (
    _count("open_complaints", mark("未结投诉"), _GROUP.CARE),
    _lately("complaints", mark("投诉次数"), _KIND.NUMBER, _GROUP.CARE),
    _OF(key="do_not_contact", label=mark("不再联系"), kind=_KIND.FLAG, group=_GROUP.CARE),
    _OF(
        key="consent",
        label=mark("授权"),
        kind=_KIND.CHOICES,
        group=_GROUP.CARE,
        choices=_CONSENT_LABELS,
        argument=ArgumentKind.CHOICE,
        argument_choices=_plain(PURPOSE_LABELS),
        is_column=False,
    ),
)

PEOPLE: Final = (
    _count("contact_persons", mark("联系人数"), _GROUP.PEOPLE),
    _count("referrals", mark("推荐人数"), _GROUP.PEOPLE),
    _OF(key="in_household", label=mark("有家庭"), kind=_KIND.FLAG, group=_GROUP.PEOPLE),
    _count("attachments", mark("附件数"), _GROUP.PEOPLE),
)

BUILT_IN: Final = (*FACTS, *VALUE, *DEALINGS, *CONTACT, *CARE, *PEOPLE)


@cache
def built_in() -> FieldCatalogue:
    """Give the fields that every book has."""
    return FieldCatalogue(BUILT_IN)
