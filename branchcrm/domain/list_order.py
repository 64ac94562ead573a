"""The order of a list by the key of a column: one that every list has, or any field."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from branchcrm.domain.customer import CustomerOrder, CustomerSort
from branchcrm.domain.filter_field import FieldCatalogue

ALERTS: Final = "alerts"
"""The column of what to look out for, which is no field: its first sign are complaints."""

_SORTS: Final[Mapping[str, CustomerSort]] = MappingProxyType(
    {
        **{str(sort): sort for sort in CustomerSort},
        "amount_12m": CustomerSort.AMOUNT,
        "open_complaints": CustomerSort.COMPLAINTS,
        ALERTS: CustomerSort.COMPLAINTS,
    }
)
"""The columns with an order of their own, by their keys and by those of their fields.

`complaints` as a field is asked for so many days and has no order; the word means this column.
"""


def order_by(
    key: str, catalogue: FieldCatalogue, *, is_descending: bool = False
) -> CustomerOrder | None:
    """Give the order by a column; None where no list has it."""
    sort = _SORTS.get(key)
    if sort is not None:
        return CustomerOrder(column=sort, is_descending=is_descending)
    field = catalogue.get(key) or catalogue.named(key)
    if field is None or not field.is_column:
        return None
    if field.key in _SORTS:
        return order_by(field.key, catalogue, is_descending=is_descending)
    return CustomerOrder(by=field, is_descending=is_descending)
