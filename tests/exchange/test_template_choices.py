"""What a template offers in its drop-downs is understood when the template comes back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from branchcrm.domain.outcome import Outcome
from branchcrm.exchange.cells import Cell
from branchcrm.exchange.fields import FIELDS, ImportKind
from branchcrm.exchange.record_values import (
    read_channel,
    read_complaint_state,
    read_direction,
    read_level,
    read_result,
    read_satisfaction,
    read_severity,
    read_visit_state,
    read_yes,
)
from branchcrm.exchange.template_choices import LONGEST_INLINE, choices_of
from branchcrm.exchange.template_writer import LISTS_SHEET, write_template
from branchcrm.reference.catalogue import load_catalogue

READERS: dict[tuple[ImportKind, str], Callable[[Cell], Outcome[Any]]] = {
    (ImportKind.INTERACTIONS, "channel"): read_channel,
    (ImportKind.INTERACTIONS, "direction"): read_direction,
    (ImportKind.INTERACTIONS, "result"): read_result,
    (ImportKind.INTERACTIONS, "effective"): read_yes,
    (ImportKind.VISITS, "channel"): read_channel,
    (ImportKind.VISITS, "state"): read_visit_state,
    (ImportKind.COMPLAINTS, "severity"): read_severity,
    (ImportKind.COMPLAINTS, "level"): read_level,
    (ImportKind.COMPLAINTS, "state"): read_complaint_state,
    (ImportKind.COMPLAINTS, "satisfaction"): read_satisfaction,
}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("kind", "key"), list(READERS))
def test_every_offered_word_is_read_in_both_languages(
    language: str, kind: ImportKind, key: str
) -> None:
    words = load_catalogue(language)
    read = READERS[kind, key]
    offered = [words.lookup(choice) for choice in choices_of(kind, key)]
    assert offered
    assert [word for word in offered if read(word).value is None] == []


@pytest.mark.parametrize("kind", list(ImportKind))
def test_drop_downs_stay_within_what_excel_takes(tmp_path: Path, kind: ImportKind) -> None:
    write_template(tmp_path / "t.xlsx", kind, load_catalogue("en").lookup)
    book = load_workbook(tmp_path / "t.xlsx")
    rules = book.worksheets[0].data_validations.dataValidation
    assert len(rules) == sum(bool(choices_of(kind, spec.key)) for spec in FIELDS[kind])
    for rule in rules:
        inline = str(rule.formula1).startswith('"')
        assert not inline or len(str(rule.formula1)) <= LONGEST_INLINE + 2
    if LISTS_SHEET in book.sheetnames:
        assert book[LISTS_SHEET].sheet_state == "hidden"


def test_many_words_stand_on_a_hidden_sheet(tmp_path: Path) -> None:
    long = (
        *choices_of(ImportKind.COMPLAINTS, "state"),
        *choices_of(ImportKind.COMPLAINTS, "level"),
    )
    words = {choice: choice * 40 for choice in long}
    write_template(tmp_path / "t.xlsx", ImportKind.COMPLAINTS, lambda text: words.get(text, text))
    lists = load_workbook(tmp_path / "t.xlsx")[LISTS_SHEET]
    assert lists.sheet_state == "hidden"
    assert lists.max_column == 2
