"""How many customers there are, without what lists of them need."""

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from branchcrm.data.tables import customer

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

_IS_KEPT = customer.c.removed_at.is_(None)


class HeadCount:
    """Counts customers from the index of what was removed."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._connection = work.connection

    def has_any(self) -> bool:
        """Tell whether a single customer is there, without counting them."""
        query = select(customer.c.id).where(_IS_KEPT).limit(1)
        return self._connection.execute(query).scalar() is not None

    def count(self) -> int:
        """Count the customers."""
        return int(self._connection.execute(select(func.count()).where(_IS_KEPT)).scalar_one())
