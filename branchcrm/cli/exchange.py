"""Commands for files that come in and lists that go out."""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from branchcrm.cli.command import Command, Result, Session
from branchcrm.cli.filters import ALL, VIEW_HELP, WHERE_HELP, read_look
from branchcrm.domain.complaint_list import ComplaintFilter
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.visit import VisitFilter
from branchcrm.domain.wording import mark, say
from branchcrm.services.complaint_export import RegisterRequest
from branchcrm.services.contact_files import CalendarRequest, CardRequest, FileOutcome
from branchcrm.services.exports import ExportKind, ExportRequest
from branchcrm.services.import_inspection import SheetOutline
from branchcrm.services.import_terms import ImportRequest, OnMatch
from branchcrm.services.imports import IMPORT_KINDS
from branchcrm.services.views import ViewLook

AUTO = "auto"
COMPLAINTS = "complaints"
VISITS = "visits"
MAPPING_WORD = mark("对应方案文件")


def _inspect_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--sheet", metavar="S")


def _inspect(session: Session, options: Namespace) -> Result:
    request = ImportRequest(sheet=options.sheet)
    seen = session.services.imports.inspect(Path(options.file), request, session)
    return {"sheets": [_sheet_document(session, sheet) for sheet in seen.sheets]}


def _sheet_document(session: Session, sheet: SheetOutline) -> dict[str, object]:
    return {
        "name": sheet.name,
        "kind": sheet.kind,
        "profile": session.translate(sheet.profile) if sheet.profile else None,
        "header_row": sheet.header_row,
        "rows": sheet.rows,
        "columns": [
            {
                "header": column.heading,
                "field": column.field or None,
                "confidence": column.confidence,
                "matched_by": column.matched_by,
                "unit": column.unit or None,
            }
            for column in sheet.columns
        ],
    }


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--kind", choices=(AUTO, *IMPORT_KINDS), default=AUTO)
    parser.add_argument("--sheet", metavar="S")
    parser.add_argument("--map", metavar="FILE", help="what goes where, as JSON")
    parser.add_argument("--on-match", choices=[one.value for one in OnMatch], default="fill")
    parser.add_argument("--dry-run", action="store_true", help="count, write nothing")
    parser.add_argument("--errors", metavar="OUT.xlsx", help="write the rejected rows there")


def _import(session: Session, options: Namespace) -> Result:
    service = session.services.imports
    request = ImportRequest(
        kind="" if options.kind == AUTO else options.kind,
        sheet=options.sheet,
        mapping=_mapping_text(options.map),
        on_match=OnMatch(options.on_match),
    )
    report = service.import_file(Path(options.file), request, session, dry_run=options.dry_run)
    outcome = report.outcome
    if options.errors:
        service.write_rejections(report, Path(options.errors), session.translate)
    counts = outcome.counts
    return {
        "operation": None if outcome.operation_id is None else int(outcome.operation_id),
        "kinds": list(outcome.kinds),
        "rows": counts.rows,
        "created": counts.created,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "skipped": counts.skipped,
        "rejected": counts.rejected,
        "fixed": counts.fixed,
        "reasons": [
            {
                "code": reason.code,
                "count": reason.count,
                "example_row": reason.example_row,
                "reason": session.text(reason.reason) if reason.reason else "",
            }
            for reason in outcome.reasons
        ],
        "notices": [session.text(notice) for notice in outcome.notices],
        "seconds": round(outcome.seconds, 3),
    }


def _mapping_text(path: str | None) -> str:
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise NotFoundError(what=say(MAPPING_WORD), key=path) from problem


def _export_arguments(parser: ArgumentParser) -> None:
    kinds = [*(kind.value for kind in ExportKind), COMPLAINTS, VISITS]
    parser.add_argument("kind", choices=kinds, metavar="KIND")
    parser.add_argument("out", metavar="OUT", help=".xlsx, .csv, .pdf; customers .vcf; visits .ics")
    parser.add_argument("--view", default=ALL, metavar="NAME", help=VIEW_HELP)
    parser.add_argument("--where", default="", metavar="FILTER", help=WHERE_HELP)
    parser.add_argument("--full", action="store_true", help="numbers in full: needs the right")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="D")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="D")
    parser.add_argument("--purpose", default="", help="what for, written into the file")
    parser.add_argument(
        "--editable", action="store_true", help="customers, keys locked, for import-edits"
    )


def _export(session: Session, options: Namespace) -> Result:
    if options.kind == COMPLAINTS:
        return _export_register(session, Path(options.out))
    if options.kind == VISITS:
        return _export_calendar(session, options)
    look = read_look(session, options.where, options.view)
    is_cards = options.kind == ExportKind.CUSTOMERS and options.out.lower().endswith(".vcf")
    if is_cards:
        return _export_cards(session, options, look)
    request = ExportRequest(
        kind=ExportKind(options.kind),
        filter=look.asked,
        order=look.order,
        fields=look.columns,
        is_full=options.full,
        purpose=options.purpose,
    )
    target = Path(options.out)
    if options.editable and request.kind is ExportKind.CUSTOMERS:
        hand_out = session.services.locked_books.hand_out
        outcome = hand_out(target, request, session, session.translate)
    else:
        outcome = session.services.exports.export(target, request, session, session.translate)
    return {
        "operation": int(outcome.changes.operation_id),
        "rows": outcome.rows,
        "file": str(outcome.file),
    }


def _export_cards(session: Session, options: Namespace, look: ViewLook) -> Result:
    target = Path(options.out)
    request = CardRequest(filter=look.asked, order=look.order, is_full=options.full)
    return _file_document(session.services.contact_files.write_cards(target, request, session))


def _export_calendar(session: Session, options: Namespace) -> Result:
    target = Path(options.out)
    asked = VisitFilter(first=options.first, last=options.last)
    request = CalendarRequest(filter=asked, is_full=options.full)
    files = session.services.contact_files
    return _file_document(files.write_calendar(target, request, session.translate))


def _file_document(outcome: FileOutcome) -> Result:
    return {
        "operation": int(outcome.changes.operation_id),
        "rows": outcome.count,
        "barred": outcome.barred,
        "file": str(outcome.file),
    }


def _export_register(session: Session, target: Path) -> Result:
    request = RegisterRequest(
        asked=ComplaintFilter(),
        words=session.translate,
        is_english=session.options.lang == "en",
    )
    outcome = session.services.complaint_exports.export(target, request, session)
    return {
        "operation": int(outcome.changes.operation_id),
        "rows": outcome.rows,
        "file": str(outcome.file),
    }


def _template_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=IMPORT_KINDS, metavar="KIND")
    parser.add_argument("out", metavar="OUT.xlsx")


def _template(session: Session, options: Namespace) -> Result:
    target = Path(options.out)
    session.services.imports.write_template(options.kind, target, session.translate)
    return {"file": str(target)}


COMMANDS = [
    Command(
        name="inspect",
        help="tell what an import would see in a file",
        arguments=_inspect_arguments,
        run=_inspect,
    ),
    Command(name="import", help="import a file", arguments=_import_arguments, run=_import),
    Command(name="export", help="write a list", arguments=_export_arguments, run=_export),
    Command(
        name="template",
        help="write the workbook that a branch fills in",
        arguments=_template_arguments,
        run=_template,
    ),
]
