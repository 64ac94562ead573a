"""Who may do what: roles, rights, and the actor in whose name a use case runs."""

from dataclasses import dataclass
from enum import StrEnum

from branchcrm.domain.errors import NotAllowedError
from branchcrm.domain.ids import BranchId, StaffId
from branchcrm.domain.wording import mark, say


class Right(StrEnum):
    """One thing that a use case can require."""

    SEE_CUSTOMERS = "see_customers"
    EDIT_CUSTOMERS = "edit_customers"
    REMOVE_CUSTOMERS = "remove_customers"
    REVEAL = "reveal"
    EDIT_TRANSACTIONS = "edit_transactions"
    LOG_INTERACTIONS = "log_interactions"
    PLAN_VISITS = "plan_visits"
    HANDLE_COMPLAINTS = "handle_complaints"
    APPROVE_COMPLAINTS = "approve_complaints"
    APPLY_TIERS = "apply_tiers"
    EDIT_POLICY = "edit_policy"
    IMPORT = "import"
    EXPORT_MASKED = "export_masked"
    EXPORT_FULL = "export_full"
    SEE_BRANCH = "see_branch"
    SEE_HISTORY = "see_history"
    UNDO_OWN = "undo_own"
    UNDO_ANY = "undo_any"
    MANAGE_STAFF = "manage_staff"
    EDIT_SETTINGS = "edit_settings"
    BACKUP = "backup"
    RESTORE = "restore"
    PURGE = "purge"
    HAND_OVER = "hand_over"


class Role(StrEnum):
    """A person's place in the branch; each role is a set of rights."""

    CLERK = "clerk"
    ACCOUNT_MANAGER = "account_manager"
    BRANCH_MANAGER = "branch_manager"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_LABELS = {
    Role.CLERK: mark("柜员"),
    Role.ACCOUNT_MANAGER: mark("客户经理"),
    Role.BRANCH_MANAGER: mark("网点负责人"),
    Role.AUDITOR: mark("审计员"),
    Role.ADMINISTRATOR: mark("管理员"),
}

RIGHT_LABELS = {
    Right.SEE_CUSTOMERS: mark("查看客户"),
    Right.EDIT_CUSTOMERS: mark("编辑客户"),
    Right.REMOVE_CUSTOMERS: mark("删除客户"),
    Right.REVEAL: mark("查看完整号码"),
    Right.EDIT_TRANSACTIONS: mark("编辑交易"),
    Right.LOG_INTERACTIONS: mark("记录互动"),
    Right.PLAN_VISITS: mark("安排回访"),
    Right.HANDLE_COMPLAINTS: mark("处理投诉"),
    Right.APPROVE_COMPLAINTS: mark("审批投诉"),
    Right.APPLY_TIERS: mark("重算分层"),
    Right.EDIT_POLICY: mark("修改分层规则"),
    Right.IMPORT: mark("导入"),
    Right.EXPORT_MASKED: mark("导出（脱敏）"),
    Right.EXPORT_FULL: mark("导出完整号码"),
    Right.SEE_BRANCH: mark("查看全网点"),
    Right.SEE_HISTORY: mark("查看操作历史"),
    Right.UNDO_OWN: mark("撤销自己的操作"),
    Right.UNDO_ANY: mark("撤销任何操作"),
    Right.MANAGE_STAFF: mark("管理员工"),
    Right.EDIT_SETTINGS: mark("修改设置"),
    Right.BACKUP: mark("备份"),
    Right.RESTORE: mark("恢复备份"),
    Right.PURGE: mark("永久删除"),
    Right.HAND_OVER: mark("移交客户"),
}

_CLERK_RIGHTS = frozenset(
    {
        Right.SEE_CUSTOMERS,
        Right.EDIT_CUSTOMERS,
        Right.REVEAL,
        Right.EDIT_TRANSACTIONS,
        Right.LOG_INTERACTIONS,
        Right.PLAN_VISITS,
        Right.HANDLE_COMPLAINTS,
        Right.IMPORT,
        Right.EXPORT_MASKED,
        Right.SEE_HISTORY,
        Right.UNDO_OWN,
        Right.BACKUP,
    }
)
_ACCOUNT_MANAGER_RIGHTS = _CLERK_RIGHTS | {Right.REMOVE_CUSTOMERS}
_BRANCH_MANAGER_RIGHTS = frozenset(Right) - {Right.MANAGE_STAFF, Right.RESTORE, Right.PURGE}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CLERK: _CLERK_RIGHTS,
    Role.ACCOUNT_MANAGER: _ACCOUNT_MANAGER_RIGHTS,
    Role.BRANCH_MANAGER: _BRANCH_MANAGER_RIGHTS,
    Role.AUDITOR: frozenset({Right.SEE_CUSTOMERS, Right.SEE_BRANCH, Right.SEE_HISTORY}),
    Role.ADMINISTRATOR: frozenset(Right),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person in whose name a use case runs."""

    staff_id: StaffId
    name: str
    role: Role
    branch_id: BranchId

    def may(self, right: Right) -> bool:
        """Tell whether the role holds the right."""
        return right in RIGHTS[self.role]

    def require(self, right: Right) -> None:
        """Refuse unless the role holds the right.

        Raises:
            NotAllowedError: the role lacks the right.
        """
        if not self.may(right):
            raise NotAllowedError(right=say(RIGHT_LABELS[right]), role=say(ROLE_LABELS[self.role]))
