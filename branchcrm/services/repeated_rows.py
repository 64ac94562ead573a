"""Tells at a glance which rows of a file only repeat what the book holds, column by column."""

from collections.abc import Mapping, Sequence
from typing import Final

from branchcrm.data.customer_values import BIRTHDAY_COLUMNS, NAME_COLUMNS
from branchcrm.data.imports import KEPT_COLUMNS
from branchcrm.data.stored import StoredValue
from branchcrm.domain.customer import Stage
from branchcrm.services.prepared_customers import PreparedCustomers

# A kind is found from the name and a reading worked out: files do not change them.
_NOT_COMPARED: Final = frozenset({"kind", "name", "manager_id", *NAME_COLUMNS, *BIRTHDAY_COLUMNS})
_PLACES: Final[Mapping[str, int]] = {name: place for place, name in enumerate(KEPT_COLUMNS)}
_NAME, _CODE, _MANAGER = _PLACES["name"], _PLACES["code"], _PLACES["manager_id"]
_MONTH: Final = "birth_month"
_USUAL: Final[Mapping[str, StoredValue]] = {"stage": str(Stage.ACTIVE)}


class RepeatedRows:
    """The rows of a batch, beside customers as the book holds them."""

    def __init__(self, rows: PreparedCustomers) -> None:
        """Look at the columns that some row fills."""
        values = rows.values
        self._own = rows.own
        self._names = values["name"]
        self._codes = values.get("code")
        self._plain = [
            (column, _PLACES[name], _USUAL.get(name))
            for name, column in values.items()
            if name not in _NOT_COMPARED
        ]
        self._months = values.get(_MONTH)
        nothing: Sequence[StoredValue] = [None] * len(rows)
        self._birthdays = [(values.get(name, nothing), _PLACES[name]) for name in BIRTHDAY_COLUMNS]

    def says_nothing_more(
        self, place: int, kept: Sequence[StoredValue], manager_id: int | None
    ) -> bool:
        """Tell whether a row, by a manager of this number, brings nothing to a customer.

        One that does may still bring nothing by what was decided; that is looked at with care.
        """
        if self._own is not None and self._own[place]:
            return False
        for column, held, usual in self._plain:
            value = column[place]
            if value is not None and value != kept[held] and value != usual:
                return False
        name = self._names[place]
        if name and name != kept[_NAME] and (not self._codes or name != self._codes[place]):
            return False
        if manager_id is not None and manager_id != kept[_MANAGER]:
            return False
        return not (self._months and self._months[place]) or all(
            column[place] == kept[held] for column, held in self._birthdays
        )
