"""What a person sees of a file before it is imported: problem rows and known customers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.customer import FIELD_LABELS, STAGE_LABELS, CustomerFacts
from branchcrm.domain.customer_check import birthday_text
from branchcrm.domain.identity_document import DOCUMENT_LABELS
from branchcrm.domain.masking import mask_card, mask_id_number, mask_phone
from branchcrm.domain.own_field import OwnField
from branchcrm.domain.own_value import own_words
from branchcrm.domain.wording import Sentence, mark
from branchcrm.exchange.fields import FIELDS
from branchcrm.exchange.issues import CellIssue
from branchcrm.exchange.rejection import Rejection
from branchcrm.services.customer_matching import MATCHED_ON_LABELS
from branchcrm.services.import_flow import SheetTable
from branchcrm.services.import_inspection import shown_cell
from branchcrm.services.import_merge import MERGED_FIELDS, is_empty
from branchcrm.services.import_scene import Duplicate
from branchcrm.services.import_tally import Tally
from branchcrm.services.import_terms import ImportOutcome, RowPlace

MOST_DUPLICATES: Final = 5000
_MONEY_FIELDS: Final = frozenset(
    spec.key for specs in FIELDS.values() for spec in specs if spec.is_money
)
EMPTY_CELL: Final = mark("（空）")
_HIDDEN: Final = {
    "phone": mask_phone,
    "id_number": mask_id_number,
    "card_number": mask_card,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemCell:
    """One finding: where it stands, why, and what could be done.

    `offered` is the suggestion as a screen may show it, `fixed` what is taken for the cell.
    """

    column: int
    code: str
    reason: Sentence | None
    is_fatal: bool
    is_fixed: bool
    original: str
    suggestion: str
    offered: str
    fixed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """A row with findings; `cells` are what the screen shows, by column of the file."""

    place: RowPlace
    cells: Mapping[int, str]
    found: tuple[ProblemCell, ...]
    is_rejected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPair:
    """One field of a known customer beside the row's: as the screen shows them."""

    field: str
    label: str
    kept: str
    offered: str
    is_same: bool
    is_kept_empty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCustomer:
    """A row whose customer the book knows, or an earlier row, and what differs."""

    place: RowPlace
    customer_id: int
    name: str
    code: str
    first_row: int
    matched_on: str
    pairs: tuple[FieldPair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedColumn:
    """A column as the check shows it."""

    column: int
    heading: str
    field: str
    is_money: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCheck:
    """A dry run with everything a person decides on.

    `known_beyond` are the rows of known customers that are too many to be looked at one by one.
    """

    outcome: ImportOutcome
    columns: tuple[CheckedColumn, ...]
    problems: tuple[ProblemRow, ...]
    known: tuple[KnownCustomer, ...] = ()
    known_beyond: tuple[RowPlace, ...] = ()


def check_of(outcome: ImportOutcome, tables: Sequence[SheetTable], tally: Tally) -> ImportCheck:
    """Put together what a dry run found."""
    fields = {
        one.heading.column: one.field
        for table in tables
        for one in table.matched.columns
        if one.field
    }
    columns = tuple(
        CheckedColumn(
            column=one.heading.column,
            heading=one.heading.text,
            field=one.field,
            is_money=one.field in _MONEY_FIELDS,
        )
        for table in tables[:1]
        for one in table.matched.columns
        if one.field
    )
    problems = [
        *_problems(tally.rejections, fields, is_rejected=True),
        *_problems(tally.doubts, fields, is_rejected=False),
    ]
    return ImportCheck(
        outcome=outcome,
        columns=columns,
        problems=tuple(sorted(problems, key=lambda one: (one.place.sheet, one.place.row))),
    )


class KnownRows:
    """The rows whose customer is known and of whom they say something else, as they come."""

    def __init__(self, most: int = MOST_DUPLICATES) -> None:
        """Keep so many of them whole, and of the others where they stand."""
        self._most = most
        self.kept: list[Duplicate] = []
        self.beyond: list[RowPlace] = []

    def add(self, duplicate: Duplicate) -> None:
        """Take a row, which may say nothing else."""
        kept, offered = duplicate.kept, duplicate.offered
        if not _differ(kept, offered):
            return
        if len(self.kept) < self._most:
            self.kept.append(duplicate)
        else:
            self.beyond.append(duplicate.place)


def _differ(kept: CustomerFacts, offered: CustomerFacts) -> bool:
    return not (
        all(_is_same(name, kept, offered) for name in MERGED_FIELDS)
        and all(_is_own_same(key, kept, offered) for key in offered.own)
    )


def _is_same(name: str, kept: CustomerFacts, offered: CustomerFacts) -> bool:
    """Tell whether a row says nothing else of a field."""
    said = getattr(offered, name)
    return bool(getattr(kept, name) == said or is_empty(name, said, offered))


def _is_own_same(key: str, kept: CustomerFacts, offered: CustomerFacts) -> bool:
    """Tell the same of one of the branch's own fields."""
    return offered.own.get(key) in (None, kept.own.get(key))


def with_known(
    check: ImportCheck, rows: KnownRows, staff: Mapping[int, str], own: Sequence[OwnField]
) -> ImportCheck:
    """Add the rows whose customer the book knows and of whom they say something else."""
    return replace(
        check,
        known=tuple(_known(one, staff, own) for one in rows.kept),
        known_beyond=tuple(rows.beyond),
    )


def _problems(
    found: Mapping[str, Sequence[Rejection]], fields: Mapping[int, str], *, is_rejected: bool
) -> list[ProblemRow]:
    return [
        ProblemRow(
            place=RowPlace(sheet, rejection.row.number),
            cells={
                column: shown_cell(fields.get(column, ""), cell)
                for column, cell in enumerate(rejection.row.cells)
                if column in fields
            },
            found=tuple(_cell(issue) for issue in rejection.issues),
            is_rejected=is_rejected,
        )
        for sheet, rejections in found.items()
        for rejection in rejections
    ]


def _cell(issue: CellIssue) -> ProblemCell:
    return ProblemCell(
        column=issue.column,
        code=issue.code,
        reason=issue.reason,
        is_fatal=issue.is_fatal,
        is_fixed=issue.is_fixed,
        original=issue.original,
        suggestion=issue.suggestion,
        offered=shown_cell(issue.field, issue.suggestion),
        fixed=shown_cell(issue.field, issue.fixed),
    )


def _known(
    duplicate: Duplicate, staff: Mapping[int, str], own: Sequence[OwnField]
) -> KnownCustomer:
    kept, offered = duplicate.kept, duplicate.offered
    pairs = [
        FieldPair(
            field=name,
            label=FIELD_LABELS["manager" if name == "manager_id" else name],
            kept=_shown(name, kept, staff.get(kept.manager_id or 0, "")),
            offered=_shown(name, offered, duplicate.manager),
            is_same=_is_same(name, kept, offered),
            is_kept_empty=is_empty(name, getattr(kept, name), kept),
        )
        for name in MERGED_FIELDS
        if not (
            is_empty(name, getattr(kept, name), kept)
            and is_empty(name, getattr(offered, name), offered)
        )
    ]
    return KnownCustomer(
        place=duplicate.place,
        customer_id=duplicate.match.customer_id,
        name=offered.name or kept.name,
        code=kept.code,
        first_row=duplicate.first_row,
        matched_on=MATCHED_ON_LABELS[duplicate.match.on],
        pairs=(*pairs, *_own_pairs(kept, offered, own)),
    )


def _own_pairs(
    kept: CustomerFacts, offered: CustomerFacts, own: Sequence[OwnField]
) -> list[FieldPair]:
    return [
        FieldPair(
            field=one.key,
            label=one.name,
            kept=own_words(one, kept.own.get(one.key)),
            offered=own_words(one, offered.own.get(one.key)),
            is_same=_is_own_same(one.key, kept, offered),
            is_kept_empty=one.key not in kept.own,
        )
        for one in own
        if one.key in kept.own or one.key in offered.own
    ]


def _shown(name: str, facts: CustomerFacts, manager: str) -> str:
    value = getattr(facts, name)
    if value is None or value in ("", ()):
        return ""
    shown: dict[str, Callable[[], str]] = {
        "birthday": lambda: birthday_text(value),
        "manager_id": lambda: manager,
        "gender": lambda: GENDER_LABELS[value],
        "stage": lambda: STAGE_LABELS[value],
        "id_type": lambda: DOCUMENT_LABELS[value],
        "more_phones": lambda: "、".join(mask_phone(number) for number in value),
    }
    if name in shown:
        return shown[name]()
    return _HIDDEN[name](str(value)) if name in _HIDDEN else str(value)
