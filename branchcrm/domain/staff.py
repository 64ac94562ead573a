"""The people of the branch."""

from dataclasses import dataclass

from branchcrm.domain.ids import BranchId, StaffId
from branchcrm.domain.rights import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """One person; without a login they are only named in records."""

    id: StaffId
    branch_id: BranchId
    name: str
    login: str | None
    role: Role
    is_active: bool
    needs_review: bool
