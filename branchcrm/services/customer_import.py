"""Takes the rows of a customer table: matches them, merges or creates, counts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import repeat
from typing import Final

from branchcrm.domain.customer import CustomerFacts
from branchcrm.domain.wording import Sentence, say
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
from branchcrm.services.prepared_customers import PreparedCustomers
from branchcrm.services.repeated_rows import RepeatedRows

_MERGING: Final = frozenset({OnMatch.FILL, OnMatch.OVERWRITE})


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
        self._repeated: RepeatedRows | None = None
        self._sheet = ""
        self._usual = Decision(on_match=scene.request.on_match)

    @property
    def touched(self) -> Iterable[int]:
        """Give the customers whose figures changed."""
        return self._figures.customers

    def begin(self, table: SheetTable) -> None:
        """Take the next table."""
        self._sheet = table.head.name
        are_first = not self._matching.asks_book
        self._scene.work.imports.expect(table.head.rows, are_first=are_first)

    def take(self, read: PreparedCustomers) -> None:
        """Take rows of the table."""
        keys = _keys_in(read)
        self._matching.prepare(read.values, keys)
        self._batch.offer(read)
        doubtful = self._doubtful(read, keys)
        if self._matching.asks_book:
            self._repeated = RepeatedRows(read)
            self._load(read, keys, doubtful)
        ahead = 0
        for place in doubtful:
            self._add_all(read, keys, range(ahead, place))
            self._take_doubtful(read, place, keys.at(place))
            ahead = place + 1
        self._add_all(read, keys, range(ahead, len(read)))
        self._batch.write()
        self._figures.write()

    def _doubtful(self, read: PreparedCustomers, keys: RowKeys) -> Sequence[int]:
        """Give the places of the rows that must be looked at one by one, in order.

        Every other row brings a customer whom neither the book nor a row before it knows.
        """
        found = set(read.refused)
        for column in keys.columns:
            found.update(self._matching.known_places(column))
        if self._matching.asks_book:
            found.update(keys.missing(len(read)))
            removed = self._matching.removed_codes
            codes = read.values.get("code", ()) if removed else ()
            found.update(place for place, code in enumerate(codes) if code in removed)
        return sorted(found)

    def _add_all(self, read: PreparedCustomers, keys: RowKeys, places: range) -> None:
        """Create a customer from each of some rows, one after another in the table."""
        if not places:
            return
        some = slice(places.start, places.stop)
        id_of = self._scene.staff.id_of
        numbers = self._batch.create_all(
            places, [id_of(name) if name else None for name in read.managers[some]]
        )
        for column in keys.columns:
            self._matching.remember_all(column[some], numbers)
        for measure, values in read.figures.items():
            self._figures.add_first(numbers, measure, values[some])
        self._first_rows.add_all(numbers, read.numbers[some])
        self._tally.created += len(numbers)
        for place in places if read.issues else ():
            self._look_at(read, place)

    def _take_doubtful(self, read: PreparedCustomers, place: int, keys: Sequence[int]) -> None:
        if place in read.refused:
            self._tally.reject(self._sheet, read.rows[place], read.issues[place])
        elif not self._repeats(read, place, keys):
            self._take_one(read, place)

    def _repeats(self, read: PreparedCustomers, place: int, keys: Sequence[int]) -> bool:
        """Count a row that says nothing of its customer that the book does not hold."""
        number = self._matching.first(keys)
        kept = None if number is None else self._batch.stored(number)
        if kept is None or number is None or self._repeated is None:
            return False
        if self._decision(read.numbers[place]).on_match not in _MERGING:
            return False
        manager = read.managers[place]
        manager_id = self._scene.staff.id_of(manager) if manager else None
        if not self._repeated.says_nothing_more(place, kept, manager_id):
            return False
        self._count(read, place, number, is_changed=False)
        return True

    def _load(self, read: PreparedCustomers, keys: RowKeys, doubtful: Sequence[int]) -> None:
        """Read the customers of the book that doubtful rows may speak of."""
        names = read.values["name"]
        each = [(str(names[place]), keys.at(place)) for place in doubtful]
        self._matching.find_namesakes(name for name, mine in each if not mine)
        known: list[int] = []
        for name, mine in each:
            known += self._matching.numbers(mine) if mine else self._matching.namesakes(name)
        self._batch.load(known)
        self._figures.load(known)

    def _take_one(self, read: PreparedCustomers, place: int) -> None:
        facts = read.facts_at(place)
        if facts.code and facts.code in self._matching.removed_codes:
            reason = say("客户 {code} 在回收站里，先恢复再导入", code=facts.code)
            self._refuse(read, place, "customer_removed", reason)
            return
        keys = keys_of(facts)
        match = self._known.match(facts, keys)
        decision = self._decision(read.numbers[place])
        if match is None or decision.on_match is OnMatch.CREATE:
            if match is not None and match.on is MatchedOn.CODE:
                reason = say("客户编号 {code} 已经有了，不能再新建一位", code=facts.code)
                self._refuse(read, place, "code_taken", reason)
                return
            self._add(read, place, [key for _, key in keys])
        else:
            self._merge(read, place, facts, match, decision)

    def _add(self, read: PreparedCustomers, place: int, keys: Sequence[int]) -> None:
        """Create a customer from a row."""
        manager = read.managers[place]
        staff_id = self._scene.staff.id_of(manager) if manager else None
        number = self._batch.create_offered(place, staff_id)
        self._matching.remember(keys, repeat(number))
        self._first_rows.add(number, read.numbers[place])
        self._figures.add(number, read.figures_at(place))
        self._tally.created += 1
        self._look_at(read, place)

    def _decision(self, number: int) -> Decision:
        decisions = self._scene.request.decisions
        if not decisions:
            return self._usual
        return decisions.get(RowPlace(self._sheet, number)) or self._usual

    def _merge(
        self,
        read: PreparedCustomers,
        place: int,
        facts: CustomerFacts,
        match: Match,
        decision: Decision,
    ) -> None:
        kept = self._batch.facts(match.customer_id)
        offered = facts
        manager = read.managers[place] or ""
        if manager and decision.on_match is not OnMatch.SKIP:
            offered = replace(facts, manager_id=self._scene.staff.id_of(manager))
        if self._scene.on_duplicate is not None:
            self._scene.on_duplicate(
                Duplicate(
                    place=RowPlace(self._sheet, read.numbers[place]),
                    match=match,
                    kept=kept,
                    offered=offered,
                    manager=manager,
                    first_row=self._first_rows.of(match.customer_id),
                )
            )
        if decision.on_match is OnMatch.SKIP:
            self._tally.skipped += 1
            return
        after = merged(kept, offered, decision)
        if after != kept:
            self._batch.change(match.customer_id, after)
        self._count(read, place, match.customer_id, is_changed=after != kept)

    def _count(
        self, read: PreparedCustomers, place: int, customer_id: int, *, is_changed: bool
    ) -> None:
        """Count a row of a known customer, and take the figures that it reports."""
        self._figures.look_up(customer_id)
        has_figures = self._figures.add(customer_id, read.figures_at(place))
        if is_changed or has_figures:
            self._tally.updated += 1
        else:
            self._tally.unchanged += 1
        self._look_at(read, place)

    def _look_at(self, read: PreparedCustomers, place: int) -> None:
        if place in read.issues:
            self._tally.look_at(self._sheet, read.rows[place], read.issues[place])

    def _refuse(self, read: PreparedCustomers, place: int, code: str, reason: Sentence) -> None:
        issue = CellIssue(column=-1, field="code", code=code, reason=reason, is_fatal=True)
        issues = [issue, *read.issues.get(place, ())]
        self._tally.reject(self._sheet, read.rows[place], issues)


def _keys_in(read: PreparedCustomers) -> RowKeys:
    """Give the keys of every row; a refused one has none."""
    columns = key_columns(read.values, len(read))
    for place in read.refused:
        for column in columns:
            column[place] = None
    return RowKeys(columns)
