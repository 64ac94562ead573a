"""Writes the workbooks that a branch fills in: headings, drop-downs, notes and examples."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from branchcrm.domain.wording import mark
from branchcrm.exchange.field_spec import FieldSpec
from branchcrm.exchange.fields import KIND_LABELS, ImportKind, KnownFields
from branchcrm.exchange.target import replacing
from branchcrm.exchange.template_choices import LONGEST_INLINE, choices_of

FILLED_ROWS: Final = 5000
LISTS_SHEET: Final = "lists"
_WIDTH: Final = 18
_HEAD: Final = PatternFill("solid", fgColor="F3F4F6")
_REQUIRED: Final = mark("必填")
_OPTIONAL: Final = mark("选填")
_GUIDE: Final = mark("填写说明")
_GUIDE_HEAD: Final = (mark("列名"), mark("是否必填"), mark("写法"), mark("示例"))
_FORM_TEXT: Final = mark("文本，号码不会丢位")
_FORM_DATE: Final = mark("日期，如 2026-09-17")
_FORM_MONEY: Final = mark("金额，单位元；改列名为“余额(万元)”可换单位")
_FORM_CHOICE: Final = mark("从下拉列表里选")
Translate = Callable[[str], str]


def write_template(
    target: Path, kind: ImportKind, translate: Translate, own: Sequence[FieldSpec] = ()
) -> None:
    """Write the import template of a kind, with the branch's own fields behind the others.

    Raises:
        NotWrittenError: nothing was written.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = translate(KIND_LABELS[kind])
    sheet.freeze_panes = "A2"
    specs = KnownFields(kind, own).specs
    for place, spec in enumerate(specs, start=1):
        _column(book, place, spec, kind, translate)
    _guide(book.create_sheet(translate(_GUIDE)), specs, kind, translate)
    with replacing(target) as beside:
        book.save(beside)


def _column(
    book: Workbook, place: int, spec: FieldSpec, kind: ImportKind, translate: Translate
) -> None:
    sheet = book.worksheets[0]
    letter = get_column_letter(place)
    head = sheet.cell(1, place, translate(spec.label) + ("*" if spec.is_required else ""))
    head.font = Font(bold=True)
    head.fill = _HEAD
    head.comment = Comment(_form(spec, kind, translate), "BranchCRM")
    sheet.column_dimensions[letter].width = _WIDTH
    sheet.column_dimensions[letter].number_format = _number_format(spec)
    choices = [translate(choice) for choice in _choices(spec, kind)]
    if choices:
        cells = f"{letter}2:{letter}{FILLED_ROWS}"
        sheet.add_data_validation(drop_down(_source(book, choices), cells))


def drop_down(source: str, cells: str) -> DataValidation:
    """Give the rule of a drop-down list for cells; other words are warned of, not refused."""
    rule = DataValidation(type="list", formula1=source, allow_blank=True, errorStyle="warning")
    rule.add(cells)
    return rule


def _source(book: Workbook, choices: Sequence[str]) -> str:
    """Give the words inside the rule, or where they stand on a hidden sheet if they are many."""
    listed = ",".join(choices)
    if len(listed) <= LONGEST_INLINE and not any("," in choice for choice in choices):
        return f'"{listed}"'
    lists = book[LISTS_SHEET] if LISTS_SHEET in book.sheetnames else book.create_sheet(LISTS_SHEET)
    lists.sheet_state = "hidden"
    place = 1 if lists.cell(1, 1).value is None else lists.max_column + 1
    for row, choice in enumerate(choices, start=1):
        lists.cell(row, place, choice)
    return listed_at(place, len(choices))


def listed_at(place: int, count: int) -> str:
    """Give where the words of a list stand on the hidden sheet."""
    letter = get_column_letter(place)
    return f"'{LISTS_SHEET}'!${letter}$1:${letter}${count}"


def _number_format(spec: FieldSpec) -> str:
    if spec.is_date:
        return "yyyy-mm-dd"
    return "@" if spec.is_text else "General"


def _choices(spec: FieldSpec, kind: ImportKind) -> tuple[str, ...]:
    return spec.choices or choices_of(kind, spec.key)


def _form(spec: FieldSpec, kind: ImportKind, translate: Translate) -> str:
    if _choices(spec, kind):
        return translate(_FORM_CHOICE)
    if spec.form:
        return translate(spec.form)
    if spec.is_date:
        return translate(_FORM_DATE)
    return translate(_FORM_MONEY if spec.is_money else _FORM_TEXT)


def _guide(
    sheet: Worksheet, specs: Sequence[FieldSpec], kind: ImportKind, translate: Translate
) -> None:
    sheet.append([translate(text) for text in _GUIDE_HEAD])
    for spec in specs:
        need = translate(_REQUIRED if spec.is_required else _OPTIONAL)
        sheet.append([translate(spec.label), need, _form(spec, kind, translate), spec.example])
    for place, width in enumerate((18, 12, 40, 24), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.cell(1, place).font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2, min_col=4, max_col=4):
        for cell in row:
            cell.number_format = "@"
            cell.alignment = Alignment(horizontal="left")
