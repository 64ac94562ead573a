"""Matches the columns of a table to the fields of a record, and says how sure it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Final

from branchcrm.exchange.cells import Cell, SheetRow
from branchcrm.exchange.content import date_layouts, guess_field
from branchcrm.exchange.document_programs import INVOICE_LINES
from branchcrm.exchange.field_spec import FieldSpec
from branchcrm.exchange.fields import (
    FIELDS,
    IGNORED_HEADINGS,
    SECRET_HEADINGS,
    ImportKind,
    KnownFields,
)
from branchcrm.exchange.headings import Heading, bare_key, heading_key
from branchcrm.exchange.joined_columns import JoinedColumn
from branchcrm.exchange.profile import Profile
from branchcrm.exchange.profiles import find_profile, profile_headings, split_names
from branchcrm.exchange.table_finder import FoundTable
from branchcrm.exchange.table_kinds import kind_of
from branchcrm.reference.catalogue import LANGUAGES, load_catalogue

SAMPLE_ROWS: Final = 200
# What our own lists write behind headings whose cells the book works out itself.
READ_ONLY_MARKS: Final = ("（只读）", "(read-only)")
_SHORTEST_PARTIAL: Final = 2


class MatchedBy(StrEnum):
    """Why a column was matched to a field."""

    HEADING = "heading"
    SIMILAR = "similar"
    CONTENT = "content"
    REMEMBERED = "remembered"
    PERSON = "person"
    PROFILE = "profile"
    JOINED = "joined"
    PART = "part"
    IGNORED = "ignored"
    NEVER_KEPT = "never_kept"
    NOTHING = "nothing"


_CONFIDENCE: Final = {
    MatchedBy.PERSON: 1.0,
    MatchedBy.REMEMBERED: 1.0,
    MatchedBy.PROFILE: 1.0,
    MatchedBy.JOINED: 1.0,
    MatchedBy.PART: 1.0,
    MatchedBy.HEADING: 0.95,
    MatchedBy.SIMILAR: 0.7,
    MatchedBy.CONTENT: 0.5,
    MatchedBy.IGNORED: 1.0,
    MatchedBy.NEVER_KEPT: 1.0,
    MatchedBy.NOTHING: 0.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedColumn:
    """One column of the file and the field that it fills, `` where it fills none."""

    heading: Heading
    field: str = ""
    by: MatchedBy = MatchedBy.NOTHING
    date_layouts: int = 0

    @property
    def confidence(self) -> float:
        """Tell how sure the match is, from 0 to 1."""
        return _CONFIDENCE[self.by]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedTable:
    """What a table holds, and its columns in the order of the sheet, joined ones behind.

    `profile` names the program whose export it is; blanks of the `carried` columns repeat the
    row above.
    """

    kind: ImportKind | None
    columns: tuple[MatchedColumn, ...]
    profile: str = ""
    joined: tuple[JoinedColumn, ...] = ()
    carried: frozenset[int] = frozenset()

    def column_of(self, field: str) -> MatchedColumn | None:
        """Give the first column that fills the field."""
        return next((one for one in self.columns if one.field == field), None)

    @property
    def fields(self) -> frozenset[str]:
        """Give the fields that some column fills."""
        return frozenset(one.field for one in self.columns if one.field)


@cache
def _dictionary(kind: ImportKind) -> Mapping[str, str]:
    known: dict[str, str] = {}
    for spec in FIELDS[kind]:
        for key in (heading_key(spec.label), *map(heading_key, spec.keys())):
            known.setdefault(key, spec.key)
    # Our own templates and lists may have been written in another language.
    for language in LANGUAGES:
        lookup = load_catalogue(language).lookup
        for spec in FIELDS[kind]:
            known.setdefault(heading_key(lookup(spec.label)), spec.key)
    return known


def is_known_heading(key: str) -> bool:
    """Tell whether a heading in compared form means anything to us."""
    bare = bare_key(key)
    if bare in IGNORED_HEADINGS or key in profile_headings():
        return True
    return any(bare in _dictionary(kind) or key in _dictionary(kind) for kind in ImportKind)


def match_table(
    table: FoundTable,
    sample: Sequence[SheetRow],
    *,
    kind: ImportKind | None = None,
    own: Sequence[FieldSpec] = (),
) -> MatchedTable:
    """Match every column, to the branch's own fields too; the kind is found where none is given."""
    headings = table.headings
    profile = find_profile(headings, kind)
    if profile is None:
        kind = kind or find_kind(table)
        profile = split_names(headings) if kind in {None, ImportKind.CUSTOMERS} else None
    kind = kind or (profile.kind if profile else None)
    if kind is None:
        unmatched = tuple(MatchedColumn(heading=heading) for heading in headings)
        return MatchedTable(kind=None, columns=unmatched)
    joined = profile.joined(headings) if profile else ()
    known = KnownFields(kind, own)
    columns = [
        *(_match(one, known, _cells(sample, one.column), profile) for one in headings),
        *(
            MatchedColumn(heading=one.heading, field=one.field, by=MatchedBy.JOINED)
            for one in joined
        ),
    ]
    sources = frozenset().union(*(one.sources for one in joined))
    settled = _settle([_as_part(one, sources) for one in columns], known)
    return MatchedTable(
        kind=kind,
        columns=tuple(settled),
        profile=profile.label if profile else _lines_profile(kind, settled),
        joined=joined,
        carried=profile.carried_columns(headings) if profile else frozenset(),
    )


def find_kind(table: FoundTable) -> ImportKind | None:
    """Tell from the headings what the rows are."""
    return kind_of(lambda kind: _fields_said(table, kind))


def _as_part(column: MatchedColumn, sources: frozenset[int]) -> MatchedColumn:
    """Mark a column that only goes into joined ones."""
    if column.heading.column not in sources or column.by is MatchedBy.PROFILE:
        return column
    return replace(column, field="", by=MatchedBy.PART)


def _lines_profile(kind: ImportKind, columns: Sequence[MatchedColumn]) -> str:
    """Tell whether transactions are lines of documents."""
    fields = {one.field for one in columns}
    is_lines = {"document_no", "quantity"} <= fields and fields & {"product", "product_code"}
    return INVOICE_LINES if kind is ImportKind.TRANSACTIONS and is_lines else ""


def _fields_said(table: FoundTable, kind: ImportKind) -> set[str]:
    """Give the fields that headings name outright: a 开户日期 is no transaction's date."""
    said = (_by_heading(heading, kind) for heading in table.headings)
    return {field for field, by in said if by is MatchedBy.HEADING}


def _cells(sample: Sequence[SheetRow], column: int) -> list[Cell]:
    return [row.cells[column] for row in sample if column < len(row.cells)]


def _match(
    heading: Heading, known: KnownFields, cells: Sequence[Cell], profile: Profile | None
) -> MatchedColumn:
    if any(secret in part for part in heading.parts for secret in SECRET_HEADINGS):
        return MatchedColumn(heading=heading, by=MatchedBy.NEVER_KEPT)
    if heading.text.endswith(READ_ONLY_MARKS):
        return MatchedColumn(heading=heading, by=MatchedBy.IGNORED)
    own = known.own_named(heading.key) or known.own_named(bare_key(heading.key))
    if own:
        field, by = own, MatchedBy.HEADING
    elif profile is not None and heading.key in profile.meanings:
        field = profile.meanings[heading.key]
        by = MatchedBy.PROFILE if field else MatchedBy.IGNORED
    else:
        field, by = _by_heading(heading, known.kind)
    # In the export of a known program, columns that it does not document are left to a person.
    is_documented = profile is not None and bool(profile.label)
    if is_documented and by is MatchedBy.SIMILAR:
        field, by = "", MatchedBy.NOTHING
    if not field and by is not MatchedBy.IGNORED and not is_documented:
        field = _by_content(known.kind, cells)
        by = MatchedBy.CONTENT if field else MatchedBy.NOTHING
    spec = known.spec(field)
    layouts = date_layouts(cells) if spec is not None and spec.is_date else 0
    return MatchedColumn(heading=heading, field=field, by=by, date_layouts=layouts)


def _by_heading(heading: Heading, kind: ImportKind) -> tuple[str, MatchedBy]:
    known = _dictionary(kind)
    for key in (heading.key, *heading.parts):
        for form in (key, bare_key(key)):
            if form in known:
                return known[form], MatchedBy.HEADING
    if bare_key(heading.key) in IGNORED_HEADINGS:
        return "", MatchedBy.IGNORED
    return _by_part(bare_key(heading.parts[0] if heading.parts else heading.key), known)


def _by_part(key: str, known: Mapping[str, str]) -> tuple[str, MatchedBy]:
    """Find the longest known heading that the text ends or begins with."""
    inside = [
        name
        for name in known
        if len(name) >= _SHORTEST_PARTIAL
        and not name.isascii()
        and (key.endswith(name) or key.startswith(name))
    ]
    if not inside:
        return "", MatchedBy.NOTHING
    return known[max(inside, key=len)], MatchedBy.SIMILAR


_OWNER_BY_CONTENT: Final = {
    "phone": "customer_phone",
    "id_number": "id_number",
    "name": "customer_name",
}
_BY_CONTENT: Final = {
    ImportKind.CUSTOMERS: {
        "phone": "phone",
        "id_number": "id_number",
        "uscc": "uscc",
        "email": "email",
        "gender": "gender",
        "name": "name",
    },
    ImportKind.TRANSACTIONS: {**_OWNER_BY_CONTENT, "date": "date", "amount": "amount"},
}


def _by_content(kind: ImportKind, cells: Sequence[Cell]) -> str:
    return _BY_CONTENT.get(kind, _OWNER_BY_CONTENT).get(guess_field(cells), "")


def _settle(columns: list[MatchedColumn], known: KnownFields) -> list[MatchedColumn]:
    """Give each field to its surest column; a second phone is another phone."""
    order = sorted(range(len(columns)), key=lambda place: -columns[place].confidence)
    taken: set[str] = set()
    settled = list(columns)
    for place in order:
        field = columns[place].field
        spec = known.spec(field)
        if spec is None or spec.takes_many or field not in taken:
            taken.add(field)
        elif field == "phone":
            settled[place] = replace(columns[place], field="more_phones")
        else:
            settled[place] = replace(columns[place], field="", by=MatchedBy.NOTHING)
    return settled
