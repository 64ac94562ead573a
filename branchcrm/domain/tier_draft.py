"""Tier rules in the making: a draft that a second person reviews before it counts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import StaffId
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.wording import mark


class DraftState(StrEnum):
    """How far a rule in the making is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDraft:
    """The rule in the making; `edit` names the operation that last wrote it."""

    policy: Policy
    state: DraftState
    note: str
    author_id: StaffId | None
    author: str
    edited_at: datetime
    edit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who wrote and who approved a version of the rule."""

    author: str
    approver: str
    note: str


class DraftChangedError(BranchCrmError):
    """Somebody else saved the draft meanwhile."""

    happened = mark("没有保存草稿：{name}刚刚改过同一份草稿")
    remedy = mark("重新打开草稿，在最新的内容上修改")


class NoDraftError(BranchCrmError):
    """There is no draft to act on."""

    happened = mark("没有规则草稿")
    remedy = mark("先在分层页面修改规则")


class SecondPersonError(BranchCrmError):
    """The author cannot approve the own rule while somebody else can."""

    happened = mark("没有应用：规则由{name}起草，要由另一位有权限的同事复核")
    remedy = mark("提交复核，由同事登录后应用或退回")
