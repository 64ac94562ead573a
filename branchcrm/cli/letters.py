"""The commands of letters from a Word template and of address labels."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from branchcrm.cli.command import Command, Result, Session
from branchcrm.cli.filters import ALL, VIEW_HELP, WHERE_HELP, read_look
from branchcrm.domain.label_sheet import LabelSheet
from branchcrm.services.address_labels import LabelRequest
from branchcrm.services.letters import LetterRequest


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("template", metavar="TEMPLATE.docx")
    parser.add_argument("out", metavar="OUT", help="a .docx, or a folder with --each")
    parser.add_argument("--view", default=ALL, metavar="NAME", help=VIEW_HELP)
    parser.add_argument("--where", default="", metavar="FILTER", help=WHERE_HELP)
    parser.add_argument("--each", action="store_true", help="one document for each customer")
    parser.add_argument("--full", action="store_true", help="numbers in full: needs the right")
    parser.add_argument("--sample", action="store_true", help="write a template to begin from")


def _run(session: Session, options: Namespace) -> Result:
    service = session.services.letters
    template = Path(options.template)
    if options.sample:
        service.write_sample(template)
        return {"file": str(template), "fields": list(session.services.letters.fields())}
    look = read_look(session, options.where, options.view)
    request = LetterRequest(
        filter=look.asked,
        order=look.order,
        is_full=options.full,
        in_one=not options.each,
    )
    outcome = service.write(template, Path(options.out), request, session)
    return {
        "operation": int(outcome.changes.operation_id),
        "letters": outcome.letters,
        "barred": outcome.barred,
        "lacking": dict(outcome.lacking),
        "hidden": list(outcome.hidden),
        "file": str(outcome.target),
    }


def _label_arguments(parser: ArgumentParser) -> None:
    usual = LabelSheet()
    parser.add_argument("out", metavar="OUT.pdf")
    parser.add_argument("--view", default=ALL, metavar="NAME", help=VIEW_HELP)
    parser.add_argument("--where", default="", metavar="FILTER", help=WHERE_HELP)
    parser.add_argument("--rows", type=int, default=usual.rows, help="labels down a sheet of A4")
    parser.add_argument("--columns", type=int, default=usual.columns, help="labels across")
    parser.add_argument("--margin", type=int, default=usual.margin_mm, metavar="MM")
    parser.add_argument("--gap", type=int, default=usual.gap_mm, metavar="MM")
    parser.add_argument("--skip", type=int, default=0, help="labels gone from the first sheet")


def _labels(session: Session, options: Namespace) -> Result:
    target = Path(options.out)
    look = read_look(session, options.where, options.view)
    sheet = LabelSheet(
        rows=options.rows,
        columns=options.columns,
        margin_mm=options.margin,
        gap_mm=options.gap,
        skipped=options.skip,
    )
    request = LabelRequest(filter=look.asked, order=look.order, sheet=sheet)
    outcome = session.services.address_labels.write(target, request, session.translate)
    return {
        "operation": int(outcome.changes.operation_id),
        "labels": len(outcome.run.labels),
        "barred": outcome.run.barred,
        "lacking": outcome.run.lacking,
        "file": str(outcome.file),
    }


COMMANDS = [
    Command(
        name="letters", help="write letters from a Word template", arguments=_arguments, run=_run
    ),
    Command(
        name="labels", help="write address labels on A4", arguments=_label_arguments, run=_labels
    ),
]
