"""One use case's transaction: repositories over one connection, one operation in the journal."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection
from typing_extensions import override

from branchcrm.data import (  # noqa: F401 - complete the metadata
    tables_complaint,
    tables_holding,
    tables_lifecycle,
    tables_offer,
    tables_own,
    tables_people,
    tables_tier,
    tables_tier_draft,
    tables_view,
)
from branchcrm.data.database import Database
from branchcrm.data.derived import is_stale, refresh, summarise
from branchcrm.data.journal import Heading, Journal
from branchcrm.data.ranks import Ranks
from branchcrm.data.reading import Reading
from branchcrm.data.rehearsal import Rehearsal
from branchcrm.data.rows import Created, JournaledRows
from branchcrm.data.tables import metadata
from branchcrm.data.tier_override_days import overrides_turned, turn_overrides
from branchcrm.domain.changes import Aspect, Changes, KeptRow
from branchcrm.domain.clock import Clock, offset_seconds
from branchcrm.domain.ids import OperationId, StaffId
from branchcrm.domain.rights import Actor
from branchcrm.domain.wording import Sentence

JOURNALED = {
    table.name: table for table in metadata.tables.values() if "touched_op" in table.columns
}
MOST_NAMED_IDS = 1000

ASPECTS = {
    "branch": Aspect.SETTING,
    "setting": Aspect.SETTING,
    "staff": Aspect.STAFF,
    "calendar_day": Aspect.CALENDAR,
    "customer": Aspect.CUSTOMER,
    "customer_figure": Aspect.CUSTOMER,
    "stage_decision": Aspect.CUSTOMER,
    "customer_assignment": Aspect.CUSTOMER,
    "tier_offer": Aspect.TIER,
    "contact_person": Aspect.CUSTOMER,
    "customer_link": Aspect.CUSTOMER,
    "customer_group": Aspect.CUSTOMER,
    "group_member": Aspect.CUSTOMER,
    "consent": Aspect.CUSTOMER,
    "contact_ban": Aspect.CUSTOMER,
    "customer_tag": Aspect.CUSTOMER,
    "attachment": Aspect.CUSTOMER,
    "duplicate_verdict": Aspect.CUSTOMER,
    "customer_merge": Aspect.CUSTOMER,
    "own_field": Aspect.OWN_FIELD,
    "own_value": Aspect.CUSTOMER,
    "product": Aspect.PRODUCT,
    "customer_transaction": Aspect.TRANSACTION,
    "visit": Aspect.VISIT,
    "holding": Aspect.HOLDING,
    "interaction": Aspect.INTERACTION,
    "complaint": Aspect.COMPLAINT,
    "complaint_event": Aspect.COMPLAINT,
    "complaint_pause": Aspect.COMPLAINT,
    "tier_policy": Aspect.TIER,
    "tier_review": Aspect.TIER,
    "tier_block": Aspect.TIER,
    "tier_change": Aspect.TIER,
    "tier_draft": Aspect.TIER,
    "tier_approval": Aspect.TIER,
    "tier_override": Aspect.TIER,
    "saved_view": Aspect.VIEW,
    "erased_operation": Aspect.BOOK,
}
PRIMARY_TABLES = {str(aspect): aspect for aspect in Aspect} | {
    "customer_transaction": Aspect.TRANSACTION,
    "saved_view": Aspect.VIEW,
    "erased_operation": Aspect.BOOK,
}


class Work(Reading):
    """Repositories in one writing transaction that becomes one operation of the journal."""

    def __init__(
        self, connection: Connection, clock: Clock, known_ranks: Ranks, heading: Heading
    ) -> None:
        """Write through the connection under the heading."""
        super().__init__(connection, clock, known_ranks, heading.actor.staff_id)
        self._journal = Journal(connection, JOURNALED)
        self._rows = self._journal.begin()
        self.heading = heading
        self.kept: list[KeptRow] = []

    @property
    @override
    def rows(self) -> JournaledRows:
        """The one door for writes."""
        return self._rows

    @property
    def operation_id(self) -> OperationId:
        """The operation that this work becomes."""
        return OperationId(self._rows.operation_id)

    def mention(self, customers: Iterable[int]) -> None:
        """Put the operation into the history of customers whose rows it does not change."""
        self._rows.touched_customers.update(int(number) for number in customers)

    def refresh_derived(self) -> None:
        """Bring lists and search in line with the rows written so far."""
        refresh(self.connection, self._rows, self.clock.today(), offset_seconds(self.clock))

    def commit(self) -> Changes:
        """Write the journal entry, commit, and tell what was altered."""
        self.refresh_derived()
        self._journal.finish(self.heading, self._rows)
        transaction = self.connection.get_transaction()
        if transaction is None:
            message = "the work was committed already"
            raise RuntimeError(message)
        transaction.commit()
        return Changes(
            operation_id=self.operation_id,
            summary=self.heading.summary,
            ids=altered_ids(self._rows),
            kept=tuple(self.kept),
        )


def altered_ids(rows: JournaledRows) -> dict[Aspect, tuple[int, ...] | None]:
    """Give the ids of altered records per aspect; None where there are too many to name."""
    found: dict[Aspect, set[int] | None] = {}
    for entry in rows.entries:
        aspect = ASPECTS[entry.table]
        if aspect in found and found[aspect] is None:
            continue
        named = found.setdefault(aspect, set())
        if named is None or PRIMARY_TABLES.get(entry.table) is not aspect:
            continue
        if isinstance(entry, Created):
            ids = range(entry.first_id, entry.last_id + 1)
        else:
            ids = [int(str(row[0])) for row in entry.rows]  # type: ignore[assignment]
        if len(ids) + len(named) > MOST_NAMED_IDS:
            found[aspect] = None
        else:
            named.update(ids)
    return {aspect: None if ids is None else tuple(sorted(ids)) for aspect, ids in found.items()}


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """Opens readings and works on one book."""

    database: Database
    clock: Clock
    ranks: Ranks = field(default_factory=Ranks)

    @contextmanager
    def read(self, asker: StaffId | None = None) -> Iterator[Reading]:
        """Give repositories over one snapshot, in the name of a person."""
        with self.database.read() as connection:
            yield Reading(connection, self.clock, self.ranks, asker)

    @contextmanager
    def rehearse(self, asker: StaffId | None = None) -> Iterator[Reading]:
        """Give repositories that write beside the book: what they did is seen by them alone."""
        with self.database.rehearse() as connection:
            yield Rehearsal(connection, self.clock, self.ranks, asker)

    @contextmanager
    def personal(self) -> Iterator[Reading]:
        """Give a transaction for preferences and drafts, which stay out of the journal."""
        with self.database.write() as connection:
            yield Reading(connection, self.clock, self.ranks)
            transaction = connection.get_transaction()
            if transaction is not None:
                transaction.commit()

    def catch_up(self) -> bool:
        """Bring everybody's twelve-month figures to today; tell whether they were behind.

        The first operation of a day would do the same; doing it beforehand keeps that quick.
        """
        with self.database.read() as connection:
            is_behind = is_stale(connection, self.clock.today())
            if not is_behind and not overrides_turned(connection, self.clock.today()):
                return False
        with self.database.write() as connection:
            if is_behind:
                summarise(connection, None, self.clock.today(), offset_seconds(self.clock))
            turn_overrides(connection, self.clock.today())
            transaction = connection.get_transaction()
            if transaction is not None:
                transaction.commit()
        return True

    @contextmanager
    def write(
        self,
        name: str,
        summary: Sentence,
        actor: Actor,
        *,
        is_reversible: bool = True,
        reverses_id: OperationId | None = None,
    ) -> Iterator[Work]:
        """Give repositories in one operation; without `commit` nothing of it stays."""
        heading = Heading(
            name=name,
            summary=summary,
            actor=actor,
            at=self.clock.now(),
            is_reversible=is_reversible,
            reverses_id=reverses_id,
        )
        with self.database.write(summary) as connection:
            yield Work(connection, self.clock, self.ranks, heading)
