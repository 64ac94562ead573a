"""Takes the rows of a customer table: matches them, merges or creates, counts."""

from dataclasses import replace
from typing import Final

from branchcrm.domain.customer import CustomerFacts
from branchcrm.domain.wording import Sentence, say
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.customer_rows import CustomerCandidate, CustomerRows
from branchcrm.exchange.issues import CellIssue
from branchcrm.services.customer_batch import CustomerBatch
from branchcrm.services.customer_matching import (
    WEAK,
    CustomerMatching,
    Keys,
    Match,
    MatchedOn,
    keys_of,
)
from branchcrm.services.figure_batch import FigureBatch
from branchcrm.services.import_flow import SheetTable
from branchcrm.services.import_merge import contradicts, merged, says_nothing_more
from branchcrm.services.import_scene import Duplicate, ImportScene
from branchcrm.services.import_terms import Decision, OnMatch, RowPlace

BATCH_ROWS: Final = 1000


class CustomerImporter:
    """Takes the rows of customer tables in one operation."""

    def __init__(self, scene: ImportScene) -> None:
        """Work in the scene."""
        self._scene = scene
        self._tally = scene.tally
        self._matching = CustomerMatching(scene.work.imports, scene.branch_id)
        self._batch = CustomerBatch(scene.work, scene.branch_id)
        self._figures = FigureBatch(scene.work, scene.file_name)
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
        self._rows = CustomerRows(table.matched, table.rules)
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
        candidates = list(zip(rows, self._rows.read(rows), strict=True))
        offered = [one.facts for _, one in candidates if one.facts is not None]
        self._matching.prepare(offered)
        if self._matching.asks_book:
            known = [number for facts in offered for number in self._possible(facts)]
            self._batch.load(known)
            self._figures.load(known)
        for row, candidate in candidates:
            self._take_one(row, candidate)
        self._batch.write()
        self._figures.write()

    def _take_one(self, row: SheetRow, candidate: CustomerCandidate) -> None:
        facts = candidate.facts
        if facts is None:
            self._tally.reject(self._sheet, row, candidate.issues)
            return
        if facts.code and facts.code in self._matching.removed_codes:
            reason = say("客户 {code} 在回收站里，先恢复再导入", code=facts.code)
            self._refuse(row, candidate, "customer_removed", reason)
            return
        keys = keys_of(facts)
        match = self._match(facts, keys)
        decision = self._decision(row.number)
        if match is None or decision.on_match is OnMatch.CREATE:
            self._create(row, candidate, match, keys)
        else:
            self._merge(row, candidate, facts, match, decision)

    def _match(self, offered: CustomerFacts, keys: Keys) -> Match | None:
        """Give the customer that the row speaks of, unless a surer number says otherwise."""
        for match in self._matching.matches(keys):
            if match.on not in WEAK:
                return match
            kept = self._batch.facts(match.customer_id)
            if not contradicts(kept, offered) and not self._is_namesake(match, kept, offered):
                return match
        return None if keys else self._the_same(offered)

    def _the_same(self, offered: CustomerFacts) -> Match | None:
        """Give the customer of whom the book knows all that a row without any key says."""
        for number in self._matching.namesakes(offered):
            if says_nothing_more(self._batch.facts(number), offered):
                self._matching.speak_of(number)
                return Match(number, MatchedOn.NOTHING_ELSE)
        return None

    def _possible(self, facts: CustomerFacts) -> list[int]:
        keys = keys_of(facts)
        if not keys:
            return self._matching.namesakes(facts)
        return [match.customer_id for match in self._matching.matches(keys)]

    @staticmethod
    def _is_namesake(match: Match, kept: CustomerFacts, offered: CustomerFacts) -> bool:
        """Tell whether two people of one name and birthday have different phones or codes."""
        if match.on is not MatchedOn.BIRTHDAY:
            return False
        differ = kept.phone and offered.phone and kept.phone != offered.phone
        return bool(differ or (kept.code and offered.code and kept.code != offered.code))

    def _decision(self, number: int) -> Decision:
        decisions = self._scene.request.decisions
        if not decisions:
            return self._usual
        return decisions.get(RowPlace(self._sheet, number)) or self._usual

    def _create(
        self, row: SheetRow, candidate: CustomerCandidate, match: Match | None, keys: Keys
    ) -> None:
        facts = candidate.facts
        if facts is None:
            return
        if match is not None and match.on is MatchedOn.CODE:
            reason = say("客户编号 {code} 已经有了，不能再新建一位", code=facts.code)
            self._refuse(row, candidate, "code_taken", reason)
            return
        if not facts.name:
            facts = replace(facts, name=facts.code)
        manager = candidate.manager
        number = self._batch.create(facts, self._scene.staff.id_of(manager) if manager else None)
        self._matching.remember(keys, number)
        self._figures.add(number, candidate.figures)
        self._tally.created += 1
        self._look_at(row, candidate)

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
