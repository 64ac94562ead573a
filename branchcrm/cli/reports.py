"""The command of ready-made reports."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from branchcrm.cli.command import Command, Result, Session

REPORTS = ("tiers", "moves", "watch")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", choices=REPORTS, metavar="NAME", help=", ".join(REPORTS))
    parser.add_argument("file", metavar="OUT.xlsx/.pdf")


def _report(session: Session, options: Namespace) -> Result:
    services, target = session.services, Path(options.file)
    writers = {
        "tiers": lambda: services.reports.tiers(target, session.translate),
        "moves": lambda: services.tier_lists.write_moved(target, session.translate),
        "watch": lambda: services.tier_lists.write_watched(target, session.translate),
    }
    outcome = writers[options.name]()
    return {
        "operation": int(outcome.changes.operation_id),
        "rows": outcome.rows,
        "file": str(outcome.file),
    }


COMMANDS = [Command(name="report", help="write a report", arguments=_arguments, run=_report)]
