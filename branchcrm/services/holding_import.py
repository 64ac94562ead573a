"""Puts a month's averages and balances of customers into the book."""

from calendar import monthrange
from collections.abc import Sequence

from branchcrm.data.columns import day_number
from branchcrm.data.import_records import ImportedRecordRepository, Known
from branchcrm.domain.figure import AUM_MONTH_AVERAGE, BALANCE
from branchcrm.domain.wording import say
from branchcrm.exchange.issues import CellIssue
from branchcrm.exchange.record_rows import RecordRow
from branchcrm.services.import_scene import ImportScene
from branchcrm.services.import_terms import OnMatch
from branchcrm.services.record_taking import Taken


class HoldingTaker:
    """One average per customer and month; a balance stands at the month's last day."""

    def __init__(self, scene: ImportScene) -> None:
        """Work in the scene."""
        self._book = ImportedRecordRepository(scene.work)
        self._source = scene.file_name
        self._today = scene.work.clock.today()
        self._known: Known = {}
        self._of_file: dict[tuple[object, ...], int] = {}
        self._rows: list[dict[str, object]] = []
        self.touched: set[int] = set()

    def prepare(self, records: Sequence[tuple[RecordRow, int | None]]) -> None:
        """Read the figures of the customers of a batch."""
        owners = sorted({owner for _, owner in records if owner is not None})
        self._known = self._book.months(owners)

    def take(self, record: RecordRow, owner: int | None, on_match: OnMatch) -> Taken | CellIssue:
        """Take the figures of one customer and month."""
        found = self._figures(record, owner)
        for key, value in found.items():
            if self._of_file.get(key, value) != value:
                reason = say("同一客户同一月份在文件里有两个不同的数")
                return CellIssue(
                    column=-1, field=str(key[1]), code="month_twice", reason=reason, is_fatal=True
                )
        outcomes = {self._take_one(key, value, on_match) for key, value in found.items()}
        order = (Taken.UPDATED, Taken.CREATED, Taken.DIFFERS, Taken.UNCHANGED, Taken.SKIPPED)
        return next(one for one in order if one in outcomes)

    def write(self) -> None:
        """Write the batch."""
        self._book.add_months(self._rows)
        self._rows = []

    def _figures(self, record: RecordRow, owner: int | None) -> dict[tuple[object, ...], int]:
        month = record.values["month"]
        last = month.replace(day=monthrange(month.year, month.month)[1])
        days = {AUM_MONTH_AVERAGE: month, BALANCE: max(month, min(last, self._today))}
        return {
            (owner, measure, day_number(day)): record.values[measure]
            for measure, day in days.items()
            if measure in record.values
        }

    def _take_one(self, key: tuple[object, ...], value: int, on_match: OnMatch) -> Taken:
        is_repeated = key in self._of_file
        self._of_file[key] = value
        known = self._known.get(key)
        if is_repeated or (known is not None and known[1]["value"] == value):
            return Taken.UNCHANGED
        if known is None:
            names = ("customer_id", "measure", "as_of", "value", "source")
            self._rows.append(dict(zip(names, (*key, value, self._source), strict=True)))
        elif on_match is OnMatch.SKIP:
            return Taken.SKIPPED
        elif on_match is OnMatch.OVERWRITE:
            self._book.change_month(known[0], value, self._source)
        else:
            return Taken.DIFFERS
        self.touched.add(int(str(key[0])))
        return Taken.CREATED if known is None else Taken.UPDATED
