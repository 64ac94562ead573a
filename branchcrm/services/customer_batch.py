"""Writes the customers that a batch of rows created or changed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final

from branchcrm.data.customer_values import (
    COLUMNS,
    changed_columns,
    facts_of_stored,
    stored_columns,
)
from branchcrm.data.imports import KEPT_COLUMNS
from branchcrm.data.reading import Reading
from branchcrm.data.search_created import with_code
from branchcrm.data.stored import StoredValue, stored
from branchcrm.domain.customer import CustomerFacts, OwnValue
from branchcrm.domain.ids import StaffId
from branchcrm.services.prepared_customers import PreparedCustomers

_CREATED_COLUMNS: Final = (*COLUMNS, "code", "branch_id", "created_at", "updated_at")
_FACT_FIELDS: Final = tuple(one.name for one in fields(CustomerFacts))
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
        self._created: list[tuple[int, StaffId | None]] = []
        self._offered: PreparedCustomers | None = None
        self._own: list[CustomerFacts] = []
        self._given_codes: dict[str, int] = {}
        self._codes_of_file: set[str] = set()
        self._kept: dict[int, CustomerFacts] = {}
        self._stored: dict[int, tuple[StoredValue, ...]] = {}
        self._held_own: dict[int, dict[str, OwnValue]] = {}
        self._changed: dict[int, CustomerFacts] = {}
        self._used: set[str] = set()
        self.changed: set[int] = set()

    def load(self, ids: list[int]) -> None:
        """Read the customers of the book that the batch may change."""
        self._kept, self._stored, self._held_own = {}, {}, {}
        if ids:
            self._read(ids)

    def _read(self, ids: Sequence[int]) -> None:
        self._stored |= self._work.imports.stored(ids)
        self._held_own |= self._work.own_values.of_many(ids)

    def stored(self, customer_id: int) -> tuple[StoredValue, ...] | None:
        """Give what the book holds of one it was loaded of, and that no row before changed."""
        return None if customer_id in self._changed else self._stored.get(customer_id)

    def facts(self, customer_id: int) -> CustomerFacts:
        """Give a customer as it stands with the rows before."""
        if customer_id >= self._first_id:
            place, manager_id = self._created[customer_id - self._first_id]
            facts = self._own[place] if self._offered is None else self._offered.facts_at(place)
            return replace(facts, manager_id=manager_id)
        if customer_id in self._changed:
            return self._changed[customer_id]
        return self._as_kept(customer_id)

    def _as_kept(self, customer_id: int) -> CustomerFacts:
        if customer_id not in self._kept:
            if customer_id not in self._stored:
                self._read([customer_id])
            held = dict(zip(KEPT_COLUMNS, self._stored[customer_id], strict=True))
            own = self._held_own.get(customer_id)
            self._kept[customer_id] = facts_of_stored(held, own)
        return self._kept[customer_id]

    def offer(self, offered: PreparedCustomers) -> None:
        """Take the columns of a batch, whose rows are then created by their places."""
        self._offered = offered

    def create_offered(self, place: int, manager_id: StaffId | None) -> int:
        """Take a new customer of a manager from a row of the columns; as `create`."""
        return self.create_all(range(place, place + 1), [manager_id])[0]

    def create_all(self, places: range, managers: Sequence[StaffId | None]) -> range:
        """Take a new customer from each of some rows of the columns; give their ids."""
        if self._offered is not None:
            codes = self._offered.values.get("code", ())[places.start : places.stop]
            for code in codes:
                if code is not None:
                    self._note_code(str(code))
        first = self._first_id + len(self._created)
        self._created += zip(places, managers, strict=True)
        return range(first, first + len(managers))

    def create(self, facts: CustomerFacts, manager_id: StaffId | None) -> int:
        """Take a new customer of a manager; one without a code gets the next free one."""
        self._note_code(facts.code)
        self._own.append(facts)
        return self._create(len(self._own) - 1, manager_id)

    def _create(self, place: int, manager_id: StaffId | None) -> int:
        self._created.append((place, manager_id))
        return self._first_id + len(self._created) - 1

    def _note_code(self, code: str) -> None:
        if code.startswith(_CODE_START):
            self._codes_of_file.add(code)
            self._make_way(code)

    def change(self, customer_id: int, facts: CustomerFacts) -> None:
        """Take a changed customer."""
        if customer_id >= self._first_id:
            created = customer_id - self._first_id
            place, _ = self._created[created]
            self._created[created] = (place, facts.manager_id)
            if self._offered is None:
                self._own[place] = facts
            else:
                self._offered.set_facts(place, facts)
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
        count = len(self._created)
        columns, own, tokens = self._created_columns(count)
        given = columns.get("code", [None] * count)
        codes = [
            code or self._free_code(number) for number, code in enumerate(given, self._first_id)
        ]
        named: dict[str, Sequence[StoredValue]] = {
            "code": codes,
            "name": [str(name or code) for name, code in zip(columns["name"], codes, strict=True)],
            "manager_id": [manager_id for _, manager_id in self._created],
            "branch_id": [self._branch_id] * count,
            "created_at": [stored(self._now)] * count,
            "updated_at": [stored(self._now)] * count,
        }
        if tokens is not None:
            tokens = [
                text if own_code else with_code(text, str(code))
                for text, own_code, code in zip(tokens, given, codes, strict=True)
            ]
        self._work.imports.add_customers(self._filled({**columns, **named}, count), tokens)
        if own is not None:
            created = range(self._first_id, self._first_id + count)
            self._work.own_values.write_first(zip(created, own, strict=True))
        self._created = []
        self._own = []

    def _filled(
        self, columns: Mapping[str, Sequence[StoredValue]], count: int
    ) -> dict[str, Sequence[StoredValue]]:
        """Give the columns without those that no row of the file has filled so far."""
        self._used |= {name for name, column in columns.items() if column.count(None) < count}
        nothing = [None] * count
        return {name: columns.get(name, nothing) for name in _CREATED_COLUMNS if name in self._used}

    def _created_columns(
        self, count: int
    ) -> tuple[Mapping[str, Sequence[StoredValue]], Sequence[Any] | None, Sequence[str] | None]:
        """Give what is kept of those who are created, and their values of the branch's fields.

        And their search tokens, where they were made ready.
        """
        if self._offered is None:
            facts = {name: [getattr(one, name) for one in self._own] for name in _FACT_FIELDS}
            columns = dict(zip(COLUMNS, stored_columns(facts, count), strict=True))
            return {**columns, "code": facts["code"]}, facts["own"], None
        values, own = self._offered.values, self._offered.own
        tokens = self._offered.tokens
        places = [place for place, _ in self._created]
        if len(places) == len(self._offered):  # every row, in order
            return values, own, tokens
        taken = {name: list(map(column.__getitem__, places)) for name, column in values.items()}
        if tokens is not None:
            tokens = list(map(tokens.__getitem__, places))
        taken_own = None if own is None else list(map(own.__getitem__, places))
        return taken, taken_own, tokens

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
            after = changed_columns(self._as_kept(number), facts)
            names = tuple(after)
            is_own_changed = facts.own != self._as_kept(number).own
            if is_own_changed:
                self._work.own_values.put(number, facts.own)
            if names or is_own_changed:
                row = [number, *(stored(after[name]) for name in names), stored(self._now)]
                by_columns[*names, "updated_at"].append(row)
                self.changed.add(number)
        for columns, rows in by_columns.items():
            self._work.imports.change_customers(columns, rows)
        self._changed = {}
