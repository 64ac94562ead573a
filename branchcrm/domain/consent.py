"""What a customer agreed to, per purpose and channel, and what bars a contact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.wording import Sentence, mark, say

LONGEST = 200


class Purpose(StrEnum):
    """What a consent is for; carrying out a contract needs none."""

    MARKETING = "marketing"
    SURVEY = "survey"
    SHARING = "sharing"
    SENSITIVE = "sensitive"
    GUARDIAN = "guardian"


class ConsentState(StrEnum):
    """Where a consent stands on a day."""

    GIVEN = "given"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


PURPOSE_LABELS = {
    Purpose.MARKETING: mark("营销联系"),
    Purpose.SURVEY: mark("满意度调查"),
    Purpose.SHARING: mark("共享第三方"),
    Purpose.SENSITIVE: mark("敏感信息（单独同意）"),
    Purpose.GUARDIAN: mark("14 岁以下监护人同意"),
}
STATE_LABELS = {
    ConsentState.GIVEN: mark("已同意"),
    ConsentState.REFUSED: mark("不同意"),
    ConsentState.EXPIRED: mark("已过期"),
    ConsentState.WITHDRAWN: mark("已撤回"),
}
CONSENT_CHANNELS = (Channel.PHONE, Channel.SMS, Channel.WECHAT, Channel.MAIL, Channel.VISIT)


class ContactBarredError(BranchCrmError):
    """A contact was planned that the customer does not want."""

    happened = mark("没有安排：{name} {reason}")
    remedy = mark("换一种联系方式，或在客户页的“授权与同意”里更新后再安排")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentDraft:
    """What a form collects about a consent."""

    purpose: Purpose = Purpose.MARKETING
    channel: Channel = Channel.PHONE
    is_given: bool = True
    evidence: str = ""
    given_on: date | None = None
    expires_on: date | None = None

    def checked(self, today: date) -> "ConsentDraft":
        """Give the draft as it is kept.

        Raises:
            InvalidDraftError: something must be changed first.
        """
        problems: list[FieldError] = []
        evidence, given_on = self.evidence.strip(), self.given_on or today
        if not evidence:
            problems.append(FieldError("evidence", say("写明凭证，如“2026-01-08 柜面签署授权书”")))
        if len(evidence) > LONGEST:
            words = say("最长 {limit} 个字，现在是 {count} 个", limit=LONGEST, count=len(evidence))
            problems.append(FieldError("evidence", words))
        if given_on > today:
            problems.append(FieldError("given_on", say("日期不能晚于今天")))
        if self.expires_on is not None and self.expires_on <= given_on:
            problems.append(FieldError("expires_on", say("到期日要晚于签署日")))
        if problems:
            raise InvalidDraftError(problems)
        return ConsentDraft(
            purpose=self.purpose,
            channel=self.channel,
            is_given=self.is_given,
            evidence=evidence,
            given_on=given_on,
            expires_on=self.expires_on if self.is_given else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One answer of a customer for a purpose on a channel."""

    id: int
    customer_id: CustomerId
    purpose: Purpose
    channel: Channel
    is_given: bool
    evidence: str
    given_on: date
    expires_on: date | None
    withdrawn_on: date | None

    def state(self, today: date) -> ConsentState:
        """Tell where the consent stands; it still holds on its last day."""
        if self.withdrawn_on is not None:
            return ConsentState.WITHDRAWN
        if not self.is_given:
            return ConsentState.REFUSED
        if self.expires_on is not None and self.expires_on < today:
            return ConsentState.EXPIRED
        return ConsentState.GIVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactBan:
    """A customer's wish not to be contacted at all."""

    customer_id: CustomerId
    reason: str
    since: date

    @property
    def words(self) -> Sentence:
        """Say the ban and its reason."""
        return say(
            "要求不再联系（{day} 起）：{reason}", day=self.since.isoformat(), reason=self.reason
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentSheet:
    """What a customer agreed to: the latest answer per purpose and channel, and a ban."""

    consents: tuple[Consent, ...] = ()
    ban: ContactBan | None = None

    def barrier(self, channel: Channel, today: date) -> Sentence | None:
        """Say why the branch may not contact the customer on a channel; None where it may."""
        if self.ban is not None:
            return self.ban.words
        for one in self.consents:
            if one.purpose is not Purpose.MARKETING or one.channel is not channel:
                continue
            state = one.state(today)
            if state is not ConsentState.GIVEN:
                return say(_BARRIERS[state], channel=say(_CHANNEL_WORDS[channel]))
        return None


_BARRIERS = {
    ConsentState.REFUSED: mark("不同意通过{channel}联系"),
    ConsentState.EXPIRED: mark("通过{channel}联系的授权已过期"),
    ConsentState.WITHDRAWN: mark("已撤回通过{channel}联系的授权"),
}
_CHANNEL_WORDS = {
    Channel.PHONE: mark("电话"),
    Channel.SMS: mark("短信"),
    Channel.WECHAT: mark("微信"),
    Channel.MAIL: mark("邮件"),
    Channel.VISIT: mark("上门"),
}


def latest(consents: Iterable[Consent]) -> tuple[Consent, ...]:
    """Give the latest answer per purpose and channel; of one day, the one that binds more."""
    found: dict[tuple[Purpose, Channel], Consent] = {}
    for one in sorted(consents, key=_weight):
        found[one.purpose, one.channel] = one
    return tuple(found.values())


def _weight(one: Consent) -> tuple[date, bool, int]:
    day = one.withdrawn_on or one.given_on
    return (day, one.withdrawn_on is not None or not one.is_given, one.id)
