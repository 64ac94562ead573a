"""A saved view of the customer list: which customers, which columns, in which order."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from branchcrm.domain.customer import CustomerSort
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import StaffId, ViewId
from branchcrm.domain.wording import mark, say

LONGEST_NAME = 40
MOST_COLUMNS = 40
WIDEST = 2000
DENSITIES = ("", "compact", "standard", "roomy")


class ViewNameTakenError(BranchCrmError):
    """Another view that the person sees has the name."""

    happened = mark("没有保存：已经有叫“{name}”的视图")
    remedy = mark("换一个名称，或打开那个视图后覆盖它")


class ForeignViewError(BranchCrmError):
    """A view was to be changed that belongs to somebody else."""

    happened = mark("没有改动：视图“{name}”是{owner}的")
    remedy = mark("可以另存为自己的视图")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewColumn:
    """One column of a view; without a width the list finds one."""

    key: str
    width: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewDraft:
    """What a list looks like, to be kept under a name; `condition` is in stored words.

    Without columns the list shows the usual ones.
    """

    name: str = ""
    condition: str = ""
    columns: tuple[ViewColumn, ...] = ()
    sort_key: str = CustomerSort.LAST_SEEN
    is_descending: bool = True
    density: str = "standard"
    is_shared: bool = False
    is_pinned: bool = False

    def checked(self) -> "ViewDraft":
        """Give the draft as it is kept.

        Raises:
            InvalidDraftError: the name is missing or too long, or the looks make no sense.
        """
        name = " ".join(self.name.split())
        problems = []
        if not name:
            problems.append(FieldError("name", say("填写视图名称后才能保存")))
        if len(name) > LONGEST_NAME:
            words = say("最长 {limit} 个字，现在是 {count} 个", limit=LONGEST_NAME, count=len(name))
            problems.append(FieldError("name", words))
        widths = [one.width for one in self.columns if one.width is not None]
        if len(self.columns) > MOST_COLUMNS or any(not 0 < width <= WIDEST for width in widths):
            problems.append(FieldError("columns", say("列太多，或列宽超出范围")))
        if self.density not in DENSITIES:
            problems.append(FieldError("density", say("没有这种行高")))
        if problems:
            raise InvalidDraftError(problems)
        return replace(self, name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A view as the book keeps it, with whose it is."""

    id: ViewId
    owner_id: StaffId
    owner: str
    draft: ViewDraft
    position: int = 0
    updated_at: datetime | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """The name of the view."""
        return self.draft.name
