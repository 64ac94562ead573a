"""What a user can do about the quality of records: see what is missing or wrong, by clerk."""

from dataclasses import dataclass, field

from branchcrm.domain.customer import CustomerFilter, CustomerOrder, CustomerSort
from branchcrm.domain.ids import StaffId
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.quality import Quality, QualityIssue, quality_of
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import say
from branchcrm.reference.regions import is_known_region
from branchcrm.services.context import Context, requires

PART = 500
MOST_KEPT = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityReport:
    """How good the records are as a whole, and those to be worked on, the most valuable first."""

    customers: int
    completeness: int
    valid: int
    counts: dict[QualityIssue, int]
    rows: tuple[Quality, ...]


class QualityService:
    """The use cases of the data-quality desk."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def report(
        self, manager_id: StaffId | None = None, progress: Progress | None = None
    ) -> QualityReport:
        """Look over every record, or those of one clerk.

        Raises:
            CancelledError: the user stopped it.
        """
        progress = progress or NoProgress()
        today = self.context.clock.today()
        tally = _Tally()
        order = CustomerOrder(column=CustomerSort.TIER)
        with self.context.read() as work:
            ids = work.customers.ids(CustomerFilter(manager_id=manager_id), order)
            for start in range(0, len(ids), PART):
                progress.report(start, len(ids), say("检查客户资料"))
                for one in work.customers.many(ids[start : start + PART]):
                    tally.add(quality_of(one, today, is_known_region))
        return tally.report(len(ids))


@dataclass(slots=True)
class _Tally:
    """Counts what was found, and keeps the first of those to be worked on."""

    complete: int = 0
    valid: int = 0
    counts: dict[QualityIssue, int] = field(default_factory=dict)
    kept: list[Quality] = field(default_factory=list)

    def add(self, found: Quality) -> None:
        self.complete += found.completeness
        self.valid += not found.is_wrong
        for issue in found.issues:
            self.counts[issue] = self.counts.get(issue, 0) + 1
        if found.issues and len(self.kept) < MOST_KEPT:
            self.kept.append(found)

    def report(self, customers: int) -> QualityReport:
        return QualityReport(
            customers=customers,
            completeness=self.complete // customers if customers else 0,
            valid=self.valid,
            counts=self.counts,
            rows=tuple(self.kept),
        )
