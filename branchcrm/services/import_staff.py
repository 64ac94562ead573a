"""Finds the people that a file names; those the branch does not know are added for review."""

from branchcrm.data.reading import Reading
from branchcrm.domain.ids import BranchId, StaffId
from branchcrm.domain.rights import Role
from branchcrm.domain.wording import Sentence, listed, say


class NamedStaff:
    """The people of the branch by name, as one import meets them."""

    def __init__(self, work: Reading, branch_id: BranchId) -> None:
        """Read who is there."""
        self._work = work
        self._branch_id = branch_id
        self._ids = {
            person.name: person.id for person in reversed(work.staff.all(with_inactive=True))
        }
        self._added: list[str] = []

    def id_of(self, name: str) -> StaffId | None:
        """Give the person of a name, added without a login where nobody has it."""
        if not name:
            return None
        if name not in self._ids:
            self._ids[name] = self._work.staff.add(
                branch_id=self._branch_id,
                name=name,
                role=Role.ACCOUNT_MANAGER,
                needs_review=True,
                now=self._work.clock.now(),
            )
            self._added.append(name)
        return self._ids[name]

    def notices(self) -> list[Sentence]:
        """Say whom the import added."""
        if not self._added:
            return []
        names = listed(self._added[:5])
        return [
            say(
                "新增 {count} 位没有登录名的员工（{names}），可在 设置 › 员工 里核对",
                count=len(self._added),
                names=names,
            )
        ]
