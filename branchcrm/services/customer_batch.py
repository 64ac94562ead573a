"""Writes the customers that a batch of rows created or changed."""

from collections import defaultdict
from dataclasses import replace
from typing import Final

from branchcrm.data.customer_values import COLUMNS, columns_of, values_of
from branchcrm.data.reading import Reading
from branchcrm.data.stored import StoredValue, stored
from branchcrm.domain.customer import CustomerFacts
from branchcrm.domain.ids import StaffId

_CREATED_COLUMNS: Final = (*COLUMNS, "code", "branch_id", "created_at", "updated_at")
_MANAGER: Final = COLUMNS.index("manager_id")
_CODE_DIGITS: Final = 6
_CODE_START: Final = "C-"


class CustomerBatch:
    """The customers that are about to be written, with the ids they will have."""

    def __init__(self, work: Reading, branch_id: int) -> None:
        """Write into the operation."""
        self._work = work
        self._branch_id = branch_id
        self._now = work.clock.now()
        self._next_code = work.imports.highest_code(branch_id) + 1
        self._first_id = work.imports.next_customer_id()
        self._created: list[tuple[CustomerFacts, StaffId | None]] = []
        self._given_codes: dict[str, int] = {}
        self._codes_of_file: set[str] = set()
        self._kept: dict[int, CustomerFacts] = {}
        self._changed: dict[int, CustomerFacts] = {}
        self.ids: set[int] = set()

    def load(self, ids: list[int]) -> None:
        """Read the customers of the book that the batch may change."""
        self._kept = self._work.imports.facts(ids) if ids else {}

    def facts(self, customer_id: int) -> CustomerFacts:
        """Give a customer as it stands with the rows before."""
        if customer_id >= self._first_id:
            facts, manager_id = self._created[customer_id - self._first_id]
            return replace(facts, manager_id=manager_id)
        if customer_id in self._changed:
            return self._changed[customer_id]
        if customer_id not in self._kept:
            self._kept |= self._work.imports.facts([customer_id])
        return self._kept[customer_id]

    def create(self, facts: CustomerFacts, manager_id: StaffId | None) -> int:
        """Take a new customer of a manager; one without a code gets the next free one."""
        if facts.code.startswith(_CODE_START):
            self._codes_of_file.add(facts.code)
            self._make_way(facts.code)
        self._created.append((facts, manager_id))
        return self._first_id + len(self._created) - 1

    def change(self, customer_id: int, facts: CustomerFacts) -> None:
        """Take a changed customer."""
        if customer_id >= self._first_id:
            self._created[customer_id - self._first_id] = (facts, facts.manager_id)
        else:
            self._changed[customer_id] = facts

    def write(self) -> None:
        """Write the batch."""
        self._write_created()
        self._write_changed()
        self._first_id = self._work.imports.next_customer_id()

    def _write_created(self) -> None:
        if not self._created:
            return
        rows: list[list[StoredValue]] = []
        now = stored(self._now)
        for number, (facts, manager_id) in enumerate(self._created, self._first_id):
            row = values_of(facts)
            row[_MANAGER] = manager_id
            row += (facts.code or self._free_code(number), self._branch_id, now, now)
            rows.append(row)
        self._work.imports.add_customers(_CREATED_COLUMNS, rows)
        self.ids.update(range(self._first_id, self._first_id + len(rows)))
        self._created = []

    def _free_code(self, customer_id: int) -> str:
        while True:
            code = f"{_CODE_START}{self._next_code:0{_CODE_DIGITS}d}"
            self._next_code += 1
            if code not in self._codes_of_file:
                self._given_codes[code] = customer_id
                return code

    def _make_way(self, code: str) -> None:
        """Give another code to a customer that got, a few rows before, the one of this row."""
        holder = self._given_codes.pop(code, None)
        if holder is not None:
            self._work.imports.change_customers(["code"], [(holder, self._free_code(holder))])

    def _write_changed(self) -> None:
        by_columns: dict[tuple[str, ...], list[list[StoredValue]]] = defaultdict(list)
        for number, facts in self._changed.items():
            before, after = columns_of(self._kept[number]), columns_of(facts)
            names = tuple(name for name, value in after.items() if value != before[name])
            if names:
                row = [number, *(stored(after[name]) for name in names), stored(self._now)]
                by_columns[*names, "updated_at"].append(row)
                self.ids.add(number)
        for columns, rows in by_columns.items():
            self._work.imports.change_customers(columns, rows)
        self._changed = {}
