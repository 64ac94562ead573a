"""The people of the branch in the book."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from branchcrm.data.tables import branch, staff
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import BranchId, StaffId
from branchcrm.domain.rights import Role
from branchcrm.domain.staff import Staff
from branchcrm.domain.wording import mark, say

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

STAFF_WORD = mark("员工")


class StaffRepository:
    """Reads and writes staff and the branch they belong to."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def add_branch(self, name: str, code: str) -> BranchId:
        """Create a branch."""
        return BranchId(self._work.rows.insert(branch, {"name": name, "code": code}))

    def rename_branch(self, branch_id: BranchId, name: str) -> bool:
        """Give the branch another name; tell whether it was different."""
        return self._work.rows.update(branch, branch_id, {"name": name})

    def branch_name(self, branch_id: BranchId) -> str:
        """Give the name of a branch."""
        query = select(branch.c.name).where(branch.c.id == branch_id)
        return str(self._connection.execute(query).scalar_one())

    def add(
        self,
        *,
        branch_id: BranchId,
        name: str,
        role: Role,
        login: str | None = None,
        needs_review: bool = False,
        now: datetime,
    ) -> StaffId:
        """Create a person; one without login is only named in records."""
        values = {
            "branch_id": branch_id,
            "name": name,
            "login": login,
            "role": role,
            "is_active": True,
            "needs_review": needs_review,
            "created_at": now,
        }
        return StaffId(self._work.rows.insert(staff, values))

    def change(self, staff_id: StaffId, **values: object) -> bool:
        """Change columns of a person (name, login, role, is_active, needs_review)."""
        return self._work.rows.update(staff, staff_id, values)

    def get(self, staff_id: StaffId) -> Staff:
        """Give one person.

        Raises:
            NotFoundError: there is nobody with that id.
        """
        row = self._connection.execute(select(staff).where(staff.c.id == staff_id)).first()
        if row is None:
            raise NotFoundError(what=say(STAFF_WORD), key=str(staff_id))
        return _staff(row)

    def by_login(self, login: str) -> Staff | None:
        """Give the person who logs in under a name."""
        row = self._connection.execute(select(staff).where(staff.c.login == login)).first()
        return None if row is None else _staff(row)

    def by_name(self, name: str) -> Staff | None:
        """Give the first person of a name."""
        query = select(staff).where(staff.c.name == name).order_by(staff.c.id)
        row = self._connection.execute(query).first()
        return None if row is None else _staff(row)

    def all(self, *, with_inactive: bool = False) -> list[Staff]:
        """List the people, in the order they were made."""
        query = select(staff).order_by(staff.c.id)
        if not with_inactive:
            query = query.where(staff.c.is_active == 1)
        return [_staff(row) for row in self._connection.execute(query).all()]


def _staff(row: Row[Any]) -> Staff:
    return Staff(
        id=StaffId(row.id),
        branch_id=BranchId(row.branch_id),
        name=row.name,
        login=row.login,
        role=Role(row.role),
        is_active=bool(row.is_active),
        needs_review=bool(row.needs_review),
    )
