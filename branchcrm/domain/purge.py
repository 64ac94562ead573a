"""Erasing a customer for good: when it may be done, and what it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.wording import Sentence, listed, mark, say

LONGEST_YEARS = 30


class PurgeNotBinnedError(BranchCrmError):
    """The customer is not in the recycle bin."""

    happened = mark("没有永久删除{name}：不在回收站里")
    kept = mark("资料原样保留")
    remedy = mark("先删除这位客户，确定不再需要后再永久删除")


class PurgeHeldError(BranchCrmError):
    """Something has to be kept: an open complaint, or a period that has not passed."""

    happened = mark("没有永久删除{name}：{reasons}")
    kept = mark("资料留在回收站里，不再出现在名单和查找里")
    remedy = mark("到期以后再永久删除；保存年限是内置规则，可在设置中更新")


class PurgeUnconfirmedError(BranchCrmError):
    """What was typed to confirm is not the customer's code."""

    happened = mark("没有永久删除{name}：确认要输入客户编号 {code}")
    kept = mark("资料原样保留")
    remedy = mark("核对是不是这位客户，再输入编号")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """How many years records are kept before a customer may be erased; 0 keeps none.

    Source: complaints 5 years after the closing (our own default), identity and transactions of
    bank customers 10 years after the last one (反洗钱法 2024, art. 34).
    """

    complaint_years: int = 5
    record_years: int = 10

    def checked(self) -> "RetentionRule":
        """Give the rule back.

        Raises:
            InvalidDraftError: a number of years is out of range.
        """
        problems = [
            FieldError(name, say("年数应在 0 到 30 之间"))
            for name, years in (
                ("complaint_years", self.complaint_years),
                ("record_years", self.record_years),
            )
            if not 0 <= years <= LONGEST_YEARS
        ]
        if problems:
            raise InvalidDraftError(problems)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeFacts:
    """What decides on a customer's erasure."""

    open_complaints: int
    last_closed_on: date | None
    last_trade_on: date | None


class Counted(StrEnum):
    """What is counted before it is erased."""

    INTERACTION = "interaction"
    VISIT = "visit"
    TRANSACTION = "customer_transaction"
    COMPLAINT = "complaint"
    ATTACHMENT = "attachment"
    HOLDING = "holding"


COUNTED_WORDS = {
    Counted.INTERACTION: mark("{count} 条互动"),
    Counted.VISIT: mark("{count} 次回访"),
    Counted.TRANSACTION: mark("{count} 笔交易"),
    Counted.COMPLAINT: mark("{count} 件投诉"),
    Counted.ATTACHMENT: mark("{count} 个附件"),
    Counted.HOLDING: mark("{count} 项持有产品"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgePlan:
    """What an erasure would take, and what forbids it."""

    customer_id: CustomerId
    name: str
    code: str
    merged: tuple[str, ...] = ()
    rows: Mapping[str, int]
    holds: tuple[Sentence, ...] = ()

    @property
    def consequences(self) -> tuple[Sentence, ...]:
        """Say what will be gone, what stays, and until when copies hold it."""
        parts = [
            say(words, count=self.rows[kind])
            for kind, words in COUNTED_WORDS.items()
            if self.rows.get(kind)
        ]
        what = [say("{name}的资料", name=self.name), *parts]
        found = [
            say(
                "{what}，以及联系人、关系、授权、标签和查找索引都会删除，不能恢复",
                what=listed(what),
            )
        ]
        if self.merged:
            found.append(say("合并进来的档案也一起删除：{names}", names=listed(self.merged)))
        found.append(say("操作历史只留下什么时候由谁做过什么，内容和姓名都抹去；整本账仍可校验"))
        found.append(say("以前的备份里还有，直到这些备份被替换或删除"))
        return tuple(found)


def holds_of(facts: PurgeFacts, rule: RetentionRule, today: date) -> tuple[Sentence, ...]:
    """Say what forbids an erasure, or nothing."""
    found = []
    if facts.open_complaints:
        found.append(say("还有 {count} 件投诉没有结案", count=facts.open_complaints))
    if facts.last_closed_on is not None:
        until = years_after(facts.last_closed_on, rule.complaint_years)
        if until > today:
            words = mark("投诉结案后要保存 {years} 年，到 {day}")
            found.append(say(words, years=rule.complaint_years, day=until.isoformat()))
    if facts.last_trade_on is not None:
        until = years_after(facts.last_trade_on, rule.record_years)
        if until > today:
            words = mark("最后一笔交易后要保存 {years} 年，到 {day}")
            found.append(say(words, years=rule.record_years, day=until.isoformat()))
    return tuple(found)


def years_after(day: date, years: int) -> date:
    """Give the same day years later; 29 February becomes the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day and years % 4 else day.day)
