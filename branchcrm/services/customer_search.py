"""What a search as one types needs: the best finds as list lines, and being ready for them."""

from collections.abc import Sequence

from branchcrm.domain.customer import CustomerRow
from branchcrm.domain.filter_field import FilterField
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from branchcrm.services.context import Context, requires


class CustomerSearchService:
    """The use cases of searching a list while one types."""

    def __init__(self, context: Context) -> None:
        """Work in a context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def make_ready(self, progress: Progress) -> None:
        """Read what searches keep in memory, so that the first one does not have to."""
        with self.context.read() as work:
            count = len(work.ranks)
            progress.report(0, count)
            work.foremost()

    @requires(Right.SEE_CUSTOMERS)
    def best_rows(
        self, text: str, limit: int, fields: Sequence[FilterField] = ()
    ) -> tuple[list[CustomerRow], bool]:
        """Give the list lines of the best finds, and tell whether these are all."""
        with self.context.read() as work:
            found = work.customers.search(text, limit)
            return work.customers.rows(found.ids, text, fields), found.total <= len(found.ids)
