"""What a person decided about a table's columns: kept per file shape, given to the command."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.own_field import is_own
from branchcrm.domain.wording import mark
from branchcrm.exchange.columns import MatchedBy, MatchedColumn, MatchedTable
from branchcrm.exchange.field_spec import FieldSpec
from branchcrm.exchange.fields import FIELDS, ImportKind
from branchcrm.exchange.headings import UNIT_FACTORS, heading_key
from branchcrm.exchange.table_finder import FoundTable

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
_PARTS: Final = frozenset(["columns", "units", "year", "day_first", "header_row"])


class BadMappingError(BranchCrmError):
    """A mapping that does not say what goes where."""

    happened = mark("没有导入：对应方案里的“{part}”看不懂")
    remedy = mark("按“表头对应字段”的 JSON 格式改正，字段名见导入模板的列名")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """Decisions by compared heading: the field (or none), the unit; and how dates are meant."""

    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    year: int | None = None
    day_comes_first: bool | None = None
    header_row: int | None = None

    def apply(self, matched: MatchedTable, by: MatchedBy = MatchedBy.PERSON) -> MatchedTable:
        """Give the table with the decisions in place of what was found."""
        return replace(matched, columns=tuple(self._decided(one, by) for one in matched.columns))

    def _decided(self, column: MatchedColumn, by: MatchedBy) -> MatchedColumn:
        key = column.heading.key
        if key in self.units:
            heading = replace(column.heading, unit_factor=self.units[key])
            column = replace(column, heading=heading)
        if key not in self.columns or column.by is MatchedBy.NEVER_KEPT:
            return column
        if self.columns[key] == column.field:
            return column
        return replace(column, field=self.columns[key], by=by)

    def as_json(self) -> str:
        """Give the form that is kept."""
        return json.dumps(
            {
                "columns": dict(self.columns),
                "units": dict(self.units),
                "year": self.year,
                "day_first": self.day_comes_first,
                "header_row": self.header_row,
            },
            ensure_ascii=False,
        )


def shape_key(table: FoundTable, kind: ImportKind) -> str:
    """Give the key under which decisions about tables of this layout are kept."""
    return hashlib.sha256(f"{kind}\n{table.shape}".encode()).hexdigest()


def read_mapping(
    text: str, kind: ImportKind | None = None, own: Sequence[FieldSpec] = ()
) -> ColumnMapping:
    """Read a mapping file; fields may be named by key or by label, units by word or factor.

    A key of an own field that the branch no longer uses fills nothing.

    Raises:
        BadMappingError: a part is not understood.
    """
    try:
        content = json.loads(text)
    except ValueError as problem:
        raise BadMappingError(part=text[:40]) from problem
    if not isinstance(content, dict):
        raise BadMappingError(part=text[:40])
    if not _PARTS & content.keys():
        content = {"columns": content}
    return ColumnMapping(
        columns={
            heading_key(str(name)): _field(value, kind, own)
            for name, value in _table(content, "columns").items()
        },
        units={
            heading_key(str(name)): _factor(value)
            for name, value in _table(content, "units").items()
        },
        year=_whole(content, "year", _FIRST_YEAR, _LAST_YEAR),
        day_comes_first=_flag(content, "day_first"),
        header_row=_whole(content, "header_row", 1, 1_048_576),
    )


def _table(content: dict[str, Any], part: str) -> dict[str, Any]:
    value = content.get(part) or {}
    if not isinstance(value, dict):
        raise BadMappingError(part=part)
    return value


def _field(value: object, kind: ImportKind | None, own: Sequence[FieldSpec]) -> str:
    if value is None or value == "":
        return ""
    for spec in own:
        if value in {spec.key, spec.label}:
            return spec.key
    if is_own(str(value)):
        return ""
    kinds = [kind] if kind else list(ImportKind)
    for one in kinds:
        for spec in FIELDS[one]:
            if value in {spec.key, spec.label}:
                return spec.key
    raise BadMappingError(part=value)


def _factor(value: object) -> int:
    factor = UNIT_FACTORS.get(value) if isinstance(value, str) else value
    if not isinstance(factor, int) or isinstance(factor, bool) or factor < 1:
        raise BadMappingError(part=value)
    return factor


def _whole(content: dict[str, Any], part: str, least: int, most: int) -> int | None:
    value = content.get(part)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadMappingError(part=part)
    return value


def _flag(content: dict[str, Any], part: str) -> bool | None:
    value = content.get(part)
    if value is not None and not isinstance(value, bool):
        raise BadMappingError(part=part)
    return value
