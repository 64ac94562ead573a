"""What a workbook that comes back changes: cell by cell, with what cannot be taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from branchcrm.data.reading import Reading
from branchcrm.domain.customer import FIELD_LABELS, CustomerFacts
from branchcrm.domain.customer_check import CustomerCheck
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.three_way import CellState, Side, compared
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.reference.regions import is_known_region
from branchcrm.services.customer_masks import draft_from
from branchcrm.services.export_columns import Words
from branchcrm.services.locked_columns import MANAGER, Staff, texts_of, typed_text, with_texts

if TYPE_CHECKING:
    from branchcrm.exchange.locked_book import ReturnedRow

BATCH: Final = 1000
NO_CODE: Final = mark("没有客户编号，新客户用普通导入")
UNKNOWN_CODE: Final = mark("账本里没有编号 {code} 的客户")
REMOVED: Final = mark("客户在回收站里")
REPEATED: Final = mark("编号在文件里出现了两次")
NOT_GONE_OUT: Final = mark("导出时没有这一行，无法对照")
UNKNOWN_MANAGER: Final = mark("没有名叫“{name}”的员工")


class CellPlace(NamedTuple):
    """A cell that is decided on: the customer and the field."""

    customer_id: int
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCell:
    """One cell that was changed outside: as it went out, as it is in the file, as in the book."""

    place: CellPlace
    row: int
    code: str
    name: str
    state: CellState
    base: str
    file: str
    book: str

    @property
    def label(self) -> str:
        """The field's name on screens."""
        return FIELD_LABELS[self.place.field]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedCell:
    """A row or a cell that cannot be taken, with the reason; `field` is empty for a row."""

    row: int
    code: str
    field: str
    reason: Sentence


@dataclass(slots=True)
class Review:
    """Everything that a returned workbook would change."""

    rows: int = 0
    unchanged: int = 0
    cells: list[ChangedCell] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    facts: dict[int, tuple[CustomerFacts, CustomerFacts]] = field(default_factory=dict)

    @property
    def conflicts(self) -> list[ChangedCell]:
        """The cells that both sides changed."""
        return [one for one in self.cells if one.state is CellState.CONFLICT]

    def taken(
        self, on_conflict: Side, choices: Mapping[CellPlace, Side]
    ) -> Iterator[tuple[int, CustomerFacts]]:
        """Give the customers as they will be, by the decisions."""
        wanted: dict[int, list[str]] = {}
        for cell in self.cells:
            side = choices.get(cell.place, on_conflict)
            if cell.state is CellState.CHANGED or (
                cell.state is CellState.CONFLICT and side is Side.FILE
            ):
                wanted.setdefault(cell.place.customer_id, []).append(cell.place.field)
        for customer_id, fields in wanted.items():
            kept, offered = self.facts[customer_id]
            names = ["manager_id" if name == MANAGER else name for name in fields]
            yield customer_id, replace(kept, **{name: getattr(offered, name) for name in names})


@dataclass(slots=True)
class Reviewer:
    """Compares the rows of a returned workbook with the book."""

    work: Reading
    branch_id: int
    staff: Staff
    words: Words
    today: date
    review: Review = field(default_factory=Review)
    _seen: set[str] = field(default_factory=set)

    def take(self, rows: "Iterable[ReturnedRow]") -> None:
        """Compare rows."""
        batch: list[ReturnedRow] = []
        for row in rows:
            if not row.key and not any(row.cells.values()):
                continue
            self.review.rows += 1
            batch.append(row)
            if len(batch) == BATCH:
                self._compare(batch)
                batch = []
        self._compare(batch)

    def _compare(self, batch: "Sequence[ReturnedRow]") -> None:
        known = self.work.imports.by_codes([row.key for row in batch if row.key], self.branch_id)
        facts = self.work.imports.facts([number for number, _ in known.values()])
        for row in batch:
            reason = self._refusal(row, known)
            if reason is not None:
                self._refuse(row, "", reason)
                continue
            self._seen.add(row.key)
            customer_id = known[row.key][0]
            if not self._row(row, customer_id, facts[customer_id]):
                self.review.unchanged += 1

    def _refusal(
        self, row: "ReturnedRow", known: Mapping[str, tuple[int, bool]]
    ) -> Sentence | None:
        if not row.key:
            return say(NO_CODE)
        if row.key not in known:
            return say(UNKNOWN_CODE, code=row.key)
        if known[row.key][1]:
            return say(REMOVED)
        if row.key in self._seen:
            return say(REPEATED)
        return None if row.has_gone_out else say(NOT_GONE_OUT)

    def _row(self, row: "ReturnedRow", customer_id: int, kept: CustomerFacts) -> bool:
        """Compare one row; tell whether anything of it was changed outside."""
        typed = {
            name: text
            for name, cell in row.cells.items()
            if name in row.base and (text := typed_text(name, cell, self.words)) != row.base[name]
        }
        if not typed:
            return False
        offered, fields = self._checked(row, kept, typed)
        shown, now = texts_of(offered, self.staff), texts_of(kept, self.staff)
        for name in fields:
            state = compared(row.base[name], shown[name], now[name])
            if state is not CellState.SAME:
                self.review.cells.append(
                    ChangedCell(
                        place=CellPlace(customer_id, name),
                        row=row.row,
                        code=row.key,
                        name=kept.name,
                        state=state,
                        base=row.base[name],
                        file=shown[name],
                        book=now[name],
                    )
                )
        self.review.facts[customer_id] = (kept, offered)
        return True

    def _checked(
        self, row: "ReturnedRow", kept: CustomerFacts, typed: dict[str, str]
    ) -> tuple[CustomerFacts, list[str]]:
        """Give the customer with what can be taken, and the fields that can."""
        manager = typed.get(MANAGER)
        if manager and self.staff.id_of(manager) is None:
            self._refuse(row, MANAGER, say(UNKNOWN_MANAGER, name=manager))
            del typed[MANAGER]
        draft = draft_from(kept)
        while typed:
            check = CustomerCheck(with_texts(draft, typed, self.staff), self.today, is_known_region)
            try:
                return check.facts(), list(typed)
            except InvalidDraftError as error:
                wrong = [one for one in error.problems if one.field in typed]
                for one in wrong:
                    self._refuse(row, one.field, one.reason)
                    del typed[one.field]
                if not wrong:
                    # What stands in the book itself would not pass today's checks.
                    self._refuse(row, "", error.problems[0].reason)
                    typed.clear()
        return kept, []

    def _refuse(self, row: "ReturnedRow", name: str, reason: Sentence) -> None:
        refused = RefusedCell(row=row.row, code=row.key, field=name, reason=reason)
        self.review.refused.append(refused)
