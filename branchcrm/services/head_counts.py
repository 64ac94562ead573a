"""How large the book is: what the rail counts, and whether anybody is in it yet."""

from branchcrm.domain.rights import Right
from branchcrm.services.context import Context, requires


class HeadCountService:
    """Counts the customers of the book, without what lists of them load."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def has_any(self) -> bool:
        """Tell whether the book has a customer at all."""
        with self.context.read() as work:
            return work.head_count.has_any()

    @requires(Right.SEE_CUSTOMERS)
    def count(self) -> int:
        """Count the customers of the book, from an index alone."""
        with self.context.read() as work:
            return work.head_count.count()
