"""The command of letters from a Word template."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from branchcrm.cli.command import Command, Result, Session
from branchcrm.cli.filters import ALL, VIEW_HELP, WHERE_HELP, read_look
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
        "file": str(outcome.target),
    }


COMMANDS = [
    Command(
        name="letters", help="write letters from a Word template", arguments=_arguments, run=_run
    )
]
