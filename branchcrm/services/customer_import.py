"""Takes the rows of a customer table: matches them, merges or creates, counts."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat
from typing import Final

from branchcrm.domain.customer import CustomerFacts
from branchcrm.domain.wording import Sentence, say
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.customer_columns import CustomerCandidate, CustomerColumns
from branchcrm.exchange.customer_rows import CustomerRows
from branchcrm.exchange.issues import CellIssue
from branchcrm.services.customer_batch import CustomerBatch
from branchcrm.services.customer_matching import (
    CustomerMatching,
    Match,
    MatchedOn,
    RowKeys,
    key_columns,
    keys_of,
)
from branchcrm.services.figure_batch import FigureBatch
from branchcrm.services.first_rows import FirstRows
from branchcrm.services.import_flow import SheetTable
from branchcrm.services.import_merge import merged
from branchcrm.services.import_scene import Duplicate, ImportScene
from branchcrm.services.import_terms import Decision, OnMatch, RowPlace
from branchcrm.services.known_customers import KnownCustomers

BATCH_ROWS: Final = 1000


class CustomerImporter:
    """Takes the rows of customer tables in one operation."""

    def __init__(self, scene: ImportScene) -> None:
        """Work in the scene."""
        self._scene = scene
        self._tally = scene.tally
        self._matching = CustomerMatching(scene.work.imports, scene.branch_id)
        self._batch = CustomerBatch(scene.work, scene.branch_id)
        self._known = KnownCustomers(self._matching, self._batch)
        self._figures = FigureBatch(scene.work, scene.file_name)
        self._first_rows = FirstRows()
        self._rows: CustomerRows | None = None
        self._sheet = ""
        self._usual = Decision(on_match=scene.request.on_match)

    @property
    def touched(self) -> set[int]:
        """Give the customers whose figures changed."""
        return self._figures.customers

    def begin(self, table: SheetTable) -> None:
        """Take the next table."""
        self._sheet = table.head.name
        own = self._scene.work.own_fields.in_use()
        self._rows = CustomerRows(table.matched, table.rules, own)
        if not self._matching.asks_book:
            self._scene.work.imports.pause_indexes()

    def end(self) -> None:
        """Finish the table."""
        self._scene.work.imports.resume_indexes()

    def records(self, rows: list[SheetRow]) -> None:
        """Take records of the table."""
        for start in range(0, len(rows), BATCH_ROWS):
            self._take(rows[start : start + BATCH_ROWS])

    def _take(self, rows: list[SheetRow]) -> None:
        if self._rows is None:
            return
        read = self._rows.read(rows)
        keys = _keys_in(read)
        self._matching.prepare(read.facts, keys)
        self._batch.offer(read)
        if self._matching.asks_book:
            self._load(read, keys)
        if self._are_all_unknown(read, keys):
            self._add_all(read, keys)
        else:
            self._take_each(read, keys)
        self._batch.write()
        self._figures.write()

    def _are_all_unknown(self, read: CustomerColumns, keys: RowKeys) -> bool:
        """Tell that every row brings a customer whom neither the book nor another row knows."""
        if read.refused or not self._matching.knows_none(keys.all()):
            return False
        is_asked = self._matching.asks_book
        return not is_asked or (keys.are_everywhere() and not self._matching.removed_codes)

    def _add_all(self, read: CustomerColumns, keys: RowKeys) -> None:
        """Create a customer from every row."""
        facts, staff = read.facts, self._scene.staff
        if "code" in facts:
            facts["name"] = [
                name or code for name, code in zip(facts["name"], facts["code"], strict=True)
            ]
        ids = {name: staff.id_of(name) for name in dict.fromkeys(read.managers) if name}
        numbers = self._batch.create_all([ids[name] if name else None for name in read.managers])
        for column in keys.columns:
            self._matching.remember_all(column, numbers)
        for measure, values in read.figures.items():
            self._figures.add_first(numbers, measure, values)
        self._first_rows.add_all(numbers, [row.number for row in read.rows])
        self._tally.created += len(numbers)
        for place, issues in read.issues.items():
            self._tally.look_at(self._sheet, read.rows[place], issues)

    def _take_each(self, read: CustomerColumns, keys: RowKeys) -> None:
        for place, row in enumerate(read.rows):
            if place in read.refused:
                self._tally.reject(self._sheet, row, read.issues[place])
            elif self._is_unknown(read, place, mine := keys.at(place)):
                self._add(read, place, mine)
            else:
                self._take_one(read, place)

    def _load(self, read: CustomerColumns, keys: RowKeys) -> None:
        """Read the customers of the book that the rows may speak of."""
        each = [keys.at(place) for place in range(len(read))]
        names = read.facts["name"]
        self._matching.find_namesakes(names[place] for place, mine in enumerate(each) if not mine)
        known = [
            number
            for place, mine in enumerate(each)
            if not mine or self._matching.knows_any(mine)
            for number in self._known.possible(read.facts_at(place))
        ]
        self._batch.load(known)
        self._figures.load(known)

    def _is_unknown(self, read: CustomerColumns, place: int, keys: Sequence[int]) -> bool:
        """Tell that no customer of the book, or of the rows before, can be meant."""
        if self._matching.knows_any(keys):
            return False
        removed = self._matching.removed_codes
        is_removed = removed and read.facts["code"][place] in removed
        return not self._matching.asks_book or bool(keys and not is_removed)

    def _take_one(self, read: CustomerColumns, place: int) -> None:
        row, candidate = read.rows[place], read[place]
        facts = read.facts_at(place)
        if facts.code and facts.code in self._matching.removed_codes:
            reason = say("客户 {code} 在回收站里，先恢复再导入", code=facts.code)
            self._refuse(row, candidate, "customer_removed", reason)
            return
        keys = keys_of(facts)
        match = self._known.match(facts, keys)
        decision = self._decision(row.number)
        if match is None or decision.on_match is OnMatch.CREATE:
            if match is not None and match.on is MatchedOn.CODE:
                reason = say("客户编号 {code} 已经有了，不能再新建一位", code=facts.code)
                self._refuse(row, candidate, "code_taken", reason)
                return
            self._add(read, place, [key for _, key in keys])
        else:
            self._merge(row, candidate, facts, match, decision)

    def _add(self, read: CustomerColumns, place: int, keys: Sequence[int]) -> None:
        """Create a customer from a row."""
        facts = read.facts
        if not facts["name"][place]:
            facts["name"][place] = facts["code"][place]
        manager = read.managers[place]
        staff_id = self._scene.staff.id_of(manager) if manager else None
        number = self._batch.create_offered(place, staff_id)
        self._matching.remember(keys, repeat(number))
        self._first_rows.add(number, read.rows[place].number)
        self._figures.add(number, read.figures_at(place))
        self._tally.created += 1
        if place in read.issues:
            self._tally.look_at(self._sheet, read.rows[place], read.issues[place])

    def _decision(self, number: int) -> Decision:
        decisions = self._scene.request.decisions
        if not decisions:
            return self._usual
        return decisions.get(RowPlace(self._sheet, number)) or self._usual

    def _merge(
        self,
        row: SheetRow,
        candidate: CustomerCandidate,
        facts: CustomerFacts,
        match: Match,
        decision: Decision,
    ) -> None:
        kept = self._batch.facts(match.customer_id)
        offered = facts
        if candidate.manager and decision.on_match is not OnMatch.SKIP:
            offered = replace(facts, manager_id=self._scene.staff.id_of(candidate.manager))
        if self._scene.on_duplicate is not None:
            place = RowPlace(self._sheet, row.number)
            self._scene.on_duplicate(
                Duplicate(
                    place=place,
                    match=match,
                    kept=kept,
                    offered=offered,
                    manager=candidate.manager,
                    first_row=self._first_rows.of(match.customer_id),
                )
            )
        if decision.on_match is OnMatch.SKIP:
            self._tally.skipped += 1
            return
        after = merged(kept, offered, decision)
        if after != kept:
            self._batch.change(match.customer_id, after)
        self._figures.look_up(match.customer_id)
        has_figures = self._figures.add(match.customer_id, candidate.figures)
        if after != kept or has_figures:
            self._tally.updated += 1
        else:
            self._tally.unchanged += 1
        self._look_at(row, candidate)

    def _look_at(self, row: SheetRow, candidate: CustomerCandidate) -> None:
        if candidate.issues:
            self._tally.look_at(self._sheet, row, candidate.issues)

    def _refuse(
        self, row: SheetRow, candidate: CustomerCandidate, code: str, reason: Sentence
    ) -> None:
        issue = CellIssue(column=-1, field="code", code=code, reason=reason, is_fatal=True)
        self._tally.reject(self._sheet, row, [issue, *candidate.issues])


def _keys_in(read: CustomerColumns) -> RowKeys:
    """Give the keys of every row; a refused one has none."""
    columns = key_columns(read.facts, len(read))
    for place in read.refused:
        for column in columns:
            column[place] = None
    return RowKeys(columns)
