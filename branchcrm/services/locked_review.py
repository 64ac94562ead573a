"""What a workbook that comes back changes: cell by cell, with what cannot be taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from branchcrm.data.reading import Reading
from branchcrm.domain.customer import FIELD_LABELS, CustomerFacts
from branchcrm.domain.customer_check import CustomerCheck
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.own_field import is_own, own_labels
from branchcrm.domain.three_way import CellState, Side, compared
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.reference.regions import is_known_region
from branchcrm.services.customer_masks import draft_from
from branchcrm.services.export_columns import Words
from branchcrm.services.locked_columns import MANAGER, Known, texts_of, typed_text, with_texts

if TYPE_CHECKING:
    from branchcrm.exchange.locked_book import ReturnedRow

BATCH: Final = 1000
NO_CODE: Final = mark("没有客户编号，新客户用普通导入")
UNKNOWN_CODE: Final = mark("账本里没有编号 {code} 的客户")
REMOVED: Final = mark("客户在回收站里")
REPEATED: Final = mark("编号在文件里出现了两次")
NOT_GONE_OUT: Final = mark("导出时没有这一行，无法对照")
NOT_IN_USE: Final = mark("这个自定义字段已经停用")
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
    label: str
    state: CellState
    base: str
    file: str
    book: str


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
            yield customer_id, _with_fields(kept, offered, fields)


def _with_fields(
    kept: CustomerFacts, offered: CustomerFacts, fields: Sequence[str]
) -> CustomerFacts:
    names = ["manager_id" if name == MANAGER else name for name in fields if not is_own(name)]
    own = dict(kept.own)
    for key in filter(is_own, fields):
        own.pop(key, None)
        own |= {key: offered.own[key]} if key in offered.own else {}
    return replace(kept, own=own, **{name: getattr(offered, name) for name in names})


@dataclass(slots=True)
class Reviewer:
    """Compares the rows of a returned workbook with the book."""

    work: Reading
    branch_id: int
    known: Known
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
        labels = FIELD_LABELS | own_labels(self.known.own)
        shown, now = texts_of(offered, self.known), texts_of(kept, self.known)
        for name in fields:
            state = compared(row.base[name], shown[name], now[name])
            if state is not CellState.SAME:
                self.review.cells.append(
                    ChangedCell(
                        place=CellPlace(customer_id, name),
                        row=row.row,
                        code=row.key,
                        name=kept.name,
                        label=labels[name],
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
        own = own_labels(self.known.own)
        for name in [name for name in typed if is_own(name) and name not in own]:
            self._refuse(row, name, say(NOT_IN_USE))
            del typed[name]
        manager = typed.get(MANAGER)
        if manager and self.known.id_of(manager) is None:
            self._refuse(row, MANAGER, say(UNKNOWN_MANAGER, name=manager))
            del typed[MANAGER]
        draft = draft_from(kept)
        while typed:
            check = CustomerCheck(
                with_texts(draft, typed, self.known),
                self.today,
                is_known_region,
                own_fields=self.known.own,
                kept_own=dict(kept.own),
            )
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
