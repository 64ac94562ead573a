"""What a person has decided so far in the import wizard."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from branchcrm.services.import_inspection import ColumnOutline, Inspection, SheetOutline
from branchcrm.services.import_terms import Decision, ImportRequest, OnMatch, RowPlace

UNKNOWN = "unknown"


@dataclass(slots=True)
class WizardState:
    """The file, the chosen sheet, and every decision about its columns, cells and rows."""

    path: Path
    inspection: Inspection
    sheet: SheetOutline
    fields: dict[str, str] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    year: int | None = None
    day_first: bool | None = None
    header_row: int | None = None
    kind: str = ""
    remembers: bool = True
    edits: dict[tuple[RowPlace, int], str] = field(default_factory=dict)
    as_written: set[tuple[RowPlace, int]] = field(default_factory=set)
    decisions: dict[RowPlace, Decision] = field(default_factory=dict)
    on_match: OnMatch = OnMatch.FILL

    def take_sheet(self, sheet: SheetOutline) -> None:
        """Start over with another sheet, or the same seen differently."""
        self.sheet = sheet
        self.kind = "" if sheet.kind == UNKNOWN else sheet.kind
        self.fields = {column.key: column.field for column in sheet.columns}
        self.units = {}
        self.edits = {}
        self.as_written = set()
        self.decisions = {}

    def forget(self, place: RowPlace, column: int) -> None:
        """Take a cell as the file and the program have it."""
        self.edits.pop((place, column), None)
        self.as_written.discard((place, column))

    def column(self, key: str) -> ColumnOutline | None:
        """Give a column of the sheet by its key."""
        return next((one for one in self.sheet.columns if one.key == key), None)

    def columns_of(self, wanted: str) -> list[ColumnOutline]:
        """Give the columns that fill a field, in the order of the sheet."""
        return [one for one in self.sheet.columns if self.fields.get(one.key) == wanted]

    def assign(self, key: str, wanted: str, *, takes_many: bool) -> None:
        """Let a column fill a field; another column that did so no longer does."""
        if wanted and not takes_many:
            for other, present in self.fields.items():
                if present == wanted:
                    self.fields[other] = ""
        self.fields[key] = wanted

    def mapping(self) -> str:
        """Give the decisions about columns as a mapping document."""
        return json.dumps(
            {
                "columns": self.fields,
                "units": self.units,
                "year": self.year,
                "day_first": self.day_first,
                "header_row": self.header_row,
            },
            ensure_ascii=False,
        )

    def request(self) -> ImportRequest:
        """Give everything decided as the request of a check or an import."""
        return ImportRequest(
            kind=self.kind,
            sheet=self.sheet.name,
            mapping=self.mapping(),
            on_match=self.on_match,
            decisions=dict(self.decisions),
            edits=dict(self.edits),
            as_written=frozenset(self.as_written),
            remembers=self.remembers,
            digest=self.inspection.digest,
        )

    def looking_request(self) -> ImportRequest:
        """Give the request that looks at the sheet again with another heading row or kind."""
        document = json.dumps({"header_row": self.header_row}) if self.header_row else ""
        return ImportRequest(kind=self.kind, sheet=self.sheet.name, mapping=document)


def first_state(path: Path, inspection: Inspection) -> WizardState:
    """Begin with the first sheet that holds a known table."""
    known = [sheet for sheet in inspection.sheets if sheet.kind != UNKNOWN]
    sheet = (known or list(inspection.sheets))[0]
    state = WizardState(path=path, inspection=inspection, sheet=sheet)
    state.take_sheet(sheet)
    return state
